"""Everything that was generated so far, as the records have it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from scaffold.changes.decisions import Decision
from scaffold.changes.snapshot import Snapshot
from scaffold.history.record import Record, RecordedMigration
from scaffold.history.replay import Replayed, migrations, replay, replay_target
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class History:
    """The records by file name, the first run first, and what they leave."""

    records: Mapping[str, Record] = field(default_factory=dict)
    replayed: Replayed = Replayed()

    @property
    def snapshot(self) -> Snapshot:
        """Tables and models as the last run left them."""
        return self.replayed.snapshot

    @property
    def spent(self) -> frozenset[Decision]:
        """The decisions of the schema that runs have used."""
        return self.replayed.spent

    @property
    def last(self) -> str | None:
        """The file name of the last record, None before the first run."""
        return next(reversed(tuple(self.records)), None)

    @property
    def last_timestamp(self) -> str | None:
        """The latest timestamp of any migration."""
        found = (each.timestamp for record in self.records.values() for each in record.migrations)
        return max(found, default=None)

    def of_target(self, target: str) -> Replayed:
        """Return what the migrations of a target leave: nothing for one without any."""
        if all(
            target in each.files and not each.catches_up
            for record in self.records.values()
            for each in record.migrations
        ):
            return self.replayed
        return replay_target(self.records, target)

    def knows(self, target: str) -> bool:
        """Whether any run was for this target."""
        return any(
            target in each.files for record in self.records.values() for each in record.migrations
        )

    def migrations(self, target: str) -> tuple[RecordedMigration, ...]:
        """Return the migrations that a target has files of, in order."""
        return migrations(self.records, target)

    def last_run(self) -> Mapping[str, Record]:
        """Return the last record with migrations and those after it, which have none."""
        found: dict[str, Record] = {}
        for name, record in reversed(tuple(self.records.items())):
            found[name] = record
            if record.migrations:
                return dict(reversed(tuple(found.items())))
        return {}

    def without(self, names: Mapping[str, Record]) -> History:
        """Return the history without some of its last records."""
        return history_of({name: each for name, each in self.records.items() if name not in names})


def history_of(records: Mapping[str, Record]) -> History:
    """Return the history of records in their order; CannotReplayError as `replay` has it."""
    return History(records, replay(records))
