"""`scaffold templates`: built-in templates, and templates of the project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Annotated

import typer

from scaffold.cli import options
from scaffold.cli.output import of_command, out, plural, print_actions, print_json, report, say
from scaffold.errors import Problem

app = typer.Typer(
    name="templates",
    no_args_is_help=True,
    rich_markup_mode=None,
    help="""List, copy and check the templates of generated files.

    Built-in templates can be overridden by files of the same name in the folder that the
    schema's `templates:` names; outputs of your own are declared under `outputs:`.

    \b
    Example:
      scaffold templates list
      scaffold templates copy sequelize/commonjs/model.jinja
    """,
)

Name = Annotated[str, typer.Argument(metavar="NAME", help="A template's name, as in `list`.")]


@app.command("list")
def list_templates(
    file: options.File = None,
    directory: options.Directory = None,
    as_json: options.Json = False,
) -> None:
    """List all templates with their origin."""
    from scaffold.project.outputs.own_copies import listed_templates
    from scaffold.project.schema_source import go_to, read_source

    go_to(directory)
    rows = listed_templates(read_source(file))
    if as_json:
        print_json([each._asdict() for each in rows])
        return
    width = max(len(each.name) for each in rows)
    out("\n".join(f"{each.name:<{width}}  {each.source}" for each in rows))


@app.command("copy")
def copy_template(
    name: Name,
    file: options.File = None,
    directory: options.Directory = None,
    quiet: options.Quiet = False,
) -> None:
    """Copy a built-in template into your folder.

    The schema gets `templates: templates` where it names no folder yet.
    """
    from scaffold.project.outputs.own_copies import copy, notes_of_copy
    from scaffold.project.schema_source import go_to, read_source

    go_to(directory)
    source = read_source(file)
    actions = copy(source, name)
    if not quiet:
        print_actions(actions)
        report(_notes(notes_of_copy(source, name)))


@app.command("update")
def update_templates(
    file: options.File = None,
    directory: options.Directory = None,
    dry_run: options.DryRun = False,
    diff: options.Diff = False,
    keep: Annotated[
        list[str] | None,
        typer.Option("--keep", metavar="PATH", help="In a conflict, keep your file."),
    ] = None,
    overwrite: Annotated[
        list[str] | None,
        typer.Option(
            "--overwrite", metavar="PATH", help="In a conflict, use the built-in template."
        ),
    ] = None,
    quiet: options.Quiet = False,
) -> None:
    """Merge later changes of the built-in templates into your copies."""
    from scaffold.project.outputs.own_copies import update
    from scaffold.project.schema_source import go_to, read_source

    go_to(directory)
    plan = update(read_source(file), keep or (), overwrite or (), dry_run=dry_run)
    if not quiet:
        actions = [(change.action, change.path) for change in plan.changes]
        print_actions(actions, plan.changes if diff else ())
        if not actions:
            out("no template is a copy of a built-in one")
    report(of_command(plan.problems, "scaffold templates update"))
    if plan.problems:
        say(f"nothing was written: {plural(len(plan.problems), 'template')} with a conflict")
        raise typer.Exit(1)


@app.command("show")
def show_template(
    name: Name,
    subject: Annotated[
        str | None,
        typer.Argument(metavar="[MODEL]", help="A model, or MODEL.alias for an association."),
    ] = None,
    file: options.File = None,
    directory: options.Directory = None,
) -> None:
    """Print the text that a template renders for a model."""
    from scaffold.project.outputs.shown import show
    from scaffold.project.schema_source import go_to, read_source

    go_to(directory)
    print(show(read_source(file), name, subject), end="")


@app.command("variables")
def variables(
    model: Annotated[
        str | None, typer.Argument(metavar="[MODEL]", help="A model, to print its values.")
    ] = None,
    file: options.File = None,
    directory: options.Directory = None,
    as_json: options.Json = False,
) -> None:
    """List the template variables, or their values for a model."""
    from scaffold.project.outputs.description import (
        described_filters,
        described_names,
        jinja_filters,
    )
    from scaffold.project.outputs.shown import values_of
    from scaffold.project.schema_source import go_to, read_source

    go_to(directory)
    if model is not None:
        values = values_of(read_source(file), model)
        if as_json:
            print_json(values)
        else:
            out("\n".join(_lines(values)))
        return
    names, filters = list(described_names()), list(described_filters())
    if as_json:
        print_json(
            {
                "names": [each._asdict() for each in names],
                "filters": [each.name for each in filters] + list(jinja_filters()),
            }
        )
        return
    width = max(len(each.name) for each in (*names, *filters))
    for each in names:
        out(f"{each.name:<{width}}  {each.type}: {each.description}")
    out("")
    for each in filters:
        out(f"| {each.name:<{width - 2}}  {each.description}")
    out(f"Jinja's filters: {', '.join(jinja_filters())}")


@app.command("check")
def check_templates(
    file: options.File = None,
    directory: options.Directory = None,
    quiet: options.Quiet = False,
) -> None:
    """Check names, blocks and includes of your templates."""
    from scaffold.files.disk import disk_for
    from scaffold.project.compilation import compile_source
    from scaffold.project.outputs.copied import notes_of_overrides
    from scaffold.project.schema_source import go_to, read_source

    go_to(directory)
    source = read_source(file)
    disk = disk_for(source.root)
    compiled = compile_source(source, disk)
    if not quiet:
        out(f"{plural(len(compiled.own.templates.texts), 'template')} in order")
        notes = notes_of_overrides(compiled.own, disk, compiled.configured_targets)
        report(_notes(notes), noun="note")


def _notes(problems: Iterable[Problem]) -> Iterator[Problem]:
    return (replace(each, message=f"note: {each.message}") for each in problems)


def _lines(value: object, name: str = "", depth: int = 0) -> list[str]:
    """Return a value of the contract as an indented tree."""
    margin = "  " * depth
    head = f"{margin}{name}: " if name else margin
    if isinstance(value, dict):
        inside = [line for key, each in value.items() for line in _lines(each, key, depth + 1)]
        return [head.rstrip(), *inside] if name else [line[2:] for line in inside]
    if isinstance(value, list) and any(isinstance(each, dict) for each in value):
        lines = [head.rstrip()]
        for each in value:
            first, *rest = _lines(each, "", depth + 2) or [""]
            lines += [f"{margin}  - {first.strip()}", *rest]
        return lines
    if isinstance(value, list):
        return [head + ", ".join(map(str, value))]
    text = {True: "true", False: "false", None: "none"}.get(value, value)  # type: ignore[call-overload]
    return [head + str(text)]
