"""verify's node processes connect only to the scratch databases."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.support.node_packages import ROOT, clean_environment
from tests.support.project import Project
from tests.support.scratch import Scratch

pytestmark = pytest.mark.node

GUARD = ROOT / "scaffold" / "targets" / "sequelize" / "verify" / "guard.js"
CLOSED = "{ host: '127.0.0.1', port: 1 }"
SHOP = "{ host: '127.0.0.1', port: 1, database: 'shop' }"
OTHERS = {
    "pg.Client": f"await new (require('pg').Client)({SHOP}).connect();",
    "pg.Client with a URL": (
        "await new (require('pg').Client)('postgres://me:secret@127.0.0.1:1/shop').connect();"
    ),
    "pg.Pool": f"await new (require('pg').Pool)({SHOP}).query('SELECT 1');",
    "mysql2": (f"require('mysql2').createConnection({SHOP}).on('error', () => {{}});"),
    "mysql2 without a database": f"require('mysql2').createConnection({CLOSED});",
    "mysql2 pool": (f"await require('mysql2').createPool({SHOP}).promise().query('x');"),
    "mysql2/promise": (f"await require('mysql2/promise').createConnection({SHOP});"),
    "sqlite3": "new (require('sqlite3').Database)('shop.sqlite');",
    "sqlite3 verbose": "new (require('sqlite3').verbose().Database)('shop.sqlite');",
    "sqlite3 URI": "new (require('sqlite3').Database)('file:shop.sqlite?mode=rwc', 0x46);",
    "sqlite3.cached": "new (require('sqlite3').cached.Database)('shop.sqlite');",
    "Sequelize": "new (require('sequelize'))('sqlite:shop.sqlite');",
    "{ Sequelize }": "new (require('sequelize').Sequelize)('postgres://127.0.0.1:1/shop');",
    "sequelize.constructor": (
        "const { Sequelize } = require('sequelize');"
        "const { constructor } = new Sequelize(`sqlite:${scratch}`);"
        "new constructor('sqlite:shop.sqlite');"
    ),
    "sequelize.Sequelize": (
        "const { Sequelize } = require('sequelize');"
        "new (new Sequelize('sqlite::memory:').Sequelize)('sqlite:shop.sqlite');"
    ),
    "a driver of Sequelize's own": (
        "const Sequelize = require('sequelize');"
        "const ours = new Sequelize(`sqlite:${scratch}`);"
        "ours.options.storage = 'shop.sqlite';"
        "await ours.authenticate();"
    ),
    "ATTACH": (
        "const db = new (require('sqlite3').Database)(scratch);"
        "db.exec(\" attach 'shop.sqlite' as other\");"
    ),
    "VACUUM INTO": (
        "const Sequelize = require('sequelize');"
        "await new Sequelize(`sqlite:${scratch}`).query(\"VACUUM INTO 'shop.sqlite'\");"
    ),
}
ALLOWED = {
    "the scratch file": "new (require('sqlite3').Database)(scratch);",
    "memory": "new (require('sqlite3').Database)(':memory:');",
    "Sequelize": "await new (require('sequelize'))(`sqlite:${scratch}`).query('SELECT 1');",
    "a word at the start of a value": (
        "await new (require('sequelize'))('sqlite::memory:').query(\"SELECT 'attach'\");"
    ),
}


def answers(
    project: Project, cases: dict[str, str], names: list[str], **values: str
) -> dict[str, list[str]]:
    """The refusals of each case, run one after the other in one node process."""
    project.write("case.js", "module.exports = (work) => work();\n")
    lines = [f"'use strict';\nconst guard = require({json.dumps(str(GUARD))});"]
    lines += [f"const {name} = {json.dumps(value)};" for name, value in values.items()]
    lines.append("const found = {};\n(async () => {")
    for name, code in cases.items():
        # What it swallows is a refusal all the same.
        lines.append(f"try {{ await (async () => {{ {code} }})(); }} catch (error) {{}}")
        lines.append(f"found[{json.dumps(name)}] = guard.takeRefusals();")
    lines.append("process.stdout.write(JSON.stringify(found), () => process.exit());\n})();")
    project.write("cases.js", "\n".join(lines))
    done = subprocess.run(
        ["node", "cases.js"],
        cwd=project.root,
        env=clean_environment({"SCAFFOLD_SCRATCH": json.dumps(names)}),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    # Sequelize logs its statements.
    found: dict[str, list[str]] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_connections_to_other_databases_are_refused_and_named(project: Project) -> None:
    scratch = str(project.root / "scratch.sqlite")
    found = answers(project, OTHERS, [scratch], scratch=scratch)
    assert [*found] == [*OTHERS]
    for name, refusals in found.items():
        assert len(refusals) == 1, (name, refusals)
        wanted = "no database" if "without" in name else "shop"
        assert wanted in refusals[0], (name, refusals)
        assert refusals[0].startswith("cases.js:"), refusals
        assert "secret" not in refusals[0]
    assert not (project.root / "shop.sqlite").exists()


def test_connections_to_the_scratch_database_are_not_refused(project: Project) -> None:
    scratch = str(project.root / "scratch.sqlite")
    found = answers(project, ALLOWED, [scratch], scratch=scratch)
    assert found == {name: [] for name in ALLOWED}


@pytest.mark.parametrize("dialect", ["mysql", "postgres"], indirect=True)
def test_statements_that_reach_another_database_are_refused(
    project: Project, new_scratch: Callable[[], Scratch]
) -> None:
    location, other = new_scratch(), new_scratch()
    ours, theirs = (Path(urlsplit(each.url).path).name for each in (location, other))
    run = {
        "mysql": "const query = (sql) => db.promise().query(sql);"
        "const db = require('mysql2').createConnection(url);",
        "postgres": "const db = new (require('pg').Client)(url); await db.connect();"
        "const query = (sql) => db.query(sql);",
    }[location.dialect]
    statements = {
        "mysql": ["USE `{theirs}`", "drop database {theirs}", "DROP SCHEMA IF EXISTS `{theirs}`"],
        "postgres": ['DROP DATABASE "{theirs}"', "alter database {theirs} rename to x"],
    }[location.dialect]
    cases = {
        sql: f"{run} try {{ await query({json.dumps(sql)}) }} finally {{ await db.end() }}"
        for sql in (each.format(theirs=theirs) for each in statements)
    }
    if location.dialect == "mysql":
        cases["changeUser"] = (
            f"{run} try {{ await db.promise().changeUser({{ database: '{theirs}' }}) }}"
            " finally { await db.end() }"
        )
    found = answers(project, cases, [ours], url=location.url)
    assert all(len(each) == 1 and theirs in each[0] for each in found.values()), found
    fine = {"mysql": f"USE {ours}", "postgres": "CREATE SCHEMA database"}[location.dialect]
    case = {"fine": f"{run} try {{ await query({json.dumps(fine)}) }} finally {{ db.end() }}"}
    assert answers(project, case, [ours], url=location.url) == {"fine": []}
    assert other.query("SELECT 1") == [[(1,)]]
