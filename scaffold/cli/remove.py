"""`scaffold remove`: remove models and fields from the schema file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from scaffold.cli import completion, options
from scaffold.cli.output import action_line, out, print_json, say

if TYPE_CHECKING:
    from scaffold.project.schema_source import Source
    from scaffold.schema.edit import Edited
    from scaffold.schema.schema_file import SchemaFile

Names = Annotated[
    list[str],
    typer.Argument(
        metavar="MODEL[.FIELD]...",
        help="The models and fields to remove.",
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
) -> None:
    """Remove models or fields from the schema.

    Their comments are removed too. A name that something else refers to is refused, unless that is
    named as well.

    \b
    Example:
      scaffold remove Order.total
      scaffold remove Order.customer Customer.orders
    """
    from scaffold.editing.edited_file import edit, read_name, require
    from scaffold.editing.removals import associations_left_alone
    from scaffold.editing.removals import remove as remove_names
    from scaffold.project.schema_source import go_to

    wanted = [read_name(name) for name in names]
    go_to(directory)
    before: list[SchemaFile] = []

    def change(schema: SchemaFile, source: Source) -> Edited:
        require(schema, *wanted)
        before.append(schema)
        return remove_names(schema, wanted)

    done = edit(file, change, dry_run)
    left = associations_left_alone(before[0], done.file, wanted)
    if as_json:
        data = {"action": done.action, "path": done.file.name, "written": done.written}
        print_json({**data, "stays": [str(each.association) for each in left]})
        return
    if dry_run:
        print(done.file.data.decode(), end="")
    elif not quiet:
        out(action_line(done.action, done.file.name))
    for each in () if quiet else left:
        key = f"its foreign key is {each.key}"
        if each.key != each.key_before:
            key = f"its foreign key {each.key_before} is renamed to {each.key.field}"
        say(f"{each.association}, the inverse of {each.removed}, is kept: {key}")
