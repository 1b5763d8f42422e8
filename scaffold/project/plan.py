"""The plan of a run, from the schema's bytes to the planned files.

The disk is read first and the time is an argument; everything else is pure. Only
`scaffold.files.apply_changes` writes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from scaffold.changes.row_conditions import described
from scaffold.database.alterations import RenameTable
from scaffold.database.operations import table_of
from scaffold.database.resolve import resolve
from scaffold.database.tables import Database, TableName
from scaffold.errors import Problem, SchemaError
from scaffold.files.encoding_details import text_digest
from scaffold.files.file_plan import Disk, File, FilePlan, Removal
from scaffold.files.planning import plan_files
from scaffold.history.history import History, history_of
from scaffold.history.open_edits import OpenEdit
from scaffold.history.record import Record, RecordedMigration
from scaffold.history.record_files import record_path
from scaffold.history.record_text import file_name, write
from scaffold.project.amendment import amended, last_digests, make_the_same, require_last
from scaffold.project.compiled_source import CompiledSchema
from scaffold.project.configured_target import ConfiguredTarget
from scaffold.project.former_files import abandoned_files, with_former_paths
from scaffold.project.grown_dialects import grown_files, rendered_again
from scaffold.project.moved_folders import moved_folders
from scaffold.project.new_migrations import NewMigrations, baseline_of, new_migrations, record_of
from scaffold.project.outputs.copied import copies_behind
from scaffold.project.outputs.of_run import (
    outputs_of,
    own_files,
    renderer_of,
    require_sound,
    view_classes,
)
from scaffold.project.outputs.read_templates import NOTHING, OwnFiles
from scaffold.project.predecessor import predecessor, replaced_names
from scaffold.project.request import Request
from scaffold.project.schema_data import data_of
from scaffold.project.schema_source import Source
from scaffold.project.their_models import (
    are_theirs,
    edit_their_models,
    generated_paths,
    open_edits_file,
)
from scaffold.project.unused_helpers import unused_helpers
from scaffold.schema.model import Schema
from scaffold.schema.read_schema import KnownTargets, read_schema
from scaffold.targets import TARGETS
from scaffold.targets.protocol import FoundSettings


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


def first_target() -> Mapping[str, Mapping[str, str]]:
    """Return the default `targets:` of a new schema: the first registered target."""
    name, target = next(iter(TARGETS.items()))
    return {name: {"directory": target.settings["directory"]}}


def known_targets() -> KnownTargets:
    """Return the registered targets with the defaults of their settings."""
    return {name: target.settings for name, target in TARGETS.items()}


def resolve_source(source: Source) -> tuple[Schema, Database]:
    """Parse and compile the schema; SchemaError with all problems."""
    schema, problems = read_schema(source.data, source.name, known_targets())
    if schema is None:
        raise source.refusal(problems)
    database, problems = compile_schema(schema)
    if database is None:
        raise source.refusal(problems)
    return schema, database


def compile_schema(schema: Schema) -> tuple[Database | None, tuple[Problem, ...]]:
    """Return the database that a schema declares, or None, and all problems.

    The problems include those of its targets.
    """
    database, problems = resolve(schema)
    if database is None:
        return None, problems
    found = (
        each for setting in schema.targets for each in TARGETS[setting.name].problems(database)
    )
    problems = tuple(found)
    return (None, problems) if problems else (database, ())


def compile_source(source: Source, disk: Disk | None = None) -> CompiledSchema:
    """Compile the schema and configure its targets; SchemaError with all problems.

    With `disk`, settings that the schema does not have come from the project's own files;
    SchemaError if they cannot be read from there.
    """
    schema, database = resolve_source(source)
    own = own_files(source, schema)
    configured_targets, notices, problems = configure_targets(schema, disk, own)
    if problems:
        raise source.refusal(problems)
    if own is not NOTHING:
        require_sound(source, own, view_classes(configured_targets, database, schema, own))
    return CompiledSchema(source, schema, database, configured_targets, notices, own)


def configure_targets(
    schema: Schema, disk: Disk | None = None, own: OwnFiles = NOTHING
) -> tuple[tuple[ConfiguredTarget, ...], tuple[str, ...], tuple[Problem, ...]]:
    """Return the configured targets, the settings found in the project's files, and problems."""
    configured_targets: list[ConfiguredTarget] = []
    notices: list[str] = []
    problems: list[Problem] = []
    data = data_of(schema)
    for each in schema.targets:
        target = TARGETS[each.name]
        found = target.found_settings(each.settings, disk) if disk else FoundSettings()
        settings = {**target.settings, **found.settings, **each.settings}
        renderer = renderer_of(target, own)
        configured_targets.append(ConfiguredTarget(target, settings, renderer, data))
        notices += found.notices
        problems += (replace(problem, where=each.location) for problem in found.problems)
    return tuple(configured_targets), tuple(notices), tuple(problems)


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
    if request.amend and make_the_same(made, replaced, compiled):
        whole = history_of({**before.records, **replaced})
        return plan_run(compiled, whole, {}, disk, replace(request, amend=False))
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
        only = generated_paths(
            configured, compiled.database, before, made.outcome, disk, request.baseline
        )
        mine = [
            *configured.models(compiled.database, only),
            *_earlier_files(configured, before, disk, request),
            *(file for each in own.values() for file in each),
        ]
        again[name] = grown_files(configured, compiled.database, before, disk)
        mine = _in_place(mine, [file for each in again[name].values() for file in each])
        mine = list(_with_helpers_once(mine))
        if are_theirs(configured) and not request.baseline:
            whole = history_of({**before.records, **replaced}) if request.amend else before
            theirs = edit_their_models(
                configured, whole.snapshot, compiled.database, made.outcome, mine, disk
            )
            mine += theirs.files
            todos += theirs.todos
            edit_notes += theirs.notes
            open_edits[name] = theirs.open
        mine = with_former_paths(mine, configured, compiled.database, made.outcome, disk)
        rendered.update(((name, migration), each[-1]) for migration, each in own.items())
        if replaced:
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
        edited, closed = open_edits_file(open_edits, disk)
        files += edited
        removals += closed
    if moved := tuple(moved_folders(files, disk)):
        raise SchemaError(moved)
    outputs = outputs_of(compiled, files, disk)
    files += outputs.files
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
    notes = (
        each
        for configured in compiled.configured_targets
        for each in configured.target.notes(compiled.database)
    )
    identical = {change.path for change in plan.changes if change.action == "identical"}
    names = {name for _, name in rendered}
    return RunPlan(
        plan,
        tuple(sorted(names)),
        owners,
        tuple(dict.fromkeys((*notes, *copies_behind(compiled.own, disk)))),
        tuple(path for path in replaced_paths if path not in identical),
        compiled.notices,
        compiled.own.inputs,
        (*outputs.notes, *kept, *edit_notes),
        row_conditions=", ".join(map(described, made.outcome.conditions)),
        todos=tuple(todos),
        record=record,
    )


