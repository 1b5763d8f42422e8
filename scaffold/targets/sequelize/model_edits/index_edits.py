"""Add and remove indexes in the options of a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scaffold.targets.sequelize.model_edits import lists
from scaffold.targets.sequelize.model_edits.anchors import Anchor
from scaffold.targets.sequelize.model_edits.index_names import indexes_node
from scaffold.targets.sequelize.model_edits.model_facts import ModelIndexFacts
from scaffold.targets.sequelize.model_edits.script import NotPlaced, Script
from scaffold.targets.sequelize.model_edits.script_nodes import (
    arguments,
    decorator_arguments,
    items,
    property_of,
    string_value,
    value_of,
)
from scaffold.targets.sequelize.model_edits.style import literal

if TYPE_CHECKING:
    from tree_sitter import Node


def states_indexes(anchor: Anchor) -> bool:
    """Whether a model lists indexes: many leave them to migrations."""
    return indexes_node(anchor) is not None


def has_index(anchor: Anchor, facts: ModelIndexFacts) -> bool:
    """Whether the model lists an index like it."""
    found = indexes_node(anchor)
    return (
        found is not None
        and found.type == "array"
        and any(_is_like(anchor.script, each, facts) for each in items(found))
    )


def add_index(anchor: Anchor, facts: ModelIndexFacts) -> None:
    """Add an index to a model."""
    script = anchor.script
    pairs = _pairs(script, facts)
    line = f"{{ {', '.join(pairs)} }}"
    found = indexes_node(anchor)
    if found is not None:
        if found.type != "array":
            raise NotPlaced("its indexes are not a list in this file")
        elements = items(found)
        if elements and not lists.is_one_line(elements[-1]):
            comma = "," if lists.comma_after(items(elements[-1])[-1]) is not None else ""
            newline, unit = script.newline, script.indent

            def text(indent: str, one_line: bool) -> str:
                lines = f",{newline}".join(f"{indent}{unit}{each}" for each in pairs)
                return f"{{{newline}{lines}{comma}{newline}{indent}}}"

            lists.insert(script, found, text)
        else:
            lists.insert(script, found, lambda indent, one_line: line)
        return
    if anchor.options is not None:
        after = next(
            (
                found
                for name in ("tableName", "modelName", "schema")
                if (found := property_of(script, anchor.options, name)) is not None
            ),
            None,
        )
        lists.insert(script, anchor.options, lambda indent, one_line: f"indexes: [{line}]", after)
        return
    _add_options(anchor, f"indexes: [{line}]")


def _add_options(anchor: Anchor, code: str) -> None:
    script, definition = anchor.script, anchor.definition
    if anchor.style == "define" and definition is not None and len(arguments(definition)) == 2:
        last = arguments(definition)[1]
        indent, newline = script.indent_at(definition.start_byte), script.newline
        inner = f"{newline}{indent}{script.indent}{code}{newline}{indent}"
        script.edit(last.end_byte, last.end_byte, f", {{{inner}}}")
        return
    if anchor.style == "decorators" and definition is not None:
        table = definition.named_children[0]
        if table.type == "identifier":
            script.edit(table.end_byte, table.end_byte, f"({{ {code} }})")
            return
        if not decorator_arguments(definition):
            script.edit(table.end_byte - 1, table.end_byte - 1, f"{{ {code} }}")
            return
    raise NotPlaced("its options are not written out in this file")


def _pairs(script: Script, facts: ModelIndexFacts) -> list[str]:
    quote = script.quote
    pairs = [f"name: {literal(facts.name, quote)}"] if facts.name else []
    pairs += ["unique: true"] if facts.unique else []
    return [*pairs, f"fields: {literal(list(facts.columns), quote)}"]


def remove_index(anchor: Anchor, facts: ModelIndexFacts) -> None:
    """Remove an index from a model; NotPlaced unless exactly one is like it."""
    script, found = anchor.script, indexes_node(anchor)
    if found is None or found.type != "array":
        raise NotPlaced("its indexes are not a list in this file")
    alike = [each for each in items(found) if _is_like(script, each, facts)]
    if len(alike) != 1:
        raise NotPlaced(f"{len(alike)} indexes are on {', '.join(facts.columns)}")
    parent = found.parent
    if len(items(found)) == 1 and parent is not None and parent.type == "pair":
        lists.remove(script, parent)
    else:
        lists.remove(script, alike[0])


def _is_like(script: Script, node: Node, facts: ModelIndexFacts) -> bool:
    name = string_value(script, value_of(script, node, "name"))
    if name and facts.name and name != facts.name:
        return False
    fields = value_of(script, node, "fields")
    if fields is None or fields.type != "array":
        return False
    columns = tuple(
        string_value(script, each)
        or string_value(script, value_of(script, each, "name"))
        or string_value(script, value_of(script, each, "attribute"))
        for each in items(fields)
    )
    unique = value_of(script, node, "unique")
    is_unique = unique is not None and script.text(unique) == "true"
    return columns == facts.columns and is_unique == facts.unique
