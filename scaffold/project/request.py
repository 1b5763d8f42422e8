"""What a run of `generate` or `check` is asked for, beside the schema."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class Request:
    """What a run is asked for beside the schema.

    `now` is the timestamp of its last migration, or `first` of its first where that is given.
    `amend` replaces the last run's migrations, with `force` also those that git has committed.
    `restore` writes generated migrations that were deleted.
    `only_new_tables`: others may have written models and migrations before the first run.
    `whole`: the result must say all, though nothing changed.
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

    @property
    def is_plain(self) -> bool:
        """Whether it asks for nothing but the schema's files."""
        return not (self.amend or self.restore or self.keep or self.overwrite or self.whole)
