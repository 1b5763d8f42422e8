"""What a table that others own has otherwise than its model, as far as the model declares it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from scaffold.database.tables import Column, Model, Table
from scaffold.errors import Problem

_HINT = "Others own the table: change the schema, and run `scaffold generate`."


def external_drift(
    model: Model, found: Table, differ: Callable[[Column, Column], Iterable[str]]
) -> Iterator[Problem]:
    """Yield the declared columns that are missing or have another type.

    `differ` returns how two columns differ.
    """
    columns = {column.name: column for column in found.columns}
    for attribute in model.attributes:
        expected = attribute.column
        place = attribute.location or model.location
        label = f"column {model.table.name}.{expected.name}"
        column = columns.get(expected.name)
        if column is None:
            yield Problem(place, f"{label} is not in the database", _HINT)
            continue
        for what in differ(replace(column, type=expected.type), column):
            yield Problem(place, f"{label}: {what}", _HINT)
