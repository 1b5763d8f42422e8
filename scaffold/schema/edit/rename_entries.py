"""Renames of a field or a model: its key, its references, and `was`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from scaffold.errors import Problem
from scaffold.schema.edit.edit_subject import (
    Edited,
    finish,
    name_conflict,
    position,
    unknown_field,
    unknown_model,
)
from scaffold.schema.edit.model_references import (
    Named,
    NameReference,
    name_references,
    table_of,
)
from scaffold.schema.edit.rename_markers import (
    Generated,
    name_before,
    set_was,
    was_splices,
)
from scaffold.schema.edit.replace_field import rename_key
from scaffold.schema.edit.splice import Splice
from scaffold.schema.model import DeclaredModel
from scaffold.schema.schema_file import SchemaFile

# Names of keys that follow from the one that is changed, and what each will be.
Derived = Mapping[Named, str]
NOTHING: Derived = {}
_OTHER_NAME = "Choose another name, or rename or remove the existing field first."


def rename_field(
    file: SchemaFile,
    model: str,
    field: str,
    name: str,
    *,
    derived: Derived = NOTHING,
    generated: Generated | None = None,
) -> Edited:
    """Return the file with the field renamed, with `was(…)` and all references updated.

    `generated` has the names of the last generated state, if known.
    """
    old, mapping = file.model(model), file.fields(model)
    if old is None:
        return None, (unknown_model(file.schema, file.name, model),)
    declared = next((one for one in old.fields if one.name == field), None)
    if declared is None or mapping is None:
        return None, (unknown_field(old, field),)
    location = next((one.location for one in old.fields if one.name == name != field), None)
    conflict = name_conflict(model, name, location=location, way_out=_OTHER_NAME)
    if conflict is not None:
        return None, (conflict,)
    known = None if generated is None else generated.fields(old)
    was, problem = name_before(Named(model, field), name, declared.was, known)
    if problem is not None:
        return None, (problem,)
    key, node = mapping.entries[position(mapping, field)]
    splices = [*rename_key(mapping, key, name), *was_splices(file.document, key, node, was)]
    return _finish(file, splices, _Renaming(Named(model, field), name, was, derived))


def rename_model(
    file: SchemaFile,
    model: str,
    name: str,
    *,
    derived: Derived = NOTHING,
    generated: Generated | None = None,
) -> Edited:
    """Return the file with the model renamed, with `$was` and all references to it and its table.

    `generated` has the names of the last generated state, if known.
    """
    old, mapping = file.model(model), file.models
    if old is None or mapping is None:
        return None, (unknown_model(file.schema, file.name, model),)
    conflict = _name_conflicts(file, old, name)
    if conflict is not None:
        return None, (conflict,)
    known = None if generated is None else generated.models
    was, problem = name_before(Named(model), name, old.was, known)
    if problem is not None:
        return None, (problem,)
    key, node = mapping.entries[position(mapping, model)]
    splices = [*rename_key(mapping, key, name), *set_was(file.document, key, node, "$was", was)]
    return _finish(file, splices, _Renaming(Named(model), name, was, derived))


def _name_conflicts(file: SchemaFile, old: DeclaredModel, name: str) -> Problem | None:
    for one in file.schema.models:
        if one is not old and one.name.lower() == name.lower():
            message = f"there is a model `{one.name}` already: {one.location}"
            if one.name != name:
                message = f"there is a model `{one.name}`, and `{name}` would have the same file"
            return Problem(None, message, _OTHER_NAME)
    return None


def _finish(file: SchemaFile, splices: list[Splice], what: _Renaming) -> Edited:
    """Return the file with the name changed in its key and in all references."""
    expected: list[tuple[str, str]] = []
    for mention in name_references(file):
        name = what.named(mention, file)
        expected.append((mention.word, name))
        if name != mention.name:
            splices.append((mention.begin, mention.end, name))
    outline = [what.outlined(old, was) for old, was in _outline(file)]

    def is_expected(after: SchemaFile) -> bool:
        found = [(mention.word, mention.name) for mention in name_references(after)]
        return _outline(after) == outline and found == expected

    return finish(file, splices, is_expected, f"Change `{what.old}` to `{what.new}` by hand.")


class _Renaming(NamedTuple):
    """One name, what it becomes and was, and the names of keys that change with it."""

    old: Named
    new: str
    was: str | None
    derived: Derived

    def named(self, mention: NameReference, file: SchemaFile) -> str:
        """Return the new text of a reference."""
        if mention.refers_to != self.old:
            return self.derived.get(mention.refers_to, mention.name)
        model = file.model(self.old.model)
        if model is None or mention.word != "through" or mention.name == model.name:
            return self.new
        return table_of(replace(model, name=self.new), file.schema)

    def outlined(self, name: Named, was: str | None) -> tuple[Named, str | None]:
        """Return the expected name and `was` of a model or field after the rename."""
        if name == self.old:
            return (Named(name.model, self.new) if name.field else Named(self.new)), self.was
        model = self.new if name.model == self.old.model and not self.old.field else name.model
        return Named(model, name.field), was


def _outline(file: SchemaFile) -> list[tuple[Named, str | None]]:
    """Return the models and fields in order, with their `was`."""
    found: list[tuple[Named, str | None]] = []
    for model in file.schema.models:
        found.append((Named(model.name), model.was))
        found += [(Named(model.name, field.name), field.was) for field in model.fields]
    return found
