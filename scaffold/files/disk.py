"""Reading a project's folder: the texts that stand, their bases, and what keeps us from them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

from scaffold.errors import EnvironmentFailure
from scaffold.files.directory import Kind, LinkError
from scaffold.files.file_plan import Blocked, File, Resolution
from scaffold.files.surroundings import Surroundings
from scaffold.files.tree import Tree
from scaffold.schema.reserved_folders import STATE_FOLDER, reserved_part

BASE_FOLDER = f"{STATE_FOLDER}/base"
PENDING_FOLDER = f"{STATE_FOLDER}/pending"
HISTORY_FOLDER = f"{STATE_FOLDER}/history"
CONFLICT_FOLDER = f"{STATE_FOLDER}/conflict"
CONFLICT_INDEX = f"{CONFLICT_FOLDER}/index.json"


class Nothing(Surroundings):
    """The `Disk` of a folder that does not exist yet."""

    def names(self, folder: str) -> tuple[str, ...]:
        """No file is there."""
        return ()

    def walk(self, folder: str) -> tuple[str, ...]:
        """No file is there."""
        return ()

    def read(self, path: str) -> None:
        """No file is there."""

    def base(self, path: str) -> None:
        """Nothing was generated."""

    def resolution(self, path: str) -> None:
        """There was no conflict."""


class Folder(Surroundings):
    """The `Disk` of a schema's folder. A folder is listed once, so use a new one for each run.

    `planned` are files that are about to be written beside those of the run; `above` finds them.
    """

    def __init__(self, root: str, planned: Iterable[File] = ()) -> None:
        self._root = root
        super().__init__(root, planned)
        self._tree = open_tree(root)
        self._listings: dict[str, dict[str, Kind] | Blocked] = {}
        self._conflicts: dict[str, list[str]] | None = None

    def read(self, path: str) -> str | Blocked | None:
        """The text at `path`, byte for byte. EnvironmentFailure where it cannot be read."""
        check_path(path)
        folder, _, name = path.rpartition("/")
        listing = self._list(folder)
        if isinstance(listing, Blocked):
            return listing
        kind = listing.get(name)
        if kind is None:
            return self._other_case(f"{self._root}/{path}", name, listing)
        if kind == "folder":
            return Blocked("a folder stands where a file belongs", "Move it away and run again.")
        if kind == "other":
            return Blocked("this is no ordinary file", "Move it away and run again.")
        try:
            data = self._tree.read(path)
        except LinkError as error:
            return _blocked_link(error)
        except OSError as error:
            hint = "Give yourself the right to read it and run again."
            raise trouble(error, f"{self._root}/{path}", hint) from error
        if data is None:
            if kind == "link":
                return Blocked("this link leads to no file", "Remove it and run again.")
            return None
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            return Blocked(
                f"line {line} is not UTF-8 text", "Save the file as UTF-8 and run again."
            )

    def names(self, folder: str) -> tuple[str, ...]:
        """The names of files and links in `folder`, sorted; none where it cannot be used."""
        folder = "" if folder == os.curdir else folder
        listing = self._list(folder)
        if isinstance(listing, Blocked):
            return ()
        return tuple(sorted(name for name, kind in listing.items() if kind != "folder"))

    def walk(self, folder: str) -> tuple[str, ...]:
        """The paths, from the folder itself, of the files in it and in folders inside it.

        Hidden ones and node_modules are left out; links to folders are not followed.
        """
        folder = "" if folder == os.curdir else folder
        listing = self._list(folder)
        found = []
        for name, kind in () if isinstance(listing, Blocked) else sorted(listing.items()):
            if name.startswith(".") or name == "node_modules":
                continue
            if kind == "folder":
                below = self.walk(f"{folder}/{name}" if folder else name)
                found += [f"{name}/{path}" for path in below]
            else:
                found.append(name)
        return tuple(found)

    def base(self, path: str) -> str | None:
        """The text that was generated last for `path`."""
        return self._state_text(f"{BASE_FOLDER}/{path}")

    def resolution(self, path: str) -> Resolution | None:
        """The side text of a conflict at `path` that an earlier run wrote."""
        if self._conflicts is None:
            self._conflicts = read_conflict_index(self._tree)
        known = self._conflicts.get(path)
        text = self._state_text(f"{CONFLICT_FOLDER}/{path}") if known else None
        return None if known is None or text is None else Resolution(text, known[0])

    def _state_text(self, path: str) -> str | None:
        data = read_state(self._tree, path)
        try:
            return None if data is None else data.decode("utf-8")
        except UnicodeDecodeError:
            # Not what we wrote: the same as none, and planning asks the person.
            return None

    def _list(self, folder: str) -> dict[str, Kind] | Blocked:
        listing = self._listings.get(folder)
        if listing is None:
            listing = self._listings[folder] = self._scan(folder)
        return listing

    def _scan(self, folder: str) -> dict[str, Kind] | Blocked:
        full = os.path.join(self._root, folder)
        try:
            real, _ = self._tree.locate(f"{folder}/x" if folder else "x")
            return self._tree.folder(real).kinds()
        except LinkError as error:
            return _blocked_link(error)
        except FileNotFoundError:
            if os.path.islink(full):
                return Blocked(f"the link {folder} leads nowhere", "Remove the link and run again.")
            return {}
        except NotADirectoryError:
            return Blocked(
                f"a file stands where the folder {folder} belongs", "Move it away and run again."
            )
        except OSError as error:
            raise trouble(error, full, "Give yourself the right to it and run again.") from error

    def _other_case(self, full: str, name: str, listing: dict[str, Kind]) -> Blocked | None:
        """Where case does not count, a file of another case is the one that would be replaced."""
        folded = name.casefold()
        for other in listing:
            if other.casefold() == folded and os.path.lexists(full):
                return Blocked(
                    f"{other} stands in its place: only case tells them apart",
                    f"Rename it to {name}, or move it away, and run again.",
                )
        return None


def disk_of(root: str, planned: Iterable[File] = ()) -> Folder | Nothing:
    """The `Disk` of a folder that may not exist yet; `planned` as a Folder has it."""
    is_there = os.path.lexists(root or os.curdir)
    return Folder(root, planned) if is_there else Nothing(root, planned)


def check_path(path: str) -> None:
    """ValueError unless a project's file may have this path.

    It is relative, in POSIX form, stays in its folder, and is neither git's nor below `.scaffold`,
    but for the records of the history.
    """
    parts = path.split("/")
    if "" in parts or "." in parts or ".." in parts or "\\" in path or ":" in parts[0]:
        raise ValueError(f"not a path inside the schema's folder: {path!r}")
    is_record = parts[:-1] == HISTORY_FOLDER.split("/") and path.endswith(".json")
    if (reserved_part(path) and not is_record) or not path.isprintable():
        raise ValueError(f"not a path that a project's file may have: {path!r}")


def open_tree(root: str) -> Tree:
    """The tree of a project's folder; EnvironmentFailure where it cannot be opened."""
    try:
        return Tree(root)
    except OSError as error:
        hint = "Give a folder that is there, and that you may read."
        raise trouble(error, root or os.curdir, hint) from error


