"""The JSON of describe.js as values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from scaffold.schema.model import AssociationKind
from scaffold.targets.loaded_models import (
    LoadedAssociation,
    LoadedAttribute,
    LoadedDefault,
    LoadedIndex,
    LoadedModel,
    LoadedType,
)

Json = Mapping[str, Any]


def decoded(data: Json) -> LoadedModel:
    """Return a model."""
    return LoadedModel(
        name=data["name"],
        table=data["table"],
        schema=data["schema"],
        singular=data["singular"],
        plural=data["plural"],
        attributes=tuple(map(_attribute, data["attributes"])),
        associations=tuple(map(_association, data["associations"])),
        indexes=tuple(map(_index, data["indexes"])),
        created_at=data["createdAt"],
        updated_at=data["updatedAt"],
        deleted_at=data["deletedAt"],
        underscored=data["underscored"],
        hooks=tuple(data["hooks"]),
        scopes=tuple(data["scopes"]),
        validations=tuple(data["validations"]),
        file=data["file"],
        line=data["line"],
    )


def _attribute(data: Json) -> LoadedAttribute:
    default, references = data["default"], data.get("references")
    return LoadedAttribute(
        name=data["name"],
        field=data["field"],
        type=_type(data["type"]),
        allow_null=data["allowNull"],
        primary_key=data["primaryKey"],
        autoincrement=data["autoIncrement"],
        unique=data["unique"] if isinstance(data["unique"], str) else bool(data["unique"]),
        default=default and LoadedDefault(default["kind"], default.get("value")),
        comment=data["comment"],
        references=references and (references["table"], references["key"]),
        on_delete=data["onDelete"],
        on_update=data["onUpdate"],
        validations=tuple(data["validations"]),
        getter=data["getter"],
        setter=data["setter"],
        generated=data["generated"],
    )


def _type(data: Json | None) -> LoadedType | None:
    if data is None:
        return None
    return LoadedType(
        key=data["key"],
        # DATE without a precision has an empty one.
        length=data.get("length") or None,
        precision=data.get("precision"),
        scale=data.get("scale"),
        unsigned=bool(data.get("unsigned")),
        values=tuple(data.get("values") or ()),
        of=_type(data.get("of")),
        sql=data.get("sql"),
    )


def _association(data: Json) -> LoadedAssociation:
    kind = data["kind"]
    return LoadedAssociation(
        kind=cast(AssociationKind, kind[0].lower() + kind[1:]),
        alias=data["alias"],
        target=data["target"],
        foreign_key=data["foreignKey"],
        field=data["field"],
        other_key=data["otherKey"],
        through=data["through"],
        source_key=data["sourceKey"],
        target_key=data["targetKey"],
        on_delete=data["onDelete"],
        on_update=data["onUpdate"],
        constraints=data["constraints"],
        aliased=data["aliased"],
        scope=data["scope"],
    )


def _index(data: Json) -> LoadedIndex:
    return LoadedIndex(data["name"], tuple(data["fields"]), data["unique"], data["partial"])
