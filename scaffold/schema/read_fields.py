"""A field's line or mapping → DeclaredAttribute or DeclaredAssociation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from scaffold.errors import SourceLocation
from scaffold.schema.data_types import DataType, Default
from scaffold.schema.defaults import is_sql, read_default, sql_default
from scaffold.schema.document import MappingNode, Node, ScalarNode
from scaffold.schema.known_lines import KnownLine
from scaffold.schema.model import DeclaredAssociation, DeclaredAttribute, Field, is_shared
from scaffold.schema.problem_report import (
    Report,
    counted,
    shown,
)
from scaffold.schema.read_data import read_data
from scaffold.schema.read_modifiers import ModifiedTerm, read_modifiers
from scaffold.schema.read_types import incomplete, read_type, type_word
from scaffold.schema.reference import ATTRIBUTE, BELONGS_TO_MANY, DATA_KEY, KINDS
from scaffold.schema.terms import SyntaxFault, Term, parse_terms
from scaffold.schema.type_table import TypeWord


def read_field(key: ScalarNode, node: Node, report: Report, flow: bool, model: str) -> Field | None:
    """Return the field of a model, or None if a problem was reported; `flow`: it is in `{…}`."""
    location = report.document.location(key)
    named = report.identifier(key.text, location, "a field")
    field_terms: Sequence[Term] | None
    if isinstance(node, MappingNode):
        from scaffold.schema.long_form import read_long_form

        field_terms = read_long_form(key, node, report)
        if field_terms is None:
            return None
    elif isinstance(node, ScalarNode):
        start = report.document.text_start(node)
        line = report.lines.get(node.text) if start and named else None
        if start is not None and line is not None:
            return line.field(key.text, location, start)
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
        report.add_at(node, "a field is a line or a mapping, and this is a list", hint)
        return None
    first = field_terms[0]
    field: Field | None
    if first.word in KINDS:
        field = _association(key.text, location, field_terms, report, model)
    else:
        data = _data(node, report)
        field = _attribute(key.text, location, field_terms, report)
        field = replace(field, data=data) if field and data else field
    if field is None or not named:
        return None
    if isinstance(node, ScalarNode) and start is not None:
        report.lines[node.text] = KnownLine.of(field, start)
    return field


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


def _attribute(
    name: str, location: SourceLocation, field_terms: Sequence[Term], report: Report
) -> DeclaredAttribute | None:
    before = len(report.problems)
    first = field_terms[0]
    kind = read_type(first, report)
    words = (ATTRIBUTE, kind.name) if kind else (ATTRIBUTE,)
    subject = ModifiedTerm(words, f"a field of type {first.word}", kind)
    values, locations = read_modifiers(field_terms, subject, report)
    locations["type"] = first.location
    of_type = {word: values.pop(word) for word in _OF_TYPE if word in values}
    kind = replace(kind, **of_type) if kind is not None and of_type else kind
    default: Term | None = values.pop("default", None)
    if default is not None and kind is not None and default.arguments:
        values["default"] = read_default(default.arguments[0], kind, report, default.long)
    fill: Term | None = values.pop("fill", None)
    if fill is not None and kind is not None and fill.arguments:
        values["fill"] = read_default(fill.arguments[0], kind, report, fill.long, "fill")
    if kind is not None and "map" not in values and (pairs := _enum_map(kind, report)):
        values["map"] = pairs
    if values.get("generated") is not None and (values.get("autoincrement") or default is not None):
        message = "a generated field has neither default nor autoincrement"
        report.add(locations["generated"], message, "Remove one of the two.")
    if values.get("autoincrement") and default is not None:
        message = "a field with autoincrement has no default"
        report.add(default.location, message, "Remove one of the two.")
    if kind is None or len(report.problems) > before:
        return None
    return DeclaredAttribute(name, location, kind, locations=locations, **values)


def _enum_map(kind: DataType, report: Report) -> tuple[tuple[str, str | None], ...]:
    """Return the `map` of the shared enum that a type is, or an array of it."""
    return next((each.map for each in report.enums.values() if is_shared(kind, each)), ())


def _association(
    name: str, location: SourceLocation, field_terms: Sequence[Term], report: Report, model: str
) -> DeclaredAssociation | None:
    before = len(report.problems)
    kind = field_terms[0]
    target = _target(kind, report)
    values, locations = read_modifiers(
        field_terms, ModifiedTerm((kind.word,), kind.word, None), report
    )
    for word in ("default", "fill"):
        value: Term | None = values.pop(word, None)
        if value is not None and value.arguments:
            values[word] = _untyped(value.arguments[0], word, report)
    locations[kind.word] = kind.location
    if kind.arguments:
        locations["target"] = kind.arguments[0].location
    if kind.word == BELONGS_TO_MANY and "through" not in locations:
        table = f"{model}{name[:1].upper()}{name[1:]}"
        example = f"belongsToMany({target or 'Tag'}) through({table})"
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


# Modifiers that are part of the type.
_OF_TYPE = ("unsigned", "local", "collation")
