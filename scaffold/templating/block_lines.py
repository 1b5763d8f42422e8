"""The lines of a block that `{{ super() }}` stands for."""

from __future__ import annotations

from scaffold.targets.layout.regions import REGION_END

# A filter that no template can name: a name of Jinja's syntax has no `.` at its start.
LINES = ".lines"


def lines(text: str) -> str:
    """The text with a line break at its end, unless it is empty."""
    code = text.rstrip(REGION_END)
    return text if not code or code.endswith("\n") else f"{text}\n"
