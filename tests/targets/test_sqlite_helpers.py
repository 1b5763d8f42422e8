"""The helpers of migrations change SQLite's tables without loss, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.targets.awkward_tables import TABLES, Awkward
from tests.targets.sqlite_helpers import STORAGES, Case, State, run_node, run_python

Run = Callable[[Iterable[Case], str], list[list[State]]]


@pytest.fixture(params=["python", pytest.param("node", marks=pytest.mark.node)])
def run(request: pytest.FixtureRequest, tmp_path: Path) -> Run:
    """Runs cases in one of the languages."""
    if request.param == "python":
        return lambda cases, storage: run_python(cases, storage, tmp_path)
    packages = request.getfixturevalue("node_env")
    return lambda cases, storage: run_node(cases, storage, tmp_path, packages)


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def with_clause(definition: str, clause: str) -> str:
    """The definition with a constraint more, before the parenthesis that closes it."""
    at = definition.rindex(")")
    return f"{definition[:at]}, {clause}{definition[at:]}"


def calls_of(each: Awkward) -> list[tuple[object, ...]]:
    table, column, q = each.table, each.column, quoted(each.column)
    return [
        ("rebuild_table", table, {"replace": ["not there", ""]}),
        ("add_unique", table, "the, (key)", column),
        ("drop_unique", table, "the, (key)", column),
        ("add_check", table, "the_check", f"{q} <> '), (' OR {q} IS NULL"),
        ("drop_check", table, "the_check"),
    ]


@pytest.mark.slow
@pytest.mark.parametrize("storage", STORAGES)
def test_rebuilt_tables_keep_all_rows_and_definitions(run: Run, storage: str) -> None:
    found = run([Case(each.statements, calls_of(each)) for each in TABLES.values()], storage)
    for (name, each), states in zip(TABLES.items(), found, strict=True):
        start, rebuilt, unique, without_unique, checked, unchecked = states
        definition, q = start.definition(each.table), quoted(each.column)
        assert start.integrity == "ok" and start.keys == 1, name
        assert rebuilt == start, name
        assert without_unique == start, name
        assert unchecked == start, name
        clause = f'CONSTRAINT "the, (key)" UNIQUE ({q})'
        expected = with_clause(definition, clause)
        assert unique.error is None and unique.definition(each.table) == expected, name
        assert without(unique, each.table) == without(start, each.table), name
        clause = f"CONSTRAINT \"the_check\" CHECK ({q} <> '), (' OR {q} IS NULL)"
        expected = with_clause(definition, clause)
        assert checked.error is None and checked.definition(each.table) == expected, name
        assert without(checked, each.table) == without(start, each.table), name


@pytest.mark.node
def test_a_column_of_an_awkward_table_gets_another_type_and_nothing_else_changes(
    tmp_path: Path, node_env: Path
) -> None:
    cases = [
        Case(each.statements, [("change_type", each.table, each.column, "VARCHAR(99)")])
        for each in TABLES.values()
    ]
    changed = 0
    for (name, each), states in zip(
        TABLES.items(), run_node(cases, "file", tmp_path, node_env), strict=True
    ):
        start, after = states
        assert after.integrity == "ok" and after.keys == 1 and after.writable == 0, name
        counts = [{table: len(rows) for table, rows in one.tables.items()} for one in states]
        assert counts[0] == counts[1], name
        if after.error:
            assert replace(after, error=None) == start, name
            continue
        changed += 1
        assert "VARCHAR(99)" in after.definition(each.table), name
        assert without(replace(after, tables={}), each.table) == without(
            replace(start, tables={}), each.table
        ), name
    assert changed > len(TABLES) / 2


def without(state: State, table: str) -> State:
    """The state but for a table's definition and the indexes that belong to it."""
    objects = tuple(
        (kind, name, owner, sql)
        for kind, name, owner, sql in state.objects
        if sql and (kind, name) != ("table", table)
    )
    return replace(state, objects=objects)


