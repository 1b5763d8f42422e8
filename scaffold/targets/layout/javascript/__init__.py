"""The layout of JavaScript as Prettier 3 prints it with `singleQuote`.

A region has whole lines of one kind: properties of an object, statements, arguments of a call,
or members of a class. Those that the reader does not know stay as they are written, moved to the
indentation of the region's first line.
"""

from __future__ import annotations

import re

from scaffold.targets.layout.javascript.lines import laid_out
from scaffold.targets.layout.shapes import by_shape

# Names that begin with a capital: `[A-Z](?<!\w[A-Z])` is `\b[A-Z]`, but found faster.
NAMES = r"[A-Z](?<!\w[A-Z])[A-Za-z0-9_]*"

# Returns the lines of a region laid out.
lay_out = by_shape(laid_out, re.compile(f"({NAMES})"))
