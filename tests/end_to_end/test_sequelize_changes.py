"""Each change of a schema migrated by Sequelize's runner on a database with rows, up and down."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.changes.pairs import compiled, pairs
from tests.changes.test_single_changes import BEFORE, SINGLE, changed, decided
from tests.database.resolving import read, resolved
from tests.support.change_rounds import Change, ChangeRounds
from tests.support.checks import Checks
from tests.support.project import Project
from tests.support.scratch import Scratch
from tests.support.unchecked_rows import fill as put_rows
from tests.targets.alembic_change_cases import CASES, MORE, OPTIONS, POSTGRES

pytestmark = pytest.mark.node

# What rows of BEFORE cannot be told from what the way down puts in their place.
LOSSY = {"timestamps off", "belongsTo becomes belongsToMany"}


def single(after: str, dialect: str, before: str = BEFORE) -> Change:
    """The change from one text of models to another, for one dialect."""
    options = f"dialects: [{dialect}]"
    plain, schema = decided(after)
    return Change(resolved(before, options), resolved(plain, options), schema)


def fill(scratch: Scratch) -> None:
    """Three orders with a customer each; tags on two of them."""
    q = scratch.quoted
    now = "'2026-01-02 03:04:05'"
    stamps = f"{q('createdAt')}, {q('updatedAt')}"

    def insert(table: str, columns: str, *rows: str) -> str:
        names = ", ".join(map(q, columns.split()))
        listed = ", ".join(f"({row}, {now}, {now})" for row in rows)
        return f"INSERT INTO {q(table)} ({names}, {stamps}) VALUES {listed}"

    scratch.insert_unchecked(
        insert("Customers", "name", "'Ada'", "'Grace'", "'Alan'"),
        insert(
            "Orders",
            "total note status CustomerId",
            "1.5, 'one', 'pending', 3",
            "2.25, 'two', 'paid', 1",
            "0, 'three', 'pending', 2",
        ),
        insert("Tags", "label", "'hot'", "'new'"),
        insert("OrderTags", "OrderId TagId", "1, 1", "1, 2", "3, 2"),
    )


def test_each_single_change(housed: Project, checks: Checks) -> None:
    rounds = ChangeRounds(housed, checks)
    for name, edits, _ in SINGLE:
        change = single(changed(*edits), checks.dialect)
        rounds.run(name, change, fill, exact_rows=name not in LOSSY)


REQUIRED = BEFORE.replace("belongsTo(Customer)", "belongsTo(Customer) required")
WITHOUT = BEFORE.replace("  customer: belongsTo(Customer)\n", "").replace(
    "  orders: hasMany(Order)\n", ""
)


PAIRED = """
House:
  street: integer required
  number: integer required
  $unique: [[street, number]]
Person:
  name: string
  street: integer required
  number: integer required
  house: belongsTo(House) foreignKey(street, number) targetKey(street, number)
"""
KEPT = """
House:
  name: string
Person:
  name: string
  street: string(20) required
  door: integer required was(number)
