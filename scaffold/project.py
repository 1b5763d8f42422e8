"""What one run does, from the schema's bytes to the plan of files.

The disk is read at the front and the clock passed in; all between is pure. The command line
decides nothing but words, and `scaffold.files.apply` alone writes.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scaffold.amendment import amended, last_files, make_the_same, require_last
from scaffold.database.compare import compare
from scaffold.database.facts import Facts
from scaffold.database.operations import Operation, table_of
from scaffold.database.resolve import resolve
from scaffold.database.tables import Database
from scaffold.errors import Problem, UsageError
from scaffold.files.plan import plan as plan_files
from scaffold.files.types import Disk, File, Plan, Removal
from scaffold.lock import Lock, advance, dumps
from scaffold.migrations import Migration
from scaffold.migrations import plan as plan_migrations
from scaffold.outlet import Outlet
from scaffold.render import Renderer
from scaffold.schema.model import Schema
from scaffold.schema.read import KnownTargets, read_schema
from scaffold.source import LOCK_FILE, Source
from scaffold.targets import TARGETS
from scaffold.targets.base import FoundSettings
from scaffold.timestamps import NoTimestampError

if TYPE_CHECKING:
    from scaffold.run import Request


@dataclass(frozen=True, slots=True)
class Meaning:
    """A schema without a fault, what it means, and what is to be made of it.

    `taken` says which settings come from the project's own files.
    """

    source: Source
    schema: Schema
    database: Database
    outlets: tuple[Outlet, ...]
    taken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a run would do: the files, the new migrations' names, each path's target.

    `notes` are what the targets would have a person know; `replaced` the paths of migrations of
    the last run that others take the place of.
    """

    plan: Plan
    migrations: tuple[str, ...]
    owners: Mapping[str, str]
    notes: tuple[Problem, ...] = ()
    replaced: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()


def first_target() -> Mapping[str, Mapping[str, str]]:
    """What a new schema has under `targets:`: the first of the registry."""
    name, target = next(iter(TARGETS.items()))
    return {name: {"directory": target.settings["directory"]}}


def known_targets() -> KnownTargets:
    """Each registered target and the defaults of its settings."""
    return {name: target.settings for name, target in TARGETS.items()}


def interpret(source: Source) -> tuple[Schema, Database]:
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


def understand(source: Source, disk: Disk | None = None) -> Meaning:
    """What the schema means and what is to be made of it; SchemaError as `interpret` has it.

    With `disk`, the project's own files say the settings that the schema leaves out; SchemaError
    where they cannot.
    """
    schema, database = interpret(source)
    outlets, taken, problems = outlets_of(schema, disk)
    if problems:
        raise source.refusal(problems)
    return Meaning(source, schema, database, outlets, taken)


def outlets_of(
    schema: Schema, disk: Disk | None = None
) -> tuple[tuple[Outlet, ...], tuple[str, ...], tuple[Problem, ...]]:
    """The outlets, which settings the project's own files say, and what is wrong with those."""
    outlets: list[Outlet] = []
    taken: list[str] = []
    problems: list[Problem] = []
    for each in schema.targets:
        target = TARGETS[each.name]
        found = target.found_settings(each.settings, disk) if disk else FoundSettings()
        settings = {**target.settings, **found.settings, **each.settings}
        outlets.append(Outlet(target, settings, Renderer(target.filters)))
        taken += found.taken
        problems += (replace(problem, where=each.place) for problem in found.problems)
    return tuple(outlets), tuple(taken), tuple(problems)


