"""What one run does, from the schema's bytes to the plan of files.

The disk is read at the front and the clock passed in; all between is pure. The command line
decides nothing but words, and `scaffold.files.apply_changes` alone writes.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from scaffold.database.compare import compare
from scaffold.database.facts import Facts
from scaffold.database.operations import Operation, table_of
from scaffold.database.resolve import resolve
from scaffold.database.tables import Database
from scaffold.errors import Problem, UsageError
from scaffold.files.file_plan import (
    Disk,
    File,
    FilePlan,
    Removal,
)
from scaffold.files.planning import plan_files
from scaffold.lock import Lock, advance, dumps
from scaffold.migrations import Migration, plan_migrations
from scaffold.naming.timestamps import NoTimestampError
from scaffold.project.amendment import (
    amended,
    last_files,
    make_the_same,
    require_last,
)
from scaffold.project.configured_target import ConfiguredTarget
from scaffold.project.outputs.of_run import (
    behind,
    outputs_of,
    own_files,
    renderer_of,
    require_sound,
    view_classes,
)
from scaffold.project.outputs.read_templates import NOTHING, OwnFiles
from scaffold.project.request import Request
from scaffold.project.schema_source import LOCK_FILE, Source
from scaffold.schema.model import Schema
from scaffold.schema.read_schema import KnownTargets, read_schema
from scaffold.targets import TARGETS
from scaffold.targets.protocol import FoundSettings


@dataclass(frozen=True, slots=True)
class CompiledSchema:
    """A schema without a fault, what it means, and what is to be made of it.

    `taken` says which settings come from the project's own files.
    """

    source: Source
    schema: Schema
    database: Database
    configured_targets: tuple[ConfiguredTarget, ...]
    taken: tuple[str, ...] = ()
    own: OwnFiles = NOTHING


@dataclass(frozen=True, slots=True)
class RunPlan:
    """What a run would do: the files, the new migrations' names, each path's target.

    `notes` are what the targets would have a person know; `replaced` the paths of migrations of
    the last run that others take the place of; `templates` the files and folders of a project's
    own templates; `kept` says which files of outputs are left though nothing makes them any more.
    """

    plan: FilePlan
    migrations: tuple[str, ...]
    owners: Mapping[str, str]
    notes: tuple[Problem, ...] = ()
    replaced: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()
    kept: tuple[Problem, ...] = ()


def first_target() -> Mapping[str, Mapping[str, str]]:
    """What a new schema has under `targets:`: the first of the registry."""
    name, target = next(iter(TARGETS.items()))
    return {name: {"directory": target.settings["directory"]}}


def known_targets() -> KnownTargets:
    """Each registered target and the defaults of its settings."""
    return {name: target.settings for name, target in TARGETS.items()}


def resolve_source(source: Source) -> tuple[Schema, Database]:
    """The schema and what it means to its targets; SchemaError with all that is wrong with it."""
    schema, problems = read_schema(source.data, source.name, known_targets())
    if schema is None:
        raise source.refusal(problems)
    database, problems = compile_schema(schema)
    if database is None:
        raise source.refusal(problems)
    return schema, database


def compile_schema(schema: Schema) -> tuple[Database | None, tuple[Problem, ...]]:
    """Return the database that a schema declares, or None, with all that is wrong with it.

    That includes what its targets cannot make of it.
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
    """What the schema means and what is to be made of it; SchemaError as `resolve_source` has it.

    With `disk`, the project's own files say the settings that the schema leaves out; SchemaError
    where they cannot.
    """
    schema, database = resolve_source(source)
    own = own_files(source, schema)
    configured_targets, taken, problems = configure_targets(schema, disk, own)
    if problems:
        raise source.refusal(problems)
    if own is not NOTHING:
        require_sound(source, own, view_classes(configured_targets, database, schema, own))
    return CompiledSchema(source, schema, database, configured_targets, taken, own)


def configure_targets(
    schema: Schema, disk: Disk | None = None, own: OwnFiles = NOTHING
) -> tuple[tuple[ConfiguredTarget, ...], tuple[str, ...], tuple[Problem, ...]]:
    """Return the configured targets, the settings found in the project's files, and problems."""
    configured_targets: list[ConfiguredTarget] = []
    taken: list[str] = []
    problems: list[Problem] = []
    for each in schema.targets:
        target = TARGETS[each.name]
        found = target.found_settings(each.settings, disk) if disk else FoundSettings()
        settings = {**target.settings, **found.settings, **each.settings}
        renderer = renderer_of(target, own)
        configured_targets.append(ConfiguredTarget(target, settings, renderer))
        taken += found.taken
        problems += (replace(problem, where=each.location) for problem in found.problems)
    return tuple(configured_targets), tuple(taken), tuple(problems)


