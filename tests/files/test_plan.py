from __future__ import annotations

import pytest

from scaffold.errors import UsageError
from scaffold.files.encoding_details import text_digest
from scaffold.files.file_plan import (
    Blocked,
    File,
    FileChange,
    Policy,
    Removal,
    Resolution,
)
from scaffold.files.plan_merge import conflict_fingerprint
from scaffold.files.planning import plan_files
from tests.files.conftest import MemoryDisk

PATH = "models/order.js"
OLD = "one\ntwo\nthree\nfour\nfive\n"
NEW = OLD.replace("four", "FOUR")
EDITED = OLD.replace("two", "two, by hand")
BOTH = EDITED.replace("four", "FOUR")
CLASHING = OLD.replace("four", "four, by hand")


def change(
    disk: MemoryDisk,
    content: str = NEW,
    policy: Policy = "merge",
    *,
    expected: str | None = None,
    keep: tuple[str, ...] = (),
    overwrite: tuple[str, ...] = (),
) -> FileChange:
    file = File(PATH, content, policy, expected)
    (only,) = plan_files([file], disk, keep=keep, overwrite=overwrite).changes
    return only


def outcome(found: FileChange) -> tuple[str, str | None, str | None]:
    return found.action, found.content, found.base


def standing(theirs: str | None, base: str | None = OLD) -> MemoryDisk:
    return MemoryDisk(
        {PATH: theirs} if theirs is not None else {}, {PATH: base} if base is not None else {}
    )


@pytest.mark.parametrize(
    ("theirs", "base", "expected"),
    [
        pytest.param(None, None, ("create", NEW, NEW), id="new"),
        pytest.param(None, OLD, ("create", NEW, NEW), id="deleted by a person"),
        pytest.param(NEW, NEW, ("identical", None, None), id="unchanged"),
        pytest.param(NEW, OLD, ("identical", None, NEW), id="behind base"),
        pytest.param(NEW, None, ("identical", None, NEW), id="no base, same text"),
        pytest.param(OLD, OLD, ("update", NEW, NEW), id="untouched"),
        pytest.param(EDITED, NEW, ("identical", None, None), id="only theirs changed"),
        pytest.param(EDITED, OLD, ("merge", BOTH, NEW), id="both changed"),
        pytest.param(BOTH, OLD, ("identical", None, NEW), id="theirs holds the change already"),
    ],
)
def test_models(
    theirs: str | None, base: str | None, expected: tuple[str, str | None, str | None]
) -> None:
    assert outcome(change(standing(theirs, base))) == expected


def test_overlap_is_a_conflict_with_location_and_hint() -> None:
    found = change(standing(CLASHING))
    assert outcome(found) == ("conflict", None, None)
    assert found.problem and found.problem.where
    assert str(found.problem.where) == f"{PATH}:4:1"
    hint = found.problem.hint or ""
    assert f".scaffold/conflict/{PATH}" in hint
    assert f"--keep {PATH}" in hint
    assert f"--overwrite {PATH}" in hint
    assert found.marked == (
        "one\ntwo\nthree\n<<<<<<< yours\nfour, by hand\n=======\nFOUR\n>>>>>>> scaffold's\nfive\n"
    )


def test_keep_leaves_their_file_and_moves_the_base() -> None:
    assert outcome(change(standing(CLASHING), keep=(PATH,))) == ("skip", None, NEW)


def test_keep_without_a_conflict_does_not_lose_the_change() -> None:
    assert outcome(change(standing(EDITED), keep=(PATH,))) == ("merge", BOTH, NEW)


def test_overwrite_replaces_their_file() -> None:
    assert outcome(change(standing(CLASHING), overwrite=(PATH,))) == ("update", NEW, NEW)


def test_after_keep_the_next_change_merges() -> None:
    later = NEW.replace("one", "ONE")
    found = change(standing(CLASHING, base=NEW), later)
    assert outcome(found) == ("merge", CLASHING.replace("one", "ONE"), later)


def test_resolution_is_used() -> None:
    disk = standing(CLASHING)
    disk.resolutions[PATH] = Resolution("resolved\n", conflict_fingerprint(CLASHING, NEW))
    assert outcome(change(disk)) == ("merge", "resolved\n", NEW)


@pytest.mark.parametrize(
    "resolution",
    [
        pytest.param(
            Resolution(
                "<<<<<<< yours\na\n=======\nb\n>>>>>>> x\n", conflict_fingerprint(CLASHING, NEW)
            ),
            id="markers left",
        ),
        pytest.param(
            Resolution("resolved\n", conflict_fingerprint(CLASHING, OLD)), id="other output"
        ),
        pytest.param(Resolution("resolved\n", conflict_fingerprint(EDITED, NEW)), id="other edit"),
    ],
)
def test_resolution_of_another_conflict_is_not_used(
    resolution: Resolution,
) -> None:
    disk = standing(CLASHING)
    disk.resolutions[PATH] = resolution
    assert change(disk).action == "conflict"


def test_markers_left_in_their_file_are_named() -> None:
    theirs = "one\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> main\n"
    for base in (OLD, NEW, None):
        found = change(standing(theirs, base), keep=(PATH,))
        assert found.action == "conflict"
        assert found.problem and str(found.problem.where) == f"{PATH}:2:1"
    assert change(standing(theirs), overwrite=(PATH,)).action == "update"


