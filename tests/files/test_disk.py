from __future__ import annotations

import os
from pathlib import Path

import pytest

from scaffold.errors import EnvironmentFailure
from scaffold.files.disk import ProjectFolder
from scaffold.files.file_plan import Blocked


def blocked(root: Path, path: str) -> str:
    found = ProjectFolder(str(root)).read(path)
    assert isinstance(found, Blocked), found
    assert found.hint
    return found.message


def test_texts_are_read_unchanged(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models/a.js").write_bytes("\ufeffé\r\nb".encode())
    folder = ProjectFolder(str(tmp_path))
    assert folder.read("models/a.js") == "\ufeffé\r\nb"
    assert folder.read("models/b.js") is None
    assert folder.read("missing/b.js") is None
    assert folder.base("models/a.js") is None


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_bytes(b"one\ntwo \xff\n")
    assert blocked(tmp_path, "a.js") == "line 2 is not UTF-8 text"


def test_unusable_paths_are_blocked(tmp_path: Path) -> None:
    (tmp_path / "a.js").mkdir()
    (tmp_path / "models").write_text("")
    os.mkfifo(tmp_path / "pipe.js")
    assert "this is a folder" in blocked(tmp_path, "a.js")
    assert "is a file" in blocked(tmp_path, "models/a.js")
    assert "is a file" in blocked(tmp_path, "models/deep/a.js")
    assert "not a regular file" in blocked(tmp_path, "pipe.js")


def test_links_that_stay_inside_are_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real/a.js").write_text("text")
    (tmp_path / "models").symlink_to("real")
    (tmp_path / "b.js").symlink_to("real/a.js")
    folder = ProjectFolder(str(tmp_path))
    assert folder.read("models/a.js") == "text"
    assert folder.read("b.js") == "text"


def test_links_out_of_the_folder_are_refused(tmp_path: Path) -> None:
    root, outside = tmp_path / "project", tmp_path / "project2"
    root.mkdir()
    outside.mkdir()
    (outside / "a.js").write_text("secret")
    (root / "models").symlink_to(outside)
    (root / "a.js").symlink_to(outside / "a.js")
    (root / "lost.js").symlink_to("nowhere.js")
    (root / "gone").symlink_to("nowhere")
    assert "leads out" in blocked(root, "models/a.js")
    assert "leads out" in blocked(root, "models/new.js")
    assert "leads out" in blocked(root, "a.js")
    assert "has no target" in blocked(root, "lost.js")
    assert "has no target" in blocked(root, "gone/a.js")


@pytest.mark.parametrize(
    "path", ["../a.js", "/etc/a.js", "a/../../b.js", "C:/a.js", "a\\..\\b.js", "", "a//b", "./a"]
)
def test_paths_out_of_the_folder_are_a_bug(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="not a path inside"):
        ProjectFolder(str(tmp_path)).read(path)


def test_a_file_of_another_case_where_case_does_not_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "Order.js").write_text("theirs")
    assert ProjectFolder(str(tmp_path)).read("order.js") is None or os.path.lexists(
        tmp_path / "order.js"
    )
    monkeypatch.setattr("os.path.lexists", lambda path: True)
    assert "Order.js exists" in blocked(tmp_path, "order.js")


def test_unreadable_file_is_a_clean_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.js").write_text("")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.read", refuse)
    with pytest.raises(EnvironmentFailure, match=r"a\.js: Permission denied"):
        ProjectFolder(str(tmp_path)).read("a.js")
    monkeypatch.setattr("os.scandir", refuse)
    with pytest.raises(EnvironmentFailure, match="Permission denied"):
        ProjectFolder(str(tmp_path)).read("b.js")


def test_missing_folder_is_empty(tmp_path: Path) -> None:
    folder = ProjectFolder(str(tmp_path / "missing"))
    assert folder.read("models/a.js") is None
    assert folder.base("models/a.js") is None
    assert folder.resolution("models/a.js") is None
