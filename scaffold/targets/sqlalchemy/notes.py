"""What a person should know of what is made for Python."""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.database.tables import Database
from scaffold.errors import Problem
from scaffold.targets.shared_notes import inexact_numbers, unguarded_ones
from scaffold.targets.sqlalchemy.names import PythonNames


def notes(database: Database) -> Iterator[Problem]:
    """Note what the databases do not hold or enforce, and tables that are no classes."""
    yield from inexact_numbers(database)
    yield from unguarded_ones(database)
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
                f"`{model.name}` has no key and is a Table in Python: SQLAlchemy has no "
                f"relationship for {listed}",
                f"Give it a key, or join by the table `{names[model.name].variable}`.",
            )
