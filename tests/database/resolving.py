"""Resolve the text of some models to a database, or to its problems."""

from __future__ import annotations

from textwrap import dedent, indent

from scaffold.database.resolve import resolve
from scaffold.database.tables import Database, Table
from scaffold.errors import Problem
from scaffold.schema.model import Schema
from scaffold.schema.read_schema import read_schema

TARGETS = {"sequelize": {"directory": ".", "models": "models", "migrations": "migrations"}}


def schema_text(models: str, options: str = "") -> str:
    """A schema file whose models begin on line 5."""
    body = indent(dedent(models).strip("\n"), "  ")
    return (
        f"version: 1\ntargets: {{sequelize: {{directory: .}}}}\n"
        f"options: {{{options}}}\nmodels:\n{body}\n"
    )


def read(models: str, options: str = "") -> Schema:
    schema, problems = read_schema(schema_text(models, options), "s.yaml", TARGETS)
    assert schema is not None, problems
    return schema


def resolved(models: str, options: str = "") -> Database:
    """The database of these models; whatever is wrong with them fails the test."""
    database, problems = resolve(read(models, options))
    assert database is not None, "\n".join(map(str, problems))
    assert problems == ()
    return database


def refused(models: str, options: str = "") -> tuple[Problem, ...]:
    """What is wrong with these models."""
    database, problems = resolve(read(models, options))
    assert database is None
    assert problems
    return problems


def table(database: Database, name: str) -> Table:
    return next(table for table in database.tables if table.name.name == name)


def columns(database: Database, name: str) -> list[str]:
    return [column.name for column in table(database, name).columns]


def constraint_names(table: Table) -> list[str]:
    """What the table's constraints and indexes are called."""
    return [
        *(unique.name for unique in table.uniques),
        *(index.name for index in table.indexes),
        *(key.name for key in table.foreign_keys),
        *(check.name for check in table.checks),
    ]
