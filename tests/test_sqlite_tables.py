"""The tests' own reader of SQLite tables sees everything that it is used for."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.support.compare_tables import Rules, assert_same_tables, differences
from tests.support.sqlite_sql import normal
from tests.support.sqlite_tables import Check, Column, ForeignKey, Index, of_sql, reference_tables

REFERENCE = Path(__file__).parent / "reference" / "tables"
PARENT = 'CREATE TABLE "P" (id INTEGER PRIMARY KEY)'


def test_columns_and_keys_are_read() -> None:
    table = reference_tables(REFERENCE / "uuid.sqlite.sql")["Orders"]
    assert table.columns[:4] == (
        Column("id", "UUID", True, None, 1),
        Column("number", "VARCHAR(32)", True, None, 0),
        Column("status", "TEXT", True, "'pending'", 0),
        Column("placedOn", "DATE", False, None, 0),
    )
    assert table.foreign_keys == (
        ForeignKey(("CustomerId",), "Customers", ("id",), "CASCADE", "SET NULL"),
        ForeignKey(("PaymentId",), "Payments", ("id",), "CASCADE", "SET NULL"),
    )
    assert table.indexes == (Index(("number",), unique=True, origin="u"),)


def test_join_table_and_autoincrement_are_read() -> None:
    tables = reference_tables(REFERENCE / "integer.sqlite.sql")
    assert "SequelizeMeta" not in tables
    assert [column.key for column in tables["ProductTags"].columns] == [1, 2, 0, 0]
    assert tables["Tags"].autoincrement
    assert not tables["ProductTags"].autoincrement


def test_details_without_pragma_are_read() -> None:
    table = of_sql(
        PARENT,
        """CREATE TABLE `T` (`a` TEXT COLLATE NOCASE CHECK (`a` <> ') CHECK (1)'), "b,c" INTEGER,
           p INTEGER, CONSTRAINT `k` FOREIGN KEY (`p`) REFERENCES "P" ON DELETE CASCADE,
           CONSTRAINT [positive] CHECK ("b,c"  >  0 AND (1)))""",
        'CREATE UNIQUE INDEX "i" ON "T" ("a" DESC, lower("a")) WHERE  `a` IS NOT NULL',
    )["T"]
    assert table.columns[0].collation == "NOCASE"
    assert table.checks == (
        Check(normal("\"a\" <> ') CHECK (1)'")),
        Check(normal('"b,c" > 0 AND (1)'), "positive"),
    )
    assert table.foreign_keys == (ForeignKey(("p",), "P", (), "NO ACTION", "CASCADE", "k"),)
    (index,) = table.indexes
    assert index.where == normal('"a" IS NOT NULL')
    assert index.columns == ("a COLLATE NOCASE DESC", normal('lower("a")'))


T = "CREATE TABLE T (a TEXT, p INTEGER REFERENCES P (id) ON DELETE {} ON UPDATE CASCADE)"


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        (["CREATE TABLE T (a)"], [], "T: table is missing"),
        ([], ["CREATE TABLE T (a)"], "T: table is new"),
        (["CREATE TABLE T (a)"], ["CREATE TABLE T (a, b)"], "T: column b is new"),
        (
            ["CREATE TABLE T (a TEXT)"],
            ["CREATE TABLE T (a VARCHAR(9))"],
            "T: column a: type 'TEXT' → 'VARCHAR(9)'",
        ),
        (
            ["CREATE TABLE T (a TEXT DEFAULT 'it''s')"],
            ["CREATE TABLE T (a TEXT DEFAULT 'its')"],
            """T: column a: default "'it''s'" → "'its'\"""",
        ),
        (
            ["CREATE TABLE T (a, b)"],
            ["CREATE TABLE T (b, a)"],
            "T: columns' order a, b → b, a",
        ),
        (
            ["CREATE TABLE T (a INTEGER PRIMARY KEY AUTOINCREMENT)"],
            ["CREATE TABLE T (a INTEGER PRIMARY KEY)"],
            "T: autoincrement True → False",
        ),
    ],
)
def test_difference_is_reported(before: list[str], after: list[str], line: str) -> None:
    assert differences(of_sql(*before), of_sql(*after)) == [line]


def test_actions_of_foreign_keys_are_compared() -> None:
    found = differences(of_sql(PARENT, T.format("CASCADE")), of_sql(PARENT, T.format("SET NULL")))
    assert len(found) == 2
    assert found[0].startswith("T: foreign key is missing: ForeignKey(columns=('p',)")
    assert "on_delete='CASCADE'" in found[0]
    assert "on_delete='SET NULL'" in found[1]


def test_partial_index_differs_from_a_full_one() -> None:
    table = "CREATE TABLE T (a)"
    full = of_sql(table, "CREATE UNIQUE INDEX i ON T (a)")
    partial = of_sql(table, "CREATE UNIQUE INDEX i ON T (a) WHERE a > 0")
    assert differences(full, partial)
    assert differences(full, partial, Rules(unique_as_index=False, names=False))


def test_unique_constraint_equals_unique_index_only_on_request() -> None:
    inline = of_sql("CREATE TABLE T (a TEXT UNIQUE)")
    index = of_sql("CREATE TABLE T (a TEXT)", "CREATE UNIQUE INDEX i ON T (a)")
    assert differences(inline, index)
    assert_same_tables(inline, index, Rules(unique_as_index=False))


def test_names_are_compared_unless_ignored() -> None:
    one = of_sql("CREATE TABLE T (a, CONSTRAINT x CHECK (a > 0))", "CREATE INDEX i ON T (a)")
    two = of_sql("CREATE TABLE T (a, CONSTRAINT y CHECK (a > 0))", "CREATE INDEX j ON T (a)")
    assert len(differences(one, two)) == 4
    assert_same_tables(one, two, Rules(names=False))


def test_quotes_are_ignored() -> None:
    one = of_sql("CREATE TABLE `T` (`a` TEXT CHECK (`a` > 0))")
    two = of_sql('CREATE TABLE "T" ("a" TEXT, CHECK ("a">0))')
    assert_same_tables(one, two)


def test_rows_are_compared_on_request() -> None:
    empty = of_sql("CREATE TABLE T (a)")
    full = of_sql("CREATE TABLE T (a)", "INSERT INTO T VALUES (1)")
    assert_same_tables(empty, full)
    assert differences(empty, full, Rules(rows=True)) == ["T: rows 0 → 1"]


def test_every_sqlite_reference_is_read() -> None:
    for path in REFERENCE.glob("*.sqlite.sql"):
        tables = reference_tables(path)
        assert set(tables) == {
            "Customers", "Orders", "Payments", "ProductTags", "Products", "Tags"
        }  # fmt: skip


def test_a_missing_database_is_an_error(tmp_path: Path) -> None:
    from tests.support.sqlite_tables import reflect

    with pytest.raises(FileNotFoundError):
        reflect(tmp_path / "none.sqlite")
    assert not list(tmp_path.iterdir())
    with sqlite3.connect(":memory:") as connection:
        assert reflect(connection) == {}
