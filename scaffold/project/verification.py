"""One run of `verify`: check each target, then compare the tables of each pair."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable
from dataclasses import replace

from scaffold.errors import SchemaError, UsageError
from scaffold.files.disk import ProjectFolder
from scaffold.files.temporary import in_temporary_folder
from scaffold.history.history import History
from scaffold.project.compiled_source import CompiledSchema
from scaffold.project.configured_target import ConfiguredTarget
from scaffold.project.find_last_run import last_run
from scaffold.project.request import Request
from scaffold.project.run import preview, read_history
from scaffold.project.schema_source import Source
from scaffold.project.tables_without_migration import stand_ins
from scaffold.reflection.table_differences import table_differences
from scaffold.values import dataclass
from scaffold.verify.scratch import Leftovers, Scratch, scratch_folder
from scaffold.verify.server import Server
from scaffold.verify.verifier import CheckResult, Job, VerifyOutcome


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome of each target, by name, and the comparison of each pair of targets.

    `notes`: sentences about leftovers of earlier runs that could not be removed.
    """

    outcomes: tuple[tuple[str, VerifyOutcome], ...]
    across: tuple[CheckResult, ...]
    notes: tuple[str, ...] = ()

    @property
    def checks(self) -> tuple[CheckResult, ...]:
        """All checks, in the order in which they ran."""
        return (*(check for _, each in self.outcomes for check in each.checks), *self.across)

    @property
    def passed(self) -> bool:
        """Whether no check failed: one that is skipped follows a failure, or cannot be made."""
        return all(check.verdict != "failed" for check in self.checks)


def require_current(source: Source, request: Request) -> None:
    """SchemaError if the generated files are out of date."""
    behind = preview(source, request).behind
    if behind:
        files = "1 file is" if len(behind) == 1 else f"{len(behind)} files are"
        shown = ", ".join(behind[:3]) + (", …" if len(behind) > 3 else "")
        raise SchemaError(
            f"{files} out of date with {source.name}: {shown}", "Run `scaffold generate` first."
        )


def verify(
    compiled: CompiledSchema,
    server: Server,
    only: str | None,
    on_check: Callable[[str, CheckResult], None],
    skip_models: bool = False,
) -> Verification:
    """Verify all targets, or only one; call `on_check` with each target's name and check.

    `skip_models`: run the migrations alone.

    UsageError if the schema does not have the target `only`; EnvironmentFailure if a tool or the
    server is missing.
    """
    configured_targets = [
        each for each in compiled.configured_targets if only in (None, each.target.name)
    ]
    if not configured_targets:
        names = ", ".join(each.target.name for each in compiled.configured_targets)
        raise UsageError(f"the schema has no target `{only}`", f"Its targets are: {names}.")
    outcomes: list[tuple[str, VerifyOutcome]] = []
    history = read_history(compiled.source)
    with in_temporary_folder(), Leftovers(server) as leftovers:
        for configured in configured_targets:
            with scratch_folder() as scratch:
                job = _job(compiled, configured, server, scratch, leftovers, on_check, history)
                own = skip_models or configured.has_own_models
                job = replace(job, skip_models=own)
                outcomes.append((configured.target.name, configured.target.verifier().verify(job)))
    across = tuple(
        _across(*pair, on_check=on_check) for pair in itertools.combinations(outcomes, 2)
    )
    return Verification(tuple(outcomes), across, tuple(leftovers.notes))


def _job(
    compiled: CompiledSchema,
    configured: ConfiguredTarget,
    server: Server,
    scratch: Scratch,
    leftovers: Leftovers,
    on_check: Callable[[str, CheckResult], None],
    history: History,
) -> Job:
    root = compiled.source.root
    directory = os.path.abspath(os.path.join(root, configured.settings["directory"]))
    name = configured.target.name
    return Job(
        directory,
        configured.settings,
        compiled.database,
        server,
        scratch,
        leftovers,
        lambda check: on_check(name, check),
        last_run(configured, history, ProjectFolder(root)),
        stand_ins=stand_ins(configured, compiled.database, history, server.dialect),
    )


def _across(
    first: tuple[str, VerifyOutcome],
    second: tuple[str, VerifyOutcome],
    on_check: Callable[[str, CheckResult], None],
) -> CheckResult:
    """Compare the tables of two targets' migrations."""
    (name, one), (other_name, other) = first, second
    title = f"{name} = {other_name}"
    if one.tables is None or other.tables is None:
        check = CheckResult(title, "skipped", "an earlier check must hold first")
    elif found := table_differences(one.tables, other.tables):
        sides = (name, other_name)
        check = CheckResult(
            title, "failed", "their migrations create different tables", found, sides
        )
    else:
        check = CheckResult(title, "passed", "their migrations create the same tables")
    on_check(title, check)
    return check
