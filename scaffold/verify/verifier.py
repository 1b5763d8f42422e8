"""The protocol of a target's verifier: its job, its checks and its outcome."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, Protocol

from scaffold.database.dialects import DIALECTS
from scaffold.database.tables import Database
from scaffold.reflection.reflected_tables import Tables
from scaffold.reflection.table_differences import ComparisonRules, Difference
from scaffold.values import dataclass
from scaffold.verify.last_run.last_run import LastRun
from scaffold.verify.scratch import Leftovers, Scratch
from scaffold.verify.server import Server
from scaffold.verify.stand_ins import NONE, StandIns

# Why checks of models are not run with `skip_models`.
SKIPPED_MODELS = "left out by --skip-models"

Verdict = Literal["passed", "failed", "skipped"]


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The result of one check: name, verdict, and the differences that it found.

    `sides`: what the first and the second side of each difference are.
    """

    name: str
    verdict: Verdict
    detail: str
    differences: tuple[Difference, ...] = ()
    sides: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """What to verify, and where.

    directory: the target's folder, an absolute path.
    scratch: the run's folder, removed afterwards, and the names of its databases.
    leftovers: databases of interrupted runs on the server, to be dropped.
    report: called with each check when it is done.
    last_run: None if no run came before the last, or it has no migrations of this target.
    skip_models: run the migrations alone.
    stand_ins: the tables that no migration creates.
    """

    directory: str
    settings: Mapping[str, str]
    database: Database
    server: Server
    scratch: Scratch
    leftovers: Leftovers
    report: Callable[[CheckResult], None]
    last_run: LastRun | None = None
    skip_models: bool = False
    stand_ins: StandIns = NONE

    @property
    def own_tables(self) -> frozenset[str]:
        """The tables of the schema that others do not own."""
        models = self.database.models
        return frozenset(str(model.table.name) for model in models if not model.external)

    @property
    def restored(self) -> ComparisonRules:
        """What a way down restores: not the names of foreign keys that the server chose."""
        dialect = DIALECTS[self.server.dialect]
        chosen = dialect.foreign_key_name is None or dialect.indexes_foreign_keys
        return ComparisonRules(
            key_names=not chosen, key_index_names=not dialect.indexes_foreign_keys
        )


@dataclass(frozen=True, slots=True)
class VerifyOutcome:
    """The outcome of verifying a target.

    engine: the database's name and version.
    tables: the tables that the migrations made, None if they failed.
    left_out: what was not compared, a sentence each.
    """

    engine: str
    checks: tuple[CheckResult, ...]
    tables: Tables | None
    left_out: tuple[str, ...] = ()


class Verifier(Protocol):
    """Runs one target's migrations and models with the tools that its users run."""

    def verify(self, job: Job) -> VerifyOutcome:
        """Run them on databases that it creates, and drops in any case.

        EnvironmentFailure if a tool, a package or the server is missing.
        """
