"""A file that is saved during a run is never overwritten."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from scaffold.errors import SchemaError
from scaffold.files.apply_changes import apply_plan, recover
from scaffold.files.disk import ProjectFolder
from scaffold.files.encoding_details import text_digest
from scaffold.files.file_plan import File, FilePlan, Removal
from scaffold.files.planning import plan_files
from scaffold.files.replace_file import write_unchanged
from tests.files.test_apply import (
    MODEL,
    RECORD,
    generate,
    half_done,
    in_a_child,
    interrupted,
    project,
    tree,
)

pytestmark = pytest.mark.slow

Save = Callable[[Path, str], None]


def in_place(path: Path, text: str) -> None:
    path.write_text(text)


def by_rename(path: Path, text: str) -> None:
    beside = path.with_name(f"{path.name}~")
    beside.write_text(text)
    os.rename(beside, path)


@contextmanager
def at_moment(moment: int, act: Callable[[], object]) -> Iterator[list[str]]:
    """Act before operation number `moment` on the disk; the list gets that operation's name."""
    left = [moment]
    reached: list[str] = []

    def interrupt(name: str) -> None:
        left[0] -= 1
        if left[0] == -1:
            reached.append(name)
            act()

    with pytest.MonkeyPatch.context() as monkeypatch:
        interrupted(monkeypatch, interrupt)
        yield reached


def second_run(root: Path) -> FilePlan:
    """What the second run would do: models are updated, a migration and the lock follow."""
    files = [
        File(f"models/{name}.js", MODEL.replace("four", f"{name} 2"), "merge")
        for name in ("a", "b", "c")
    ]
    files += [
        File("migrations/11.js", "step 1\n", "new"),
        File(RECORD, "step 0\nstep 1\n", "replace"),
    ]
    return plan_files(files, ProjectFolder(str(root)))


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("standing")
    project(root)
    return root


@pytest.mark.parametrize("save", [in_place, by_rename])
@pytest.mark.parametrize("path", ["models/a.js", "models/c.js", RECORD])
def test_save_at_any_operation_is_kept(
    tmp_path: Path, standing: Path, path: str, save: Save
) -> None:
    outcomes = set()
    for moment in range(200):
        root = tmp_path / str(moment)
        shutil.copytree(standing, root)
        before = tree(root)
        found = second_run(root)
        text = before[path] + "saved\n"
        refused = ""
        with at_moment(moment, partial(save, root / path, text)) as reached:
            try:
                apply_plan(str(root), found)
            except SchemaError as error:
                refused = str(error)
        outcomes.add(bool(refused))
        if not reached:
            break
        if (root / path).read_text() != text:
            # The one race that no system call can prevent: the file is replaced at the same time.
            assert save is by_rename
            assert reached == ["replace"]
            continue
        if refused:
            assert refused.startswith(f"{path}: the file changed")
            assert tree(root) == {**before, path: text}, moment
            assert not (root / ".scaffold/pending").exists()
            generate_again(root)
            assert "saved\n" in (root / path).read_text() or path == RECORD
    else:
        pytest.fail("the run never came to its end")
    assert outcomes == {True, False}


def generate_again(root: Path) -> None:
    apply_plan(str(root), second_run(root))
    assert "a 2" in (root / "models/a.js").read_text()


def test_a_write_through_a_handle_that_was_open_before(tmp_path: Path, standing: Path) -> None:
    for moment in range(200):
        root = tmp_path / str(moment)
        shutil.copytree(standing, root)
        before = tree(root)
        with open(root / "models/a.js", "a") as editor:

            def save(editor: object = editor) -> None:
                print("saved", file=editor, flush=True)  # type: ignore[call-overload]

            found = second_run(root)
            with at_moment(moment, save) as reached:
                try:
                    apply_plan(str(root), found)
                    refused = False
                except SchemaError as error:
                    assert str(error).startswith("models/a.js: the file changed")
                    refused = True
        if not reached:
            return
        if refused:
            wanted = {**before, "models/a.js": before["models/a.js"] + "saved\n"}
            assert tree(root) == wanted, moment
        else:
            # Only after it was looked at for the last time, when all is done.
            assert (root / RECORD).read_text() == "step 0\nstep 1\n"
            assert reached[0] in ("open", "unlink", "rmdir")
    pytest.fail("the run never came to its end")


