"""`scaffold undo`: take back a run, its record and its migrations."""

from __future__ import annotations

from typing import Annotated

import typer

from scaffold.cli import options
from scaffold.cli.output import print_actions, print_json

Record = Annotated[
    str | None,
    typer.Argument(
        metavar="[RECORD]", help="A file in .scaffold/history. Default: the last run's."
    ),
]
Force = Annotated[
    bool, typer.Option("--force", help="Also remove edited and committed migrations.")
]
Yes = Annotated[
    bool, typer.Option("--yes", help="Do not ask: no database has run the migrations any more.")
]


def undo(
    record: Record = None,
    file: options.File = None,
    directory: options.Directory = None,
    force: Force = False,
    yes: Yes = False,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Undo the last run: remove its record and its migrations.

    Undo them first in databases that ran them: on a terminal, the command is printed and undo
    asks. The schema and the models are not changed.

    \b
    Example:
      scaffold undo --dry-run
    """
    from scaffold.cli.decision_prompt import can_ask
    from scaffold.cli.run_output import may_replace, print_undo, print_undo_afterwards
    from scaffold.project import run
    from scaffold.project.schema_source import go_to, read_source

    go_to(directory)
    source = read_source(file)
    asks = not (yes or dry_run or as_json) and can_ask()
    if asks and not may_replace(run.undo(source, record, force, True).commands):
        raise typer.Exit(1)
    undone = run.undo(source, record, force, dry_run)
    actions = [(change.action, change.path) for change in undone.plan.changes]
    if as_json:
        files = [{"path": path, "action": action} for action, path in actions]
        data = {"record": undone.record, "files": files, "written": not dry_run}
        print_json({**data, "commands": list(undone.commands), "again": undone.again})
        return
    if dry_run:
        print_undo(undone.commands)
    if not quiet:
        print_actions(actions)
    if undone.commands and not (yes or asks or dry_run):
        print_undo_afterwards(undone)
