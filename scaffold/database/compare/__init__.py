"""What turns the tables that were generated last into those of the schema.

additions    operations for what is new
arrange      the order in which they can be run
differences  what changed and cannot be migrated yet
renames      what `was(…)` says
wording      parts of tables in the words of messages
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from scaffold.database.compare.addition_phases import addition_phases
from scaffold.database.compare.additions import additions, new_tables, referable_columns
from scaffold.database.compare.differences import differences, unwritten
from scaffold.database.compare.renames import Renames, renames
from scaffold.database.facts import Facts, ModelFacts
from scaffold.database.operations import CreateTable, Operation
from scaffold.database.tables import Database, Model, TableName
from scaffold.errors import Problem, SourceLocation
from scaffold.schema.model import Schema
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class Comparison:
    """Operations in an order that can be run; none where there are problems."""

    operations: tuple[Operation, ...] = ()
    problems: tuple[Problem, ...] = ()


def compare(before: Facts, after: Database, schema: Schema | None = None) -> Comparison:
    """What must be done to the tables of `before` to have those of `after`.

    `schema` is what `after` was resolved from; its `was(…)` are looked at where it is given.
    What cannot be migrated yet is a problem each. The order of columns, and whether a unique
    constraint or a unique index says so, make no difference.
    """
    renamed = renames(before, after, schema) if schema else Renames()
    problems = [*renamed.problems, *_problems(before, after, renamed)]
    if problems:
        return Comparison(problems=tuple(sorted(problems, key=_reading_order)))
    return Comparison(addition_phases(tuple(_operations(before, after))).operations)


def _operations(before: Facts, after: Database) -> Iterator[Operation]:
    standing = {table.name: table for table in before.tables}
    new = [table for table in after.tables if table.name not in standing]
    referable = referable_columns(before.tables, new)
    base_tables = {table.name: table for table in new_tables(new, after.tables, referable)}
    for table in base_tables.values():
        yield CreateTable(table)
    for table in after.tables:
        yield from additions(standing.get(table.name) or base_tables[table.name], table, referable)


def _problems(before: Facts, after: Database, renamed: Renames) -> Iterator[Problem]:
    standing = {table.name: table for table in before.tables}
    models = {model.name: model for model in before.models}
    wanted = {table.name for table in after.tables}
    moved = set(renamed.tables)
    for model in after.models:
        table = standing.get(model.table.name)
        if table:
            yield from differences(table, model, _facts_of(model, models), after, renamed.columns)
            continue
        old = models.get(model.name)
        if old and old.table in standing and old.table not in wanted:
            moved.add(old.table)
            if old.table not in renamed.tables:
                yield _moved(model, old.table)
    yield from _removed(before, wanted | moved, after)


def _facts_of(model: Model, models: Mapping[str, ModelFacts]) -> ModelFacts | None:
    facts = models.get(model.name)
    return facts if facts and facts.table == model.table.name else None


def _moved(model: Model, old: TableName) -> Problem:
    way_out = f"Keep the table's name with `$table: {old.name}`"
    if model.table.join:
        way_out = f"Keep the table's name with `through({old.name})`"
    return unwritten(
        model.location,
        f"the table of model `{model.name}` changes from `{old}` to `{model.table.name}`",
        way_out,
    )


def _removed(before: Facts, accounted: Set[TableName], after: Database) -> Iterator[Problem]:
    owners = {model.table: model.name for model in before.models}
    location = next((model.location for model in after.models if model.location), None)
    top = location._replace(line=1, column=1) if location else None
    for table in before.tables:
        if table.name not in accounted:
            owner = owners.get(table.name)
            what = f"table `{table.name}` of model `{owner}`" if owner else f"table `{table.name}`"
            yield unwritten(top, f"{what} goes")


def _reading_order(problem: Problem) -> tuple[bool, SourceLocation]:
    return problem.where is None, problem.where or SourceLocation("", 0, 0)
