from __future__ import annotations

import bisect
import os
import shutil
import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scaffold.errors import EnvironmentFailure, SchemaError
from scaffold.files.apply_changes import apply_plan, recover
from scaffold.files.disk import ProjectFolder
from scaffold.files.encoding_details import text_digest
from scaffold.files.file_plan import File, FilePlan, Removal
from scaffold.files.planning import plan_files

pytestmark = pytest.mark.slow

RECORD = ".scaffold/history/20260101000000-00000000.json"
MODEL = "one\ntwo\nthree\nfour\nfive\n"


def generate(root: Path, step: int, version: str = "1") -> FilePlan:
    """Run a small generator: a migration for each step that the lock lacks, three models."""
    recover(str(root))
    disk = ProjectFolder(str(root))
    record = disk.read(RECORD) or ""
    assert isinstance(record, str)
    files = [
        File(f"models/{name}.js", MODEL.replace("four", f"{name} {step}"), "merge")
        for name in ("a", "b", "c")
    ]
    for missing in range(record.count("step"), step):
        files.append(File(f"migrations/{version}{missing}.js", f"step {missing}\n", "new"))
        record += f"step {missing}\n"
    files += [File("models/index.js", "index\n", "once"), File(RECORD, record, "replace")]
    found = plan_files(files, disk)
    apply_plan(str(root), found)
    return found


def tree(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): path.read_text()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def project(root: Path) -> None:
    """Make a project after its first run, which a person has edited and extended."""
    root.mkdir(exist_ok=True)
    generate(root, 1)
    (root / "models/b.js").write_text((root / "models/b.js").read_text().replace("two", "mine"))
    os.chmod(root / "models/b.js", 0o640)


def test_second_run_writes_nothing(tmp_path: Path) -> None:
    project(tmp_path)
    assert set(tree(tmp_path)) == {
        ".scaffold/.gitignore",
        *(f".scaffold/base/models/{name}.js" for name in ("a", "b", "c")),
        *(f"models/{name}.js" for name in ("a", "b", "c", "index")),
        "migrations/10.js",
        RECORD,
    }
    times = {path: os.stat(tmp_path / path).st_mtime_ns for path in tree(tmp_path)}
    time.sleep(0.01)
    second = generate(tmp_path, 1)
    assert {change.action for change in second.changes} == {"identical"}
    assert times == {path: os.stat(tmp_path / path).st_mtime_ns for path in tree(tmp_path)}


def test_an_edit_is_merged_in_place_with_its_mode(tmp_path: Path) -> None:
    project(tmp_path)
    generate(tmp_path, 2)
    assert (tmp_path / "models/b.js").read_text() == "one\nmine\nthree\nb 2\nfive\n"
    assert (tmp_path / ".scaffold/base/models/b.js").read_text() == "one\ntwo\nthree\nb 2\nfive\n"
    assert stat.S_IMODE(os.stat(tmp_path / "models/b.js").st_mode) == 0o640


def test_a_link_inside_is_written_through(tmp_path: Path) -> None:
    project(tmp_path)
    os.replace(tmp_path / "models/a.js", tmp_path / "real.js")
    (tmp_path / "models/a.js").symlink_to("../real.js")
    generate(tmp_path, 2)
    assert (tmp_path / "models/a.js").is_symlink()
    assert "a 2" in (tmp_path / "real.js").read_text()


def test_removals(tmp_path: Path) -> None:
    project(tmp_path)
    removals = [
        Removal("migrations/10.js", text_digest("step 0\n")),
        Removal("models/a.js", text_digest("")),
    ]
    found = plan_files([], ProjectFolder(str(tmp_path)), removals=removals[:1])
    apply_plan(str(tmp_path), found)
    assert not (tmp_path / "migrations/10.js").exists()
    assert [path.name for path in (tmp_path / ".scaffold/base").iterdir()] == ["models"]
    refused = plan_files([], ProjectFolder(str(tmp_path)), removals=removals)
    with pytest.raises(SchemaError, match=r"models/a\.js"):
        apply_plan(str(tmp_path), refused)
    assert (tmp_path / "models/a.js").exists()


