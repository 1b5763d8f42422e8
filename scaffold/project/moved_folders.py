"""Generated files in the folders of earlier settings, after a target's folders changed."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Sequence

from scaffold.errors import Problem
from scaffold.files.disk import BASE_FOLDER
from scaffold.files.file_plan import Disk, File


def moved_folders(files: Sequence[File], disk: Disk) -> Iterator[Problem]:
    """Yield a problem for each folder whose files the settings now expect elsewhere.

    Without it the files would be generated again, without their users' edits, and the old ones
    would stay.
    """
    known = set(disk.generated_paths())
    wanted = {file.path for file in files}
    left = (path for path in sorted(known - wanted) if isinstance(disk.read(path), str))
    old = {posixpath.basename(path): path for path in left}
    if not old and all(file.policy != "deleted" for file in files):
        return
    in_use = {posixpath.dirname(path) for path in known & wanted}
    missing = [file for file in files if file.previous is None and not disk.exists(file.path)]
    pairs: dict[str, str] = {}
    for file in missing:
        name, folder = posixpath.basename(file.path), posixpath.dirname(file.path)
        if name in old and folder not in in_use:
            pairs[posixpath.dirname(old[name])] = folder
    deleted = {
        posixpath.basename(file.path): posixpath.dirname(file.path)
        for file in missing
        if file.policy == "deleted"
    }
    if deleted:
        for path in disk.walk(""):
            folder, name = posixpath.split(path)
            if name in deleted and folder != deleted[name]:
                pairs[folder] = deleted[name]
    for before, after in sorted(pairs.items()):
        if not _moves_along(before, after, pairs):
            yield _problem(before or ".", after or ".", known)


def _moves_along(before: str, after: str, pairs: dict[str, str]) -> bool:
    """Whether a folder is moved with one that contains it."""
    return any(
        before == f"{outer}/{rest}"
        for outer, target in pairs.items()
        if outer and after.startswith(f"{target}/")
        for rest in [after.removeprefix(f"{target}/")]
    )


def _problem(before: str, after: str, known: Collection[str]) -> Problem:
    moves = f"the files in {before} to {after}"
    if any(posixpath.dirname(path) == before.removeprefix(".") for path in known):
        bases = [posixpath.normpath(f"{BASE_FOLDER}/{each}") for each in (before, after)]
        moves += f", and those in {bases[0]} to {bases[1]}"
    return Problem(
        None,
        f"{before} has files that scaffold generated, and they are now expected in {after}",
        f"Move {moves}. Or set the target's folder back in the schema.",
    )
