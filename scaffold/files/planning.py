"""What a run would do to each file. Reads through a `Disk`, writes nothing.

A conflict stops the whole run, until a person decides in one of three ways:

- `--keep PATH`: their file stands as it is, and counts as merged with what is generated now;
- `--overwrite PATH`: the generated text replaces theirs;
- resolving the markers: `generate` writes both texts to `.scaffold/conflict/PATH`; once no marker
  is left in that file, the next run takes it, unless either text has changed since.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from scaffold.errors import Problem, SourceLocation, UsageError
from scaffold.files.disk import BASE_FOLDER, CONFLICT_FOLDER
from scaffold.files.encoding_details import dressed, plain
from scaffold.files.file_plan import (
    Blocked,
    Change,
    Disk,
    File,
    FilePlan,
    Removal,
)


def plan(
    files: Iterable[File],
    disk: Disk,
    *,
    removals: Iterable[Removal] = (),
    keep: Collection[str] = (),
    overwrite: Collection[str] = (),
) -> FilePlan:
    """Compare what should be with what stands.

    `keep` and `overwrite` are paths of files of policy `merge`; UsageError where they are not.
    ValueError where two files have one path, also where only case tells them apart.
    """
    files = tuple(files)
    _check_paths(files)
    _check_decisions(files, keep, overwrite)
    changes = [change for removal in removals if (change := _remove(removal, disk))]
    for file in files:
        standing = disk.read(file.path)
        if isinstance(standing, Blocked):
            problem = Problem(None, f"{file.path}: {standing.message}", standing.hint)
            changes.append(Change(file.path, "conflict", problem=problem))
        elif standing is None and file.policy == "deleted":
            changes.append(Change(file.path, "conflict", problem=_deleted(file.path)))
        elif standing is None:
            base = file.content if file.policy == "merge" else None
            changes.append(Change(file.path, "create", file.content, base=base))
        elif file.policy == "merge":
            changes.append(_merge(file, standing, disk, file.path in keep, file.path in overwrite))
        else:
            changes.append(_stand(file, standing))
    return FilePlan(tuple(changes))


def _check_paths(files: Iterable[File]) -> None:
    seen: dict[str, str] = {}
    for file in files:
        other = seen.setdefault(file.path.casefold(), file.path)
        if other is not file.path:
            raise ValueError(f"two files for one path: {other} and {file.path}")


def _check_decisions(
    files: Iterable[File], keep: Collection[str], overwrite: Collection[str]
) -> None:
    mergeable = {file.path for file in files if file.policy == "merge"} if keep or overwrite else ()
    for option, paths in (("--keep", keep), ("--overwrite", overwrite)):
        for path in paths:
            if path not in mergeable:
                raise UsageError(
                    f"{option} {path}: no model file of this schema has that path",
                    "Give the path as the conflict names it, such as models/order.js.",
                )
            if path in keep and path in overwrite:
                raise UsageError(
                    f"{path}: --keep and --overwrite exclude each other", "Give one of them."
                )


def _remove(removal: Removal, disk: Disk) -> Change | None:
    standing = disk.read(removal.path)
    if standing is None:
        return None
    if isinstance(standing, str) and plain(standing) == plain(removal.content):
        return Change(removal.path, "remove", before=standing)
    return Change(removal.path, "conflict", problem=_edited(removal.path))


def _edited(path: str) -> Problem:
    return Problem(
        None,
        f"{path}: it was edited since it was generated",
        "Run without --amend, so that the change becomes a further migration.",
    )


def _deleted(path: str) -> Problem:
    return Problem(
        None,
        f"{path}: this migration was generated, and its file is gone",
        "Databases may have run it: bring the file back from version control or from where it was "
        "moved, or run `scaffold generate --restore`, which writes it as it was generated.",
    )


def _stand(file: File, standing: str) -> Change:
    """A file that people do not share with us, where a text stands already."""
    path = file.path
    if file.policy == "frozen" or plain(standing) == plain(file.content):
        return Change(path, "identical", before=standing)
    if file.policy == "once":
        return Change(path, "skip", before=standing)
    if file.policy == "new":
        problem = Problem(
            None,
            f"{path}: another migration stands at this path, and none is ever rewritten",
            "Give a later --timestamp, or move the file away.",
        )
        return Change(path, "conflict", before=standing, problem=problem)
    if file.expected is not None and plain(standing) != plain(file.expected):
        return Change(path, "conflict", before=standing, problem=_edited(path))
    return Change(path, "update", dressed(file.content, standing), before=standing)


def _merge(file: File, standing: str, disk: Disk, keep: bool, overwrite: bool) -> Change:
    """A file that people edit, where a text stands already."""
    path, ours = file.path, file.content
    known = disk.base(path)
    base = ours if known is None or plain(known) != ours else None
    theirs = plain(standing)
    if theirs == ours:
        return Change(path, "identical", before=standing, base=base)
    if overwrite:
        return Change(path, "update", dressed(ours, standing), standing, base)

    from scaffold.files.merge import merge, unresolved_marker

    if line := unresolved_marker(theirs):
        problem = Problem(
            SourceLocation(path, line, 1),
            "git's conflict markers are left in this file",
            "Keep one side or both, and remove the lines that begin with `<<<<<<<`, `=======` and "
            f"`>>>>>>>`; or replace the file: `scaffold generate --overwrite {path}`.",
        )
        return Change(path, "conflict", before=standing, problem=problem)
    # A base that git left in conflict says nothing reliable.
    if known is None or unresolved_marker(known):
        reason = "what it was generated from is not known"
        if known is not None:
            reason = f"git's conflict markers are left in {BASE_FOLDER}/{path}"
        return _undecided(file, standing, disk, keep, None, reason)
    last = plain(known)
    if theirs == last:
        return Change(path, "update", dressed(ours, standing), standing, base)
    if ours == last:
        return Change(path, "identical", before=standing)
    merged = merge(last, theirs, ours)
    if merged.conflicts:
        return _undecided(file, standing, disk, keep, (merged.text, merged.conflicts[0]))
    if merged.text == theirs:
        return Change(path, "identical", before=standing, base=base)
    return Change(path, "merge", dressed(merged.text, standing), standing, base)


def _undecided(
    file: File,
    standing: str,
    disk: Disk,
    keep: bool,
    merged: tuple[str, int] | None,
    reason: str = "",
) -> Change:
    """A conflict, unless the person has decided. `merged`: marked text and the first line of it.

    `reason` says why there is none.
    """
    from scaffold.files.merge import compare, unresolved_marker

    path, ours = file.path, file.content
    if keep:
        return Change(path, "skip", before=standing, base=ours)
    inputs = fingerprint(standing, ours)
    resolution = disk.resolution(path)
    is_resolved = resolution and resolution.text.strip() and not unresolved_marker(resolution.text)
    if resolution and is_resolved and resolution.inputs == inputs:
        text = dressed(plain(resolution.text), standing)
        return Change(path, "merge", text, standing, ours, resolution=resolution.text)
    if merged is None:
        marked, line = compare(plain(standing), ours)
        message = f"this file exists already, and {reason}"
    else:
        marked, line = merged
        message = "your edit and the schema's change meet here"
    hint = (
        f"Resolve the markers in {CONFLICT_FOLDER}/{path} and run again, or say "
        f"--keep {path} (yours stands) or --overwrite {path} (what is generated stands)."
    )
    problem = Problem(SourceLocation(path, line, 1), message, hint)
    return Change(
        path,
        "conflict",
        before=standing,
        problem=problem,
        marked=dressed(marked, standing),
        inputs=inputs,
    )


def fingerprint(*texts: str) -> str:
    """A short text that only these texts have."""
    from hashlib import sha256

    digest = sha256()
    for text in texts:
        data = text.encode("utf-8")
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return digest.hexdigest()
