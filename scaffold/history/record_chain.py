"""The records of a project in order, and what is wrong where they have none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scaffold.history.record import Record
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class Fork:
    """Two or more records that follow the same one: branches were merged."""

    previous: str | None
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """A record whose predecessor is not there."""

    record: str
    previous: str


Fault = Fork | Missing


@dataclass(frozen=True, slots=True)
class RecordChain:
    """Records by file name, the first run first. `faults` tell why some are not among them."""

    records: Mapping[str, Record]
    faults: tuple[Fault, ...] = ()

    @property
    def last(self) -> str | None:
        """The file name of the last record, or None before the first run."""
        return next(reversed(tuple(self.records)), None)


def chain(records: Mapping[str, Record]) -> RecordChain:
    """Return the records in order, as far as each has exactly one that follows it.

    A fork ends the order; what follows it, and records that cannot be reached, are faults.
    """
    followers: dict[str | None, list[str]] = {}
    for name in sorted(records):
        followers.setdefault(records[name].previous, []).append(name)
    ordered: dict[str, Record] = {}
    faults: list[Fault] = []
    previous: str | None = None
    while True:
        nexts = [name for name in followers.get(previous, ()) if name not in ordered]
        if len(nexts) > 1:
            faults.append(Fork(previous, tuple(nexts)))
        if len(nexts) != 1:
            break
        previous = nexts[0]
        ordered[previous] = records[previous]
    faults += _missing(records)
    return RecordChain(ordered, tuple(faults))


def branch(records: Mapping[str, Record], first: str) -> Iterator[str]:
    """Yield the record `first` and those that follow it, as far as each has one follower."""
    name: str | None = first
    seen: set[str] = set()
    while name is not None and name not in seen:
        seen.add(name)
        yield name
        after = sorted(each for each, record in records.items() if record.previous == name)
        name = after[0] if len(after) == 1 else None


def _missing(records: Mapping[str, Record]) -> Iterator[Missing]:
    for name, record in sorted(records.items()):
        if record.previous is not None and record.previous not in records:
            yield Missing(name, record.previous)
