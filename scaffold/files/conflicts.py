"""The texts with markers in `.scaffold/conflict/`, where a person can resolve a conflict."""

from __future__ import annotations

import os

from scaffold.files.disk import (
    CONFLICT_FOLDER,
    CONFLICT_INDEX,
    STATE_FOLDER,
    read_bytes,
    read_conflict_index,
    trouble,
)
from scaffold.files.types import Plan

IGNORE_FILE = f"{STATE_FOLDER}/.gitignore"
IGNORED = "cache\nconflict/\npending/\nrun.lock\n"


def record_conflicts(root: str, plan: Plan) -> None:
    """Write both texts of each conflict, with markers, for a person to resolve.

    A text that stands for the same conflict is left alone: the person may be half way through.
    One for an older conflict is moved to `PATH.old` where the person has worked on it.
    """
    import json

    index = read_conflict_index(root)
    try:
        for change in plan.changes:
            if change.marked is None or change.inputs is None:
                continue
            path = os.path.join(root, CONFLICT_FOLDER, change.path)
            known = index.get(change.path)
            standing = read_bytes(path)
            if standing is not None:
                if known and known[0] == change.inputs:
                    continue
                if not known or known[1] != digest(standing):
                    os.replace(path, f"{path}.old")
            os.makedirs(os.path.dirname(path), exist_ok=True)
            marked = change.marked.encode()
            _write(path, marked)
            index[change.path] = [change.inputs, digest(marked)]
        if index:
            _write(os.path.join(root, CONFLICT_INDEX), json.dumps(index, indent=1).encode())
            ignore = os.path.join(root, IGNORE_FILE)
            if not os.path.lexists(ignore):
                _write(ignore, IGNORED.encode())
    except OSError as error:
        hint = "Mend this (room, permissions) and run again."
        raise trouble(error, str(error.filename or root), hint) from error


def clear_conflicts(root: str) -> None:
    """Remove the texts of conflicts that are decided."""
    folder = os.path.join(root, CONFLICT_FOLDER)
    if not os.path.lexists(folder):
        return
    import shutil

    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise trouble(error, folder, "Remove this folder: it is of no more use.") from error


def digest(data: bytes) -> str:
    """SHA-256, in hexadecimal."""
    from hashlib import sha256

    return sha256(data).hexdigest()


def _write(path: str, data: bytes) -> None:
    """Write a file of ours whole: a run that is killed leaves the old one."""
    new = f"{path}.new"
    with open(new, "wb") as file:
        file.write(data)
    os.replace(new, path)
