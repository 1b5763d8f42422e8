"""`scaffold verify`: run the generated code on a real database."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from scaffold.cli import options
from scaffold.cli.output import out, plural, print_json, say, style

if TYPE_CHECKING:
    from scaffold.project.verification import Verification
    from scaffold.verify.verifier import CheckResult

Database = Annotated[
    str | None,
    typer.Option(
        "--database",
        metavar="URL",
        help="A PostgreSQL, MySQL or MariaDB server. Default: SQLite.",
    ),
]
SkipModels = Annotated[
    bool, typer.Option("--skip-models", help="Run the migrations alone, without the models.")
]
LABELS = {"passed": "passed", "failed": "failed", "skipped": "not run"}
COLOURS = {"passed": "green", "failed": "red", "skipped": "yellow"}
# The width of the checks' names, and the indentation of a check's further lines.
NAME, INDENT = 19, 11


def verify(
    database: Database = None,
    file: options.File = None,
    directory: options.Directory = None,
    target: options.Target = None,
    skip_models: SkipModels = False,
    as_json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Run the generated code on a scratch database.

    The migrations run up, down one by one, and up again with the real migration tool. Then their
    tables are compared with those of the models, and the models write and read rows. The last run
    is repeated on tables with rows. The scratch databases are created for this and dropped at the
    end. No other database is changed.

    \b
    Example:
      scaffold verify
      scaffold verify --database postgres://user:password@localhost:5432/postgres
    """
    from datetime import UTC, datetime

    from scaffold.files.disk import ProjectFolder
    from scaffold.project import verification
    from scaffold.project.compilation import compile_source
    from scaffold.project.imported_tables import with_imported_names
    from scaffold.project.request import Request
    from scaffold.project.run import read_history
    from scaffold.project.schema_source import go_to, read_source
    from scaffold.verify.server import server_for

    go_to(directory)
    options.require_known_target(target)
    source = read_source(file)
    compiled = compile_source(source, ProjectFolder(source.root))
    server = server_for(database, compiled.database.dialects)
    request = Request(datetime.now(UTC))
    verification.require_current(source, request)
    compiled = with_imported_names(compiled, read_history(source), request)
    table = ResultTable(server.label, silent=quiet or as_json)
    result = verification.verify(compiled, server, target, table.show, skip_models)
    if as_json:
        print_json(as_data(result))
    elif not quiet:
        print_summary(result)
    if result.passed:
        return
    if quiet and not as_json:
        for check in result.checks:
            if check.verdict == "failed":
                say("\n".join([f"{check.name}: {check.detail}", *diff_lines(check, sys.stderr)]))
    raise typer.Exit(1)


class ResultTable:
    """Prints a line for each check as soon as it has run, with a diff if it failed."""

    def __init__(self, location: str, silent: bool):
        self._place = location
        self._silent = silent
        self._target: str | None = None

    def show(self, target: str, check: CheckResult) -> None:
        if self._silent:
            return
        if target != self._target:
            out(f"{target} on {self._place}")
            self._target = target
        word = style(
            f"{LABELS[check.verdict]:>9}", sys.stdout, fg=COLOURS[check.verdict], bold=True
        )
        detail, *more = check.detail.splitlines()
        out(f"{word}  {check.name:<{NAME}}  {detail}")
        for line in (*more, *diff_lines(check, sys.stdout)):
            out(f"{'':{INDENT}}{line}".rstrip())
        sys.stdout.flush()


def diff_lines(check: CheckResult, stream: TextIO) -> list[str]:
    """Return the differences like a unified diff, without line numbers."""
    if not check.sides:
        return []
    first, second = check.sides
    lines = [style(f"--- {first}", stream, fg="red"), style(f"+++ {second}", stream, fg="green")]
    for each in check.differences:
        lines.append(f" {each.table}")
        lines += [style(f"-  {line}", stream, fg="red") for line in each.first]
        lines += [style(f"+  {line}", stream, fg="green") for line in each.second]
    return lines


def print_summary(result: Verification) -> None:
    """Print how many checks passed, and what was not checked."""
    engines = " and ".join(dict.fromkeys(each.engine for _, each in result.outcomes))
    passed = sum(check.verdict == "passed" for check in result.checks)
    out(f"{passed} of {plural(len(result.checks), 'check')} passed on {engines}")
    for _, outcome in result.outcomes:
        for sentence in outcome.left_out:
            out(f"  {sentence}")
    for note in result.notes:
        out(f"  {note}")


def as_data(result: Verification) -> dict[str, object]:
    """Return the result as JSON-ready data."""
    return {
        "passed": result.passed,
        "targets": [
            {
                "target": name,
                "engine": outcome.engine,
                "checks": [check_data(check) for check in outcome.checks],
                "left_out": list(outcome.left_out),
            }
            for name, outcome in result.outcomes
        ],
        "across": [check_data(check) for check in result.across],
        "notes": list(result.notes),
    }


def check_data(check: CheckResult) -> dict[str, object]:
    """Return a check as JSON-ready data; differences are lines that only one of `sides` has."""
    return {
        "name": check.name,
        "verdict": check.verdict,
        "detail": check.detail,
        "sides": list(check.sides or ()),
        "differences": [
            {"table": each.table, "first": list(each.first), "second": list(each.second)}
            for each in check.differences
        ],
    }
