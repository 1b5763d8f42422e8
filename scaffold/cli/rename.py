"""`scaffold rename`: rename a model or field, and all references to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from scaffold.cli import completion, options
from scaffold.cli.output import action_line, out, print_json, say

if TYPE_CHECKING:
    from scaffold.project.schema_source import Source
    from scaffold.schema.edit import Edited
    from scaffold.schema.edit.model_references import Named, NameReference
    from scaffold.schema.schema_file import SchemaFile

Old = Annotated[
    str,
    typer.Argument(
        metavar="MODEL[.FIELD]",
        help="The model or field to rename.",
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
    """Rename a model or field.

    All references are updated, and `was` keeps the old name, so that no data is dropped.

    \b
    Example:
      scaffold rename Order.customer client
      scaffold rename Customer Client
    """
    from scaffold.editing.edited_file import edit, read_name, require
    from scaffold.editing.name_changes import followers, names_of
    from scaffold.editing.name_changes import rename as rename_in_schema
    from scaffold.project.run import read_history
    from scaffold.project.schema_source import go_to

    what = read_name(old)
    require_plain_name(what, name)
    go_to(directory)
    updated: list[NameReference] = []
    keys: dict[str, str] = {}

    def change(schema: SchemaFile, source: Source) -> Edited:
        require(schema, what)
        if str(what).rpartition(".")[2] != name:
            found, derived = followers(schema, what, name)
            updated.extend(found)
            keys.update((str(key), new) for key, new in derived.items())
        return rename_in_schema(schema, what, name, names_of(read_history(source).snapshot))

    done = edit(file, change, dry_run)
    if as_json:
        data = {"action": done.action, "path": done.file.name, "written": done.written}
        print_json({**data, "followed": [_data(each) for each in updated], "keys": keys})
        return
    if dry_run:
        print(done.file.data.decode(), end="")
    elif not quiet:
        out(action_line(done.action, done.file.name))
    if not quiet:
        for each in updated:
            say(f"{each.source} is updated, on line {each.location.line}")
        for key, new in keys.items():
            say(f"the foreign key {key} is renamed to {new}")


def require_plain_name(what: Named, name: str) -> None:
    """UsageError if the new name is prefixed with the model."""
    model, dot, field = name.partition(".")
    if dot and model == what.model and field:
        from scaffold.errors import UsageError

        hint = f"Write `scaffold rename {what} {field}`: a field keeps its model."
        raise UsageError(f"write the new name without the model: `{field}`, not `{name}`", hint)


def _data(mention: NameReference) -> dict[str, object]:
    _, line, column = mention.location
    return {"in": str(mention.source), "line": line, "column": column}
