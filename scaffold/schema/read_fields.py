"""A field's line or mapping → DeclaredAttribute or DeclaredAssociation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from scaffold.errors import SourceLocation
from scaffold.schema.data_types import DataType, Default
from scaffold.schema.defaults import is_sql, read_default, sql_default
from scaffold.schema.document import MappingNode, Node, ScalarNode
from scaffold.schema.long_form import read_long_form
from scaffold.schema.model import DeclaredAssociation, DeclaredAttribute, Field
from scaffold.schema.problem_report import (
    Report,
    counted,
    meaning_of,
    quoted_list,
    shown,
)
from scaffold.schema.read_data import read_data
from scaffold.schema.read_types import incomplete, read_type, type_word
from scaffold.schema.reference import (
    ACTIONS,
    ATTRIBUTE,
    BELONGS_TO_MANY,
    DATA_KEY,
    KINDS,
    MODIFIERS,
    Modifier,
)
from scaffold.schema.terms import SyntaxFault, Term, parse_terms
from scaffold.schema.type_table import TypeWord


def read_field(key: ScalarNode, node: Node, report: Report, flow: bool) -> Field | None:
    """Return the field, or None if a problem was reported; `flow`: it is inside `{…}`."""
    location = report.document.location(key)
    named = report.identifier(key.text, location, "a field")
    field_terms: Sequence[Term] | None
    if isinstance(node, MappingNode):
        field_terms = read_long_form(key, node, report)
        if field_terms is None:
            return None
    elif isinstance(node, ScalarNode):
        field_terms, fault = parse_terms(node.text, report.document.locate(node))
        if fault is not None:
            begun = _begun_type(node.text, fault)
            if begun is None:
                report.fault(node, fault, flow)
            else:
                report.add(report.document.locate(node)(fault.offset), *incomplete(begun))
            return None
        if not field_terms:
            hint = f"Write its type or its kind of association: `{key.text}: string`."
            report.add(location, f"the field `{shown(key.text)}` has no type", hint)
            return None
    else:
        hint = f"Write one line, `{key.text}: string required`, or a mapping with `type`."
        report.at(node, "a field is a line or a mapping, and this is a list", hint)
        return None
    first = field_terms[0]
    field: Field | None
    if first.word in KINDS:
        field = _association(key.text, location, field_terms, report)
    else:
        data = _data(node, report)
        field = _attribute(key.text, location, field_terms, report)
        field = replace(field, data=data) if field and data else field
    return field if named else None


def _data(node: Node, report: Report) -> str | None:
    """Return the long form's `data` as JSON text."""
    for name, value in node.entries if isinstance(node, MappingNode) else ():
        if name.text == DATA_KEY:
            return read_data(value, DATA_KEY, report)
    return None


def _begun_type(line: str, fault: SyntaxFault) -> TypeWord | None:
    """Return the type that needs arguments, if the line ends with its open parenthesis."""
    begun = re.fullmatch(r"\s*(\w+)\(\s*", line) if fault.open else None
    known = type_word(begun[1]) if begun else None
    return known if known and known.needed else None


class _Subject(NamedTuple):
    """What the modifiers follow: the field's own words for itself, and its name in messages."""

    words: tuple[str, ...]
    shown: str
    type: DataType | None


