"""Resolve each declared association: foreign keys by name, column, inflection, scope."""

from __future__ import annotations

from collections.abc import Mapping

from scaffold.database.composite_association import CompositeAssociation
from scaffold.database.resolve.resolved_model import (
    ResolvedCompositeKey,
    ResolvedForeignKey,
    ResolvedModel,
)
from scaffold.database.resolve.stages import (
    AssociationEnd,
    Inverses,
    MappedModel,
    Problems,
)
from scaffold.database.tables import (
    Association,
    ScopeValue,
)
from scaffold.errors import SourceLocation
from scaffold.naming import pluralize, singularize


def resolved_associations(
    model: ResolvedModel,
    models: Mapping[MappedModel, ResolvedModel],
    inverses: Inverses,
    problems: Problems,
) -> tuple[Association, ...]:
    """Return the associations that a model declares, in its order."""
    make = _Associations(model, models, inverses, problems)
    return tuple(
        make.association(end, model.near[end]) for end in model.ends.values() if end in model.near
    )


def composite_associations(model: ResolvedModel) -> tuple[CompositeAssociation, ...]:
    """Return the associations of a model whose foreign key has several attributes."""
    return tuple(
        CompositeAssociation(
            kind=end.declaration.kind,
            alias=end.declaration.name,
            source=end.model.name,
            target=end.target.name,
            foreign_keys=key.declared.names,
            referenced=tuple(attribute.name for attribute in key.referenced),
            required=key.rule.required,
            on_delete=key.rule.on_delete,
            on_update=key.rule.on_update,
            constraints=not key.rule.logical,
            inverse=_inverse(end, key),
            location=end.declaration.location,
        )
        for end, key in sorted(
            model.composite_ends.items(), key=lambda each: each[0].declaration.location
        )
    )


def _inverse(end: AssociationEnd, key: ResolvedCompositeKey) -> str | None:
    others = key.declared.has if end.declaration.kind == "belongsTo" else key.declared.belongs
    return others[0].declaration.name if others else None


class _Associations:
    def __init__(
        self,
        model: ResolvedModel,
        models: Mapping[MappedModel, ResolvedModel],
        inverses: Inverses,
        problems: Problems,
    ) -> None:
        self._model = model
        self._models = models
        self._inverses = inverses
        self._problems = problems

    def association(self, end: AssociationEnd, key: ResolvedForeignKey) -> Association:
        declaration = end.declaration
        many = declaration.kind in ("hasMany", "belongsToMany")
        far = self._model.far.get(end)
        source_key, target_key = _ends(end, key, far)
        logical = key.rule.logical or (far is not None and far.rule.logical)
        holder = self._models[key.declared.holder]
        inverse = self._inverses.get(end)
        through = self._models[end.through] if end.through else None
        return Association(
            kind=declaration.kind,
            alias=declaration.name,
            source=end.model.name,
            target=end.target.name,
            foreign_key=key.declared.name,
            column=holder.attributes[key.declared.name].column,
            required=key.rule.required,
            on_delete=key.rule.on_delete,
            on_update=key.rule.on_update,
            source_key=source_key,
            target_key=target_key,
            singular=declaration.singular
            or (singularize(declaration.name) if many else declaration.name),
            plural=declaration.name if many else pluralize(declaration.name),
            constraints=not logical,
            other_key=far.declared.name if far else None,
            through=through.name if through else None,
            scope=_scope(end, "scope", declaration.scope, self._models[end.target], self._problems),
            through_scope=_scope(
                end, "throughScope", declaration.through_scope, through, self._problems
            ),
            inverse=inverse.declaration.name if inverse else None,
            location=declaration.location,
        )


def _ends(
    end: AssociationEnd, key: ResolvedForeignKey, far: ResolvedForeignKey | None
) -> tuple[str, str]:
    """Return the two attributes that the association joins on, one of each model."""
    if far is not None:
        return key.reference.attribute, far.reference.attribute
    if end.declaration.kind == "belongsTo":
        return key.declared.name, key.reference.attribute
    return key.reference.attribute, key.declared.name


def _scope(
    end: AssociationEnd,
    word: str,
    declared: tuple[str, str] | None,
    model: ResolvedModel | None,
    problems: Problems,
) -> ScopeValue | None:
    """Return the attribute of `model` and the value with its type."""
    if declared is None or model is None:
        return None
    # A large module, needed only for scopes.
    from scaffold.schema.data_types import Default
    from scaffold.schema.defaults import judge

    name, text = declared
    location: SourceLocation = end.declaration.location_of(word)
    attribute = model.attributes.get(name)
    if attribute is None:
        near = problems.nearest(name, model.attributes)
        problems.add(
            location,
            f"`{model.name}` has no attribute `{name}`"
            + (f": did you mean `{near}`?" if near else ""),
            f"`{word}` on `{end.label}` names an attribute of `{model.name}`.",
        )
        return None
    value = judge(text, False, attribute.column.type)
    if isinstance(value, Default):
        if value.kind not in ("now", "uuid"):
            return ScopeValue(name, value)
        message = f"`{text}` is a function, not a constant"
    else:
        message = value[0]
    problems.add(
        location,
        f"`{word}` on `{end.label}`: {message}",
        f"Write `{word}({name}, …)` with a value of type `{attribute.column.type}`.",
    )
    return None
