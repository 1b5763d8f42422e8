"""Replacement of a field's line in place."""

from __future__ import annotations

import re
from dataclasses import replace

from scaffold.errors import Problem
from scaffold.schema.document import Document, MappingNode, Node, ScalarNode
from scaffold.schema.edit.edit_subject import (
    Edited,
    finish,
    name_conflict,
    position,
    unknown_field,
    unknown_model,
    unknown_name,
)
from scaffold.schema.edit.modifier_edits import modifier_splices
from scaffold.schema.edit.quoting import as_yaml, in_line
from scaffold.schema.edit.setting_edits import has_other_setting, is_setting, setting_value
from scaffold.schema.edit.splice import Splice, end_of_entry, line_end
from scaffold.schema.model import DeclaredModel
from scaffold.schema.schema_file import SchemaFile, with_models
from scaffold.schema.shorthand import FieldLine

_COLON = re.compile(r"\s*:")


def replace_field(
    file: SchemaFile,
    model: str,
    field: str,
    new: FieldLine,
) -> Edited:
    """Return the file with `new` instead of the field; a comment at the end of its line is kept.

    A new name is not a rename: no `was(…)` is written, and no reference is updated.
    """
    old, mapping = file.model(model), file.fields(model)
    if is_setting(field):
        return _replace_setting(file, model, field, new)
    if old is None or mapping is None or all(one.name != field for one in old.fields):
        return None, (_unknown(file, model, field),)
    name, line = new
    locations = {one.name: one.location for one in old.fields if one.name != field}
    conflict = name_conflict(model, name, locations.get(name))
    if conflict is not None:
        return None, (conflict,)
    key, node = mapping.entries[position(mapping, field)]
    splices = rename_key(mapping, key, name) if name != field else []
    value = as_yaml(line, flow=mapping.flow, json=mapping.flow and key.style == '"')
    splices += _value(file.document, key, node, value)
    return finish(
        file,
        splices,
        lambda after: _changes_only(file, after, old, field, name),
        f"Write `{name}: {line}` into `{model}` by hand.",
    )


def _replace_setting(file: SchemaFile, model: str, name: str, new: FieldLine) -> Edited:
    """Return the file with another value of a setting, in one line."""
    mapping = file.fields(model)
    if missing := unknown_name(file.schema, file.name, model, name):
        return None, (missing,)
    assert mapping is not None
    if new[0] != name:
        hint = f"Keep `{name}:` before its value."
        return None, (Problem(None, f"`{name}` is a setting, and no other name means it", hint),)
    value = setting_value(new)
    if isinstance(value, Problem):
        return None, (value,)
    key, node = mapping.entries[position(mapping, name)]
    text = in_line(value, json=mapping.flow and key.style == '"')
    return finish(
        file,
        _value(file.document, key, node, text),
        lambda after: has_other_setting(file, after, model, name),
        f"Write `{name}: {new[1]}` into `{model}` by hand.",
    )


def add_modifier(
    file: SchemaFile,
    model: str,
    field: str,
    term: tuple[str, str],
) -> Edited:
    """Return the file with a modifier added to the field, in the field's own form."""
    old = file.model(model)
    if old is None or all(one.name != field for one in old.fields):
        return None, (_unknown(file, model, field),)
    word, value = term
    return finish(
        file,
        modifier_splices(file, model, field, term),
        lambda after: _changes_only(file, after, old, field, field),
        f"Write `{word}({value})` behind `{model}.{field}` by hand.",
    )


def _unknown(file: SchemaFile, model: str, field: str) -> Problem:
    old = file.model(model)
    if old is None:
        return unknown_model(file.schema, file.name, model)
    return unknown_field(old, field)


def _changes_only(
    file: SchemaFile, after: SchemaFile, old: DeclaredModel, field: str, name: str
) -> bool:
    """Whether only this field of the model has changed, and is called `name` then."""
    index = next(index for index, one in enumerate(old.fields) if one.name == field)
    changed = after.model(old.name)
    if changed is None or [one.name for one in changed.fields][index : index + 1] != [name]:
        return False
    fields = (*old.fields[:index], changed.fields[index], *old.fields[index + 1 :])
    expected = replace(old, fields=fields)
    models = [expected if one is old else one for one in file.schema.models]
    return after.schema == with_models(file.schema, models)


def rename_key(mapping: MappingNode, key: ScalarNode, name: str) -> list[Splice]:
    """Return the splice that renames the key, quoted if it was."""
    text = as_yaml(name, flow=mapping.flow, json=key.style == '"')
    if key.style == "'":
        text = f"'{name}'"
    return [(key.start.index, key.end.index, text)]


def _value(document: Document, key: ScalarNode, node: Node, value: str) -> list[Splice]:
    """Return the splice that replaces the value, on the key's own line."""
    text = document.text
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