BOOKS = (
    "CREATE TABLE T (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT, n INTEGER DEFAULT 3, "
    "code TEXT NOT NULL, UNIQUE (`code`), CONSTRAINT n_check CHECK (n < 9))",
    "CREATE TABLE child (t TEXT NOT NULL REFERENCES T (code) ON DELETE CASCADE)",
    "CREATE TABLE plain (id INTEGER PRIMARY KEY, x TEXT)",
    "INSERT INTO plain VALUES (3, 'x')",
    "CREATE INDEX T_a_idx ON T (a)",
    "INSERT INTO T VALUES (1, 'x', 1, 'p'), (2, 'x', NULL, 'q'), (7, NULL, 3, 'r')",
    "DELETE FROM T WHERE id = 7",
    "INSERT INTO child VALUES ('p'), ('q')",
)
# A call that is wrong, and what its error says.
MISTAKES: list[tuple[tuple[object, ...], str]] = [
    (("drop_check", "T", "T_check"), "T has no constraint T_check"),
    (("drop_check", "T", "N_CHECK"), "T has no constraint N_CHECK"),
    (("drop_unique", "T", "T_a_key", "a"), "T has no constraint T_a_key"),
    (("drop_foreign_key", "T", "T_a_fkey", "a"), "T has no constraint T_a_fkey"),
    (("add_check", "none", "none_check", "1"), "no such table: none"),
    (("edit_table", "none", {"add": "CHECK (1)"}), "there is no table none"),
    (("edit_table", "T_a_idx", {"add": "CHECK (1)"}), "there is no table T_a_idx"),
    (("rebuild_table", "none", {"add": "CHECK (1)"}), "no such table: none"),
    # Violations by existing rows are reported before anything is changed.
    (("add_unique", "T", "T_a_key", "a"), "T has rows that T_a_key does not allow: SELECT "),
    (("add_check", "T", "low", "n < 1"), "T has rows that low does not allow: SELECT "),
    (
        ("add_foreign_key", "child", "child_t_fkey", "t", "T", "id"),
        "child has rows that child_t_fkey does not allow: PRAGMA foreign_key_check",
    ),
    # What no file could be read with.
    (("edit_table", "T", {"add": "CHECK (n"}), "malformed database schema (T)"),
    (("edit_table", "T", {"add": "CHECK (none > 1)"}), "no such column: none"),
    (("edit_table", "T", {"add": "UNIQUE (none)"}), "malformed database schema (T)"),
    (("edit_table", "T", {"add": "z TEXT"}), 'near "z"'),
    (("rebuild_table", "T", {"add": "CHECK (n"}), "incomplete input"),
    (("rebuild_table", "T", {"add": "CHECK (none > 1)"}), "no such column: none"),
    # What stored rows and indexes do not fit.
    (("edit_table", "T", {"add": "UNIQUE (a)"}), "malformed"),
    (("edit_table", "T", {"add": "UNIQUE (n)"}), "malformed"),
    (("edit_table", "T", {"remove": 7}), "malformed"),
    (("edit_table", "plain", {"replace": ["id INTEGER", "id BIGINT"]}), "malformed"),
    (("edit_table", "T", {"replace": ["n INTEGER", "n INTEGER NOT NULL"]}), "NULL value in T.n"),
    (("edit_table", "T", {"replace": ["n INTEGER", "n TEXT"]}), "T cannot be changed: "),
    (("edit_table", "T", {"replace": ["n < 9", "n < 1"]}), "CHECK constraint failed in T"),
    (("edit_table", "plain", {"remove": 2}), "plain would have other columns: CREATE TABLE"),
    (("edit_table", "plain", {"replace": ["x TEXT", "y TEXT"]}), "plain would have other columns"),
    (("rebuild_table", "T", {"remove": 2}), "no column named a"),
    (("rebuild_table", "T", {"replace": ["a TEXT", "b TEXT"]}), "no column named a"),
    (("rebuild_table", "T", {"add": "UNIQUE (a)"}), "UNIQUE constraint failed"),
    (("rebuild_table", "T", {"add": "CHECK (n < 1) ON CONFLICT IGNORE"}), "CHECK constraint"),
    (("rebuild_table", "T", {"replace": ["n INTEGER", "n INTEGER NOT NULL"]}), "NOT NULL"),
    # What rows of other tables refer to.
    (("drop_unique", "T", "T_code_key", "code"), "foreign key mismatch"),
]


@pytest.mark.slow
@pytest.mark.parametrize("storage", STORAGES)
def test_mistake_is_reported_and_changes_nothing(run: Run, storage: str) -> None:
    good = ("add_unique", "T", "T_code2_key", "code"), ("drop_unique", "T", "T_code2_key", "code")
    found = run([Case(BOOKS, [call, *good]) for call, _ in MISTAKES], storage)
    for (call, message), (start, after, *usable) in zip(MISTAKES, found, strict=True):
        assert after.error is not None and message in after.error, (call, after.error)
        assert replace(after, error=None) == start, call
        # The connection is none the worse.
        assert [state.error for state in usable] == [None, None], call
        assert usable[-1] == start, call


