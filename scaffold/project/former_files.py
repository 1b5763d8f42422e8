"""Models' files under another name: of renamed models, and of those that are no longer declared."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from scaffold.changes.outcome import Outcome
from scaffold.database.tables import Database, Model
from scaffold.errors import Problem
from scaffold.files.encoding_details import is_same_text, text_digest
from scaffold.files.file_plan import Disk, File, Removal
from scaffold.naming.words import words
from scaffold.project.configured_target import ConfiguredTarget
from scaffold.targets.protocol import FILE_NAMES_SETTING


def with_former_paths(
    files: Sequence[File],
    configured: ConfiguredTarget,
    database: Database,
    outcome: Outcome,
    disk: Disk,
) -> list[File]:
    """Return the files of a target with what was renamed: their words, and their former paths."""
    renamed = outcome.renamed
    if outcome.renamed_words or renamed:
        pairs = tuple(sorted(_in_both_styles(outcome.renamed_words)))
        files = [replace(file, renamed=pairs) if file.policy == "merge" else file for file in files]
    known = set(disk.generated_paths())
    former = {
        path: old
        for path, old in _of_renamed_models(configured, database, renamed)
        if old in known and path != old
    }
    if FILE_NAMES_SETTING in configured.target.choices:
        fresh = {file.path for file in files if file.policy == "merge"} - known - set(former)
        folders = set(map(posixpath.dirname, fresh))
        left = {path for path in known if posixpath.dirname(path) in folders}
        left -= {file.path for file in files}
        former |= _named_otherwise(configured, database, renamed, fresh, left) if left else {}
    return [
        replace(file, previous=former[file.path]) if file.path in former else file for file in files
    ]


def abandoned_files(
    targets: Iterable[ConfiguredTarget], wanted: Collection[str], disk: Disk
) -> tuple[tuple[Removal, ...], tuple[Problem, ...]]:
    """Return the removals of models' files that no model has any more, and what is kept.

    A file that was edited since it was generated is kept, with a note.
    """
    folders = [
        f"{configured.path(folder)}/"
        for configured in targets
        for word, folder in configured.settings.items()
        if word in configured.target.settings and word != "directory"
    ]
    removals: list[Removal] = []
    notes: list[Problem] = []
    for path in sorted(disk.generated_paths()):
        if path in wanted or not path.startswith(tuple(folders)):
            continue
        current, base = disk.read(path), disk.base(path)
        if not isinstance(current, str):
            continue
        if is_same_text(current, base):
            removals.append(Removal(path, text_digest(current)))
        else:
            message = f"{path}: its model was removed; the file was edited, so it is kept"
            notes.append(Problem(None, message, "Remove it if you do not need it."))
    return tuple(removals), tuple(notes)


def _in_both_styles(renamed: Mapping[str, str]) -> set[tuple[str, str]]:
    """The pairs as they are, and in snake_case."""
    pairs = set(renamed.items())
    snake = {("_".join(words(old)).lower(), "_".join(words(new)).lower()) for old, new in pairs}
    known = {old for old, _ in pairs}
    return pairs | {(old, new) for old, new in snake if old not in known and old != new}


def _of_renamed_models(
    configured: ConfiguredTarget, database: Database, renamed: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield the current and previous paths of renamed models' files."""
    models = {model.name: model for model in database.models}
    found = [models[new] for new in renamed if new in models]
    if found:
        before = [replace(each, name=renamed[each.name]) for each in found]
        paths = [_paths(configured, database, each) for each in (found, before)]
        yield from zip(*paths, strict=True)


def _named_otherwise(
    configured: ConfiguredTarget,
    database: Database,
    renamed: Mapping[str, str],
    fresh: Collection[str],
    left: Collection[str],
) -> dict[str, str]:
    """Return the former paths of files that only the setting `file_names` gives another one."""
    paths = configured.model_paths(database)
    models = {model.name: model for model in database.models}
    found = {path: models[paths[path]] for path in paths if path in fresh}
    before = [replace(each, name=renamed.get(each.name, each.name)) for each in found.values()]
    former: dict[str, str] = {}
    for style in configured.target.choices[FILE_NAMES_SETTING] if found else ():
        settings = {**configured.settings, FILE_NAMES_SETTING: style}
        for path, old in zip(found, _paths(configured, database, before, settings), strict=True):
            if old in left:
                former.setdefault(path, old)
    return former


def _paths(
    configured: ConfiguredTarget,
    database: Database,
    models: Sequence[Model],
    settings: Mapping[str, str] | None = None,
) -> list[str]:
    """Return the paths of the files of some models."""
    alone = replace(database, models=tuple(map(_without_others, models)))
    artifacts = configured.target.model_artifacts(alone, settings or configured.settings)
    by_model = {each.model: each.path for each in artifacts if each.model}
    return [configured.path(by_model[each.name]) for each in models]


def _without_others(model: Model) -> Model:
    """Return the model without references to other models."""
    table = replace(model.table, foreign_keys=(), composite_keys=(), join=None)
    return replace(model, table=table, associations=(), composites=())
