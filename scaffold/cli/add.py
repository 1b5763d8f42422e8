"""`scaffold add`: add a model or fields to the schema file in place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from scaffold.cli import completion, options
from scaffold.cli.output import action_line, out, print_json, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scaffold.editing.edited_file import Edit
    from scaffold.project.schema_source import Source
    from scaffold.schema.edit import Edited
    from scaffold.schema.schema_file import SchemaFile
    from scaffold.schema.shorthand import FieldLine

Model = Annotated[
    str,
    typer.Argument(
        metavar="MODEL",
        help="The model. It is created if it does not exist.",
        autocompletion=completion.models,
    ),
]
Fields = Annotated[
    list[str] | None,
    typer.Argument(metavar="['FIELD: TERMS']...", help="Fields, as lines of the schema."),
]
Attributes = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME:TYPE,...", help="Attributes in sequelize-cli's syntax."),
]
Associations = Annotated[
    list[str] | None,
    typer.Option(metavar="ALIAS:KIND:MODEL[:JOIN],...", help="Associations in a similar syntax."),
]


def add(
    model: Model,
    fields: Fields = None,
    attributes: Attributes = None,
    associations: Associations = None,
    only_new_tables: options.OnlyNewTables = False,
    file: options.File = None,
    directory: options.Directory = None,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Add a model or fields to the schema.

    Existing lines, comments and order are kept.

    \b
    Example:
      scaffold add Order 'total: decimal(10, 2)' 'customer: belongsTo(Customer)'
      scaffold add Order --attributes paidAt:date,paid:boolean
    """
    from scaffold.project.schema_source import go_to
    from scaffold.schema.problem_report import nearest

    require_model(model)
    go_to(directory)
    lines = field_lines(fields or (), attributes, associations)
    done = edit(file, model, lines, dry_run, only_new_tables)
    missing = done.file.schema.missing_models()
    if as_json:
        data = {"action": done.action, "path": done.file.name, "written": done.written}
        print_json({**data, "missing": list(missing)})
        return
    if dry_run:
        print(done.file.data.decode(), end="")
    elif not quiet:
        out(action_line(done.action, done.file.name))
    for name, reference in {} if quiet else missing.items():
        near = nearest(name, [model.name for model in done.file.schema.models])
        suggestion = f" (did you mean {near}?)" if near else ""
        message = f"{reference} refers to the model {name}, which does not exist yet{suggestion}"
        say(f"{message}: `scaffold add {name}` adds it")


def edit(
    file: str | None,
    model: str,
    lines: tuple[FieldLine, ...],
    dry_run: bool,
    only_new_tables: bool = False,
) -> Edit:
    """Add fields to the schema file under its lock; return the result."""
    from scaffold.editing.edited_file import edit as edit_file
    from scaffold.editing.model_additions import add as add_to
    from scaffold.project.compilation import first_target
    from scaffold.project.existing_code import require_no_others_yet
    from scaffold.schema.edit import new_schema

    def change(schema: SchemaFile, source: Source) -> Edited:
        if not only_new_tables:
            require_no_others_yet(source)
        return add_to(schema, model, lines)

    in_json = file is not None and file.endswith(".json")
    return edit_file(file, change, dry_run, initial_text=new_schema(first_target(), in_json))


def field_lines(
    fields: Sequence[str], attributes: Sequence[str] | None, associations: Sequence[str] | None
) -> tuple[FieldLine, ...]:
    """Parse the fields of all three syntaxes; UsageError with all their problems."""
    from scaffold.errors import Problem, UsageError
    from scaffold.schema.shorthand import read_associations, read_attributes, read_field_argument

    read = [read_field_argument(field) for field in fields]
    problems = [each for each in read if isinstance(each, Problem)]
    lines = [each for each in read if not isinstance(each, Problem)]
    for parse, flags in ((read_attributes, attributes), (read_associations, associations)):
        for flag in flags or ():
            more, wrong = parse(flag)
            lines += more
            problems += wrong
    if problems:
        raise UsageError(problems)
    return tuple(lines)


def require_model(name: str) -> None:
    """UsageError if a field is given instead of the model's name."""
    if ":" in name:
        from scaffold.errors import UsageError

        hint = f"Write `scaffold add MODEL '{name}'`."
        raise UsageError(f"the first argument must be a model, but `{name}` is a field", hint)
    one, dot, field = name.partition(".")
    if dot and one and field:
        from scaffold.errors import UsageError

        hint = f"Write `scaffold add {one} '{field}: string'`, with the field's type."
        raise UsageError(
            f"the first argument must be a model, but `{name}` is a field of a model", hint
        )
