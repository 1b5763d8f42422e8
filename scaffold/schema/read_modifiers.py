"""The modifiers of a field's line, `required default(0)`, as values of the declared field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from scaffold.errors import SourceLocation
from scaffold.schema.composite_terms import SEVERAL, read_names
from scaffold.schema.data_types import DataType
from scaffold.schema.problem_report import Report, counted, meaning_of, quoted_list, shown
from scaffold.schema.read_types import type_word
from scaffold.schema.reference import ACTIONS, ATTRIBUTE, KINDS, MODIFIERS, Modifier
from scaffold.schema.terms import Term


class ModifiedTerm(NamedTuple):
    """The type or kind of association before the modifiers: its words, its name in messages."""

    words: tuple[str, ...]
    shown: str
    type: DataType | None


def read_modifiers(
    field_terms: Sequence[Term], subject: ModifiedTerm, report: Report
) -> tuple[dict[str, Any], dict[str, SourceLocation]]:
    """Return the values by attribute of the declared field, and the location of each keyword.

    `default` and `fill` keep their text until the type is known.
    """
    values: dict[str, Any] = {}
    locations: dict[str, SourceLocation] = {}
    for one in field_terms[1:]:
        modifier = MODIFIERS.get(one.word)
        if modifier is None:
            _unknown_modifier(one, field_terms[0], subject, report)
        elif one.word in locations:
            message = f"`{one.word}` is in this field twice"
            report.add(one.location, message, "Remove one of the two.")
        elif not _belongs(modifier, subject):
            hint = f"Remove it: `{one.word}` is for {_homes(modifier)}."
            report.add(one.location, f"`{one.word}` has no meaning for {subject.shown}", hint)
        else:
            locations[one.word] = one.location
            value = _value(modifier, one, report)
            if value is not None and modifier.name_field and one.arguments:
                values[modifier.name_field], value = value, True
            if isinstance(value, tuple) and one.word in SEVERAL:
                values[SEVERAL[one.word]] = value
            elif value is not None:
                values[modifier.field] = value
    return values, locations


def _belongs(modifier: Modifier, subject: ModifiedTerm) -> bool:
    if subject.words == (ATTRIBUTE,):
        return modifier.on[0] not in KINDS
    return subject.words[0] in modifier.on or subject.words[-1] in modifier.on


def _homes(modifier: Modifier) -> str:
    homes = [home for home in modifier.on if home != ATTRIBUTE]
    homes += ["attributes"] if ATTRIBUTE in modifier.on else []
    return ", ".join(homes[:-1]) + " and " + homes[-1] if len(homes) > 1 else homes[0]


def _unknown_modifier(one: Term, first: Term, subject: ModifiedTerm, report: Report) -> None:
    if one.word in KINDS or type_word(one.word) is not None:
        if first.word in MODIFIERS:
            return
        what = "an association" if one.word in KINDS else "a type"
        message = f"`{one.word}` is {what}, and this is {subject.shown} already"
        report.add(one.location, message, "Write two fields, or remove one of the two words.")
        return
    known = [word for word, modifier in MODIFIERS.items() if _belongs(modifier, subject)]
    advice = _ADVICE.get(one.word.lower())
    if advice:
        report.add(one.location, f"unknown modifier `{one.word}`", advice)
        return
    near = report.nearest(one.word, known) or report.nearest(one.word, MODIFIERS)
    message = f"unknown modifier `{shown(one.word)}`"
    if near:
        hint = meaning_of(near, MODIFIERS[near])
        report.add(one.location, f"{message}: did you mean `{near}`?", hint)
    else:
        report.add(one.location, message, f"Allowed here: {quoted_list(known)}.")


# Other tools' words, with the term of this language.
_ADVICE = {
    "notnull": "Write `required`.",
    "not": "Write `required` for NOT NULL.",
    "nullable": "Remove it: a field without `required` is nullable.",
    "null": "Remove it: a field without `required` is nullable.",
    "optional": "Remove it: a field without `required` is nullable.",
    "allownull": "Write `required` for NOT NULL; without it a field is nullable.",
    "primarykey": "Write `primary`.",
    "pk": "Write `primary`.",
    "defaultvalue": "Write `default(…)`.",
    "references": "Write an association: `customer: belongsTo(Customer)`.",
    "as": "Remove it: the field's own name is the alias.",
    "constraints": "Write `logical` for an association without a constraint.",
    "field": "Write `column(…)`.",
}


def _value(modifier: Modifier, one: Term, report: Report) -> Any:
    """Return the modifier's value; None if a problem was reported."""
    arguments = one.arguments
    if modifier.value == "flag":
        if arguments is not None and modifier.name_field:
            return _name(one, arguments, report)
        if arguments is not None:
            message = f"`{one.word}` takes no argument"
            report.add(arguments[0].location, message, f"Write `{one.word}`.")
            return None
        return one.on
    if modifier.value == "map":
        return _value_map(one, report)
    if one.word in SEVERAL and arguments is not None and len(arguments) > 1:
        return read_names(one, arguments, report)
    count = 2 if modifier.value == "pair" else 1
    example = f"{one.word}({_EXAMPLES[modifier.value]})"
    if arguments is None or len(arguments) != count:
        number = "two arguments" if count == 2 else "one argument"
        message = f"`{one.word}` takes {number}, and {counted(len(arguments or ()))}"
        report.add(one.location, message, f"Write `{example}`.")
        return None
    if modifier.value == "default":
        return one
    for argument in arguments:
        if argument.arguments is not None:
            message = f"`{shown(argument.word)}(…)` is given where a text is expected"
            report.add(argument.location, message, f'Put it into quotes: `{one.word}("…")`.')
            return None
    return _typed(modifier, one.word, arguments, report)