def files_of_models(
    compiled: CompiledSchema, history: History, only: str | None
) -> dict[str, list[str]]:
    """Return the generated files of each model, only those of the target `only` if it is given."""
    generated = {table.name for table in history.snapshot.tables}
    models = {
        each.table.name: each.name
        for each in compiled.database.models
        if each.table.name in generated
    }
    files: dict[str, list[str]] = {name: [] for name in models.values()}
    for configured in compiled.configured_targets:
        if only not in (None, configured.target.name):
            continue
        for artifact in configured.target.model_artifacts(compiled.database, configured.settings):
            if artifact.model in files:
                files[artifact.model].append(configured.path(artifact.path))
        for recorded, tables in _tables_now(history.migrations(configured.target.name)):
            for table in sorted(tables & set(models)):
                files[models[table]].append(configured.migration_path(recorded))
    return files


def _tables_now(
    migrations: tuple[RecordedMigration, ...],
) -> Iterator[tuple[RecordedMigration, set[TableName]]]:
    """Yield each migration with its tables, by their current names."""
    found: list[tuple[RecordedMigration, set[TableName]]] = []
    for recorded in migrations:
        found.append((recorded, set()))
        for operation in recorded.operations:
            found[-1][1].add(table_of(operation))
            if isinstance(operation, RenameTable):
                for _, tables in found:
                    if operation.table.name in tables:
                        tables.remove(operation.table.name)
                        tables.add(operation.name)
    yield from found


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


def _earlier_files(
    configured: ConfiguredTarget, before: History, disk: Disk, request: Request
) -> Iterator[File]:
    """The migrations so far, deleted ones included."""
    previous: str | None = None
    for recorded in before.migrations(configured.target.name):
        existing = configured.existing_file(recorded, disk)
        if existing is not None:
            path, text = existing
            yield from configured.helpers(recorded.migration, recorded.dialects, text)
            # It is never rewritten, so its text has not to be rendered.
            yield File(path, "", "frozen")
        elif request.restore:
            for file in configured.migration_files(recorded.migration, recorded.dialects, previous):
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
