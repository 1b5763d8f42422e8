"""The texts with conflict markers in `.scaffold/conflict/`, where a person resolves them."""

from __future__ import annotations

from scaffold.files.directory import Directory
from scaffold.files.disk import (
    CONFLICT_FOLDER,
    CONFLICT_INDEX,
    digest,
    open_tree,
    read_conflict_index,
    read_state,
)
from scaffold.files.failures import disk_failure
from scaffold.files.file_plan import FilePlan
from scaffold.files.tree import Tree
from scaffold.schema.reserved_folders import STATE_FOLDER

IGNORE_FILE = f"{STATE_FOLDER}/.gitignore"
IGNORED = "cache\nconflict/\npending/\nrun.lock\n"


def record_conflicts(root: str, plan: FilePlan) -> None:
    """Write the text with markers of each conflict.

    An existing text for the same conflict is kept, because the person may be resolving it. One for
    an older conflict is moved to `PATH.old` if it was edited.
    """
    import json

    at = CONFLICT_FOLDER
    with open_tree(root) as tree:
        index = read_conflict_index(tree)
        try:
            for change in plan.changes:
                if change.marked is None or change.inputs is None:
                    continue
                at = f"{CONFLICT_FOLDER}/{change.path}"
                known = index.get(change.path)
                folder, name = _folder(tree, at)
                existing = folder.read(name)
                if existing is not None:
                    if known and known[0] == change.inputs:
                        continue
                    if not known or known[1] != digest(existing):
                        folder.move(name, folder, f"{name}.old")
                marked = change.marked.encode()
                folder.replace(name, marked)
                index[change.path] = [change.inputs, digest(marked)]
            if index:
                at = CONFLICT_INDEX
                _write(tree, at, json.dumps(index, indent=1).encode())
                at = IGNORE_FILE
                if tree.folder(STATE_FOLDER).status(".gitignore") is None:
                    _write(tree, at, IGNORED.encode())
        except OSError as error:
            hint = "Free disk space or correct the permissions, and run again."
            raise disk_failure(error, tree.full(at), hint) from error


def changed_resolution(tree: Tree, plan: FilePlan) -> str | None:
    """Return the path of a resolution that was changed since the plan read it."""
    for change in plan.changes:
        if change.resolution is not None:
            path = f"{CONFLICT_FOLDER}/{change.path}"
            if read_state(tree, path) != change.resolution.encode():
                return path
    return None


def clear_conflicts(tree: Tree) -> None:
    """Remove the texts of resolved conflicts."""
    try:
        tree.remove(CONFLICT_FOLDER)
    except FileNotFoundError:
        return
    except OSError as error:
        hint = f"Remove {CONFLICT_FOLDER}: its conflicts are resolved."
        raise disk_failure(error, str(error.filename), hint) from error


def _folder(tree: Tree, path: str) -> tuple[Directory, str]:
    folder, _, name = path.rpartition("/")
    return tree.make_folder(folder, []), name


def _write(tree: Tree, path: str, data: bytes) -> None:
    folder, name = _folder(tree, path)
    folder.replace(name, data)
