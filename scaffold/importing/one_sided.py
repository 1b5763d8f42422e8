"""The constraints and indexes that only the schema has, or only the database."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from typing import TypeVar

from scaffold.database.tables import CompositeForeignKey, ForeignKey, Index, Unique

_Part = TypeVar("_Part", Unique | Index, ForeignKey, CompositeForeignKey)


def one_sided(
    schema: Iterable[_Part],
    database: Iterable[_Part],
    shape: Callable[[_Part], Hashable],
    known: Collection[str],
) -> Iterator[tuple[_Part, str]]:
    """Yield the parts that only one side has, each with the name of the side.

    Of two alike in `database`, the one whose name is `known` is left over.
    """
    left: dict[Hashable, list[_Part]] = {}
    for part in sorted(database, key=lambda part: part.name not in known):
        left.setdefault(shape(part), []).append(part)
    for part in schema:
        same = left.get(shape(part))
        if same:
            same.pop()
        else:
            yield part, "schema"
    yield from ((part, "database") for parts in left.values() for part in parts)
