"""`enums:` → DeclaredEnum."""

from __future__ import annotations

from scaffold.naming import snake
from scaffold.schema.document import MappingNode, Node, ScalarNode, SequenceNode
from scaffold.schema.model import DeclaredEnum, Options
from scaffold.schema.problem_report import Report, entries_of, known_keys, shown

_KEYS = dict.fromkeys(("values", "name", "schema", "map"), "")
_EXAMPLE = "enums: {Role: [admin, user]}"


def read_enums(node: Node | None, options: Options, report: Report) -> tuple[DeclaredEnum, ...]:
    """Return the shared enums."""
    mapping = entries_of(node, "`enums`", _EXAMPLE, report)
    if mapping is None:
        return ()
    found = [_enum(key, value, options, report) for key, value in mapping.entries]
    enums = [each for each in found if each is not None]
    names: dict[tuple[str | None, str], DeclaredEnum] = {}
    for each in enums:
        first = names.setdefault((each.schema, each.type_name), each)
        if first is not each:
            report.add(
                each.location,
                f"the enums `{first.name}` and `{each.name}` are both the type `{each.type_name}`",
                "Give one of them another `name`.",
            )
    return tuple(enums)


def _enum(key: ScalarNode, node: Node, options: Options, report: Report) -> DeclaredEnum | None:
    location = report.document.location(key)
    named = report.identifier(key.text, location, "an enum")
    type_name = snake(key.text) if options.naming == "snake_case" else key.text
    schema = options.schema
    pairs: tuple[tuple[str, str | None], ...] = ()
    values: tuple[str, ...] = ()
    if isinstance(node, SequenceNode):
        values = _values(node, report)
    elif isinstance(node, MappingNode):
        for name, value in known_keys(report, node.entries, _KEYS, "key of an enum", "keys here"):
            if name.text == "values":
                values = _values(value, report)
            elif name.text == "map":
                pairs = _map(value, report)
            elif (text := _name(name.text, value, report)) is not None:
                type_name = text if name.text == "name" else type_name
                schema = text if name.text == "schema" else schema
    if not values:
        report.add(location, f"the enum `{shown(key.text)}` has no values", f"Write `{_EXAMPLE}`.")
    schema = None if schema == "public" else schema
    made = DeclaredEnum(key.text, location, values, type_name, schema, pairs)
    return made if named and values else None


def _values(node: Node, report: Report) -> tuple[str, ...]:
    if not isinstance(node, SequenceNode):
        report.add_at(node, "the values of an enum are a list", f"Write `{_EXAMPLE}`.")
        return ()
    found: dict[str, None] = {}
    for item in node.items:
        scalar = report.scalar(item, "a value", _EXAMPLE)
        if scalar is None:
            continue
        if not scalar.text or scalar.text in found:
            what = f"the value `{shown(scalar.text)}` is in the enum twice"
            report.add_at(item, what if scalar.text else "an enum's value is empty", "Remove it.")
        found[scalar.text] = None
    return tuple(found)


def _map(node: Node, report: Report) -> tuple[tuple[str, str | None], ...]:
    entries = node.entries if isinstance(node, MappingNode) else ()
    pairs = [(old.text, new) for old, new in entries if isinstance(new, ScalarNode)]
    if not pairs or len(pairs) < len(entries):
        report.add_at(
            node, "`map` is a mapping of old values to new ones", "Write `map: {old: new}`."
        )
        return ()
    return tuple(
        (old, None if new.text == "null" and not new.quoted else new.text) for old, new in pairs
    )


def _name(word: str, node: Node, report: Report) -> str | None:
    scalar = report.scalar(node, f"`{word}`", f"{word}: …")
    if scalar is None:
        return None
    location = report.document.location(scalar)
    return scalar.text if report.sql_name(scalar.text, location, "a type") else None