def read_state(tree: Tree, path: str) -> bytes | None:
    """The bytes of a file below `.scaffold`, None where there is none.

    EnvironmentFailure where it is no file or is reached through a link.
    """
    try:
        return tree.read(path)
    except OSError as error:
        raise trouble(error, tree.full(path), "Remove it and run again.") from error


def has_state(tree: Tree, path: str) -> bool:
    """Whether there is anything at a path below `.scaffold`."""
    folder, _, name = path.rpartition("/")
    try:
        return tree.folder(folder).status(name) is not None
    except FileNotFoundError:
        return False
    except OSError as error:
        raise trouble(error, str(error.filename), "Remove it and run again.") from error


def has_state_file(tree: Tree, path: str) -> bool:
    """Whether there is a file in a folder below `.scaffold`, or in one of its folders."""
    try:
        kinds = tree.folder(path).kinds()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise trouble(error, str(error.filename), "Remove it and run again.") from error
    folders = [f"{path}/{name}" for name, kind in kinds.items() if kind == "folder"]
    return len(folders) < len(kinds) or any(has_state_file(tree, folder) for folder in folders)


def read_conflict_index(tree: Tree) -> dict[str, list[str]]:
    """Path → fingerprints of the texts in conflict and of the text with markers, as written."""
    import json

    data = read_state(tree, CONFLICT_INDEX)
    try:
        index = json.loads(data) if data else {}
    except (ValueError, RecursionError):
        return {}
    if not isinstance(index, dict):
        return {}
    return {path: known for path, known in index.items() if _is_conflict(path, known)}


def _is_conflict(path: str, known: Any) -> bool:
    try:
        check_path(path)
    except ValueError:
        return False
    return isinstance(known, list) and len(known) == 2 and all(isinstance(x, str) for x in known)


def digest(data: bytes) -> str:
    """SHA-256, in hexadecimal."""
    from hashlib import sha256

    return sha256(data).hexdigest()


def make_folder(path: str) -> None:
    """Make the folder where it is missing; EnvironmentFailure where the disk refuses."""
    try:
        os.makedirs(path, exist_ok=True)
    except OSError as error:
        raise trouble(error, path, "Give a folder that you may write to.") from error


def trouble(error: OSError, path: str, hint: str) -> EnvironmentFailure:
    """The clean error for a fault of the disk at `path`."""
    if isinstance(error, LinkError):
        path, hint = str(error.filename), _OWN
    return EnvironmentFailure(f"{os.path.normpath(path)}: {error.strerror or error}", hint)


_OWN = "Remove this link, or put a file or folder of its own there, and run again."


def _blocked_link(error: LinkError) -> Blocked:
    return Blocked(str(error.strerror), _OWN)