"""
ALONE = PAIRED.partition("  name: string\n")[0] + "  name: string\n"

# Undone where no value refers to a row, added where its fill is the key of none, and with values
# that are keys of another column.
STOPPING = {
    "dropped": (REQUIRED, WITHOUT),
    "dropped of several columns": (PAIRED, ALONE),
    "several columns converted, and what they referred to dropped": (PAIRED, KEPT),
    "added": (WITHOUT, REQUIRED.replace("required\n", "required fill(9)\n")),
    "other column": (
        BEFORE.replace("(40) required", "(40) required unique"),
        BEFORE.replace("(40) required", "(40) required unique")
        .replace("belongsTo(Customer)", "belongsTo(Customer) targetKey(name)")
        .replace("hasMany(Order)", "hasMany(Order) sourceKey(name)"),
    ),
}


def test_a_foreign_key_stops_at_rows_before_anything_changes(
    housed: Project, checks: Checks
) -> None:
    options = f"dialects: [{checks.dialect}]"
    rounds = ChangeRounds(housed, checks)
    for name, (before, after) in STOPPING.items():
        change = Change(resolved(before, options), resolved(after, options), read(after, options))
        refused = rounds.run(name, change, put_rows, exact_rows=False)
        assert refused and "Change them first" in refused, name


def further(name: str, dialects: str) -> Change:
    """A change of types, enums, keys or names, for these dialects."""
    before, after = {**CASES, **MORE, **POSTGRES}[name]
    options = f"dialects: [{dialects}]"
    both = f"{options}, {OPTIONS[name]}" if name in OPTIONS else options
    return Change(resolved(before, options), resolved(after, both), read(after, both))


def enums_filled(change: Change) -> Callable[[Scratch], None]:
    """Puts a row into every table, with a value of each enum, which SQLite has as a text."""

    def put(scratch: Scratch) -> None:
        put_rows(scratch)
        for table in change.old.tables if scratch.dialect == "sqlite" else ():
            for column in table.columns:
                if column.type.name == "enum":
                    value = column.type.values[-1]
                    name = scratch.quoted(table.name.name)
                    scratch.execute(f"UPDATE {name} SET {scratch.quoted(column.name)} = '{value}'")

    return put


def test_each_further_change(housed: Project, checks: Checks) -> None:
    rounds = ChangeRounds(housed, checks)
    for name in (*CASES, *MORE, *(POSTGRES if checks.dialect == "postgres" else ())):
        change = further(name, checks.dialect)
        rounds.run(name, change, enums_filled(change), exact_rows=False)


def test_random_pairs_of_schemas(
    housed: Project, checks: Checks, request: pytest.FixtureRequest
) -> None:
    rounds = ChangeRounds(housed, checks)

    @seed(request.config.getoption("--pairs-seed"))
    @settings(
        max_examples=request.config.getoption("--pairs"),
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(pairs(dialect=checks.dialect))
    def run(pair: tuple[str, str]) -> None:
        old, new = pair
        schema, database = compiled(new)
        change = Change(compiled(old)[1], database, schema)
        rounds.run(f"{old}\n→ {new}\n", change, one_row_each, exact_rows=False)

    run()


def one_row_each(scratch: Scratch) -> None:
    """A row in every table."""
    put_rows(scratch)


# Further kinds of change, from the schema to what it becomes. `$id` and `id` change primary keys.
KEYS = """
Parent:
  name: string(20)
  code: string(10) required unique
  children: hasMany(Child) inverse(parent)
Child:
  label: string
  parent: belongsTo(Parent) required onDelete(cascade)
  other: belongsTo(Parent) targetKey(code)
  tags: belongsToMany(Tag) through(ChildTags)
Tag:
  word: string(10)
Price:
  region: string(5) primary
  year: integer primary
  amount: integer
"""


def fill_keys(scratch: Scratch) -> None:
    """Two parents, three children that refer to them by id and by code, and their tags."""
    q, now = scratch.quoted, "'2026-01-02 03:04:05'"

    def insert(table: str, columns: str, *rows: str) -> str:
        names = ", ".join(map(q, f"{columns} createdAt updatedAt".split()))
        listed = ", ".join(f"({row}, {now}, {now})" for row in rows)
        return f"INSERT INTO {q(table)} ({names}) VALUES {listed}"

    scratch.insert_unchecked(
        insert("Parents", "name code", "'a', 'x'", "'b', 'y'"),
        insert("Children", "label ParentId OtherId", "'1', 2, 'x'", "'2', 1, NULL", "'3', 2, 'y'"),
        insert("Tags", "word", "'hot'", "'new'"),
        insert("ChildTags", "ChildId TagId", "1, 1", "1, 2", "3, 2"),
        insert("Prices", "region year amount", "'n', 2025, 1", "'n', 2026, 2", "'s', 2026, 3"),
    )


PRIMARY_KEYS = {
    "all ids become bigint": (KEYS, "id: bigint"),
    "all ids become uuid": (KEYS, "id: uuid"),
    "one id becomes bigint": (KEYS.replace("Parent:\n", "Parent:\n  $id: bigint\n"), ""),
    "one id becomes uuid": (KEYS.replace("Tag:\n", "Tag:\n  $id: uuid\n"), ""),
    "a referenced text grows": (KEYS.replace("string(10) required", "string(30) required"), ""),
    "a key gets a further column": (
        KEYS.replace("year: integer primary\n", "year: integer primary\n  kind: integer primary\n"),
        "",
    ),
    "a join table gets an id": (
        KEYS.replace("through(ChildTags)", "through(ChildTag)")
        + "ChildTag:\n  $table: ChildTags\n  $id: integer\n  note: string\n",
        "",
    ),
}


LINES = """
Order:
  total: integer
  tags: belongsToMany(Tag) through(Line)
