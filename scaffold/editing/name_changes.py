"""A rename with all that follows from it: pure, from a schema file to another."""

from __future__ import annotations

from scaffold.changes.snapshot import Snapshot
from scaffold.database.fingerprint import fingerprint
from scaffold.database.resolve.derived_keys import derived_keys
from scaffold.editing.compiled_schema import compiled
from scaffold.errors import Problem
from scaffold.schema.edit import Edited, rename_field, rename_model
from scaffold.schema.edit.edit_subject import unknown_name, unplaced
from scaffold.schema.edit.model_references import Mention, Named, mentions
from scaffold.schema.edit.rename_entries import Derived
from scaffold.schema.edit.rename_markers import Generated
from scaffold.schema.schema_file import SchemaFile


def rename(file: SchemaFile, old: Named, new: str, generated: Generated | None) -> Edited:
    """Return the file with `old` called `new`; `generated` is what was generated last, if known.

    None with the problems where the name is taken, or where more than names would change.
    """
    if new == (old.field or old.model):
        return file, ()
    if missing := unknown_name(file.schema, file.name, *old):
        return None, (missing,)
    derived = derived_keys(file.schema, old, new)
    if old.field is None:
        after, problems = rename_model(file, old.model, new, derived=derived, generated=generated)
    elif generated is not None and (made := _made(file, old, new)):
        return None, (made,)
    else:
        after, problems = rename_field(
            file, old.model, old.field, new, derived=derived, generated=generated
        )
    if after is None:
        return None, problems
    problems = _changes(file, after, old, new)
    return (None, problems) if problems else (after, ())


def followers(file: SchemaFile, old: Named, new: str) -> tuple[tuple[Mention, ...], Derived]:
    """Return what follows a rename: mentions of the name and of keys named after it; those keys."""
    derived = derived_keys(file.schema, old, new)
    found = (each for each in mentions(file) if each.means == old or each.means in derived)
    return tuple(found), derived


def names_of(snapshot: Snapshot) -> Generated | None:
    """The names that were generated last; None before the first time."""
    if not snapshot.models:
        return None
    return Generated(
        {
            model.name: {name for name, _ in model.attributes}
            | {each.alias for each in model.associations}
            for model in snapshot.models
        }
    )


def _made(file: SchemaFile, old: Named, new: str) -> Problem | None:
    """Why a field cannot have the name of an attribute that was made for its model."""
    database, _ = compiled(file)
    for each in database.model(old.model).attributes if database else ():
        if each.name == new and each.origin != "field":
            message = f"`{old.model}.{new}` is there already, made for the model"
            return Problem(None, message, _advice(old, new))
    return None


def _changes(before: SchemaFile, after: SchemaFile, old: Named, new: str) -> tuple[Problem, ...]:
    """What a rename would do beside changing names, where the schema was sound before."""
    meant, _ = compiled(before)
    if meant is None:
        return ()
    means, problems = compiled(after)
    if means is None:
        text = after.document.text
        return tuple(unplaced(each, text, "with the new name, ") for each in problems)
    if fingerprint(means) == fingerprint(meant):
        return ()
    message = f"`{old}` called `{new}` would change more than a name"
    return (Problem(None, message, _advice(old, new)),)


def _advice(old: Named, new: str) -> str:
    stamps = {"createdAt": "$timestamps", "updatedAt": "$timestamps", "deletedAt": "$paranoid"}
    for name, setting in stamps.items():
        value = f"{{{name}: {name}}}" if setting == "$timestamps" else name
        if name == old.field:
            return (
                f"It is a timestamp by its name: write `{setting}: {value}` into {old.model} "
                "first, and then rename it."
            )
        if name == new:
            return "A field of that name is a timestamp: take another name."
    return "Something else has that name already, as `scaffold show` tells: take another."