def test_markers_between_generated_lines_are_resolved() -> None:
    merged = "one\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> main\n"
    assert outcome(change(standing(merged, merged))) == ("merge", NEW, NEW)


def test_existing_file_without_a_base_is_a_conflict_until_decided() -> None:
    found = change(standing(EDITED, None))
    assert found.action == "conflict"
    assert found.problem and str(found.problem.where) == f"{PATH}:2:1"
    assert found.marked and found.marked.count("<<<<<<< ") == 2
    assert outcome(change(standing(EDITED, None), keep=(PATH,))) == ("skip", None, NEW)
    assert outcome(change(standing(EDITED, None), overwrite=(PATH,))) == ("update", NEW, NEW)


def test_base_with_git_conflict_markers_is_made_again() -> None:
    base = "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> main\n"
    assert outcome(change(standing(EDITED, base))) == ("identical", None, NEW)
    assert outcome(change(standing(NEW, base))) == ("identical", None, NEW)


@pytest.mark.parametrize(
    ("dress", "name"),
    [
        (lambda text: text.replace("\n", "\r\n"), "CRLF"),
        (lambda text: text.removesuffix("\n"), "no last newline"),
        (lambda text: "\ufeff" + text, "byte order mark"),
        (lambda text: "\ufeff" + text.replace("\n", "\r\n").removesuffix("\r\n"), "all"),
    ],
)
def test_file_keeps_its_line_endings_and_byte_order_mark(dress, name: str) -> None:  # type: ignore[no-untyped-def]
    assert outcome(change(standing(dress(NEW), NEW))) == ("identical", None, None)
    assert outcome(change(standing(dress(OLD)))) == ("update", dress(NEW), NEW)
    assert outcome(change(standing(dress(EDITED)))) == ("merge", dress(BOTH), NEW)
    found = change(standing(dress(CLASHING)))
    assert found.action == "conflict"
    assert found.marked and found.marked.startswith(dress("one\n").removesuffix("\n"))


def test_base_with_other_line_endings_is_equal() -> None:
    crlf = OLD.replace("\n", "\r\n")
    assert outcome(change(standing(OLD, crlf))) == ("update", NEW, NEW)
    assert outcome(change(standing(EDITED, crlf), OLD)) == ("identical", None, None)


@pytest.mark.parametrize(
    ("policy", "same", "other"),
    [
        ("once", "identical", "skip"),
        ("frozen", "identical", "identical"),
        ("new", "identical", "conflict"),
        ("replace", "identical", "update"),
    ],
)
def test_files_that_are_not_merged(policy: Policy, same: str, other: str) -> None:
    assert outcome(change(MemoryDisk(), policy=policy)) == ("create", NEW, None)
    assert change(standing(NEW, None), policy=policy).action == same
    found = change(standing(OLD, None), policy=policy)
    assert found.action == other
    assert found.content == (NEW if other == "update" else None)
    assert bool(found.problem) == (other == "conflict")


def test_a_migration_is_replaced_only_while_nobody_edited_it() -> None:
    expected = text_digest(OLD)
    assert change(standing(OLD, None), policy="replace", expected=expected).action == "update"
    assert change(standing(EDITED, None), policy="replace", expected=expected).action == "conflict"


def test_a_removal_only_while_nobody_edited_it() -> None:
    removal = Removal(PATH, text_digest(OLD))
    assert plan_files([], MemoryDisk(), removals=[removal]).changes == ()
    (gone,) = plan_files([], standing(OLD), removals=[removal]).changes
    assert gone.action == "remove"
    (kept,) = plan_files([], standing(EDITED), removals=[removal]).changes
    assert kept.action == "conflict" and kept.problem


def test_blocked_path_is_a_problem_with_a_hint() -> None:
    blocked = MemoryDisk({PATH: Blocked("a folder stands here", "move it away")})
    found = change(blocked)
    assert found.action == "conflict"
    assert str(found.problem) == f"{PATH}: a folder stands here\n  move it away"


def test_all_conflicts_are_reported_at_once() -> None:
    disk = MemoryDisk(
        {"a.js": CLASHING, "b.js": CLASHING, "c.js": OLD},
        {"a.js": OLD, "b.js": OLD, "c.js": OLD},
    )
    found = plan_files([File(path, NEW, "merge") for path in ("a.js", "b.js", "c.js")], disk)
    assert [problem.where and problem.where.file for problem in found.problems] == ["a.js", "b.js"]
    assert found.behind


def test_behind_tells_whether_a_file_would_change() -> None:
    same = plan_files([File(PATH, NEW, "merge")], standing(EDITED, NEW))
    assert not same.behind
    assert plan_files([File(PATH, NEW, "merge")], standing(OLD)).behind


def test_decisions_about_other_paths_are_refused(disk: MemoryDisk) -> None:
    file = File(PATH, NEW, "merge")
    with pytest.raises(UsageError, match=r"--keep x\.js"):
        plan_files([file], disk, keep=("x.js",))
    with pytest.raises(UsageError, match=r"--overwrite x\.js"):
        plan_files([file], disk, overwrite=("x.js",))
    with pytest.raises(UsageError, match="exclude"):
        plan_files([file], disk, keep=(PATH,), overwrite=(PATH,))


def test_two_files_for_one_path_are_a_bug(disk: MemoryDisk) -> None:
    with pytest.raises(ValueError, match=r"Order\.js"):
        plan_files([File("models/order.js", "", "once"), File("models/Order.js", "", "once")], disk)