def test_a_plan_with_a_conflict_writes_nothing(tmp_path: Path) -> None:
    project(tmp_path)
    (tmp_path / "models/c.js").write_text(MODEL.replace("four", "mine"))
    before = tree(tmp_path)
    with pytest.raises(SchemaError, match=r"models/c\.js:4:1"):
        generate(tmp_path, 2)
    assert tree(tmp_path) == before


def test_path_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    root = tmp_path / "root"
    outside.mkdir()
    root.mkdir()
    found = plan_files([File("models/a.js", "", "new")], ProjectFolder(str(root)))
    (root / "models").symlink_to(outside)
    with pytest.raises(EnvironmentFailure, match="models leads out of the schema's folder"):
        apply_plan(str(root), found)
    assert not list(outside.iterdir())
    assert not (root / ".scaffold").exists()


Interrupt = Callable[[str], None]


def interrupted(monkeypatch: pytest.MonkeyPatch, interrupt: Interrupt) -> None:
    """Call `interrupt` before each operation that changes the disk; it may raise or exit."""

    def wrap(name: str, original: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **options: object) -> object:
            interrupt(name)
            return original(*args, **options)

        return call

    for name in ("mkdir", "open", "write", "chmod", "replace", "link", "unlink", "rmdir"):
        monkeypatch.setattr(os, name, wrap(name, getattr(os, name)))


def in_a_child(work: Callable[[], object]) -> int:
    """Run in a child process; return 9 if it was killed, 0 if it ended."""
    child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        except BaseException:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def kill_at(root: Path, step: int, version: str, step_number: int) -> int:
    """Generate in a child that is killed before its operation number `step_number`."""

    def work() -> None:
        left = [step_number]

        def interrupt(name: str) -> None:
            left[0] -= 1
            if left[0] < 0:
                os._exit(9)

        with pytest.MonkeyPatch.context() as monkeypatch:
            interrupted(monkeypatch, interrupt)
            generate(root, step, version)

    return in_a_child(work)


def without_versions(texts: dict[str, str]) -> list[tuple[str, str]]:
    """Return the tree; migrations without the version, which only tells their run."""
    return sorted(
        (f"migrations/{path[-4:]}" if path.startswith("migrations/") else path, text)
        for path, text in texts.items()
    )


@pytest.mark.parametrize("first_run", [True, False])
def test_a_run_killed_at_any_point_is_finished_by_the_next(tmp_path: Path, first_run: bool) -> None:
    standing = tmp_path / "standing"
    standing.mkdir()
    if not first_run:
        project(standing)
    before = tree(standing)
    unharmed = shutil.copytree(standing, tmp_path / "unharmed")
    generate(unharmed, 2)
    wanted = tree(unharmed)
    outcomes = set()
    for step_number in range(200):
        root = shutil.copytree(standing, tmp_path / str(step_number))
        code = kill_at(root, 2, "1", step_number)
        for path, text in tree(root).items():
            if not path.startswith(".scaffold/pending/"):
                assert text in (before.get(path), wanted[path]), f"{path} at {step_number}"
        generate(root, 2, version="2")
        assert without_versions(tree(root)) == without_versions(wanted), step_number
        assert not (root / ".scaffold/pending").exists()
        outcomes.add(any(path.startswith("migrations/2") for path in tree(root)))
        if code == 0:
            break
        assert code == 9
    else:
        pytest.fail("the run never came to its end")
    assert outcomes == {True, False}


def test_a_recovery_killed_at_any_point_is_finished_by_the_next(tmp_path: Path) -> None:
    unharmed = tmp_path / "unharmed"
    project(unharmed)
    generate(unharmed, 2)
    wanted = tree(unharmed)
    killed = half_done(tmp_path)
    for step_number in range(100):
        root = tmp_path / f"recovered {step_number}"
        shutil.copytree(killed, root)
        code = kill_at(root, 2, "2", step_number)
        generate(root, 2, version="3")
        assert tree(root) == wanted, step_number
        if code == 0:
            break
    else:
        pytest.fail("the run never came to its end")


