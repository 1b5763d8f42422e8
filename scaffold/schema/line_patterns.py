"""The table of words as regular expressions, in the part of ECMA-262 that Python has too."""

from __future__ import annotations

from scaffold.schema.composite_terms import SEVERAL
from scaffold.schema.reference import (
    ACTIONS,
    ATTRIBUTE,
    BELONGS_TO_MANY,
    KINDS,
    MODIFIERS,
    Modifier,
)
from scaffold.schema.type_table import TYPES, Family, TypeWord

_FOREIGN = r"[^\x00-\x7f]"
IDENTIFIER = rf"(?:_*(?:[A-Za-z]|{_FOREIGN})|_+[0-9])(?:[A-Za-z0-9_]|{_FOREIGN})*"
SQL_NAME = rf"(?:[A-Za-z0-9_]|{_FOREIGN})(?:[A-Za-z0-9_$ -]|{_FOREIGN})*"
_QUOTED = r"(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')"
_BARE = r"[^\s,()\"']+"
_ARGUMENT = rf"(?:{_QUOTED}|{_BARE})"
_NUMBER = r"[+-]?(?:\d+(?:\.\d+)?|\.\d+)"
_INSIDE = r"[A-Za-z_]\w*(?:\([^()]*(?:\([^()]*(?:\([^()]*\)[^()]*)*\)[^()]*)*\))?"

EXPRESSION_PART = rf"^\s*expression\(\s*{_QUOTED}\s*\)\s*$"
_SQL_DEFAULT = rf"sql\(\s*{_ARGUMENT}\s*\)"
_NO_VALUE = r"(?!)"
# What a default may look like; what is not here may be any argument.
_DEFAULTS: dict[Family, str] = {
    "integer": r"[+-]?\d+",
    "decimal": _NUMBER,
    "float": rf"{_NUMBER}(?:[eE][+-]?\d+)?",
    "boolean": "(?:true|false)",
    "json": _QUOTED,
    "array": _QUOTED,
    "date": r"(?:now|[\"']?\d{4}-\d\d-\d\d[\"']?)",
    "datetime": r"(?:now|\d{4}-\d\d-\d\dT[0-9:.Z+-]+|[\"']\d{4}-\d\d-\d\d[T ][0-9:.Z+ -]+[\"'])",
    "time": r"[\"']?\d\d:\d\d[0-9:.]*[\"']?",
    "uuid": r"(?:uuid|[\"']?[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}[\"']?)",
}


def attribute_line(types: tuple[TypeWord, ...]) -> str:
    """Return the pattern of a line that begins with one of the types of a family."""
    words = "|".join(type_pattern(word) for word in types)
    return _line(f"(?!DATE(?:\\s|$))(?:{words})", modifiers_of(types[0].name), types[0].family)


def association_line(kind: str) -> str:
    """Return the pattern of a line that begins with the association kind."""
    needed = r"(?=.*\sthrough\()" if kind == BELONGS_TO_MANY else ""
    return _line(rf"{needed}{kind}\(\s*(?:{IDENTIFIER}|{_QUOTED})\s*\)", modifiers_of(kind), None)


def modifiers_of(subject: str) -> tuple[Modifier, ...]:
    """Return the modifiers that can follow a type or an association kind."""
    homes = (subject,) if subject in KINDS else (subject, ATTRIBUTE)
    return tuple(one for one in MODIFIERS.values() if any(home in one.on for home in homes))


def attribute_modifiers() -> tuple[Modifier, ...]:
    """Return the modifiers that can follow one type or another."""
    return tuple(one for one in MODIFIERS.values() if any(home not in KINDS for home in one.on))


def type_pattern(word: TypeWord) -> str:
    """Return the pattern of the type with its arguments, in any spelling."""
    spelled = "|".join(map(_any_case, (word.name, *word.aliases)))
    head = f"(?:{spelled})"
    match word.takes:
        case "nothing":
            return head
        case "length" | "digits":
            return head + r"\(\s*\d+\s*\)" + ("" if word.needed else "|" + head)
        case "decimal":
            return head + r"\(\s*\d+\s*,\s*\d+\s*\)" + f"|{head}"
        case "values":
            return head + rf"\(\s*{_ARGUMENT}(?:\s*,\s*{_ARGUMENT})*\s*\)"
        case "native":
            return head + rf"\(\s*{_ARGUMENT}\s*\)"
    return head + rf"\(\s*{_INSIDE}\s*\)"


def bare_type(word: TypeWord) -> str:
    """Return the pattern of the type's name alone, as in the long form."""
    return "|".join(map(_any_case, (word.name, *word.aliases)))


def families() -> dict[Family, tuple[TypeWord, ...]]:
    """Group the types that have the same modifiers and defaults."""
    grouped: dict[Family, tuple[TypeWord, ...]] = {}
    for word in TYPES.values():
        grouped[word.family] = (*grouped.get(word.family, ()), word)
    return grouped


def _any_case(word: str) -> str:
    return "".join(f"[{char}{char.upper()}]" if char.isalpha() else char for char in word)


def _line(head: str, modifiers: tuple[Modifier, ...], family: Family | None) -> str:
    known = [_modifier(one, family) for one in modifiers]
    return rf"^\s*{head}(?:\s+(?:{'|'.join(known)}))*\s*$"


def _modifier(one: Modifier, family: Family | None) -> str:
    if one.value == "flag":
        name = rf"\(\s*{_ARGUMENT}\s*\)" if one.name_field else ""
        return rf"{one.word}(?:{name}(?![\w(])|(?![\w(]))" if name else rf"{one.word}(?![\w(])"
    if one.value == "pair":
        inside = rf"(?:{IDENTIFIER}|{_QUOTED})\s*,\s*{_ARGUMENT}"
    elif one.value == "map":
        pair = rf"{_ARGUMENT}\s*,\s*{_ARGUMENT}"
        inside = rf"{pair}(?:\s*,\s*{pair})*"
    elif one.value == "default":
        values = _ARGUMENT if family is None else _DEFAULTS.get(family, _ARGUMENT)
        inside = _NO_VALUE if family == "binary" else values
        if one.word == "default":
            inside = f"(?:{_SQL_DEFAULT}|{inside})"
        inside = rf"(?!null\s*\)){inside}"
    else:
        inside = {
            "action": f"(?:{'|'.join(ACTIONS)})",
            "name": rf"(?:{IDENTIFIER}|{_QUOTED})",
        }.get(one.value, _ARGUMENT)
        if one.word in SEVERAL:
            inside = rf"{inside}(?:\s*,\s*{inside})*"
    return rf"{one.word}\(\s*{inside}\s*\)"
