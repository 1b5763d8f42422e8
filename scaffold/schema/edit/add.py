"""A new schema, and new models and fields in one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from scaffold.errors import Problem
from scaffold.schema.document import Document, MappingNode, Node
from scaffold.schema.edit.frame import Edited, finish, taken_name
from scaffold.schema.edit.quoting import as_yaml
from scaffold.schema.edit.splice import Entry, Splice, append_entries
from scaffold.schema.file import SchemaFile, find
from scaffold.schema.model import Model, Schema
from scaffold.schema.reference import VERSION
from scaffold.schema.shorthand import FieldLine


def new_schema(targets: Mapping[str, Mapping[str, str]], in_json: bool = False) -> str:
    """The text of a schema without models: its version, and targets with their settings."""
    if in_json:
        import json

        schema = {"version": int(VERSION), "targets": targets, "models": {}}
        return f"{json.dumps(schema, indent=2, default=dict)}\n"
    lines = [f"version: {VERSION}", "", "targets:"]
    for name, settings in targets.items():
        pairs = ", ".join(
            f"{word}: {value if value == '.' else as_yaml(value, flow=True)}"
            for word, value in settings.items()
        )
        lines.append(f"  {name}: {{{pairs}}}")
    return "\n".join([*lines, "", "models:", ""])


def add_fields(
    file: SchemaFile,
    model: str,
    fields: Sequence[FieldLine],
) -> Edited:
    """The text with `fields` at the end of `model`, which is made where it is not there yet.

    Everything else stays byte for byte. None with the problems where the text is no valid schema,
    before or after, or has a field already.
    """
    taken = _taken(file.schema, model, fields)
    if taken:
        return None, taken
    names = [name for name, _ in fields]
    return finish(
        file,
        _splices(file.document, model, tuple(fields)),
        lambda after: _adds_only(file.schema, after.schema, model, names),
        "Add by hand: " + ", ".join(f"`{name}: {line}`" for name, line in fields) + ".",
    )


def _taken(schema: Schema, model: str, fields: Sequence[FieldLine]) -> tuple[Problem, ...]:
    old = next((one for one in schema.models if one.name == model), None)
    places = {field.name: str(field.place) for field in old.fields} if old else {}
    problems: list[Problem] = []
    near = next((one.name for one in schema.models if one.name.lower() == model.lower()), None)
    if old is None and near is not None:
        message = f"there is a model `{near}`, and `{model}` would have the same file"
        problems.append(Problem(None, message, f"Add to that one: `scaffold add {near} …`."))
    for name, line in fields:
        problem = taken_name(model, name, line, places.get(name))
        if problem is not None:
            problems.append(problem)
        places.setdefault(name, "it is given twice")
    return tuple(problems)


def _splices(document: Document, model: str, fields: tuple[FieldLine, ...]) -> list[Splice]:
    root = document.root
    models_key, models = find(root, "models")
    entry: Entry = (model, fields)
    if models_key is None or models is None:
        return append_entries(document, None, root, (("models", (entry,)),), gap=not root.flow)
    key, node = find(models, model) if isinstance(models, MappingNode) else (None, None)
    if key is None or node is None:
        return append_entries(document, models_key, models, (entry,), _spaced(document, models))
    return append_entries(document, key, node, fields, gap=False) if fields else []


def _spaced(document: Document, models: Node) -> bool:
    """Whether a blank line stands between models; with one model there is nothing to go by."""
    if not isinstance(models, MappingNode) or len(models.entries) < 2:
        return True
    lines = document.text.splitlines()
    keys = [key.start.line for key, _ in models.entries[1:]]
    return any(not line.strip() for at in keys for line in lines[max(0, at - 3) : at])


def _adds_only(before: Schema, after: Schema, model: str, names: list[str]) -> bool:
    """Whether the second schema is the first with these fields at the end of the model."""
    old = {one.name: one for one in before.models}
    new = {one.name: one for one in after.models}
    changed = new.pop(model, None)
    stood = old.pop(model, None) or (Model(model, changed.place) if changed else None)
    if changed is None or stood is None or replace(after, models=()) != replace(before, models=()):
        return False
    count = len(changed.fields) - len(names)
    return (
        old == new
        and replace(changed, fields=changed.fields[:count]) == stood
        and [field.name for field in changed.fields[count:]] == names
    )
