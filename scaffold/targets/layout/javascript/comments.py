"""Comments on lines of their own."""

from __future__ import annotations

from scaffold.targets.layout.javascript.region_nodes import Comment


def comment_lines(comment: Comment, indent: int) -> str:
    """The comment; lines of a block that begin with `*` are aligned (`isIndentableBlockComment`).

    Any other block keeps its lines as they are written.
    """
    if not comment.is_block:
        return comment.code.rstrip()
    first, *rest = comment.code.split("\n")
    if not all(line.lstrip().startswith("*") for line in rest):
        return comment.code
    start = "\n" + " " * (indent + 1)
    return "".join((first.rstrip(), *(start + line.strip() for line in rest)))
