"""A change as a unified diff, for `--diff`."""

from __future__ import annotations

from scaffold.files.encoding_details import plain
from scaffold.files.file_plan import Change


def unified(change: Change) -> str:
    """What changes in the file, a conflict with its markers; empty where nothing does."""
    from difflib import unified_diff

    after = change.marked if change.action == "conflict" else change.content
    if after is None and change.action != "remove":
        return ""
    return "".join(
        unified_diff(
            _lines(change.before),
            _lines(after),
            "/dev/null" if change.before is None else f"a/{change.path}",
            "/dev/null" if after is None else f"b/{change.path}",
        )
    )


def _lines(text: str | None) -> list[str]:
    return [f"{line}\n" for line in plain(text or "").split("\n")[:-1]]
