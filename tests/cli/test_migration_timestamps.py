"""The timestamps of a run's migrations, compared with the time and with other migrations."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.cli.conftest import Cli

TARGETS = "version: 1\ntargets: {sequelize: {directory: .}, sqlalchemy: {directory: python}}\n"
PLACES = ("migrations", "python/migrations/versions")


def schema(count: int) -> str:
    """A schema of `count` models for both targets."""
    models = (f"  M{number}:\n    name: string\n" for number in range(count))
    return f"{TARGETS}models:\n{''.join(models)}"


def stamps(cli: Cli, place: str) -> list[str]:
    """The first fourteen digits of each migration of scaffold's in a folder."""
    names = (path.name for path in (cli.root / place).iterdir())
    return sorted(name[:14] for name in names if re.match(r"\d{14}[-_](create|change)", name))


@pytest.mark.parametrize("place", PLACES)
def test_last_timestamp_is_now(cli: Cli, place: str) -> None:
    cli.schema(schema(30))
    cli("generate", "-q")
    now = datetime.now(UTC)
    made = stamps(cli, place)
    assert len(made) == 30
    assert f"{now - timedelta(seconds=60):%Y%m%d%H%M%S}" < made[0]
    assert f"{now - timedelta(seconds=20):%Y%m%d%H%M%S}" < made[-1] <= f"{now:%Y%m%d%H%M%S}"


@pytest.mark.parametrize("suffix", ["js", "cjs", "ts", "cts"])
def test_timestamps_follow_a_users_later_migration(cli: Cli, suffix: str) -> None:
    cli.schema(schema(1))
    cli("generate", "-q")
    cli.write(f"migrations/20900101000000-mine.{suffix}", "")
    cli.schema(schema(3))
    cli("generate", "-q")
    for place in PLACES:
        assert stamps(cli, place)[1:] == ["20900101000001", "20900101000002"]


def test_timestamps_follow_a_users_later_revision(cli: Cli) -> None:
    cli.schema(schema(1))
    cli("generate", "-q")
    cli.write(f"{PLACES[1]}/20900101000000_mine.py", "")
    cli.write(f"{PLACES[1]}/ffff01000000_mine.py", "")
    cli.schema(schema(2))
    cli("generate", "-q")
    for place in PLACES:
        assert stamps(cli, place)[1:] == ["20900101000001"]


@pytest.mark.parametrize(
    "name",
    [
        "20900101000000-mine.d.ts",
        "20900101000000-mine.mjs",
        "20900101000000-mine.json",
        "20900101000000-mine.js.map",
        "mine.js",
    ],
)
def test_files_that_sequelize_cli_ignores_do_not_count(cli: Cli, name: str) -> None:
    cli.schema(schema(1))
    cli("generate", "-q")
    cli.write(f"migrations/{name}", "")
    cli.schema(schema(2))
    cli("generate", "-q")
    assert max(stamps(cli, "migrations")) < "2090"


def test_timestamp_option_yields_to_a_later_migration(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli.schema(schema(2))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    cli("generate", "-q")
    assert stamps(cli, "migrations") == ["20010909014640", "20010909014641"]
    cli.schema(schema(3))
    cli("generate", "-q", "--timestamp", "20300101000000")
    assert stamps(cli, "migrations")[2:] == ["20300101000000"]
    cli.write("migrations/20310101000000-mine.js", "")
    cli.schema(schema(4))
    cli("generate", "-q", "--timestamp", "20300101000000")
    assert stamps(cli, "migrations")[3:] == ["20310101000001"]


def test_amended_migrations_do_not_follow_themselves(cli: Cli) -> None:
    cli.schema(schema(2))
    cli("generate", "-q", "--timestamp", "20900101000000")
    cli.schema(schema(3))
    cli("generate", "-q", "--amend")
    assert len(stamps(cli, "migrations")) == 3
    assert max(stamps(cli, "migrations")) <= f"{datetime.now(UTC):%Y%m%d%H%M%S}"


def test_no_timestamp_left_names_the_last_migration(cli: Cli) -> None:
    cli.schema(schema(1))
    cli("generate", "-q")
    cli.write("migrations/99991231235959-mine.js", "")
    cli.schema(schema(2))
    result = cli("generate", code=2)
    assert "99991231235959-mine.js" in result.errors
    (cli.root / "migrations/99991231235959-mine.js").rename(cli.root / "migrations/1-mine.js")
    cli("generate", "-q")
