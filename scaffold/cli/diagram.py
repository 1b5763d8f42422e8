"""`scaffold diagram`: the models and their foreign keys as a diagram."""

from __future__ import annotations

from typing import Annotated

import typer

from scaffold.cli import completion, options
from scaffold.cli.output import action_line, out, print_json, say

FORMATS = ("mermaid", "dbml", "svg", "html")
_BY_SUFFIX = {
    ".mmd": "mermaid",
    ".mermaid": "mermaid",
    ".md": "markdown",
    ".markdown": "markdown",
    ".dbml": "dbml",
    ".svg": "svg",
    ".html": "html",
    ".htm": "html",
}

Models = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[MODEL]…",
        help="Only these models, and the models related to them. Default: all models.",
        autocompletion=completion.models,
    ),
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help="mermaid (default), dbml, svg or html. With --output: as its suffix says.",
        autocompletion=lambda: list(FORMATS),
    ),
]
Output = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--output",
        metavar="PATH",
        help="Write to this file; in Markdown, between two comments.",
    ),
]
Check = Annotated[
    bool,
    typer.Option("--check", help="Write nothing; exit with 1 if the file is not up to date."),
]


def diagram(
    models: Models = None,
    file: options.File = None,
    directory: options.Directory = None,
    form: Format = None,
    output: Output = None,
    check: Check = False,
    as_json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Draw the models and their foreign keys.

    HTML is one page that needs no network: search, zoom, and the relations of each model. SVG needs
    node. In a Markdown file the diagram is written between the lines `<!-- scaffold diagram -->`
    and `<!-- /scaffold diagram -->`.

    \b
    Example:
      scaffold diagram --output diagram.html
      scaffold diagram --output README.md
      scaffold diagram Order --format svg > order.svg
    """
    from scaffold.diagram.diagram_formats import current_text, render, write_text
    from scaffold.diagram.graph import graph_of
    from scaffold.errors import UsageError
    from scaffold.project.compilation import resolve_source
    from scaffold.project.schema_source import go_to, read_source

    if check and output is None:
        raise UsageError("--check needs --output", "Name the file to check with --output.")
    kind = _kind(form, output)
    go_to(directory)
    source = read_source(file)
    _, database = resolve_source(source)
    options.require_known_models(models or (), database)
    graph = graph_of(database, models or ())
    if kind in ("mermaid", "markdown") and not quiet:
        _warn_of_limits(len(graph.lines))
    if output is None:
        text = render(graph, kind, _title(source.root), None, "")
        if as_json:
            print_json({"format": kind, "text": text})
        else:
            print(text, end="")
        return
    before = current_text(output)
    text = render(graph, kind, _title(source.root), before, output)
    action = "identical" if text == before else "create" if before is None else "update"
    if not check and action != "identical":
        write_text(output, text, before)
    if as_json:
        print_json({"format": kind, "path": output, "action": action, "written": not check})
    elif not quiet:
        out(action_line(action, output))
    if check and action != "identical":
        if not as_json:
            say(f"{output} is out of date: run `scaffold diagram --output {output}`")
        raise typer.Exit(1)


def _warn_of_limits(lines: int) -> None:
    from scaffold.diagram.mermaid import MOST_LINES

    if lines > MOST_LINES:
        say(
            f"note: Mermaid draws at most {MOST_LINES} foreign keys unless maxEdges is set, and "
            f"these are {lines}: name some models, or use --format html"
        )


def _kind(form: str | None, output: str | None) -> str:
    """Return the format; UsageError if it is unknown, or if neither it nor a suffix is given."""
    import os

    from scaffold.errors import UsageError

    hint = f"Use one of: {', '.join(FORMATS)}."
    if form is not None and form not in FORMATS:
        raise UsageError(f"unknown format `{form}`", hint)
    if output is None:
        return form or "mermaid"
    suffix = os.path.splitext(output)[1].lower()
    found = _BY_SUFFIX.get(suffix)
    if found == "markdown" and form in (None, "mermaid"):
        return "markdown"
    if form or found:
        return form or str(found)
    known = ", ".join(_BY_SUFFIX)
    raise UsageError(
        f"{output}: the suffix names no format",
        f"Give --format, or one of these suffixes: {known}.",
    )


def _title(root: str) -> str:
    """Return the name of the project's folder."""
    import os

    return os.path.basename(os.path.realpath(root)) or "scaffold"
