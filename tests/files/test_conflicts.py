from __future__ import annotations

from pathlib import Path

import pytest

from scaffold.files.apply_changes import apply_plan
from scaffold.files.conflicts import record_conflicts
from scaffold.files.disk import ProjectFolder
from scaffold.files.file_plan import File, FilePlan
from scaffold.files.planning import plan_files

PATH = "models/order.js"
SIDE = f".scaffold/conflict/{PATH}"
OLD = "one\ntwo\nthree\n"


def run(root: Path, content: str, *, keep: tuple[str, ...] = ()) -> FilePlan:
    found = plan_files([File(PATH, content, "merge")], ProjectFolder(str(root)), keep=keep)
    if found.problems:
        record_conflicts(str(root), found)
    else:
        apply_plan(str(root), found)
    return found


@pytest.fixture
def clash(tmp_path: Path) -> Path:
    run(tmp_path, OLD)
    (tmp_path / PATH).write_text("one\nmine\nthree\n")
    assert run(tmp_path, "one\nTWO\nthree\n").problems
    return tmp_path


def resolve(root: Path) -> str:
    text = "one\nmine and TWO\nthree\n"
    (root / SIDE).write_text(text)
    return text


def test_conflict_writes_only_the_text_with_markers(clash: Path) -> None:
    assert (clash / PATH).read_text() == "one\nmine\nthree\n"
    assert (clash / f".scaffold/base/{PATH}").read_text() == OLD
    assert (clash / SIDE).read_text() == (
        "one\n<<<<<<< yours\nmine\n=======\nTWO\n>>>>>>> scaffold's\nthree\n"
    )
    assert "conflict/" in (clash / ".scaffold/.gitignore").read_text()


def test_a_resolved_text_becomes_the_file(clash: Path) -> None:
    text = resolve(clash)
    (change,) = run(clash, "one\nTWO\nthree\n").changes
    assert change.action == "merge"
    assert (clash / PATH).read_text() == text
    assert not (clash / ".scaffold/conflict").exists()
    (again,) = run(clash, "one\nTWO\nthree\n").changes
    assert again.action == "identical"


def test_unfinished_resolution_is_kept(clash: Path) -> None:
    half = (clash / SIDE).read_text().replace("three", "three, by hand")
    (clash / SIDE).write_text(half)
    assert run(clash, "one\nTWO\nthree\n").problems
    assert (clash / SIDE).read_text() == half


@pytest.mark.parametrize("text", ["", " \n\n"])
def test_an_empty_text_resolves_nothing(clash: Path, text: str) -> None:
    (clash / SIDE).write_text(text)
    assert run(clash, "one\nTWO\nthree\n").problems
    assert (clash / PATH).read_text() == "one\nmine\nthree\n"


def test_resolution_of_another_conflict_is_kept_but_not_used(clash: Path) -> None:
    text = resolve(clash)
    assert run(clash, "one\nZWEI\nthree\n").problems
    assert "ZWEI" in (clash / SIDE).read_text()
    assert (clash / f"{SIDE}.old").read_text() == text


def test_an_untouched_text_is_replaced_when_the_conflict_changes(clash: Path) -> None:
    assert run(clash, "one\nZWEI\nthree\n").problems
    assert "ZWEI" in (clash / SIDE).read_text()
    assert not (clash / f"{SIDE}.old").exists()


def test_keep_ends_the_conflict(clash: Path) -> None:
    run(clash, "one\nTWO\nthree\n", keep=(PATH,))
    assert (clash / PATH).read_text() == "one\nmine\nthree\n"
    assert not (clash / ".scaffold/conflict").exists()
    (again,) = run(clash, "one\nTWO\nthree\n").changes
    assert again.action == "identical"


@pytest.mark.parametrize("damage", ["", "[]", "{", '{"models/order.js": 1}', "\xff"])
def test_damaged_index_uses_no_resolution(clash: Path, damage: str) -> None:
    text = resolve(clash)
    (clash / ".scaffold/conflict/index.json").write_bytes(damage.encode("latin-1"))
    assert run(clash, "one\nTWO\nthree\n").problems
    assert (clash / f"{SIDE}.old").read_text() == text
