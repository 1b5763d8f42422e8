"""`scaffold show`: the tables and associations of the schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from scaffold.cli import completion, options
from scaffold.cli.output import print_json

if TYPE_CHECKING:
    from scaffold.database.tables import TableName


def show(
    model: Annotated[
        str | None,
        typer.Argument(
            metavar="[MODEL]",
            help="The model to show. Default: all models.",
            autocompletion=completion.models,
        ),
    ] = None,
    file: options.File = None,
    directory: options.Directory = None,
    target: options.Target = None,
    as_json: options.Json = False,
) -> None:
    """Show the tables and associations of the schema.

    For each model: columns, keys, associations with their inverses, and generated files.

    \b
    Example:
      scaffold show Order
    """
    from scaffold.cli.describe import as_data, as_text
    from scaffold.cli.generate import now
    from scaffold.files.disk import ProjectFolder
    from scaffold.project.compilation import compile_source
    from scaffold.project.files_of_models import files_of_models
    from scaffold.project.imported_tables import with_imported_names
    from scaffold.project.request import Request
    from scaffold.project.run import read_history
    from scaffold.project.schema_source import go_to, read_source

    go_to(directory)
    options.require_known_target(target)
    source = read_source(file)
    disk = ProjectFolder(source.root)
    compiled = compile_source(source, disk)
    history = read_history(source)
    database = with_imported_names(compiled, history, Request(now())).database
    files = files_of_models(compiled, history, target, disk)
    opaque: dict[TableName, list[str]] = {}
    for fact in history.replayed.opaque:
        opaque.setdefault(fact.table, []).append(fact.text)
    options.require_known_models([model] if model else [], database)
    models = [each for each in database.models if model in (None, each.name)]
    if as_json:
        data = {
            each.name: as_data(
                each, database, files.get(each.name, ()), opaque.get(each.table.name, ())
            )
            for each in models
        }
        print_json(data)
    else:
        texts = (
            as_text(each, database, files.get(each.name, ()), opaque.get(each.table.name, ()))
            for each in models
        )
        print("\n\n".join(texts))
