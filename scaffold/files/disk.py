"""Read a project's folder: the existing texts, their bases, and why a path cannot be used."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

from scaffold.files.directory import Kind, LinkError
from scaffold.files.failures import blocked_link, disk_failure
from scaffold.files.file_plan import Blocked, File, Resolution
from scaffold.files.surroundings import Surroundings
from scaffold.files.tree import Tree
from scaffold.schema.reserved_folders import STATE_FOLDER, reserved_part

BASE_FOLDER = f"{STATE_FOLDER}/base"
PENDING_FOLDER = f"{STATE_FOLDER}/pending"
HISTORY_FOLDER = f"{STATE_FOLDER}/history"
OUTPUTS_INDEX = f"{STATE_FOLDER}/outputs.json"
OPEN_EDITS = f"{STATE_FOLDER}/open-edits.json"
EDITOR_SCHEMA = f"{STATE_FOLDER}/schema.json"
CONFLICT_FOLDER = f"{STATE_FOLDER}/conflict"
CONFLICT_INDEX = f"{CONFLICT_FOLDER}/index.json"


class MissingFolder(Surroundings):
    """The `Disk` of a folder that does not exist yet."""

    def names(self, folder: str) -> tuple[str, ...]:
        """Return no files."""
        return ()

    def walk(self, folder: str) -> tuple[str, ...]:
        """Return no files."""
        return ()

    def read(self, path: str) -> None:
        """Return None: there is no file."""

    def exists(self, path: str) -> bool:
        """Return False: there is no file."""
        return False

    def generated_paths(self) -> tuple[str, ...]:
        """Return none: nothing was generated."""
        return ()

    def base(self, path: str) -> None:
        """Return None: nothing was generated."""

    def resolution(self, path: str) -> None:
        """Return None: there was no conflict."""


class ProjectFolder(Surroundings):
    """The `Disk` of a schema's folder. Each folder is listed once, so use a new one for each run.

    `planned` are further files that will be written; `find_upwards` finds them.
    """

    def __init__(self, root: str, planned: Iterable[File] = ()) -> None:
        self._root = root
        super().__init__(root, planned)
        self._tree = open_tree(root)
        self._listings: dict[str, dict[str, Kind] | Blocked] = {}
        self._folded: dict[str, dict[str, str]] = {}
        self._texts: dict[str, str | Blocked | None] = {}
        self._conflicts: dict[str, list[str]] | None = None

    def read(self, path: str) -> str | Blocked | None:
        """Return the text at `path`, or why it is blocked; EnvironmentFailure if unreadable."""
        if path not in self._texts:
            self._texts[path] = self._read(path)
        return self._texts[path]

    def _read(self, path: str) -> str | Blocked | None:
        check_path(path)
        folder, _, name = path.rpartition("/")
        listing = self._list(folder)
        if isinstance(listing, Blocked):
            return listing
        kind = listing.get(name)
        if kind is None:
            return self._other_case(path, listing)
        move = "Move it away and run again."
        if kind == "folder":
            return Blocked("this is a folder, where a file is generated", move)
        if kind == "other":
            return Blocked("this is not a regular file", move)
        try:
            data = self._tree.read(path, is_file=kind == "file")
        except LinkError as error:
            return blocked_link(error)
        except OSError as error:
            hint = "Give yourself read permission and run again."
            raise disk_failure(error, f"{self._root}/{path}", hint) from error
        if data is None:
            if kind == "link":
                return Blocked("this link has no target", "Remove it and run again.")
            return None
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            return Blocked(
                f"line {line} is not UTF-8 text", "Save the file as UTF-8 and run again."
            )

    def exists(self, path: str) -> bool:
        """Whether `read` returns anything but None."""
        folder, _, name = path.rpartition("/")
        listing = self._list(folder)
        if not isinstance(listing, Blocked) and listing.get(name) == "file":
            return True
        return self.read(path) is not None

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the names of files and links in `folder`, sorted; none if it cannot be read."""
        folder = "" if folder == os.curdir else folder
        listing = self._list(folder)
        entries = () if isinstance(listing, Blocked) else listing.items()
        return tuple(sorted(name for name, kind in entries if kind != "folder"))

    def walk(self, folder: str) -> tuple[str, ...]:
        """Return the paths, relative to the folder, of the files in it and in its subfolders.

        Hidden entries and node_modules are left out; links to folders are not followed.
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

    def generated_paths(self) -> tuple[str, ...]:
        """Return the paths that `base` has a text of."""
        return state_paths(self._tree, BASE_FOLDER)

    def base(self, path: str) -> str | None:
        """Return the text that was generated last for `path`."""
        return self._state_text(f"{BASE_FOLDER}/{path}")

    def resolution(self, path: str) -> Resolution | None:
        """Return the resolution of a conflict at `path`, if an earlier run wrote one."""
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
            # Not written by this tool: treated as missing, so that planning asks the person.
            return None

    def _list(self, folder: str) -> dict[str, Kind] | Blocked:
        listing = self._listings.get(folder)
        if listing is None:
            listing = self._listings[folder] = self._scan(folder)
        return listing

    def _scan(self, folder: str) -> dict[str, Kind] | Blocked:
        full = os.path.join(self._root, folder)
        above = folder.rpartition("/")[0]
        if above and self._list(above) == {}:
            return {}
        try:
            real, _ = self._tree.locate(f"{folder}/x" if folder else "x")
            return self._tree.folder(real).kinds()
        except LinkError as error:
            return blocked_link(error)
        except FileNotFoundError:
            if os.path.islink(full):
                return Blocked(f"the link {folder} has no target", "Remove the link and run again.")
            return {}
        except NotADirectoryError:
            return Blocked(
                f"{folder} is a file, where a folder is needed", "Move it away and run again."
            )
        except OSError as error:
            raise disk_failure(error, full, "Give yourself access to it and run again.") from error

    def _other_case(self, path: str, listing: dict[str, Kind]) -> Blocked | None:
        """Return the file that would be replaced because its name differs only in case."""
        folder, _, name = path.rpartition("/")
        if folder not in self._folded:
            self._folded[folder] = {each.casefold(): each for each in listing}
        other = self._folded[folder].get(name.casefold())
        if other is None or not os.path.lexists(f"{self._root}/{path}"):
            return None
        message = f"{other} exists, and its name differs only in case"
        return Blocked(message, f"Rename it to {name}, or move it away, and run again.")


def disk_for(root: str, planned: Iterable[File] = ()) -> ProjectFolder | MissingFolder:
    """Return the `Disk` of a folder that may not exist yet; `planned` as in `ProjectFolder`."""
    is_there = os.path.lexists(root or os.curdir)
    return ProjectFolder(root, planned) if is_there else MissingFolder(root, planned)


def check_path(path: str) -> None:
    """Raise ValueError unless a file of the project may have this path.

    The path is relative, in POSIX form, inside the folder, and neither git's nor below `.scaffold`,
    except for the records of the history, the index of outputs and the editors' JSON Schema.
    """
    parts = path.split("/")
    if "" in parts or "." in parts or ".." in parts or "\\" in path or ":" in parts[0]:
        raise ValueError(f"not a path inside the schema's folder: {path!r}")
    is_record = parts[:-1] == HISTORY_FOLDER.split("/") and path.endswith(".json")
    is_record = is_record or path in (OUTPUTS_INDEX, OPEN_EDITS, EDITOR_SCHEMA)
    if (reserved_part(path) and not is_record) or not path.isprintable():
        raise ValueError(f"not a path for a file of the project: {path!r}")


def open_tree(root: str) -> Tree:
    """Return the tree of a project's folder; EnvironmentFailure if it cannot be opened."""
    try:
        return Tree(root)
    except OSError as error:
        hint = "Give an existing folder that you may read."
        raise disk_failure(error, root or os.curdir, hint) from error


