"""What can go wrong, and the exit code that says so.

ScaffoldError
├── SchemaError         1  problems in the schema, a conflict, files behind the schema
├── UsageError          2  the command line is wrong or lacks an answer
└── EnvironmentFailure   4  disk, permissions, node, database

Anything else that is raised is a bug of ours: exit 3, with its traceback.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar, NamedTuple

from scaffold.values import dataclass


class SourceLocation(NamedTuple):
    """A point in a file; line and column count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where, what, and what to do next."""

    where: SourceLocation | None
    message: str
    hint: str | None = None

    def __str__(self) -> str:
        head = f"{self.where}: {self.message}" if self.where else self.message
        return f"{head}\n  {self.hint}" if self.hint else head


class ScaffoldError(Exception):
    """A fault that the user can mend.

    `problems` are in reading order; `sources` has the text of the files that they stand in.
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
    """The schema, or what was generated from it, needs a person."""

    exit_code = 1


class UsageError(ScaffoldError):
    """The command line is wrong or lacks an answer."""

    exit_code = 2


class EnvironmentFailure(ScaffoldError):
    """Disk, permissions, node or a database would not do what was asked."""

    exit_code = 4
