"""Generated names of foreign keys, tables, constraints and indexes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from scaffold.naming.words import camel, pascal, snake
from scaffold.values import dataclass

# How foreign keys are named after their association.
ForeignKeyStyle = Literal["PascalCase", "camelCase", "snake_case"]

_HASH_DIGITS = 8


@dataclass(frozen=True, slots=True)
class NameLimit:
    """The maximal length of a name, in bytes of UTF-8 and in characters; None is no limit."""

    octets: int | None = None
    characters: int | None = None

    def allows(self, name: str) -> bool:
        """Return whether the name is within the limit."""
        if self.characters is not None and len(name) > self.characters:
            return False
        return self.octets is None or len(name.encode()) <= self.octets

    def cut(self, name: str, reserve: int = 0) -> str:
        """Return the longest prefix of a name that leaves room for `reserve` ASCII characters."""
        if self.characters is not None:
            name = name[: max(0, self.characters - reserve)]
        if self.octets is not None:
            name = name.encode()[: max(0, self.octets - reserve)].decode(errors="ignore")
        return name

    @staticmethod
    def tightest(limits: Iterable[NameLimit]) -> NameLimit:
        """Return the limit that satisfies all of these."""
        octets = characters = None
        for limit in limits:
            octets = _least(octets, limit.octets)
            characters = _least(characters, limit.characters)
        return NameLimit(octets, characters)


def foreign_key(alias: str, style: ForeignKeyStyle = "PascalCase") -> str:
    """Return the default attribute of a foreign key, in the given style.

    `createdBy` → `CreatedById`, `createdById`, `created_by_id`.
    """
    if style == "snake_case":
        return f"{snake(alias)}_id"
    return f"{camel(alias) if style == 'camelCase' else pascal(alias)}Id"


def table_name(noun: str, naming: str) -> str:
    """Return the table name for a model's plural or singular, in the style of `options.naming`."""
    return snake(noun) if naming == "snake_case" else noun


def constraint_name(table: str, columns: Iterable[str], suffix: str, limit: NameLimit) -> str:
    """Return `<table>_<column>…_<suffix>`, the form of PostgreSQL's own names.

    Over the limit it is `<prefix>_<hash>_<suffix>`, with 8 hexadecimal digits of the full name's
    BLAKE2b hash. The suffix is ASCII.
    """
    name = "_".join((table, *columns, suffix))
    if limit.allows(name):
        return name
    from hashlib import blake2b

    digest = blake2b(name.encode(), digest_size=_HASH_DIGITS // 2).hexdigest()
    tail = f"_{digest}_{suffix}"
    return limit.cut(name.removesuffix(f"_{suffix}"), len(tail)).rstrip("_") + tail


def _least(one: int | None, other: int | None) -> int | None:
    return min((size for size in (one, other) if size is not None), default=None)
