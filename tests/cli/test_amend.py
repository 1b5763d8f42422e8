"""`generate --amend`: the last run's migrations are replaced while nobody edited them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import FILES, Cli, all_of, lines
from tests.support.node_packages import clean_environment

CREATE, CHANGE = "20260101000001-create-tags.js", "20260101000002-change-tags.js"


def grow(cli: Cli, name: str) -> None:
    cli("add", "Tag", f"{name}: string", "-q")


def migrations(cli: Cli) -> list[str]:
    return sorted(path.name for path in (cli.root / "migrations").glob("*.js"))


def text(cli: Cli, name: str) -> str:
    return (cli.root / "migrations" / name).read_text()


def test_amend_after_the_first_run(cli: Cli) -> None:
    grow(cli, "first")
    cli.generate("-q")
    grow(cli, "second")
    assert cli.generate("--amend").output == lines(
        ("remove", ".scaffold/history/RECORD.json"),
        ("identical", "models/index.js"),
        ("update", "models/tag.js"),
        ("update", f"migrations/{CREATE}"),
        ("create", ".scaffold/history/RECORD.json"),
    )
    assert migrations(cli) == [CREATE]
    assert "second" in text(cli, CREATE)


def test_amend_equals_a_single_run(cli: Cli) -> None:
    grow(cli, "first")
    cli.generate("-q")
    grow(cli, "second")
    cli.generate("--amend", "-q")
    amended = cli.tree()
    for path in amended:
        if path != "scaffold.yaml":
            (cli.root / path).unlink()
    cli.generate("-q")
    fresh = cli.tree()
    amended.pop(".scaffold/cache"), fresh.pop(".scaffold/cache")
    assert fresh == amended


def test_amend_twice(cli: Cli) -> None:
    grow(cli, "first")
    cli.generate("-q")
    grow(cli, "second")
    cli.generate("-q")
    for name in ("third", "fourth"):
        grow(cli, name)
        cli.generate("--amend", "-q")
    assert migrations(cli) == [CREATE, CHANGE]
    assert all(name in text(cli, CHANGE) for name in ("second", "third", "fourth"))
    assert "second" not in text(cli, CREATE)
    assert "up to date" in cli("check").output


def test_a_name_that_the_amended_run_gave_was_another_before_it(cli: Cli) -> None:
    grow(cli, "first")
    cli.generate("-q")
    for name, was in (("second", "first"), ("third", "second")):
        cli("rename", f"Tag.{was}", name)
        if name == "second":
            cli.generate("-q")
    said = cli("generate", "--amend", code=1)
    assert "`was(second)`" in said.errors and "with `--amend`, in the one before" in said.errors
    cli.replace("scaffold.yaml", "was(second)", "was(first)")
    cli.generate("--amend", "-q")
    assert "'Tags', 'first', 'third'" in text(cli, CHANGE)


def test_amend_with_later_timestamp_removes_the_old_files(cli: Cli) -> None:
    grow(cli, "first")
    cli.generate("-q")
    grow(cli, "second")
    result = cli("generate", "--amend", "--timestamp", "20260202000000")
    assert f"   remove  migrations/{CREATE}\n" in result.output
    assert migrations(cli) == ["20260202000000-create-tags.js"]


def test_amend_after_removing_the_new_field(cli: Cli) -> None:
    grow(cli, "first")
    cli.generate("-q")
    grow(cli, "mistake")
    cli.generate("-q")
    cli.replace("scaffold.yaml", "    mistake: string\n", "")
    cli.generate(code=5)
    cli.generate("--amend", "-q")
    assert migrations(cli) == [CREATE]
    assert "up to date" in cli("check").output


def test_amend_keeps_an_edited_migration(cli: Cli) -> None:
    grow(cli, "first")
    cli.generate("-q")
    cli.write(f"migrations/{CREATE}", text(cli, CREATE) + "// mine\n")
    grow(cli, "second")
    before = cli.tree()
    for stamp in ("20260101000001", "20260202000000"):
        result = cli("generate", "--amend", "--timestamp", stamp, code=1)
        assert result.output == lines(("conflict", f"migrations/{CREATE}"))
        assert "the file was edited after it was generated" in result.errors
        assert "without --amend" in result.errors
        assert cli.tree() == before
    cli.generate("-q")
    assert migrations(cli) == [CREATE, CHANGE]


def test_amend_without_an_earlier_run(cli: Cli) -> None:
    cli.schema()
    assert cli.generate("--amend").output == all_of("create", *FILES)


def test_amend_without_changes_keeps_the_timestamps(cli: Cli) -> None:
    cli.schema()
    cli.generate("-q")
    assert cli("generate", "--amend").output == all_of("identical", *FILES[:-1])


def test_dry_run_of_amend_writes_nothing(cli: Cli) -> None:
    grow(cli, "first")
    cli.generate("-q")
    grow(cli, "second")
    before = cli.tree()
    assert "   update  migrations/" in cli.generate("--amend", "--dry-run").output
    assert cli.tree() == before


def git(root: Path, *arguments: str, code: int | None = 0) -> int:
    """Run git as somebody, whoever the machine's user is; `code` None is any."""
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *arguments]
    done = subprocess.run(command, cwd=root, capture_output=True, env=clean_environment())
    assert code in (None, done.returncode), done.stderr.decode()
    return done.returncode


