"""Compare two sets of tables, line by line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from scaffold.reflection.reflected_tables import ReflectedIndex, ReflectedTable, Tables
from scaffold.values import dataclass

OUTSIDE_TABLES = "outside the tables"
_TABLE = "the table"


@dataclass(frozen=True, slots=True)
class Difference:
    """The lines of one table that only the first or only the second side has."""

    table: str
    first: tuple[str, ...]
    second: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComparisonRules:
    """What counts as a difference. The order of a table's columns never does.

    checks: CHECK constraints.
    key_names: names of foreign keys.
    key_index_names: names of the indexes over columns of foreign keys.
    constraints: a unique constraint and a unique index over the same columns differ, and so do two
    with other names.
    outside_tables: types, schemas, views.
    only: the tables to compare; None for all.
    """

    checks: bool = True
    key_names: bool = True
    key_index_names: bool = True
    constraints: bool = True
    outside_tables: bool = True
    only: frozenset[str] | None = None


EXACT = ComparisonRules()


def table_differences(
    first: Tables, second: Tables, rules: ComparisonRules = EXACT
) -> tuple[Difference, ...]:
    """Return the differences by table; empty if there are none."""
    return tuple(_differences(first, second, rules))


def new_differences(
    found: Iterable[Difference], known: Iterable[Difference]
) -> tuple[Difference, ...]:
    """Return the differences without the lines that are known already."""
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


def _differences(first: Tables, second: Tables, rules: ComparisonRules) -> Iterator[Difference]:
    names = [*first.tables, *(name for name in second.tables if name not in first.tables)]
    for name in names:
        if rules.only is not None and name not in rules.only:
            continue
        one, other = first.tables.get(name), second.tables.get(name)
        found = _of_tables(name, one, other, rules)
        if found:
            yield found
    if rules.outside_tables and (
        found := _of_lines(OUTSIDE_TABLES, first.outside_tables, second.outside_tables)
    ):
        yield found


def _of_tables(
    name: str, first: ReflectedTable | None, second: ReflectedTable | None, rules: ComparisonRules
) -> Difference | None:
    if first is None or second is None:
        return Difference(name, (_TABLE,) if first else (), (_TABLE,) if second else ())
    return _of_lines(name, _lines(first, rules), _lines(second, rules))


def _of_lines(name: str, first: Iterable[str], second: Iterable[str]) -> Difference | None:
    one, other = Counter(first), Counter(second)
    missing, new = tuple((one - other).elements()), tuple((other - one).elements())
    return Difference(name, missing, new) if missing or new else None


def _lines(table: ReflectedTable, rules: ComparisonRules) -> Iterator[str]:
    yield from map(str, table.columns)
    if table.primary_key:
        name = f" {table.primary_key_name}" if table.primary_key_name else ""
        yield f"primary key{name} ({', '.join(table.primary_key)})"
    yield from map(str, _indexes(table, rules))
    for key in table.foreign_keys:
        yield str(key if rules.key_names else replace(key, name=""))
    if rules.checks:
        yield from map(str, table.checks)
    yield from table.extra


def _indexes(table: ReflectedTable, rules: ComparisonRules) -> Iterable[ReflectedIndex]:
    indexes: Iterable[ReflectedIndex] = table.indexes
    if not rules.key_index_names:
        # MySQL creates and names an index for each foreign key without one.
        keys = {key.columns for key in table.foreign_keys}
        indexes = (replace(each, name="") if each.columns in keys else each for each in indexes)
    if rules.constraints:
        return indexes
    # For rows, two unique indexes over the same columns are one.
    return dict.fromkeys(
        replace(each, name="", constraint=False) if each.unique else each for each in indexes
    )
