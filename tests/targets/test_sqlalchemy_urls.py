"""One `DATABASE_URL` for both languages, in Node's or SQLAlchemy's spelling."""

from __future__ import annotations

import ssl
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import URL, Engine, event, make_url

from tests.support.alembic_project import AlembicProject
from tests.support.scratch import Scratch
from tests.targets.alembic_rendering import SUBSET_SCHEMA, write_python
from tests.targets.python_rendering import models_of

ALL = ("sqlite", "postgres", "mysql")
SPELLINGS = {
    "sqlite:database.sqlite": "sqlite:////app/database.sqlite",
    "sqlite:./data/a.sqlite": "sqlite:////app/data/a.sqlite",
    "sqlite:/var/it is 100%.sqlite": "sqlite:////var/it is 100%25.sqlite",
    "sqlite::memory:": "sqlite:///:memory:",
    "sqlite:///file": "sqlite:///file",
    "sqlite://": "sqlite://",
    "postgres://me:p%40s@host:5433/shop": "postgresql+psycopg://me:p%40s@host:5433/shop",
    "postgresql://host/shop": "postgresql+psycopg://host/shop",
    "postgresql+psycopg2://host/shop?ssl=true": "postgresql+psycopg2://host/shop?ssl=true",
    "postgres:///shop?host=/run/pg": "postgresql+psycopg:///shop?host=%2Frun%2Fpg",
    "postgres://host/shop?sslmode=require": "postgresql+psycopg://host/shop?sslmode=require",
    "postgres://host/shop?sslmode=no-verify": "postgresql+psycopg://host/shop?sslmode=require",
    "postgres://host/shop?ssl=no-verify": "postgresql+psycopg://host/shop?sslmode=require",
    "postgres://host/shop?ssl=false": "postgresql+psycopg://host/shop?sslmode=disable",
    "postgres://host/shop?ssl=true": (
        "postgresql+psycopg://host/shop?sslmode=verify-full&sslrootcert=system"
    ),
    "postgres://host/shop?ssl=true&sslrootcert=ca.pem&application_name=x": (
        "postgresql+psycopg://host/shop?application_name=x&sslmode=verify-full&sslrootcert=ca.pem"
    ),
    "mysql://root@host/shop": "mysql+pymysql://root@host/shop",
    "mariadb://host:3307/shop?charset=utf8mb4": "mariadb+pymysql://host:3307/shop?charset=utf8mb4",
    "mysql://me@localhost/shop?socketPath=/run/my.sock": (
        "mysql+pymysql://me@localhost/shop?unix_socket=%2Frun%2Fmy.sock"
    ),
    "mysql+mysqldb://host/shop?socketPath=x": "mysql+mysqldb://host/shop?socketPath=x",
}


def database_module(*dialects: str) -> Any:
    """The package's database.py, loaded."""
    schema = SUBSET_SCHEMA.read_text().replace("DIALECTS", ", ".join(dialects))
    module = ModuleType("database")
    module.__file__ = "/app/python/models/database.py"
    exec(models_of(schema)["database.py"], module.__dict__)
    return module


@pytest.mark.parametrize("url", SPELLINGS)
def test_each_spelling_of_a_url(url: str) -> None:
    wanted = make_url(SPELLINGS[url])
    read = database_module(*ALL).database_url
    assert read(url) == wanted
    assert read(wanted) == wanted
    # A project for one database alone reads that one's spellings.
    words = {"sqlite": "sqlite", "postgresql": "postgres", "mysql": "mysql", "mariadb": "mysql"}
    dialect = words[wanted.get_backend_name()]
    assert database_module(dialect).database_url(url) == wanted


def test_url_object_is_accepted() -> None:
    read = database_module(*ALL).database_url
    url = URL.create("postgres", "me", "a:/@?", "host", database="a b")
    assert read(url) == url.set(drivername="postgresql+psycopg")


@pytest.mark.parametrize(
    ("mode", "verifies", "checks"),
    [("require", ssl.CERT_NONE, False), ("verify-full", ssl.CERT_REQUIRED, True)],
)
def test_tls_on_mysql(mode: str, verifies: ssl.VerifyMode, checks: bool) -> None:
    create_engine = database_module("mysql").create_engine
    engine = create_engine(f"mysql://host/shop?sslmode={mode}", connect_args={"user": "me"})
    arguments = arguments_of(engine)
    context = arguments.pop("ssl")
    assert (context.verify_mode, context.check_hostname) == (verifies, checks)
    assert arguments["user"] == "me"
    assert "sslmode" not in arguments


def test_no_tls_on_mysql() -> None:
    engine = database_module("mysql").create_engine("mysql://host/shop?sslmode=disable")
    assert arguments_of(engine)["ssl_disabled"] is True


def arguments_of(engine: Engine) -> dict[str, Any]:
    """What the driver would be called with."""
    seen: dict[str, Any] = {}

    def connect(dialect: Any, record: Any, arguments: Any, named: dict[str, Any]) -> None:
        seen.update(named)
        raise ConnectionError

    event.listen(engine, "do_connect", connect)
    with pytest.raises(ConnectionError):
        engine.connect()
    return seen


def test_env_file_is_read_by_both_languages(
    new_scratch: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dialect: str
) -> None:
    """It is read where the environment says nothing, from the folder of the schema."""
    scratch: Scratch = new_scratch()
    text = SUBSET_SCHEMA.read_text().replace("DIALECTS", dialect)
    project = AlembicProject(write_python(text, tmp_path / "python"), scratch)
    monkeypatch.setattr(AlembicProject, "url", "")
    with pytest.raises(SystemExit, match="DATABASE_URL is not set"):
        project.upgrade()
    env = tmp_path / ".env"
    env.write_text(f'# DATABASE_URL=sqlite:x\nA=1\nexport DATABASE_URL="{scratch.url}" # here\n')
    assert project.upgrade()
    env.write_text(f"DATABASE_URL={scratch.url}\n")
    assert project.check() == []


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_sqlite_file_is_relative_to_the_schema_folder(
    new_scratch: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside the schema, wherever Alembic is called."""
    text = SUBSET_SCHEMA.read_text().replace("DIALECTS", "sqlite")
    project = AlembicProject(write_python(text, tmp_path / "python"), new_scratch())
    monkeypatch.setattr(AlembicProject, "url", "sqlite:app.sqlite")
    monkeypatch.chdir(tmp_path / "python")
    project.upgrade()
    assert (tmp_path / "app.sqlite").exists()
    assert not (tmp_path / "python" / "app.sqlite").exists()


def test_alembic_migrates_with_a_url_of_node(
    new_scratch: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dialect: str
) -> None:
    scratch: Scratch = new_scratch()
    text = SUBSET_SCHEMA.read_text().replace("DIALECTS", dialect)
    project = AlembicProject(write_python(text, tmp_path / "python"), scratch)
    monkeypatch.setattr(AlembicProject, "url", scratch.url)
    assert project.upgrade()
    assert project.check() == []
    engine = sys.modules["models.database"].create_engine(scratch.url)
    with engine.connect() as connection:
        assert connection.dialect.has_table(connection, next(iter(scratch.tables())))
    engine.dispose()
