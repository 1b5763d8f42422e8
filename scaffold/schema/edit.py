"""Edits of a schema's text: new models and fields, spliced in at the reader's marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from scaffold.errors import Problem
from scaffold.schema.document import Document, MappingNode, Node, ScalarNode, read_document
from scaffold.schema.model import Model, Schema
from scaffold.schema.quoting import as_yaml
from scaffold.schema.read import KnownTargets, read_schema
from scaffold.schema.reference import VERSION
from scaffold.schema.shorthand import FieldLine
from scaffold.schema.splice import Entry, append_entries, apply

_MARK = "\ufeff"


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
    source: bytes | str,
    file: str,
    known_targets: KnownTargets,
    model: str,
    fields: Sequence[FieldLine],
) -> tuple[bytes | None, tuple[Problem, ...]]:
    """The text with `fields` at the end of `model`, which is made where it is not there yet.

    Everything else stays byte for byte. None with the problems where the text is no valid schema,
    before or after, or has a field already.
    """
    before, problems = read_schema(source, file, known_targets)
    document, _ = read_document(source, file)
    if before is None or document is None:
        return None, problems
    taken = _taken(before, model, fields)
    if taken:
        return None, taken
    splices = _splices(document, model, tuple(fields))
    text = apply(document.text, splices)
    after, problems = read_schema(text, file, known_targets)
    if after is None:
        return None, tuple(_unplaced(problem, text) for problem in problems)
    if not _adds_only(before, after, model, [name for name, _ in fields]):
        message = f"{file} is written in a way that cannot be edited here"
        hint = "Add by hand: " + ", ".join(f"`{name}: {line}`" for name, line in fields) + "."
        return None, (Problem(document.place(document.root), message, hint),)
    mark = _MARK if _has_mark(source) else ""
    return (mark + text).encode(), ()


def _has_mark(source: bytes | str) -> bool:
    if isinstance(source, bytes):
        return source.startswith(_MARK.encode())
    return source.startswith(_MARK)


def _taken(schema: Schema, model: str, fields: Sequence[FieldLine]) -> tuple[Problem, ...]:
    old = next((one for one in schema.models if one.name == model), None)
    places = {field.name: str(field.place) for field in old.fields} if old else {}
    problems: list[Problem] = []
    near = next((one.name for one in schema.models if one.name.lower() == model.lower()), None)
    if old is None and near is not None:
        message = f"there is a model `{near}`, and `{model}` would have the same file"
        problems.append(Problem(None, message, f"Add to that one: `scaffold add {near} …`."))
    for name, line in fields:
        if name.startswith("$"):
            message = f"`{name}` is a setting of the model, not a field"
            hint = f"Write it below `{model}:` in the file: `{name}: {line}`."
            problems.append(Problem(None, message, hint))
        elif name in places:
            message = f"{model} has a field `{name}` already: {places[name]}"
            hint = f"Change it there, or give the new one another name: '…: {line}'."
            problems.append(Problem(None, message, hint))
        places.setdefault(name, "it is given twice")
    return tuple(problems)


def _splices(
    document: Document, model: str, fields: tuple[FieldLine, ...]
) -> list[tuple[int, int, str]]:
    root = document.root
    models_key, models = _find(root, "models")
    entry: Entry = (model, fields)
    if models_key is None or models is None:
        return append_entries(document, None, root, (("models", (entry,)),), gap=not root.flow)
    key, node = _find(models, model) if isinstance(models, MappingNode) else (None, None)
    if key is None or node is None:
        return append_entries(document, models_key, models, (entry,), _spaced(document, models))
    return append_entries(document, key, node, fields, gap=False) if fields else []


def _find(mapping: MappingNode, name: str) -> tuple[ScalarNode | None, Node | None]:
    return next(((key, node) for key, node in mapping.entries if key.text == name), (None, None))


def _spaced(document: Document, models: Node) -> bool:
    """Whether a blank line stands between models; with one model there is nothing to go by."""
    if not isinstance(models, MappingNode) or len(models.entries) < 2:
        return True
    lines = document.text.splitlines()
    keys = [key.start.line for key, _ in models.entries[1:]]
    return any(not line.strip() for at in keys for line in lines[max(0, at - 3) : at])


def _unplaced(problem: Problem, text: str) -> Problem:
    """The problem with the line that was to be added, which stands in no file."""
    if problem.where is None:
        return problem
    line = text.splitlines()[problem.where.line - 1].strip()
    return replace(problem, where=None, message=f"`{line}`: {problem.message}")


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
