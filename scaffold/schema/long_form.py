"""Read a field's long form, a mapping, as the terms of the equivalent line."""

from __future__ import annotations

from scaffold.schema.composite_terms import SEVERAL
from scaffold.schema.document import MappingNode, Node, ScalarNode, SequenceNode
from scaffold.schema.problem_report import Report, quoted_list, shown
from scaffold.schema.read_types import type_word
from scaffold.schema.reference import DATA_KEY, KINDS, MODIFIERS
from scaffold.schema.terms import Term, parse_terms
from scaffold.schema.type_table import TYPE_KEYS, Takes

_KEYS_OF: dict[Takes, tuple[str, ...]] = {
    "nothing": (),
    "length": ("length",),
    "digits": ("length",),
    "decimal": ("precision", "scale"),
    "values": ("values",),
    "type": ("of",),
    "range": ("of",),
    "native": (),
}


def read_long_form(key: ScalarNode, node: MappingNode, report: Report) -> list[Term] | None:
    """Return the field's terms, type or kind first; None if a problem was reported."""
    before = len(report.problems)
    entries = {name.text: (name, value) for name, value in node.entries}
    kinds = [word for word in entries if word in KINDS]
    if len(kinds) + ("type" in entries) != 1:
        _no_single_kind(key, node, kinds, report)
        return None
    first = _kind(entries, kinds[0], report) if kinds else _type(entries, node, report)
    field_terms = [first] if first else []
    for word, (name, value) in entries.items():
        if word in KINDS or word == "type" or word in TYPE_KEYS:
            if kinds and word in TYPE_KEYS:
                hint = "Remove the key: it is for types."
                report.add_at(name, f"`{word}` has no meaning for {kinds[0]}", hint)
        elif word == DATA_KEY and not kinds:
            # It is no term: `read_field` reads it.
            continue
        elif word in MODIFIERS:
            one = _modifier(name, value, report)
            if one is not None:
                field_terms.append(one)
        else:
            known = (*(("type", *TYPE_KEYS, DATA_KEY) if not kinds else KINDS), *MODIFIERS)
            report.unknown(report.document.location(name), "key", word, known)
    return field_terms if len(report.problems) == before else None


def _no_single_kind(key: ScalarNode, node: MappingNode, kinds: list[str], report: Report) -> None:
    location = report.document.location(key)
    if kinds:
        message = (
            f"the field `{shown(key.text)}` has more than one of `type` and the association kinds"
        )
        report.add(location, message, f"Keep one of `type`, {quoted_list(KINDS)}.")
        return
    near = None
    for name, _ in node.entries:
        near = near or (name, report.nearest(name.text, ("type", *KINDS)))
        if near[1] and name.text not in MODIFIERS:
            hint = f"Write `{near[1]}: …`."
            report.add_at(
                name, f"unknown key `{shown(name.text)}`: did you mean `{near[1]}`?", hint
            )
            return
        near = None
    message = f"the field `{shown(key.text)}` has neither a type nor an association kind"
    report.add(location, message, "Add `type: …`, or an association such as `belongsTo: Model`.")


def _kind(entries: dict[str, tuple[ScalarNode, Node]], word: str, report: Report) -> Term | None:
    name, value = entries[word]
    scalar = report.scalar(value, f"`{word}`", f"{word}: Model")
    if scalar is None:
        return None
    return Term(
        word, (_argument(scalar, report),), False, report.document.location(name), long=True
    )


def _type(
    entries: dict[str, tuple[ScalarNode, Node]], node: MappingNode, report: Report
) -> Term | None:
    term = _type_term(entries, report)
    return term._replace(long=True) if term else None


def _type_term(entries: dict[str, tuple[ScalarNode, Node]], report: Report) -> Term | None:
    """Return `type` and the keys of its arguments as one term."""
    term = _one_term(entries["type"][1], report)
    if term is None:
        return None
    known = type_word(term.word)
    own = _KEYS_OF[known.takes] if known else tuple(TYPE_KEYS)
    arguments: list[Term] = []
    for word in TYPE_KEYS:
        if word not in entries:
            continue
        name, value = entries[word]
        if word not in own:
            hint = f"Write {quoted_list(own)} instead." if own else "Remove the key."
            report.add_at(name, f"`{word}` has no meaning for {term.word}", hint)
        elif term.arguments is not None:
            hint = "Remove the key, or the parentheses."
            report.add_at(name, f"`{word}` is given twice: {term.word} already has arguments", hint)
        else:
            read = _arguments_of(word, value, report)
            if read is None:
                return None
            arguments.extend(read)
    return term._replace(arguments=tuple(arguments)) if arguments else term


