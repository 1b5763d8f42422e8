"""What `generate` and commands like it print of a run: actions, paths, JSON."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from scaffold.cli.output import decisions_data, out, print_json, problem_data, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scaffold.changes.open_decisions import OpenDecisions
    from scaffold.project.run import Result
    from scaffold.project.schema_source import Source
    from scaffold.project.undoing import Undo


def print_undo(commands: Sequence[str]) -> None:
    """Print the commands for databases that ran migrations which are to be removed."""
    for command in commands:
        say(f"note: in a database that ran these migrations, first: `{command}`")


def print_undo_afterwards(undone: Undo) -> None:
    """Print how a database that ran the migrations undoes them, whose files are removed."""
    commands = (undone.again, *undone.commands, "scaffold undo --yes")
    listed = ", then ".join(f"`{each}`" for each in commands)
    say(
        "note: to undo these migrations in a database that ran them, write them again from the "
        f"same schema: {listed}"
    )


def print_replaced(commands: Sequence[str]) -> None:
    """Print what a database needs that ran migrations which were replaced."""
    for command in commands:
        say(
            "note: a database that ran the replaced migrations must be made again; to keep it, "
            f"run `{command}` before `scaffold generate --amend`"
        )


def may_replace(commands: Sequence[str]) -> bool:
    """Whether migrations may be removed: a person on a terminal is asked if there are commands."""
    from scaffold.cli.decision_prompt import confirmed

    print_undo(commands)
    if not commands or confirmed("Remove the migrations now?"):
        return True
    say("nothing was removed")
    return False


def shown(result: Result) -> tuple[tuple[str, str], ...]:
    """Return the actions to print: only the conflicts, if there are any, since nothing was written.

    Unchanged records of earlier runs are left out.
    """
    from scaffold.files.disk import HISTORY_FOLDER

    if not result.problems:
        return tuple(
            each
            for each in result.actions
            if each[0] != "identical" or not each[1].startswith(f"{HISTORY_FOLDER}/")
        )
    return tuple(each for each in result.actions if each[0] == "conflict")


def print_result(result: Result, written: bool) -> None:
    """Print the result as one JSON object."""
    files = [
        {"path": path, "action": action, "target": result.owners.get(path)}
        for action, path in result.actions
    ]
    problems = [problem_data(each) for each in result.problems]
    migrations = list(result.migrations)
    data = {"files": files, "migrations": migrations, "written": written, "problems": problems}
    commands = {
        "commands": list(result.undo_commands),
        "renaming": list(map(list, result.renaming_commands)),
    }
    todos = [problem_data(each) for each in result.todos]
    data |= {"decisions": [], **commands} | ({"todos": todos} if todos else {})
    print_json(data)


def print_open_decisions(error: OpenDecisions) -> None:
    """Print the open decisions of a run as one JSON object, in the shape of a result."""
    empty = {"files": [], "migrations": [], "written": False, "problems": []}
    decisions = decisions_data(error)
    print_json({**empty, "decisions": decisions, "commands": [], "renaming": []})


def owned_paths(result: Result, source: Source, target: str | None = None) -> list[str]:
    """Return all generated paths, relative to the current folder; only of `target` if given."""
    return [
        os.path.normpath(os.path.join(source.root, path))
        for action, path in result.actions
        if action != "remove" and target in (None, result.owners.get(path))
    ]


def print_paths(result: Result, source: Source, target: str | None, as_json: bool) -> None:
    """Print all generated paths, one a line."""
    owned = owned_paths(result, source, target)
    if as_json:
        print_json(owned)
    elif owned:
        out("\n".join(owned))