def propose(meaning: Meaning, lock: Lock, disk: Disk, request: Request) -> Proposal:
    """Everything that a run would do; SchemaError where a change cannot be migrated."""
    before = lock.before_last_run() if request.amend else lock
    operations = _operations(before.facts, meaning)
    after = _latest(meaning, lock, before, disk)
    made = {
        outlet.target.name: _new_migrations(outlet, meaning, before, operations, request, after)
        for outlet in meaning.outlets
    }
    if request.amend and make_the_same(made, lock, meaning.database.dialects):
        return propose(meaning, lock, disk, replace(request, amend=False))
    files: list[File] = []
    removals: list[Removal] = []
    replaced: list[str] = []
    owners: dict[str, str] = {}
    for outlet in meaning.outlets:
        name = outlet.target.name
        mine = list(_files(outlet, meaning.database, before, made[name], disk, request.restore))
        if request.amend:
            if not request.force:
                require_last(outlet, lock, disk)
            last = last_files(outlet, lock, before)
            mine, gone = amended(mine, last)
            removals += gone
            replaced += last
        owners.update((file.path, name) for file in mine)
        files += mine
    advanced = advance(before, meaning.database, operations, made)
    files.append(File(LOCK_FILE, dumps(advanced), "replace"))
    plan = plan_files(
        files, disk, removals=removals, keep=request.keep, overwrite=request.overwrite
    )
    notes = (each for outlet in meaning.outlets for each in outlet.target.notes(meaning.database))
    standing = {change.path for change in plan.changes if change.action == "identical"}
    away = tuple(path for path in replaced if path not in standing)
    names = {each.name for migrations in made.values() for each in migrations}
    told = tuple(dict.fromkeys(notes))
    return Proposal(plan, tuple(sorted(names)), owners, told, away, meaning.taken)


def files_of_models(meaning: Meaning, lock: Lock, only: str | None) -> dict[str, list[str]]:
    """The files that each generated model came to, those of the target `only` where it is named."""
    generated = {table.name for table in lock.facts.tables}
    models = {
        each.table.name: each.name
        for each in meaning.database.models
        if each.table.name in generated
    }
    files: dict[str, list[str]] = {name: [] for name in models.values()}
    for outlet in meaning.outlets:
        if only not in (None, outlet.target.name):
            continue
        for artifact in outlet.target.model_artifacts(meaning.database, outlet.settings):
            if artifact.model in files:
                files[artifact.model].append(outlet.path(artifact.path))
        for recorded in lock.targets.get(outlet.target.name, ()):
            tables = {table_of(each) for each in recorded.migration.operations}
            for table in tables & set(models):
                files[models[table]].append(outlet.migration_path(recorded))
    return files


def _operations(before: Facts, meaning: Meaning) -> tuple[Operation, ...]:
    comparison = compare(before, meaning.database, meaning.schema)
    if comparison.problems:
        raise meaning.source.refusal(comparison.problems)
    return comparison.operations


def _new_migrations(
    outlet: Outlet,
    meaning: Meaning,
    before: Lock,
    operations: Sequence[Operation],
    request: Request,
    after: str | None,
) -> tuple[Migration, ...]:
    """What takes this target from where its own migrations end to the schema.

    `operations` do so for a target that is not behind the others. The migrations sort after the
    file name `after`.
    """
    name = outlet.target.name
    facts = before.facts_for(name)
    if facts != before.facts:
        operations = _operations(facts, meaning)
    try:
        return plan_migrations(
            operations,
            meaning.database,
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


def _latest(meaning: Meaning, lock: Lock, before: Lock, disk: Disk) -> str | None:
    """The file name, or timestamp, that new migrations must sort after, whoever wrote it.

    The migrations that are in `lock` and not in `before` are about to be replaced.
    """
    found = [before.last_stamp] if before.last_stamp else []
    for outlet in meaning.outlets:
        name = outlet.target.name
        replaced = lock.last_recorded(name) if before is not lock else ()
        ours = {posixpath.basename(outlet.migration_path(each)) for each in replaced}
        names = (each for each in disk.names(outlet.migrations_folder) if each not in ours)
        if latest := outlet.target.latest_migration(names):
            found.append(latest)
    return max(found, default=None)


def _files(
    outlet: Outlet,
    database: Database,
    before: Lock,
    migrations: Sequence[Migration],
    disk: Disk,
    restore: bool,
) -> Iterator[File]:
    """Models as they should be, the migrations so far, deleted ones included, and the new ones."""
    yield from outlet.models(database)
    previous: str | None = None
    for recorded in before.targets.get(outlet.target.name, ()):
        path = outlet.existing_path(recorded, disk)
        if path is not None:
            # It is never rewritten, so its text has not to be rendered.
            yield File(path, "", "frozen")
        elif restore:
            file = outlet.migration(recorded.migration, recorded.dialects, previous)
            yield replace(file, policy="frozen")
        else:
            yield File(outlet.migration_path(recorded), "", "deleted")
        previous = recorded.stamp
    for migration in migrations:
        yield outlet.migration(migration, database.dialects, previous)
        previous = migration.stamp
