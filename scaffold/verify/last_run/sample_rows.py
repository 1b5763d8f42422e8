"""Rows for the tables before a run, as INSERT statements."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from scaffold.changes.condition import Condition
from scaffold.changes.row_conditions import conditions
from scaffold.database.dialects import DIALECTS
from scaffold.database.sql_text import quoted_name
from scaffold.database.stored_values import TEXTS
from scaffold.database.tables import (
    Attribute,
    Check,
    Column,
    Database,
    Index,
    Model,
    Table,
    TableName,
)
from scaffold.schema.data_types import INTEGERS, STRING_LENGTH, DataType
from scaffold.values import dataclass
from scaffold.verify.last_run.last_run import LastRun
from scaffold.verify.rows.builder import Builder
from scaffold.verify.rows.checks import satisfying_forms
from scaffold.verify.rows.known_rows import KnownRows
from scaffold.verify.rows.row_trials import choices
from scaffold.verify.rows.samples import sample
from scaffold.verify.rows.trial_types import Cells, NotTriedError, TrialRow, TrialValue
from scaffold.verify.rows.value_forms import Form, Forms, form_of

_NUMBERS = (*INTEGERS, "bigint", "decimal", "float", "double", "real")


@dataclass(frozen=True, slots=True)
class SampleRow:
    """A row of a table, and the statement that inserts it."""

    table: TableName
    statement: str


def sample_rows(run: LastRun, dialect: str) -> tuple[SampleRow, ...]:
    """Return some rows for each table, each after those that it refers to.

    A table has none if no row is known that satisfies its constraints.
    """
    needed = conditions(run.tables, run.operations)
    models = tuple(_model(table, needed) for table in run.tables)
    known = KnownRows(Database(models), dialect)
    forms = {model.name: _forms(known, model, needed) for model in models}
    builder = Builder(known, forms)
    for model in models:
        _add_rows(builder, model)
    return tuple(_statements(builder.rows, known, dialect))


def _add_rows(builder: Builder, model: Model) -> None:
    """Add a row with all foreign keys, one without the optional ones, and one with NULLs."""
    keys = tuple(each.name for each in model.attributes if each.origin == "key")
    for present, minimal in ((keys, False), ((), False), ((), True)):
        try:
            cells = builder.cells(model, minimal=minimal, present=present)
        except NotTriedError:
            # Few rows can differ, or a foreign key refers to a row of its own kind.
            continue
        builder.rows.append(TrialRow(builder.number(), model.name, cells))


def _model(table: Table, needed: Iterable[Condition]) -> Model:
    """Return a model of the table whose rows have every value written out."""
    keys = {key.column for key in table.foreign_keys}
    keys |= {column for key in table.composite_keys for column in key.columns}
    required = {
        column
        for each in needed
        if each.kind == "not null" and each.table == table.name
        for column in each.columns
    }
    columns = tuple(
        replace(
            column,
            nullable=column.nullable and column.name not in required,
            autoincrement=False,
            default=None,
        )
        for column in table.columns
    )
    uniques = tuple(
        Index("", each.columns, unique=True)
        for each in needed
        if each.kind == "unique" and each.table == table.name
    )
    checks = tuple(
        Check("", each.expression)
        for each in needed
        if each.kind == "check" and each.table == table.name and each.expression
    )
    indexes = (*table.indexes, *uniques)
    changed = replace(table, columns=columns, indexes=indexes, checks=(*table.checks, *checks))
    attributes = tuple(
        Attribute(column.name, column, "key" if column.name in keys else "field")
        for column in columns
    )
    return Model(str(table.name), str(table.name), changed, attributes)


def _forms(known: KnownRows, model: Model, needed: Iterable[Condition]) -> Forms:
    """Return how the columns of CHECKs, and those that are converted, are filled.

    Those of CHECKs are left out if no values are known.
    """
    forms: dict[str, Form] = {}
    for each in needed:
        if each.table == model.table.name and each.column is not None:
            form = _convertible(each, model.table.column(each.columns[0]), each.column)
            forms |= {each.columns[0]: form} if form is not None else {}
    with suppress(NotTriedError):
        forms |= next(satisfying_forms(model, choices(known, model)))
    return forms


def _convertible(condition: Condition, old: Column, new: Column) -> Form | None:
    """Return the form of values that a column's new type takes; None for the usual ones."""
    if condition.kind == "values" and condition.allowed:
        return form_of(lambda number: condition.allowed[(number - 1) % len(condition.allowed)])
    if old.type.name not in TEXTS or condition.kind not in ("cast", "length"):
        return None

    def value(number: int) -> str:
        return _text(new.type, sample(new, number, loose=True))

    longest = old.type.length or STRING_LENGTH
    is_short = old.type.name not in ("string", "char") or len(value(1)) <= longest
    return form_of(value) if is_short else None


def _statements(rows: Sequence[TrialRow], known: KnownRows, dialect: str) -> Iterator[SampleRow]:
    cells = {row.number: row.cells for row in rows}
    for row in rows:
        table = known.database.model(row.model).table
        literals = {
            name: _literal(table.column(name), _value(cells, row.cells, name), dialect)
            for name in row.cells
        }
        quoted = DIALECTS[dialect].quoted
        names = ", ".join(map(quoted, literals))
        values = ", ".join(literals.values())
        target = quoted_name(table.name, dialect)
        # A row of a table whose columns all have defaults.
        empty = f"INSERT INTO {target} {'() VALUES ()' if dialect == 'mysql' else 'DEFAULT VALUES'}"
        statement = f"INSERT INTO {target} ({names}) VALUES ({values})" if literals else empty
        yield SampleRow(table.name, statement)


def _value(rows: Mapping[int, Cells], cells: Cells, name: str) -> Any:
    """Return the value of a cell, that of the row it refers to if it is a reference."""
    cell = cells[name]
    while not isinstance(cell, TrialValue):
        cell = rows[cell.row][cell.attribute]
    return cell.value


def _literal(column: Column, value: Any, dialect: str) -> str:
    return literal(column.type, value, dialect)


def literal(data_type: DataType, value: Any, dialect: str) -> str:
    """Return a sample value as SQL."""
    if value is None:
        return "NULL"
    match data_type.name:
        case "boolean":
            return "TRUE" if value else "FALSE"
        case name if name in _NUMBERS:
            return str(value)
        case "binary" if dialect != "postgres":
            return f"X'{value}'"
        case "geometry" | "geography" if dialect != "sqlite":
            x, y = value["coordinates"]
            return f"ST_GeomFromText('POINT({x} {y})')"
    return _quoted(_text(data_type, value), dialect)


def _text(data_type: DataType, value: Any) -> str:
    """Return a value as the text that the database reads it from."""
    match data_type.name:
        case "datetime":
            return str(value).replace("T", " ").removesuffix("Z")
        case "binary":
            return f"\\x{value}"
        case "array" if data_type.of is not None:
            items = (json.dumps(_text(data_type.of, item)) for item in value)
            return f"{{{', '.join(items)}}}"
        case "range" if data_type.of is not None:
            low, high = (_text(data_type.of, end) for end in value)
            return f"[{low},{high})"
        case "hstore":
            return ", ".join(f'"{key}"=>"{text}"' for key, text in value.items())
    return value if isinstance(value, str) else json.dumps(value)


def _quoted(text: str, dialect: str) -> str:
    doubled = text.replace("'", "''")
    return f"'{doubled.replace(chr(92), chr(92) * 2) if dialect == 'mysql' else doubled}'"
