"""Line endings, byte order mark and final newline of a file, kept when it is rewritten."""

from __future__ import annotations

_BYTE_ORDER_MARK = "\ufeff"


def normalized(text: str) -> str:
    """Return the text with LF line endings, a final newline and no byte order mark."""
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    if text.startswith(_BYTE_ORDER_MARK):
        text = text[1:]
    return text if not text or text.endswith("\n") else text + "\n"


def is_same_text(current: object, known: str | None) -> bool:
    """Return whether a file's text is a known one, but for its encoding details.

    False of what is no text, such as a missing file, and of a text that is not known.
    """
    return (
        isinstance(current, str) and known is not None and normalized(current) == normalized(known)
    )


def with_encoding_of(text: str, like: str) -> str:
    """Return a normalized text with the encoding details of `like`.

    Where `like` mixes line endings, the more frequent one is used.
    """
    returns = like.count("\r\n")
    if like and not like.endswith("\n"):
        text = text.removesuffix("\n")
    if returns * 2 > like.count("\n"):
        text = text.replace("\n", "\r\n")
    return _BYTE_ORDER_MARK + text if like.startswith(_BYTE_ORDER_MARK) else text


def text_digest(text: str) -> str:
    """Return the SHA-256, in hexadecimal, of a text with LF line endings and no byte order mark."""
    from hashlib import sha256

    unmarked = text.removeprefix(_BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n")
    return sha256(unmarked.encode("utf-8", "surrogatepass")).hexdigest()
