from __future__ import annotations

import os
from pathlib import Path

import pytest

import scaffold
from scaffold.files.apply_changes import apply_plan
from scaffold.files.cache import remember, unchanged
from scaffold.files.disk import ProjectFolder
from scaffold.files.file_plan import File
from scaffold.files.planning import plan_files
from scaffold.project.run import _inputs
from scaffold.project.schema_source import Source

INPUTS = (b"schema", b"lock", b"1.0")


@pytest.fixture
def root(tmp_path: Path) -> str:
    (tmp_path / "index.js").write_text("theirs\n")
    files = [File("models/a b.js", "text\n", "merge"), File("index.js", "ours\n", "once")]
    found = plan_files(files, ProjectFolder(str(tmp_path)))
    apply_plan(str(tmp_path), found)
    remember(str(tmp_path), INPUTS, found)
    return str(tmp_path)


def test_unchanged_outputs_are_returned(root: str) -> None:
    assert unchanged(root, INPUTS) == (("identical", "models/a b.js"), ("skip", "index.js"))


@pytest.mark.parametrize(
    "inputs",
    [
        (b"schema!", b"lock", b"1.0"),
        (b"schema", b"", b"1.0"),
        (b"schema", b"lock", b"1.1"),
        (b"schem", b"alock", b"1.0"),
        (),
    ],
)
def test_other_inputs_need_a_full_run(root: str, inputs: tuple[bytes, ...]) -> None:
    assert unchanged(root, inputs) is None


def test_missing_output_needs_a_full_run(root: str) -> None:
    os.unlink(f"{root}/models/a b.js")
    assert unchanged(root, INPUTS) is None


def test_modified_output_of_the_same_size_needs_a_full_run(root: str) -> None:
    path = f"{root}/models/a b.js"
    Path(path).write_text("tExt\n")
    os.utime(path, ns=(1, 1))
    assert unchanged(root, INPUTS) is None


def test_modified_output_with_the_same_time_needs_a_full_run(root: str) -> None:
    path = f"{root}/models/a b.js"
    status = os.stat(path)
    Path(path).write_text("text and more\n")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert unchanged(root, INPUTS) is None


def test_pending_run_needs_a_full_run(root: str) -> None:
    os.mkdir(f"{root}/.scaffold/pending")
    assert unchanged(root, INPUTS) is None


def test_a_cache_that_is_damaged_is_ignored(root: str) -> None:
    cache = Path(root, ".scaffold/cache")
    whole = cache.read_bytes()
    for length in range(len(whole)):
        cache.write_bytes(whole[:length])
        assert unchanged(root, INPUTS) is None
    for damaged in (whole + b"x", whole.replace(b" ", b""), b"\xff" * 80, b"\n" * 80):
        cache.write_bytes(damaged)
        assert unchanged(root, INPUTS) is None
    cache.unlink()
    assert unchanged(root, INPUTS) is None


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    found = plan_files([], ProjectFolder(str(tmp_path)))
    remember(str(tmp_path), INPUTS, found)
    assert unchanged(str(tmp_path), INPUTS) is None


def test_another_install_of_the_same_version_needs_a_full_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = tmp_path / "__init__.py"
    installed.touch()
    monkeypatch.setattr(scaffold, "__file__", str(installed))
    source = Source(str(tmp_path), "scaffold.yaml", b"models: {}")
    before = _inputs(source)
    assert _inputs(source) == before
    os.utime(installed, ns=(1, 1))
    assert _inputs(source) != before
