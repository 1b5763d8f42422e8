"""Read the tables of SQLite: differences are found, equivalent definitions are equal."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from scaffold.reflection import REFLECTIONS
from scaffold.reflection.reflected_tables import Tables
from scaffold.reflection.table_differences import table_differences

SQLITE = REFLECTIONS["sqlite"]
OTHER = "CREATE TABLE other (id INTEGER PRIMARY KEY, code TEXT UNIQUE)"


def of(*statements: str) -> Tables:
    """The tables that the statements make, beside one that others may refer to."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.row_factory = sqlite3.Row
        for statement in (OTHER, *statements):
            connection.execute(statement)
        return SQLITE.tables(
            {name: list(map(dict, connection.execute(sql))) for name, sql in SQLITE.queries.items()}
        )


def lines(statement: str) -> set[str]:
    """What the columns of the table t say, and what else it has."""
    table = of(statement).tables["t"]
    return {*map(str, table.columns), *table.extra}


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("CREATE TABLE t (a VARCHAR(120) NOT NULL)", "column a VARCHAR(120) NOT NULL"),
        (
            "CREATE TABLE t (a TEXT DEFAULT 'it''s, (so)')",
            "column a TEXT NULL DEFAULT 'it''s, (so)'",
        ),
        ("CREATE TABLE t (a TEXT COLLATE NOCASE)", "column a TEXT NULL COLLATE NOCASE"),
        ("CREATE TABLE t (a INT, b AS (a + 1))", "column b NULL AS (a + 1)"),
        ("CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT)", "AUTOINCREMENT"),
        ("CREATE TABLE t (a INT PRIMARY KEY) WITHOUT ROWID", "WITHOUT ROWID"),
    ],
)
def test_column_is_described(statement: str, said: str) -> None:
    assert said in lines(statement)


def test_keys_checks_and_indexes_are_described() -> None:
    table = of(
        """CREATE TABLE `t` (`a` INTEGER, "b" TEXT CHECK (b <> ')'), [c d] INT
          CONSTRAINT "c_fkey" REFERENCES other (id) ON DELETE SET NULL,
          PRIMARY KEY (b, a), UNIQUE ([c d], a),
          CONSTRAINT t_check CHECK ("a" > 0 AND b IN ('x', 'y')),
          CONSTRAINT `b_fkey` FOREIGN KEY (`b`) REFERENCES `other` (`code`) ON UPDATE CASCADE)""",
        "CREATE UNIQUE INDEX t_low ON t (lower(b), a DESC) WHERE a > 1",
    ).tables["t"]
    assert table.primary_key == ("b", "a")
    assert sorted(map(str, table.foreign_keys)) == [
        "foreign key b_fkey (b) → other (code) ON UPDATE CASCADE ON DELETE NO ACTION",
        "foreign key c_fkey (c d) → other (id) ON UPDATE NO ACTION ON DELETE SET NULL",
    ]
    assert sorted(map(str, table.indexes)) == [
        "unique constraint (c d, a)",
        "unique index t_low (lower ( b ), a DESC) WHERE a > 1",
    ]
    assert sorted(map(str, table.checks)) == [
        "check (b <> ')')",
        """check t_check ("a" > 0 AND b IN ( 'x' , 'y' ))""",
    ]


BASE = "CREATE TABLE t (a INTEGER PRIMARY KEY, b VARCHAR(9) DEFAULT 'x', c INT)"


@pytest.mark.parametrize(
    "statements",
    [
        ("CREATE TABLE t (a INTEGER PRIMARY KEY, b VARCHAR(8) DEFAULT 'x', c INT)",),
        ("CREATE TABLE t (a INTEGER PRIMARY KEY, b VARCHAR(9) DEFAULT 'y', c INT)",),
        ("CREATE TABLE t (a INTEGER PRIMARY KEY, b VARCHAR(9) DEFAULT 'x' UNIQUE, c INT)",),
        ("CREATE TABLE t (a INTEGER PRIMARY KEY, b VARCHAR(9) DEFAULT 'x', c INT NOT NULL)",),
        ("CREATE TABLE t (a INTEGER PRIMARY KEY, b VARCHAR(9) DEFAULT 'x', c INT CHECK (c > 1))",),
        ("CREATE TABLE t (a INTEGER, b VARCHAR(9) DEFAULT 'x', c INT)",),
        (f"{BASE[:-1]} REFERENCES other (id))",),
        (BASE, "CREATE INDEX i ON t (b)"),
        (BASE, "CREATE VIEW v AS SELECT 1"),
        (BASE, "CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END"),
        (BASE, "CREATE TABLE more (id INTEGER)"),
        (),
    ],
)
def test_each_difference_is_found(statements: tuple[str, ...]) -> None:
    assert table_differences(of(BASE), of(*statements))


def test_the_order_of_columns_is_no_difference() -> None:
    other = "CREATE TABLE t (a INTEGER PRIMARY KEY, c INT, b VARCHAR(9) DEFAULT 'x')"
    assert table_differences(of(BASE), of(other)) == ()


@pytest.mark.parametrize(
    "statements",
    [
        ("CREATE TABLE `t` (`a` INTEGER PRIMARY KEY,\n  `b` VARCHAR(9) DEFAULT 'x', `c` INT)",),
        (
            "CREATE TABLE t (a INTEGER PRIMARY KEY, b VARCHAR(9) DEFAULT 'x')",
            "ALTER TABLE t ADD COLUMN c INT",
        ),
        (BASE[:-1] + ", d INT)", "ALTER TABLE t DROP COLUMN d"),
        (BASE, "CREATE TABLE SequelizeMeta (name VARCHAR(255) PRIMARY KEY)"),
        (BASE, "CREATE TABLE n (a INTEGER PRIMARY KEY AUTOINCREMENT)", "DROP TABLE n"),
    ],
)
def test_equivalent_definitions_are_equal(statements: tuple[str, ...]) -> None:
    assert table_differences(of(BASE), of(*statements)) == ()
