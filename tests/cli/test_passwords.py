"""The password of a database's URL is never printed, whatever is not encoded in it."""

from __future__ import annotations

import json
import os
import random
import subprocess
from pathlib import Path
from typing import Any

import pytest

from scaffold.cli import masking
from scaffold.cli.app import run
from tests.cli.conftest import Cli

PASSWORDS = (
    "Zebra77",
    "Zebra/Okapi77",
    "Zebra#Okapi77",
    "Zebra?Okapi77",
    "Zebra@Okapi77",
    "Zebra:Okapi77",
    "/Okapi77",
    "Zebra/Okapi#Tapir?Gnu@Llama77",
    "Zebra@Okapi/Tapir77",
    "[Okapi77]",
    "Zebra%2FOkapi77",
    "Zebra Okapi77",
    "Zebra\\Okapi77",
    "Zebra\u2100Okapi77",
    'Zebra"Okapi77',
    "77/88Okapi",
    "77#Okapi",
)
ANIMALS = ("Zebra", "Okapi", "Tapir", "Gnu", "Llama")
SCHEMES = ("postgres", "postgresql+psycopg", "mysql", "oracle", "sqlite", "POSTGRES")


def assert_hidden(text: str) -> None:
    assert not [animal for animal in ANIMALS if animal in text], text


def result(cli: Cli, *arguments: str) -> str:
    cli.capsys.readouterr()
    code = run(arguments)
    expected = "".join(cli.capsys.readouterr())
    assert code in (0, 1, 2, 4), expected
    assert "Traceback" not in expected
    return expected


@pytest.mark.slow
@pytest.mark.parametrize("password", PASSWORDS)
def test_verify_prints_no_password(
    cli: Cli, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli.schema()
    cli.generate("-q")
    monkeypatch.setattr("scaffold.project.verification.verify", unreachable)
    for scheme in SCHEMES:
        for place in ("127.0.0.1:1/db", "127.0.0.1", "[::1", "127.0.0.1:x", ""):
            url = f"{scheme}://me:{password}@{place}"
            for more in ((), ("--json",), ("--quiet",)):
                assert_hidden(result(cli, "verify", "--database", url, *more))


def unreachable(meaning: Any, server: Any, *_: Any) -> None:
    """An error of the driver can contain all its arguments."""
    from scaffold.errors import EnvironmentFailure

    address = f"{server.user}:{server.password}@{server.host}"
    raise EnvironmentFailure(f"{server.label}: no connection to postgres://{address}", None)


@pytest.mark.parametrize("password", PASSWORDS)
def test_no_command_prints_a_misplaced_password(cli: Cli, password: str) -> None:
    cli.schema()
    url = f"postgres://me:{password}@127.0.0.1/db"
    for arguments in (
        ("verify", url),
        ("check", url),
        ("generate", "--database", url),
        ("generate", f"--database={url}"),
        ("verify", f"--databas={url}"),
        ("verify", "--target", url),
        ("show", url),
        ("check", "-f", url),
        ("check", "-C", url),
        ("add", "A", "-f", url),
        ("rename", url, "B"),
        ("remove", url),
        ("new", url, "--yes"),
        ("new", "x", "--answers", url),
        ("generate", "--depfile", url),
        ("generate", "--keep", url),
        ("generate", "--timestamp", url),
        (url,),
    ):
        assert_hidden(result(cli, *arguments))
        assert_hidden(result(cli, *arguments, "--json"))


def test_bug_report_prints_no_password(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    cli.schema()

    def fail(*_: object, **__: object) -> None:
        raise LookupError("cannot use postgres://me:Zebra/Okapi77@host/db")

    monkeypatch.setattr("scaffold.project.compilation.resolve", fail)
    for more in ((), ("--json",)):
        cli.capsys.readouterr()
        assert run(["check", *more]) == 3
        expected = "".join(cli.capsys.readouterr())
        assert "postgres://me:***@host/db" in expected
        assert_hidden(expected)


def test_encoded_password_works(cli: Cli) -> None:
    cli.schema()
    cli.generate("-q")
    for password in ("a/b77", "a#b77", "a?b77", "a/b@c77"):
        url = f"postgres://me:{password}@127.0.0.1:1/db"
        expected = result(cli, "verify", "--database", url)
        assert "contains a reserved character of URLs" in expected
        assert "`/` as %2F, `#` as %23, `?` as %3F, `@` as %40" in expected
    from scaffold.verify.server import server_for

    server = server_for("postgres://me:a%2Fb%23c%3Fd%40e%3Af%25@h:1/db", ("postgres",))
    assert (server.user, server.password, server.host) == ("me", "a/b#c?d@e:f%", "h")
    assert "a/b#c" not in repr(server)
    assert server_for("postgres://me:a@b@h/db", ("postgres",)).password == "a@b"


@pytest.mark.node
def test_no_process_has_the_password_as_argument(
    cli: Cli, node_env: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli.schema()
    cli.generate("-q")
    os.symlink(node_env, cli.root / "node_modules")
    started: list[str] = []
    popen = subprocess.Popen

    def record(command: Any, *rest: Any, **options: Any) -> Any:
        started.append(json.dumps(command))
        return popen(command, *rest, **options)

    monkeypatch.setattr(subprocess, "Popen", record)
    for scheme in ("postgres", "mysql"):
        url = f"{scheme}://me:Zebra%2FOkapi77@127.0.0.1:1/db"
        expected = result(cli, "verify", "--database", url)
        assert "127.0.0.1:1" in expected
        assert_hidden(expected)
    assert started
    assert_hidden("".join(started))


def test_masked_texts() -> None:
    masking.remember_secrets(["--database", "mysql://me:a b77@h"])
    try:
        assert masking.mask("x mysql://me:a b77@h y") == "x mysql://me:***@h y"
        assert masking.mask("the password a b77 is wrong") == "the password *** is wrong"
        assert masking.mask("postgres://me@h and mail a@b") == "postgres://me@h and mail a@b"
        assert masking.mask("https://x.org/y?z") == "https://x.org/y?z"
        assert masking.mask("'pg://a:b@c', 'my://d:e@f'") == "'pg://a:***@c', 'my://d:***@f'"
        example = "--database postgres://user:password@host:5432/postgres"
        assert masking.mask(example) == example
    finally:
        masking.remember_secrets([])
    assert masking.mask("a b77") == "a b77"


@pytest.mark.slow
def test_random_passwords_are_hidden(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = random.Random(12)
    cli.schema()
    cli.generate("-q")
    monkeypatch.setattr("scaffold.project.verification.verify", unreachable)
    marks = "/#?@:[]%&=+ \\'\"$;,!~\t\u00e9\u212a"
    for _ in range(80):
        words = [chosen.choice(ANIMALS) for _ in range(chosen.randint(1, 4))]
        password = "".join(
            chosen.choice(marks) * chosen.randint(0, 2) + word for word in words
        ) + chosen.choice(["", *marks])
        scheme, place = chosen.choice(SCHEMES), chosen.choice(("h", "h:1/db", "", "h/db?x=y"))
        url = f"{scheme}://me:{password}@{place}"
        for arguments in (("verify", "--database", url), ("check", url), ("show", url)):
            assert_hidden(result(cli, *arguments, *chosen.choice(((), ("--json",)))))
