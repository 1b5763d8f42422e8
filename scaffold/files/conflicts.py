"""The texts with markers in `.scaffold/conflict/`, where a person can resolve a conflict."""

from __future__ import annotations

from scaffold.files.directory import Directory
from scaffold.files.disk import (
    CONFLICT_FOLDER,
    CONFLICT_INDEX,
    digest,
    open_tree,
    read_conflict_index,
    read_state,
    trouble,
)
from scaffold.files.file_plan import FilePlan
from scaffold.files.tree import Tree
from scaffold.schema.reserved_folders import STATE_FOLDER

IGNORE_FILE = f"{STATE_FOLDER}/.gitignore"
IGNORED = "cache\nconflict/\npending/\nrun.lock\n"


def record_conflicts(root: str, plan: FilePlan) -> None:
    """Write both texts of each conflict, with markers, for a person to resolve.

    A text that stands for the same conflict is left alone: the person may be half way through.
    One for an older conflict is moved to `PATH.old` where the person has worked on it.
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
                standing = folder.read(name)
                if standing is not None:
                    if known and known[0] == change.inputs:
                        continue
                    if not known or known[1] != digest(standing):
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
            hint = "Mend this (room, permissions) and run again."
            raise trouble(error, tree.full(at), hint) from error


def changed_resolution(tree: Tree, plan: FilePlan) -> str | None:
    """The path of a side text that was changed since the plan read it."""
    for change in plan.changes:
        if change.resolution is not None:
            path = f"{CONFLICT_FOLDER}/{change.path}"
            if read_state(tree, path) != change.resolution.encode():
                return path
    return None


def clear_conflicts(tree: Tree) -> None:
    """Remove the texts of conflicts that are decided."""
    try:
        tree.remove(CONFLICT_FOLDER)
    except FileNotFoundError:
        return
    except OSError as error:
        hint = f"Remove {CONFLICT_FOLDER}: it is of no more use."
        raise trouble(error, str(error.filename), hint) from error


def _folder(tree: Tree, path: str) -> tuple[Directory, str]:
    folder, _, name = path.rpartition("/")
    return tree.make_folder(folder, []), name


def _write(tree: Tree, path: str, data: bytes) -> None:
    folder, name = _folder(tree, path)
    folder.replace(name, data)
