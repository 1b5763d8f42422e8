"""Write every new text of a run to `.scaffold/pending/`, before any file of the project changes."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterable, Sequence

from scaffold.files.conflicts import IGNORE_FILE, IGNORED
from scaffold.files.disk import BASE_FOLDER, PENDING_FOLDER, digest, has_state
from scaffold.files.failures import disk_failure
from scaffold.files.file_moves import FileMoves
from scaffold.files.file_plan import FilePlan
from scaffold.files.manifest import ManifestStep, write_manifest
from scaffold.files.tree import Tree

Staged = tuple[ManifestStep, bytes | None]


def steps_of(tree: Tree, plan: FilePlan) -> list[Staged]:
    """Return what a plan does to each file, with the new text; each base comes after its file."""
    steps: list[Staged] = []
    # A new file's base is the same text, and next.
    last: tuple[str | None, bytes | None, str | None] = (None, None, None)

    def add(path: str, content: str | None, before: str | None, owner: str | None) -> None:
        nonlocal last
        if content is None or content is not last[0]:
            text = None if content is None else content.encode()
            last = content, text, None if text is None else digest(text)
        _, text, after = last
        read = None if before is None else digest(before.encode())
        steps.append((ManifestStep(path, after, read, owner), text))

    changes = [change for change in plan.changes if change.is_written]
    if changes and not has_state(tree, IGNORE_FILE):
        add(IGNORE_FILE, IGNORED, None, None)
    for change in changes:
        if change.content is not None or change.action == "remove":
            add(change.path, change.content, change.before, None)
        if change.base is not None or change.action == "remove" or change.forgets:
            add(f"{BASE_FOLDER}/{change.path}", change.base, None, change.path)
    return steps


def stage(tree: Tree, steps: Sequence[Staged], made: list[str]) -> FileMoves:
    """Write every text, then the manifest, and make the missing folders (added to `made`).

    EnvironmentFailure if the disk refuses; everything is removed again then.
    """
    if has_state(tree, PENDING_FOLDER):
        raise RuntimeError("an interrupted run is pending: call recover first")
    at = ""
    try:
        pending = tree.make_folder(PENDING_FOLDER, made)
        prepare_folders(tree, (step for step, _ in steps), made)
        for number, (step, text) in enumerate(steps):
            if text is not None:
                at = step.path
                pending.write_new(str(number), text, _mode(tree, step))
        write_manifest(pending, [step for step, _ in steps])
    except BaseException as error:
        # Without a manifest, what cannot be removed now is removed by the next run.
        with contextlib.suppress(OSError):
            tree.remove(PENDING_FOLDER)
        tree.remove_folders(made)
        if isinstance(error, OSError):
            hint = "Nothing was changed. Free disk space or correct the permissions, and run again."
            path = tree.full(at) if at else str(error.filename)
            raise disk_failure(error, path, hint) from error
        raise
    return FileMoves(tree, pending, [step for step, _ in steps])


def prepare_folders(tree: Tree, steps: Iterable[ManifestStep], made: list[str]) -> None:
    """Make the folders of the files to write, and check that each file is writable.

    OSError with the path of the first that is not.
    """
    seen: set[str] = set()
    for step in steps:
        folder, name = tree.locate(step.path)
        if folder in seen:
            continue
        if step.after is None:
            # A file to remove needs no folder.
            try:
                opened = tree.folder(folder)
            except FileNotFoundError:
                continue
        else:
            opened = tree.make_folder(folder, made)
        seen.add(folder)
        if not os.access(opened.path, os.W_OK | os.X_OK):
            code = errno.EROFS if _is_read_only(opened.path) else errno.EACCES
            raise OSError(code, os.strerror(code), opened.full(name))


def _is_read_only(path: str) -> bool:
    try:
        return bool(os.statvfs(path).f_flag & os.ST_RDONLY)
    except (AttributeError, OSError):
        return False


def _mode(tree: Tree, step: ManifestStep) -> int | None:
    """Return the permissions of the file that is replaced."""
    if step.before is None:
        return None
    folder, name = tree.locate(step.path)
    status = tree.folder(folder).status(name)
    return None if status is None else status.st_mode & 0o7777
