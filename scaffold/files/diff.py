"""A file change as a unified diff, for `--diff`."""

from __future__ import annotations

from scaffold.files.encoding_details import normalized
from scaffold.files.file_plan import FileChange


def unified(change: FileChange) -> str:
    """Return the unified diff of a change, a conflict with markers; empty if nothing changes."""
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
    return [f"{line}\n" for line in normalized(text or "").split("\n")[:-1]]