def test_a_view_that_cannot_be_read_stops_a_rebuild(run: Run) -> None:
    broken = (*BOOKS, "CREATE VIEW V AS SELECT none FROM T")
    ((start, after),) = run([Case(broken, [("add_unique", "T", "T_code2_key", "code")])], "file")
    assert after.error and "error in view V" in after.error
    assert replace(after, error=None) == start


@pytest.mark.parametrize(
    ("definition", "left"),
    [
        # As SQLAlchemy's CREATE TABLE has it, and in other hands.
        (
            "CREATE TABLE t (\n\tn INTEGER, \n\tCONSTRAINT gone CHECK (n > 0), \n\tUNIQUE (n)\n)",
            "CREATE TABLE t (\n\tn INTEGER, \n\tUNIQUE (n)\n)",
        ),
        ('CREATE TABLE t (n, CONSTRAINT "gone" CHECK (n > 0))', "CREATE TABLE t (n)"),
        (
            "CREATE TABLE t (n INT, constraint [gone] check(n>0)) STRICT",
            "CREATE TABLE t (n INT) STRICT",
        ),
        (
            "CREATE TABLE t (n, CONSTRAINT `gone`CHECK(n > 0),UNIQUE(n))",
            "CREATE TABLE t (n,UNIQUE(n))",
        ),
        (
            "CREATE TABLE t (n INT CONSTRAINT 'gone' CHECK (n > 0) DEFAULT 1, b)",
            "CREATE TABLE t (n INT DEFAULT 1, b)",
        ),
        (
            "CREATE TABLE t (n, CONSTRAINT gone CHECK (n > 0) CHECK (n > 1))",
            "CREATE TABLE t (n,CHECK (n > 1))",
        ),
        (
            "CREATE TABLE t (n, /* CONSTRAINT gone CHECK */ CONSTRAINT /* ( */ gone --,\n"
            " CHECK (n <> ', CONSTRAINT gone CHECK (n)'), CHECK (1))",
            "CREATE TABLE t (n, CHECK (1))",
        ),
        ("CREATE TABLE t (gone CONSTRAINT gone CHECK (gone > 0))", "CREATE TABLE t (gone)"),
    ],
)
def test_named_check_is_found_in_any_spelling(run: Run, definition: str, left: str) -> None:
    rows = "INSERT INTO t DEFAULT VALUES"
    ((_, after),) = run([Case((definition, rows), [("drop_check", "t", "gone")])], "file")
    assert after.error is None
    assert " ".join(after.definition("t").split()) == " ".join(left.split())


@pytest.mark.parametrize(
    ("definition", "left"),
    [
        ("CREATE TABLE `t` (`n` INTEGER, `b` TEXT, UNIQUE (`n`), UNIQUE (`n`, `b`))", "gone"),
    ],
)
def test_a_unique_constraint_without_a_name_is_found_by_its_column(
    run: Run, definition: str, left: str
) -> None:
    ((_, after),) = run([Case((definition,), [("drop_unique", "t", left, "n")])], "file")
    assert after.error is None
    assert after.definition("t") == "CREATE TABLE `t` (`n` INTEGER, `b` TEXT, UNIQUE (`n`, `b`))"


def test_a_foreign_key_is_added_and_dropped_by_name(run: Run) -> None:
    setup = (
        *BOOKS,
        'CREATE TABLE later (t TEXT, "q ""r" INTEGER)',
        "INSERT INTO later VALUES ('q', 2)",
    )
    calls = [
        ("add_foreign_key", "later", "later_t_fkey", "t", "T", "code"),
        ("add_foreign_key", "later", 'a "key"', 'q "r', "T", "id"),
        ("drop_foreign_key", "later", "later_t_fkey", "t"),
        ("drop_foreign_key", "later", 'a "key"', 'q "r'),
    ]
    ((start, one, both, other, none),) = run([Case(setup, calls)], "file")
    assert [each.error for each in (one, both, other, none)] == [None] * 4
    first, second = (
        ' REFERENCES "T" ("code") ON DELETE CASCADE ON UPDATE CASCADE',
        ' REFERENCES "T" ("id") ON DELETE CASCADE ON UPDATE CASCADE',
    )
    assert one.definition("later") == f'CREATE TABLE later (t TEXT{first}, "q ""r" INTEGER)'
    assert (
        both.definition("later") == f'CREATE TABLE later (t TEXT{first}, "q ""r" INTEGER{second})'
    )
    assert other.definition("later") == f'CREATE TABLE later (t TEXT, "q ""r" INTEGER{second})'
    assert none == start
