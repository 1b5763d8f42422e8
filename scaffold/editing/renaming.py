"""A rename with all that follows from it: pure, from the schema's bytes to new ones."""

from __future__ import annotations

import contextlib
from dataclasses import replace

from scaffold.database.facts import Facts
from scaffold.database.resolve.derived_keys import derived_keys
from scaffold.database.shape import shape
from scaffold.errors import Problem, SchemaError
from scaffold.project import known_targets, understand
from scaffold.schema.edit import Edited, rename_field, rename_model
from scaffold.schema.edit.frame import begin, unplaced
from scaffold.schema.edit.mentions import Mention, Named, mentions
from scaffold.schema.edit.rename import Derived
from scaffold.schema.edit.was import Generated
from scaffold.schema.read import read_schema
from scaffold.source import Source


def rename(source: Source, old: Named, new: str, generated: Generated | None) -> Edited:
    """The text with `old` called `new`; `generated` is what was generated last, if that is known.

    None with the problems where the name is taken, or where more than names would change.
    """
    if new == (old.field or old.model):
        return source.data, ()
    targets = known_targets()
    schema, problems = read_schema(source.data, source.name, targets)
    if schema is None:
        return None, problems
    derived = derived_keys(schema, old, new)
    if old.field is None:
        text, problems = rename_model(
            *(source.data, source.name, targets, old.model, new),
            derived=derived,
            generated=generated,
        )
    elif generated is not None and (made := _made(source, old, new)):
        return None, (made,)
    else:
        text, problems = rename_field(
            *(source.data, source.name, targets, old.model, old.field, new),
            derived=derived,
            generated=generated,
        )
    if text is None:
        return None, problems
    problems = _changes(source, replace(source, data=text), old, new)
    return (None, problems) if problems else (text, ())


def followers(source: Source, old: Named, new: str) -> tuple[tuple[Mention, ...], Derived]:
    """What follows a rename: the mentions of the name and of keys named after it, and those keys.

    Of a schema with problems, nothing.
    """
    subject, _ = begin(source.data, source.name, known_targets())
    if subject is None:
        return (), {}
    derived = derived_keys(subject.schema, old, new)
    found = (each for each in mentions(subject) if each.means == old or each.means in derived)
    return tuple(found), derived


def names_of(facts: Facts) -> Generated | None:
    """The names that were generated last; None before the first time."""
    if not facts.models:
        return None
    return Generated(
        {
            model.name: {name for name, _ in model.attributes}
            | {each.alias for each in model.associations}
            for model in facts.models
        }
    )


def _made(source: Source, old: Named, new: str) -> Problem | None:
    """Why a field cannot have the name of an attribute that was made for its model."""
    with contextlib.suppress(SchemaError):
        for each in understand(source).database.model(old.model).attributes:
            if each.name == new and each.origin != "field":
                message = f"`{old.model}.{new}` is there already, made for the model"
                return Problem(None, message, _advice(old, new))
    return None


def _changes(before: Source, after: Source, old: Named, new: str) -> tuple[Problem, ...]:
    """What a rename would do beside changing names, where the schema was sound before."""
    try:
        meant = understand(before)
    except SchemaError:
        return ()
    try:
        means = understand(after)
    except SchemaError as error:
        text = after.data.decode()
        return tuple(unplaced(each, text, "with the new name, ") for each in error.problems)
    if shape(means.database) == shape(meant.database):
        return ()
    message = f"`{old}` called `{new}` would change more than a name"
    return (Problem(None, message, _advice(old, new)),)


def _advice(old: Named, new: str) -> str:
    stamps = {"createdAt": "$timestamps", "updatedAt": "$timestamps", "deletedAt": "$paranoid"}
    for name, setting in stamps.items():
        value = f"{{{name}: {name}}}" if setting == "$timestamps" else name
        if name == old.field:
            return (
                f"It is a timestamp by its name: write `{setting}: {value}` into {old.model}, "
                "and rename it then."
            )
        if name == new:
            return "A field of that name is a timestamp: give it another one."
    return "Something else goes by that name already: `scaffold show` says what; take another."
