"""Conditions of rows in words and in SQL."""

from __future__ import annotations

from scaffold.changes.condition import Condition
from scaffold.database.sql_text import quoted_text


def described(condition: Condition) -> str:
    """Return what rows must meet, in words: `all rows of Orders have a total`."""
    table, columns = condition.table, " and ".join(condition.columns)
    kind = condition.column.type if condition.column else None
    match condition.kind:
        case "not null":
            return f"all rows of {table} have a {columns}"
        case "unique":
            return f"no two rows of {table} share {columns}"
        case "repeated" if not columns:
            return f"{table} has at most one row"
        case "repeated":
            return f"no two rows of {table} share {columns}"
        case "foreign key":
            key = condition.foreign_key
            if key is None:
                return f"no row of {table} has a {columns}"
            return f"each {columns} of {table} is a {key.table}.{key.key}"
        case "composite key":
            if condition.target is None:
                return f"no row of {table} has {columns}"
            return f"each {columns} of {table} is the key of a row of {condition.target}"
        case "fill":
            key = condition.foreign_key
            rows = f"{table} has no rows" + (" without one" if condition.expression else "")
            return f"{rows}, or {key.table}.{key.key} has {condition.allowed[0]}" if key else rows
        case "check":
            return f"all rows of {table} meet {condition.expression}"
        case "values":
            return f"each {columns} of {table} is a value of its enum"
    return f"each {columns} of {table} fits {kind}"


def without_target(condition: Condition) -> str:
    """Return the test of the rows that would get the key of no row, with names in braces."""
    key, tests = condition.foreign_key, [condition.expression] if condition.expression else []
    if key is not None:
        schema = f"{{{key.table.schema}}}." if key.table.schema else ""
        value = quoted_text(condition.allowed[0], "sqlite").replace("{", "{{").replace("}", "}}")
        # A quoted number is one too where a number is compared.
        known = f"SELECT 1 FROM {schema}{{{key.table.name}}} WHERE {{{key.key}}} = {value}"
        tests.append(f"NOT EXISTS ({known})")
    return " AND ".join(tests) or "1 = 1"
