"""ASCII replacements for the glyphs that some terminals cannot show."""

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


def supports_unicode(stream: TextIO) -> bool:
    """Whether the stream's encoding has every character."""
    return (getattr(stream, "encoding", None) or "").lower().startswith("utf")


def displayable(text: str, unicode: bool) -> str:
    """Return the text, with our glyphs replaced by ASCII unless `unicode`."""
    return text if unicode else text.translate(_ASCII)
