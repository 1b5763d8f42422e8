"""Writing a plan, so that a run that is killed at any point leaves each file whole.

Two steps. Every text is first written to `.scaffold/pending/`, with a manifest that is moved into
place last: until then nothing of the project has changed, and a full disk or a kill leaves it so.
From then on the run counts as done: each text is moved to its place (one atomic rename), and what
a kill leaves undone the next run finishes before it reads anything (`recover`). So a change of the
schema never comes to two migrations.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from scaffold.errors import SchemaError, SurroundingsError
from scaffold.files.conflicts import IGNORE_FILE, IGNORED, clear_conflicts, digest
from scaffold.files.disk import (
    BASE_FOLDER,
    PENDING_FOLDER,
    check_path,
    is_inside,
    read_bytes,
    trouble,
)
from scaffold.files.types import Plan

MANIFEST = f"{PENDING_FOLDER}/manifest.json"
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_FINISH = "Mend this (room, permissions) and run again: that finishes this run first."


class Step(NamedTuple):
    """One file to write (or to remove: `content` None). `before`: a digest of what stands.

    `owner` is the file that a base belongs to: the base is left alone where that file is.
    """

    path: str
    content: str | None
    before: str | None
    owner: str | None


def apply(root: str, plan: Plan) -> None:
    """Write a plan's changes to the folder `root`, in its order, each base after its file.

    SchemaError where the plan has problems, SurroundingsError where the disk refuses; `recover`
    must have been called since the last run.
    """
    if plan.problems:
        raise SchemaError(plan.problems)
    steps = _steps(root, plan)
    if steps:
        _stage(root, steps)
        for number, step in enumerate(steps):
            _move(root, number, step)
        _end(root)
    clear_conflicts(root)


def recover(root: str, record: str = "scaffold.lock") -> tuple[str, ...]:
    """Finish a run that was killed, and return the paths that this wrote.

    A file that a person changed since the kill is left alone, with its base, so that the next
    plan merges it; where that is `record`, SchemaError: the two do not fit together.
    """
    pending = os.path.join(root, PENDING_FOLDER)
    if not os.path.lexists(pending):
        return ()
    steps = _read_manifest(os.path.join(root, MANIFEST))
    open_steps = [
        (number, step)
        for number, step in enumerate(steps)
        if step.content is None or os.path.lexists(os.path.join(pending, str(number)))
    ]
    changed = {
        step.path
        for number, step in open_steps
        if not step.owner and _is_changed(root, number, step)
    }
    if record in changed:
        raise SchemaError(
            f"{record}: it was changed after a run was interrupted, which so cannot be finished",
            f"Bring back the {record} from before that run, or remove {PENDING_FOLDER} and the "
            "migrations that it had written; then run again.",
        )
    kept = [
        (number, step)
        for number, step in open_steps
        if step.path not in changed and step.owner not in changed
    ]
    try:
        _prepare_folders(root, (step for _, step in kept), [])
    except OSError as error:
        raise trouble(error, str(error.filename), _FINISH) from error
    for number, step in kept:
        _move(root, number, step)
    _end(root)
    return tuple(step.path for _, step in kept)


def _steps(root: str, plan: Plan) -> list[Step]:
    steps = []
    for change in plan.changes:
        before = None if change.before is None else digest(change.before.encode())
        if change.content is not None or change.action == "remove":
            steps.append(Step(change.path, change.content, before, None))
        if change.base is not None:
            steps.append(Step(f"{BASE_FOLDER}/{change.path}", change.base, None, change.path))
        elif change.action == "remove":
            steps.append(Step(f"{BASE_FOLDER}/{change.path}", None, None, change.path))
    if steps and not os.path.lexists(os.path.join(root, IGNORE_FILE)):
        steps.insert(0, Step(IGNORE_FILE, IGNORED, None, None))
    return steps


def _stage(root: str, steps: Sequence[Step]) -> None:
    """Write every text to the pending folder, the manifest last; undo it all where that fails."""
    import json

    pending = os.path.join(root, PENDING_FOLDER)
    if os.path.lexists(pending):
        raise RuntimeError("an interrupted run is pending: call recover first")
    made: list[str] = []
    at = pending
    try:
        _make_folder(pending, made)
        _prepare_folders(root, steps, made)
        for number, step in enumerate(steps):
            if step.content is not None:
                at = f"{root}/{step.path}"
                staged = f"{pending}/{number}"
                _write_new(staged, step.content.encode())
                if step.before is not None:
                    os.chmod(staged, os.stat(at).st_mode & 0o7777)
        at = os.path.join(root, MANIFEST)
        # A manifest says that there is a text, not which: that is the staged file.
        entries = [step._replace(content=step.content and "") for step in steps]
        _write_new(f"{at}.new", json.dumps(entries).encode())
        os.replace(f"{at}.new", at)
    except BaseException as error:
        # What cannot be removed now has no manifest, and is removed by the next run.
        with contextlib.suppress(OSError):
            _remove_pending(pending)
        for folder in reversed(made):
            with contextlib.suppress(OSError):
                os.rmdir(folder)
        if isinstance(error, OSError):
            hint = "Nothing was changed: mend this (room, permissions) and run again."
            raise trouble(error, str(error.filename or at), hint) from error
        raise


def _read_manifest(path: str) -> list[Step]:
    """The steps of a run that counts as done; none where it was killed before that."""
    import json

    data = read_bytes(path)
    if data is None:
        return []
    try:
        return [Step(*entry) for entry in json.loads(data)]
    except (ValueError, TypeError) as error:
        raise SurroundingsError(
            f"{path}: an interrupted run cannot be read back ({error})",
            f"Remove {PENDING_FOLDER} and what that run had written (git status); then run again.",
        ) from error


def _prepare_folders(root: str, steps: Iterable[Step], made: list[str]) -> None:
    """Make the folders of the files to write, and see that each can be written to."""
    real_root = os.path.realpath(root)
    # What is to be removed needs no folder made for it.
    for folder, made_for in dict.fromkeys(
        (step.path.rpartition("/")[0], step.content is not None) for step in steps
    ):
        check_path(f"{folder}/x" if folder else "x")
        full = os.path.join(root, folder) if folder else root
        if not made_for and not os.path.lexists(full):
            continue
        if not is_inside(real_root, os.path.realpath(full)):
            raise ValueError(f"not inside the schema's folder: {folder}")
        _make_folder(full, made)
        if not os.access(full, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), full)


def _make_folder(path: str, made: list[str]) -> None:
    if not os.path.isdir(path):
        _make_folder(os.path.dirname(path), made)
        os.mkdir(path)
        made.append(path)


def _write_new(path: str, data: bytes) -> None:
    """Write a file that is not there yet; the system's calls alone save a fifth of the time."""
    handle = os.open(path, _NEW_FILE, 0o666)
    try:
        while data:
            data = data[os.write(handle, data) :]
    finally:
        os.close(handle)