def test_disk_failure_at_any_operation_is_rolled_back_or_finished(tmp_path: Path) -> None:
    standing = tmp_path / "standing"
    project(standing)
    before = tree(standing)
    unharmed = shutil.copytree(standing, tmp_path / "unharmed")
    generate(unharmed, 2)
    wanted = tree(unharmed)
    hints = set()
    for step_number in range(100):
        root = shutil.copytree(standing, tmp_path / str(step_number))
        left = [step_number]

        def interrupt(name: str, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] == -1:
                raise OSError(28, "No space left on device")

        try:
            with pytest.MonkeyPatch.context() as monkeypatch:
                interrupted(monkeypatch, interrupt)
                generate(root, 2)
        except EnvironmentFailure as error:
            assert "No space left on device" in str(error)
            untouched = "Nothing was changed" in str(error)
            hints.add(untouched)
            if untouched:
                assert tree(root) == before, step_number
        else:
            if left[0] >= 0:
                break
        generate(root, 2)
        assert tree(root) == wanted, step_number
    else:
        pytest.fail("the run never came to its end")
    assert hints == {True, False}


def half_done(folder: Path) -> Path:
    """Return a project whose second run was killed after its first model was written."""
    standing = folder / "standing"
    project(standing)

    def is_written(step_number: int) -> bool:
        root = folder / str(step_number)
        shutil.copytree(standing, root)
        kill_at(root, 2, "1", step_number)
        return "a 2" in (root / "models/a.js").read_text()

    # Once written, it is written at each later operation.
    first = bisect.bisect_left(range(100), True, key=is_written)
    root = folder / str(first)
    assert (root / ".scaffold/pending/manifest.json").exists()
    return root


def test_an_edit_after_the_kill_is_merged(tmp_path: Path) -> None:
    root = half_done(tmp_path)
    for name in ("a", "c"):
        path = root / f"models/{name}.js"
        path.write_text(path.read_text().replace("one", "edited"))
    generate(root, 2, version="2")
    for name in ("a", "c"):
        text = (root / f"models/{name}.js").read_text()
        assert text == f"edited\ntwo\nthree\n{name} 2\nfive\n"
    assert len(list((root / "migrations").iterdir())) == 2


def test_a_record_changed_after_the_kill_needs_a_person(tmp_path: Path) -> None:
    root = half_done(tmp_path)
    record = (root / RECORD).read_text()
    (root / RECORD).write_text("step other\n")
    before = tree(root)
    with pytest.raises(SchemaError, match=r"00000000\.json: the file changed"):
        recover(str(root))
    assert tree(root) == before
    (root / RECORD).write_text(record)
    generate(root, 2)
    assert "b 2" in (root / "models/b.js").read_text()


def test_damaged_manifest_is_a_clean_error(tmp_path: Path) -> None:
    root = half_done(tmp_path)
    (root / ".scaffold/pending/manifest.json").write_text("[[")
    with pytest.raises(EnvironmentFailure, match="cannot be finished"):
        recover(str(root))


def test_a_folder_on_another_file_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project(tmp_path)

    def is_pending(handle: int) -> bool:
        return os.readlink(f"/proc/self/fd/{handle}").endswith(".scaffold/pending")

    def refusing(call: Callable[..., None]) -> Callable[..., None]:
        def refuse(name: str, new: str, *, src_dir_fd: int, dst_dir_fd: int, **rest: Any) -> None:
            if is_pending(src_dir_fd) != is_pending(dst_dir_fd):
                raise OSError(18, "Invalid cross-device link")
            call(name, new, src_dir_fd=src_dir_fd, dst_dir_fd=dst_dir_fd, **rest)

        return refuse

    monkeypatch.setattr(os, "replace", refusing(os.replace))
    monkeypatch.setattr(os, "link", refusing(os.link))
    generate(tmp_path, 2)
    assert (tmp_path / "models/b.js").read_text() == "one\nmine\nthree\nb 2\nfive\n"
    assert stat.S_IMODE(os.stat(tmp_path / "models/b.js").st_mode) == 0o640
    assert not [path for path in tree(tmp_path) if path.endswith(".scaffold-new")]


def test_a_folder_that_cannot_be_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project(tmp_path)
    before = tree(tmp_path)
    access = os.access
    monkeypatch.setattr(
        os, "access", lambda path, mode: "migrations" not in str(path) and access(path, mode)
    )
    with pytest.raises(EnvironmentFailure, match=r"migrations/11\.js: Permission denied"):
        generate(tmp_path, 2)
    assert tree(tmp_path) == before
