"""Where two sets of tables differ, line by line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from scaffold.reflection.reflected_tables import ReflectedIndex, ReflectedTable, Tables
from scaffold.values import dataclass

BESIDE = "beside the tables"
_WHOLE = "the table"


@dataclass(frozen=True, slots=True)
class Difference:
    """The lines of one table that only the first or only the second side has."""

    table: str
    first: tuple[str, ...]
    second: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """What counts as a difference.

    The order of a table's columns never does. checks: CHECKs. key_names: names of foreign keys,
    and of indexes over their columns. constraints: a unique constraint and a unique index over
    the same columns are two things, as are two of other names. beside: types and schemas. only:
    the tables that are looked at, None for all.
    """

    checks: bool = True
    key_names: bool = True
    constraints: bool = True
    beside: bool = True
    only: frozenset[str] | None = None


EXACT = Rules()


def differences(first: Tables, second: Tables, rules: Rules = EXACT) -> tuple[Difference, ...]:
    """What is not the same, by table; empty where all is."""
    return tuple(_differences(first, second, rules))


def news(found: Iterable[Difference], known: Iterable[Difference]) -> tuple[Difference, ...]:
    """The differences without the lines that are known already."""
    lines = {(each.table, line) for each in known for line in (*each.first, *each.second)}
    left = (
        Difference(each.table, *(_without(each.table, side, lines) for side in _sides(each)))
        for each in found
    )
    return tuple(each for each in left if each.first or each.second)


def _sides(difference: Difference) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return difference.first, difference.second


def _without(table: str, side: tuple[str, ...], known: set[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(line for line in side if (table, line) not in known)


def _differences(first: Tables, second: Tables, rules: Rules) -> Iterator[Difference]:
    names = [*first.tables, *(name for name in second.tables if name not in first.tables)]
    for name in names:
        if rules.only is not None and name not in rules.only:
            continue
        one, other = first.tables.get(name), second.tables.get(name)
        found = _of_tables(name, one, other, rules)
        if found:
            yield found
    if rules.beside and (found := _of_lines(BESIDE, first.beside, second.beside)):
        yield found


def _of_tables(
    name: str, first: ReflectedTable | None, second: ReflectedTable | None, rules: Rules
) -> Difference | None:
    if first is None or second is None:
        return Difference(name, (_WHOLE,) if first else (), (_WHOLE,) if second else ())
    return _of_lines(name, _lines(first, rules), _lines(second, rules))


def _of_lines(name: str, first: Iterable[str], second: Iterable[str]) -> Difference | None:
    one, other = Counter(first), Counter(second)
    gone, new = tuple((one - other).elements()), tuple((other - one).elements())
    return Difference(name, gone, new) if gone or new else None


def _lines(table: ReflectedTable, rules: Rules) -> Iterator[str]:
    yield from map(str, table.columns)
    if table.primary_key:
        yield f"primary key ({', '.join(table.primary_key)})"
    yield from map(str, _indexes(table, rules))
    for key in table.foreign_keys:
        yield str(key if rules.key_names else replace(key, name=""))
    if rules.checks:
        yield from map(str, table.checks)
    yield from table.extra


def _indexes(table: ReflectedTable, rules: Rules) -> Iterable[ReflectedIndex]:
    indexes: Iterable[ReflectedIndex] = table.indexes
    if not rules.key_names:
        # MySQL makes and names one for each key that has none.
        keys = {key.columns for key in table.foreign_keys}
        indexes = (replace(each, name="") if each.columns in keys else each for each in indexes)
    if rules.constraints:
        return indexes
    # Two of them over the same columns are one as far as rows can tell.
    return dict.fromkeys(
        replace(each, name="", constraint=False) if each.unique else each for each in indexes
    )
