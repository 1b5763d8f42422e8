"""Models' files under another name: of renamed models, and of those that are no longer declared."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from scaffold.changes.outcome import Outcome
from scaffold.database.tables import Database, Model
from scaffold.errors import Problem
from scaffold.files.encoding_details import normalized, text_digest
from scaffold.files.file_plan import Disk, File, Removal
from scaffold.naming.words import words
from scaffold.project.configured_target import ConfiguredTarget


def with_former_paths(
    files: Sequence[File],
    configured: ConfiguredTarget,
    database: Database,
    outcome: Outcome,
    disk: Disk,
) -> list[File]:
    """Return the files of a target with what was renamed: their words, and their former paths."""
    if not outcome.renamed_words and not outcome.renamed:
        return list(files)
    renamed = outcome.renamed
    pairs = tuple(sorted(_in_both_styles(outcome.renamed_words)))
    files = [replace(file, renamed=pairs) if file.policy == "merge" else file for file in files]
    known = set(disk.generated_paths())
    former = {
        path: old
        for path, old in _former_paths(configured, database, renamed)
        if old in known and path != old
    }
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
        if base is not None and normalized(current) == normalized(base):
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


def _former_paths(
    configured: ConfiguredTarget, database: Database, renamed: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield the current and previous paths of renamed models' files."""
    models = {model.name: model for model in database.models}
    alone = [_without_others(models[new]) for new in renamed if new in models]
    before = [replace(each, name=renamed[each.name]) for each in alone]
    paths = []
    for chosen in (alone, before):
        artifacts = configured.target.model_artifacts(
            replace(database, models=tuple(chosen)), configured.settings
        )
        by_model = {each.model: each.path for each in artifacts if each.model}
        paths.append([configured.path(by_model[each.name]) for each in chosen])
    yield from zip(*paths, strict=True)


def _without_others(model: Model) -> Model:
    """Return the model without references to other models."""
    table = replace(model.table, foreign_keys=(), composite_keys=(), join=None)
    return replace(model, table=table, associations=(), composites=())