def _attribute(
    name: str, location: SourceLocation, field_terms: Sequence[Term], report: Report
) -> DeclaredAttribute | None:
    before = len(report.problems)
    first = field_terms[0]
    kind = read_type(first, report)
    words = (ATTRIBUTE, kind.name) if kind else (ATTRIBUTE,)
    subject = _Subject(words, f"a field of type {first.word}", kind)
    values, locations = _modifiers(field_terms, subject, report)
    locations["type"] = first.location
    of_type = {word: values.pop(word) for word in _OF_TYPE if word in values}
    kind = replace(kind, **of_type) if kind is not None and of_type else kind
    default: Term | None = values.pop("default", None)
    if default is not None and kind is not None and default.arguments:
        values["default"] = read_default(default.arguments[0], kind, report, default.long)
    fill: Term | None = values.pop("fill", None)
    if fill is not None and kind is not None and fill.arguments:
        values["fill"] = read_default(fill.arguments[0], kind, report, fill.long, "fill")
    if values.get("generated") is not None and (values.get("autoincrement") or default is not None):
        message = "a generated field has neither default nor autoincrement"
        report.add(locations["generated"], message, "Remove one of the two.")
    if values.get("autoincrement") and default is not None:
        message = "a field with autoincrement has no default"
        report.add(default.location, message, "Remove one of the two.")
    if kind is None or len(report.problems) > before:
        return None
    return DeclaredAttribute(name, location, kind, locations=locations, **values)


def _association(
    name: str, location: SourceLocation, field_terms: Sequence[Term], report: Report
) -> DeclaredAssociation | None:
    before = len(report.problems)
    kind = field_terms[0]
    target = _target(kind, report)
    values, locations = _modifiers(field_terms, _Subject((kind.word,), kind.word, None), report)
    for word in ("default", "fill"):
        value: Term | None = values.pop(word, None)
        if value is not None and value.arguments:
            values[word] = _untyped(value.arguments[0], word, report)
    locations[kind.word] = kind.location
    if kind.arguments:
        locations["target"] = kind.arguments[0].location
    if kind.word == BELONGS_TO_MANY and "through" not in locations:
        example = f"belongsToMany({target or 'Tag'}) through(ProductTags)"
        message = "belongsToMany needs the join table: `through(…)`"
        report.add(kind.location, message, f"Write `{example}`, with the table's own name.")
    if target is None or len(report.problems) > before:
        return None
    return DeclaredAssociation(name, location, kind.word, target, locations=locations, **values)  # type: ignore[arg-type]


def _untyped(argument: Term, word: str, report: Report) -> Default | None:
    """Return a value of a foreign key as text: the foreign key's type is not known yet."""
    if word == "default" and is_sql(argument):
        return sql_default(argument, report)
    if argument.arguments is None and (argument.word != "null" or argument.quoted):
        return Default("text", argument.word)
    message = f"`{shown(argument.word)}` is not a value of the foreign key"
    report.add(argument.location, message, f"Write the key of an existing row: `{word}(1)`.")
    return None


def _target(kind: Term, report: Report) -> str | None:
    arguments = kind.arguments or ()
    if len(arguments) != 1:
        message = f"{kind.word} takes one model, and {counted(len(arguments))}"
        if not arguments:
            message = f"{kind.word} needs its model"
        report.add(kind.location, message, f"Write `{kind.word}(Model)`.")
        return None
    target = arguments[0]
    if target.arguments is not None:
        hint = f"Write `{kind.word}(Model)`, and the modifiers after it."
        report.add(target.location, f"`{shown(target.word)}(…)` is not a model's name", hint)
        return None
    return target.word if report.identifier(target.word, target.location, "a model") else None


def _modifiers(
    field_terms: Sequence[Term], subject: _Subject, report: Report
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
            if value is not None:
                values[modifier.field] = value
    return values, locations


def _belongs(modifier: Modifier, subject: _Subject) -> bool:
    if subject.words == (ATTRIBUTE,):
        return modifier.on[0] not in KINDS
    return subject.words[0] in modifier.on or subject.words[-1] in modifier.on


def _homes(modifier: Modifier) -> str:
    homes = [home for home in modifier.on if home != ATTRIBUTE]
    homes += ["attributes"] if ATTRIBUTE in modifier.on else []
    return ", ".join(homes[:-1]) + " and " + homes[-1] if len(homes) > 1 else homes[0]


def _unknown_modifier(one: Term, first: Term, subject: _Subject, report: Report) -> None:
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
# Modifiers that are part of the type.
_OF_TYPE = ("unsigned", "local", "collation")
