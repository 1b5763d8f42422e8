"""The records of a project on disk: a file for each run, in `.scaffold/history`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scaffold.errors import Problem, SchemaError
from scaffold.files.disk import HISTORY_FOLDER, read_state
from scaffold.files.failures import disk_failure
from scaffold.files.merge import unresolved_marker
from scaffold.files.tree import Tree
from scaffold.history.history import History, history_of
from scaffold.history.record import Record
from scaffold.history.record_chain import Fault, Fork, chain
from scaffold.history.record_text import DamagedError, is_file_name, read
from scaffold.history.replay import CannotReplayError

RESTORE = "Restore the file from version control."


def record_path(name: str) -> str:
    """Return the path of a record from the schema's folder."""
    return f"{HISTORY_FOLDER}/{name}"


def record_names(tree: Tree) -> tuple[str, ...]:
    """Return the names of the files that are records, sorted; none before the first run."""
    try:
        names = tree.folder(HISTORY_FOLDER).kinds()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise disk_failure(error, str(error.filename), "Remove it and run again.") from error
    return tuple(sorted(filter(is_file_name, names)))


def read_records(tree: Tree) -> dict[str, Record]:
    """Return every record by file name; SchemaError with those that cannot be read."""
    found: dict[str, Record] = {}
    problems: list[Problem] = []
    for name in record_names(tree):
        data = read_state(tree, record_path(name))
        try:
            text = (data or b"").decode("utf-8")
            found[name] = read(text)
        except UnicodeDecodeError:
            problems.append(Problem(None, f"{record_path(name)} is not UTF-8 text", RESTORE))
        except DamagedError as error:
            reason = "it has git's conflict markers" if unresolved_marker(text) else error
            message = f"{record_path(name)} is not a record of a run: {reason}"
            problems.append(Problem(None, message, RESTORE))
    if problems:
        raise SchemaError(problems)
    return found


def read_history(tree: Tree) -> History:
    """Return the history of a project.

    SchemaError where a record cannot be read, where records do not form one sequence, and where
    an operation does not fit the tables before it.
    """
    records = read_records(tree)
    ordered = chain(records)
    if ordered.faults:
        raise SchemaError(_described(each, records) for each in ordered.faults)
    lost = records.keys() - ordered.records.keys()
    if lost:
        name = record_path(min(lost))
        raise SchemaError(f"{name} is not part of the sequence of records", RESTORE)
    try:
        return history_of(ordered.records)
    except CannotReplayError as error:
        raise SchemaError(unfit(error, ordered.records)) from error


def unfit(error: CannotReplayError, records: Mapping[str, Record]) -> Problem:
    """Return the problem of a record whose operations do not fit, with the migration's names."""
    names = ", ".join(each.name for each in records[error.record].migrations)
    return Problem(
        None,
        f"{record_path(error.record)} ({names}) cannot be applied to the records before it: "
        f"{error.reason}",
        "Two branches changed the same thing: restore the records of one of them from version "
        "control, or run `scaffold undo`.",
    )


def _described(fault: Fault, records: Mapping[str, Record]) -> Problem:
    if isinstance(fault, Fork):
        listed = " and ".join(
            f"{record_path(name)} ({', '.join(_migrations(records[name])) or 'no migrations'})"
            for name in fault.records
        )
        after = record_path(fault.previous) if fault.previous else "no record"
        return Problem(
            None,
            f"two branches were merged: {listed} follow {after}",
            "Run `scaffold rebase`: it puts this branch's migrations after the other's.",
        )
    return Problem(
        None,
        f"{record_path(fault.record)} follows {record_path(fault.previous)}, which is missing",
        RESTORE,
    )


def _migrations(record: Record) -> Iterator[str]:
    for each in record.migrations:
        yield each.name
