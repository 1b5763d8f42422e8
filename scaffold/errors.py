"""The errors that a user can correct, and their exit codes.

ScaffoldError
├── SchemaError         1  problems in the schema, a conflict, files that are out of date
│   └── OpenDecisions   5  only a person can decide (scaffold.changes.open_decisions)
├── UsageError          2  an invalid command line or a missing answer
└── EnvironmentFailure  4  disk, permissions, node, database

Any other exception is a bug of this tool: exit code 3, with a traceback.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar, NamedTuple

from scaffold.values import dataclass


class SourceLocation(NamedTuple):
    """A position in a file; line and column are counted from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where, what, and what to do about it."""

    where: SourceLocation | None
    message: str
    hint: str | None = None

    def __str__(self) -> str:
        head = f"{self.where}: {self.message}" if self.where else self.message
        return f"{head}\n  {self.hint}" if self.hint else head


class ScaffoldError(Exception):
    """An error that the user can correct.

    `problems` are in the order of the file; `sources` has the text of the files that they are in,
    by path.
    """

    exit_code: ClassVar[int] = 1

    def __init__(
        self,
        problems: Iterable[Problem] | Problem | str,
        hint: str | None = None,
        sources: Mapping[str, str] | None = None,
    ):
        if isinstance(problems, str):
            problems = Problem(None, problems, hint)
        if isinstance(problems, Problem):
            problems = (problems,)
        self.problems = tuple(problems)
        self.sources = dict(sources or {})
        super().__init__("\n".join(str(problem) for problem in self.problems))


class SchemaError(ScaffoldError):
    """The schema, or a file generated from it, needs a person's decision or correction."""

    exit_code = 1


class UsageError(ScaffoldError):
    """The command line is invalid or lacks an answer."""

    exit_code = 2


class EnvironmentFailure(ScaffoldError):
    """A disk, permission, node or database error."""

    exit_code = 4
