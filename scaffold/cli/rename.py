"""`scaffold rename`: a model or a field under another name, and all that speaks of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from scaffold.cli import completion, options
from scaffold.cli.output import action_line, out, print_json, say

if TYPE_CHECKING:
    from scaffold.project.schema_source import Source
    from scaffold.schema.edit import Edited
    from scaffold.schema.edit.model_references import Mention, Named
    from scaffold.schema.schema_file import SchemaFile

Old = Annotated[
    str,
    typer.Argument(
        metavar="MODEL[.FIELD]",
        help="What is to be renamed.",
        autocompletion=completion.names,
    ),
]
New = Annotated[str, typer.Argument(metavar="NAME", help="Its new name.")]


def rename(
    old: Old,
    name: New,
    file: options.File = None,
    directory: options.Directory = None,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Give a model or field another name.

    Every mention of it follows, and `was` says what it was, so that it is no drop and add.

    \b
    Example:
      scaffold rename Order.customer client
      scaffold rename Customer Client
    """
    from scaffold.editing.edited_file import edit, read_name, require
    from scaffold.editing.name_changes import followers, names_of
    from scaffold.editing.name_changes import rename as give_name
    from scaffold.project.run import read_history
    from scaffold.project.schema_source import go_to

    what = read_name(old)
    require_alone(what, name)
    go_to(directory)
    told: list[Mention] = []
    keys: dict[str, str] = {}

    def change(schema: SchemaFile, source: Source) -> Edited:
        require(schema, what)
        if str(what).rpartition(".")[2] != name:
            found, derived = followers(schema, what, name)
            told.extend(found)
            keys.update((str(key), new) for key, new in derived.items())
        return give_name(schema, what, name, names_of(read_history(source).snapshot))

    done = edit(file, change, dry_run)
    if as_json:
        data = {"action": done.action, "path": done.file.name, "written": done.written}
        print_json({**data, "followed": [_data(each) for each in told], "keys": keys})
        return
    if dry_run:
        print(done.file.data.decode(), end="")
    elif not quiet:
        out(action_line(done.action, done.file.name))
    if not quiet:
        for each in told:
            say(f"{each.speaker} follows, on line {each.location.line}")
        for key, new in keys.items():
            say(f"the foreign key {key} is called {new} then")


def require_alone(what: Named, name: str) -> None:
    """UsageError where the new name has its model before it."""
    model, dot, field = name.partition(".")
    if dot and model == what.model and field:
        from scaffold.errors import UsageError

        hint = f"Write `scaffold rename {what} {field}`; a field stays in its model."
        raise UsageError(f"the new name `{name}` stands alone, without its model", hint)


def _data(mention: Mention) -> dict[str, object]:
    _, line, column = mention.location
    return {"in": str(mention.speaker), "line": line, "column": column}