def _move(root: str, number: int, step: Step) -> None:
    """Put one staged text in its place, or remove the file; harmless when done already."""
    staged = f"{root}/{PENDING_FOLDER}/{number}"
    target = f"{root}/{step.path}"
    if step.before is not None and os.path.islink(target):
        target = os.path.realpath(target)
    try:
        if step.content is None:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(target)
            return
        try:
            os.replace(staged, target)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            _move_across(staged, target)
    except OSError as error:
        raise trouble(error, target, _FINISH) from error


def _move_across(staged: str, target: str) -> None:
    """Move to another file system, where a folder of the project is mounted, as atomically."""
    import shutil

    beside = f"{target}.scaffold-new"
    try:
        shutil.copy(staged, beside)
        os.replace(beside, target)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(beside)
        raise
    os.unlink(staged)


def _is_changed(root: str, number: int, step: Step) -> bool:
    """Whether what stands is neither what the run found nor what it was to write."""
    standing = read_bytes(os.path.join(root, step.path))
    if standing is None or digest(standing) == step.before:
        return False
    return standing != read_bytes(os.path.join(root, PENDING_FOLDER, str(number)))


def _end(root: str) -> None:
    pending = os.path.join(root, PENDING_FOLDER)
    try:
        _remove_pending(pending)
    except OSError as error:
        raise trouble(error, pending, _FINISH) from error


def _remove_pending(pending: str) -> None:
    """Remove the pending folder, the manifest first: without it the rest means nothing."""
    with contextlib.suppress(FileNotFoundError):
        os.unlink(os.path.join(pending, os.path.basename(MANIFEST)))
    try:
        os.rmdir(pending)
    except FileNotFoundError:
        return
    except OSError:
        for name in os.listdir(pending):
            os.unlink(os.path.join(pending, name))
        os.rmdir(pending)
