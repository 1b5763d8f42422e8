"""Describe the differences between two sets of tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace

from tests.support.sqlite_tables import Index, Table, Tables


@dataclass(frozen=True, slots=True)
class Rules:
    """What counts as a difference.

    names: names of indexes, foreign keys and checks.
    key_names: names of foreign keys.
    order: the order of columns.
    rows: the number of rows.
    sql: the SQL itself.
    unique_as_index: False if a UNIQUE of the table equals a unique index over the same columns.
    checks: CHECKs.
    long_uniques: names of unique constraints that PostgreSQL would truncate.
    """

    names: bool = True
    key_names: bool = True
    order: bool = True
    rows: bool = False
    sql: bool = False
    unique_as_index: bool = True
    checks: bool = True
    long_uniques: bool = True


# What sync() cannot create: CHECKs, names of foreign keys, and on PostgreSQL those of uniques.
SYNC = Rules(key_names=False, order=False, checks=False, long_uniques=False)


def differences(before: Tables, after: Tables, rules: Rules | None = None) -> list[str]:
    """Return one line for each difference, `before` first; empty if the tables are equal."""
    rules = rules or Rules()
    lines = [f"{name}: table is missing" for name in before if name not in after]
    lines += [f"{name}: table is new" for name in after if name not in before]
    for name in before:
        if name in after:
            pair = _comparable(before[name], rules), _comparable(after[name], rules)
            lines += [f"{name}: {line}" for line in _table_lines(*pair)]
    return lines


def assert_same_tables(before: Tables, after: Tables, rules: Rules | None = None) -> None:
    """Raise AssertionError with every difference."""
    found = differences(before, after, rules)
    assert not found, "the tables differ:\n  " + "\n  ".join(found)


def _comparable(table: Table, rules: Rules) -> Table:
    """Return the table without what the rules ignore."""
    columns = table.columns
    if not rules.order:
        columns = tuple(sorted(columns, key=lambda column: column.name))
    keys, indexes, checks = table.foreign_keys, table.indexes, table.checks
    if not (rules.names and rules.key_names):
        keys = tuple(sorted(replace(key, name="") for key in keys))
    if not rules.names:
        indexes = tuple(sorted(replace(index, name="") for index in indexes))
        checks = tuple(sorted(replace(check, name="") for check in checks))
    if not rules.long_uniques:
        indexes = tuple(sorted(_without_long_name(table, index) for index in indexes))
    if not rules.unique_as_index:
        indexes = tuple(sorted(map(_unique_as_index, indexes)))
    return replace(
        table,
        columns=columns,
        foreign_keys=keys,
        indexes=indexes,
        checks=checks if rules.checks else (),
        rows=table.rows if rules.rows else 0,
        sql=table.sql if rules.sql else "",
    )


def _without_long_name(table: Table, index: Index) -> Index:
    """Return the index without a name that the server would truncate (NAMEDATALEN - 1 is 63)."""
    is_long = len("_".join((table.name, *index.columns, "key")).encode()) > 63
    return replace(index, name="") if index.origin == "u" and is_long else index


def _unique_as_index(index: Index) -> Index:
    return replace(index, origin="c", name="") if index.unique and not index.where else index


def _table_lines(before: Table, after: Table) -> Iterator[str]:
    ours = {column.name: column for column in before.columns}
    theirs = {column.name: column for column in after.columns}
    yield from (f"column {name} is missing" for name in ours if name not in theirs)
    yield from (f"column {name} is new" for name in theirs if name not in ours)
    for name in ours:
        if name in theirs:
            for key, was, now in _changes(ours[name], theirs[name]):
                yield f"column {name}: {key} {was!r} → {now!r}"
    if list(ours) != list(theirs) and set(ours) == set(theirs):
        yield f"columns' order {', '.join(ours)} → {', '.join(theirs)}"
    yield from _bag("foreign key", before.foreign_keys, after.foreign_keys)
    yield from _bag("index", before.indexes, after.indexes)
    yield from _bag("check", before.checks, after.checks)
    yield from _bag("trigger", before.triggers, after.triggers)
    for key in ("autoincrement", "comment", "rows", "sql"):
        was, now = getattr(before, key), getattr(after, key)
        if was != now:
            yield f"{key} {was!r} → {now!r}"


def _changes(before: object, after: object) -> Iterator[tuple[str, object, object]]:
    for key in fields(before):  # type: ignore[arg-type]
        was, now = getattr(before, key.name), getattr(after, key.name)
        if was != now:
            yield key.name, was, now


def _bag(kind: str, before: Iterable[object], after: Iterable[object]) -> Iterator[str]:
    ours, theirs = list(before), list(after)
    for item in [*ours]:
        if item in theirs:
            ours.remove(item)
            theirs.remove(item)
    yield from (f"{kind} is missing: {item}" for item in ours)
    yield from (f"{kind} is new: {item}" for item in theirs)
