"""The values of this package. Paths are relative to the schema's folder, with forward slashes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, Protocol

from scaffold.errors import Problem
from scaffold.values import dataclass

# merge: people edit it (models); merged with the generated text, three-way.
# once: written if it does not exist, never changed afterwards (models/index.js).
# new: a migration of this run; a different file at its path is a conflict.
# frozen: a migration of an earlier run; an existing one is never rewritten.
# deleted: a migration of an earlier run whose file was deleted; a person decides.
# remembered: as once, but a file that a person deleted is not written again.
# unedited: written by nobody else; another's file, or one that was edited, is a conflict.
# adopted: a person's file that becomes a generated one; `base` is what is generated for it.
# edited: a person's file with an edit of this run, byte for byte as given.
# replace: not edited by people (a record); with `expected`, a conflict if it was.
# rewritten: as merge, but in another form than before: an edited file is a conflict, not merged.
# superseded: a generated file whose place another takes; an edited one is a conflict.
Policy = Literal[
    "merge",
    "once",
    "new",
    "frozen",
    "deleted",
    "remembered",
    "unedited",
    "adopted",
    "edited",
    "replace",
    "rewritten",
    "superseded",
]

Action = Literal["create", "identical", "update", "merge", "conflict", "skip", "remove"]


@dataclass(frozen=True, slots=True)
class File:
    """A file as it should be.

    `expected` (with `replace`): the `text_digest` of the only other text that it may have now.
    `previous`: the path that it had when it was generated last, if that is another. `renamed`
    has pairs of an old and a new name: an edit beside a renamed word is no conflict.
    `by` (with `rewritten` and `superseded`): what replaces the file's earlier text, in words.
    With these two, `expected` is the digest of that text where nothing else has recorded it.
    """

    path: str
    content: str
    policy: Policy
    expected: str | None = None
    previous: str | None = None
    renamed: tuple[tuple[str, str], ...] = ()
    by: str = ""
    base: str = ""


@dataclass(frozen=True, slots=True)
class Removal:
    """A generated file to remove, if the `text_digest` of its text is still `digest`."""

    path: str
    digest: str


@dataclass(frozen=True, slots=True)
class FileChange:
    """What a run does to one file.

    content: the text to write; None if the file is left alone or removed.
    before: the current text.
    base: the text to record as generated last; None if it is recorded already.
    marked: of a conflict, both texts between markers, for a person to resolve.
    inputs: the fingerprint of the two texts.
    resolution: the person's resolution, if this change uses it.
    forgets: what was generated last is no longer recorded.
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
    forgets: bool = False

    @property
    def is_written(self) -> bool:
        """Whether the run writes or removes a file for it."""
        return (
            self.content is not None
            or self.base is not None
            or self.action == "remove"
            or self.forgets
        )


@dataclass(frozen=True, slots=True)
class FilePlan:
    """The changes of a run: removals first, then the files in the order given."""

    changes: tuple[FileChange, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Why the run must not write anything; empty if it may."""
        return tuple(change.problem for change in self.changes if change.problem)

    @property
    def behind(self) -> bool:
        """Whether a file would change, which is what `check` reports."""
        return any(change.action not in ("identical", "skip") for change in self.changes)


@dataclass(frozen=True, slots=True)
class Blocked:
    """Why the file at a path cannot be read or replaced."""

    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """A person's resolution of a conflict, and the fingerprint of the two texts it is for."""

    text: str
    inputs: str


class RecordedTexts(Protocol):
    """What earlier runs recorded of a file."""

    def base(self, path: str) -> str | None:
        """The text that was generated last, or None if it is unknown."""

    def resolution(self, path: str) -> Resolution | None:
        """A person's resolution of an earlier conflict, or None."""


class Disk(Protocol):
    """The view of a project's folder that planning reads."""

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the names of the files in a folder, sorted; none if it does not exist."""

    def read(self, path: str) -> str | Blocked | None:
        """Return the text of a file, or None if it does not exist."""

    def exists(self, path: str) -> bool:
        """Whether `read` returns anything but None; a file in a listed folder is not read."""

    def walk(self, folder: str) -> tuple[str, ...]:
        """Return the paths, relative to the folder, of the files in it and in its subfolders."""

    @property
    def root(self) -> str:
        """The schema's folder: an absolute path without links, with forward slashes."""

    def link_above(self, path: str) -> str | None:
        """Return the first link on a path, including the path itself, or None."""

    @property
    def planned(self) -> tuple[str, ...]:
        """The paths of files that will be written in addition to the generated ones."""

    def find_upwards(self, folder: str, name: str, top: str = "/") -> Iterator[tuple[str, str]]:
        """Yield path and text of each file of that name in a folder and its parents, nearest first.

        Parents of the schema's folder are included, up to `top`. Paths are absolute, without links.
        """

    def generated_paths(self) -> tuple[str, ...]:
        """Return the paths whose text was generated last for a file that people edit."""

    def base(self, path: str) -> str | None:
        """Return the text that was generated last, or None if it is not known."""

    def resolution(self, path: str) -> Resolution | None:
        """Return a person's resolution of an earlier run's conflict, or None."""
