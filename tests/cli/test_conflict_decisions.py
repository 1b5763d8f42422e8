"""Where a person's edit and the schema's change meet, and the three ways out."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Cli, lines

MODEL = "models/customer.js"
MARKED = f".scaffold/conflict/{MODEL}"
STANDS, THEIRS, OURS = "as: 'orders'", "as: 'mine'", "singular: 'purchase'"


@pytest.fixture
def conflict(cli: Cli) -> Cli:
    """A line of the model that both sides changed."""
    cli.schema()
    cli.generate("-q")
    cli.replace(MODEL, STANDS, THEIRS)
    cli.replace("scaffold.yaml", "hasMany(Order)", "hasMany(Order) singular(purchase)")
    return cli


def test_conflict_writes_nothing(conflict: Cli) -> None:
    before = conflict.tree()
    result = conflict.generate(code=1)
    assert result.output == lines(("conflict", MODEL))
    assert f"{MODEL}:" in result.errors
    assert f"--keep {MODEL}" in result.errors
    assert f"--overwrite {MODEL}" in result.errors
    assert MARKED in result.errors
    assert result.errors.endswith("\nnothing was written: 1 file with a conflict\n")
    after = conflict.tree()
    assert {name for name in after if name not in before} == {
        MARKED,
        ".scaffold/conflict/index.json",
    }
    assert {name: after[name] for name in before} == before


def test_dry_run_and_check_write_no_markers(conflict: Cli) -> None:
    before = conflict.tree()
    assert "conflict" in conflict.generate("--dry-run", code=1).output
    assert "conflict" in conflict("check", code=1).output
    assert conflict.tree() == before


def test_diff_shows_the_markers(conflict: Cli) -> None:
    assert "+<<<<<<<" in conflict.generate("--diff", code=1).output


def test_json(conflict: Cli) -> None:
    data = conflict.json("generate", code=1)
    assert data["written"] is False
    assert [each["file"] for each in data["problems"]] == [MODEL]
    assert {each["path"] for each in data["files"] if each["action"] == "conflict"} == {MODEL}
    checked = conflict.json("check", code=1)
    assert [each["file"] for each in checked["problems"]] == [MODEL]


def test_keep(conflict: Cli) -> None:
    theirs = (conflict.root / MODEL).read_text()
    assert lines(("skip", MODEL)) in conflict.generate("--keep", MODEL).output
    assert (conflict.root / MODEL).read_text() == theirs
    assert "up to date" in conflict("check").output


def test_overwrite(conflict: Cli) -> None:
    assert lines(("update", MODEL)) in conflict.generate("--overwrite", MODEL).output
    text = (conflict.root / MODEL).read_text()
    assert THEIRS not in text
    assert OURS in text
    assert "up to date" in conflict("check").output


def test_conflict_resolved_by_hand(conflict: Cli) -> None:
    conflict.generate(code=1)
    marked = (conflict.root / MARKED).read_text()
    decided = "".join(
        line
        for line in marked.splitlines(True)
        if not line.startswith(("<<<", "|||", "===", ">>>"))
    )
    conflict.write(MARKED, decided)
    assert lines(("merge", MODEL)) in conflict.generate().output
    assert (conflict.root / MODEL).read_text() == decided
    assert not (conflict.root / ".scaffold/conflict").exists()


@pytest.mark.parametrize("flag", ["--keep", "--overwrite"])
def test_keep_of_another_path_is_refused(conflict: Cli, flag: str) -> None:
    for path in ("models/orders.js", ".scaffold/history/RECORD.json", "/etc/passwd"):
        result = conflict.generate(flag, path, code=2)
        assert f"{flag} {path}: no file that can be merged has that path" in result.errors


def test_keep_and_overwrite_of_one_path_are_refused(conflict: Cli) -> None:
    result = conflict.generate("--keep", MODEL, "--overwrite", MODEL, code=2)
    assert "exclude each other" in result.errors


GITS = "<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> branch\n"


def test_git_conflict_markers_in_a_model_are_recognized(cli: Cli) -> None:
    cli.schema()
    cli.generate("-q")
    text = (cli.root / MODEL).read_text()
    cli.write(MODEL, GITS + text)
    result = cli.generate(code=1)
    assert f"{MODEL}:1:1: this file has unresolved git conflict markers" in result.errors
    assert f"`scaffold generate --overwrite {MODEL}`" in result.errors
    cli.write(MODEL, text)
    assert "up to date" in (cli.generate("-q") and cli("check")).output


def test_a_base_with_conflict_markers_of_git_is_made_again(cli: Cli) -> None:
    cli.schema()
    cli.generate("-q")
    base = f".scaffold/base/{MODEL}"
    text = (cli.root / base).read_text()
    cli.replace(MODEL, STANDS, THEIRS)
    edited = (cli.root / MODEL).read_text()
    cli.write(base, GITS + text)
    cli.generate("-q")
    assert (cli.root / base).read_text() == text
    assert (cli.root / MODEL).read_text() == edited
    assert "up to date" in cli("check").output


def test_a_conflict_of_a_baseline_is_decided_by_it(conflict: Cli) -> None:
    said = conflict("baseline", code=1).errors
    for option in ("keep", "overwrite"):
        assert f"`scaffold baseline --{option} {MODEL}`" in said
    migrations = conflict.tree().keys()
    conflict("baseline", "--keep", MODEL)
    added = conflict.tree().keys() - migrations
    assert not [path for path in added if path.startswith("migrations/")]
