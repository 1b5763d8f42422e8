"""`scaffold remove`: models and fields taken out of the schema file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from scaffold.cli import completion, options
from scaffold.cli.output import action_line, print_json, say

if TYPE_CHECKING:
    from scaffold.schema.edit import Edited
    from scaffold.source import Source

Names = Annotated[
    list[str],
    typer.Argument(
        metavar="MODEL[.FIELD]...",
        help="What goes: models and fields.",
        autocompletion=completion.names,
    ),
]


def remove(
    names: Names,
    file: options.File = None,
    directory: options.Directory = None,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
    quiet: options.Quiet = False,
    no_input: options.NoInput = False,
    yes: options.Yes = False,
) -> None:
    """Take models or fields out of the schema.

    Their comments go with them. What something else speaks of is refused: name that as well.

    \b
    Example:
      scaffold remove Order.total
      scaffold remove Order.customer Customer.orders
    """
    from scaffold.editing import edit, read_name, require
    from scaffold.removal import other_sides
    from scaffold.removal import remove as take_out
    from scaffold.source import go_to

    wanted = [read_name(name) for name in names]
    go_to(directory)
    stays: list[tuple[str, str]] = []

    def change(source: Source) -> Edited:
        require(source, *wanted)
        stays.extend((str(side), str(other)) for side, other in other_sides(source, wanted))
        return take_out(source, wanted)

    done = edit(file, change, dry_run)
    if as_json:
        data = {"action": done.action, "path": done.source.name, "written": done.written}
        print_json({**data, "stays": [other for _, other in stays]})
        return
    if dry_run:
        print(done.source.data.decode(), end="")
    elif not quiet:
        print(action_line(done.action, done.source.name))
    for side, other in () if quiet else stays:
        say(f"{other}, the other side of {side}, stays and keeps their key")
