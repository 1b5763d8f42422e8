"""The check `last run`: rows of the tables before the last run, migrated up and down again."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from scaffold.database.dialects import DIALECTS
from scaffold.database.sql_text import quoted_name
from scaffold.database.tables import TableName
from scaffold.verify.last_run.kept import KeptRows, kept_rows
from scaffold.verify.last_run.last_run import LastRun
from scaffold.verify.last_run.sample_rows import sample_rows
from scaffold.verify.verifier import CheckResult
from scaffold.verify.worker_session import RequestError

NAME = "last run"
_SHOWN = 5
Rows = list[Mapping[str, Any]]


class Migrator(Protocol):
    """Migrates a scratch database of its own with a target's tool; RequestError if that fails."""

    def prepare(self) -> None:
        """Run all migrations before those of the last run."""

    def up(self) -> None:
        """Run the migrations of the last run."""

    def down(self) -> None:
        """Undo the migrations of the last run."""

    def insert(self, statements: Sequence[str]) -> Sequence[str | None]:
        """Run each statement with foreign keys checked; return the error of each, or None."""

    def read(self, queries: Mapping[str, str]) -> Mapping[str, Rows]:
        """Return the rows of each query."""


class LastRunCheck:
    """Proves the last run on rows. `left_out` says afterwards what was not compared."""

    def __init__(self, run: LastRun, dialect: str, migrator: Migrator) -> None:
        self.left_out: list[str] = []
        self._run = run
        self._dialect = dialect
        self._migrator = migrator
        self._kept = kept_rows(run.tables, run.operations)

    def run(self) -> CheckResult:
        """Return the result; skipped if the run was edited, or its migrations refuse the rows."""
        if self._run.edited:
            return _skipped("its migrations were edited: which rows they keep is not known")
        try:
            self._migrator.prepare()
            filled = self._fill()
            before = self._read((each.before, each.before, _all(each)) for each in self._kept)
        except RequestError as error:
            return _skipped(f"the tables before it cannot be filled: {_words(error)}")
        if not filled:
            return _skipped("no row could be made for the tables before it")
        try:
            self._migrator.up()
        except RequestError as error:
            if self._run.has_conditions:
                return _skipped(f"it refuses the rows that were tried: {_words(error)}")
            return _failed(f"it fails on tables with rows: {_words(error)}")
        if faults := tuple(self._faults_up(before)):
            return _failed(_listed(faults))
        rows = f"{_count(sum(map(len, before.values())), 'row')} in {_count(filled, 'table')}"
        try:
            self._migrator.down()
        except RequestError as error:
            if not self._run.has_conditions_down:
                return _failed(f"undoing it fails on tables with rows: {_words(error)}")
            self.left_out.append(f"the rows do not allow to undo the last run: {_words(error)}")
            return CheckResult(NAME, "passed", f"{rows}, kept")
        if faults := tuple(self._faults_down(before)):
            return _failed(_listed(faults))
        return CheckResult(NAME, "passed", f"{rows}, kept, and the same when it is undone")

    def _fill(self) -> int:
        """Insert rows, and return how many tables have some."""
        rows = sample_rows(self._run, self._dialect)
        errors = self._migrator.insert([row.statement for row in rows])
        filled = {row.table for row, error in zip(rows, errors, strict=True) if error is None}
        empty = [str(table.name) for table in self._run.tables if table.name not in filled]
        if filled and empty:
            names = ", ".join(empty)
            self.left_out.append(f"no rows for the last run could be made in: {names}")
        return len(filled)

    def _faults_up(self, before: Mapping[TableName, Rows]) -> Iterator[str]:
        kept = [each for each in self._kept if each.after is not None]
        try:
            after = self._read(
                (each.before, each.after, {new: old for old, new in each.up.items()})
                for each in kept
                if each.after is not None
            )
        except RequestError as error:
            yield f"its tables cannot be read: {_words(error)}"
            return
        for each in kept:
            name = str(each.after)
            if each.counted_up:
                yield from _differing(name, before[each.before], after[each.before], [*each.up])

    def _faults_down(self, before: Mapping[TableName, Rows]) -> Iterator[str]:
        kept = [each for each in self._kept if each.after is not None and each.counted_down]
        try:
            again = self._read(
                (each.before, each.before, {name: name for name in each.down}) for each in kept
            )
        except RequestError as error:
            yield f"the tables cannot be read after it is undone: {_words(error)}"
            return
        for each in kept:
            rows, found = before[each.before], again[each.before]
            for fault in _differing(str(each.before), rows, found, each.down):
                yield f"undone, {fault}"

    def _read(
        self, wanted: Iterable[tuple[TableName, TableName, Mapping[str, str]]]
    ) -> Mapping[TableName, Rows]:
        """Return the rows of tables, by what they were called before the run.

        Each item has that name, the current one, and the columns with their names in the result.
        """
        quoted = DIALECTS[self._dialect].quoted
        queries: dict[str, str] = {}
        names: dict[str, TableName] = {}
        for before, now, columns in wanted:
            listed = [f"{quoted(name)} AS {quoted(shown)}" for name, shown in columns.items()]
            shown_columns = ", ".join(listed) or "1 AS one"
            table = quoted_name(now, self._dialect)
            queries[str(before)] = f"SELECT {shown_columns} FROM {table}"
            names[str(before)] = before
        found = self._migrator.read(queries)
        return {names[name]: rows for name, rows in found.items()}


def _all(kept: KeptRows) -> Mapping[str, str]:
    return {name: name for name in kept.columns}


def _differing(table: str, before: Rows, after: Rows, columns: Iterable[str]) -> Iterator[str]:
    """Yield how the rows of a table differ in these columns."""
    if len(before) != len(after):
        yield f"{table} has {_count(len(after), 'row')} instead of {len(before)}"
        return
    names = sorted(columns)
    first, second = (Counter(_row(row, names) for row in rows) for rows in (before, after))
    lost, new = first - second, second - first
    if lost:
        yield f"{table} has {next(iter(new))} instead of {next(iter(lost))}"


def _row(row: Mapping[str, Any], names: Iterable[str]) -> str:
    return json.dumps({name: row[name] for name in names}, ensure_ascii=False, sort_keys=True)


def _listed(faults: Sequence[str]) -> str:
    more = [f"and {len(faults) - _SHOWN} more"] if len(faults) > _SHOWN else []
    return "\n".join(("it does not keep the rows", *faults[:_SHOWN], *more))


def _words(error: RequestError) -> str:
    return " ".join(error.message.split())


def _skipped(detail: str) -> CheckResult:
    return CheckResult(NAME, "skipped", detail)


def _failed(detail: str) -> CheckResult:
    return CheckResult(NAME, "failed", detail)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
