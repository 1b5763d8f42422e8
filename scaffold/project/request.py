"""The options of a run of `generate` or `check`."""

from __future__ import annotations

from collections.abc import Collection, Set
from datetime import datetime
from typing import TYPE_CHECKING

from scaffold.values import dataclass

if TYPE_CHECKING:
    from scaffold.changes.decisions import Decision, Decisions


@dataclass(frozen=True, slots=True)
class Request:
    """The options of a run.

    now: the timestamp of its last migration.
    first: the timestamp of its first migration, instead of `now`.
    amend: replace the last run's migrations; with `force` also committed ones.
    restore: write deleted migrations again.
    only_new_tables: accept models and migrations of the user before the first run.
    notes: return what a person should know about the generated code.
    whole: return a complete result although nothing changed.
    baseline: record the tables of the schema as migrated, without a migration.
    rebase: render this branch's migrations again after those of `onto`, a commit or a record (None:
        the remote's default branch).
    loadable: also check that generated files which exist can be loaded.
    load_models: run the code of the project to compare its models, from now on.
    adopt: paths of model files that people wrote and that become generated ones.
    dropped, accepted, any_loss: decisions about the run, as in `Decisions`.
    former_losses: what earlier runs of a branch dropped and accepted, by names that may be gone.
    """

    now: datetime
    first: datetime | None = None
    amend: bool = False
    force: bool = False
    restore: bool = False
    only_new_tables: bool = False
    keep: Collection[str] = ()
    overwrite: Collection[str] = ()
    notes: bool = True
    whole: bool = False
    dropped: frozenset[str] = frozenset()
    accepted: frozenset[str] = frozenset()
    any_loss: bool = False
    former_losses: frozenset[str] = frozenset()
    baseline: bool = False
    rebase: bool = False
    onto: str | None = None
    loadable: bool = False
    load_models: bool = False
    adopt: Collection[str] = ()

    @property
    def is_plain(self) -> bool:
        """Whether it asks for nothing but the schema's files."""
        special = self.amend or self.restore or self.baseline or self.rebase
        return not (special or self.keep or self.overwrite or self.whole or self.adopt)

    def decisions(self, spent: Set[Decision]) -> Decisions:
        """Return what was decided for the run; `spent` is what earlier runs used."""
        from scaffold.changes.decisions import Decisions

        return Decisions(
            self.dropped | self.former_losses,
            self.accepted | self.former_losses,
            self.any_loss,
            spent,
            self.baseline,
        )
