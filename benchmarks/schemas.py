"""Schemas of any size: eight attributes a model and two associations, of all kinds, in cycles."""

from __future__ import annotations

from collections.abc import Iterator

ATTRIBUTES = (
    "string(120) required",
    "string unique",
    "decimal(10, 2) default(0)",
    "enum(pending, paid, shipped) default(pending) index",
    "integer",
    "datetime",
    "boolean default(false) required",
    "text",
)


def schema(count: int, *, keys_only: bool = False) -> str:
    """Return a schema of `count` models (at least 8); `keys_only`: only belongsTo."""
    models = "\n".join("\n".join(_model(number, count, keys_only)) for number in range(count))
    return f"version: 1\n\ntargets:\n  sequelize: {{directory: .}}\n\nmodels:\n{models}\n"


TWO_MODELS = """version: 1

targets:
  sequelize: {directory: .}

models:
  User:
    email: string unique required
    name: string(80)
    orders: hasMany(Order)
  Order:
    total: decimal(10, 2) default(0)
    status: enum(pending, paid) default(pending) index
"""


def both_targets(text: str) -> str:
    """Return the same schema with the target of SQLAlchemy besides."""
    return text.replace("{directory: .}\n", "{directory: .}\n  sqlalchemy: {package: app}\n", 1)


def edited(text: str) -> str:
    """Return the same schema with one more attribute in its middle model."""
    lines = text.split("\n")
    models = [number for number, line in enumerate(lines) if line.startswith("  Model")]
    lines.insert(models[len(models) // 2] + 1, "    added: string(40)")
    return "\n".join(lines)


def _model(number: int, count: int, keys_only: bool) -> Iterator[str]:
    def name(offset: int) -> str:
        return f"Model{(number + offset) % count}"

    yield f"  {name(0)}:"
    for position, attribute in enumerate(ATTRIBUTES):
        yield f"    field{position}: {attribute}"
    # Together these are one ring through all models.
    yield f"    next: belongsTo({name(1)}) required"
    kinds = (
        f"parent: belongsTo({name(0)})",
        f"before: hasMany({name(-1)})",
        f"only: hasOne({name(5)})",
        f"friends: belongsToMany({name(3)}) through(Friends{number})",
    )
    yield f"    {f'second: belongsTo({name(2)})' if keys_only else kinds[number % len(kinds)]}"
    yield ""
