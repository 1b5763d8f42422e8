"""Print the notes of a release: `python -m docs.changelog VERSION`, for the release workflow."""

from __future__ import annotations

import re
import sys
from pathlib import Path

PATH = Path(__file__).parents[1] / "CHANGELOG.md"
_HEADING = re.compile(r"^## \[(?P<name>[^\]]+)\](?: - (?P<date>\d{4}-\d\d-\d\d))?$", re.MULTILINE)
_LINKS = re.compile(r"^\[[^\]]+\]: \S+$\n?", re.MULTILINE)


def sections(text: str) -> dict[str, str]:
    """The text below each version's heading, newest first; "Unreleased" is one of them.

    ValueError where a version has no date.
    """
    found = {}
    headings = [*_HEADING.finditer(text)]
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    for heading, end in zip(headings, ends, strict=True):
        if heading["name"] != "Unreleased" and not heading["date"]:
            raise ValueError(f"{heading[0]}: no date: write `## [{heading['name']}] - YYYY-MM-DD`")
        found[heading["name"]] = _LINKS.sub("", text[heading.end() : end]).strip()
    return found


def main(version: str) -> int:
    """Print the notes; 1 where the changelog has none."""
    try:
        notes = sections(PATH.read_text(encoding="utf-8")).get(version)
    except ValueError as error:
        print(f"CHANGELOG.md: {error}", file=sys.stderr)
        return 1
    if not notes:
        print(
            f"CHANGELOG.md has no notes for {version}: see RELEASING.md on how to write them.",
            file=sys.stderr,
        )
        return 1
    print(notes)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
