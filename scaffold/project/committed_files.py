"""What git has committed, where there is git."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable

from scaffold.errors import EnvironmentFailure, Problem, SchemaError, UsageError

# `git rev-parse --local-env-vars`: set in a hook, they would name another place than the folder.
_LOCAL = frozenset(
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
# Nothing is fetched to answer a question.
_GIT = ("git", "--literal-pathspecs", "-c", "protocol.allow=never")


def committed(root: str, paths: Iterable[str]) -> tuple[str, ...]:
    """Return those of the paths in `root` that the last commit has; none without a repository.

    EnvironmentFailure where git cannot say.
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
                raise _unknown(folder, listed.stderr)
            found += [names[name] for name in listed.stdout.split("\0") if name in names]
    return tuple(found)


def require_uncommitted(root: str, paths: Iterable[str]) -> None:
    """SchemaError where git has committed one of the migrations that are to be replaced."""
    if found := committed(root, paths):
        raise SchemaError(
            Problem(
                None,
                f"{path}: git has committed this migration, so other databases may have run it",
                "Run without --amend, so that the change becomes a further migration, or with "
                "--amend --force where none has.",
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

    UsageError where git knows no such commit.
    """
    place = root or os.curdir
    hint = "Give a branch, a tag or a commit that git knows here, or the name of a record."
    try:
        known = _git(
            place, "rev-parse", "--quiet", "--verify", "--end-of-options", f"{ref}^{{commit}}"
        )
    except OSError as error:
        raise UsageError(f"--onto {ref}: there is no git here", hint) from error
    if known.returncode:
        raise UsageError(f"--onto {ref}: git knows no such commit", hint)
    commit = known.stdout.strip()
    listed = _git(place, "ls-tree", "-r", "-z", "--name-only", commit, "--", f"{folder}/")
    if listed.returncode:
        raise _unknown(place, listed.stderr)
    return tuple(filter(None, listed.stdout.split("\0")))


def _split(path: str) -> tuple[str, str]:
    """The nearest folder that exists, without links, and the rest of the path as git has it."""
    folder, name = os.path.split(path)
    while not os.path.isdir(folder):
        folder, parent = os.path.split(folder)
        name = f"{parent}/{name}"
    return os.path.realpath(folder), name


def _has_commit(folder: str) -> bool:
    try:
        asked = _git(folder, "rev-parse", "--quiet", "--verify", "HEAD^{commit}")
    except OSError:
        # There is no git.
        return False
    if asked.returncode > 1 and "not a git repository" not in asked.stderr:
        raise _unknown(folder, asked.stderr)
    return asked.returncode == 0


def _git(folder: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in _LOCAL}
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


def _unknown(folder: str, said: str) -> EnvironmentFailure:
    words = (said.strip().splitlines() or ["it said nothing"])[0]
    return EnvironmentFailure(
        f"git cannot say what is committed in {folder}: {words}",
        "Correct that, or run with --force to replace the migrations all the same.",
    )
