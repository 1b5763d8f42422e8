"""The option `--database`."""

from __future__ import annotations

import pytest

from scaffold.errors import UsageError
from scaffold.verify.server import EXAMPLES, Server, server_for

ALL = ("sqlite", "postgres", "mysql")


def parts(server: Server) -> tuple[object, ...]:
    return (
        server.dialect,
        server.host,
        server.port,
        server.user,
        server.password,
        server.database,
        dict(server.options or {}),
    )


@pytest.mark.parametrize(
    ("url", "meant"),
    [
        (None, ("sqlite", None, None, None, None, None, {})),
        ("sqlite", ("sqlite", None, None, None, None, None, {})),
        ("postgres://localhost", ("postgres", "localhost", None, None, None, None, {})),
        (
            "postgresql://me:p%40ss%2Fword@db.example:6543/app",
            ("postgres", "db.example", 6543, "me", "p@ss/word", "app", {}),
        ),
        ("mysql://root@127.0.0.1:3307/", ("mysql", "127.0.0.1", 3307, "root", None, None, {})),
        ("MariaDB://root:@db", ("mysql", "db", None, "root", "", None, {})),
        ("postgres://[::1]:5432/x", ("postgres", "::1", 5432, None, None, "x", {})),
        (
            "postgres:///app?host=/var/run/postgresql",
            ("postgres", "/var/run/postgresql", None, None, None, "app", {}),
        ),
        (
            "mysql://root@localhost?socketPath=/run/mysqld.sock&connectTimeout=500",
            (
                "mysql",
                "localhost",
                None,
                "root",
                None,
                None,
                {"socketPath": "/run/mysqld.sock", "connectTimeout": 500},
            ),
        ),
        (
            "postgres://db?sslmode=require",
            ("postgres", "db", None, None, None, None, {"ssl": {"rejectUnauthorized": False}}),
        ),
        (
            "postgres://db?sslmode=verify-full",
            ("postgres", "db", None, None, None, None, {"ssl": {"rejectUnauthorized": True}}),
        ),
        ("postgres://db?ssl=true", ("postgres", "db", None, None, None, None, {"ssl": True})),
    ],
)
def test_url_is_parsed_into_its_parts(url: str | None, meant: tuple[object, ...]) -> None:
    assert parts(server_for(url, ALL)) == meant


@pytest.mark.parametrize(
    ("url", "message", "hint"),
    [
        ("oracle://db", "must start with one of", "postgres://user:password@host"),
        ("localhost:5432", "must start with one of", "postgres://user:password@host"),
        ("", "must start with one of", "--database sqlite"),
        ("mysql://db:port", "the port is invalid", "mysql://user:password@host"),
        ("mysql://db:99999", "the port is invalid", "mysql://user:password@host"),
        ("sqlite:/srv/shop.sqlite", "does not accept a file", "a temporary SQLite file"),
        ("sqlite://shop.sqlite", "does not accept a file", "a temporary SQLite file"),
    ],
)
def test_invalid_database_option_is_refused(url: str, message: str, hint: str) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        server_for(url, ALL)
    assert hint in (caught.value.problems[0].hint or "")


@pytest.mark.parametrize(
    ("url", "declared", "label"),
    [
        (None, ("postgres", "mysql"), "SQLite"),
        ("postgres://db", ("sqlite", "mysql"), "PostgreSQL"),
        ("mariadb://db", ("sqlite",), "MySQL"),
    ],
)
def test_server_of_an_undeclared_dialect_is_refused(
    url: str | None, declared: tuple[str, ...], label: str
) -> None:
    with pytest.raises(UsageError, match=f"not for {label}: .* declares {declared[0]}") as caught:
        server_for(url, declared)
    hint = caught.value.problems[0].hint or ""
    for each in declared:
        assert f"--database {EXAMPLES[each]}" in hint


def test_suggested_urls_are_valid() -> None:
    assert {server_for(url, ALL).dialect for url in EXAMPLES.values()} == set(ALL)


def test_the_password_is_never_in_the_label() -> None:
    server = server_for("postgres://me:secret@db:5432/app", ALL)
    assert server.label == "PostgreSQL at db:5432"
