"""verify's Python process connects only to the scratch databases."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.support.node_packages import ROOT, clean_environment
from tests.support.project import Project
from tests.support.scratch import Scratch

pytestmark = pytest.mark.slow

CHILD = ROOT / "scaffold" / "targets" / "sqlalchemy" / "verify"
CLOSED = "host='127.0.0.1', port=1"
OTHERS = {
    "psycopg.connect": f"import psycopg; psycopg.connect(dbname='shop', {CLOSED})",
    "psycopg with a URL": (
        "import psycopg; psycopg.connect('postgresql://me:secret@127.0.0.1:1/shop')"
    ),
    "psycopg.Connection": (
        f"from psycopg import Connection; Connection.connect('dbname=shop', {CLOSED})"
    ),
    "psycopg without a database": f"from psycopg import connect; connect({CLOSED})",
    "psycopg.AsyncConnection": (
        "import asyncio, psycopg;"
        f"asyncio.run(psycopg.AsyncConnection.connect('dbname=shop', {CLOSED}))"
    ),
    "pymysql.connect": f"import pymysql; pymysql.connect(database='shop', {CLOSED})",
    "pymysql without a database": f"import pymysql; pymysql.connect({CLOSED})",
    "sqlite3.connect": "import sqlite3; sqlite3.connect('shop.sqlite')",
    "sqlite3.connect of a path": (
        "import pathlib, sqlite3; sqlite3.connect(pathlib.Path('shop.sqlite'))"
    ),
    "sqlite3.connect of a URI": "import sqlite3; sqlite3.connect('file:shop.sqlite', uri=True)",
    "sqlite3.Connection": "import sqlite3; sqlite3.Connection('shop.sqlite')",
    "engine of PostgreSQL": (
        "import sqlalchemy; sqlalchemy.create_engine("
        "'postgresql+psycopg://me:secret@127.0.0.1:1/shop').connect()"
    ),
    "engine of MySQL": (
        "import sqlalchemy; sqlalchemy.create_engine("
        "'mysql+pymysql://me:secret@127.0.0.1:1/shop').connect()"
    ),
    "engine of SQLite": (
        "import sqlalchemy; sqlalchemy.create_engine('sqlite:///shop.sqlite').connect()"
    ),
    "engine of another driver": (
        "import sqlalchemy, types;"
        "engine = sqlalchemy.create_engine('sqlite:///:memory:');"
        "engine.url = sqlalchemy.make_url('postgresql://me:secret@127.0.0.1:1/shop');"
        "engine.connect()"
    ),
    "ATTACH": (
        "import sqlalchemy; sqlalchemy.create_engine(f'sqlite:///{scratch}').connect()"
        ".exec_driver_sql(\"attach 'shop.sqlite' as other\")"
    ),
    "VACUUM INTO": (
        "import sqlalchemy; sqlalchemy.create_engine(f'sqlite:///{scratch}').connect()"
        ".execution_options(isolation_level='AUTOCOMMIT')"
        ".exec_driver_sql(\"VACUUM INTO 'shop.sqlite'\")"
    ),
}
ALLOWED = {
    "the scratch file": "import sqlite3; sqlite3.connect(scratch).execute('CREATE TABLE a (b)')",
    "memory": "import sqlite3; sqlite3.connect(':memory:')",
    "an engine": (
        "import sqlalchemy; sqlalchemy.create_engine(f'sqlite:///{scratch}').connect()"
        ".exec_driver_sql('SELECT 1')"
    ),
    "VACUUM": "import sqlite3; sqlite3.connect(scratch).execute('VACUUM')",
}


def answers(
    folder: Path, cases: dict[str, str], names: list[str], **values: str
) -> dict[str, list[str]]:
    """The refusals of each case, run one after the other in one Python process."""
    lines = [
        "import json, sys",
        f"sys.path.insert(0, {str(CHILD)!r})",
        "from scaffold_child.guard import Guard",
        f"guard = Guard({names!r})",
        "guard.install()",
        "guard.watch_engines()",
        "found = {}",
        *(f"{name} = {value!r}" for name, value in values.items()),
    ]
    for name, code in cases.items():
        # What it swallows is a refusal all the same.
        lines += ["try:", f"    {code}", "except Exception as error:", "    pass"]
        lines.append(f"found[{name!r}] = guard.take_refusals()")
    (folder / "cases.py").write_text("\n".join([*lines, "print(json.dumps(found))"]))
    done = subprocess.run(
        [sys.executable, "cases.py"],
        cwd=folder,
        env=clean_environment(),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


def test_connections_to_other_databases_are_refused_and_named(tmp_path: Path) -> None:
    scratch = str(tmp_path / "scratch.sqlite")
    found = answers(tmp_path, OTHERS, [scratch], scratch=scratch)
    assert [*found] == [*OTHERS]
    for name, refusals in found.items():
        assert len(refusals) == 1, (name, refusals)
        wanted = "no database" if "without" in name else "shop"
        assert wanted in refusals[0], (name, refusals)
        assert refusals[0].startswith("cases.py:"), refusals
        assert "secret" not in refusals[0]
    assert not (tmp_path / "shop.sqlite").exists()


def test_connections_to_the_scratch_database_are_not_refused(tmp_path: Path) -> None:
    scratch = str(tmp_path / "scratch.sqlite")
    assert answers(tmp_path, ALLOWED, [scratch], scratch=scratch) == {name: [] for name in ALLOWED}


@pytest.mark.parametrize("dialect", ["mysql", "postgres"], indirect=True)
def test_statements_that_reach_another_database_are_refused(
    tmp_path: Path, new_scratch: Callable[[], Scratch]
) -> None:
    location, other = new_scratch(), new_scratch()
    ours, theirs = (Path(urlsplit(each.url).path).name for each in (location, other))
    driver = {"mysql": "mysql+pymysql", "postgres": "postgresql+psycopg"}[location.dialect]
    url = f"{driver}://{urlsplit(location.url).netloc}/{ours}"
    run = "import sqlalchemy; sqlalchemy.create_engine(url, isolation_level='AUTOCOMMIT').connect()"
    statements = {
        "mysql": [f"USE `{theirs}`", f"drop database {theirs}", f"DROP SCHEMA IF EXISTS {theirs}"],
        "postgres": [f'DROP DATABASE "{theirs}"', f"alter database {theirs} rename to x"],
    }[location.dialect]
    cases = {sql: f"{run}.exec_driver_sql({sql!r})" for sql in statements}
    if location.dialect == "mysql":
        cases["select_db"] = (
            "import sqlalchemy; engine = sqlalchemy.create_engine(url);"
            f"engine.raw_connection().select_db({theirs!r})"
        )
    found = answers(tmp_path, cases, [ours], url=url)
    assert all(len(each) == 1 and theirs in each[0] for each in found.values()), found
    fine = {"mysql": f"USE {ours}", "postgres": "CREATE SCHEMA database"}[location.dialect]
    case = {"fine": f"{run}.exec_driver_sql({fine!r})"}
    assert answers(tmp_path, case, [ours], url=url) == {"fine": []}
    assert other.query("SELECT 1") == [[(1,)]]


def test_env_py_with_its_own_url_fails_the_check(folder: Project) -> None:
    """The way `alembic init` leaves it: what is there would be downgraded to nothing."""
    folder.schema(
        "version: 1\ntargets: {sqlalchemy: {directory: .}}\nmodels:\n  Tag: {label: string}\n"
    )
    folder.generate()
    own = folder.root / "own.sqlite"
    env = folder.root / "migrations" / "env.py"
    text = env.read_text()
    online = "engine = create_engine(database_url(), "
    assert online in text
    env.write_text(text.replace(online, f"engine = create_engine('sqlite:///{own}', "))
    run = folder.scaffold("verify", code=1)
    assert "failed  upgrade" in run.output
    assert f"opens the SQLite file {own}, which verify did not create" in run.output
    assert "migrations/env.py:" in run.output
    assert not own.exists()
