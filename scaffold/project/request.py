"""What a run of `generate` or `check` is asked for, beside the schema."""

from __future__ import annotations

from collections.abc import Collection, Set
from datetime import datetime
from typing import TYPE_CHECKING

from scaffold.values import dataclass

if TYPE_CHECKING:
    from scaffold.changes.decisions import Decision, Decisions


@dataclass(frozen=True, slots=True)
class Request:
    """What a run is asked for beside the schema.

    `now` is the timestamp of its last migration, or `first` of its first where that is given.
    `amend` replaces the last run's migrations, with `force` also those that git has committed.
    `restore` writes generated migrations that were deleted.
    `only_new_tables`: others may have written models and migrations before the first run.
    `whole`: the result must say all, though nothing changed.
    `baseline` records the tables of the schema as migrated, without a migration.
    `rebase` renders this branch's migrations again after those of `onto`: a commit of git, or a
    record; None for the remote's default branch.
    `dropped`, `accepted` and `any_loss` are decisions about the run, as `Decisions` has them.
    """

    now: datetime
    first: datetime | None = None
    amend: bool = False
    force: bool = False
    restore: bool = False
    only_new_tables: bool = False
    keep: Collection[str] = ()
    overwrite: Collection[str] = ()
    whole: bool = False
    dropped: frozenset[str] = frozenset()
    accepted: frozenset[str] = frozenset()
    any_loss: bool = False
    baseline: bool = False
    rebase: bool = False
    onto: str | None = None

    @property
    def is_plain(self) -> bool:
        """Whether it asks for nothing but the schema's files."""
        special = self.amend or self.restore or self.baseline or self.rebase
        return not (special or self.keep or self.overwrite or self.whole)

    def decisions(self, spent: Set[Decision]) -> Decisions:
        """Return what was decided for the run; `spent` is what earlier runs used."""
        from scaffold.changes.decisions import Decisions

        return Decisions(self.dropped, self.accepted, self.any_loss, spent, self.baseline)
