"""Renames of models and fields, with all their references; pure."""

from __future__ import annotations

from scaffold.changes.snapshot import Snapshot
from scaffold.database.fingerprint import fingerprint
from scaffold.database.resolve.derived_keys import derived_keys
from scaffold.editing.compiled_schema import compiled
from scaffold.errors import Problem
from scaffold.schema.edit import Edited, rename_field, rename_model
from scaffold.schema.edit.add_fields import add_fields
from scaffold.schema.edit.decision_terms import write_term
from scaffold.schema.edit.edit_subject import unknown_name, with_quoted_line
from scaffold.schema.edit.model_references import Named, NameReference, name_references
from scaffold.schema.edit.rename_entries import Derived
from scaffold.schema.edit.rename_markers import Generated
from scaffold.schema.model import DeclaredAttribute
from scaffold.schema.schema_file import SchemaFile


def rename(file: SchemaFile, old: Named, new: str, generated: Generated | None) -> Edited:
    """Return the file with `old` renamed to `new`; `generated` has the generated names, if known.

    The result is None with the problems if `new` is in use, or if more than names would change.
    """
    if new == (old.field or old.model):
        return file, ()
    if missing := unknown_name(file.schema, file.name, *old):
        return None, (missing,)
    derived = derived_keys(file.schema, old, new)
    if old.field is None:
        after, problems = rename_model(file, old.model, new, derived=derived, generated=generated)
    elif generated is not None and (made := _implicit_attribute_problem(file, old, new)):
        return None, (made,)
    else:
        after, problems = rename_field(
            file, old.model, old.field, new, derived=derived, generated=generated
        )
    if after is None:
        return None, problems
    after, problems = _with_external_name(file, after, old, new)
    if after is None:
        return None, problems
    problems = _problems_of_rename(file, after, old, new)
    return (None, problems) if problems else (after, ())


def _with_external_name(before: SchemaFile, after: SchemaFile, old: Named, new: str) -> Edited:
    """Return the file with the name that others' table or column keeps."""
    database, _ = compiled(before)
    known = {model.name: model for model in database.models if model.external} if database else {}
    model, declared = known.get(old.model), before.model(old.model)
    if model is None or declared is None:
        return after, ()
    if old.field is None:
        if declared.table is not None:
            return after, ()
        return add_fields(after, new, [("$table", model.table.name.name)])
    field = next((each for each in declared.fields if each.name == old.field), None)
    if not isinstance(field, DeclaredAttribute) or field.column is not None:
        return after, ()
    return write_term(after, old.model, new, f"column({model.column(old.field)})")


def followers(file: SchemaFile, old: Named, new: str) -> tuple[tuple[NameReference, ...], Derived]:
    """Return the references to the name and to keys named after it, and those keys."""
    derived = derived_keys(file.schema, old, new)
    found = (
        each for each in name_references(file) if each.refers_to == old or each.refers_to in derived
    )
    return tuple(found), derived


def names_of(snapshot: Snapshot) -> Generated | None:
    """Return the names in the last generated state; None before the first run."""
    if not snapshot.models:
        return None
    return Generated(
        {
            model.name: {name for name, _ in model.attributes}
            | {each.alias for each in model.associations}
            for model in snapshot.models
        }
    )


def _implicit_attribute_problem(file: SchemaFile, old: Named, new: str) -> Problem | None:
    """Return the problem if `new` is an implicit attribute of the model."""
    database, _ = compiled(file)
    for each in database.model(old.model).attributes if database else ():
        if each.name == new and each.origin != "field":
            message = f"`{old.model}.{new}` exists already: it is added to the model automatically"
            return Problem(None, message, _hint(old, new))
    return None


def _problems_of_rename(
    before: SchemaFile, after: SchemaFile, old: Named, new: str
) -> tuple[Problem, ...]:
    """Return the problems of a rename that changes more than names, in a valid schema."""
    database_before, _ = compiled(before)
    if database_before is None:
        return ()
    database_after, problems = compiled(after)
    if database_after is None:
        text = after.document.text
        return tuple(with_quoted_line(each, text, "with the new name, ") for each in problems)
    if fingerprint(database_after) == fingerprint(database_before):
        return ()
    message = f"renaming `{old}` to `{new}` would change more than names"
    return (Problem(None, message, _hint(old, new)),)


def _hint(old: Named, new: str) -> str:
    settings = {"createdAt": "$timestamps", "updatedAt": "$timestamps", "deletedAt": "$paranoid"}
    for name, setting in settings.items():
        value = f"{{{name}: {name}}}" if setting == "$timestamps" else name
        if name == old.field:
            return (
                f"Its name makes it a timestamp: add `{setting}: {value}` to {old.model} "
                "first, then rename it."
            )
        if name == new:
            return "A field of that name is a timestamp: choose another name."
    return "The name is in use, as `scaffold show` lists: choose another."
