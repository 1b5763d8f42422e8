"""Notes about the code generated for SQLAlchemy."""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.database.tables import Database
from scaffold.errors import Problem
from scaffold.targets.shared_notes import (
    incomparable_keys,
    inexact_numbers,
    keys_of_other_types,
    required_keys_set_to_null,
    scoped_ones_without_index,
    wide_rows,
)
from scaffold.targets.sqlalchemy.names import PythonNames


def notes(database: Database) -> Iterator[Problem]:
    """Note what the databases do not store or enforce, and tables without classes."""
    yield from inexact_numbers(database)
    yield from scoped_ones_without_index(database)
    yield from required_keys_set_to_null(database)
    yield from incomparable_keys(database)
    yield from keys_of_other_types(database)
    yield from wide_rows(database)
    names = PythonNames(database)
    for model in database.models:
        if model.table.primary_key:
            continue
        related = [each.alias for each in model.associations]
        related += [
            f"{other.name}.{each.alias}"
            for other in database.models
            for each in other.associations
            if each.target == model.name and other is not model
        ]
        if related:
            listed = ", ".join(f"`{each}`" for each in related)
            yield Problem(
                model.location,
                f"`{model.name}` has no primary key, so it is a Table in Python, and "
                f"SQLAlchemy has no relationship for {listed}",
                f"Give it a primary key, or join with the table `{names[model.name].variable}`.",
            )
