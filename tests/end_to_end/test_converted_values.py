"""What becomes of stored values when the type of their column changes, by both targets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from scaffold.database.sql_text import quoted_text
from tests.support.alembic_project import AlembicProject
from tests.support.project import Project, down, up
from tests.support.scratch import Scratch

pytestmark = pytest.mark.node

UUID = "6ba7b810-9dad-41d1-80b4-00c04fd430c8"
# The type before, the value, the type after, and the value as text then.
CONVERSIONS = (
    ("string(50)", "7", "integer", "7"),
    ("string(50)", "77777777777", "bigint", "77777777777"),
    ("string(50)", "7.25", "decimal(10, 2)", "7.25"),
    ("string(50)", "7.5", "double", "7.5"),
    ("string(50)", "Yes", "boolean", "true"),
    ("string(50)", "off", "boolean", "false"),
    ("string(50)", "2020-01-02", "date", "2020-01-02"),
    ("string(50)", "03:04:05", "time", "03:04:05"),
    ("string(50)", UUID, "uuid", UUID),
    ("string(50)", "a\\b", "binary", "a\\b"),
    ("string(50)", "ab", "char(2)", "ab"),
    ("string(50)", "a", "enum(a, b)", "a"),
    ("text", "abcde", "string(5)", "abcde"),
    ("integer", "300", "boolean", "true"),
    ("integer", "0", "boolean", "false"),
    ("tinyint", "1", "boolean", "true"),
    ("bigint", "7", "boolean", "true"),
    ("smallint", "7", "decimal(10, 2)", "7"),
    ("integer", "7", "string(20)", "7"),
    ("integer", "7", "uuid", "00000000-0000-4000-8000-000000000007"),
    ("decimal(10, 2)", "12.5", "integer", "13"),
    ("decimal(10, 2)", "-12.5", "integer", "-13"),
    ("decimal(10, 2)", "12.25", "decimal(10, 1)", "12.3"),
    ("decimal(10, 2)", "12.25", "double", "12.25"),
    ("boolean", "true", "integer", "1"),
    ("boolean", "true", "smallint", "1"),
    ("boolean", "true", "string(10)", "true"),
    ("date", "2020-01-02", "datetime", "2020-01-02 00:00:00"),
    ("datetime", "2020-01-02 03:04:05", "date", "2020-01-02"),
    ("datetime", "2020-01-02 03:04:05", "time", "03:04:05"),
    ("uuid", UUID, "string(36)", UUID),
    ("json", '{"a": 1}', "text", '{"a": 1}'),
    ("binary", "abc", "text", "abc"),
    ("enum(a, b)", "b", "string(10)", "b"),
    ("enum(a, b)", "b", "enum(b, a)", "b"),
    ("enum('7', '5')", "7", "integer", "7"),
)
NUMBERS = ("integer", "bigint", "smallint", "tinyint", "decimal", "boolean")


def schema(at: int, dialect: str) -> str:
    """Return the schema with the types before (0) or after (2)."""
    columns = "".join(f"    c{n}: {case[at]}\n" for n, case in enumerate(CONVERSIONS))
    targets = "{sequelize: {directory: .}, sqlalchemy: {directory: python}}"
    options = f"{{dialects: [{dialect}], timestamps: false}}"
    return f"version: 1\ntargets: {targets}\noptions: {options}\nmodels:\n  Thing:\n{columns}"


def literal(kind: str, value: str, dialect: str) -> str:
    if kind.startswith(NUMBERS):
        return value
    if kind == "binary":
        text = value.encode().hex()
        return f"'\\x{text}'" if dialect == "postgres" else f"X'{text}'"
    return quoted_text(value, dialect)


def as_text(value: Any, kind: str) -> str:
    if isinstance(value, bytes):
        assert kind == "binary", value
        return value.decode()
    text = str(value)
    if kind == "boolean":
        return {"1": "true", "0": "false"}.get(text, text.lower())
    if kind == "datetime":
        return text[:19]
    if "decimal" in kind and "." in text:
        return text.rstrip("0").rstrip(".")
    if kind == "time":
        return text.partition(".")[0].zfill(8)
    return text


def unlike(scratch: Scratch, at: int, column: int) -> list[str]:
    """Return a line for each value that is another than that of the case."""
    names = ", ".join(scratch.quoted(f"c{n}") for n in range(len(CONVERSIONS)))
    ((row,),) = scratch.query(f"SELECT {names} FROM {scratch.quoted('Things')}")
    return [
        f"{case[0]} {case[1]} → {case[2]}: {found!r}"
        for case, found in zip(CONVERSIONS, row, strict=True)
        if as_text(found, case[at]) != case[column]
    ]


def insert(scratch: Scratch) -> None:
    names = ", ".join(scratch.quoted(f"c{n}") for n in range(len(CONVERSIONS)))
    values = ", ".join(literal(kind, value, scratch.dialect) for kind, value, *_ in CONVERSIONS)
    scratch.execute(f"INSERT INTO {scratch.quoted('Things')} ({names}) VALUES ({values})")


def test_values_are_those_of_the_new_type(
    housed: Project, new_scratch: Callable[[], Scratch]
) -> None:
    dialect = housed.scratch.dialect
    python = AlembicProject(housed.root / "python", new_scratch())
    housed.schema(schema(0, dialect))
    housed.generate("-q")
    housed.run_migrations(up())
    python.upgrade()
    first = python.revisions[-1]
    for scratch in (housed.scratch, python.scratch):
        insert(scratch)
    housed.schema(schema(2, dialect))
    housed.generate("--no-input", "-q", "--allow-data-loss")
    steps = housed.migrate(up())
    python.upgrade()
    assert unlike(housed.scratch, 2, 3) == []
    assert unlike(python.scratch, 2, 3) == []
    # No row prevents the way down.
    housed.migrate(*(down(step.file) for step in reversed(steps)))
    python.downgrade(first)
