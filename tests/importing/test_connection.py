"""How an existing database is reached: URLs, drivers, rights, and where the password is not."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest

from scaffold.errors import EnvironmentFailure, UsageError
from scaffold.importing.connection import driver_rows
from scaffold.importing.connection.database_url import parse_url
from scaffold.importing.connection.read_database import read_database
from tests.conftest import MakeProject
from tests.support.project import Project
from tests.support.scratch import Scratch

SECRET = "very-secret%20word"


@pytest.mark.parametrize(
    ("url", "dialect", "database"),
    [
        ("postgres://u:p@h:5/shop", "postgres", "shop"),
        ("postgresql+psycopg://u@h/shop?sslmode=require", "postgres", "shop"),
        ("mysql+pymysql://u:a%40b@h/shop", "mysql", "shop"),
        ("mariadb://h/shop", "mysql", "shop"),
        ("sqlite:shop.db", "sqlite", "shop.db"),
        ("sqlite:///shop.db", "sqlite", "shop.db"),
        ("sqlite:////data/shop.db", "sqlite", "/data/shop.db"),
        ("shop.sqlite3", "sqlite", "shop.sqlite3"),
    ],
)
def test_urls_of_both_languages(url: str, dialect: str, database: str) -> None:
    found = parse_url(url)
    assert found.dialect == dialect
    if dialect == "sqlite":
        assert Path(found.database) == Path(database).absolute()
    else:
        assert found.database == database
        assert found.host == "h"


@pytest.mark.parametrize(
    "url", ["oracle://u:hidden1@h/x", "postgres:hidden1", "postgres://u:hid/den1@h/x", "mysql://h"]
)
def test_messages_show_no_part_of_an_invalid_url(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_url(url)
    assert "hidden1" not in str(caught.value)
    assert "den1" not in str(caught.value)


@pytest.mark.parametrize("dialect", ["postgres"], indirect=True)
def test_a_role_that_may_not_write_suffices_and_its_password_is_nowhere(
    folder: Project, new_scratch: Callable[[], Scratch]
) -> None:
    scratch = new_scratch()
    role = "reader_" + urlsplit(scratch.url).path.rpartition("_")[2]
    scratch.execute(
        "CREATE TABLE users (id serial PRIMARY KEY, name text NOT NULL)",
        f"CREATE ROLE {role} LOGIN PASSWORD 'very-secret word'",
        f"ALTER ROLE {role} SET default_transaction_read_only = on",
        "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    )
    try:
        parts = urlsplit(scratch.url)
        netloc = f"{role}:{SECRET}@{parts.hostname}:{parts.port}"
        url = urlunsplit(parts._replace(netloc=netloc))
        done = folder.scaffold("import", url)
        written = [path for path in folder.root.rglob("*") if path.is_file()]
        texts = [done.text, *(path.read_text(errors="replace") for path in written)]
        assert any("name: text required" in text for text in texts)
        assert not [text for text in texts if "very-secret" in text]
    finally:
        scratch.execute(f"DROP ROLE {role}")


def test_names_both_drivers_if_none_is_installed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    commands: list[list[str]] = []
    run = subprocess.run

    def record(command: list[str], **options: Any) -> Any:
        commands.append(command)
        return run(command, **options)

    monkeypatch.setattr(driver_rows, "driver_for", lambda dialect: None)
    monkeypatch.setattr(subprocess, "run", record)
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    with pytest.raises(EnvironmentFailure) as caught:
        read_database(parse_url("postgres://u:hidden1@h/x"), str(tmp_path))
    assert "neither psycopg for Python nor pg for node" in str(caught.value)
    assert "hidden1" not in str(commands)


@pytest.mark.node
def test_the_drivers_of_the_project_read_the_same(
    monkeypatch: pytest.MonkeyPatch,
    new_project: MakeProject,
    hard_database: Callable[[str], Scratch],
    dialect: str,
) -> None:
    project = new_project()
    url = parse_url(hard_database(dialect).url)
    by_python = read_database(url, ".")
    monkeypatch.setattr(driver_rows, "driver_for", lambda dialect: None)
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    by_node = read_database(url, str(project.root))
    if dialect != "sqlite":
        assert by_node.engine == by_python.engine
    assert by_node.tables == by_python.tables
