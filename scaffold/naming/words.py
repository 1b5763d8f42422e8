"""Names as words, and words as names in other styles."""

from __future__ import annotations

import re
from functools import cache

# An acronym's plural (IDs), an acronym (HTTP before Server), a word, or bare digits.
_WORD = re.compile(
    r"[0-9]*(?:(?:[A-Z]{2,}|[A-Z]+[0-9]+)s(?![a-z])[0-9]*"
    r"|[A-Z]+(?![a-z])[0-9]*"
    r"|[A-Z]?[a-z][a-z0-9]*)"
    r"|[0-9]+"
)


@cache
def spans(name: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each word of a name; see `words`."""
    shape = name if name.isascii() else "".join(map(_shape, name))
    return tuple(match.span() for match in _WORD.finditer(shape))


@cache
def words(name: str) -> tuple[str, ...]:
    """The words of a name as they are written.

    A name is split at every character that is no letter, digit or mark (`_`, `-`), before a
    capital that follows a small letter or a digit (`unitPrice`, `line2Total`), and before the
    last capital of several when a small letter follows it (`HTTPServer` is HTTP, Server).
    Digits stay with the word before them, and an acronym's plural `s` stays with it (`userIDs`
    is user, IDs). No brand is known: `OAuth2Token` is O, Auth2, Token and `iPhone` is i, Phone.
    Letters of scripts without case count as small ones.
    """
    return tuple(name[start:end] for start, end in spans(name))


def kebab(name: str) -> str:
    """`OrderItem` → `order-item`."""
    return "-".join(words(name)).lower()


def snake(name: str) -> str:
    """`unitPrice` → `unit_price`."""
    return "_".join(words(name)).lower()


@cache
def pascal(name: str) -> str:
    """`billing_address` → `BillingAddress`; acronyms stay (`userID` → `UserID`).

    A name all in capitals is read as words, not acronyms, where `_` or `-` parts it
    (`ORDER_ITEM` → `OrderItem`).
    """
    return "".join(map(_capital, _cased(name)))


@cache
def camel(name: str) -> str:
    """`OrderItem` → `orderItem`, `HTTPServer` → `httpServer`; otherwise as `pascal`."""
    first, *rest = _cased(name) or [""]
    return first.lower() + "".join(map(_capital, rest))


def file_stem(model: str) -> str:
    """The name, without suffix, of the file that holds a model: `OrderItem` → `orderItem`."""
    return camel(model)


def _cased(name: str) -> list[str]:
    parts = words(name)
    if len(parts) > 1 and name.upper() == name != "".join(parts):
        return [part.lower() for part in parts]
    return list(parts)


def _capital(word: str) -> str:
    return word[:1].title() + word[1:]


def _shape(character: str) -> str:
    """Return the ASCII character that `_WORD` treats like this one, of any script."""
    if character.isascii():
        return character
    if character.isupper() or character.istitle():
        return "A"
    if character.isalpha():
        return "a"
    # isidentifier after a letter is true of digits and of the marks that combine with it.
    return "0" if f"a{character}".isidentifier() else "_"
