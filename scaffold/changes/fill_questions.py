"""What existing rows get in a new required column: the question, or why no value can be given."""

from __future__ import annotations

import json
from collections.abc import Iterator

from scaffold.changes.field_changes import NewNames
from scaffold.changes.questions import OpenQuestion, QuestionChoice, QuestionEdit, as_argument
from scaffold.database.tables import Column, Table, TableName
from scaffold.errors import Problem
from scaffold.schema.data_types import DataType, Default
from scaffold.schema.defaults import judge
from scaffold.schema.type_table import TYPES

_IN_TWO_STEPS = "Add the field without `required` first, give rows their values, then require it."
_KEY_IN_TWO_STEPS = (
    "Add the field with `unique` instead of `primary` first, give rows their values, then make it "
    "the primary key."
)


def fill_or_problem(new: NewNames, table: Table, column: Column) -> OpenQuestion | Problem:
    """Return the question for a value, or the problem if no value can be that of all rows."""
    bound = any(each.column == column.name for each in table.foreign_keys)
    question = _question(new, table.name, column, references=bound)
    if question is None:
        reason = f"{column.type.name} takes no `fill`"
    elif _is_unique(table, column) and (bound or column.type.name != "uuid"):
        reason = "it is unique, so no `fill` can be the value of all of them"
    else:
        return question
    message = f"{new.of_column(table.name, column.name)[0]}{_WITHOUT_VALUE}: {reason}"
    return Problem(new.location(table.name, column.name), message, _in_two_steps(table, column))


def repeated_constant(
    new: NewNames, table: Table, column: Column, fill: Default
) -> Iterator[Problem]:
    """Yield the problem of a constant in a unique column, where two rows would have it."""
    if not _is_unique(table, column) or fill.kind == "uuid":
        return
    message = (
        f"`fill`: two rows would have the same value in the unique column "
        f"{table.name}.{column.name}"
    )
    where = new.location(table.name, column.name, "fill")
    yield Problem(where, message, _in_two_steps(table, column))


def unfillable(new: NewNames, table: TableName, column: Column) -> Problem:
    """Return the problem of a new required column that no line of the schema can fill."""
    known = new.of_column(table, column.name)
    name = next(iter(known), f"{table}.{column.name}")
    model = new.model(table).name
    if new.written_model(model) is None:
        hint = (
            "Write `was(…)` on the association if it was renamed, name its keys as before with "
            "`foreignKey(…)` and `otherKey(…)`, or give it another `through(…)`."
        )
    else:
        example = _example(column.type, references=True)
        hint = f"Declare the `belongsTo` in {model} with `required fill({example})`, or remove "
        hint += "`required`."
    return Problem(
        new.location(table, column.name),
        f"{name} is new and required, and existing rows of {table} would have no value for it",
        hint,
    )


_WITHOUT_VALUE = " is new and required, and existing rows would have no value for it"


def _question(
    new: NewNames, table: TableName, column: Column, *, references: bool
) -> OpenQuestion | None:
    """Return the question what existing rows get in a new required column.

    None if the type takes no `fill`. A field of the column can have one. `references`: the column
    is a foreign key.
    """
    filling = new.filling(table, column.name)
    assert filling is not None
    model, field = filling[0], filling[1].name
    example = _example(column.type, references)
    quoted = example.startswith('"')
    value = json.loads(example) if quoted else example
    if not isinstance(judge(value, quoted, column.type), Default):
        return None
    name = f"{model}.{field}"
    given = "the key of an existing row" if references else "a value"
    edit = QuestionEdit(model, field, f"fill({example})")
    choice = QuestionChoice(f"give existing rows {given}, for example", edit=edit)
    where = filling[1].location
    return OpenQuestion("fill", name, where, f"{name}{_WITHOUT_VALUE}", (choice,))


def _example(data_type: DataType, references: bool) -> str:
    """A value of the type, as `fill` takes it."""
    examples = {
        "boolean": "false",
        "date": "now",
        "datetime": "now",
        "time": '"00:00:00"',
        "uuid": "uuid",
        "json": '"{}"',
        "jsonb": '"{}"',
        "array": '"[]"',
        "inet": '"0.0.0.0"',
        "cidr": '"0.0.0.0/0"',
        "macaddr": '"00:00:00:00:00:00"',
    }
    if data_type.name == "enum":
        return as_argument(data_type.values[0])
    if data_type.name == "uuid" and references:
        return '"00000000-0000-4000-8000-000000000000"'
    if TYPES[data_type.name].family in ("integer", "decimal", "float"):
        return "1" if references else "0"
    return examples.get(data_type.name, '""')


def _in_two_steps(table: Table, column: Column) -> str:
    return _KEY_IN_TWO_STEPS if table.primary_key == (column.name,) else _IN_TWO_STEPS


def _is_unique(table: Table, column: Column) -> bool:
    """Whether no two rows of the table may have one value in the column."""
    unique = [table.primary_key, *((each.column,) for each in table.uniques)]
    unique += [
        each.columns
        for each in table.indexes
        if each.unique and not each.has_expression and each.where is None
    ]
    return (column.name,) in unique
