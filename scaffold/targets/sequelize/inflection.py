"""The names that Sequelize derives itself, with the package inflection 1.13.

A generated file declares a column or a singular only where Sequelize would derive another one.
"""

from __future__ import annotations

import re
from functools import cache

_CAPITAL = re.compile("[A-Z]")
_FLAGS = re.ASCII | re.IGNORECASE

# Words that end like a plural and are read as a singular.
_SINGULAR = re.compile(
    r"(?:ss|sis|axis|testis|octopus|virus|bus|alias|status|canvas|campus)\Z"
    r"|\A(?:summons|bonus|whereas|genus)\Z",
    _FLAGS,
)
_UNCOUNTABLE = frozenset(
    [
        "athletics",
        "chaos",
        "crossroads",
        "economics",
        "ethics",
        "gallows",
        "genetics",
        "gymnastics",
        "linguistics",
        "mathematics",
        "measles",
        "minus",
        "mumps",
        "news",
        "pasta",
        "physics",
        "series",
        "species",
        "tennis",
    ]
)
# The first match decides, as in the package: bases becomes basis, shoes becomes sho.
_CHANGES = tuple(
    (re.compile(rf"{ending}\Z", _FLAGS), singular)
    for ending, singular in (
        (r"\A(m|wom)en", r"\1an"),
        (r"(pe)ople", r"\1rson"),
        (r"(child)ren", r"\1"),
        (r"(database|drive)s", r"\1"),
        (r"\Agenera", "genus"),
        (r"\A(criteri)a", r"\1on"),
        (r"([ti])a", r"\1um"),
        (r"(a)(naly)ses", r"\1\2\1sis"),
        (r"(ba|diagno|parenthe|progno|synop|the)ses", r"\1sis"),
        (r"(hi|ti)ves", r"\1ve"),
        (r"(curve)s", r"\1"),
        (r"([lr])ves", r"\1f"),
        (r"(a)ves", r"\1ve"),
        (r"([^fo])ves", r"\1fe"),
        (r"(m)ovies", r"\1ovie"),
        (r"([^aeiouy]|qu)ies", r"\1y"),
        (r"(x|ch|ss|sh)es", r"\1"),
        (r"([ml])ice", r"\1ouse"),
        (r"(bus|o)es", r"\1"),
        (r"(cris|ax|test)es", r"\1is"),
        (r"(octop|vir)uses", r"\1us"),
        (r"(alias|canvas|status|campus)es", r"\1"),
        (r"\A(summons|bonus|whereas)es", r"\1"),
        (r"\A(ox)en", r"\1"),
        (r"(matr)ices", r"\1ix"),
        (r"(vert|ind)ices", r"\1ex"),
        (r"\Afeet", "foot"),
        (r"\Ateeth", "tooth"),
        (r"\Ageese", "goose"),
        (r"(quiz)zes", r"\1"),
        ("s", ""),
    )
)


def underscored(name: str) -> str | None:
    """Return the column that `underscored: true` gives an attribute: `unitPrice` → `unit_price`.

    Each capital starts a word (`userID` → `user_i_d`), and one leading underscore is removed. None
    for capitals beyond ASCII, whose lower case depends on Node's version of Unicode.
    """
    column = _CAPITAL.sub(r"_\g<0>", name).removeprefix("_").lower()
    small = name if name.isascii() else _CAPITAL.sub("", name)
    return column if small.isascii() or small == small.lower() else None


@cache
def singular(alias: str) -> str | None:
    """Return the singular that a hasMany or belongsToMany derives from `as`, if that is a string.

    None for words that begin with oxen, which the package reads inconsistently.
    """
    if alias.lower() in _UNCOUNTABLE or _SINGULAR.search(alias):
        return alias
    if alias[:4].lower() == "oxen" and len(alias) > 4:
        return None
    for ending, replacement in _CHANGES:
        if ending.search(alias):
            return ending.sub(replacement, alias)
    return alias
