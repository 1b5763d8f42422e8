"""Plan what a run does to each file. It reads through a `Disk` and writes nothing.

A conflict stops the whole run until a person decides in one of three ways:

- `--keep PATH` keeps their file, which then counts as merged with the generated text;
- `--overwrite PATH` replaces their file with the generated text;
- resolving the markers: `generate` writes both texts to `.scaffold/conflict/PATH`; once that file
  has no markers left, the next run uses it, unless either text has changed since.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from scaffold.errors import Problem, UsageError
from scaffold.files.encoding_details import normalized, text_digest, with_encoding_of
from scaffold.files.file_plan import (
    Blocked,
    Disk,
    File,
    FileChange,
    FilePlan,
    Removal,
)
from scaffold.files.own_files import KEPT, plan_kept, plan_move
from scaffold.files.replaced_files import REPLACED, plan_replaced


def plan_files(
    files: Iterable[File],
    disk: Disk,
    *,
    removals: Iterable[Removal] = (),
    keep: Collection[str] = (),
    overwrite: Collection[str] = (),
) -> FilePlan:
    """Compare the desired files with the disk and return the changes.

    `keep` and `overwrite` are paths of files of policy `merge`; UsageError if they are not.
    ValueError if two files have the same path, or paths that differ only in case.
    """
    files = tuple(files)
    _check_paths(files)
    _check_decisions(files, keep, overwrite)
    changes = [change for removal in removals if (change := _remove(removal, disk))]
    moved_from = {file.previous for file in files if file.previous is not None}
    taken = {file.path for file in files}
    for file in files:
        left = disk.read(file.previous) if file.previous is not None else None
        if isinstance(left, str):
            changes += plan_move(
                file, left, disk, moved_from, taken, keep=keep, overwrite=overwrite
            )
            continue
        current = disk.read(file.path)
        if isinstance(current, Blocked):
            problem = Problem(None, f"{file.path}: {current.message}", current.hint)
            changes.append(FileChange(file.path, "conflict", problem=problem))
        elif current is None and file.policy == "deleted":
            changes.append(FileChange(file.path, "conflict", problem=_deleted(file.path)))
        elif file.policy in REPLACED:
            is_kept, is_replaced = file.path in keep, file.path in overwrite
            changes += plan_replaced(file, current, disk, keep=is_kept, overwrite=is_replaced)
        elif file.policy in KEPT:
            changes += plan_kept(file, current, disk, overwrite=file.path in overwrite)
        elif current is None:
            base = file.content if file.policy == "merge" else None
            changes.append(FileChange(file.path, "create", file.content, base=base))
        elif file.policy == "merge" and file.path in moved_from:
            # The edits move away with the file that was here.
            text = file.content
            changes.append(FileChange(file.path, "update", text, current, base=text))
        elif file.policy == "merge":
            from scaffold.files.plan_merge import plan_merge

            changes.append(
                plan_merge(file, current, disk, file.path in keep, file.path in overwrite)
            )
        else:
            changes.append(_plan_unmerged(file, current))
    return FilePlan(tuple(changes))


def _check_paths(files: Iterable[File]) -> None:
    seen: dict[str, str] = {}
    for file in files:
        other = seen.setdefault(file.path.casefold(), file.path)
        if other is not file.path:
            raise ValueError(f"two files with the same path: {other} and {file.path}")


def _check_decisions(
    files: Iterable[File], keep: Collection[str], overwrite: Collection[str]
) -> None:
    shared = ("merge", "unedited", *REPLACED)
    mergeable = {file.path for file in files if file.policy in shared} if keep or overwrite else ()
    for option, paths in (("--keep", keep), ("--overwrite", overwrite)):
        for path in paths:
            if path not in mergeable:
                raise UsageError(
                    f"{option} {path}: no file that can be merged has that path",
                    "Give the path as the conflict shows it, such as models/order.js.",
                )
            if path in keep and path in overwrite:
                raise UsageError(
                    f"{path}: --keep and --overwrite exclude each other", "Use one of them."
                )


def _remove(removal: Removal, disk: Disk) -> FileChange | None:
    current = disk.read(removal.path)
    if current is None:
        return None
    if isinstance(current, str) and text_digest(current) == removal.digest:
        return FileChange(removal.path, "remove", before=current)
    return FileChange(removal.path, "conflict", problem=_edited(removal.path))


def _edited(path: str) -> Problem:
    return Problem(
        None,
        f"{path}: the file was edited after it was generated",
        "Run `scaffold generate` without --amend: the change becomes a new migration.",
    )


def _deleted(path: str) -> Problem:
    return Problem(
        None,
        f"{path}: this generated migration was deleted",
        "Databases may have run it. Restore it from version control or from where it was moved, or "
        "run `scaffold generate --restore`, which writes it as it was generated.",
    )


def _plan_unmerged(file: File, current: str) -> FileChange:
    """Return the change of an existing file that is not merged."""
    path = file.path
    if file.policy == "adopted":
        adopted = with_encoding_of(file.content, current)
        return FileChange(path, "update", adopted, before=current, base=file.base)
    if file.policy == "edited":
        is_same = current == file.content
        text = None if is_same else file.content
        return FileChange(path, "identical" if is_same else "update", text, before=current)
    if file.policy == "frozen" or normalized(current) == normalized(file.content):
        return FileChange(path, "identical", before=current)
    if file.policy == "once":
        return FileChange(path, "skip", before=current)
    if file.policy == "new":
        problem = Problem(
            None,
            f"{path}: another migration has this path, and migrations are never rewritten",
            "Use a later --timestamp, or move the file away.",
        )
        return FileChange(path, "conflict", before=current, problem=problem)
    if file.expected is not None and text_digest(current) != file.expected:
        return FileChange(path, "conflict", before=current, problem=_edited(path))
    return FileChange(path, "update", with_encoding_of(file.content, current), before=current)
