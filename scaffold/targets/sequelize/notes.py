"""What works but for `sync()`, which can make less than the migrations do."""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.database.tables import Attribute, Database, TableName
from scaffold.errors import Problem


def notes(database: Database) -> Iterator[Problem]:
    """What `sync()` cannot make of these models on PostgreSQL.

    Measured on sequelize 6.37.8: where keys form a cycle it makes every table first and changes
    each column after; changing fails for an array of enum and for an enum with a comment.
    """
    if "postgres" not in database.dialects:
        return
    found = [
        (model, attribute, what)
        for model in database.models
        for attribute in model.attributes
        if (what := _unchangeable(attribute))
    ]
    if not found or not _has_cycle(database):
        return
    for model, attribute, what in found:
        yield Problem(
            attribute.place,
            f"sync() fails on PostgreSQL for `{model.name}.{attribute.name}`, {what}, "
            "because keys of this schema form a cycle; the migrations work",
            "Make the tables with `sequelize db:migrate` there.",
        )


def _unchangeable(attribute: Attribute) -> str | None:
    type_ = attribute.column.type
    if type_.name == "enum" and attribute.column.comment is not None:
        return "an enum with a comment"
    if type_.name == "array" and type_.of is not None and type_.of.name == "enum":
        return "an array of an enum"
    return None


def _has_cycle(database: Database) -> bool:
    """Whether keys between different tables form a cycle."""
    waiting: dict[TableName, set[TableName]] = {
        table.name: {key.table for key in table.foreign_keys} - {table.name}
        for table in database.tables
    }
    while waiting:
        free = {name for name, targets in waiting.items() if not targets & waiting.keys()}
        if not free:
            return True
        waiting = {name: targets for name, targets in waiting.items() if name not in free}
    return False