def _name(one: Term, arguments: tuple[Term, ...], report: Report) -> str | None:
    """Return the name of the constraint or index that a flag makes."""
    argument = arguments[0]
    if len(arguments) > 1 or argument.arguments is not None:
        message = f"`{one.word}` takes one name, and {counted(len(arguments))}"
        report.add(one.location, message, f"Write `{one.word}`, or `{one.word}(name)`.")
        return None
    what = "a constraint" if one.word == "unique" else "an index"
    return argument.word if report.sql_name(argument.word, argument.location, what) else None


def _value_map(one: Term, report: Report) -> tuple[tuple[str, str | None], ...] | None:
    """Return the pairs of `map`; None if a problem was reported."""
    arguments = one.arguments or ()
    if not arguments or len(arguments) % 2:
        message = (
            f"`{one.word}` takes pairs of an old and a new value, and {counted(len(arguments))}"
        )
        report.add(one.location, message, "Write `map(old, new)`, or `map(old, null)`.")
        return None
    pairs: dict[str, str | None] = {}
    for old, new in zip(arguments[::2], arguments[1::2], strict=True):
        for argument in (old, new):
            if argument.arguments is not None:
                message = f"`{shown(argument.word)}(…)` is given where a value is expected"
                report.add(argument.location, message, 'Put it into quotes: `map("…", new)`.')
                return None
        if old.word in pairs:
            message = f"`map` has a new value for `{shown(old.word)}` twice"
            report.add(old.location, message, "Remove one of the two pairs.")
            return None
        pairs[old.word] = None if new.word == "null" and not new.quoted else new.word
    return tuple(pairs.items())


def _typed(modifier: Modifier, word: str, arguments: tuple[Term, ...], report: Report) -> Any:
    argument = arguments[0]
    text, location = argument.word, argument.location
    match modifier.value:
        case "name":
            return text if report.identifier(text, location, f"`{word}`") else None
        case "sql" | "table":
            what = {"column": "a column", "constraint": "a constraint"}.get(word, "a join table")
            return text if report.sql_name(text, location, what) else None
        case "action":
            if text not in ACTIONS:
                report.unknown(location, "action", text, tuple(ACTIONS))
                return None
            return ACTIONS[text]
        case "collation":
            if all(char.isalnum() or char in "_-.@ " for char in text) and text.strip():
                return text
            message = f"`{shown(text)}` is not the name of a collation"
            report.add(location, message, 'Write its name alone: `collate(C)`, `collate("de_DE")`.')
            return None
        case "pair":
            named = report.identifier(text, location, f"`{word}`'s attribute")
            return (text, arguments[1].word) if named else None
    if not text.strip():
        message = f"`{word}` is empty"
        report.add(location, message, f'Remove it, or write `{word}("…")`.')
        return None
    return text


_EXAMPLES = {
    "text": '"…"',
    "expression": '"{price} >= 0"',
    "name": "name",
    "sql": "name",
    "table": "JoinTable",
    "model": "Model",
    "action": "cascade",
    "pair": "attribute, value",
    "default": "0",
    "collation": "C",
}
