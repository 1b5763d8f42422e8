"""The migrations of a run: they bring each target's last migration up to the current schema."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace

from scaffold.changes.decisions import Decisions
from scaffold.changes.migration_drafts import drafts
from scaffold.changes.outcome import Outcome, changes
from scaffold.changes.snapshot import Snapshot, snapshot
from scaffold.database.operations import Operation
from scaffold.database.tables import Database
from scaffold.errors import Problem, SchemaError, UsageError
from scaffold.files.encoding_details import text_digest
from scaffold.files.file_plan import File
from scaffold.history.history import History
from scaffold.history.record import Record, RecordedFile, RecordedMigration, RenderedAgain
from scaffold.history.record_text import changed_models
from scaffold.migrations import Migration, MigrationDraft, versioned
from scaffold.naming.timestamps import NoTimestampError
from scaffold.project.configured_target import ConfiguredTarget
from scaffold.project.request import Request
from scaffold.project.schema_source import Source
from scaffold.schema.model import Schema
from scaffold.targets import known_settings
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class NewMigrations:
    """What a run adds to the history.

    `shared` are the migrations of the targets that are up to date (`current`), `own` those of
    targets that catch up, by target. `external` are changes of tables that others own, by target,
    under "" for those that are up to date: they are recorded, and no target has a file of them.
    """

    outcome: Outcome
    shared: tuple[Migration, ...]
    own: Mapping[str, tuple[Migration, ...]]
    current: tuple[str, ...]
    external: Mapping[str, Migration] = field(default_factory=dict)

    def of_target(self, name: str) -> tuple[Migration, ...]:
        """Return the migrations that a target gets."""
        return self.own.get(name, self.shared)


def new_migrations(
    source: Source,
    schema: Schema,
    database: Database,
    targets: Sequence[ConfiguredTarget],
    history: History,
    request: Request,
    after: str | None,
) -> NewMigrations:
    """Return the migrations up to the current schema; all sort after the file name `after`.

    SchemaError with changes that cannot be migrated, OpenDecisions if a person must decide.
    """
    _require_names(request, history.snapshot, database)
    outcome = _outcome(source, schema, database, history.snapshot, request.decisions(history.spent))
    external: dict[str, Migration] = {}
    shared = _versioned(outcome, database, targets, history, request, after, external, "")
    own: dict[str, tuple[Migration, ...]] = {}
    for configured in targets:
        name = configured.target.name
        state = history.of_target(name)
        if state.snapshot.tables != history.snapshot.tables:
            # What runs without this target decided is decided for it too.
            decisions = replace(request.decisions(state.spent), any_loss=True)
            found = _outcome(source, schema, database, state.snapshot, decisions)
            own[name] = _versioned(
                found, database, (configured,), history, request, after, external, name
            )
    current = tuple(each.target.name for each in targets if each.target.name not in own)
    made = NewMigrations(outcome, shared, own, current, external)
    if request.baseline:
        return made
    _require_rendering(source, database, targets, made)
    return made


def baseline_of(history: History, made: NewMigrations, database: Database) -> Record | None:
    """Return the record of a baseline: all operations, without a file for any target."""
    recorded: list[RecordedMigration] = []
    targets = dict(made.own)
    for name, migrations in {"": made.shared, **targets}.items():
        operations = tuple(each for one in migrations for each in one.operations)
        if operations:
            known = (name,) if name else made.current
            files: dict[str, RecordedFile | None] = dict.fromkeys(known)
            version = migrations[-1].version
            recorded.append(
                RecordedMigration(
                    version,
                    "baseline",
                    "change",
                    database.dialects,
                    operations,
                    files,
                    catches_up=bool(name),
                )
            )
    return _record(history, recorded, made, database)


def record_of(
    history: History,
    made: NewMigrations,
    database: Database,
    files: Mapping[tuple[str, str], File],
    again: Mapping[str, RenderedAgain],
) -> Record | None:
    """Return the record of a run, or None if neither tables nor models changed.

    `files` has the rendered migrations by target and name.
    `again` are migrations of earlier runs that are rendered again.
    """
    targets = [name for name in dict.fromkeys(name for name, _ in files) if name not in made.own]
    recorded = [
        RecordedMigration(
            each.version,
            each.slug,
            each.kind,
            database.dialects,
            each.operations,
            dict.fromkeys((name,) if name else made.current),
            catches_up=bool(name),
        )
        for name, each in made.external.items()
    ]
    recorded += [_recorded(each, database, files, targets) for each in made.shared]
    for target, migrations in made.own.items():
        recorded += [
            replace(_recorded(each, database, files, (target,)), catches_up=True)
            for each in migrations
        ]
    return _record(history, recorded, made, database, again)


def _record(
    history: History,
    recorded: Sequence[RecordedMigration],
    made: NewMigrations,
    database: Database,
    again: Mapping[str, RenderedAgain] | None = None,
) -> Record | None:
    models = changed_models(
        {model.name: model for model in history.snapshot.models},
        {model.name: model for model in snapshot(database).models},
    )
    used = tuple(sorted(made.outcome.used))
    # The alias of a foreign key of several columns is in no model that is recorded.
    renames = any(decision.kind == "was" for decision in used)
    if not recorded and not models and not again and not renames:
        return None
    return Record(history.last, tuple(recorded), models, used, again or {})


def _require_names(request: Request, before: Snapshot, database: Database) -> None:
    """UsageError if `--drop` or `--accept` has a name that neither snapshot has."""
    if not request.dropped and not request.accepted:
        return
    from scaffold.naming import suggest

    known: list[str] = []
    for model in (*before.models, *snapshot(database).models):
        known += (model.name, *(f"{model.name}.{name}" for name, _ in model.attributes))
        known += (f"{model.name}.{each.alias}" for each in model.associations)
    problems = []
    for option, names in (("--drop", request.dropped), ("--accept", request.accepted)):
        for name in sorted(names - set(known)):
            near = suggest(name, known)
            hint = f"Write `{near}`." if near else "Write the name from before the change."
            message = f"{option} {name}: no model or field of this name was generated"
            problems.append(Problem(None, message, hint))
    if problems:
        raise UsageError(problems)


def _outcome(
    source: Source, schema: Schema, database: Database, before: Snapshot, decisions: Decisions
) -> Outcome:
    found = changes(before, database, schema, decisions)
    if found.problems:
        raise source.refusal(found.problems)
    if found.questions:
        from scaffold.changes.open_decisions import open_decisions
        from scaffold.schema.schema_file import parse_file

        file, problems = parse_file(source.data, source.name, known_settings())
        if file is None:
            raise source.refusal(problems)
        raise open_decisions(found.questions, file, source.texts)
    return found


def _versioned(
    outcome: Outcome,
    database: Database,
    targets: Sequence[ConfiguredTarget],
    history: History,
    request: Request,
    after: str | None,
    external: dict[str, Migration],
    name: str,
) -> tuple[Migration, ...]:
    """Return the migrations of an outcome; what only the record has is added to `external`."""
    used = {
        each.slug for configured in targets for each in history.migrations(configured.target.name)
    }
    made = drafts(outcome.scheduled, database, used)
    if outcome.external:
        others = tuple(each.operation for each in outcome.external)
        made = (MigrationDraft("external-tables", "change", others), *made)
    try:
        found = versioned(made, now=request.now, first=request.first, after=after)
    except NoTimestampError as error:
        hint = "Give an earlier --timestamp or SOURCE_DATE_EPOCH."
        if after is not None:
            hint += f" The last migration is {after}: if it is yours, give it an earlier time."
        raise UsageError(f"new migrations get no timestamp: {error}", hint) from error
    if outcome.external:
        external[name], *rest = found
        return tuple(rest)
    return found


def _require_rendering(
    source: Source, database: Database, targets: Sequence[ConfiguredTarget], made: NewMigrations
) -> None:
    """SchemaError with the operations that a target cannot render."""
    problems: dict[Problem, None] = {}
    for configured in targets:
        target = configured.target
        for migration in made.of_target(target.name):
            for operation in migration.operations:
                if not target.renders(operation, database.dialects):
                    problems[_unrendered(target.name, operation)] = None
    if problems:
        raise SchemaError(problems, sources=source.texts)


def _unrendered(target: str, operation: Operation) -> Problem:
    table = getattr(operation.table, "name", operation.table)
    return Problem(
        None,
        f"the target {target} cannot write a migration for {type(operation).__name__} "
        f"of table {table}",
        "Undo the change in the schema, or write the migration yourself and run "
        "`scaffold baseline`.",
    )


def _recorded(
    migration: Migration,
    database: Database,
    files: Mapping[tuple[str, str], File],
    targets: Iterable[str],
) -> RecordedMigration:
    import posixpath

    found: dict[str, RecordedFile | None] = {}
    for target in targets:
        file = files.get((target, migration.name))
        if file is not None:
            suffix = posixpath.splitext(file.path)[1]
            found[target] = RecordedFile(suffix, text_digest(file.content))
    return RecordedMigration(
        migration.version,
        migration.slug,
        migration.kind,
        database.dialects,
        migration.operations,
        found,
    )