def plan_run(compiled: CompiledSchema, lock: Lock, disk: Disk, request: Request) -> RunPlan:
    """Everything that a run would do; SchemaError where a change cannot be migrated."""
    before = lock.before_last_run() if request.amend else lock
    operations = _operations(before.facts, compiled)
    after = _latest(compiled, lock, before, disk)
    made = {
        configured.target.name: _new_migrations(
            configured, compiled, before, operations, request, after
        )
        for configured in compiled.configured_targets
    }
    if request.amend and make_the_same(made, lock, compiled.database.dialects):
        return plan_run(compiled, lock, disk, replace(request, amend=False))
    files: list[File] = []
    removals: list[Removal] = []
    replaced: list[str] = []
    owners: dict[str, str] = {}
    for configured in compiled.configured_targets:
        name = configured.target.name
        mine = list(
            _files(configured, compiled.database, before, made[name], disk, request.restore)
        )
        if request.amend:
            if not request.force:
                require_last(configured, lock, disk)
            last = last_files(configured, lock, before)
            mine, gone = amended(mine, last)
            removals += gone
            replaced += last
        owners.update((file.path, name) for file in mine)
        files += mine
    outputs = outputs_of(compiled, files, disk)
    files += outputs.files
    removals += outputs.removals
    advanced = advance(before, compiled.database, operations, made)
    files.append(File(LOCK_FILE, dumps(advanced), "replace"))
    plan = plan_files(
        files, disk, removals=removals, keep=request.keep, overwrite=request.overwrite
    )
    notes = (
        each
        for configured in compiled.configured_targets
        for each in configured.target.notes(compiled.database)
    )
    standing = {change.path for change in plan.changes if change.action == "identical"}
    away = tuple(path for path in replaced if path not in standing)
    names = {each.name for migrations in made.values() for each in migrations}
    told = tuple(dict.fromkeys((*notes, *behind(compiled.own, disk))))
    return RunPlan(
        plan,
        tuple(sorted(names)),
        owners,
        told,
        away,
        compiled.taken,
        compiled.own.inputs,
        outputs.notes,
    )


def files_of_models(compiled: CompiledSchema, lock: Lock, only: str | None) -> dict[str, list[str]]:
    """The files that each generated model came to, those of the target `only` where it is named."""
    generated = {table.name for table in lock.facts.tables}
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
        for recorded in lock.targets.get(configured.target.name, ()):
            tables = {table_of(each) for each in recorded.migration.operations}
            for table in tables & set(models):
                files[models[table]].append(configured.migration_path(recorded))
    return files


def _operations(before: Facts, compiled: CompiledSchema) -> tuple[Operation, ...]:
    comparison = compare(before, compiled.database, compiled.schema)
    if comparison.problems:
        raise compiled.source.refusal(comparison.problems)
    return comparison.operations


def _new_migrations(
    configured: ConfiguredTarget,
    compiled: CompiledSchema,
    before: Lock,
    operations: Sequence[Operation],
    request: Request,
    after: str | None,
) -> tuple[Migration, ...]:
    """What takes this target from where its own migrations end to the schema.

    `operations` do so for a target that is not behind the others. The migrations sort after the
    file name `after`.
    """
    name = configured.target.name
    facts = before.facts_for(name)
    if facts != before.facts:
        operations = _operations(facts, compiled)
    try:
        return plan_migrations(
            operations,
            compiled.database,
            now=request.now,
            first=request.first,
            after=after,
            used=before.slugs(name),
        )
    except NoTimestampError as error:
        hint = "Give an earlier --timestamp or SOURCE_DATE_EPOCH."
        if after is not None:
            hint += (
                f" The last migration so far is {after}: give it an earlier name if it is yours."
            )
        raise UsageError(f"new migrations get no timestamp: {error}", hint) from error


def _latest(compiled: CompiledSchema, lock: Lock, before: Lock, disk: Disk) -> str | None:
    """The file name, or timestamp, that new migrations must sort after, whoever wrote it.

    The migrations that are in `lock` and not in `before` are about to be replaced.
    """
    found = [before.last_stamp] if before.last_stamp else []
    for configured in compiled.configured_targets:
        name = configured.target.name
        replaced = lock.last_recorded(name) if before is not lock else ()
        ours = {posixpath.basename(configured.migration_path(each)) for each in replaced}
        names = (each for each in disk.names(configured.migrations_folder) if each not in ours)
        if latest := configured.target.latest_migration(names):
            found.append(latest)
    return max(found, default=None)


def _files(
    configured: ConfiguredTarget,
    database: Database,
    before: Lock,
    migrations: Sequence[Migration],
    disk: Disk,
    restore: bool,
) -> Iterator[File]:
    """Models as they should be, the migrations so far, deleted ones included, and the new ones."""
    yield from configured.models(database)
    previous: str | None = None
    for recorded in before.targets.get(configured.target.name, ()):
        path = configured.existing_path(recorded, disk)
        if path is not None:
            # It is never rewritten, so its text has not to be rendered.
            yield File(path, "", "frozen")
        elif restore:
            file = configured.migration(recorded.migration, recorded.dialects, previous)
            yield replace(file, policy="frozen")
        else:
            yield File(configured.migration_path(recorded), "", "deleted")
        previous = recorded.version
    for migration in migrations:
        yield configured.migration(migration, database.dialects, previous)
        previous = migration.version
