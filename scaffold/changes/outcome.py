"""What a run finds: problems, open questions, or the operations that lead to the schema."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import field

from scaffold.changes.condition import Condition
from scaffold.changes.conversions import conversion
from scaffold.changes.decisions import Decision, Decisions, fill_text, map_text
from scaffold.changes.external_tables import external_tables, split
from scaffold.changes.field_changes import NewNames, role
from scaffold.changes.fill_questions import fill_or_problem, repeated_constant, unfillable
from scaffold.changes.identity_pairing import Pairing, pair
from scaffold.changes.questions import OpenQuestion, Questions
from scaffold.changes.renamed_words import renamed_models, renamed_words
from scaffold.changes.row_conditions import conditions
from scaffold.changes.row_moves import Move, moves
from scaffold.changes.schedule import Scheduled, Values, schedule
from scaffold.changes.schedule.schedule_state import ColumnName
from scaffold.changes.snapshot import Snapshot
from scaffold.changes.table_changes import (
    TableComparison,
    TablePair,
    Translation,
    beside,
)
from scaffold.database.alterations import AlterColumn
from scaffold.database.operations import Operation
from scaffold.database.postgres_enums import ValueMap
from scaffold.database.sql_text import enum_values
from scaffold.database.tables import Column, Database, TableName
from scaffold.errors import Problem, SourceLocation
from scaffold.schema.data_types import Default
from scaffold.schema.defaults import judge
from scaffold.schema.model import DeclaredAttribute, Field, Schema
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """The operations in order, with the decisions that they used; nothing where problems are.

    `renamed` has the old names of renamed models by the new ones, `renamed_words` the new names
    of models, attributes and associations by the old ones. `questions` are open: nothing
    may be written before they are answered. `conditions` are what existing rows must meet.
    `external` are operations on tables that others own: recorded, and in no migration. `taken_over`
    are the models whose tables are external no more.
    """

    scheduled: tuple[Scheduled, ...] = ()
    problems: tuple[Problem, ...] = ()
    questions: tuple[OpenQuestion, ...] = ()
    conditions: tuple[Condition, ...] = ()
    used: frozenset[Decision] = frozenset()
    renamed: Mapping[str, str] = field(default_factory=dict)
    renamed_words: Mapping[str, str] = field(default_factory=dict)
    external: tuple[Scheduled, ...] = ()
    taken_over: tuple[str, ...] = ()

    @property
    def operations(self) -> tuple[Operation, ...]:
        """The operations alone, in order."""
        return tuple(each.operation for each in self.scheduled)


def changes(
    before: Snapshot,
    after: Database,
    schema: Schema | None = None,
    decisions: Decisions | None = None,
) -> Outcome:
    """Return what leads from a snapshot to the database that a schema means."""
    return _Run(before, after, schema, decisions or Decisions()).outcome()


class _Run:
    def __init__(
        self, before: Snapshot, after: Database, schema: Schema | None, decisions: Decisions
    ) -> None:
        self._before = before
        self._after = after
        self._schema = schema
        self._decisions = decisions
        self._names = NewNames(after, schema)
        self._problems: list[Problem] = []
        self._without_value: list[Problem] = []
        self._questions: list[OpenQuestion] = []
        self._used: set[Decision] = set()
        self._fills: dict[ColumnName, Default] = {}
        self._maps: dict[ColumnName, ValueMap] = {}

    def outcome(self) -> Outcome:
        pairing = pair(self._before, self._after, self._schema, self._decisions)
        if pairing.problems:
            return Outcome(problems=_in_reading_order(pairing.problems))
        comparison = beside(self._before, self._after, pairing)
        moved = self._moves(comparison, pairing)
        external = external_tables(self._before, self._after, pairing)
        for each in comparison.pairs:
            if each.new.name not in external and (self._names.has_values or not each.is_same):
                self._columns(each, moved, pairing.computed)
        if self._problems:
            return Outcome(problems=_in_reading_order(self._problems))
        values = Values(self._fills, self._maps, pairing.computed)
        found = schedule(self._before.tables, comparison, self._after, moved, values)
        if self._decisions.no_migration:
            return Outcome(
                found,
                used=frozenset(pairing.used | self._used),
                renamed=renamed_models(pairing),
                renamed_words=renamed_words(pairing, self._before, self._after),
            )
        found, others = split(found, external)
        self._refuse_casts(found)
        if self._problems:
            return Outcome(problems=_in_reading_order(self._problems))
        losses = Questions(
            self._before,
            self._after,
            comparison,
            self._decisions,
            self._names,
            {old: new for old, new in pairing.replaced.items() if new not in pairing.computed},
        ).of_losses(found)
        # A renamed column has its values: what is new is known once these are answered.
        questions = sorted((*self._questions, *losses), key=lambda each: each.kind != "rename")
        if self._without_value and not any(each.kind == "rename" for each in questions):
            return Outcome(problems=_in_reading_order(self._without_value))
        return Outcome(
            found,
            questions=tuple(questions),
            conditions=conditions(self._before.tables, [each.operation for each in found]),
            used=frozenset(pairing.used | self._used),
            renamed=renamed_models(pairing),
            renamed_words=renamed_words(pairing, self._before, self._after),
            external=others,
            taken_over=self._taken_over(pairing),
        )

    def _taken_over(self, pairing: Pairing) -> tuple[str, ...]:
        """Return the models whose tables were external in the last run, and are not now."""
        external = {model.name for model in self._before.models if model.external}
        return tuple(
            model.name
            for model in self._after.models
            if not model.external and pairing.models.get(model.name) in external
        )

    def _moves(self, comparison: TableComparison, pairing: Pairing) -> tuple[Move, ...]:
        tables = {table.name: table for table in self._before.tables}
        translation = Translation(self._before, pairing)
        return moves(comparison, self._after, tables, translation, pairing.aliases)

    def _columns(
        self, each: TablePair, moved: tuple[Move, ...], computed: Container[ColumnName]
    ) -> None:
        """Find what existing rows get in the columns of a table that become required."""
        table = each.new.name
        targets = {(move.target.table, move.target.foreign_key) for move in moved}
        for column in each.new.columns:
            for written in self._names.written(table, column.name):
                self._written_values(table, column, *written)
            known = each.columns.get(column.name)
            if known is not None:
                self._mapped(each, column, known)
            elif not column.nullable and not (
                (table, column.name) in targets or (table, column.name) in computed
            ):
                self._filled(each, column)

    def _written_values(self, table: TableName, column: Column, model: str, field: Field) -> None:
        subject = f"{model}.{field.name}"
        if field.fill is not None:
            decision = Decision("fill", subject, fill_text(field.fill))
            if decision not in self._decisions.spent:
                fill = self._typed(field, column)
                other = self._fills.get(_key(table, column), fill)
                if fill is not None and other != fill:
                    self._problems.append(_two_fills(field, subject, table, column))
                elif fill is not None:
                    self._fills[_key(table, column)] = fill
                    self._used.add(decision)
        if isinstance(field, DeclaredAttribute) and field.map:
            decision = Decision("map", subject, map_text(field.map))
            if decision not in self._decisions.spent:
                self._maps[_key(table, column)] = field.map
                self._used.add(decision)

    def _typed(self, field: Field, column: Column) -> Default | None:
        """The value of `fill`: of an association, as the type of its foreign key has it."""
        if isinstance(field, DeclaredAttribute) or field.fill is None:
            return field.fill
        judged = judge(field.fill.value, False, column.type)
        if isinstance(judged, Default):
            return judged
        self._problems.append(Problem(field.location_of("fill"), *judged))
        return None

    def _mapped(self, each: TablePair, column: Column, known: str) -> None:
        """Check the `map` of a column that exists."""
        key = _key(each.new.name, column)
        old, values = each.old.column(known), self._maps.get(key)
        if values is None:
            return
        if old.type == column.type:
            # The values do not change: what the map decided has been done, or means nothing.
            del self._maps[key]
            return
        allowed = enum_values(column.type)
        for value, new in values:
            if new is not None and allowed and new not in allowed:
                self._problems.append(
                    Problem(
                        self._names.location(each.new.name, column.name, "map"),
                        f"`map`: `{new}` is not one of the enum's values",
                        f"Map `{value}` to one of {', '.join(allowed)}, or to null.",
                    )
                )

    def _filled(self, each: TablePair, column: Column) -> None:
        """Find the value of a new required column, or ask for it."""
        key = _key(each.new.name, column)
        origin = role(each, column.name)
        if self._decisions.no_migration:
            return
        if key in self._fills:
            self._without_value += repeated_constant(
                self._names, each.new, column, self._fills[key]
            )
        elif column.autoincrement or column.generated:
            return
        elif column.default is not None:
            self._fills[key] = column.default
        elif origin == "timestamp":
            self._fills[key] = Default("now")
        elif self._names.filling(each.new.name, column.name) is None:
            self._without_value.append(unfillable(self._names, each.new.name, column))
        elif isinstance(asked := fill_or_problem(self._names, each.new, column), Problem):
            self._without_value.append(asked)
        else:
            self._questions.append(asked)

    def _refuse_casts(self, scheduled: tuple[Scheduled, ...]) -> None:
        for each in scheduled:
            operation = each.operation
            if not isinstance(operation, AlterColumn):
                continue
            found = conversion(operation.old.type, operation.new.type, operation.values)
            if found.refused is None:
                continue
            table, column = operation.table.name, operation.new.name
            name = next(iter(self._names.of_column(table, column)), column)
            self._problems.append(
                Problem(
                    self._names.location(table, column),
                    f"{name} changes from {operation.old.type} to {operation.new.type}, "
                    f"and {found.refused}",
                    "Add a new field of the new type beside it, and move the values yourself.",
                )
            )


def _key(table: TableName, column: Column) -> ColumnName:
    return table, column.name


def _two_fills(field: Field, subject: str, table: TableName, column: Column) -> Problem:
    return Problem(
        field.location_of("fill"),
        f"`fill`: {subject} and another field of column {table}.{column.name} give its rows "
        "different values",
        "Write one `fill`.",
    )


def _in_reading_order(problems: list[Problem] | tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=_place))


def _place(problem: Problem) -> tuple[bool, SourceLocation]:
    return problem.where is None, problem.where or SourceLocation("", 0, 0)