def read_state(tree: Tree, path: str) -> bytes | None:
    """Return the bytes of a file below `.scaffold`, or None if it does not exist.

    EnvironmentFailure if it is not a file or is reached through a link.
    """
    try:
        return tree.read(path)
    except OSError as error:
        raise disk_failure(error, tree.full(path), "Remove it and run again.") from error


def has_state(tree: Tree, path: str) -> bool:
    """Return whether anything exists at a path below `.scaffold`."""
    folder, _, name = path.rpartition("/")
    try:
        return tree.folder(folder).status(name) is not None
    except FileNotFoundError:
        return False
    except OSError as error:
        raise disk_failure(error, str(error.filename), "Remove it and run again.") from error


def state_paths(tree: Tree, folder: str) -> tuple[str, ...]:
    """Return the paths, from a folder below `.scaffold`, of the files in it and its subfolders."""
    try:
        kinds = tree.folder(folder).kinds()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise disk_failure(error, str(error.filename), "Remove it and run again.") from error
    found: list[str] = []
    for name, kind in kinds.items():
        if kind == "folder":
            found += (f"{name}/{path}" for path in state_paths(tree, f"{folder}/{name}"))
        else:
            found.append(name)
    return tuple(found)


def read_conflict_index(tree: Tree) -> dict[str, list[str]]:
    """Return, by path, the fingerprints of the conflicting texts and of the text with markers."""
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
    """Return the SHA-256 in hexadecimal."""
    from hashlib import sha256

    return sha256(data).hexdigest()
