"""Plan what a run does to each file. It reads through a `Disk` and writes nothing.

A conflict stops the whole run until a person decides in one of three ways:

- `--keep PATH` keeps their file, which then counts as merged with the generated text;
- `--overwrite PATH` replaces their file with the generated text;
- resolving the markers: `generate` writes both texts to `.scaffold/conflict/PATH`; once that file
  has no markers left, the next run uses it, unless either text has changed since.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from scaffold.errors import Problem, SourceLocation, UsageError
from scaffold.files.disk import BASE_FOLDER, CONFLICT_FOLDER
from scaffold.files.encoding_details import normalized, text_digest, with_encoding_of
from scaffold.files.file_plan import (
    Blocked,
    Disk,
    File,
    FileChange,
    FilePlan,
    RecordedTexts,
    Removal,
)
from scaffold.files.own_files import KEPT, plan_kept, plan_move


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
        if file.previous is not None:
            changes += plan_move(file, disk, moved_from, taken, keep=keep, overwrite=overwrite)
            continue
        current = disk.read(file.path)
        if isinstance(current, Blocked):
            problem = Problem(None, f"{file.path}: {current.message}", current.hint)
            changes.append(FileChange(file.path, "conflict", problem=problem))
        elif current is None and file.policy == "deleted":
            changes.append(FileChange(file.path, "conflict", problem=_deleted(file.path)))
        elif file.policy in KEPT:
            changes += plan_kept(file, current, disk, overwrite=file.path in overwrite)
        elif current is None:
            base = file.content if file.policy == "merge" else None
            changes.append(FileChange(file.path, "create", file.content, base=base))
        elif file.policy == "merge":
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
    shared = ("merge", "unedited")
    mergeable = {file.path for file in files if file.policy in shared} if keep or overwrite else ()
    for option, paths in (("--keep", keep), ("--overwrite", overwrite)):
        for path in paths:
            if path not in mergeable:
                raise UsageError(
                    f"{option} {path}: no model file of this schema has that path",
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


def plan_merge(
    file: File, current: str, disk: RecordedTexts, keep: bool, overwrite: bool
) -> FileChange:
    """Return the change of an existing file that people edit."""
    path, ours = file.path, file.content
    known = disk.base(path)
    base = ours if known is None or normalized(known) != ours else None
    theirs = normalized(current)
    if theirs == ours:
        return FileChange(path, "identical", before=current, base=base)
    if overwrite:
        return FileChange(path, "update", with_encoding_of(ours, current), current, base)

    from scaffold.files.merge import merge, unresolved_marker

    if line := unresolved_marker(theirs):
        problem = Problem(
            SourceLocation(path, line, 1),
            "this file has unresolved git conflict markers",
            "Keep one side or both, and remove the lines that begin with `<<<<<<<`, `=======` and "
            f"`>>>>>>>`; or replace the file: `scaffold generate --overwrite {path}`.",
        )
        return FileChange(path, "conflict", before=current, problem=problem)
    # A base with git's conflict markers is not reliable.
    if known is None or unresolved_marker(known):
        reason = "no record of its generated version exists"
        if known is not None:
            reason = f"{BASE_FOLDER}/{path} has unresolved git conflict markers"
        return _undecided(file, current, disk, keep, None, reason)
    last = normalized(known)
    if theirs == last:
        return FileChange(path, "update", with_encoding_of(ours, current), current, base)
    if ours == last:
        return FileChange(path, "identical", before=current)
    merged = merge(last, theirs, ours)
    if merged.conflicts:
        return _undecided(file, current, disk, keep, (merged.text, merged.conflicts[0]))
    if merged.text == theirs:
        return FileChange(path, "identical", before=current, base=base)
    return FileChange(path, "merge", with_encoding_of(merged.text, current), current, base)


def _undecided(
    file: File,
    current: str,
    disk: RecordedTexts,
    keep: bool,
    merged: tuple[str, int] | None,
    reason: str = "",
) -> FileChange:
    """Return a conflict, or the change that the person chose.

    merged: the text with markers and the line of the first, if a merge was possible.
    reason: why there was no merge.
    """
    from scaffold.files.merge import mark_differences, unresolved_marker

    path, ours = file.path, file.content
    if keep:
        return FileChange(path, "skip", before=current, base=ours)
    inputs = fingerprint(current, ours)
    resolution = disk.resolution(path)
    is_resolved = resolution and resolution.text.strip() and not unresolved_marker(resolution.text)
    if resolution and is_resolved and resolution.inputs == inputs:
        text = with_encoding_of(normalized(resolution.text), current)
        return FileChange(path, "merge", text, current, ours, resolution=resolution.text)
    if merged is None:
        marked, line = mark_differences(normalized(current), ours)
        message = f"this file exists already, and {reason}"
    else:
        marked, line = merged
        message = "your edit and a change of the schema affect the same lines"
    hint = (
        f"Resolve the markers in {CONFLICT_FOLDER}/{path} and run again, or run "
        f"`scaffold generate` with --keep {path} (your version) or --overwrite {path} (the "
        "generated version)."
    )
    problem = Problem(SourceLocation(path, line, 1), message, hint)
    return FileChange(
        path,
        "conflict",
        before=current,
        problem=problem,
        marked=with_encoding_of(marked, current),
        inputs=inputs,
    )


def fingerprint(*texts: str) -> str:
    """Return a SHA-256 of the texts and their lengths."""
    from hashlib import sha256

    digest = sha256()
    for text in texts:
        data = text.encode("utf-8")
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return digest.hexdigest()
