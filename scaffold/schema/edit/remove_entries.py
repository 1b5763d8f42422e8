"""Removal of a field or a model, with its comments."""

from __future__ import annotations

from dataclasses import replace

from scaffold.schema.edit.cut_entry import cut_entry
from scaffold.schema.edit.edit_subject import (
    Edited,
    finish,
    has_name,
    position,
    unknown_field,
    unknown_model,
)
from scaffold.schema.edit.setting_edits import is_setting, lost_setting
from scaffold.schema.schema_file import SchemaFile, with_models


def remove_field(file: SchemaFile, model: str, field: str) -> Edited:
    """Return the file without the field or `$` setting; a model without fields is kept.

    Its comments are removed too, references to it are not.
    """
    old = file.model(model)
    if old is None:
        return None, (unknown_model(file.schema, file.name, model),)
    mapping = file.fields(model)
    if mapping is None or not has_name(old, field):
        return None, (unknown_field(old, field),)
    by_hand = f"Take `{field}` out of `{model}` by hand."
    splices = cut_entry(file.document, mapping, position(mapping, field))
    if is_setting(field):
        return finish(file, splices, lambda after: lost_setting(file, after, model, field), by_hand)
    new = replace(old, fields=tuple(one for one in old.fields if one.name != field))
    expected = [new if one is old else one for one in file.schema.models]
    return finish(
        file, splices, lambda after: after.schema == with_models(file.schema, expected), by_hand
    )


def remove_model(file: SchemaFile, model: str) -> Edited:
    """Return the file without the model; a file without models keeps its `models:`.

    Its comments are removed too, references to it are not.
    """
    mapping = file.models
    if mapping is None or file.model(model) is None:
        return None, (unknown_model(file.schema, file.name, model),)
    expected = [one for one in file.schema.models if one.name != model]
    return finish(
        file,
        cut_entry(file.document, mapping, position(mapping, model)),
        lambda after: after.schema == with_models(file.schema, expected),
        f"Take `{model}` out by hand.",
    )
