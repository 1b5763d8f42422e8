"""The plan of a run, from the schema's bytes to the planned files.

The disk is read first and the time is an argument; everything else is pure. Only
`scaffold.files.apply_changes` writes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scaffold.changes.condition_texts import described
from scaffold.database.tables import Database
from scaffold.errors import Problem, SchemaError
from scaffold.files.encoding_details import text_digest
from scaffold.files.file_plan import Disk, File, FilePlan, Removal
from scaffold.files.planning import plan_files
from scaffold.history.history import History, history_of
from scaffold.history.record import Record
from scaffold.history.record_files import record_path
from scaffold.history.record_text import file_name, write
from scaffold.project.adopted_files import require_adoptable
from scaffold.project.changed_form import in_new_form
from scaffold.project.compiled_source import CompiledSchema
from scaffold.project.configured_target import ConfiguredTarget
from scaffold.project.editor_schema import editor_schema
from scaffold.project.external_models import external_notes, files_of_others, missing_ends
from scaffold.project.former_files import abandoned_files, with_former_paths
from scaffold.project.grown_dialects import grown_files, rendered_again
from scaffold.project.moved_folders import moved_folders
from scaffold.project.new_migrations import NewMigrations, baseline_of, new_migrations, record_of
from scaffold.project.outputs.copied import notes_of_overrides
from scaffold.project.outputs.of_run import outputs_of
from scaffold.project.predecessor import predecessor, predecessor_of, replaced_names
from scaffold.project.request import Request

if TYPE_CHECKING:
    from scaffold.history.open_edits import OpenEdit


@dataclass(frozen=True, slots=True)
class RunPlan:
    """What a run would do: files, names of new migrations, and the target of each path.

    notes: notes of the targets for the user.
    replaced: paths of the last run's migrations that are replaced.
    templates: files and folders of the project's own templates.
    kept: sentences about files of outputs that are kept although nothing generates them.
    is_first: nothing was generated before.
    todos: what people have to write in their own model files.
    record: what the run adds to the history.
    """

    plan: FilePlan
    migrations: tuple[str, ...]
    owners: Mapping[str, str]
    notes: tuple[Problem, ...] = ()
    replaced: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()
    kept: tuple[Problem, ...] = ()
    is_first: bool = False
    row_conditions: str = ""
    undo_commands: tuple[str, ...] = ()
    todos: tuple[Problem, ...] = ()
    renaming_commands: tuple[tuple[str, ...], ...] = ()
    record: Record | None = None


def plan_run(
    compiled: CompiledSchema,
    before: History,
    replaced: Mapping[str, Record],
    disk: Disk,
    request: Request,
) -> RunPlan:
    """Plan a run that follows the records `before`; SchemaError if a change cannot be migrated.

    `replaced` are records that are replaced by one: those of the last run, or of a branch.
    """
    made = new_migrations(
        compiled.source,
        compiled.schema,
        compiled.database,
        compiled.configured_targets,
        before,
        request,
        _latest(compiled, before, replaced, disk),
    )
    if request.amend:
        from scaffold.project.amendment import make_the_same

        if make_the_same(made, replaced, compiled):
            whole = history_of({**before.records, **replaced})
            return plan_run(compiled, whole, {}, disk, replace(request, amend=False))
    require_adoptable(compiled.configured_targets, compiled.database, request.adopt, disk)
    files: list[File] = []
    removals: list[Removal] = []
    replaced_paths: list[str] = []
    owners: dict[str, str] = {}
    rendered: dict[tuple[str, str], File] = {}
    again: dict[str, dict[str, tuple[File, ...]]] = {}
    todos: list[Problem] = []
    edit_notes: list[Problem] = []
    open_edits: dict[str, Mapping[str, OpenEdit]] = {}
    for configured in compiled.configured_targets:
        name = configured.target.name
        previous = predecessor(configured, before, replaced, disk) if made.of_target(name) else None
        own = (
            {}
            if request.baseline
            else dict(_rendered(configured, compiled.database, previous, made))
        )
        only: frozenset[str] | None = None
        if configured.has_own_models:
            from scaffold.project.their_models import generated_paths

            only = generated_paths(
                configured, compiled.database, before, made.outcome, disk, request.baseline
            )
        others = files_of_others(configured, compiled.database, disk)
        edit_notes += missing_ends(compiled.database, others)
        mine = [
            *(
                each
                for each in configured.models(compiled.database, only)
                if each.path not in others
            ),
            *_earlier_files(configured, before, disk, request),
            *(file for each in own.values() for file in each),
        ]
        again[name] = grown_files(configured, compiled.database, before, disk)
        mine = _in_place(mine, [file for each in again[name].values() for file in each])
        mine = list(_with_helpers_once(mine))
        if configured.has_own_models and not request.baseline:
            from scaffold.project.their_models import edit_their_models

            whole = history_of({**before.records, **replaced}) if request.amend else before
            theirs = edit_their_models(
                configured,
                whole.snapshot,
                compiled.database,
                made.outcome,
                mine,
                disk,
                request,
            )
            mine += theirs.files
            todos += theirs.todos
            edit_notes += theirs.notes
            open_edits[name] = theirs.open
        mine = with_former_paths(mine, configured, compiled.database, made.outcome, disk)
        mine = in_new_form(mine, configured, compiled.database, disk)
        rendered.update(((name, migration), each[-1]) for migration, each in own.items())
        if replaced:
            from scaffold.project.amendment import amended, last_digests, require_last
            from scaffold.project.unused_helpers import unused_helpers

            if request.amend and not request.force:
                require_last(configured, replaced, disk)
            last = last_digests(configured, replaced, disk)
            mine, removed = amended(mine, last)
            removals += removed
            called = {file.path for file in mine}
            removals += (
                each
                for each in unused_helpers(configured, replaced, last, disk)
                if each.path not in called
            )
            replaced_paths += last
        owners.update((file.path, name) for file in mine)
        files += mine
    if open_edits:
        from scaffold.project.their_models import open_edits_file

        edited, closed = open_edits_file(open_edits, disk)
        files += edited
        removals += closed
    if moved := tuple(moved_folders(files, disk)):
        raise SchemaError(moved)
    outputs = outputs_of(compiled, files, disk)
    files += outputs.files
    files += editor_schema(compiled.source)
    removals += outputs.removals
    wanted = {path for file in files for path in (file.path, file.previous) if path is not None}
    abandoned, kept = abandoned_files(
        compiled.configured_targets, wanted | {each.path for each in removals}, disk
    )
    removals += abandoned
    files += (File(record_path(name), "", "frozen") for name in before.records)
    removals += (
        Removal(record_path(name), text_digest(write(record))) for name, record in replaced.items()
    )
    if request.baseline:
        record = baseline_of(before, made, compiled.database)
    else:
        record = record_of(
            before, made, compiled.database, rendered, rendered_again(compiled.database, again)
        )
    if record is not None:
        versions = [each.timestamp for each in record.migrations]
        time = max(versions) if versions else f"{request.first or request.now:%Y%m%d%H%M%S}"
        text = write(record)
        path = record_path(file_name(text, time.rjust(14, "0")))
        removals = [each for each in removals if each.path != path]
        files.append(File(path, text, "replace"))
    plan = plan_files(
        files, disk, removals=removals, keep=request.keep, overwrite=request.overwrite
    )
    identical = {change.path for change in plan.changes if change.action == "identical"}
    names = {name for _, name in rendered}
    return RunPlan(
        plan,
        tuple(sorted(names)),
        owners,
        _notes(compiled, disk) if request.notes else (),
        tuple(path for path in replaced_paths if path not in identical),
        compiled.notices,
        compiled.own.inputs,
        (*outputs.notes, *kept, *edit_notes, *external_notes(compiled.database, made.outcome)),
        row_conditions=", ".join(map(described, made.outcome.conditions)),
        todos=tuple(todos),
        record=record,
    )


def _latest(
    compiled: CompiledSchema, before: History, replaced: Mapping[str, Record], disk: Disk
) -> str | None:
    """Return the file name or timestamp that new migrations must sort after.

    Migrations of users count; those of records that are `replaced` do not.
    """
    found = [before.last_timestamp] if before.last_timestamp else []
    for configured in compiled.configured_targets:
        ours = replaced_names(configured, replaced)
        names = (each for each in disk.names(configured.migrations_folder) if each not in ours)
        if latest := configured.target.latest_migration(names):
            found.append(latest)
    return max(found, default=None)


def _notes(compiled: CompiledSchema, disk: Disk) -> tuple[Problem, ...]:
    """Return what a person should know about the generated code and copied templates, once each."""
    targets = compiled.configured_targets
    found = [note for each in targets for note in each.target.notes(compiled.database)]
    overrides = notes_of_overrides(compiled.own, disk, targets)
    return tuple(dict.fromkeys((*found, *overrides)))


def _earlier_files(
    configured: ConfiguredTarget, before: History, disk: Disk, request: Request
) -> Iterator[File]:
    """The migrations so far, deleted ones included."""
    previous: str | None = None
    for recorded in before.migrations(configured.target.name):
        existing = configured.existing_file(recorded, disk)
        if existing is not None:
            path, text = existing
            yield from configured.helpers(recorded, text)
            # It is never rewritten, so its text has not to be rendered.
            yield File(path, "", "frozen")
        elif request.restore:
            follows = predecessor_of(configured, recorded, previous, disk)
            for file in configured.files_again(recorded, recorded.dialects, follows):
                yield replace(file, policy="frozen")
        else:
            yield File(configured.migration_path(recorded), "", "deleted")
        previous = recorded.timestamp


def _rendered(
    configured: ConfiguredTarget, database: Database, previous: str | None, made: NewMigrations
) -> Iterator[tuple[str, tuple[File, ...]]]:
    """Return the new migrations' files by the migrations' names, each after its helpers."""
    for migration in made.of_target(configured.target.name):
        files = configured.migration_files(migration, database.dialects, previous)
        yield migration.name, files
        previous = migration.version


def _in_place(files: Iterable[File], others: Sequence[File]) -> list[File]:
    """The files, others of the same paths in their places, and the rest of those before them."""
    by_path = {file.path: file for file in others}
    kept = [by_path.pop(file.path, file) for file in files]
    return [*by_path.values(), *kept]


def _with_helpers_once(files: Iterable[File]) -> Iterator[File]:
    """Return the files with each helper file once."""
    helpers: set[str] = set()
    for file in files:
        if file.policy == "frozen" and file.content:
            if file.path in helpers:
                continue
            helpers.add(file.path)
        yield file
