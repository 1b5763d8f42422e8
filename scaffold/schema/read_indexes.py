"""`$indexes` and `$unique` → IndexSetting."""

from __future__ import annotations

from typing import Any

from scaffold.schema.document import MappingNode, Node, ScalarNode, SequenceNode
from scaffold.schema.model import IndexPart, IndexSetting
from scaffold.schema.problem_report import Report, known_keys, shown
from scaffold.schema.reference import INDEX_METHODS, INDEX_ORDERS
from scaffold.schema.terms import parse_terms


def read_indexes(node: Node, word: str, report: Report) -> tuple[IndexSetting, ...] | None:
    """Return the entries of `$indexes` or `$unique`; None if it is no list."""
    example = f"{word}: [[a, b]]"
    if not isinstance(node, SequenceNode):
        report.add_at(node, f"{word} is a list of lists of fields", f"Write `{example}`.")
        return None
    read = [_index(item, word, report) for item in node.items]
    return tuple(index for index in read if index is not None)


def _index(node: Node, word: str, report: Report) -> IndexSetting | None:
    location = report.document.location(node)
    if isinstance(node, ScalarNode):
        example = "[[a, b]]" if word == "$unique" else "[[a, b], [c]]"
        message = f"each entry of {word} is a list of fields, and `{shown(node.text)}` is a word"
        report.add(location, message, f"Write `{word}: {example}`, a list inside the list.")
        return None
    if isinstance(node, SequenceNode):
        fields, parts = _fields(node, word, report)
        made = IndexSetting(fields, location, unique=word == "$unique", parts=parts)
        return made if fields or parts else None
    known = dict.fromkeys(("fields", "name"), "")
    known |= dict.fromkeys(("unique", "where", "using") if word != "$unique" else (), "")
    values: dict[str, Any] = {"unique": word == "$unique"}
    for key, value in known_keys(report, node.entries, known, f"key of {word}", f"keys of {word}"):
        if key.text == "fields":
            values["fields"], values["parts"] = _fields(value, word, report)
        elif key.text == "unique":
            values["unique"] = bool(report.flag(value, "unique"))
        elif key.text == "using":
            values["using"] = report.word(value, "using", INDEX_METHODS)
        else:
            values[key.text] = named_text(key.text, value, report)
    if "fields" not in values:
        report.add(
            location, f"an entry of {word} does not name its fields", "Add `fields: [a, b]`."
        )
    found = values.get("fields") or values.get("parts")
    return IndexSetting(location=location, **values) if found else None


def _fields(node: Node, word: str, report: Report) -> tuple[tuple[str, ...], tuple[IndexPart, ...]]:
    """Return the names of an index's fields, and all its parts if one is more than a name."""
    if not isinstance(node, SequenceNode) or not node.items:
        report.add_at(
            node, f"{word} needs a list of at least one field", f"Write `{word}: [[a, b]]`."
        )
        return (), ()
    parts: list[IndexPart] = []
    names: dict[str, None] = {}
    for item in node.items:
        part = _part(item, word, report)
        if part is None:
            continue
        parts.append(part)
        if part.field is None:
            continue
        if part.field in names:
            message = f"the field `{shown(part.field)}` is listed twice"
            report.add_at(item, message, "Remove one of the two.")
        names[part.field] = None
    plain = all(part == IndexPart(part.field) for part in parts)
    return tuple(names), () if plain else tuple(parts)


def _part(node: Node, word: str, report: Report) -> IndexPart | None:
    """Return a part: a name, `expression("…")`, or a mapping of `field` or `expression`."""
    if isinstance(node, MappingNode) and word != "$unique":
        return _long_part(node, report)
    scalar = report.scalar(node, "a field's name", f"{word}: [[a, b]]")
    if scalar is None:
        return None
    location = report.document.location(scalar)
    if word != "$unique" and scalar.text.lstrip().startswith("expression("):
        terms, fault = parse_terms(scalar.text, report.document.locate(scalar))
        if fault is not None:
            report.fault(scalar, fault, flow=True)
            return None
        arguments = terms[0].arguments or ()
        if len(terms) == 1 and len(arguments) == 1 and arguments[0].quoted:
            return IndexPart(expression=arguments[0].word)
        hint = 'Write `fields: [expression("lower({email})")]`.'
        report.add(location, "`expression(…)` takes the expression as a text in quotes", hint)
        return None
    return IndexPart(scalar.text) if report.identifier(scalar.text, location, "a field") else None


def _long_part(node: MappingNode, report: Report) -> IndexPart | None:
    before = len(report.problems)
    values: dict[str, Any] = {}
    known = dict.fromkeys(("field", "expression", "ops", "order"), "")
    for key, value in known_keys(report, node.entries, known, "key of a field", "keys of a field"):
        if key.text == "order":
            values["descending"] = report.word(value, "order", INDEX_ORDERS) == "desc"
            continue
        scalar = report.scalar(value, f"`{key.text}`", f"{key.text}: …")
        if scalar is None:
            continue
        location = report.document.location(scalar)
        if key.text == "field":
            report.identifier(scalar.text, location, "a field")
        elif key.text == "ops":
            report.sql_name(scalar.text, location, "an operator class")
        values[key.text] = scalar.text
    if len({"field", "expression"} & values.keys()) != 1:
        hint = 'Write `{field: name, order: desc}` or `{expression: "lower({name})"}`.'
        report.add_at(node, "a part of an index is a field or an expression", hint)
    return IndexPart(**values) if len(report.problems) == before else None


def named_text(word: str, node: Node, report: Report) -> str | None:
    """Return a value: a name of the database for `name`, else a text."""
    scalar = report.scalar(node, f"`{word}`", f"{word}: …")
    if scalar is None:
        return None
    if word == "name":
        location = report.document.location(scalar)
        return scalar.text if report.sql_name(scalar.text, location, "a constraint") else None
    return scalar.text
