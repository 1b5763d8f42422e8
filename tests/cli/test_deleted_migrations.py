"""A generated migration that was deleted: it is named, and not written again silently."""

from __future__ import annotations

import shutil

import pytest

from tests.cli.conftest import FILES, MIGRATIONS, SCHEMA, STAMP, Cli, lines

GONE = "migrations/20260101000002-create-orders.js"


@pytest.fixture
def generated(cli: Cli) -> Cli:
    cli.schema()
    cli.generate("-q")
    return cli


def test_deleted_migration_is_a_conflict(generated: Cli) -> None:
    (generated.root / GONE).unlink()
    generated("add", "Order", "more: string", "-q")
    before = generated.tree()
    result = generated("generate", code=1)
    assert result.output == lines(("conflict", GONE))
    assert f"{GONE}: this generated migration was deleted" in result.errors
    assert "version control" in result.errors and "scaffold generate --restore" in result.errors
    assert "nothing was written" in result.errors
    assert generated.tree() == before
    assert GONE in generated("check", code=1).errors


def test_restore_writes_the_same_migration(generated: Cli) -> None:
    text = (generated.root / GONE).read_bytes()
    (generated.root / GONE).unlink()
    assert lines(("create", GONE)) in generated("generate", "--restore").output
    assert (generated.root / GONE).read_bytes() == text
    assert "up to date" in generated("check").output


def test_all_deleted_migrations_are_named(generated: Cli) -> None:
    shutil.rmtree(generated.root / "migrations")
    problems = generated.json("generate", code=1)["problems"]
    named = [each["message"].split(":")[0] for each in problems]
    assert named == list(MIGRATIONS)
    generated("generate", "--restore", "-q")
    assert all((generated.root / path).exists() for path in FILES[:-1])


def test_deleted_revision_is_a_conflict(cli: Cli) -> None:
    cli.schema(SCHEMA.replace("targets:\n", "targets:\n  sqlalchemy: {}\n"))
    cli.generate("-q")
    gone = "python/migrations/versions/20260101000002_create_orders.py"
    text = (cli.root / gone).read_bytes()
    (cli.root / gone).unlink()
    assert f"{gone}: this generated migration was deleted" in cli("generate", code=1).errors
    cli("generate", "--restore", "-q")
    assert (cli.root / gone).read_bytes() == text


def test_changed_suffix_is_not_a_deletion(generated: Cli) -> None:
    renamed = GONE.replace(".js", ".cjs")
    (generated.root / GONE).rename(generated.root / renamed)
    assert renamed in generated("generate").output
    assert not (generated.root / GONE).exists()
    assert "up to date" in generated("check").output


def test_moved_migrations_folder(generated: Cli) -> None:
    generated.replace("scaffold.yaml", "{directory: .}", "{directory: ., migrations: db}")
    result = generated("generate", code=1)
    assert "migrations has files that scaffold generated" in result.errors
    assert "Move the files in migrations to db" in result.errors
    (generated.root / "migrations").rename(generated.root / "db")
    generated("generate", "-q")
    assert not (generated.root / "migrations").exists()


def test_amend_accepts_deleted_migrations_of_the_last_run(generated: Cli) -> None:
    (generated.root / GONE).unlink()
    generated("add", "Order", "more: string", "-q")
    generated("generate", "--amend", "--timestamp", STAMP, "-q")
    assert "more" in (generated.root / GONE).read_text()


def test_a_restored_revision_follows_one_that_a_person_wrote(cli: Cli) -> None:
    cli.schema(SCHEMA.replace("targets:\n", "targets:\n  sqlalchemy: {}\n"))
    cli.generate("-q")
    folder = cli.root / "python/migrations/versions"
    mine = 'revision = "mine"\ndown_revision = "20260101000003"\n'
    (folder / "mine_add_a_view.py").write_text(mine)
    cli("add", "Order", "more: string", "-q")
    cli("generate", "-q", "--timestamp", "20260102000001")
    (gone,) = folder.glob("20260102*.py")
    text = gone.read_bytes()
    assert b'down_revision = "mine"' in text
    gone.unlink()
    cli("generate", "--restore", "-q")
    assert gone.read_bytes() == text