def _arguments_of(word: str, value: Node, report: Report) -> tuple[Term, ...] | None:
    if word == "values":
        return _several(value, "`values`", "values: [draft, sent]", report)
    if word != "of":
        scalar = report.scalar(value, f"`{word}`", f"{word}: 10")
        return None if scalar is None else (_argument(scalar, report)._replace(quoted=False),)
    if not isinstance(value, MappingNode):
        term = _one_term(value, report)
        return None if term is None else (term,)
    entries = {name.text: (name, node) for name, node in value.entries}
    for word, (name, _) in entries.items():
        if word != "type" and word not in TYPE_KEYS:
            known = ("type", *TYPE_KEYS)
            report.unknown(report.document.location(name), "key", word, known)
    if "type" not in entries:
        report.add_at(value, "`of` does not say its type", "Add `type: …` to it.")
        return None
    term = _type_term(entries, report)
    return None if term is None else (term,)


def _one_term(node: Node, report: Report) -> Term | None:
    scalar = report.scalar(node, "a type", "type: string")
    if scalar is None:
        return None
    terms, fault = parse_terms(scalar.text, report.document.locate(scalar))
    if fault is not None:
        report.fault(scalar, fault, flow=True)
        return None
    if len(terms) != 1:
        location = terms[1].location if terms else report.document.location(scalar)
        hint = "Write the modifiers as keys of their own: `required: true`."
        report.add(location, "`type` has the type alone", hint)
        return None
    return terms[0]


def _modifier(name: ScalarNode, value: Node, report: Report) -> Term | None:
    word, location = name.text, report.document.location(name)
    modifier = MODIFIERS[word]
    if modifier.value == "flag":
        if modifier.name_field and isinstance(value, ScalarNode) and _is_name(value):
            return Term(word, (_argument(value, report),), False, location, long=True)
        on = report.flag(value, word)
        return None if on is None else Term(word, None, False, location, on, long=True)
    if modifier.value == "pair":
        pair = _several(value, f"`{word}`", f"{word}: [attribute, value]", report)
        return None if pair is None else Term(word, pair, False, location, long=True)
    if modifier.value == "map":
        return _value_map(name, value, report)
    if modifier.value == "default" and isinstance(value, MappingNode):
        return _sql_default(name, value, report)
    if modifier.value == "default" and not isinstance(value, ScalarNode):
        hint = "Write JSON as a text: `default: '{\"a\": 1}'`."
        report.add_at(value, "a default is a single value", hint)
        return None
    if modifier.value == "default" and isinstance(value, ScalarNode) and value.style:
        return Term(word, (_argument(value, report),), False, location, long=True)
    if word in SEVERAL and isinstance(value, SequenceNode):
        names = _several(value, f"`{word}`", f"{word}: [one, other]", report)
        return None if names is None else Term(word, names, False, location, long=True)
    scalar = report.scalar(value, f"`{word}`", f"{word}: …")
    if scalar is None:
        return None
    return Term(word, (_argument(scalar, report),), False, location, long=True)


def _is_name(value: ScalarNode) -> bool:
    # YAML's other words for true and false are not names, but mistakes.
    return value.text.lower() not in ("", "true", "false", "yes", "no", "on", "off", "1", "0")


def _sql_default(name: ScalarNode, value: MappingNode, report: Report) -> Term | None:
    """Return `default: {sql: "…"}` as a term."""
    location = report.document.location(name)
    entries = {key.text: node for key, node in value.entries}
    if set(entries) != {"sql"} or not isinstance(entries["sql"], ScalarNode):
        hint = 'Write JSON as a text, `default: \'{"a": 1}\'`, and SQL as `default: {sql: "…"}`.'
        report.add_at(value, "a default is a single value", hint)
        return None
    sql = Term("sql", (_argument(entries["sql"], report),), False, location)
    return Term(name.text, (sql,), False, location, long=True)


def _value_map(name: ScalarNode, value: Node, report: Report) -> Term | None:
    entries = value.entries if isinstance(value, MappingNode) else ()
    values = [node for _, node in entries if isinstance(node, ScalarNode)]
    if not entries or len(values) < len(entries):
        report.add_at(
            value, "`map` is a mapping of old values to new ones", "Write `map: {old: new}`."
        )
        return None
    pairs = zip((old for old, _ in entries), values, strict=True)
    arguments = tuple(_argument(each, report) for pair in pairs for each in pair)
    return Term(name.text, arguments, False, report.document.location(name), long=True)


def _several(node: Node, what: str, example: str, report: Report) -> tuple[Term, ...] | None:
    if not isinstance(node, SequenceNode):
        report.add_at(node, f"{what} is a list", f"Write `{example}`.")
        return None
    found = [item for item in node.items if isinstance(item, ScalarNode)]
    if len(found) != len(node.items) or not found:
        report.add_at(node, f"{what} is a list of at least one word or text", f"Write `{example}`.")
        return None
    return tuple(_argument(item, report) for item in found)


def _argument(scalar: ScalarNode, report: Report) -> Term:
    return Term(scalar.text, None, scalar.quoted, report.document.location(scalar))
