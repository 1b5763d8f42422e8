"""One run of `verify`: each target for itself, then each with the others."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable

from scaffold.errors import SchemaError, UsageError
from scaffold.files.temporary import in_temporary_folder
from scaffold.outlet import Outlet
from scaffold.project import Meaning
from scaffold.run import Request, preview
from scaffold.source import Source
from scaffold.values import dataclass
from scaffold.verify.base import Check, Job, Outcome
from scaffold.verify.compare import differences
from scaffold.verify.scratch import Leftovers, Scratch, scratch_folder
from scaffold.verify.server import Server


@dataclass(frozen=True, slots=True)
class Verification:
    """What a run came to: each target's outcome, by name, and what held between two of them.

    `notes`: what earlier runs left and could not be removed, a sentence each.
    """

    outcomes: tuple[tuple[str, Outcome], ...]
    across: tuple[Check, ...]
    notes: tuple[str, ...] = ()

    @property
    def checks(self) -> tuple[Check, ...]:
        """All of them, in the order in which they were tried."""
        return (*(check for _, each in self.outcomes for check in each.checks), *self.across)

    @property
    def held(self) -> bool:
        return all(check.verdict == "held" for check in self.checks)


def require_current(source: Source, request: Request) -> None:
    """SchemaError where the generated files are behind the schema."""
    behind = preview(source, request).behind
    if behind:
        files = "1 file is" if len(behind) == 1 else f"{len(behind)} files are"
        shown = ", ".join(behind[:3]) + (", …" if len(behind) > 3 else "")
        raise SchemaError(
            f"{files} behind {source.name}: {shown}", "Run `scaffold generate` first."
        )


def verify(
    meaning: Meaning, server: Server, only: str | None, tell: Callable[[str, Check], None]
) -> Verification:
    """Verify the targets, or that called `only`; `tell` takes each check with its target's name.

    UsageError where the schema does not have that target; SurroundingsError where a tool or the
    server is missing.
    """
    outlets = [each for each in meaning.outlets if only in (None, each.target.name)]
    if not outlets:
        hint = f"It has: {', '.join(each.target.name for each in meaning.outlets)}."
        raise UsageError(f"the schema has no target `{only}`", hint)
    outcomes: list[tuple[str, Outcome]] = []
    with in_temporary_folder(), Leftovers(server) as leftovers:
        for outlet in outlets:
            with scratch_folder() as scratch:
                job = _job(meaning, outlet, server, scratch, leftovers, tell)
                outcomes.append((outlet.target.name, outlet.target.verifier().verify(job)))
    across = tuple(_across(*pair, tell=tell) for pair in itertools.combinations(outcomes, 2))
    return Verification(tuple(outcomes), across, tuple(leftovers.notes))


def _job(
    meaning: Meaning,
    outlet: Outlet,
    server: Server,
    scratch: Scratch,
    leftovers: Leftovers,
    tell: Callable[[str, Check], None],
) -> Job:
    directory = os.path.abspath(os.path.join(meaning.source.root, outlet.settings["directory"]))
    name = outlet.target.name
    return Job(
        directory,
        outlet.settings,
        meaning.database,
        server,
        scratch,
        leftovers,
        lambda check: tell(name, check),
    )


def _across(
    first: tuple[str, Outcome], second: tuple[str, Outcome], tell: Callable[[str, Check], None]
) -> Check:
    """Whether two targets' migrations make the same tables."""
    (name, one), (other_name, other) = first, second
    title = f"{name} = {other_name}"
    if one.tables is None or other.tables is None:
        check = Check(title, "skipped", "what is above must hold first")
    elif found := differences(one.tables, other.tables):
        sides = (name, other_name)
        check = Check(title, "broken", "their migrations make other tables", found, sides)
    else:
        check = Check(title, "held", "their migrations make the same tables")
    tell(title, check)
    return check
