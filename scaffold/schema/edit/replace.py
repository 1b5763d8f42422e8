"""A field written anew where it stands."""

from __future__ import annotations

import re
from dataclasses import replace

from scaffold.schema.document import Document, MappingNode, Node, ScalarNode
from scaffold.schema.edit.frame import (
    Edited,
    Subject,
    begin,
    finish,
    position,
    taken_name,
    unknown_field,
    unknown_model,
    with_models,
)
from scaffold.schema.edit.quoting import as_yaml
from scaffold.schema.edit.splice import Splice, end_of_entry, line_end
from scaffold.schema.read import KnownTargets
from scaffold.schema.shorthand import FieldLine

_COLON = re.compile(r"\s*:")


def replace_field(
    source: bytes | str,
    file: str,
    known_targets: KnownTargets,
    model: str,
    field: str,
    new: FieldLine,
) -> Edited:
    """The text with `new` in the place of the field; a comment behind it stays.

    A new name is no rename: no `was(…)` is written, and no mention is followed.
    """
    subject, problems = begin(source, file, known_targets)
    if subject is None:
        return None, problems
    old = subject.model(model)
    if old is None:
        return None, (unknown_model(subject.schema, file, model),)
    mapping = subject.fields(model)
    if mapping is None or all(one.name != field for one in old.fields):
        return None, (unknown_field(old, field),)
    name, line = new
    places = {one.name: one.place for one in old.fields if one.name != field}
    taken = taken_name(model, name, line, places.get(name))
    if taken is not None:
        return None, (taken,)
    key, node = mapping.entries[position(mapping, field)]
    splices = rename_key(mapping, key, name) if name != field else []
    splices += _value(subject.document, mapping, key, node, line)
    index = next(index for index, one in enumerate(old.fields) if one.name == field)

    def holds(after: Subject) -> bool:
        changed = after.model(model)
        if changed is None or [one.name for one in changed.fields][index : index + 1] != [name]:
            return False
        fields = (*old.fields[:index], changed.fields[index], *old.fields[index + 1 :])
        expected = replace(old, fields=fields)
        models = [expected if one is old else one for one in subject.schema.models]
        return after.schema == with_models(subject.schema, models)

    return finish(subject, splices, holds, f"Write `{name}: {line}` into `{model}` by hand.")


def rename_key(mapping: MappingNode, key: ScalarNode, name: str) -> list[Splice]:
    """The key under another name, in quotes where it was."""
    text = as_yaml(name, flow=mapping.flow, json=key.style == '"')
    if key.style == "'":
        text = f"'{name}'"
    return [(key.start.index, key.end.index, text)]


def _value(
    document: Document, mapping: MappingNode, key: ScalarNode, node: Node, line: str
) -> list[Splice]:
    """The line where the value stood: on the key's own line, whatever form that had."""
    text = document.text
    value = as_yaml(line, flow=mapping.flow, json=mapping.flow and key.style == '"')
    end = end_of_entry(text, key, node)
    absent = isinstance(node, ScalarNode) and node.absent
    if not absent and node.start.line == key.end.line:
        return [(node.start.index, end, value)]
    colon = _COLON.match(text, key.end.index)
    at = colon.end() if colon else key.end.index
    insert = (at, at, f" {value}" if colon else f": {value}")
    if absent:
        return [insert]
    # The comments inside a long form speak of its parts.
    end = line_end(text, end) if isinstance(node, MappingNode) else end
    return [insert, (line_end(text, at), end, "")]