Tag:
  word: string(10)
Line:
  order: belongsTo(Order)
  tag: belongsTo(Tag)
"""


def test_foreign_keys_without_indexes_join_and_leave_the_primary_key(
    housed: Project, checks: Checks
) -> None:
    """MySQL drops the index that it made for one when the primary key begins with its column."""
    options = f"dialects: [{checks.dialect}], index_foreign_keys: false, on_delete: cascade"
    numbered = LINES.replace("Line:\n", "Line:\n  $id: integer\n")
    rounds = ChangeRounds(housed, checks)
    for name, before, after in (("leave", LINES, numbered), ("join", numbered, LINES)):
        change = Change(resolved(before, options), resolved(after, options), read(after, options))
        rounds.run(name, change, put_rows, exact_rows=False)


def uuids_filled(scratch: Scratch) -> None:
    """The same rows with UUIDs for ids, in another order than those of the rows."""
    ids = [f"{digit}234abcd-0000-4000-8000-00000000000{digit}" for digit in "321"]
    q, now = scratch.quoted, "'2026-01-02 03:04:05'"

    def insert(table: str, columns: str, *rows: str) -> str:
        names = ", ".join(map(q, f"{columns} createdAt updatedAt".split()))
        listed = ", ".join(f"({row}, {now}, {now})" for row in rows)
        return f"INSERT INTO {q(table)} ({names}) VALUES {listed}"

    one, two, three = (f"'{each}'" for each in ids)
    scratch.insert_unchecked(
        insert("Parents", "id name code", f"{one}, 'a', 'x'", f"{two}, 'b', 'y'"),
        insert(
            "Children",
            "id label ParentId",
            f"{one}, '1', {two}",
            f"{two}, '2', {one}",
            f"{three}, '3', {two}",
        ),
        insert("Tags", "id word", f"{one}, 'hot'", f"{two}, 'new'"),
        insert("ChildTags", "ChildId TagId", f"{one}, {one}", f"{three}, {two}"),
    )


def test_uuids_become_numbers_and_come_back(housed: Project, checks: Checks) -> None:
    dialects = f"dialects: [{checks.dialect}]"
    old, new = (f"id: {kind}, {dialects}" for kind in ("uuid", "integer"))
    change = Change(resolved(KEYS, old), resolved(KEYS, new), read(KEYS, new))
    rounds = ChangeRounds(housed, checks)
    rounds.run("uuid to integer", change, uuids_filled, exact_rows=False)
    q = housed.scratch.quoted
    (rows,) = housed.scratch.query(
        f"SELECT c.{q('label')}, p.{q('name')} FROM {q('Children')} c "
        f"JOIN {q('Parents')} p ON p.{q('id')} = c.{q('ParentId')} ORDER BY 1"
    )
    assert [tuple(row) for row in rows] == [("1", "b"), ("2", "a"), ("3", "b")]


def test_a_time_with_a_default_is_added_to_rows(housed: Project, checks: Checks) -> None:
    change = single(changed(("note:", "seen: datetime default(now)\n  note:")), checks.dialect)
    ChangeRounds(housed, checks).run("default(now)", change, fill, exact_rows=True)


@pytest.mark.parametrize("kind", PRIMARY_KEYS)
def test_each_change_of_a_primary_key(housed: Project, checks: Checks, kind: str) -> None:
    after, options = PRIMARY_KEYS[kind]
    dialects = f"dialects: [{checks.dialect}]"
    both = f"{options}, {dialects}" if options else dialects
    change = Change(resolved(KEYS, dialects), resolved(after, both), read(after, both))
    assert change.outcome() is not None
    ChangeRounds(housed, checks).run(kind, change, fill_keys, exact_rows=True)
