"""Differences between tables, line by line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scaffold.reflection.reflected_tables import (
    ReflectedCheck,
    ReflectedColumn,
    ReflectedForeignKey,
    ReflectedIndex,
    ReflectedTable,
    Tables,
)
from scaffold.reflection.table_differences import (
    OUTSIDE_TABLES,
    ComparisonRules,
    Difference,
    new_differences,
    table_differences,
)

NAME = ReflectedColumn("name", "VARCHAR(255)", nullable=False, default="'x'")
KEY = ReflectedForeignKey("a_b_fkey", ("b_id",), "b", ("id",), "CASCADE", "SET NULL")
A = ReflectedTable(
    "a",
    (
        ReflectedColumn("id", "INTEGER", nullable=False),
        ReflectedColumn("b_id", "INTEGER", nullable=True),
        NAME,
    ),
    ("id",),
    (
        ReflectedIndex("a_b_idx", ("b_id",)),
        ReflectedIndex("a_name_key", ("name",), unique=True, constraint=True),
    ),
    (KEY,),
    (ReflectedCheck("a_name_check", "name <> ''"),),
)
LOOSE = ComparisonRules(
    checks=False, key_names=False, key_index_names=False, constraints=False, outside_tables=False
)


def tables(*found: ReflectedTable, outside_tables: tuple[str, ...] = ()) -> Tables:
    return Tables({table.name: table for table in found}, outside_tables)


def test_equal_tables_have_no_differences() -> None:
    assert table_differences(tables(A), tables(replace(A))) == ()


def test_order_of_columns_is_ignored() -> None:
    assert table_differences(tables(A), tables(replace(A, columns=A.columns[::-1]))) == ()


def test_order_of_columns_in_keys_and_indexes_is_a_difference() -> None:
    wide = replace(A, primary_key=("id", "b_id"), indexes=(ReflectedIndex("i", ("b_id", "name")),))
    turned = replace(
        wide, primary_key=("b_id", "id"), indexes=(ReflectedIndex("i", ("name", "b_id")),)
    )
    assert table_differences(tables(wide), tables(turned)) == (
        Difference(
            "a",
            ("primary key (id, b_id)", "index i (b_id, name)"),
            ("primary key (b_id, id)", "index i (name, b_id)"),
        ),
    )


def test_changed_column_is_listed_on_both_sides() -> None:
    changed = replace(A, columns=(*A.columns[:2], replace(NAME, nullable=True, default=None)))
    assert table_differences(tables(A), tables(changed)) == (
        Difference(
            "a",
            ("column name VARCHAR(255) NOT NULL DEFAULT 'x'",),
            ("column name VARCHAR(255) NULL",),
        ),
    )


@pytest.mark.parametrize(
    ("changed", "first", "second"),
    [
        (replace(A, primary_key=()), ("primary key (id)",), ()),
        (
            replace(A, primary_key_name="a_pkey"),
            ("primary key (id)",),
            ("primary key a_pkey (id)",),
        ),
        (replace(A, indexes=A.indexes[1:]), ("index a_b_idx (b_id)",), ()),
        (
            replace(A, indexes=(replace(A.indexes[0], where="b_id > 1"), A.indexes[1])),
            ("index a_b_idx (b_id)",),
            ("index a_b_idx (b_id) WHERE b_id > 1",),
        ),
        (
            replace(A, foreign_keys=(replace(KEY, on_delete="CASCADE"),)),
            ("foreign key a_b_fkey (b_id) → b (id) ON UPDATE CASCADE ON DELETE SET NULL",),
            ("foreign key a_b_fkey (b_id) → b (id) ON UPDATE CASCADE ON DELETE CASCADE",),
        ),
        (replace(A, checks=()), ("check a_name_check (name <> '')",), ()),
        (replace(A, extra=("AUTOINCREMENT",)), (), ("AUTOINCREMENT",)),
    ],
)
def test_each_part_of_a_table_is_compared(
    changed: ReflectedTable, first: tuple[str, ...], second: tuple[str, ...]
) -> None:
    assert table_differences(tables(A), tables(changed)) == (Difference("a", first, second),)
    assert table_differences(tables(changed), tables(A)) == (Difference("a", second, first),)


def test_table_on_one_side_only_is_a_difference() -> None:
    b = replace(A, name="b")
    assert table_differences(tables(A, b), tables(A)) == (Difference("b", ("the table",), ()),)
    assert table_differences(tables(A), tables(b)) == (
        Difference("a", ("the table",), ()),
        Difference("b", (), ("the table",)),
    )


def test_types_outside_tables_are_compared() -> None:
    found = table_differences(tables(A, outside_tables=("type mood (a, b)",)), tables(A))
    assert found == (Difference(OUTSIDE_TABLES, ("type mood (a, b)",), ()),)


@pytest.mark.parametrize(
    "changed",
    [
        replace(A, checks=()),
        replace(A, foreign_keys=(replace(KEY, name="a_ibfk_1"),)),
        replace(A, indexes=(replace(A.indexes[0], name="b_id"), A.indexes[1])),
        replace(A, indexes=(A.indexes[0], ReflectedIndex("other", ("name",), unique=True))),
        replace(A, indexes=(*A.indexes, ReflectedIndex("other", ("name",), unique=True))),
    ],
    ids=["checks", "key's name", "key's index", "unique index", "twice unique"],
)
def test_parts_excluded_by_rules_are_ignored(changed: ReflectedTable) -> None:
    assert table_differences(tables(A), tables(changed))
    assert table_differences(tables(A), tables(changed, outside_tables=("schema x",)), LOOSE) == ()


@pytest.mark.parametrize(
    "changed",
    [
        replace(A, indexes=A.indexes[:1]),
        replace(A, indexes=A.indexes[1:]),
        replace(A, foreign_keys=()),
        replace(A, foreign_keys=(replace(KEY, on_update="RESTRICT"),)),
        replace(A, columns=A.columns[:2]),
        replace(A, indexes=(*A.indexes, ReflectedIndex("name_idx", ("name",)))),
    ],
    ids=["unique", "key's index", "key", "action", "column", "index"],
)
def test_parts_included_by_rules_are_compared(changed: ReflectedTable) -> None:
    assert table_differences(tables(A), tables(changed), LOOSE)


def test_only_the_requested_tables_are_compared() -> None:
    b = replace(A, name="b")
    assert table_differences(tables(A, b), tables(A), ComparisonRules(only=frozenset({"a"}))) == ()
    assert table_differences(tables(A, b), tables(A), ComparisonRules(only=frozenset({"b"})))


def test_new_differences_exclude_known_lines() -> None:
    known = (Difference("a", ("one",), ()), Difference("b", (), ("two",)))
    found = (Difference("a", ("one", "three"), ()), Difference("b", (), ("two",)))
    assert new_differences(found, known) == (Difference("a", ("three",), ()),)
    assert new_differences(found, found) == ()
