"""One modifier more, behind a field that is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from scaffold.schema.document import ScalarNode
from scaffold.schema.edit.edit_subject import position
from scaffold.schema.edit.rename_markers import end_of_text
from scaffold.schema.edit.splice import Splice, append_entries
from scaffold.schema.model import Schema
from scaffold.schema.schema_file import SchemaFile, with_models


class Modified(NamedTuple):
    """A field that gets a modifier: the word and its argument."""

    model: str
    field: str
    term: tuple[str, str]


def modifier_splices(
    file: SchemaFile, model: str, field: str, term: tuple[str, str]
) -> list[Splice]:
    """Return splices that add a modifier to a field, in the field's own form."""
    mapping = file.fields(model)
    assert mapping is not None
    key, node = mapping.entries[position(mapping, field)]
    word, value = term
    if isinstance(node, ScalarNode):
        end = end_of_text(file.document, node)
        return [(end, end, f" {word}({value})")]
    return append_entries(file.document, key, node, (term,), gap=False)


def with_modified(before: Schema, after: Schema, modified: Sequence[Modified]) -> Schema:
    """Return the first schema with those of its fields as the second has them."""
    names = {(each.model, each.field) for each in modified}
    others = {model.name: {field.name: field for field in model.fields} for model in after.models}
    models = [
        replace(
            model,
            fields=tuple(
                others.get(model.name, {}).get(field.name, field)
                if (model.name, field.name) in names
                else field
                for field in model.fields
            ),
        )
        for model in before.models
    ]
    return with_models(before, models) if names else before
