"""Removal of models and fields that nothing else refers to; pure."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from scaffold.database.tables import Association, Database
from scaffold.editing.compiled_schema import compiled
from scaffold.errors import Problem
from scaffold.schema.edit import Edited, remove_field, remove_model
from scaffold.schema.edit.edit_subject import with_quoted_line
from scaffold.schema.edit.model_references import Named, NameReference, name_references
from scaffold.schema.edit.setting_edits import is_setting
from scaffold.schema.schema_file import SchemaFile
from scaffold.values import dataclass


def remove(file: SchemaFile, names: Sequence[Named]) -> Edited:
    """Return the file without these models and fields.

    The result is None with the problems if something that is kept refers to them or is invalid.
    """
    removed = _without_fields_of(names)
    problems = _references_left(file, removed)
    if problems:
        return None, problems
    after = file
    for name in removed:
        if name.field is None:
            edited, problems = remove_model(after, name.model)
        else:
            edited, problems = remove_field(after, name.model, name.field)
        if edited is None:
            return None, problems
        after = edited
    problems = _problems_after(file, after)
    return (None, problems) if problems else (after, ())


@dataclass(frozen=True, slots=True)
class AssociationLeft:
    """An association whose inverse was removed, with its foreign key before and after."""

    association: Named
    removed: Named
    key_before: Named
    key: Named


def associations_left_alone(
    before: SchemaFile, after: SchemaFile, names: Sequence[Named]
) -> tuple[AssociationLeft, ...]:
    """Return the associations that lose their inverse by the removal of `names`.

    The result is empty for a schema with problems.
    """
    database_before, database = compiled(before)[0], compiled(after)[0]
    if database_before is None or database is None:
        return ()
    keys = {Named(each.source, each.alias): _key(each) for each in _associations(database)}
    found: list[AssociationLeft] = []
    for each in _associations(database_before):
        name, inverse = Named(each.source, each.alias), Named(each.target, each.inverse)
        if name in names and inverse in keys:
            found.append(AssociationLeft(inverse, name, _key(each), keys[inverse]))
    return tuple(found)


def _key(association: Association) -> Named:
    return Named(association.holder, association.foreign_key)


def _associations(database: Database) -> Iterator[Association]:
    return (each for model in database.models for each in model.associations)


def _without_fields_of(names: Sequence[Named]) -> tuple[Named, ...]:
    """Return each name once, without fields of models that are removed themselves."""
    models = {name.model for name in names if name.field is None}
    return tuple(
        dict.fromkeys(name for name in names if name.field is None or name.model not in models)
    )


def _references_left(file: SchemaFile, removed: Sequence[Named]) -> tuple[Problem, ...]:
    """Return a problem for everything that is kept and refers to these names."""
    found = name_references(file)
    left = _references_outside(found, removed)
    if not left:
        return ()
    more: tuple[Named, ...] = tuple(removed)
    while still := _references_outside(found, more):
        more = (*more, *dict.fromkeys(each.source for each in still))
    hint = "Change that line first."
    if remove(file, more)[0] is not None:
        command = shlex.join(["scaffold", "remove", *map(str, more)])
        hint = f"Change that line first, or remove it too: `{command}`."
    firsts = {each.source: each for each in reversed(left)}
    reported = (
        each for each in left if is_setting(each.source.field or "") or firsts[each.source] is each
    )
    return tuple(
        Problem(
            each.location,
            f"`{each.source}` refers to `{each.refers_to}`, which is to be removed",
            hint,
        )
        for each in reported
    )


def _references_outside(
    found: Sequence[NameReference], removed: Sequence[Named]
) -> list[NameReference]:
    """Return the references to removed names from names that are kept."""

    def is_removed(name: Named) -> bool:
        return name in removed or Named(name.model) in removed

    return [each for each in found if is_removed(each.refers_to) and not is_removed(each.source)]


def _problems_after(before: SchemaFile, after: SchemaFile) -> tuple[Problem, ...]:
    """Return the problems of the remaining schema, if there were none before."""
    if compiled(before)[0] is None:
        return ()
    text = after.document.text
    return tuple(with_quoted_line(each, text, "without it, ") for each in compiled(after)[1])
