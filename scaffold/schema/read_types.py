"""A type's term → DataType."""

from __future__ import annotations

from scaffold.schema.data_types import RANGE_TYPES, DataType
from scaffold.schema.problem_report import (
    Report,
    counted,
    meaning_of,
    quoted_list,
    shown,
)
from scaffold.schema.reference import KINDS, MODIFIERS
from scaffold.schema.terms import Term
from scaffold.schema.type_table import (
    FOREIGN_TYPES,
    TYPE_ALIASES,
    TYPES,
    TypeWord,
)

_PLAIN = {name: DataType(name) for name, word in TYPES.items() if not word.needed}
_LONGEST = {"string": 10_485_760, "char": 10_485_760, "datetime": 6}


def type_word(word: str) -> TypeWord | None:
    """Return the type of a word, other tools' spellings included; None for an unknown word."""
    if word == "DATE":
        return None
    name = TYPE_ALIASES.get(word) or TYPE_ALIASES.get(word.lower())
    return TYPES[name] if name else None


def read_type(term: Term, report: Report) -> DataType | None:
    """Return the type with its arguments, or None if a problem was reported."""
    if term.quoted:
        report.add(
            term.location, "a type is written without quotes", f"Write `{shown(term.word)}`."
        )
        return None
    known = type_word(term.word)
    if known is None:
        unknown_type(term, report)
        return None
    arguments = term.arguments
    if arguments is None:
        plain = _PLAIN.get(known.name)
        if known.name == "decimal" and report.bare_decimals:
            plain = DataType("decimal")
        if plain is None:
            report.add(term.location, *incomplete(known))
        return plain
    return _ARGUMENTS[known.takes](known, term, arguments, report)


def unknown_type(term: Term, report: Report) -> None:
    """Report an unknown first word of a field, with the nearest type or kind."""
    word = term.word
    if word == "DATE":
        hint = "Write `datetime` for a date with a time, `date` for a date alone."
        report.add(
            term.location,
            "Sequelize's DATE has a time: write `datetime`, or `date` for a date alone",
            hint,
        )
        return
    if word in MODIFIERS:
        message = f"`{word}` is a modifier, and a field begins with its type"
        report.add(term.location, message, f"Write the type first: `string {word}`.")
        return
    advice = FOREIGN_TYPES.get(word.lower())
    if advice:
        report.add(term.location, f"unknown type `{word}`", advice[0].upper() + advice[1:] + ".")
        return
    near = report.nearest(word, (*KINDS, *TYPES, *TYPE_ALIASES))
    if near:
        hint = meaning_of(near, KINDS.get(near) or type_word(near))
        what = "association" if near in KINDS else "type"
        report.add(term.location, f"unknown {what} `{word}`: did you mean `{near}`?", hint)
    elif word[:1].isupper() and not word.isupper():
        message = f"unknown type `{word}`"
        hint = f"For an association write `belongsTo({word})`, or another of {quoted_list(KINDS)}."
        report.add(term.location, message, hint)
    else:
        hint = f"The types are {quoted_list(TYPES)}; the associations {quoted_list(KINDS)}."
        report.add(term.location, f"unknown type `{shown(word)}`", hint)


def incomplete(known: TypeWord) -> tuple[str, str]:
    """Return the message and hint for a type without its required arguments."""
    hint = f"Write `{known.example}`."
    if known.takes == "decimal":
        message = "decimal needs both of its numbers: a bare DECIMAL rounds to whole numbers"
        return f"{message} on MariaDB", f"{hint[:-1]}: 10 digits in all, 2 of them after the point."
    reasons = {
        "length": f"{known.name} needs its length",
        "values": f"{known.name} needs its values",
        "native": "type needs the database's own type",
    }
    return reasons.get(known.takes, f"{known.name} needs the type inside it"), hint


def _nothing(
    known: TypeWord, term: Term, arguments: tuple[Term, ...], report: Report
) -> DataType | None:
    message = f"{known.name} takes no argument"
    report.add(arguments[0].location, message, f"Write `{known.name}`.")
    return None


def _length(
    known: TypeWord, term: Term, arguments: tuple[Term, ...], report: Report
) -> DataType | None:
    if not _exactly(1, known, term, arguments, report):
        return None
    digits = known.takes == "digits"
    low, high = (0, 6) if digits else (1, _LONGEST[known.name])
    what = "number of fractional digits" if digits else "length"
    length = _whole(arguments[0], low, high, f"{known.name}'s {what}", report)
    return None if length is None else DataType(known.name, length=length)


