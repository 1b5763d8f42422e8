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


def undo(
    record: Record = None,
    file: options.File = None,
    directory: options.Directory = None,
    force: Force = False,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Undo the last run: remove its record and its migrations.

    The schema and the models are not changed; `scaffold check` then lists outdated files.

    \b
    Example:
      scaffold undo --dry-run
    """
    from scaffold.cli.run_output import print_undo
    from scaffold.project import run
    from scaffold.project.schema_source import go_to, read_source

    go_to(directory)
    undone = run.undo(read_source(file), record, force, dry_run)
    actions = [(change.action, change.path) for change in undone.plan.changes]
    if as_json:
        files = [{"path": path, "action": action} for action, path in actions]
        data = {"record": undone.record, "files": files, "written": not dry_run}
        print_json({**data, "commands": list(undone.commands)})
        return
    print_undo(undone.commands)
    if not quiet:
        print_actions(actions)
