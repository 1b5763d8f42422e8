"""A model's `$` settings as they are typed, one a line, and as they go into a mapping."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from scaffold.errors import Problem
from scaffold.schema.document import Node, SequenceNode, read_document
from scaffold.schema.edit.quoting import as_yaml, in_line
from scaffold.schema.edit.splice import Splice, append_items
from scaffold.schema.model import DeclaredModel, Schema
from scaffold.schema.problem_report import shown
from scaffold.schema.reference import SETTINGS
from scaffold.schema.schema_file import SchemaFile, find, with_models
from scaffold.schema.shorthand import FieldLine

# What is a list in the file, to which entries may be added: the part of Model that it fills.
LISTS = {word: each.field for word, each in SETTINGS.items() if each.value in ("indexes", "checks")}
# Their values are one word or text.
_TEXTS = {word for word, each in SETTINGS.items() if each.value in ("sql", "name", "text", "word")}


def is_setting(name: str) -> bool:
    """Whether this is the name of a setting, and not of a field."""
    return name.startswith("$")


def setting_value(line: FieldLine) -> Node | Problem:
    """Read the value of a setting that is typed in one line.

    A text needs no quotes, whatever it holds; a list or a mapping is YAML's, or JSON's.
    """
    name, text = line
    is_text = name in _TEXTS and text[:1] not in ("'", '"')
    document, problems = read_document(f"{name}: {as_yaml(text) if is_text else text}", name)
    if document is None or problems:
        message = problems[0].message if problems else "this is no value"
        return Problem(None, f"`{name}: {shown(text)}`: {message}", f"Write `{example(name)}`.")
    _, node = document.root.entries[0]
    if len(document.root.entries) > 1 or document.text[node.end.index :].strip():
        message = f"`{name}: {shown(text)}` has something after its value"
        return Problem(None, message, f"Write the value alone: `{example(name)}`.")
    return node


def example(name: str) -> str:
    """Return an example line of the setting."""
    if name in LISTS:
        return f"{name}: [[a, b]]" if name != "$checks" else '$checks: ["{total} >= 0"]'
    examples = {"$timestamps": "false", "$paranoid": "true", "$id": "uuid", "$comment": "…"}
    examples["$data"] = "{icon: cart}"
    return f"{name}: {examples.get(name, 'name')}"


def into_list(file: SchemaFile, model: str, name: str, node: Node) -> list[Splice] | Problem:
    """Return splices that append entries to a model's list setting.

    A Problem if the setting is not a list, or has one of the entries already.
    """
    mapping = file.fields(model)
    key, old = find(mapping, name) if mapping else (None, None)
    assert key is not None and old is not None
    if name in LISTS and not isinstance(node, SequenceNode):
        return Problem(None, f"`{name}` is a list", f"Write `{example(name)}`.")
    if not (isinstance(old, SequenceNode) and isinstance(node, SequenceNode) and name in LISTS):
        where = file.document.location(key)
        hint = f"Change that one, or remove it first: `scaffold remove '{model}.{name}'`."
        return Problem(None, f"{model} has `{name}` already: {where}", hint)
    known = {in_line(item) for item in old.items}
    for item in node.items:
        if in_line(item) in known:
            message = f"`{name}` of {model} has {in_line(item)} already"
            return Problem(None, message, "Leave it out, or write other fields.")
    return append_items(file.document, old, node.items)


def has_other_setting(before: SchemaFile, after: SchemaFile, model: str, name: str) -> bool:
    """Whether the second schema is the first but for the value of this setting."""
    changed = after.model(model)
    is_there = changed is not None and name in changed.locations
    return is_there and _bare(after, model, name) == _bare(before, model, name)


def lost_setting(before: SchemaFile, after: SchemaFile, model: str, name: str) -> bool:
    """Whether the second schema is the first without this setting."""
    changed = after.model(model)
    is_there = changed is not None and name in changed.locations
    return not is_there and after.schema == _bare(before, model, name)


def _bare(file: SchemaFile, model: str, name: str) -> Schema:
    models = file.schema.models
    return with_models(
        file.schema,
        [without_settings(one, (name,)) if one.name == model else one for one in models],
    )


def without_settings(model: DeclaredModel, names: Iterable[str]) -> DeclaredModel:
    """Return the model without these settings."""
    nothing = DeclaredModel(model.name, model.location)
    fields = {SETTINGS[name].field for name in names if name in SETTINGS}
    values: dict[str, Any] = {field: getattr(nothing, field) for field in fields}
    return replace(model, **values)
