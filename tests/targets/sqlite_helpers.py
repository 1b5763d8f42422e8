"""Call the helpers that change SQLite's tables in migrations, in both languages."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations

from scaffold.database.operations import AddCheck, AddForeignKey, AddUnique, Operation
from scaffold.database.tables import Check, Database, ForeignKey, TableName, Unique
from scaffold.migrations import Migration
from tests.support import node_worker
from tests.targets.alembic_rendering import python_files, revision_files
from tests.targets.rendering import HEAD, helper_texts

T = TableName("T")
EVERY: tuple[Operation, ...] = (
    AddUnique(T, Unique("T_a_key", "a")),
    AddCheck(T, Check("T_check", "{a} > 0")),
    AddForeignKey(T, ForeignKey("T_a_fkey", "a", T, "id", "CASCADE", "CASCADE")),
)
ALONE = Database((), ("sqlite",))
# The exported names: what each call of a test is in JavaScript and in Python.
CALLS = {
    "add_unique": "addUnique",
    "drop_unique": "removeUnique",
    "add_check": "addCheck",
    "drop_check": "removeCheck",
    "add_foreign_key": "addForeignKey",
    "drop_foreign_key": "removeForeignKey",
    "change_type": "changeType",
    "edit_table": "editTable",
    "rebuild_table": "rebuildTable",
}
# Where a database is: in memory, in a file, in a file with a write-ahead log.
STORAGES = (
    "memory",
    pytest.param("file", marks=pytest.mark.slow),
    pytest.param("wal", marks=pytest.mark.slow),
)


@dataclass(frozen=True, slots=True)
class State:
    """All that a database holds: definitions, rows as SQL, and what SQLite thinks of it."""

    objects: tuple[tuple[str | None, ...], ...]
    tables: dict[str, tuple[str, ...]]
    integrity: str = "ok"
    orphans: int = 0
    keys: int = 1
    writable: int = 0
    error: str | None = None

    def definition(self, table: str) -> str:
        """The stored text of a table."""
        return next(sql for _, name, _, sql in self.objects if name == table and sql)


@dataclass(frozen=True, slots=True)
class Case:
    """Statements that create a database, and calls in order, each in its own transaction.

    A call is a name of CALLS and arguments: the table, then what it is about. An edit is a
    mapping of one key: `add` a clause, `remove` the clause of that number, or `replace` a text
    in every clause by another.
    """

    setup: Sequence[str]
    calls: Sequence[tuple[Any, ...]] = ()


Run = Callable[[Iterable[Case], str], list[list[State]]]


def run_node(
    cases: Iterable[Case], storage: str, folder: Path, packages: Path
) -> list[list[State]]:
    """The states of each case, before its calls and after each of them, with Sequelize."""
    for path, text in helper_texts(
        ("sqlite-columns-1", "sqlite-constraints-1", "sqlite-tables-1")
    ).items():
        write = folder / path
        write.parent.mkdir(exist_ok=True)
        write.write_text(text)
    file = folder / "helpers.js"
    file.write_text(
        "module.exports.helpers = {\n"
        "  ...require('./helpers/sqlite-constraints-1'),\n"
        "  ...require('./helpers/sqlite-tables-1'),\n"
        "  changeType: (queryInterface, table, column, type, transaction) =>\n"
        "    require('./helpers/sqlite-columns-1').changeColumn(\n"
        "      queryInterface, table, column, { type }, { transaction },\n"
        "    ),\n};\n"
    )
    asked = [
        {
            "storage": ":memory:" if storage == "memory" else str(folder / f"{at}.sqlite"),
            "wal": storage == "wal",
            "setup": case.setup,
            "calls": [_in_javascript(*call) for call in case.calls],
        }
        for at, case in enumerate(cases)
    ]
    found = node_worker.ask(
        "helpers", folder, packages=str(packages.parent), file=file.name, cases=asked
    )
    return [[_state(each) for each in states] for states in found]


def run_python(cases: Iterable[Case], storage: str, folder: Path) -> list[list[State]]:
    """The same with the generated engine and Alembic's operations."""
    create_engine = _module(folder, "database", _engine_text()).create_engine
    migration = Migration("20260101000001", "change-it", "change", EVERY)
    text = next(
        text for path, text in revision_files(ALONE, (migration,)).items() if "helpers/" in path
    )
    helpers = _module(folder, "helpers", text)
    found = []
    for at, case in enumerate(cases):
        engine = create_engine(
            "sqlite://" if storage == "memory" else f"sqlite:///{folder}/{at}.db"
        )
        with engine.connect() as connection:
            if storage == "wal":
                connection.connection.execute("PRAGMA journal_mode = WAL")
            for statement in case.setup:
                connection.exec_driver_sql(statement)
            connection.commit()
            states = [_python_state(connection, None)]
            for call in case.calls:
                states.append(_python_state(connection, _called(connection, helpers, call)))
        engine.dispose()
        found.append(states)
    return found


