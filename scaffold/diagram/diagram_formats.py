"""A diagram's text in each format, and the file that it is written to."""

from __future__ import annotations

import os

from scaffold.diagram.graph import Graph
from scaffold.errors import EnvironmentFailure, SchemaError


def render(graph: Graph, kind: str, title: str, before: str | None, path: str) -> str:
    """Return the diagram as `mermaid`, `markdown`, `dbml`, `svg` or `html`.

    `before` is the text of the Markdown file `path`, or None if it is new.
    """
    if kind == "dbml":
        from scaffold.diagram.dbml import dbml

        return dbml(graph)
    if kind in ("svg", "html"):
        from scaffold.diagram.page import page, svg

        return svg(graph, title) if kind == "svg" else page(graph, title)
    from scaffold.diagram.mermaid import mermaid

    text = mermaid(graph)
    if kind == "mermaid":
        return text
    from scaffold.diagram.markdown import with_diagram

    return with_diagram(before, text, path)


def current_text(path: str) -> str | None:
    """Return a file's text, or None if there is none; EnvironmentFailure if it cannot be read."""
    try:
        with open(path, encoding="utf-8", newline="") as file:
            return file.read()
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        hint = "Convert it to UTF-8, or name another file."
        raise EnvironmentFailure(f"{path} is not UTF-8", hint) from error
    except OSError as error:
        raise EnvironmentFailure(f"{path}: {error.strerror}", "Name another file.") from error


def write_text(path: str, text: str, before: str | None) -> None:
    """Replace a file whose text is still `before`, or create it.

    SchemaError if it was changed meanwhile, EnvironmentFailure if the disk does not allow it.
    """
    from scaffold.files.replace_file import write_unchanged

    old = None if before is None else before.encode()
    try:
        os.makedirs(os.path.dirname(path) or os.curdir, exist_ok=True)
        written = write_unchanged(path, text.encode(), old)
    except OSError as error:
        hint = "Name another file, or change the permissions."
        raise EnvironmentFailure(f"{path}: {error.strerror}", hint) from error
    if not written:
        raise SchemaError(
            f"{path} was changed after scaffold had read it", "Nothing was written: run it again."
        )