def _decimal(
    known: TypeWord, term: Term, arguments: tuple[Term, ...], report: Report
) -> DataType | None:
    if len(arguments) == 1:
        report.add(term.location, *incomplete(known))
        return None
    if not _exactly(2, known, term, arguments, report):
        return None
    precision = _whole(arguments[0], 1, 1000, "decimal's precision", report)
    scale = _whole(arguments[1], 0, 1000, "decimal's scale", report)
    if precision is None or scale is None:
        return None
    if scale > precision:
        message = f"decimal({precision}, {scale}) has more digits after the point than in all"
        hint = f"Write `decimal({scale}, {precision})` if the two are swapped."
        report.add(arguments[1].location, message, hint)
        return None
    return DataType("decimal", precision=precision, scale=scale)


def _values(
    known: TypeWord, term: Term, arguments: tuple[Term, ...], report: Report
) -> DataType | None:
    shared = _shared(arguments, report)
    if shared is not None:
        return shared
    values: dict[str, None] = {}
    sound = True
    for argument in arguments:
        if argument.arguments is not None:
            message = f"`{argument.word}(…)` is not a value"
            report.add(argument.location, message, "Put a value with parentheses into quotes.")
            sound = False
        elif not argument.word:
            hint = "Remove it; without `required` the field may be empty."
            report.add(argument.location, "an enum's value is empty", hint)
            sound = False
        elif argument.word in values:
            message = f"the value `{shown(argument.word)}` is in the enum twice"
            report.add(argument.location, message, "Remove one of the two.")
            sound = False
        values[argument.word] = None
    return DataType("enum", values=tuple(values)) if sound else None


def _shared(arguments: tuple[Term, ...], report: Report) -> DataType | None:
    """Return the shared enum that a single bare argument names, if there is one."""
    first = arguments[0]
    if len(arguments) > 1 or first.quoted or first.arguments is not None:
        return None
    enum = report.enums.get(first.word)
    if enum is None:
        return None
    return DataType("enum", values=enum.values, type_name=enum.type_name, type_schema=enum.schema)


def _of(
    known: TypeWord, term: Term, arguments: tuple[Term, ...], report: Report
) -> DataType | None:
    if not _exactly(1, known, term, arguments, report):
        return None
    inner = arguments[0]
    if known.takes == "range":
        if inner.arguments is None and type_word(inner.word) is TYPES["decimal"]:
            return DataType("range", of=DataType("decimal"))
        of = read_type(inner, report)
        if of is not None and of.name not in RANGE_TYPES:
            hint = f"There are ranges of {quoted_list(RANGE_TYPES)}."
            report.add(inner.location, f"there is no range of {of.name}", hint)
            return None
    else:
        of = read_type(inner, report)
    return None if of is None else DataType(known.name, of=of)


def _native(
    known: TypeWord, term: Term, arguments: tuple[Term, ...], report: Report
) -> DataType | None:
    if not _exactly(1, known, term, arguments, report):
        return None
    argument = arguments[0]
    if argument.arguments is not None or not argument.word.strip():
        message = "type needs the database's own type as a text"
        report.add(argument.location, message, f"Write `{known.example}`.")
        return None
    return DataType("type", native=argument.word)


def _exactly(
    count: int, known: TypeWord, term: Term, arguments: tuple[Term, ...], report: Report
) -> bool:
    if len(arguments) == count:
        return True
    number = "one argument" if count == 1 else f"{count} arguments"
    example = known.example or f"{known.name}({3 if known.takes == 'digits' else 120})"
    message = f"{known.name} takes {number}, and {counted(len(arguments))}"
    report.add(arguments[min(count, len(arguments) - 1)].location, message, f"Write `{example}`.")
    return False


def _whole(argument: Term, low: int, high: int, what: str, report: Report) -> int | None:
    word = argument.word
    if argument.arguments is None and word.isascii() and word.isdigit() and len(word) < 10:
        number = int(word)
        if low <= number <= high:
            return number
    message = f"{what} is a whole number from {low:,} to {high:,}, not `{shown(word)}`"
    report.add(argument.location, message, f"Write a number such as `{min(high, max(low, 3))}`.")
    return None


_ARGUMENTS = {
    "nothing": _nothing,
    "length": _length,
    "digits": _length,
    "decimal": _decimal,
    "values": _values,
    "type": _of,
    "range": _of,
    "native": _native,
}
