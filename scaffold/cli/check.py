"""`scaffold check`: check the schema, and whether the files are up to date."""

from __future__ import annotations

from typing import Annotated

import typer

from scaffold.cli import options
from scaffold.cli.output import (
    decisions_data,
    out,
    plural,
    print_actions,
    print_json,
    problem_data,
    report,
    report_decisions,
    report_todos,
    say,
)


def check(
    file: options.File = None,
    directory: options.Directory = None,
    target: options.Target = None,
    diff: options.Diff = False,
    database: Annotated[
        str | None,
        typer.Option(
            "--database", metavar="URL", help="Compare this database with the schema instead."
        ),
    ] = None,
    load_models: options.LoadModels = False,
    as_json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Check the schema and whether files are up to date.

    Writes nothing. The exit code is 1 if the schema has problems or files are out of date, for CI;
    with --database, if the database's tables are not those of the schema. It is only read.

    \b
    Example:
      scaffold check && echo up to date
      scaffold check --database postgres://user:password@host/name
    """
    from dataclasses import replace
    from datetime import UTC, datetime

    from scaffold.changes.open_decisions import OpenDecisions
    from scaffold.errors import Problem
    from scaffold.project import run
    from scaffold.project.request import Request
    from scaffold.project.schema_source import go_to, read_source

    go_to(directory)
    options.require_known_target(target)
    source = read_source(file)
    if database is not None:
        from scaffold.cli.check_database import check_database

        check_database(source, database, as_json=as_json, quiet=quiet)
        return
    if load_models:
        from scaffold.project.trusted_projects import trust

        trust(source.root)
    try:
        result = run.preview(
            source, Request(datetime.now(UTC), loadable=True, load_models=load_models)
        )
    except OpenDecisions as error:
        if not as_json:
            report_decisions(error, source.name)
        else:
            decisions = decisions_data(error)
            print_json({"behind": [], "problems": [], "notes": [], "decisions": decisions})
        raise typer.Exit(1) from error
    paths = frozenset(result.behind)
    behind = [
        (action, path)
        for action, path in result.actions
        if path in paths and target in (None, result.owners.get(path))
    ]
    if as_json:
        files = [{"path": path, "action": action} for action, path in behind]
        problems = [problem_data(each) for each in result.problems]
        notes = [problem_data(each) for each in result.notes]
        todos = [problem_data(each) for each in result.todos]
        data = {"behind": files, "problems": problems, "notes": notes, "decisions": []}
        print_json(data | ({"todos": todos} if todos else {}))
    elif not quiet:
        print_actions(behind, result.changes if diff else ())
        if not behind:
            out(f"{source.name}: {plural(len(result.actions), 'file')} up to date")
        report(Problem(None, f"note: {each}") for each in result.notices)
        from scaffold.cli.similar_notes import summarized

        shown_notes = (*summarized(result.notes), *result.kept)
        shown = (replace(each, message=f"note: {each.message}") for each in shown_notes)
        report(shown, noun="note")
    if not as_json:
        report_todos(result.todos)
    if not behind:
        if result.todos:
            raise typer.Exit(1)
        return
    from scaffold.project.awaited_models import awaits_models

    if {action for action, _ in behind} == {"create"} and awaits_models(source):
        if not (as_json or quiet):
            count = plural(len(behind), "file")
            say(f"note: {count} of models are not there yet: `scaffold generate` makes them")
        return
    if not as_json:
        report(result.problems)
        say(
            f"{plural(len(behind), 'file')} out of date with {source.name}: run `scaffold generate`"
        )
    raise typer.Exit(1)
