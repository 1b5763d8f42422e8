"""What a person should know of what is made for Python."""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.database.tables import Attribute, Database
from scaffold.errors import Problem
from scaffold.targets.sqlalchemy.names import Names

# Digits that survive in a REAL, as which SQLite keeps a decimal.
_EXACT_DIGITS = 15


def notes(database: Database) -> Iterator[Problem]:
    """Values that SQLite does not hold in both languages, and tables that are no classes."""
    names = Names(database)
    for model in database.models:
        if "sqlite" in database.dialects:
            for attribute in model.attributes:
                if attribute.origin == "field":
                    yield from _inexact(model.name, attribute)
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
                model.place,
                f"`{model.name}` has no key and is a Table in Python: SQLAlchemy has no "
                f"relationship for {listed}",
                f"Give it a key, or join by the table `{names[model.name].variable}`.",
            )


def _inexact(model: str, attribute: Attribute) -> Iterator[Problem]:
    data_type = attribute.column.type
    label = f"`{model}.{attribute.name}`"
    if data_type.name == "bigint":
        yield Problem(
            attribute.place,
            f"{label}: Node reads whole numbers from SQLite exactly up to 2^53 only, "
            "Python to 2^63",
            "Keep larger ones out of SQLite, or make it a string.",
        )
    elif data_type.name == "decimal" and (data_type.precision or 0) > _EXACT_DIGITS:
        yield Problem(
            attribute.place,
            f"{label}: SQLite keeps {_EXACT_DIGITS} digits of a decimal",
            "Keep longer ones out of SQLite, or make it a string.",
        )