def commit(root: Path) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-qm", "x")


@pytest.mark.parametrize("repository", [".", ".."], ids=["here", "above"])
def test_amend_refuses_committed_migrations(cli: Cli, repository: str) -> None:
    grow(cli, "first")
    cli.generate("-q")
    git(cli.root / repository, "init", "-q")
    commit(cli.root)
    grow(cli, "second")
    before = cli.tree()
    for stamp in ("20260101000001", "20260202000000"):
        result = cli("generate", "--amend", "--timestamp", stamp, code=1)
        assert f"migrations/{CREATE}: this migration is committed" in result.errors
        assert "without --amend" in result.errors and "--amend --force" in result.errors
    found = cli.json("generate", "--amend", code=1)["problems"]
    assert [each["message"].split(":")[0] for each in found] == [f"migrations/{CREATE}"]
    assert cli.tree() == before
    cli.generate("--amend", "--force", "-q")
    assert migrations(cli) == [CREATE]
    assert "second" in text(cli, CREATE)


def test_amend_refuses_deleted_committed_migrations(cli: Cli) -> None:
    grow(cli, "first")
    cli.generate("-q")
    git(cli.root, "init", "-q")
    commit(cli.root)
    grow(cli, "second")
    shutil.rmtree(cli.root / "migrations")
    result = cli.generate("--amend", code=1)
    assert f"migrations/{CREATE}: this migration is committed" in result.errors


def test_amend_replaces_uncommitted_migrations(cli: Cli) -> None:
    git(cli.root, "init", "-q")
    grow(cli, "first")
    cli.generate("-q")
    git(cli.root, "add", "-A")
    grow(cli, "second")
    cli.generate("--amend", "-q")
    commit(cli.root)
    grow(cli, "third")
    cli.generate("-q")
    grow(cli, "fourth")
    cli.generate("--amend", "-q")
    assert migrations(cli) == [CREATE, CHANGE]


def test_amend_accepts_unchanged_committed_migrations(cli: Cli) -> None:
    cli.schema()
    cli.generate("-q")
    git(cli.root, "init", "-q")
    commit(cli.root)
    assert cli("generate", "--amend").output == all_of("identical", *FILES[:-1])


def test_amend_in_a_linked_folder_with_pattern_characters(cli: Cli) -> None:
    cli.write("scaffold.yaml", "version: 1\ntargets: {sequelize: {migrations: '[db]*'}}\nmodels:\n")
    (cli.root / "real").mkdir()
    (cli.root / "[db]*").symlink_to("real")
    grow(cli, "first")
    cli.generate("-q")
    git(cli.root, "init", "-q")
    commit(cli.root)
    grow(cli, "second")
    assert "this migration is committed" in cli.generate("--amend", code=1).errors


def test_amend_without_git_and_inside_a_git_hook(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    grow(cli, "first")
    cli.generate("-q")
    git(cli.root, "init", "-q")
    commit(cli.root)
    grow(cli, "second")
    monkeypatch.setenv("GIT_DIR", "elsewhere")
    assert "this migration is committed" in cli.generate("--amend", code=1).errors
    monkeypatch.setenv("PATH", str(cli.root))
    cli.generate("--amend", "-q")
    assert "second" in text(cli, CREATE)


def test_amend_fails_if_git_fails(cli: Cli) -> None:
    grow(cli, "first")
    cli.generate("-q")
    git(cli.root, "init", "-q")
    commit(cli.root)
    cli.write(".git/config", "[broken\n")
    grow(cli, "second")
    result = cli.generate("--amend", code=4)
    assert "git cannot list the committed files" in result.errors and "--force" in result.errors
    cli.generate("--amend", "--force", "-q")


def test_force_without_amend_is_refused(cli: Cli) -> None:
    grow(cli, "first")
    assert "--force has an effect only with --amend" in cli.generate("--force", code=2).errors


@pytest.mark.parametrize("target", ["sequelize", "sqlalchemy"])
def test_amend_refuses_if_a_users_migration_follows(cli: Cli, target: str) -> None:
    directory = "." if target == "sequelize" else "python"
    schema = f"version: 1\ntargets:\n  {target}: {{directory: {directory}}}\nmodels:\n"
    cli.write("scaffold.yaml", schema)
    grow(cli, "first")
    cli.generate("-q")
    mine = "migrations/20260101000002-mine.js"
    if target == "sqlalchemy":
        mine = "python/migrations/versions/abc_mine.py"
    cli.write(mine, "down_revision = '20260101000001'\n")
    grow(cli, "second")
    result = cli.generate("--amend", code=1)
    assert f"{mine}: it runs after" in result.errors and "without --amend" in result.errors
    cli.generate("--amend", "--force", "-q")


def test_amend_ignores_a_users_earlier_migration(cli: Cli) -> None:
    grow(cli, "first")
    cli.generate("-q")
    cli.write("migrations/20250101000000-mine.js", "")
    cli.write("migrations/README.md", "")
    grow(cli, "second")
    cli.generate("--amend", "-q")
    assert "second" in text(cli, CREATE)
