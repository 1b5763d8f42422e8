"""The files that git has committed."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable

from scaffold.errors import EnvironmentFailure, Problem, SchemaError, UsageError

# The list of `git rev-parse --local-env-vars`. Git hooks set them to another repository.
_REPOSITORY_VARIABLES = frozenset(
    {
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_COMMON_DIR",
        "GIT_DIR",
        "GIT_GRAFT_FILE",
        "GIT_IMPLICIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_NO_REPLACE_OBJECTS",
        "GIT_OBJECT_DIRECTORY",
        "GIT_PREFIX",
        "GIT_REPLACE_REF_BASE",
        "GIT_SHALLOW_FILE",
        "GIT_WORK_TREE",
    }
)
# Git must not fetch anything.
_GIT = ("git", "--literal-pathspecs", "-c", "protocol.allow=never")


def committed(root: str, paths: Iterable[str]) -> tuple[str, ...]:
    """Return the paths in `root` that the last commit contains; none outside a repository.

    EnvironmentFailure if git fails.
    """
    by_folder: dict[str, dict[str, str]] = {}
    for path in paths:
        folder, name = _split(os.path.join(root, path))
        by_folder.setdefault(folder, {})[name] = path
    found: list[str] = []
    for folder, names in by_folder.items():
        if _has_commit(folder):
            listed = _git(folder, "ls-tree", "-z", "--name-only", "HEAD", "--", *names)
            if listed.returncode:
                raise _git_failure(folder, listed.stderr)
            found += [names[name] for name in listed.stdout.split("\0") if name in names]
    return tuple(found)


def require_uncommitted(root: str, paths: Iterable[str]) -> None:
    """SchemaError if git has committed one of the migrations that are to be replaced."""
    if found := committed(root, paths):
        raise SchemaError(
            Problem(
                None,
                f"{path}: this migration is committed, so other databases may have run it",
                "Run without --amend to add a further migration, or with "
                "--amend --force if no other database has run it.",
            )
            for path in found
        )


def default_branch(root: str) -> str | None:
    """Return the remote's default branch as git last heard of it; None without one."""
    try:
        found = _git(root or os.curdir, "symbolic-ref", "--quiet", "refs/remotes/origin/HEAD")
    except OSError:
        return None
    return found.stdout.strip() or None if found.returncode == 0 else None


def files_of_commit(root: str, ref: str, folder: str) -> tuple[str, ...]:
    """Return the paths of a commit's files in a folder below `root`.

    UsageError if git does not know the commit.
    """
    place = root or os.curdir
    hint = "Give --onto a branch, a tag, a commit or a record."
    try:
        known = _git(
            place, "rev-parse", "--quiet", "--verify", "--end-of-options", f"{ref}^{{commit}}"
        )
    except OSError as error:
        raise UsageError(f"--onto {ref}: this is not a git repository", hint) from error
    if known.returncode:
        raise UsageError(f"--onto {ref}: git does not know this commit", hint)
    commit = known.stdout.strip()
    listed = _git(place, "ls-tree", "-r", "-z", "--name-only", commit, "--", f"{folder}/")
    if listed.returncode:
        raise _git_failure(place, listed.stderr)
    return tuple(filter(None, listed.stdout.split("\0")))


def _split(path: str) -> tuple[str, str]:
    """Return the nearest existing folder, without links, and the rest of the path."""
    folder, name = os.path.split(path)
    while not os.path.isdir(folder):
        folder, parent = os.path.split(folder)
        name = f"{parent}/{name}"
    return os.path.realpath(folder), name


def _has_commit(folder: str) -> bool:
    try:
        result = _git(folder, "rev-parse", "--quiet", "--verify", "HEAD^{commit}")
    except OSError:
        # git is not installed.
        return False
    if result.returncode > 1 and "not a git repository" not in result.stderr:
        raise _git_failure(folder, result.stderr)
    return result.returncode == 0


def _git(folder: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value for name, value in os.environ.items() if name not in _REPOSITORY_VARIABLES
    }
    return subprocess.run(
        [*_GIT, *arguments],
        cwd=folder,
        env={**environment, "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="surrogateescape",
    )


def _git_failure(folder: str, output: str) -> EnvironmentFailure:
    reason = (output.strip().splitlines() or ["no message"])[0]
    return EnvironmentFailure(
        f"git cannot list the committed files in {folder}: {reason}",
        "Fix this, or run with --force to replace the migrations without this check.",
    )
