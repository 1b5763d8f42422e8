"""One edit of the schema file on disk: read, changed, and written whole."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from scaffold.editing.compiled_schema import compiled
from scaffold.errors import Problem, UsageError
from scaffold.files.runlock import exclusive
from scaffold.project.plan import known_targets
from scaffold.project.schema_source import (
    Source,
    folder_to_edit,
    read_or_begin,
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
    """What was done to the schema's file, or would be: the word for it, and how it then is."""

    action: str
    file: SchemaFile
    written: bool


def edit(
    file: str | None,
    change: Callable[[SchemaFile, Source], Edited],
    dry_run: bool,
    first: str | None = None,
) -> Edit:
    """Change the schema, one run at a time; a new one begins with `first`, where that is given.

    SchemaError where the schema has mistakes of form, or with what `change` has against it;
    UsageError where there is nothing to edit.
    """
    folder = folder_to_edit(file)
    with contextlib.nullcontext() if dry_run else exclusive(folder, writes=schema_path(file)):
        source, is_new = (read_source(file), False) if first is None else read_or_begin(file, first)
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
    """Return the schema that the source holds; SchemaError with all its mistakes of form."""
    file, problems = parse_file(source.data, source.name, known_targets())
    if file is None:
        raise source.refusal(problems)
    return file


def read_name(argument: str) -> Named:
    """`Order` or `Order.total`; UsageError where it is neither."""
    model, dot, field = argument.partition(".")
    if not model or (dot and not field) or "." in field:
        raise UsageError(
            f"`{argument}` is neither a model nor a field", "Write `Model` or `Model.field`."
        )
    return Named(model, field or None)


def require(file: SchemaFile, *names: Named) -> None:
    """UsageError unless the schema has all of these."""
    missing: list[Problem] = []
    for name in dict.fromkeys(names):
        if problem := unknown_name(file.schema, file.name, *name):
            missing.append(_no_field(file, name) or problem)
    if missing:
        raise UsageError(missing)


def _no_field(file: SchemaFile, name: Named) -> Problem | None:
    """What an attribute is that the model has without a field of that name."""
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
        sides = [each for model in models for each in model.associations]
        sides = [each for each in sides if (each.holder, each.foreign_key) == name]
        sides.sort(key=lambda each: each.source != name.model)
        message = f"`{name}` is a foreign key, and no field of its own"
        hint = "Rename or remove the association that it belongs to."
        if sides:
            association = f"{sides[0].source}.{sides[0].alias}"
            message = f"`{name}` is the foreign key of {association}, and no field of its own"
            hint = f"Rename or remove {association}, or write `foreignKey(…)` in its line."
        return Problem(None, message, hint)
    if found:
        message = f"`{name}` is made for the model, and no field of its own"
        return Problem(None, message, _MADE[found[0].origin])
    return None


# What to do about an attribute that no field declares.
_MADE = {
    "id": "A `primary` field replaces it; `$id` declares its type.",
    "timestamp": "Name or remove it: `$timestamps: {createdAt: made}`, or `$timestamps: false`.",
    "paranoid": "Name or remove it: `$paranoid: removedAt`, or `$paranoid: false`.",
}
