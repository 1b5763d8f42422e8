"""`scaffold import --sql`: dumps, what is left out of them, and the scratch database."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

from scaffold.errors import SchemaError
from scaffold.importing.dump.cleaned import cleaned
from tests.importing.conftest import DATABASES
from tests.support.project import Project
from tests.support.scratch import Scratch, SqliteScratch

# What dumps have besides tables, and must not reach the server or stop the import.
AROUND = {
    "postgres": """
\\restrict abc
SET transaction_timeout = 0;
DROP DATABASE {victim};
CREATE DATABASE shop; CREATE ROLE nobody_here;
\\connect shop
{tables}
CREATE TABLE rows (a text PRIMARY KEY, b text);
ALTER TABLE rows OWNER TO nobody_here;
GRANT ALL ON rows TO nobody_here;
COPY rows (a, b) FROM stdin;
it's; \\N
$$\t"
\\.
INSERT INTO rows VALUES ('x;', 'y');
CREATE FUNCTION again() RETURNS text LANGUAGE sql AS $a$ SELECT ';' || $$'$$ /* ; */ $a$;
CREATE FUNCTION atomic(x text) RETURNS text LANGUAGE sql BEGIN ATOMIC
  SELECT 'INSERT'; SELECT 'b'; END;
""",
    "mysql": """
