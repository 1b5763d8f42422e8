"""Read tables of PostgreSQL and MySQL: differences are found, equal definitions are equal."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

import psycopg
import psycopg.rows
import pymysql
import pymysql.cursors
import pytest

from scaffold.importing.readers.mysql import MYSQL as IMPORTED
from scaffold.reflection import REFLECTIONS
from scaffold.reflection.reflected_tables import Tables
from scaffold.reflection.table_differences import table_differences
from tests.support.scratch import Scratch

pytestmark = pytest.mark.node

Make = Any


def read(scratch: Scratch) -> Tables:
    """The tables of a server's database, through a driver of Python's."""
    reflection = REFLECTIONS[scratch.dialect]
    rows = {name: rows_of(scratch, sql) for name, sql in reflection.queries.items()}
    assert reflection.engine(rows).split()[0] in ("PostgreSQL", "MariaDB", "MySQL")
    return reflection.tables(rows)


def rows_of(scratch: Scratch, sql: str) -> list[dict[str, Any]]:
    if scratch.dialect == "postgres":
        with psycopg.connect(scratch.url, row_factory=psycopg.rows.dict_row) as connection:
            return connection.execute(sql.encode()).fetchall()
    parts = urlsplit(scratch.url)
    with (
        pymysql.connect(
            host=parts.hostname,
            port=parts.port or 3306,
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            database=parts.path[1:],
            cursorclass=pymysql.cursors.DictCursor,
            # Reading the system's certificates takes most of a connection's time.
            ssl_disabled=True,
        ) as mysql,
        mysql.cursor() as cursor,
    ):
        cursor.execute(sql)
        return list(cursor.fetchall())


POSTGRES = (
    "CREATE TABLE other (id INT PRIMARY KEY, code TEXT UNIQUE)",
    "CREATE TYPE mood AS ENUM ('b', 'a')",
    "CREATE TABLE t (id SERIAL PRIMARY KEY, a VARCHAR(9) NOT NULL DEFAULT 'x', m mood, "
    "o INT CONSTRAINT o_fkey REFERENCES other ON DELETE SET NULL, "
    "CONSTRAINT a_check CHECK (a <> ''))",
    "CREATE INDEX a_idx ON t (a DESC, lower(a)) WHERE o > 1",
    "COMMENT ON COLUMN t.a IS 'first'",
)
MYSQL = (
    "CREATE TABLE other (id INT PRIMARY KEY, code VARCHAR(9) UNIQUE)",
    "CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, a VARCHAR(9) NOT NULL DEFAULT 'x' "
    "COMMENT 'first', m ENUM('b', 'a'), o INT, CONSTRAINT a_check CHECK (a <> ''), "
    "CONSTRAINT o_fkey FOREIGN KEY (o) REFERENCES other (id) ON DELETE SET NULL)",
    "CREATE UNIQUE INDEX a_idx ON t (a(4), id)",
)


@pytest.mark.parametrize("dialect", ["postgres"], indirect=True)
def test_postgresql_tables_are_described(new_scratch: Make, dialect: str) -> None:
    scratch = new_scratch()
    scratch.execute(*POSTGRES)
    found = read(scratch)
    table = found.tables["t"]
    assert [str(column) for column in table.columns] == [
        "column id integer NOT NULL DEFAULT nextval('t_id_seq'::regclass)",
        "column a character varying(9) NOT NULL DEFAULT 'x'::character varying comment 'first'",
        "column m mood (b, a) NULL",
        "column o integer NULL",
    ]
    assert (table.primary_key, table.primary_key_name) == (("id",), "t_pkey")
    assert list(map(str, table.foreign_keys)) == [
        "foreign key o_fkey (o) → other (id) ON UPDATE NO ACTION ON DELETE SET NULL"
    ]
    assert list(map(str, table.checks)) == ["check a_check ((a)::text <> ''::text)"]
    assert list(map(str, table.indexes)) == ["index a_idx (a DESC, lower(a::text)) WHERE (o > 1)"]
    assert list(map(str, found.tables["other"].indexes)) == [
        "unique constraint other_code_key (code)"
    ]
    assert found.outside_tables == ("type mood (b, a)", "sequence t_id_seq")


@pytest.mark.parametrize("dialect", ["mysql"], indirect=True)
def test_mysql_tables_are_described(new_scratch: Make, dialect: str) -> None:
    scratch = new_scratch()
    scratch.execute(*MYSQL)
    found = read(scratch)
    table = found.tables["t"]
    shown = [str(column) for column in table.columns]
    assert shown[0].startswith("column id int")
    assert shown[0].endswith(" NOT NULL auto_increment")
    assert shown[1].startswith("column a varchar(9) NOT NULL DEFAULT")
    assert shown[1].endswith(" comment 'first'")
    assert shown[2].startswith("column m enum('b','a') NULL")
    assert table.primary_key == ("id",)
    assert [str(key).replace("NO ACTION", "RESTRICT") for key in table.foreign_keys] == [
        "foreign key o_fkey (o) → other (id) ON UPDATE RESTRICT ON DELETE SET NULL"
    ]
    assert [check.name for check in table.checks] == ["a_check"]
    assert sorted(map(str, table.indexes)) == [
        "index o_fkey (o)",
        "unique index a_idx (a(4), id)",
    ]


BOTH = (
    "ALTER TABLE t DROP COLUMN m",
    "ALTER TABLE t ADD COLUMN n INT",
    "ALTER TABLE t ALTER COLUMN a SET DEFAULT 'y'",
    "ALTER TABLE t DROP CONSTRAINT a_check",
    "CREATE INDEX more ON t (o)",
    "CREATE UNIQUE INDEX more ON t (id, o)",
    "CREATE TABLE more (id INT)",
    "CREATE VIEW more AS SELECT 1",
)
CHANGES = {
    "postgres": (
        *BOTH,
        "ALTER TABLE t ALTER COLUMN a DROP NOT NULL",
        "ALTER TABLE t ALTER COLUMN a TYPE VARCHAR(8)",
        "ALTER TABLE t DROP CONSTRAINT t_pkey",
        "ALTER TABLE t RENAME CONSTRAINT t_pkey TO more",
        "ALTER SEQUENCE t_id_seq AS bigint",
        "ALTER TABLE t ALTER COLUMN id TYPE bigint",
        "ALTER TABLE t DROP CONSTRAINT o_fkey",
        "ALTER TABLE other DROP CONSTRAINT other_code_key",
        "ALTER TYPE mood ADD VALUE 'c'",
        "ALTER TABLE t ALTER COLUMN m TYPE TEXT",
        "CREATE TYPE more AS ENUM ('x')",
        "CREATE SCHEMA more",
        "CREATE SCHEMA more CREATE TABLE t (id INT)",
        "DROP INDEX a_idx",
        "COMMENT ON COLUMN t.a IS NULL",
        "COMMENT ON TABLE t IS 'more'",
    ),
    "mysql": (
        *BOTH,
        "ALTER TABLE t MODIFY a VARCHAR(9) DEFAULT 'x' COMMENT 'first'",
        "ALTER TABLE t MODIFY a VARCHAR(8) NOT NULL DEFAULT 'x' COMMENT 'first'",
        "ALTER TABLE t MODIFY a VARCHAR(9) NOT NULL DEFAULT 'x'",
        "ALTER TABLE t MODIFY id INT",
        "ALTER TABLE t MODIFY m ENUM('a', 'b')",
        "ALTER TABLE t DROP FOREIGN KEY o_fkey",
        "ALTER TABLE other DROP INDEX code",
        "DROP INDEX a_idx ON t",
        "ALTER TABLE t COMMENT 'more'",
    ),
}


@pytest.mark.parametrize("dialect", ["postgres", "mysql"], indirect=True)
def test_each_difference_is_found(new_scratch: Make, dialect: str) -> None:
    scratch = new_scratch()
    made = {"postgres": POSTGRES, "mysql": MYSQL}[dialect]
    scratch.execute(*made)
    before = read(scratch)
    unseen = []
    for change in CHANGES[dialect]:
        scratch.clear()
        scratch.execute(*made)
        assert table_differences(before, read(scratch)) == ()
        scratch.execute(change)
        if not table_differences(before, read(scratch)):
            unseen.append(change)
    assert unseen == []


@pytest.mark.parametrize("dialect", ["mysql"], indirect=True)
def test_only_the_own_database_is_scanned(new_scratch: Make) -> None:
    """MariaDB says so of each query, on a server that may hold the tables of many projects."""
    scratch = new_scratch()
    queries = {
        **REFLECTIONS["mysql"].queries,
        **{f"import {k}": v for k, v in IMPORTED.queries.items()},
    }
    plans = {name: str(rows_of(scratch, f"EXPLAIN {sql}")) for name, sql in queries.items()}
    assert [name for name, plan in plans.items() if "all databases" in plan] == []


@pytest.mark.parametrize("dialect", ["mysql"], indirect=True)
def test_checks_of_one_name_belong_to_their_tables(new_scratch: Make) -> None:
    scratch = new_scratch()
    if "MariaDB" not in str(scratch.query("SELECT VERSION()")):
        pytest.skip("names of checks are unique in a database of MySQL")
    for table, least in (("a", 1), ("b", 2)):
        scratch.execute(f"CREATE TABLE {table} (n INT, CONSTRAINT positive CHECK (n > {least}))")
    found = read(scratch).tables
    assert [str(check) for check in found["a"].checks] == ["check positive (`n` > 1)"]
    assert [str(check) for check in found["b"].checks] == ["check positive (`n` > 2)"]


@pytest.mark.parametrize("dialect", ["mysql"], indirect=True)
def test_a_renamed_json_column_is_equal_to_a_new_one(new_scratch: Make) -> None:
    """The check of a JSON column on MariaDB keeps the name that the column had."""
    renamed, fresh = new_scratch(), new_scratch()
    renamed.execute(
        "CREATE TABLE a (id int PRIMARY KEY, old json)", "ALTER TABLE a RENAME COLUMN old TO new"
    )
    fresh.execute("CREATE TABLE a (id int PRIMARY KEY, new json)")
    assert table_differences(read(fresh), read(renamed)) == ()
