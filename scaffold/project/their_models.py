"""Targets whose model files people wrote: changes of the schema become edits of these files.

A model that is in no such file yet gets a generated one, as in other targets.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field

from scaffold.changes.model_changes import ModelChange, model_changes
from scaffold.changes.model_edits import ModelEditRequest
from scaffold.changes.model_states import ModelState, model_states
from scaffold.changes.outcome import Outcome
from scaffold.changes.snapshot import ModelSnapshot, Snapshot, snapshot
from scaffold.database.alterations import RenameColumn, RenameTable
from scaffold.database.operations import Operation
from scaffold.database.tables import Database, Table, TableName
from scaffold.errors import Problem
from scaffold.files.disk import OPEN_EDITS
from scaffold.files.encoding_details import text_digest
from scaffold.files.file_plan import Disk, File, Removal
from scaffold.history.history import History
from scaffold.history.open_edits import OpenEdit, OpenEdits, read_open_edits, write_open_edits
from scaffold.project.adopted_files import adopted_files
from scaffold.project.configured_target import ConfiguredTarget
from scaffold.project.request import Request
from scaffold.project.trusted_projects import is_trusted
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class TheirModels:
    """What a run does with the model files of a target, and what is left to people.

    open: the edits that are left, by model.
    """

    files: tuple[File, ...] = ()
    todos: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    open: Mapping[str, OpenEdit] = field(default_factory=dict)


def generated_paths(
    configured: ConfiguredTarget,
    database: Database,
    before: History,
    outcome: Outcome,
    disk: Disk,
    baseline: bool,
) -> frozenset[str]:
    """Return the paths of models that are generated although people wrote the others.

    These are the ones of earlier runs, and those of new models, unless the run is a `baseline`: of
    models also that are new since an earlier run, and that the project does not have yet. The
    index of the models is the project's own, as are files that exist, in any case of letters. A
    table that only relates two others needs no model, and that of an external table is theirs.
    Among files of another language, a new one would not be found, or not be understood.
    """
    mine = set(disk.generated_paths())
    opened = read_open_edits(disk).get(configured.target.name, {})
    former = {model.name for model in before.snapshot.models} | set(outcome.renamed)
    former -= {name for name, each in opened.items() if each.model is None}
    former |= {
        model.name for model in database.models if model.external or model.table.join is not None
    }
    return frozenset(
        path
        for path, model in configured.model_paths(database).items()
        if path in mine
        or not (
            baseline or model in former or _exists(path, disk) or _is_of_other_language(path, disk)
        )
    )


def _exists(path: str, disk: Disk) -> bool:
    folder, name = posixpath.split(path)
    return name.casefold() in {each.casefold() for each in disk.names(folder)}


def _is_of_other_language(path: str, disk: Disk) -> bool:
    """Whether the folder of a file has files in TypeScript, and none with its own suffix."""
    folder, name = posixpath.split(path)
    suffixes = {posixpath.splitext(each)[1] for each in disk.names(folder)}
    return ".ts" in suffixes and posixpath.splitext(name)[1] not in suffixes


def edit_their_models(
    configured: ConfiguredTarget,
    before: Snapshot,
    database: Database,
    outcome: Outcome,
    generated: Sequence[File],
    disk: Disk,
    asked: Request,
) -> TheirModels:
    """Return the edits that bring the model files of a target up to the schema.

    `before` is what they were edited for last. Edits of earlier runs that are still open are
    tried again. `generated` are the other files of the target. The project's code is loaded if the
    request says so, or a person did for this folder.
    """
    loads = asked.load_models or is_trusted(disk.root)
    still_open = read_open_edits(disk).get(configured.target.name, {})
    joins = {model.table.name: model.table.join for model in database.models if model.table.join}
    after = model_states(snapshot(database), joins)
    former = model_states(_as_edited(before, still_open), joins)
    paths = configured.model_paths(database)
    created = {
        file.path: file.content
        for file in generated
        if file.path in paths and disk.read(file.path) is None
    }
    mine = {paths[file.path] for file in generated if file.path in paths}
    new = {paths[path] for path in created if path in paths}
    columns = _renamed_columns(outcome.operations)
    models = dict(outcome.renamed)
    changes: list[ModelChange] = []
    started: dict[str, OpenEdit] = {}
    for name in sorted({*after, *former} - set(models.values())):
        state = after.get(name)
        opened = still_open.get(name) or still_open.get(models.get(name, name))
        old_name = models.get(name, name)
        if opened is not None and opened.model is not None:
            old_name = opened.model.name
        was = None if opened is not None and opened.model is None else former.get(old_name)
        known = state or was
        if known is None or known.is_join or (name in mine and name not in new and not opened):
            continue
        renamed = _composed(opened.renamed if opened else {}, columns.get(known.table, {}))
        names = {old: new for new, old in models.items()}
        found = tuple(_changes_of(was, state, names, renamed, name in mine))
        changes += found
        if found:
            started[name] = _opened(was, before, still_open, renamed)
    has_changes = bool(changes or outcome.scheduled)
    adopted = [
        *adopted_files(
            configured, after, database, asked.adopt, disk, has_changes=has_changes, loads=loads
        )
    ]
    if not changes:
        notes = tuple(note for _, note in adopted if note is not None)
        return TheirModels(tuple(file for file, _ in adopted), notes=notes)
    stamped = frozenset(model.name for model in database.models if model.created_at)
    request = ModelEditRequest(
        tuple(changes),
        after,
        stamped,
        database.dialects,
        created,
        database,
        lambda model: _generated(configured, database, model),
        loads,
        {paths[path]: path for path in created},
    )
    edits = configured.target.edit_models(request, configured.settings, disk)
    files = tuple(File(path, text, "edited") for path, text in edits.files.items())
    left = {name: started[name] for name in sorted(edits.unfinished)}
    return TheirModels(files, edits.todos, edits.notes, left)


def _generated(configured: ConfiguredTarget, database: Database, model: str) -> str | None:
    """Return the file that the target would generate for a model."""
    settings = {word: each for word, each in configured.settings.items() if word != "model_files"}
    for artifact in configured.target.model_artifacts(database, settings, configured.data):
        if artifact.model == model:
            return configured.file(artifact).content
    return None


def open_edits_file(
    found: Mapping[str, Mapping[str, OpenEdit]], disk: Disk
) -> tuple[list[File], list[Removal]]:
    """Return the file of open edits, or its removal if none are left."""
    edits: OpenEdits = {target: models for target, models in found.items() if models}
    if edits:
        return [File(OPEN_EDITS, write_open_edits(edits), "replace")], []
    current = disk.read(OPEN_EDITS)
    return [], [Removal(OPEN_EDITS, text_digest(current))] if isinstance(current, str) else []


def reopened(
    before: Snapshot,
    after: Snapshot,
    undone: Iterable[Operation],
    known: Mapping[str, OpenEdit],
) -> dict[str, OpenEdit]:
    """Return the open edits after the undo of some operations, from `before` to `after`.

    What the undone run edited stays in the files: the next run compares it with the schema.
    """
    renamed = _renamed_columns(undone)
    tables = {table.name: table for table in before.tables}
    earlier = {model.name: model for model in after.models}
    earlier_tables = {table.name: table for table in after.tables}
    found = dict(known)
    for model in before.models:
        table = tables.get(model.table)
        other = earlier.get(model.name)
        same = other == model and earlier_tables.get(model.table) == table
        if not same and model.name not in found:
            names = {new: old for old, new in renamed.get(model.table, {}).items()}
            found[model.name] = OpenEdit(model, table, names)
    return found


def _as_edited(before: Snapshot, still_open: Mapping[str, OpenEdit]) -> Snapshot:
    """Return the snapshot with the models of open edits as their code was written for last."""
    if not still_open:
        return before
    models: dict[str, ModelSnapshot] = {model.name: model for model in before.models}
    tables: dict[TableName, Table] = {table.name: table for table in before.tables}
    for name, edit in still_open.items():
        models.pop(name, None)
        if edit.model is not None and edit.table is not None:
            models[edit.model.name] = edit.model
            tables[edit.table.name] = edit.table
    return Snapshot(tuple(tables.values()), tuple(models.values()))


def _changes_of(
    was: ModelState | None,
    state: ModelState | None,
    models: Mapping[str, str],
    columns: Mapping[str, str],
    is_generated: bool,
) -> Iterator[ModelChange]:
    """Yield what the code has to change; of a generated file only that it is loaded."""
    if is_generated:
        if state is not None:
            yield ModelChange("model", state.name, None, state, state)
        return
    yield from model_changes(was, state, models, columns)


def _opened(
    was: ModelState | None,
    before: Snapshot,
    still_open: Mapping[str, OpenEdit],
    renamed: Mapping[str, str],
) -> OpenEdit:
    """Return what is recorded if an edit of a model is left open."""
    if was is None:
        return OpenEdit()
    snapshots = _as_edited(before, still_open)
    model = next((each for each in snapshots.models if each.name == was.name), None)
    table = next((each for each in snapshots.tables if each.name == was.table), None)
    return OpenEdit(model, table, dict(renamed))


def _composed(first: Mapping[str, str], second: Mapping[str, str]) -> dict[str, str]:
    """Return the new names after two rounds of renames, by the names before both."""
    chained = {old: second.get(new, new) for old, new in first.items()}
    return {**{old: new for old, new in second.items() if old not in first.values()}, **chained}


def _renamed_columns(operations: Iterable[Operation]) -> dict[TableName, dict[str, str]]:
    """Return the new names of columns by the old ones, by the current name of the table."""
    found: dict[TableName, dict[str, str]] = {}
    for operation in operations:
        if isinstance(operation, RenameTable):
            if operation.table.name in found:
                found[operation.name] = found.pop(operation.table.name)
        elif isinstance(operation, RenameColumn):
            columns = found.setdefault(operation.table.name, {})
            first = next((x for x, new in columns.items() if new == operation.old), operation.old)
            columns[first] = operation.new
    return found
