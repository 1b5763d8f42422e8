"""What is known of each dialect, asked of a real server: no more is refused than it refuses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import cycle, islice

import pytest

from scaffold.database.column_types import type_sql
from scaffold.database.dialects import DIALECTS
from scaffold.database.row_size import page_octets
from scaffold.naming import NameLimit
from tests.database.resolving import resolved
from tests.support.checks import Checks
from tests.support.scratch import Scratch

pytestmark = pytest.mark.slow

NewScratch = Callable[[], Scratch]
KEY = "FOREIGN KEY (k) REFERENCES p (id) ON DELETE {} ON UPDATE {}"


def takes(scratch: Scratch, *statements: str) -> bool:
    """Whether the statements run on a database with a table `p` and no other."""
    for table in ("c", "i"):
        scratch.execute(f"DROP TABLE IF EXISTS {table}")
    with suppress(Exception):
        scratch.execute("CREATE TABLE p (id INTEGER PRIMARY KEY)")
    try:
        scratch.execute(*statements)
    except Exception:
        return False
    return True


def test_actions_of_foreign_keys(checks: Checks, new_scratch: NewScratch) -> None:
    dialect, scratch = DIALECTS[checks.dialect], new_scratch()
    for action in sorted(dialect.actions):
        made = takes(scratch, f"CREATE TABLE c (k INTEGER, {KEY.format(action, 'CASCADE')})")
        checks.that(f"ON DELETE {action}", made)
        changes = action in ("CASCADE", "SET NULL", "SET DEFAULT")
        key = KEY.format("NO ACTION", action)
        made = takes(scratch, f"CREATE TABLE c (k INTEGER, {key}, CHECK (k > 0))")
        expected = dialect.checks_moving_keys or not changes
        checks.equal(f"a CHECK about a key that is ON UPDATE {action}", made, expected)
    unique = "CREATE TABLE i (u INTEGER UNIQUE)"
    key = "FOREIGN KEY (k) REFERENCES i (u) ON UPDATE CASCADE"
    made = takes(scratch, unique, f"CREATE TABLE c (k INTEGER NOT NULL, {key})")
    checks.equal("a required key to what may be null", made, dialect.required_key_to_nullable)
    scratch.execute("DROP TABLE IF EXISTS c")
    made = takes(scratch, "CREATE TABLE i (a INTEGER)", "CREATE INDEX x ON i (a) WHERE a > 0")
    checks.equal("a partial index", made, dialect.partial_indexes)
    made = takes(
        scratch,
        "CREATE TABLE i (a INTEGER)",
        f"ALTER TABLE i ADD {KEY.format('CASCADE', 'CASCADE')}",
    )
    checks.that("a key to a column that is not there is refused", not made)
    counted = {"sqlite": "INTEGER PRIMARY KEY AUTOINCREMENT", "mysql": "INTEGER AUTO_INCREMENT"}
    column = counted.get(checks.dialect, "SERIAL")
    made = takes(scratch, f"CREATE TABLE i (a {column}, b INTEGER, PRIMARY KEY (a, b))")
    expected = dialect.autoincrement_in_composite_key
    checks.equal("a number that counts up in a key of two columns", made, expected)
    lone = "INTEGER PRIMARY KEY AUTO_INCREMENT" if checks.dialect == "mysql" else column
    made = takes(scratch, f"CREATE TABLE i (a {lone}, CHECK (a > 0))")
    checks.equal("a CHECK about a number that counts up", made, dialect.checks_counted)


def test_types_limits_and_indexes(checks: Checks, new_scratch: NewScratch) -> None:
    dialect, scratch = DIALECTS[checks.dialect], new_scratch()
    for name, limits in dialect.type_limits.items():
        for over in (0, 1):
            sizes = (limits[0] + over, *limits[1:])
            made = takes(scratch, f"CREATE TABLE i (a {sized(dialect.types[name], sizes)})")
            checks.equal(f"{name} of {sizes}", made, not over)
    for name in dialect.without_index:
        kind = dialect.types[name]
        made = takes(scratch, f"CREATE TABLE i (a {kind})", "CREATE INDEX x ON i (a)")
        # MariaDB makes one of the first 3,072 bytes, which is what must not be.
        expected = checks.dialect == "mysql"
        checks.equal(f"an index on {name}", made, expected)
    if dialect.index_octets:
        half = dialect.index_octets // 8
        for over in (0, 1):
            table = f"CREATE TABLE i (a VARCHAR({half}), b VARCHAR({half + over}))"
            made = takes(scratch, table, "CREATE INDEX x ON i (a, b)")
            checks.equal(f"an index of {dialect.index_octets + 4 * over} bytes", made, not over)
    for kind, default in (("DATE", "(CURRENT_DATE)"), (moment(checks), "CURRENT_TIMESTAMP")):
        made = takes(scratch, f"CREATE TABLE i (a {kind} DEFAULT {default})")
        checks.that(f"{kind} DEFAULT {default}", made)
    for name, extension in dialect.extensions.items():
        if extension != "postgis":
            checks.that(f"{name}", takes(scratch, f"CREATE TABLE i (a {name})"))


FIELDS = (
    *("string(60)", "string(63)", "string(64)", "string(10)", "char(63)", "text", "json", "uuid"),
    *("bigint", "double", "decimal(65, 30)", "datetime(6)", "string(60) required", "text required"),
)


def test_widest_row(checks: Checks, new_scratch: NewScratch) -> None:
    limit = DIALECTS[checks.dialect].page_octets
    if limit is None:
        checks.that("a table of 500 columns", takes(new_scratch(), made_of(["TEXT"] * 500)))
        return
    scratch = new_scratch()
    server = int("MariaDB" in str(scratch.query("SELECT VERSION()")))
    fields = "".join(f"  c{at}: {field}\n" for at, field in enumerate(FIELDS))
    table = resolved(f"A:\n  $id: none\n{fields}", "timestamps: false").models[0].table
    # Rows of longer strings have too many bytes in all.
    for columns in (*((each,) for each in table.columns if each.type.length != 64), table.columns):
        repeated = list(islice(cycle(columns), 1000))
        tables = (replace(table, columns=tuple(repeated[:count])) for count in range(1001))
        sizes = (page_octets(each)[server] for each in tables)
        most = sum(size < limit for size in sizes) - 1
        for count in (most, most + 1):
            kinds = [
                type_sql(table.name, each, "mysql") + ("" if each.nullable else " NOT NULL")
                for each in repeated[:count]
            ]
            what = f"{count} columns: {', '.join(str(each.type) for each in columns)}"
            checks.equal(what, takes(scratch, made_of(kinds)), count == most)


def made_of(kinds: Sequence[str]) -> str:
    """The SQL of a table with columns of these types."""
    columns = ", ".join(f"c{at} {kind}" for at, kind in enumerate(kinds))
    return f"CREATE TABLE i ({columns})"


def test_names(checks: Checks, new_scratch: NewScratch) -> None:
    dialect, scratch = DIALECTS[checks.dialect], new_scratch()
    for name in sorted(dialect.system_columns):
        made = takes(scratch, f"CREATE TABLE i ({scratch.quoted(name)} INTEGER)")
        checks.that(f"a column {name} is refused", not made)
    for name in ("id", "oid", "rowid", "order", "user", "select", "table", "x y", "é", "a'b"):
        made = takes(scratch, f"CREATE TABLE i ({scratch.quoted(name)} INTEGER)")
        checks.that(f"a column {name} is taken", made)
    limit = dialect.name_limit
    if limit == NameLimit():
        return
    longest = limit.octets or limit.characters or 0
    for letter in ("a", "é"):
        size = longest // (len(letter.encode()) if limit.octets else 1)
        name = letter * size
        scratch.execute(f"CREATE TABLE {scratch.quoted(name)} (a INTEGER)")
        checks.that(f"{size} {letter} name a table", name in scratch.tables())
        checks.that(f"and are allowed: {letter}", limit.allows(name))
        checks.that(f"one more is not: {letter}", not limit.allows(name + letter))
        with suppress(Exception):
            scratch.execute(f"CREATE TABLE {scratch.quoted(name + letter)} (b INTEGER)")
        checks.that(f"nor a name: {letter}", name + letter not in scratch.tables())


def sized(kind: str, sizes: tuple[int, ...]) -> str:
    """The type's SQL with arguments."""
    return f"{kind.partition('(')[0]}({', '.join(map(str, sizes))})"


def moment(checks: Checks) -> str:
    """A moment with milliseconds."""
    return {"postgres": "TIMESTAMP(3) WITH TIME ZONE"}.get(checks.dialect, "DATETIME(3)")
