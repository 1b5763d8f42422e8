"""What `scaffold import` prints: its progress, and at the end what it found."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from scaffold.cli.output import plural, print_actions, print_json, say
from scaffold.importing.report import ImportReport
from scaffold.schema.printable import one_line

# From this number of tables on a bar is drawn.
_MANY = 50
_WIDTH = 30
# As many lines of a list are printed for a person.
_MOST = 100
_PLACES = 8


class ImportProgress:
    """A bar on the terminal, drawn once it is known that there are many tables."""

    def __init__(self, *, enabled: bool) -> None:
        self._enabled = enabled and sys.stderr.isatty()
        self._many = False
        self._done = 0
        self._total = 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._enabled and self._many:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def on_query(self, name: str, rows: int, queries: int) -> None:
        """Count a query with its number of rows, of this number of queries."""
        # Two steps follow the queries.
        self._total = queries + 2
        self._many = self._many or (name in ("tables", "objects") and rows >= _MANY)
        self.step(name.replace("_", " "))

    def step(self, name: str) -> None:
        """Count a step that begins."""
        self._done += 1
        if self._enabled and self._many:
            filled = min(self._done * _WIDTH // self._total, _WIDTH)
            bar = "#" * filled + "." * (_WIDTH - filled)
            sys.stderr.write(f"\r\x1b[K[{bar}] {name}")
            sys.stderr.flush()


def print_import(
    report: ImportReport,
    label: str,
    actions: Sequence[tuple[str, str]],
    text: str | None,
    as_json: bool,
    quiet: bool,
    marks: Sequence[str] = (),
) -> None:
    """Print the result of an import.

    `text` is the schema of a dry run, `marks` the SQL that records its migrations as run.
    """
    if as_json:
        print_json({**_data(report, actions, text), "marks": list(marks)})
        return
    if text is not None and not quiet:
        print(text, end="")
    if quiet:
        return
    if text is None:
        print_actions(actions)
        sys.stdout.flush()
    joins = f", {plural(report.joins, 'join table')}" if report.joins else ""
    say(
        f"{label} ({report.engine}): {plural(report.tables, 'table')} → "
        f"{plural(report.models, 'model')}{joins}, {plural(report.associations, 'association')}"
    )
    _print_list(
        "not expressed, kept as comments in the schema and in the record",
        [f"{each.place}: {_first_line(each.text)}" for each in report.not_expressed],
    )
    _print_list(
        "otherwise in a database that is built from the schema alone",
        [f"{kind}: {_shown(places)}" for kind, places in report.differences],
    )
    _print_list(
        "the models and the database differ, and the database counts",
        [f"{kind}: {_shown(places)}" for kind, places in report.model_differences],
    )
    _print_list("while the models were loaded", list(report.model_notes))
    _print_list(
        "in the Prisma schema only, kept as comments at the head of the schema",
        [f"{kind}: {_shown(places)}" if places else kind for kind, places in report.code_remarks],
    )
    _print_list(
        "not imported, and external models because foreign keys refer to them",
        list(report.external),
    )
    _print_list("outside the tables, and left alone", list(report.outside))
    if marks:
        say("in each database that has these tables, run this once (or use --mark URL):")
        for each in marks:
            say(f"  {each};")
    if text is None:
        say(
            "next: change the schema, in the file or with `scaffold add`; `scaffold generate` then "
            "writes a migration and edits your model files, or lists the lines that they need"
            if report.has_models
            else "next: `scaffold generate` makes the models; no migration follows from this import"
        )


def _print_list(heading: str, lines: list[str]) -> None:
    if not lines:
        return
    say(f"{heading} ({len(lines)}):")
    for line in lines[:_MOST]:
        say(f"  {one_line(line)}")
    if len(lines) > _MOST:
        say(f"  and {len(lines) - _MOST} more: `scaffold import --json --dry-run` prints them all")


def _shown(places: Sequence[str]) -> str:
    more = f" and {len(places) - _PLACES} more" if len(places) > _PLACES else ""
    return f"{', '.join(places[:_PLACES])}{more}"


def _first_line(text: str) -> str:
    return text.splitlines()[0] if text else text


def _data(
    report: ImportReport, actions: Sequence[tuple[str, str]], text: str | None
) -> dict[str, object]:
    return {
        "engine": report.engine,
        "tables": report.tables,
        "models": report.models,
        "join_tables": report.joins,
        "associations": report.associations,
        "files": [{"path": path, "action": action} for action, path in actions],
        "written": text is None,
        "schema": text,
        "not_expressed": [
            {"kind": each.kind, "place": each.place, "text": each.text}
            for each in report.not_expressed
        ],
        "differences": [
            {"kind": kind, "places": list(places)} for kind, places in report.differences
        ],
        "outside": list(report.outside),
        "model_differences": [
            {"kind": kind, "places": list(places)} for kind, places in report.model_differences
        ],
        "model_notes": list(report.model_notes),
        "code_remarks": [
            f"{kind}: {', '.join(places)}" if places else kind
            for kind, places in report.code_remarks
        ],
        "external": list(report.external),
        "problems": [],
    }
