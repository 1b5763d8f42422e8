"""`scaffold baseline`: the tables of the schema exist already, or a person migrates them."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from scaffold.cli import options
from scaffold.cli.output import of_command, print_actions, report, say


def baseline(
    file: options.File = None,
    directory: options.Directory = None,
    dry_run: options.DryRun = False,
    keep: Annotated[
        list[str] | None,
        typer.Option("--keep", metavar="PATH", help="In a conflict, keep your file."),
    ] = None,
    overwrite: Annotated[
        list[str] | None,
        typer.Option("--overwrite", metavar="PATH", help="In a conflict, replace your file."),
    ] = None,
    as_json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Record the schema's tables without a migration.

    For tables that exist already, and for a migration that you wrote yourself: one for each
    target. Nothing is asked; `scaffold verify` then runs all migrations in the folder.

    \b
    Example:
      scaffold baseline && scaffold verify
    """
    from scaffold.cli.generate import now
    from scaffold.cli.run_output import print_result
    from scaffold.project import run
    from scaffold.project.request import Request
    from scaffold.project.schema_source import go_to, read_source

    go_to(directory)
    request = Request(
        now(),
        baseline=True,
        any_loss=True,
        keep=tuple(keep or ()),
        overwrite=tuple(overwrite or ()),
    )
    source = read_source(file)
    result = run.preview(source, request) if dry_run else run.generate(source, request)
    result = replace(result, problems=tuple(of_command(result.problems, "scaffold baseline")))
    if as_json:
        print_result(result, not (dry_run or result.problems))
    else:
        if not quiet:
            print_actions(each for each in result.actions if each[0] != "identical")
        report(result.problems)
        if result.problems:
            say("nothing was written")
    if result.problems:
        raise typer.Exit(1)
