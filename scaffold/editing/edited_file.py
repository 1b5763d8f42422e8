"""One edit of the schema file on disk: read it, change it, write it as a whole."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from scaffold.editing.compiled_schema import compiled
from scaffold.errors import Problem, UsageError
from scaffold.files.runlock import exclusive
from scaffold.project.compilation import known_targets
from scaffold.project.schema_source import (
    Source,
    folder_to_edit,
    read_or_create,
    read_source,
    schema_path,
    write_source,
)
from scaffold.schema.edit import Edited
from scaffold.schema.edit.edit_subject import unknown_name
from scaffold.schema.edit.model_references import Named
from scaffold.schema.schema_file import SchemaFile, parse_file
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """The action on the schema file (`create`, `update`, `identical`), and the edited file."""

    action: str
    file: SchemaFile
    written: bool


def edit(
    file: str | None,
    change: Callable[[SchemaFile, Source], Edited],
    dry_run: bool,
    initial_text: str | None = None,
) -> Edit:
    """Edit the schema file under its lock; a missing file starts with `initial_text`, if given.

    SchemaError with the syntax errors of the schema, or with the problems of `change`;
    UsageError if there is no file to edit.
    """
    folder = folder_to_edit(file)
    with contextlib.nullcontext() if dry_run else exclusive(folder, writes=schema_path(file)):
        source, is_new = (
            (read_source(file), False)
            if initial_text is None
            else read_or_create(file, initial_text)
        )
        after, problems = change(parsed(source), source)
        if after is None:
            raise source.refusal(problems)
        changed = is_new or after.data != source.data
        written = changed and not dry_run
        if written:
            write_source(source, after.data, None if is_new else source.data)
    action = "create" if is_new else "update" if changed else "identical"
    return Edit(action, after, written)


def parsed(source: Source) -> SchemaFile:
    """Parse the schema; SchemaError with all syntax errors."""
    file, problems = parse_file(source.data, source.name, known_targets())
    if file is None:
        raise source.refusal(problems)
    return file


def read_name(argument: str) -> Named:
    """Parse `Order` or `Order.total`; UsageError if it is neither."""
    model, dot, field = argument.partition(".")
    if not model or (dot and not field) or "." in field:
        raise UsageError(f"`{argument}` is not a model or field", "Write `Model` or `Model.field`.")
    return Named(model, field or None)


def require(file: SchemaFile, *names: Named) -> None:
    """UsageError unless the schema has all these names."""
    missing: list[Problem] = []
    for name in dict.fromkeys(names):
        if problem := unknown_name(file.schema, file.name, *name):
            missing.append(_implicit_attribute_problem(file, name) or problem)
    if missing:
        raise UsageError(missing)


def _implicit_attribute_problem(file: SchemaFile, name: Named) -> Problem | None:
    """Return the problem of a name that is an attribute, but has no field."""
    database, _ = compiled(file)
    models = database.models if database else ()
    found = [
        attribute
        for model in models
        if model.name == name.model
        for attribute in model.attributes
        if attribute.name == name.field
    ]
    if found and found[0].origin == "key":
        associations = [each for model in models for each in model.associations]
        associations = [each for each in associations if (each.holder, each.foreign_key) == name]
        associations.sort(key=lambda each: each.source != name.model)
        message = f"`{name}` is the foreign key of an association, not a field"
        hint = "Rename or remove that association instead."
        if associations:
            association = f"{associations[0].source}.{associations[0].alias}"
            message = f"`{name}` is the foreign key of {association}, not a field"
            hint = (
                f"Rename or remove {association}, or set the name with `foreignKey(…)` in its line."
            )
        return Problem(None, message, hint)
    if found:
        message = f"`{name}` is added to the model automatically and is not a field"
        return Problem(None, message, _HINTS[found[0].origin])
    return None


# What to do instead, by the origin of the attribute.
_HINTS = {
    "id": "Declare a `primary` field to replace it, or `$id` to set its type.",
    "timestamp": "Rename or remove it: `$timestamps: {createdAt: made}` or `$timestamps: false`.",
    "paranoid": "Rename or remove it with `$paranoid: removedAt` or `$paranoid: false`.",
}