def _called(connection: Any, helpers: Any, call: tuple[Any, ...]) -> str | None:
    """Call a helper as Alembic would; its error's message."""
    name, table, *rest = call
    context = MigrationContext.configure(connection, opts={"transactional_ddl": True})
    try:
        with connection.begin(), Operations.context(context):
            if name in ("edit_table", "rebuild_table"):
                getattr(helpers, name)(table, _python_edit(helpers, *rest))
            elif name == "add_foreign_key":
                title, column, target, key = rest
                actions = {"onupdate": "CASCADE", "ondelete": "CASCADE"}
                helpers.add_foreign_key(title, table, target, column, key, **actions)
            else:
                title, *rest = rest
                getattr(helpers, name)(title, table, *rest)
    except Exception as error:
        return str(getattr(error, "orig", error))
    return None


def _python_edit(helpers: Any, edit: dict[str, Any]) -> Callable[[list[Any]], list[Any]]:
    ((kind, given),) = edit.items()

    def change(clauses: list[Any]) -> list[Any]:
        if kind == "add":
            return [*clauses, helpers.Clause(",", f" {given}")]
        if kind == "remove":
            return [clause for at, clause in enumerate(clauses) if at != given]
        for clause in clauses:
            clause.text = clause.text.replace(given[0], given[1], 1)
        return clauses

    return change


def _in_javascript(name: str, table: str, *rest: Any) -> list[Any]:
    if name == "add_foreign_key":
        title, column, target, key = rest
        references = {"table": target, "field": key}
        actions = {"onUpdate": "CASCADE", "onDelete": "CASCADE"}
        return [
            CALLS[name],
            table,
            {"name": title, "fields": [column], "references": references, **actions},
        ]
    return [CALLS[name], table, *rest]


def _engine_text() -> str:
    text = f"{HEAD}options: {{dialects: [sqlite]}}\nmodels: {{A: {{a: string}}}}\n"
    return python_files(text)["models/database.py"]


def _module(folder: Path, name: str, text: str) -> Any:
    file = folder / f"{name}.py"
    file.write_text(text)
    spec = importlib.util.spec_from_file_location(f"sqlite_helpers_{name}", file)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def _python_state(connection: Any, error: str | None) -> State:
    def rows(sql: str) -> list[Any]:
        found = connection.exec_driver_sql(sql).all()
        connection.rollback()
        return [tuple(row) for row in found]

    objects = rows("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name")
    tables = {}
    for kind, name, _, _ in objects:
        if kind == "table" and name != "sqlite_stat1":
            columns = rows(f"PRAGMA table_xinfo({_quoted(name)})")
            values = " || ' ' || ".join(f"quote({_quoted(each[1])})" for each in columns)
            found = rows(f"SELECT {values} AS it FROM {_quoted(name)} ORDER BY 1")
            tables[name] = [it for (it,) in found]
    return _state(
        {
            "objects": objects,
            "tables": tables,
            "integrity": rows("PRAGMA integrity_check")[0][0],
            "orphans": len(rows("SELECT * FROM pragma_foreign_key_check")),
            "keys": rows("PRAGMA foreign_keys")[0][0],
            "writable": rows("PRAGMA writable_schema")[0][0],
            "error": error,
        }
    )


def _state(said: dict[str, Any]) -> State:
    objects = tuple(tuple(each) for each in said.pop("objects"))
    tables = {name: tuple(rows) for name, rows in said.pop("tables").items()}
    if "sqlite_sequence" in tables:
        # A counter of 0 is that of a table without one.
        counters = tables["sqlite_sequence"]
        tables["sqlite_sequence"] = tuple(each for each in counters if not each.endswith(" 0"))
    return State(objects, tables, **said)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
