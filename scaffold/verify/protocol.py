"""What a target brings to be verified, and what it is given and gives back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, Protocol

from scaffold.database.tables import Database
from scaffold.reflection.reflected_tables import Tables
from scaffold.reflection.table_differences import Difference
from scaffold.values import dataclass
from scaffold.verify.scratch import Leftovers, Scratch
from scaffold.verify.server import Server

Verdict = Literal["held", "broken", "skipped"]


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One thing that was tried: what it is called, how it went, and in what it differed.

    `sides` says what the first and the second side of each difference are.
    """

    name: str
    verdict: Verdict
    detail: str
    differences: tuple[Difference, ...] = ()
    sides: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be verified, and where.

    `directory` is the target's own, an absolute path; `scratch` the run's folder, which is removed
    afterwards, and the names of its databases; `leftovers` what runs that were killed left on the
    server, to be dropped. `tell` takes each check as it is done.
    """

    directory: str
    settings: Mapping[str, str]
    database: Database
    server: Server
    scratch: Scratch
    leftovers: Leftovers
    tell: Callable[[CheckResult], None]


@dataclass(frozen=True, slots=True)
class VerifyOutcome:
    """What a target's run came to.

    `engine` is the database's own name and version; `tables` what the migrations made, None
    where they failed; `left_out` says what was not compared, a sentence each.
    """

    engine: str
    checks: tuple[CheckResult, ...]
    tables: Tables | None
    left_out: tuple[str, ...] = ()


class Verifier(Protocol):
    """Runs one target's migrations and models with the tools of its users."""

    def verify(self, job: Job) -> VerifyOutcome:
        """Run them on databases that it makes and drops, whatever happens.

        SurroundingsError where a tool, a package or the server is missing.
        """
