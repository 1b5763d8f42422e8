"""A new schema, and new models and fields in one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from scaffold.errors import Problem
from scaffold.naming import file_stem, pluralize
from scaffold.schema.document import Document, MappingNode, Node
from scaffold.schema.edit.edit_subject import Edited, finish, name_conflict
from scaffold.schema.edit.modifier_edits import Modified, modifier_splices, with_modified
from scaffold.schema.edit.quoting import as_yaml
from scaffold.schema.edit.setting_edits import (
    LISTS,
    into_list,
    is_setting,
    setting_value,
    without_settings,
)
from scaffold.schema.edit.splice import Entry, NodeValue, Splice, append_entries
from scaffold.schema.model import DeclaredModel, Schema
from scaffold.schema.reference import VERSION
from scaffold.schema.schema_file import SchemaFile, find
from scaffold.schema.shorthand import FieldLine


def new_schema(targets: Mapping[str, Mapping[str, str]], in_json: bool = False) -> str:
    """Return the text of a schema without models: its version, and targets with their settings."""
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
    file: SchemaFile, model: str, lines: Sequence[FieldLine], modified: Sequence[Modified] = ()
) -> Edited:
    """Return the file with `lines` appended to `model`, which is created if missing.

    A line is a field or a `$` setting; entries of list settings are appended to existing ones.
    `modified` are fields that get a modifier in the same edit. All other bytes are kept. The result
    is None with the problems if the text is invalid, before or after, or a name exists already.
    """
    if problems := _name_conflicts(file, model, lines):
        return None, problems
    old = file.model(model) or DeclaredModel(model, file.schema.location)
    entries: list[Entry] = []
    splices: list[Splice] = []
    for name, line in lines:
        if not is_setting(name):
            entries.append((name, line))
            continue
        value = setting_value((name, line))
        if isinstance(value, Problem):
            return None, (value,)
        if name in old.locations:
            quoted_list = into_list(file, model, name, value)
            if isinstance(quoted_list, Problem):
                return None, (quoted_list,)
            splices += quoted_list
        else:
            entries.append((name, NodeValue(value)))
    for each in modified:
        splices += modifier_splices(file, *each)
    splices += _splices(file.document, model, tuple(entries))

    def is_expected(after: SchemaFile) -> bool:
        before = with_modified(file.schema, after.schema, modified)
        existing = next((one for one in before.models if one.name == model), old)
        return _adds_only(before, after.schema, existing, [name for name, _ in lines])

    after, problems = finish(
        file,
        _joined(splices),
        is_expected,
        "Add by hand: " + ", ".join(f"`{name}: {line}`" for name, line in lines) + ".",
    )
    if after and (problems := near_targets(file.schema, after.schema)):
        return None, problems
    return after, problems


def _name_conflicts(
    file: SchemaFile, model: str, lines: Sequence[FieldLine]
) -> tuple[Problem, ...]:
    old = file.model(model)
    locations = {field.name: str(field.location) for field in old.fields} if old else {}
    problems: list[Problem] = []
    if old is None and (near := near_model(file.schema, model, lines)):
        problems.append(near)
    for name, _ in lines:
        where = locations.get(name)
        if is_setting(name):
            hint = "Write its entries into one."
            problem = Problem(None, f"`{name}` is given twice", hint) if where else None
        else:
            problem = name_conflict(model, name, where)
        if problem is not None:
            problems.append(problem)
        locations.setdefault(name, "it is given twice")
    return tuple(problems)


def near_model(schema: Schema, name: str, lines: Sequence[FieldLine] = ()) -> Problem | None:
    """Return the problem of a new model whose name is another form of an existing or missing one.

    The names differ only in case or underscores, so that both would have one file, or one is the
    plural or singular of the other and `lines` of the new model set no table.
    """
    known = [
        *schema.models,
        *(DeclaredModel(one, schema.location) for one in schema.missing_models()),
    ]
    others = [one for one in known if one.name != name]
    files = {_folded(one.name): one.name for one in others}
    plurals = {_folded(one.plural or pluralize(one.name)): one.name for one in others}
    has_own_table = any(setting in ("$table", "$plural") for setting, _ in lines)
    if near := files.get(_folded(name)):
        reason = f"`{name}` would have the same file"
    elif not has_own_table and (near := plurals.get(_folded(pluralize(name)))):
        reason = f"`{name}` would have the same plural"
    else:
        return None
    message = f"there is a model `{near}`, and {reason}: did you mean `{near}`?"
    return Problem(None, message, f"Write `{near}`, or another name.")


def _folded(name: str) -> str:
    return file_stem(name).casefold()


def near_targets(before: Schema, after: Schema) -> tuple[Problem, ...]:
    """Return the problems of newly missing models that are another form of an existing one."""
    known = before.missing_models()
    found = (
        (mention, near_model(after, name))
        for name, mention in after.missing_models().items()
        if name not in known
    )
    return tuple(
        replace(problem, message=f"`{mention}`: {problem.message}")
        for mention, problem in found
        if problem
    )


def _splices(document: Document, model: str, entries: tuple[Entry, ...]) -> list[Splice]:
    root = document.root
    models_key, models = find(root, "models")
    entry: Entry = (model, entries)
    if models_key is None or models is None:
        return append_entries(document, None, root, (("models", (entry,)),), gap=not root.flow)
    key, node = find(models, model) if isinstance(models, MappingNode) else (None, None)
    if key is None or node is None:
        return append_entries(document, models_key, models, (entry,), _spaced(document, models))
    return append_entries(document, key, node, entries, gap=False) if entries else []


def _joined(splices: Sequence[Splice]) -> list[Splice]:
    """Return the splices in order, with those at the same position joined."""
    found: dict[tuple[int, int], str] = {}
    for begin, end, new in splices:
        found[begin, end] = found.get((begin, end), "") + new
    return [(begin, end, new) for (begin, end), new in found.items()]


def _spaced(document: Document, models: Node) -> bool:
    """Whether blank lines separate models; True if there are fewer than two models."""
    if not isinstance(models, MappingNode) or len(models.entries) < 2:
        return True
    lines = document.text.splitlines()
    keys = [key.start.line for key, _ in models.entries[1:]]
    return any(not line.strip() for at in keys for line in lines[max(0, at - 3) : at])


def _adds_only(before: Schema, after: Schema, existing: DeclaredModel, names: list[str]) -> bool:
    """Whether the second schema is the first with these names at the end of the model."""
    old = {one.name: one for one in before.models}
    new = {one.name: one for one in after.models}
    changed = new.pop(existing.name, None)
    old.pop(existing.name, None)
    if changed is None or replace(after, models=()) != replace(before, models=()):
        return False
    settings = [name for name in names if is_setting(name)]
    fields = [name for name in names if not is_setting(name)]
    count = len(changed.fields) - len(fields)
    rest = replace(changed, fields=changed.fields[:count])
    return (
        old == new
        and without_settings(rest, settings) == without_settings(existing, settings)
        and [field.name for field in changed.fields[count:]] == fields
        and all(name in changed.locations for name in settings)
        and all(
            _begins_with(existing, changed, name) for name in settings if name in existing.locations
        )
    )


def _begins_with(existing: DeclaredModel, changed: DeclaredModel, setting: str) -> bool:
    """Whether a list of the second model begins with that of the first."""
    old, new = getattr(existing, LISTS[setting]), getattr(changed, LISTS[setting])
    return bool(new[: len(old)] == old)
