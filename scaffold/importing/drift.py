"""The differences between a live database and the schema, each with its place in the schema."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from scaffold.changes.stored_names import unique_shape
from scaffold.database.dialects import DIALECTS
from scaffold.database.sql_text import enum_of, enum_type_name
from scaffold.database.tables import (
    Column,
    CompositeForeignKey,
    Database,
    ForeignKey,
    Index,
    Model,
    Table,
    TableName,
    Unique,
)
from scaffold.errors import Problem, SourceLocation
from scaffold.history.record import OpaqueFact
from scaffold.importing.database_facts import DatabaseFacts
from scaffold.importing.external_drift import external_drift
from scaffold.importing.live_tables import LiveTable, canonical_type, live_table, with_type_name
from scaffold.importing.one_sided import one_sided
from scaffold.importing.primary_key_drift import renamed_primary_key
from scaffold.importing.same_actions import comparable_action
from scaffold.importing.same_defaults import is_same_default, squeezed
from scaffold.importing.stored_tables import is_name
from scaffold.schema.data_types import DataType, Default


def drift(
    database: Database,
    facts: DatabaseFacts,
    opaque: Iterable[OpaqueFact] = (),
    recorded: Iterable[Table] = (),
) -> tuple[Problem, ...]:
    """Return what differs between the tables of a schema and those of a database.

    `opaque` is what the record of an import knows beyond the schema: it is no difference.
    `recorded` are the tables of the last run, whose primary keys have names on PostgreSQL.
    """
    return tuple(_Comparison(database, facts, tuple(opaque), recorded).problems())


class _Comparison:
    def __init__(
        self,
        database: Database,
        facts: DatabaseFacts,
        opaque: tuple[OpaqueFact, ...],
        recorded: Iterable[Table],
    ) -> None:
        self._recorded = {table.name: table for table in recorded}
        self._models = {model.table.name: model for model in database.models}
        self._facts = facts
        self._dialect = DIALECTS[facts.dialect]
        self._known: dict[TableName, list[OpaqueFact]] = {}
        for fact in opaque:
            self._known.setdefault(fact.table, []).append(fact)
        self._only = database.dialects == ("postgres",)

    def problems(self) -> Iterator[Problem]:
        for name, model in self._models.items():
            found = self._facts.tables.get(name)
            if found is None:
                yield Problem(
                    model.location,
                    f"table {name} is not in the database",
                    "Run the migrations that are pending there, or remove the model.",
                )
            elif model.external:
                live = live_table(found, self._facts)
                differ = partial(self._column, model.table, live=live, silent=())
                yield from external_drift(model, live.table, differ)
            else:
                yield from self._table(model, live_table(found, self._facts))
                recorded = self._recorded.get(name)
                if what := renamed_primary_key(recorded, found, self._dialect.name):
                    yield self._differs(model.location, what)
        for name in self._facts.tables:
            # A table that no schema can name is of no import either.
            if name not in self._models and name not in self._known and is_name(name.name):
                yield Problem(
                    None,
                    f"table {name} is in the database, and no model of the schema has it",
                    "Run `scaffold import` again to add it, or drop it.",
                )

    def _table(self, model: Model, live: LiveTable) -> Iterator[Problem]:
        expected, found = model.table, live.table
        columns = {column.name: column for column in found.columns}
        places = {each.column.name: each.location or model.location for each in model.attributes}
        silent = self._silent(expected.name)
        for column in expected.columns:
            place = places.get(column.name, model.location)
            label = f"column {expected.name}.{column.name}"
            if column.name not in columns:
                yield self._differs(place, f"{label} is not in the database")
                continue
            for what in self._column(expected, column, columns[column.name], live, silent):
                yield self._differs(place, f"{label}: {what}")
        wanted = {column.name for column in expected.columns}
        for name in columns:
            if name not in wanted and name not in silent:
                yield self._differs(
                    model.location, f"column {expected.name}.{name} is in the database only"
                )
        if expected.primary_key != found.primary_key:
            yield self._differs(
                model.location,
                f"primary key of {expected.name}: ({', '.join(expected.primary_key)}) in the "
                f"schema, ({', '.join(found.primary_key)}) in the database",
            )
        if self._dialect.comments and (expected.comment or None) != (found.comment or None):
            yield self._differs(
                model.location,
                f"comment of table {expected.name}: {expected.comment!r} in the schema, "
                f"{found.comment!r} in the database",
            )
        yield from self._constraints(model, live, places)

    def _silent(self, table: TableName) -> set[str]:
        """Return the columns of which the record knows more than the schema."""
        # A fact with names is about these constraints or indexes.
        facts = (fact for fact in self._known.get(table, ()) if not fact.names)
        return {name for fact in facts for name in fact.columns}

    def _differs(self, where: SourceLocation | None, message: str) -> Problem:
        return Problem(
            where,
            message,
            "Run the migrations that are pending there; or change the schema, and record the "
            "change with `scaffold baseline`.",
        )

    def _column(
        self,
        table: Table,
        expected: Column,
        found: Column,
        live: LiveTable,
        silent: Collection[str],
    ) -> Iterator[str]:
        dialect = self._dialect.name
        declared = expected.type
        if dialect == "postgres" and enum_of(declared) is not None:
            declared = with_type_name(declared, enum_type_name(table.name, expected))
        wanted = canonical_type(declared, dialect)
        is_key = table.primary_key == (expected.name,)
        # SQLite's only integer key is its rowid, whose type is always INTEGER.
        is_rowid = dialect == "sqlite" and is_key and found.type.name == "integer"
        known = expected.name in silent
        if wanted != canonical_type(found.type, dialect) and not (is_rowid or known):
            yield f"{_typed(declared)} in the schema, {_typed(found.type)} in the database"
        nullable = expected.nullable and expected.name not in table.primary_key
        if nullable != found.nullable and not known:
            yield (
                f"{_null(expected.nullable)} in the schema, {_null(found.nullable)} in the database"
            )
        default = self._default(expected)
        sql = live.defaults.get(expected.name)
        if not known and not is_same_default(default, found.default, sql):
            shown = f"default {sql}" if sql and found.default is None else _default(found.default)
            yield f"{_default(default)} in the schema, {shown} in the database"
        if squeezed(expected.generated) != squeezed(found.generated):
            yield (
                f"generated {expected.generated} in the schema, {found.generated} in the database"
            )
        if expected.updates_now != found.updates_now:
            where = "schema" if expected.updates_now else "database"
            yield f"ON UPDATE CURRENT_TIMESTAMP in the {where} only"
        if expected.autoincrement != found.autoincrement and not (is_rowid or known):
            where = "schema" if expected.autoincrement else "database"
            yield f"numbered by the database in the {where} only"
        comments = (expected.comment or None) != (found.comment or None)
        if self._dialect.comments and comments and not known:
            yield f"comment {expected.comment!r} in the schema, {found.comment!r} in the database"

    def _default(self, column: Column) -> Default | None:
        """Return the default that the database has: UUIDs are the application's elsewhere."""
        default = column.default
        if default is not None and default.kind == "uuid" and not self._only:
            return None
        return default

    def _constraints(
        self, model: Model, live: LiveTable, places: Mapping[str, SourceLocation | None]
    ) -> Iterator[Problem]:
        expected, found = model.table, live.table
        facts = self._known.get(expected.name, ())
        known = {name for fact in facts for name in fact.names}
        silent = self._silent(expected.name)
        in_keys = {key.columns for key in found.composite_keys}
        in_keys |= {(key.column,) for key in found.foreign_keys}
        wanted: list[Unique | Index] = [*expected.uniques, *expected.indexes]
        there: list[Unique | Index] = [*found.uniques, *found.indexes]
        # The server creates an index for each foreign key without one.
        own = self._dialect.indexes_foreign_keys
        for part, side in one_sided(wanted, there, unique_shape, known):
            columns = (part.column,) if isinstance(part, Unique) else part.columns
            if side == "database" and (part.name in known or (own and columns in in_keys)):
                continue
            place = places.get(columns[0], model.location)
            unique = "unique " if isinstance(part, Unique) or part.unique else ""
            yield self._side(
                place, f"{unique}index on {expected.name} ({', '.join(columns)})", side
            )
        named = {fact.columns for fact in facts if fact.names}
        nameless = {fact.columns for fact in facts if not fact.names}
        for name, special in live.special:
            if name not in known and (name or special not in nameless):
                yield self._side(model.location, f"index {name} of {expected.name}", "database")
        for key, side in one_sided(
            expected.foreign_keys, found.foreign_keys, self._key_shape, known
        ):
            if side == "database" and (key.name in known or key.column in silent):
                continue
            if side == "schema" and ((key.column,) in named or key.column in silent):
                continue
            actions = f"ON DELETE {key.on_delete} ON UPDATE {key.on_update}"
            what = f"foreign key {expected.name}.{key.column} → {key.table}.{key.key} {actions}"
            yield self._side(places.get(key.column, model.location), what, side)
        for composite, side in one_sided(
            expected.composite_keys, found.composite_keys, self._key_shape, known
        ):
            is_known = composite.name in known if composite.name else composite.columns in nameless
            if side == "database" and is_known:
                continue
            actions = f"ON DELETE {composite.on_delete} ON UPDATE {composite.on_update}"
            what = (
                f"foreign key {expected.name} ({', '.join(composite.columns)}) → "
                f"{composite.table} ({', '.join(composite.keys)}) {actions}"
            )
            yield self._side(places.get(composite.columns[0], model.location), what, side)
        there_now = [check for check in found.checks if check.name not in known]
        if len(expected.checks) != len(there_now):
            yield self._differs(
                model.location,
                f"checks of {expected.name}: {len(expected.checks)} in the schema, "
                f"{len(there_now)} in the database",
            )

    def _key_shape(self, key: ForeignKey | CompositeForeignKey) -> Hashable:
        dialect = self._dialect.name
        return replace(
            key,
            name="",
            on_delete=comparable_action(key.on_delete, dialect),
            on_update=comparable_action(key.on_update, dialect),
        )

    def _side(self, place: SourceLocation | None, what: str, side: str) -> Problem:
        return self._differs(place, f"{what} is in the {side} only")


def _typed(kind: DataType) -> str:
    """Return a type as in the schema, an enum with the name of its type."""
    enum = enum_of(kind)
    if enum is None or enum.type_name is None:
        return str(kind)
    return f"{kind} of the type {TableName(enum.type_name, enum.type_schema)}"


def _null(nullable: bool) -> str:
    return "NULL" if nullable else "NOT NULL"


def _default(default: Default | None) -> str:
    if default is None:
        return "no default"
    return f"default {default.value or default.kind}"
