"""Split names into words, and write them in other styles."""

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
    """Return start and end of each word of a name; see `words`."""
    ascii_name = name if name.isascii() else "".join(map(_ascii_class, name))
    return tuple(match.span() for match in _WORD.finditer(ascii_name))


@cache
def words(name: str) -> tuple[str, ...]:
    """Return the words of a name as they are written.

    A name is split at every character that is not a letter, digit or combining mark (`_`, `-`),
    before a capital that follows a small letter or a digit (`unitPrice`, `line2Total`), and before
    the last of several capitals if a small letter follows it (`HTTPServer` is HTTP, Server). Digits
    belong to the word before them, and so does an acronym's plural `s` (`userIDs` is user, IDs).
    Brands are not recognized: `OAuth2Token` is O, Auth2, Token and `iPhone` is i, Phone. Letters of
    scripts without case count as small letters.
    """
    return tuple(name[start:end] for start, end in spans(name))


def kebab(name: str) -> str:
    """Return `order-item` for `OrderItem`."""
    return "-".join(words(name)).lower()


def snake(name: str) -> str:
    """Return `unit_price` for `unitPrice`."""
    return "_".join(words(name)).lower()


@cache
def pascal(name: str) -> str:
    """Return `BillingAddress` for `billing_address`; acronyms are kept (`userID` → `UserID`).

    A name in capitals with `_` or `-` is read as words, not acronyms (`ORDER_ITEM` → `OrderItem`).
    """
    return "".join(map(_capital, _cased(name)))


@cache
def camel(name: str) -> str:
    """Return `orderItem` for `OrderItem` and `httpServer` for `HTTPServer`; otherwise like
    `pascal`.
    """
    first, *rest = _cased(name) or [""]
    return first.lower() + "".join(map(_capital, rest))


def file_stem(model: str) -> str:
    """Return the name, without suffix, of a model's file: `OrderItem` → `orderItem`."""
    return camel(model)


def _cased(name: str) -> list[str]:
    parts = words(name)
    if len(parts) > 1 and name.upper() == name != "".join(parts):
        return [part.lower() for part in parts]
    return list(parts)


def _capital(word: str) -> str:
    return word[:1].title() + word[1:]


def _ascii_class(character: str) -> str:
    """Return the ASCII character that `_WORD` treats like this one, of any script."""
    if character.isascii():
        return character
    if character.isupper() or character.istitle():
        return "A"
    if character.isalpha():
        return "a"
    # After a letter isidentifier is true for digits and combining marks.
    return "0" if f"a{character}".isidentifier() else "_"
