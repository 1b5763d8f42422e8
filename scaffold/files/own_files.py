"""Plan files of outputs: moved files with edits, and files that scaffold does not merge."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator
from dataclasses import replace

from scaffold.errors import Problem
from scaffold.files.encoding_details import is_same_text, normalized, with_encoding_of
from scaffold.files.file_plan import (
    Action,
    Blocked,
    Disk,
    File,
    FileChange,
    Policy,
    RecordedTexts,
    Resolution,
)

KEPT: tuple[Policy, ...] = ("remembered", "unedited")


def plan_kept(
    file: File, current: str | None, disk: RecordedTexts, *, overwrite: bool = False
) -> Iterator[FileChange]:
    """Plan a file of policy `remembered` or `unedited`; `current` is its text now."""
    path, ours = file.path, file.content
    known = disk.base(path)
    if file.policy == "remembered":
        if current is not None:
            yield FileChange(path, "skip", before=current, base=ours if known is None else None)
        elif known is None:
            yield FileChange(path, "create", ours, base=ours)
        return
    base = ours if known is None or normalized(known) != ours else None
    if current is None:
        yield FileChange(path, "create", ours, base=base)
    elif normalized(current) == ours:
        yield FileChange(path, "identical", before=current, base=base)
    elif overwrite or is_same_text(current, known):
        yield FileChange(path, "update", with_encoding_of(ours, current), current, base)
    else:
        yield FileChange(path, "conflict", before=current, problem=_not_ours(path, known))


def _not_ours(path: str, known: str | None) -> Problem:
    reason = "it was edited after it was generated" if known is not None else "it exists already"
    return Problem(
        None,
        f"{path}: {reason}, and `ownership: replace` keeps no edits",
        f"Replace it with `scaffold generate --overwrite {path}`, move your file away, or use "
        "`ownership: merge`.",
    )


def plan_move(
    file: File,
    current: str,
    disk: Disk,
    moved_from: Collection[str | None],
    taken: Collection[str],
    *,
    keep: Collection[str],
    overwrite: Collection[str],
) -> Iterator[FileChange]:
    """Plan a file that had another path when it was generated last: its edits move with it.

    current: its text at the previous path.
    moved_from: the previous paths of the files of this run.
    taken: their new paths.
    """
    previous = file.previous or file.path
    here = replace(file, previous=None)
    there = None if _is_same_file(previous, file.path, disk) else disk.read(file.path)
    if isinstance(there, Blocked):
        problem = Problem(None, f"{file.path}: {there.message}", there.hint)
        yield FileChange(file.path, "conflict", problem=problem)
        return
    # A file as it was generated is that of a model which is removed in this run.
    is_free = there is None or is_same_text(there, disk.base(file.path))
    if not is_free and file.path not in moved_from:
        yield FileChange(file.path, "conflict", problem=_taken(file.path, previous))
        return
    moved = _Moved(disk, previous)
    if file.policy == "merge":
        is_kept, is_replaced = file.path in keep, file.path in overwrite
        from scaffold.files.plan_merge import plan_merge

        change = plan_merge(here, current, moved, is_kept, is_replaced)
    elif file.policy == "remembered":
        change = FileChange(file.path, "skip", before=current, base=disk.base(previous))
    else:
        replaced = file.path in overwrite
        change = next(plan_kept(here, current, moved, overwrite=replaced))
    if change.problem is not None:
        yield change
        return
    if previous not in taken:
        yield FileChange(previous, "remove", before=current)
    text = current if change.content is None else change.content
    base = disk.base(previous) if file.policy == "remembered" else file.content
    action: Action = "create" if there is None else "update"
    action = "merge" if change.action == "merge" else action
    yield FileChange(file.path, action, text, there, file.content if base is None else base)


def _is_same_file(previous: str, path: str, disk: Disk) -> bool:
    """Whether two paths are one file, on a disk that does not tell upper from lower case."""
    folder, name = posixpath.split(path)
    return previous.casefold() == path.casefold() and name not in disk.names(folder)


def _taken(path: str, previous: str) -> Problem:
    return Problem(
        None,
        f"{path}: {previous} would move here, and this file exists already",
        "Move one of the two files away.",
    )


class _Moved:
    """The recorded texts of a moved file, at its previous path."""

    def __init__(self, disk: Disk, previous: str) -> None:
        self._disk = disk
        self._previous = previous

    def base(self, path: str) -> str | None:
        """Return the text that was generated at the previous path."""
        return self._disk.base(self._previous)

    def resolution(self, path: str) -> Resolution | None:
        """Return a person's resolution of a conflict at the new path."""
        return self._disk.resolution(path)