/*M!999999\\- enable the sandbox mode */
SET @@GLOBAL.GTID_PURGED='';
/*!40000 DROP DATABASE IF EXISTS `{victim}`*/;
CREATE DATABASE /*!32312 IF NOT EXISTS*/ `shop` /*!40100 DEFAULT CHARACTER SET utf8mb4 */;
USE `shop`;
{tables}
CREATE TABLE IF NOT EXISTS `shop`.`rows` (`a` varchar(20) PRIMARY KEY DEFAULT 'shop.`a`;');
LOCK TABLES `rows` WRITE;
INSERT INTO `rows` VALUES ('it\\'s;'),('"');
DELIMITER ;;
/*!50003 CREATE*/ /*!50017 DEFINER=`nobody_here`@`%`*/ /*!50003 TRIGGER t BEFORE INSERT ON `rows`
FOR EACH ROW BEGIN SET NEW.a = 'x'; SET NEW.a = 'y'; END */;;
DELIMITER ;
""",
    "sqlite": """
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
{tables}
CREATE TABLE rows (a text PRIMARY KEY);
INSERT INTO rows VALUES ('it''s;');
CREATE TRIGGER t AFTER INSERT ON rows BEGIN DELETE FROM rows; SELECT 1; END;
COMMIT;
""",
}
TABLES = {
    "postgres": "CREATE TABLE rows (a text PRIMARY KEY, b text);\n",
    "mysql": "CREATE TABLE `rows` (`a` varchar(20) PRIMARY KEY DEFAULT 'shop.`a`;');\n"
    "CREATE TRIGGER t BEFORE INSERT ON `rows` FOR EACH ROW SET NEW.a = 'y';\n",
    "sqlite": "CREATE TABLE rows (a text PRIMARY KEY);\n"
    "CREATE TRIGGER t AFTER INSERT ON rows BEGIN SELECT 1; END;\n",
}
BROKEN = {
    "postgres": ("CREATE TABLE a (\n  id int,\n  b nothing\n);\n", 5, 'type "nothing"'),
    "mysql": ("CREATE TABLE a (\n  id int,\n  b int int\n);\n", 5, "error in your SQL syntax"),
    "sqlite": ("CREATE TABLE a (\n  id int,\n  b = 1\n);\n", 3, 'near "="'),
}


def test_a_dump_is_imported_as_its_database(
    folder: Project, new_scratch: Callable[[], Scratch], dialect: str, tmp_path: Path
) -> None:
    scratch = new_scratch()
    tables = (DATABASES / f"{dialect}.sql").read_text()
    scratch.run_script(tables + TABLES[dialect])
    victim = urlsplit(scratch.url).path.lstrip("/")
    dump = tmp_path / "dump.sql"
    dump.write_text(AROUND[dialect].replace("{tables}", tables).replace("{victim}", victim))
    folder.scaffold("import", "--sql", str(dump), *server(scratch), "--quiet")
    folder.scaffold("check")
    expected = folder.scaffold("import", scratch.url, "-f", "url.yaml", "--dry-run").output
    assert functionless(folder.read("scaffold.yaml")) == functionless(expected)


def test_a_statement_that_fails_is_shown_with_its_line(
    folder: Project, new_scratch: Callable[[], Scratch], dialect: str, tmp_path: Path
) -> None:
    scratch = new_scratch()
    before = left_databases(scratch)
    dump = tmp_path / "dump.sql"
    statement, line, message = BROKEN[dialect]
    dump.write_text("CREATE TABLE ok (id int);\n\n" + statement)
    done = folder.scaffold("import", "--sql", str(dump), *server(scratch), code=1)
    assert re.search(rf"dump\.sql:{line}:1: .*{re.escape(message)}", done.errors), done.errors
    assert set(left_databases(scratch)) <= set(before)


@pytest.mark.parametrize(
    ("dialect", "text", "line", "message"),
    [
        ("postgres", "SELECT 1;\nSELECT 2 \\g | touch x\n", 2, "command of the client"),
        ("postgres", "\n\\! touch x\n", 2, "command of the client"),
        ("postgres", "\\i other.sql\n", 1, "command of the client"),
        ("postgres", "\\set x `touch x`\n", 1, "command of the client"),
        ("postgres", "COPY a FROM PROGRAM 'touch x';", 1, "beyond the database"),
        ("mysql", "CREATE TABLE `other`.`a` (id int);", 1, "the database other"),
        ("mysql", "DROP TABLE IF EXISTS other.a;", 1, "the database other"),
        ("sqlite", ".read other.sql\n", 1, "command of the client"),
        ("sqlite", "SELECT 1;\nATTACH 'x' AS y;", 2, "beyond the database"),
        ("mysql", "USE a; CREATE TABLE x (i int); USE b; CREATE TABLE y (i int);", 0, "a, b"),
    ],
)
def test_what_reaches_beyond_the_dump_is_refused(
    dialect: str, text: str, line: int, message: str
) -> None:
    with pytest.raises(SchemaError) as caught:
        cleaned(text, dialect, "dump.sql")
    assert message in str(caught.value)
    if line:
        assert f"dump.sql:{line}:1: " in str(caught.value)


@pytest.mark.parametrize("dialect", ["postgres", "mysql"], indirect=True)
def test_a_missing_client_server_and_right_are_named(
    folder: Project,
    new_scratch: Callable[[], Scratch],
    dialect: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scratch = new_scratch()
    dump = tmp_path / "dump.sql"
    dump.write_text("CREATE TABLE a (id int);")
    parts = urlsplit(scratch.url)
    nobody = urlunsplit(parts._replace(netloc=f"nobody:hidden1@{parts.hostname}:{parts.port}"))
    nowhere = urlunsplit(parts._replace(netloc="nobody:hidden1@127.0.0.1:1"))
    for url in (nobody, nowhere):
        done = folder.scaffold("import", "--sql", str(dump), "--database", url, code=4)
        assert "may create and drop databases" in done.errors
        assert "hidden1" not in done.text
    monkeypatch.setenv("PATH", str(tmp_path))
    done = folder.scaffold("import", "--sql", str(dump), "--database", nobody, code=4)
    assert "not installed" in done.errors
    done = folder.scaffold("import", "--sql", str(dump), "--dialect", dialect, code=2)
    assert "--database" in done.errors
    assert not (folder.root / "scaffold.yaml").exists()


@pytest.fixture
def secret_url(new_scratch: Callable[[], Scratch], dialect: str) -> Iterator[tuple[str, str]]:
    """Yield the URL of a user with a password on the server, and the password."""
    scratch, secret = new_scratch(), "hidden-secret"
    parts = urlsplit(scratch.url)
    name = parts.username
    if dialect == "mysql":
        name = "dump_reader"
        scratch.execute(f"CREATE USER IF NOT EXISTS {name} IDENTIFIED BY '{secret}'")
        scratch.execute(f"GRANT ALL ON *.* TO {name}")
    else:
        # A server that trusts local users ignores it.
        secret = parts.password or secret
    server = f"{name}:{secret}@{parts.hostname}:{parts.port}"
    yield urlunsplit(parts._replace(netloc=server)), secret
    if dialect == "mysql":
        scratch.execute(f"DROP USER {name}")


@pytest.mark.parametrize("dialect", ["postgres", "mysql"], indirect=True)
def test_ctrl_c_drops_the_scratch_database_and_ps_shows_no_password(
    folder: Project,
    new_scratch: Callable[[], Scratch],
    secret_url: tuple[str, str],
    dialect: str,
    tmp_path: Path,
) -> None:
    scratch, (url, secret) = new_scratch(), secret_url
    dump = tmp_path / "dump.sql"
    sleep = {"postgres": "SELECT pg_sleep(60);", "mysql": "SELECT SLEEP(60);"}[dialect]
    dump.write_text(f"CREATE TABLE a (id int); {sleep}")
    before = left_databases(scratch)
    process = subprocess.Popen(
        [sys.executable, "-m", "scaffold", "import", "--sql", str(dump), "--database", url],
        cwd=folder.root,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 30
    while len(left_databases(scratch)) == len(before) or not children(process.pid):
        assert time.monotonic() < deadline and process.poll() is None
        time.sleep(0.05)
    time.sleep(0.3)
    shown = children(process.pid)
    assert shown and not [each for each in shown if f"={secret}" in each or f":{secret}@" in each]
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130, errors
    assert set(left_databases(scratch)) <= set(before)


def server(scratch: Scratch) -> list[str]:
    if isinstance(scratch, SqliteScratch):
        return ["--dialect", "sqlite"]
    return ["--dialect", scratch.dialect, "--database", scratch.url]


def functionless(schema: str) -> list[str]:
    """Return a schema without its comment about where it comes from."""
    return [line for line in schema.splitlines() if not line.startswith("# ")]


def left_databases(scratch: Scratch) -> list[str]:
    """Return the scratch databases of imports that are on the server."""
    query = {
        "postgres": "SELECT datname FROM pg_database",
        "mysql": "SHOW DATABASES",
    }.get(scratch.dialect)
    if query is None:
        return []
    (rows,) = scratch.query(query)
    return [name for (name,) in rows if re.fullmatch(r"scaffold_verify_\w+_import", name)]


def children(pid: int) -> list[str]:
    """Return the command lines of the processes that a process started."""
    found = []
    for each in Path("/proc").glob("[0-9]*"):
        try:
            parent = re.search(r"^PPid:\s+(\d+)", (each / "status").read_text(), re.MULTILINE)
            if parent and int(parent[1]) == pid:
                found.append((each / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return found
