"""`generate --amend`: the last run's migrations are replaced while nobody edited them."""

from __future__ import annotations

from tests.cli.conftest import FILES, Cli, all_of, lines

CREATE, CHANGE = "20260101000001-create-tags.js", "20260101000002-change-tags.js"


def grow(cli: Cli, name: str) -> None:
    cli("add", "Tag", f"{name}: string", "-q")


def migrations(cli: Cli) -> list[str]:
    return sorted(path.name for path in (cli.root / "migrations").iterdir())


def text(cli: Cli, name: str) -> str:
    return (cli.root / "migrations" / name).read_text()


def test_the_first_run_is_amended(cli: Cli) -> None:
    grow(cli, "first")
    cli.generate("-q")
    grow(cli, "second")
    assert cli.generate("--amend").output == lines(
        ("identical", "models/index.js"),
        ("update", "models/tag.js"),
        ("update", f"migrations/{CREATE}"),
        ("update", "scaffold.lock"),
    )
    assert migrations(cli) == [CREATE]
    assert "second" in text(cli, CREATE)


def test_what_it_leaves_is_what_one_run_would_have_made(cli: Cli) -> None:
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


def test_amended_twice(cli: Cli) -> None:
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


def test_a_later_stamp_removes_the_old_files(cli: Cli) -> None:
    grow(cli, "first")
    cli.generate("-q")
    grow(cli, "second")
    said = cli("generate", "--amend", "--timestamp", "20260202000000")
    assert f"   remove  migrations/{CREATE}\n" in said.output
    assert migrations(cli) == ["20260202000000-create-tags.js"]


def test_a_removed_field_leaves_no_trace(cli: Cli) -> None:
    grow(cli, "first")
    cli.generate("-q")
    grow(cli, "mistake")
    cli.generate("-q")
    cli.replace("scaffold.yaml", "    mistake: string\n", "")
    cli.generate(code=1)
    cli.generate("--amend", "-q")
    assert migrations(cli) == [CREATE]
    assert "up to date" in cli("check").output


def test_an_edited_migration_is_left_alone(cli: Cli) -> None:
    grow(cli, "first")
    cli.generate("-q")
    cli.write(f"migrations/{CREATE}", text(cli, CREATE) + "// mine\n")
    grow(cli, "second")
    before = cli.tree()
    for stamp in ("20260101000001", "20260202000000"):
        said = cli("generate", "--amend", "--timestamp", stamp, code=1)
        assert said.output == lines(("conflict", f"migrations/{CREATE}"))
        assert "it was edited since it was generated" in said.errors
        assert "without --amend" in said.errors
        assert cli.tree() == before
    cli.generate("-q")
    assert migrations(cli) == [CREATE, CHANGE]


def test_nothing_to_amend(cli: Cli) -> None:
    cli.schema()
    assert cli.generate("--amend").output == all_of("create", *FILES)


def test_nothing_changed_keeps_the_stamps(cli: Cli) -> None:
    cli.schema()
    cli.generate("-q")
    assert cli("generate", "--amend").output == all_of("identical", *FILES)


def test_a_dry_run_amends_nothing(cli: Cli) -> None:
    grow(cli, "first")
    cli.generate("-q")
    grow(cli, "second")
    before = cli.tree()
    assert "   update  migrations/" in cli.generate("--amend", "--dry-run").output
    assert cli.tree() == before
