"""Which leftovers of a killed run the next run removes."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from scaffold.verify.scratch import Leftovers, scratch_folder
from scaffold.verify.server import Server

POSTGRES = Server("postgres", "db.example", 5432, "me", "secret")
SQLITE = Server("sqlite")


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The system's temporary folder."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder


def killed(server: Server = POSTGRES) -> tuple[str, tuple[str, ...]]:
    """The folder of a run that was killed, and the names of its databases."""
    with scratch_folder() as scratch:
        names = scratch.reserve(server, "migrations", "models")
        # Nobody holds the lock of the copy.
        return shutil.copytree(scratch.folder, f"{scratch.folder}0"), names


def change(folder: str, **values: object) -> None:
    """Change what a run recorded."""
    path = Path(folder, "databases.json")
    path.write_text(json.dumps(json.loads(path.read_text()) | values))


def test_names_are_recorded_before_databases_are_created() -> None:
    with scratch_folder() as scratch:
        names = scratch.reserve(POSTGRES, "migrations", "models")
        assert len({name.rpartition("_")[0] for name in names}) == 1
        assert all(
            re.fullmatch("scaffold_verify_[0-9a-f]{16}_(migrations|models)", n) for n in names
        )
        assert names == scratch.names
        record = Path(scratch.folder, "databases.json").read_text()
        assert json.loads(record)["names"] == [*names]
        assert "secret" not in record
    assert not os.path.exists(scratch.folder)


def test_sqlite_files_are_in_the_folder() -> None:
    with scratch_folder() as scratch:
        (name,) = scratch.reserve(SQLITE, "models")
        assert os.path.dirname(name) == scratch.folder
        assert name.endswith("_models.sqlite")


def test_leftovers_of_a_killed_run_are_dropped_with_its_folder(temporary: Path) -> None:
    folder, names = killed()
    with Leftovers(POSTGRES) as leftovers:
        assert leftovers.names == tuple(sorted(names))
        for name in names:
            leftovers.forget(name)
        assert leftovers.names == ()
    assert not os.path.exists(folder)
    assert list(temporary.iterdir()) == []


def test_folder_is_kept_until_all_its_databases_are_dropped() -> None:
    folder, (first, second) = killed()
    with Leftovers(POSTGRES) as leftovers:
        leftovers.forget(first)
        leftovers.keep(second, "permission denied")
    assert leftovers.notes == [
        f"{second}, left by an interrupted run, could not be dropped: permission denied"
    ]
    assert os.path.exists(folder)
    with Leftovers(POSTGRES) as again:
        assert second in again.names


def test_folder_of_a_killed_run_on_sqlite_is_removed(temporary: Path) -> None:
    folder, _ = killed(SQLITE)
    Path(folder, "scaffold_verify_x.sqlite").touch()
    with Leftovers(POSTGRES) as leftovers:
        assert leftovers.names == ()
    assert list(temporary.iterdir()) == []


def test_folder_that_disappears_meanwhile_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = os.scandir

    def scandir(path: str) -> Iterator[os.DirEntry[str]]:
        for entry in list(listed(path)):
            os.rename(entry.path, tmp_path / entry.name)
            yield entry

    killed()
    monkeypatch.setattr(os, "scandir", scandir)
    with Leftovers(POSTGRES) as leftovers:
        assert leftovers.names == ()


def test_folder_of_a_living_run_is_kept() -> None:
    with scratch_folder() as scratch:
        scratch.reserve(POSTGRES, "models")
        with Leftovers(POSTGRES) as leftovers:
            assert leftovers.names == ()
        assert os.path.exists(scratch.folder)


def test_run_with_a_living_child_process_is_kept() -> None:
    with scratch_folder() as scratch:
        scratch.reserve(POSTGRES, "models")
        inherited = os.dup(scratch.inherited_files[0])
        kept = f"{scratch.folder}0"
        os.rename(scratch.folder, kept)
    with Leftovers(POSTGRES) as leftovers:
        assert leftovers.names == ()
    os.close(inherited)
    with Leftovers(POSTGRES) as leftovers:
        assert len(leftovers.names) == 1


@pytest.mark.parametrize(
    "other",
    [
        Server("postgres", "other.example", 5432, "me"),
        Server("postgres", "db.example", 5433, "me"),
        Server("postgres", "db.example", 5432, "you"),
        Server("mysql", "db.example", 5432, "me"),
        SQLITE,
    ],
    ids=["host", "port", "user", "dialect", "sqlite"],
)
def test_databases_of_another_server_or_user_are_kept(other: Server) -> None:
    folder, _ = killed()
    with Leftovers(other) as leftovers:
        assert leftovers.names == ()
    assert os.path.exists(folder)


def test_run_of_another_machine_is_kept() -> None:
    folder, _ = killed()
    change(folder, host="elsewhere")
    with Leftovers(POSTGRES) as leftovers:
        assert leftovers.names == ()
    assert os.path.exists(folder)


def test_databases_with_other_names_are_never_dropped() -> None:
    folder, (name, _) = killed()
    change(folder, names=["shop", f"{name}; DROP DATABASE shop", "scaffold_verify_shop", name])
    with Leftovers(POSTGRES) as leftovers:
        assert leftovers.names == (name,)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"host": 1, "server": 2, "names": 3}', "\0"])
def test_folder_with_a_damaged_record_is_kept(text: str) -> None:
    folder, _ = killed()
    Path(folder, "databases.json").write_text(text)
    with Leftovers(POSTGRES) as leftovers:
        assert leftovers.names == ()
    assert os.path.exists(folder)


def test_links_are_not_followed(temporary: Path, tmp_path: Path) -> None:
    folder, _ = killed(SQLITE)
    elsewhere = tmp_path / "elsewhere"
    os.rename(folder, elsewhere)
    (temporary / "scaffold-verify-link").symlink_to(elsewhere)
    other, _ = killed(SQLITE)
    lock = Path(other, "run.lock")
    os.rename(lock, tmp_path / "lock")
    lock.symlink_to(tmp_path / "lock")
    with Leftovers(SQLITE):
        pass
    assert (elsewhere / "run.lock").exists()
    assert os.path.exists(other)


def test_old_empty_folder_without_a_lock_is_removed(temporary: Path) -> None:
    new, old, full = (temporary / f"scaffold-verify-{name}" for name in ("new", "old", "full"))
    for folder in (new, old, full):
        folder.mkdir()
    (full / "x").touch()
    past = time.time() - 7200
    for folder in (old, full):
        os.utime(folder, (past, past))
    with Leftovers(SQLITE):
        pass
    assert [new.exists(), old.exists(), full.exists()] == [True, False, True]
