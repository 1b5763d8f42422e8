"""`was(…)`: which names in the schema are said to have been others."""

from __future__ import annotations

from collections.abc import Iterator, Set

from scaffold.database.compare.additions import ColumnName
from scaffold.database.compare.differences import unwritten
from scaffold.database.facts import Facts, ModelFacts
from scaffold.database.tables import Database, TableName
from scaffold.errors import Problem, SourceLocation
from scaffold.schema.model import DeclaredModel, Schema
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class Renames:
    """The problems of `was(…)`, and the old tables and columns that they speak of."""

    problems: tuple[Problem, ...] = ()
    tables: Set[TableName] = frozenset()
    columns: Set[ColumnName] = frozenset()


def renames(before: Facts, after: Database, schema: Schema) -> Renames:
    """What the schema's `was(…)` mean against what was generated last.

    Without anything generated, or with the new name in it, one is spent; one whose table or
    column keeps its name needs nothing done.
    """
    if not before.models:
        return Renames()
    found = tuple(_Finder(before, after).found(schema))
    return Renames(
        tuple(each.problem for each in found),
        frozenset(each.table for each in found if each.table),
        frozenset(each.column for each in found if each.column),
    )


@dataclass(frozen=True, slots=True)
class _Found:
    problem: Problem
    table: TableName | None = None
    column: ColumnName | None = None


class _Finder:
    def __init__(self, before: Facts, after: Database) -> None:
        self._models = {model.name: model for model in before.models}
        self._tables = {model.name: model.table.name for model in after.models}
        self._columns = {
            (table.name, column.name) for table in after.tables for column in table.columns
        }
        self._standing = {table.name for table in after.tables}

    def found(self, schema: Schema) -> Iterator[_Found]:
        for model in schema.models:
            known = self._models.get(model.name)
            if model.was and not known:
                known = self._models.get(model.was)
                yield from self._model(model, model.was, known)
            for each in model.fields:
                if each.was:
                    yield from self._field(known, model, each.name, each.was, each.at("was"))

    def _model(self, model: DeclaredModel, was: str, known: ModelFacts | None) -> Iterator[_Found]:
        location = model.at("$was")
        if known is None:
            yield _Found(_unknown(location, f"`$was: {was}`", f"model `{was}` nor `{model.name}`"))
        elif known.table not in self._standing:
            new = self._tables[model.name]
            yield _Found(
                unwritten(
                    location,
                    f"model `{model.name}` was `{was}`, and table `{known.table}` would become "
                    f"`{new}`",
                    f"Keep the table's name with `$table: {known.table.name}`",
                ),
                table=known.table,
            )

    def _field(
        self,
        known: ModelFacts | None,
        model: DeclaredModel,
        name: str,
        was: str,
        location: SourceLocation,
    ) -> Iterator[_Found]:
        columns = _columns(known) if known else {}
        if name in columns:
            return
        label = f"{model.name}.{name}"
        if was not in columns:
            fields = f"field `{was}` nor `{name}` of model `{model.name}`"
            yield _Found(_unknown(location, f"`was({was})`", fields))
            return
        column = columns[was]
        if known and column[0] == known.table:
            column = self._tables[model.name], column[1]
        if column[0] in self._standing and column not in self._columns:
            yield _Found(
                unwritten(
                    location,
                    f"`{label}` was `{was}`, and its column `{column[1]}` of table "
                    f"`{column[0]}` would change its name",
                    f"Keep the column's name with `column({column[1]})`",
                ),
                column=column,
            )


def _columns(model: ModelFacts) -> dict[str, ColumnName]:
    """The column behind each attribute and association of a model."""
    columns = {each.alias: (each.table, each.column) for each in model.associations}
    return columns | {name: (model.table, column) for name, column in model.attributes}


def _unknown(location: SourceLocation, term: str, neither: str) -> Problem:
    return Problem(
        location,
        f"{term}: what was generated last has neither {neither}",
        "Write the name that it had then, or take it away where this is no rename.",
    )
