"""`scaffold rebase`: move this branch's migrations after those of another branch."""

from __future__ import annotations

import shlex
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from scaffold.cli import options
from scaffold.cli.generate import Accept, AnyLoss, Drop, Keep, Overwrite, Timestamp
from scaffold.cli.output import of_command, out, print_actions, report, report_decisions, say
from scaffold.errors import SchemaError

if TYPE_CHECKING:
    from scaffold.project.run import Result

Onto = Annotated[
    str | None,
    typer.Option(
        "--onto",
        metavar="REF",
        help="The branch, commit or record to follow. Default: the remote's default branch.",
    ),
]


def rebase(
    onto: Onto = None,
    file: options.File = None,
    directory: options.Directory = None,
    dry_run: options.DryRun = False,
    drop: Drop = None,
    accept: Accept = None,
    any_loss: AnyLoss = False,
    keep: Keep = None,
    overwrite: Overwrite = None,
    timestamp: Timestamp = None,
    as_json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Move this branch's migrations after another branch's.

    They are generated again from the merged schema, with later timestamps; files of the other
    branch are not changed.

    \b
    Example:
      git merge main
      scaffold rebase --onto main
    """
    from scaffold.cli.generate import first_timestamp, now
    from scaffold.cli.run_output import print_open_decisions, print_result
    from scaffold.project import run
    from scaffold.project.branches import branches, no_fork
    from scaffold.project.request import Request
    from scaffold.project.schema_source import go_to, read_source

    go_to(directory)
    source = read_source(file)
    if nothing := no_fork(onto, *branches(source, onto)):
        if not quiet:
            out(nothing.message)
        return
    request = Request(
        now(),
        first_timestamp(timestamp),
        rebase=True,
        onto=onto,
        dropped=frozenset(drop or ()),
        accepted=frozenset(accept or ()),
        any_loss=any_loss,
        keep=tuple(keep or ()),
        overwrite=tuple(overwrite or ()),
    )
    command = shlex.join(["scaffold", "rebase", *(["--onto", onto] if onto else [])])
    try:
        result = run.preview(source, request) if dry_run else run.generate(source, request)
    except SchemaError as error:
        from scaffold.changes.open_decisions import OpenDecisions

        if not isinstance(error, OpenDecisions):
            raise
        if as_json:
            print_open_decisions(error)
        else:
            report_decisions(error, source.name, command)
        raise typer.Exit(error.exit_code) from error
    result = replace(result, problems=tuple(of_command(result.problems, command)))
    if as_json:
        print_result(result, not (dry_run or result.problems))
    else:
        _print_commands(result)
        if not quiet:
            print_actions(each for each in result.actions if each[0] != "identical")
        report(result.problems)
        if result.problems:
            say("nothing was written")
    if result.problems:
        raise typer.Exit(1)


def _print_commands(result: Result) -> None:
    """Print what a database needs that ran the old migrations: to undo them, or to keep them."""
    for command in result.undo_commands:
        say(f"note: in a database that ran these migrations, before the merge: `{command}`")
    for commands in result.renaming_commands:
        listed = ", then ".join(f"`{each}`" for each in commands)
        say(f"note: or after this command, to keep what they changed: {listed}")
