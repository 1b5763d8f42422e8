"""Two branches after a merge: the records of this one, and those that the other has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from scaffold.changes.field_changes import OldNames
from scaffold.changes.losses import loss
from scaffold.changes.rows_before import RowsBefore
from scaffold.database.alterations import AlterColumn
from scaffold.database.operations import DropColumn, DropTable, Operation
from scaffold.errors import Problem, SchemaError, UsageError
from scaffold.files.disk import HISTORY_FOLDER, open_tree
from scaffold.history.history import History, history_of
from scaffold.history.record import Record
from scaffold.history.record_chain import Fork, chain
from scaffold.history.record_files import read_records, record_path, unfit
from scaffold.history.record_text import is_file_name
from scaffold.history.replay import CannotReplayError, replay
from scaffold.project.committed_files import default_branch, files_of_commit
from scaffold.project.request import Request
from scaffold.project.schema_source import Source


def branches(source: Source, onto: str | None) -> tuple[History, Mapping[str, Record]]:
    """Return the history of the other branch, and the records of this one in their order.

    `onto` is a commit that has the other's records, or the name of one of them; None for the
    remote's default branch. UsageError where it is neither, or has both branches, SchemaError
    where the other's records do not form one sequence.
    """
    with open_tree(source.root) as tree:
        records = read_records(tree)
    theirs = _theirs(source, onto, records)
    if forks := _records_after_forks(theirs):
        raise UsageError(
            f"--onto {onto or 'origin/HEAD'}: it has both merged branches", _one_of(forks)
        )
    other = chain(theirs)
    if other.faults or len(other.records) < len(theirs):
        raise SchemaError(
            f"the records that {onto or 'the other branch'} has do not form one sequence",
            "Run `scaffold rebase` on that branch first, or give another --onto.",
        )
    ours = {name: record for name, record in records.items() if name not in theirs}
    ordered: dict[str, Record] = {}
    while True:
        known = {None, *other.records, *ordered}
        following = sorted(
            name
            for name, record in ours.items()
            if name not in ordered and record.previous in known
        )
        if not following:
            break
        ordered.update((name, ours[name]) for name in following)
    try:
        return history_of(other.records), ordered
    except CannotReplayError as error:
        raise SchemaError(unfit(error, other.records)) from error


def with_losses_of(request: Request, before: History, ours: Mapping[str, Record]) -> Request:
    """Return the request with the losses that the branch's own runs accepted."""
    accepted: set[str] = set()
    known = dict(before.records)
    first = next(iter(ours.values()), None)
    # What the branch started from: the records up to the one that its first record follows.
    start: dict[str, Record] = {}
    for name, record in known.items():
        if first is None or first.previous is None:
            break
        start[name] = record
        if name == first.previous:
            break
    for name, record in ours.items():
        state = replay(start).snapshot
        names, rows = OldNames(state.models), RowsBefore(state.tables)
        for migration in record.migrations:
            for operation in migration.operations:
                accepted.update(_lost(operation, names, rows))
                rows.follow(operation)
        if record.previous is None or record.previous in start:
            start = {**start, name: record}
    return replace(request, former_losses=request.former_losses | accepted)


def _lost(operation: Operation, names: OldNames, rows: RowsBefore) -> tuple[str, ...]:
    """Return the old names of the models and fields whose rows or values an operation loses."""
    match operation:
        case DropTable(table):
            return names.of_table(rows.old_table(table.name))
        case DropColumn(table, column):
            return names.of_column(*rows.origin.get((table, column.name), (table, column.name)))
        case AlterColumn(table, old) if loss(operation):
            key = table.name, old.name
            return names.of_column(*rows.origin.get(key, key))
    return ()


def _theirs(source: Source, onto: str | None, records: Mapping[str, Record]) -> dict[str, Record]:
    name = (onto or "").rpartition("/")[2]
    name = name if name.endswith(".json") else f"{name}.json"
    if onto is not None and is_file_name(name):
        if name not in records:
            raise UsageError(
                f"--onto {onto}: there is no record {record_path(name)}",
                "Give --onto a branch, or a file in .scaffold/history.",
            )
        return _branch_of(name, records)
    ref = onto if onto is not None else default_branch(source.root)
    if ref is None:
        raise UsageError(
            "the remote has no default branch in git",
            "Name the branch with `scaffold rebase --onto main`, or give --onto a record.",
        )
    paths = files_of_commit(source.root, ref, HISTORY_FOLDER)
    found = {path.rpartition("/")[2] for path in paths}
    return {name: record for name, record in records.items() if name in found}


def _branch_of(name: str, records: Mapping[str, Record]) -> dict[str, Record]:
    """Return the records before a record, the record itself, and those after it."""
    found: list[str] = []
    at: str | None = name
    while at is not None and at in records and at not in found:
        found.append(at)
        at = records[at].previous
    while True:
        more = [each for each, record in records.items() if record.previous == found[0]]
        if len(more) != 1 or more[0] in found:
            break
        found.insert(0, more[0])
    return {each: records[each] for each in found}


def _records_after_forks(records: Mapping[str, Record]) -> tuple[str, ...]:
    """Return the records that follow the same one, which merged branches have; () without any."""
    forks = (each for each in chain(records).faults if isinstance(each, Fork))
    return next((fork.records for fork in forks), ())


def _one_of(records: Iterable[str]) -> str:
    listed = " or ".join(
        f"`scaffold rebase --onto {name.removesuffix('.json')}`" for name in sorted(records)
    )
    return f"Name a record of the branch whose migrations stay: {listed}."


def no_fork(onto: str | None, before: History, ours: Mapping[str, Record]) -> Problem | None:
    """Return the problem of a rebase with nothing to do, or None.

    UsageError where both merged branches are this one's: `onto` has the records before the fork.
    """
    if ours and next(iter(ours.values())).previous != before.last:
        return None
    if forks := _records_after_forks({**before.records, **ours}):
        raise UsageError(
            f"--onto {onto or 'origin/HEAD'}: it has neither merged branch", _one_of(forks)
        )
    what = (
        "no records of its own"
        if not ours
        else "only records that already follow the other branch's"
    )
    return Problem(None, f"this branch has {what}: there is nothing to rebase", None)
