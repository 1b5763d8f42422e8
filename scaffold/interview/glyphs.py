"""Signs that not every terminal can show, and what stands for them there."""

from __future__ import annotations

from typing import TextIO

_ASCII = str.maketrans(
    {
        "✓": "*",
        "←": "<",
        "»": ">",
        "●": "x",
        "○": "o",
        "…": "...",
        "·": "|",
        "↑": "Up",
        "↓": "Down",
        "│": "|",
    }
)


def speaks_unicode(stream: TextIO) -> bool:
    """Whether what is written to the stream may have any sign."""
    return (getattr(stream, "encoding", None) or "").lower().startswith("utf")


def spelled(text: str, unicode: bool) -> str:
    """The text, with our own signs in ASCII where there is no Unicode."""
    return text if unicode else text.translate(_ASCII)
