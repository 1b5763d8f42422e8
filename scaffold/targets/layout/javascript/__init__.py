"""The layout of JavaScript as Prettier 3 prints it with `singleQuote`.

A region has whole lines of one kind: properties of an object, statements, arguments of a call,
or members of a class. Those that the reader does not know stay as they are written, moved to the
indentation of the region's first line.
"""

from __future__ import annotations

from scaffold.targets.layout.javascript.shapes import lay_out

__all__ = ["lay_out"]
