"""Layout regions of a rendered text, and the layouts of the languages by the suffix of a file.

A template marks a region with `{% layout %} … {% endlayout %}` (`scaffold.templating.layout_tag`).
The tag renders as two marks; the code between them is laid out when the whole text is known, so
that a region may hold blocks, macros and includes.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from functools import cache
from importlib import import_module

# Lone surrogates: no file in UTF-8 can hold them, so no value of a schema has one.
REGION_START = "\ud801"
REGION_END = "\ud802"

# The lines of a region → the same code, laid out. What it cannot read it returns as it is.
Layout = Callable[[str], str]

# A module of this package for each language; its `lay_out` is a Layout.
_LANGUAGES = {
    ".js": "javascript",
    ".cjs": "javascript",
    ".mjs": "javascript",
    ".ts": "typescript",
    ".py": "python",
}


def lay_out_regions(text: str, path: str) -> str:
    """Return the text without the marks, each region laid out in the language of the file.

    A region inside a region belongs to the outer one. In a file of a language without a layout
    all stays as it is.
    """
    if REGION_START not in text:
        return text.replace(REGION_END, "")
    lay_out = layout_of(posixpath.splitext(path)[1])
    first, *rest = text.split(REGION_START)
    parts, depth, region = [first.replace(REGION_END, "")], 0, ""
    for piece in rest:
        depth += 1
        inside, *after = piece.split(REGION_END)
        region += inside
        for code in after:
            # A template may have cut off the mark before it.
            depth = max(depth - 1, 0)
            if depth:
                region += code
                continue
            parts += (_laid_out(region, lay_out), code)
            region = ""
    return "".join((*parts, region))


def _laid_out(region: str, lay_out: Layout) -> str:
    try:
        return lay_out(region)
    except RecursionError:
        return region


@cache
def layout_of(suffix: str) -> Layout:
    """The layout of the files of a suffix; one that changes nothing where there is none."""
    module = _LANGUAGES.get(suffix)
    if module is None:
        return _unchanged
    layout: Layout = import_module(f"scaffold.targets.layout.{module}").lay_out
    return layout


def _unchanged(region: str) -> str:
    return region
