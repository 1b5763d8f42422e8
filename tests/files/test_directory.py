"""An open folder, relative to its descriptor and, as on Windows, by path."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pytest

from scaffold.errors import SchemaError
from scaffold.files.apply_changes import apply_plan
from scaffold.files.directory import MAX_BYTES, Directory, LinkError
from scaffold.files.tree import Tree
from tests.files.test_apply import generate, project, tree
from tests.files.test_edits_meanwhile import second_run


@pytest.fixture(params=["by name", "by path"], autouse=True)
def mode(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """`by path` is how it works on Windows."""
    if request.param == "by path":
        monkeypatch.setattr("scaffold.files.directory._RELATIVE", False)
    return str(request.param)


@pytest.fixture
def folder(tmp_path: Path) -> Directory:
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/a").write_text("precious")
    return Directory.open(str(root))


def test_files_are_written_and_read(folder: Directory) -> None:
    folder.write_new("a", b"text", 0o640)
    assert folder.read("a") == b"text"
    status = folder.status("a")
    assert status is not None and stat.S_IMODE(status.st_mode) == 0o640
    with pytest.raises(FileExistsError):
        folder.write_new("a", b"")
    folder.replace("a", b"new")
    assert folder.read("a") == b"new"
    assert folder.kinds() == {"a": "file"}
    folder.remove("a")
    folder.remove("a")
    assert folder.read("a") is None
    assert folder.status("a") is None


def test_folders_in_it(folder: Directory) -> None:
    folder.make_folder("b")
    inner = folder.folder("b")
    inner.write_new("a", b"text")
    assert inner.link("a", folder, "second")
    inner.move("a", folder, "a")
    assert folder.kinds() == {"a": "file", "b": "folder", "second": "file"}
    folder.remove_folder("b")
    folder.make_folder("c")
    folder.folder("c").write_new("x", b"")
    folder.remove_tree("c")
    with pytest.raises(FileNotFoundError):
        folder.folder("c")
    with pytest.raises(NotADirectoryError):
        folder.folder("a")
    inner.close()
    inner.close()


def test_no_link_is_followed(folder: Directory, tmp_path: Path) -> None:
    os.symlink(tmp_path / "outside", folder.full("folder"))
    os.symlink(tmp_path / "outside/a", folder.full("file"))
    os.symlink(tmp_path / "outside/new", folder.full("nowhere"))
    with pytest.raises(LinkError):
        folder.folder("folder")
    for name in ("file", "nowhere"):
        with pytest.raises(LinkError, match=name):
            folder.read(name)
        with pytest.raises((LinkError, FileExistsError)):
            folder.write_new(name, b"x")
        folder.replace(name, b"mine")
        assert folder.read(name) == b"mine"
    with pytest.raises(LinkError):
        folder.remove_tree("folder")
    folder.remove("folder")
    assert os.listdir(tmp_path / "outside") == ["a"]
    assert (tmp_path / "outside/a").read_text() == "precious"


def test_special_files_are_not_read(folder: Directory) -> None:
    os.mkfifo(folder.full("pipe"))
    folder.make_folder("folder")
    with open(folder.full("huge"), "wb") as file:
        file.truncate(MAX_BYTES + 1)
    for name, message in (
        ("pipe", "a pipe or device"),
        ("folder", "it is a folder"),
        ("huge", "200,000,001 bytes"),
    ):
        with pytest.raises(OSError, match=message) as refused:
            folder.read(name)
        assert refused.value.filename == folder.full(name)


def test_errors_name_the_whole_path(folder: Directory) -> None:
    for call in (folder.folder, folder.remove_folder):
        with pytest.raises(FileNotFoundError) as refused:
            call("missing")
        assert refused.value.filename == folder.full("missing")
    with pytest.raises(FileNotFoundError) as moved:
        folder.move("missing", folder, "new")
    assert moved.value.filename == folder.full("new")


def test_runs_and_rollback(tmp_path: Path) -> None:
    root = tmp_path / "project"
    project(root)
    (root / "real").mkdir()
    shutil.move(root / "models/c.js", root / "real/c.js")
    (root / "models/c.js").symlink_to("../real/c.js")
    generate(root, 2)
    assert "c 2" in (root / "real/c.js").read_text()
    assert (root / "models/c.js").is_symlink()
    second = tmp_path / "second"
    project(second)
    found = second_run(second)
    (second / "models/c.js").write_text("edited\n")
    before = tree(second)
    with pytest.raises(SchemaError, match=r"models/c\.js: the file changed"):
        apply_plan(str(second), found)
    assert tree(second) == before


def test_locations_in_a_tree(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "models").symlink_to("real")
    (tmp_path / "away").symlink_to(tmp_path.parent)
    (tmp_path / ".git").mkdir()
    (tmp_path / "hooks").symlink_to(".git")
    with Tree(str(tmp_path)) as found:
        assert found.locate("models/a.js") == ("real", "a.js")
        assert found.locate(".scaffold/base/a.js") == (".scaffold/base", "a.js")
        for path in ("away/a.js", "hooks/a.js"):
            with pytest.raises(LinkError):
                found.locate(path)
