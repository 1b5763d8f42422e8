"""The chain of the revisions in a folder, as their texts state it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from scaffold.errors import Problem

# `revision = "…"` and `down_revision = …`, with or without an annotation; a tuple may have lines.
_ASSIGNED = re.compile(
    r"^(revision|down_revision)\b[^=\n]*=[ \t]*(\([^)]*\)|\[[^\]]*\]|[^\n]*)", re.MULTILINE
)
_STRING = re.compile(r"\"([^\"\n]*)\"|'([^'\n]*)'")


def head(texts: Mapping[str, str], recorded: str | None) -> str | Problem | None:
    """Return the only revision that no other follows; a Problem where there are several.

    `texts` are the files of the folder by name. Without any revision it is `recorded`.
    """
    files, follows = _revisions(texts)
    followed = {each for found in follows.values() for each in found}
    heads = [revision for revision in files if revision not in followed]
    if len(heads) > 1:
        listed = " and ".join(files[revision] for revision in sorted(heads))
        return Problem(
            None,
            f"Alembic's revisions have {len(heads)} heads: {listed}",
            "Run `alembic merge heads`, or set `down_revision` of one of them to the other.",
        )
    return heads[0] if heads else recorded


def last_before(texts: Mapping[str, str], recorded: str | None, before: str) -> str | None:
    """Return the last revision of those from `recorded` on that the revision `before` follows."""
    _, follows = _revisions(texts)
    found = recorded
    for _ in follows:
        parents = () if found is None else (found,)
        following = [each for each, known in follows.items() if known == parents]
        if len(following) != 1 or following[0] == before:
            break
        found = following[0]
    return found


def _revisions(texts: Mapping[str, str]) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Return the file of each revision, and the revisions that it follows."""
    files: dict[str, str] = {}
    follows: dict[str, tuple[str, ...]] = {}
    for name, text in texts.items():
        if not name.endswith(".py"):
            continue
        assigned = {word: _strings(value) for word, value in _ASSIGNED.findall(text)}
        for revision in assigned.get("revision", ())[:1]:
            files[revision] = name
            follows[revision] = assigned.get("down_revision", ())
    return files, follows


def down_revision(text: str) -> str | None:
    """Return the revision that a file follows; None for the first one."""
    assigned = {word: _strings(value) for word, value in _ASSIGNED.findall(text)}
    return next(iter(assigned.get("down_revision", ())), None)


def _strings(value: str) -> tuple[str, ...]:
    return tuple(one or other for one, other in _STRING.findall(value))
