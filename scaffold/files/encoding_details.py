"""The dress of a text: line endings, byte order mark, last newline. Merging works without it."""

from __future__ import annotations

_MARK = "\ufeff"


def plain(text: str) -> str:
    """The text with `\\n` line endings, a last newline and no byte order mark."""
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    if text.startswith(_MARK):
        text = text[1:]
    return text if not text or text.endswith("\n") else text + "\n"


def dressed(text: str, like: str) -> str:
    """A plain text in the dress of `like`; where that mixes line endings, the commoner one."""
    returns = like.count("\r\n")
    if like and not like.endswith("\n"):
        text = text.removesuffix("\n")
    if returns * 2 > like.count("\n"):
        text = text.replace("\n", "\r\n")
    return _MARK + text if like.startswith(_MARK) else text
