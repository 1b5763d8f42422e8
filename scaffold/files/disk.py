"""Reading a project's folder: the texts that stand, their bases, and what keeps us from them."""

from __future__ import annotations

import os
from typing import Literal

from scaffold.errors import SurroundingsError
from scaffold.files.types import Blocked, Resolution

STATE_FOLDER = ".scaffold"
BASE_FOLDER = f"{STATE_FOLDER}/base"
PENDING_FOLDER = f"{STATE_FOLDER}/pending"
CONFLICT_FOLDER = f"{STATE_FOLDER}/conflict"
CONFLICT_INDEX = f"{CONFLICT_FOLDER}/index.json"

_Kind = Literal["file", "link", "folder", "other"]


class Folder:
    """The `Disk` of a schema's folder. A folder is listed once, so use a new one for each run."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._real_root = os.path.realpath(root)
        self._listings: dict[str, dict[str, _Kind] | Blocked] = {}
        self._conflicts: dict[str, list[str]] | None = None

    def read(self, path: str) -> str | Blocked | None:
        """The text at `path`, byte for byte. SurroundingsError where it cannot be read."""
        check_path(path)
        folder, _, name = path.rpartition("/")
        listing = self._list(folder)
        if isinstance(listing, Blocked):
            return listing
        full = f"{self._root}/{path}"
        kind = listing.get(name)
        if kind is None:
            return self._other_case(full, name, listing)
        if kind == "folder":
            return Blocked("a folder stands where a file belongs", "Move it away and run again.")
        if kind == "link":
            if not is_inside(self._real_root, os.path.realpath(full)):
                return _leaves("this link")
            if not os.path.isfile(full):
                return Blocked("this link leads to no file", "Remove it and run again.")
        elif kind == "other":
            return Blocked("this is no ordinary file", "Move it away and run again.")
        data = read_bytes(full)
        try:
            return None if data is None else data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1 if data else 1
            return Blocked(
                f"line {line} is not UTF-8 text", "Save the file as UTF-8 and run again."
            )

    def base(self, path: str) -> str | None:
        """The text that was generated last for `path`."""
        return self._side_text(f"{BASE_FOLDER}/{path}")

    def resolution(self, path: str) -> Resolution | None:
        """The side text of a conflict at `path` that an earlier run wrote."""
        if self._conflicts is None:
            self._conflicts = read_conflict_index(self._root)
        known = self._conflicts.get(path)
        text = self._side_text(f"{CONFLICT_FOLDER}/{path}") if known else None
        return None if known is None or text is None else Resolution(text, known[0])

    def _side_text(self, path: str) -> str | None:
        data = read_bytes(f"{self._root}/{path}")
        try:
            return None if data is None else data.decode("utf-8")
        except UnicodeDecodeError:
            # Not what we wrote: the same as none, and planning asks the person.
            return None

    def _list(self, folder: str) -> dict[str, _Kind] | Blocked:
        listing = self._listings.get(folder)
        if listing is None:
            listing = self._listings[folder] = self._scan(folder)
        return listing

    def _scan(self, folder: str) -> dict[str, _Kind] | Blocked:
        full = os.path.join(self._root, folder)
        if not is_inside(self._real_root, os.path.realpath(full)):
            return _leaves(f"the folder {folder}")
        try:
            with os.scandir(full) as entries:
                return {entry.name: _kind(entry) for entry in entries}
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

    def _other_case(self, full: str, name: str, listing: dict[str, _Kind]) -> Blocked | None:
        """Where case does not count, a file of another case is the one that would be replaced."""
        folded = name.casefold()
        for other in listing:
            if other.casefold() == folded and os.path.lexists(full):
                return Blocked(
                    f"{other} stands in its place: only case tells them apart",
                    f"Rename it to {name}, or move it away, and run again.",
                )
        return None


def check_path(path: str) -> None:
    """ValueError unless `path` is relative, in POSIX form, and stays in its folder."""
    parts = path.split("/")
    if "" in parts or "." in parts or ".." in parts or "\\" in path or ":" in parts[0]:
        raise ValueError(f"not a path inside the schema's folder: {path!r}")


def is_inside(real_root: str, real_path: str) -> bool:
    """Whether a path is the root or under it; both without links."""
    return real_path == real_root or real_path.startswith(real_root.rstrip(os.sep) + os.sep)


def read_bytes(full: str) -> bytes | None:
    """A file's bytes, None where there is none. SurroundingsError where it cannot be read."""
    try:
        with open(full, "rb", buffering=0) as file:
            return file.readall()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise trouble(error, full, "Give yourself the right to read it and run again.") from error


def read_conflict_index(root: str) -> dict[str, list[str]]:
    """Path → fingerprints of the texts in conflict and of the text with markers, as written."""
    import json

    data = read_bytes(os.path.join(root, CONFLICT_INDEX))
    try:
        index = json.loads(data) if data else {}
    except ValueError:
        return {}
    if not isinstance(index, dict):
        return {}
    return {
        path: known
        for path, known in index.items()
        if isinstance(known, list) and len(known) == 2 and all(isinstance(x, str) for x in known)
    }


def make_folder(path: str) -> None:
    """Make the folder where it is missing; SurroundingsError where the disk refuses."""
    try:
        os.makedirs(path, exist_ok=True)
    except OSError as error:
        raise trouble(error, path, "Give a folder that you may write to.") from error


def trouble(error: OSError, path: str, hint: str) -> SurroundingsError:
    """The clean error for a fault of the disk at `path`."""
    return SurroundingsError(f"{os.path.normpath(path)}: {error.strerror or error}", hint)


def _leaves(what: str) -> Blocked:
    return Blocked(
        f"{what} leaves the schema's folder", "Replace the link by a folder or file of its own."
    )


def _kind(entry: os.DirEntry[str]) -> _Kind:
    if entry.is_symlink():
        return "link"
    if entry.is_file():
        return "file"
    return "folder" if entry.is_dir() else "other"
