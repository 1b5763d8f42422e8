"""A field or a model taken out, with what belongs to it."""

from __future__ import annotations

from dataclasses import replace

from scaffold.schema.edit.cut import cut_entry
from scaffold.schema.edit.frame import (
    Edited,
    begin,
    finish,
    position,
    unknown_field,
    unknown_model,
    with_models,
)
from scaffold.schema.read import KnownTargets


def remove_field(
    source: bytes | str, file: str, known_targets: KnownTargets, model: str, field: str
) -> Edited:
    """The text without the field; a model that has no other stays, without fields.

    Its comments go with it. What mentions it elsewhere is left: `mentions` finds that.
    """
    subject, problems = begin(source, file, known_targets)
    if subject is None:
        return None, problems
    old = subject.model(model)
    if old is None:
        return None, (unknown_model(subject.schema, file, model),)
    mapping = subject.fields(model)
    if mapping is None or all(one.name != field for one in old.fields):
        return None, (unknown_field(old, field),)
    new = replace(old, fields=tuple(one for one in old.fields if one.name != field))
    expected = [new if one is old else one for one in subject.schema.models]
    return finish(
        subject,
        cut_entry(subject.document, mapping, position(mapping, field)),
        lambda after: after.schema == with_models(subject.schema, expected),
        f"Take `{field}` out of `{model}` by hand.",
    )


def remove_model(source: bytes | str, file: str, known_targets: KnownTargets, model: str) -> Edited:
    """The text without the model; a file that has no other keeps its `models:`.

    Its comments go with it. What mentions it elsewhere is left: `mentions` finds that.
    """
    subject, problems = begin(source, file, known_targets)
    if subject is None:
        return None, problems
    mapping = subject.models
    if mapping is None or subject.model(model) is None:
        return None, (unknown_model(subject.schema, file, model),)
    expected = [one for one in subject.schema.models if one.name != model]
    return finish(
        subject,
        cut_entry(subject.document, mapping, position(mapping, model)),
        lambda after: after.schema == with_models(subject.schema, expected),
        f"Take `{model}` out by hand.",
    )
