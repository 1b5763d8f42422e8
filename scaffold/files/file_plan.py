"""The values that pass through this package. Paths are relative to the schema's folder, POSIX."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, Protocol

from scaffold.errors import Problem
from scaffold.values import dataclass

# merge: people edit it (models), so it is merged with what was generated last.
# once: written where it is missing, theirs from then on (models/index.js).
# new: a migration of this run; a different file that stands at its path is a conflict.
# frozen: a migration of an earlier run; one that stands is never rewritten.
# deleted: a migration of an earlier run that a person deleted; a person decides.
# replace: ours alone (scaffold.lock), unless `expected` says what it must have been.
Policy = Literal["merge", "once", "new", "frozen", "deleted", "replace"]

Action = Literal["create", "identical", "update", "merge", "conflict", "skip", "remove"]


@dataclass(frozen=True, slots=True)
class File:
    """A file as it should be. `expected` (with `replace`): the only other text it may have."""

    path: str
    content: str
    policy: Policy
    expected: str | None = None


@dataclass(frozen=True, slots=True)
class Removal:
    """A file of ours that should go, while it is still `content`."""

    path: str
    content: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a run does to one file.

    `content` is the text to write, None where the file is left alone or removed; `before` the text
    that stands; `base` the text to remember as generated last, None where it needs no writing;
    `marked`, of a conflict, both texts between markers where a person can resolve it, and `inputs`
    the fingerprint of these two; `resolution` what the person made of it, where that is taken.
    """

    path: str
    action: Action
    content: str | None = None
    before: str | None = None
    base: str | None = None
    problem: Problem | None = None
    marked: str | None = None
    inputs: str | None = None
    resolution: str | None = None

    @property
    def is_written(self) -> bool:
        """Whether the run writes or removes something for it."""
        return self.content is not None or self.base is not None or self.action == "remove"


@dataclass(frozen=True, slots=True)
class FilePlan:
    """The changes of a run, in the order of the files asked for, removals first."""

    changes: tuple[Change, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Why the run may write nothing; empty where it may."""
        return tuple(change.problem for change in self.changes if change.problem)

    @property
    def behind(self) -> bool:
        """Whether a file would change: what `check` asks."""
        return any(change.action not in ("identical", "skip") for change in self.changes)


@dataclass(frozen=True, slots=True)
class Blocked:
    """Why the text at a path cannot be read or replaced."""

    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a person made of a conflict, and which two texts it was made from."""

    text: str
    inputs: str


class Disk(Protocol):
    """What planning reads."""

    def names(self, folder: str) -> tuple[str, ...]:
        """The names of the files in a folder, sorted; none where it does not exist."""

    def read(self, path: str) -> str | Blocked | None:
        """The text that stands, None where there is none."""

    def walk(self, folder: str) -> tuple[str, ...]:
        """The paths, from the folder itself, of the files in it and in folders inside it."""

    @property
    def root(self) -> str:
        """The schema's folder: an absolute path without links, with forward slashes."""

    @property
    def planned(self) -> tuple[str, ...]:
        """The paths of files that are about to be written beside those of the run."""

    def above(self, folder: str, name: str, top: str = "/") -> Iterator[tuple[str, str]]:
        """Path and text of each file of that name in a folder and above it, nearest first.

        Folders above the schema's count too, up to `top`. Paths are absolute, without links.
        """

    def base(self, path: str) -> str | None:
        """The text that was generated last, None where it is not known."""

    def resolution(self, path: str) -> Resolution | None:
        """The side text of an earlier run's conflict, None where there is none."""