def test_a_file_that_appears_is_not_written_over(tmp_path: Path, standing: Path) -> None:
    for moment in range(200):
        root = tmp_path / str(moment)
        shutil.copytree(standing, root)
        before = tree(root)
        path = root / "migrations/11.js"
        found = second_run(root)
        refused = False
        with at_moment(moment, partial(path.write_text, "theirs\n")) as reached:
            try:
                apply_plan(str(root), found)
            except SchemaError as error:
                assert str(error).startswith("migrations/11.js: the file changed")
                refused = True
        if not reached:
            return
        assert path.read_text() == "theirs\n"
        if refused:
            assert tree(root) == {**before, "migrations/11.js": "theirs\n"}, moment
    pytest.fail("the run never came to its end")


def test_deleted_file_stops_the_run(tmp_path: Path, standing: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(standing, root)
    before = tree(root)
    found = second_run(root)
    (root / "models/c.js").unlink()
    with pytest.raises(SchemaError, match=r"models/c\.js: the file changed"):
        apply_plan(str(root), found)
    assert tree(root) == {path: text for path, text in before.items() if path != "models/c.js"}


@pytest.mark.parametrize("edit", ["step 0\nmine\n", None])
def test_a_file_to_remove_that_was_edited(tmp_path: Path, standing: Path, edit: str | None) -> None:
    root = tmp_path / "project"
    shutil.copytree(standing, root)
    files = [File("models/a.js", MODEL.replace("four", "a 2"), "merge")]
    removals = [Removal("migrations/10.js", text_digest("step 0\n"))]
    found = plan_files(files, ProjectFolder(str(root)), removals=removals)
    if edit is None:
        (root / "migrations/10.js").unlink()
        apply_plan(str(root), found)
        assert "a 2" in (root / "models/a.js").read_text()
        return
    (root / "migrations/10.js").write_text(edit)
    before = tree(root)
    with pytest.raises(SchemaError, match=r"migrations/10\.js: the file changed"):
        apply_plan(str(root), found)
    assert tree(root) == before


def test_rollback_of_the_first_run_leaves_no_folder(tmp_path: Path) -> None:
    files = [File("deep/models/a.js", "a\n", "merge"), File("b.js", "b\n", "new")]
    found = plan_files(files, ProjectFolder(str(tmp_path)))
    (tmp_path / "b.js").write_text("theirs\n")
    with pytest.raises(SchemaError, match=r"b\.js: the file changed"):
        apply_plan(str(tmp_path), found)
    assert tree(tmp_path) == {"b.js": "theirs\n"}
    assert os.listdir(tmp_path) == ["b.js"]


def refused_run(root: Path, found: FilePlan, moment: int) -> int:
    """Roll back a run, in a child that is killed before its operation number `moment`."""

    def work() -> None:
        with at_moment(moment, lambda: os._exit(9)):
            try:
                apply_plan(str(root), found)
            except SchemaError:
                os._exit(0)

    return in_a_child(work)


def test_rollback_killed_at_any_operation_is_finished(tmp_path: Path, standing: Path) -> None:
    for moment in range(200):
        root = tmp_path / str(moment)
        shutil.copytree(standing, root)
        found = second_run(root)
        (root / "models/c.js").write_text("edited\n" + MODEL.replace("four", "c 1"))
        before = tree(root)
        code = refused_run(root, found, moment)
        generate(root, 2, version="2")
        after = tree(root)
        # A kill before the edit was seen lets the next run finish the migration, or make its own.
        migrations = [path for path in after if path.startswith("migrations/")]
        assert len(migrations) == 2, moment
        assert after["models/c.js"] == "edited\n" + MODEL.replace("four", "c 2"), moment
        assert after["models/b.js"] == before["models/b.js"].replace("b 1", "b 2"), moment
        assert not (root / ".scaffold/pending").exists()
        if code == 0:
            return
        assert code == 9
    pytest.fail("the run never came to its end")


def test_run_rolled_back_twice_restores_everything(tmp_path: Path, standing: Path) -> None:
    for first in range(30, 90, 5):
        for second in range(0, 40, 9):
            root = tmp_path / f"{first} {second}"
            shutil.copytree(standing, root)
            found = second_run(root)
            (root / "models/c.js").write_text("mine\n")
            before = tree(root)
            refused_run(root, found, first)
            if not (root / ".scaffold/pending/reversed.json").exists():
                continue
            assert in_a_child(partial(recovered, root, second)) in (0, 9)
            recover(str(root))
            assert tree(root) == before, (first, second)


def recovered(root: Path, moment: int) -> None:
    with at_moment(moment, lambda: os._exit(9)):
        recover(str(root))


def test_an_edit_while_a_killed_run_is_finished(tmp_path: Path) -> None:
    killed = half_done(tmp_path)
    for path in ("models/b.js", "models/c.js"):
        for moment in range(100):
            root = tmp_path / f"{path.replace('/', ' ')} {moment}"
            shutil.copytree(killed, root)
            text = (root / path).read_text() + "saved\n"
            with at_moment(moment, partial(in_place, root / path, text)) as reached:
                recover(str(root))
            if not reached:
                break
            assert (root / path).read_text() == text, moment
            generate(root, 2, version="3")
            assert (root / path).read_text().endswith("saved\n"), moment
            assert len(list((root / "migrations").iterdir())) == 2
        else:
            pytest.fail("the recovery never came to its end")


def test_random_saves_of_several_files(tmp_path: Path, standing: Path) -> None:
    chosen = random.Random(10)
    for attempt in range(40):
        root = tmp_path / str(attempt)
        shutil.copytree(standing, root)
        before = tree(root)
        found = second_run(root)
        saves = sorted(
            (chosen.randrange(90), chosen.choice(["models/a.js", "models/b.js", "models/c.js"]))
            for _ in range(chosen.randint(1, 4))
        )
        at = [0]
        saved: dict[str, str] = {}

        def interrupt(name: str, at: list[int] = at, saves: list[tuple[int, str]] = saves) -> None:
            at[0] += 1
            for moment, path in saves:
                if moment == at[0]:
                    saved[path] = before[path] + f"saved at {moment}\n"  # noqa: B023
                    (root / path).write_text(saved[path])  # noqa: B023

        with pytest.MonkeyPatch.context() as monkeypatch:
            interrupted(monkeypatch, interrupt)
            try:
                apply_plan(str(root), found)
                refused = False
            except SchemaError:
                refused = True
        after = tree(root)
        for path, text in saved.items():
            assert after[path] == text, (attempt, path)
        if refused:
            assert after == {**before, **saved}, attempt


@pytest.mark.parametrize("save", [in_place, by_rename])
def test_a_schema_that_is_saved_meanwhile_is_not_written_over(tmp_path: Path, save: Save) -> None:
    path = tmp_path / "scaffold.yaml"
    for before in ("old\n", None):
        outcomes = set()
        for moment in range(50):
            path.unlink(missing_ok=True)
            if before is not None:
                path.write_text(before)
            with at_moment(moment, lambda: save(path, "saved\n")) as reached:
                read = None if before is None else before.encode()
                written = write_unchanged(str(path), b"new\n", read)
            assert [each.name for each in tmp_path.iterdir()] == ["scaffold.yaml"]
            if not reached:
                assert path.read_text() == "new\n"
                break
            outcomes.add(written)
            if path.read_text() != "saved\n":
                assert save is by_rename
                assert reached == ["replace"]
        else:
            pytest.fail("the run never came to its end")
        assert outcomes == {True, False}
