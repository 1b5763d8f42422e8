"""Stage 2: the models of each association: its target, and its join model."""

from __future__ import annotations

from collections.abc import Mapping

from scaffold.database.resolve.stages import (
    AssociationEnd,
    AssociationEnds,
    MappedModel,
    Problems,
)
from scaffold.database.tables import TableName
from scaffold.naming import is_identifier, pluralize, singularize
from scaffold.schema import model as schema


def association_ends(declared: Mapping[str, MappedModel], problems: Problems) -> AssociationEnds:
    """Return every association whose models exist.

    A `through` that names no declared model makes an implicit join model.
    """
    # A missing model is often referred to many times, and similar names take long to find.
    near: dict[str, str | None] = {}
    joins = _Joins(declared, problems)
    by_model: dict[MappedModel, dict[str, AssociationEnd]] = {}
    through: dict[MappedModel, list[AssociationEnd]] = {}
    for model in declared.values():
        ends = by_model[model] = {}
        for declaration in model.declaration.fields:
            if not isinstance(declaration, schema.DeclaredAssociation):
                continue
            target = declared.get(declaration.target)
            if target is None:
                if declaration.target not in near:
                    near[declaration.target] = problems.nearest(declaration.target, declared)
                _unknown_model(declaration, near[declaration.target], problems)
                continue
            end = AssociationEnd(model, declaration, target)
            if declaration.kind == "belongsToMany":
                join = joins.of(end)
                if join is None:
                    continue
                end = AssociationEnd(model, declaration, target, join)
                through.setdefault(join, []).append(end)
            ends[declaration.name] = end
    models = joins.models
    return AssociationEnds(
        models,
        {model: by_model.get(model, {}) for model in models.values()},
        {join: tuple(ends) for join, ends in through.items()},
    )


class _Joins:
    """The join models: declared ones, and implicit ones that a `through` makes."""

    def __init__(self, declared: Mapping[str, MappedModel], problems: Problems) -> None:
        self.models = dict(declared)
        self._problems = problems
        self._by_table: dict[str, MappedModel] = {}
        for model in declared.values():
            self._by_table.setdefault(model.table.name, model)

    def of(self, end: AssociationEnd) -> MappedModel | None:
        """Return the join model of a belongsToMany: declared by name, by its table, or implicit."""
        through = end.declaration.through or ""
        found = self.models.get(through) or self._by_table.get(through)
        if found is None:
            return self._make(end, through)
        if found is end.model or found is end.target:
            self._problems.add(
                end.declaration.location_of("through"),
                f"`{through}` is itself one of the two joined models",
                "Name a table for the two foreign keys, such as "
                f"`through({end.model.name}{pluralize(end.target.name)})`.",
            )
            return None
        return found

    def _make(self, end: AssociationEnd, table: str) -> MappedModel | None:
        where = end.declaration.location_of("through")
        if not is_identifier(table):
            self._problems.add(
                where,
                f"`{table}` cannot be the name of a join model",
                f'Declare the join model, with `$table: "{table}"`, and name that model here.',
            )
            return None
        name = singularize(table)
        meets = self.models.get(name)
        if meets is not None:
            self._problems.add(
                where,
                f"the model of the join table `{table}` would be `{name}`, "
                f"which is declared on line {meets.location.line}",
                f"Write `through({name})` to join by that model, or give the table another name.",
            )
            return None
        declaration = schema.DeclaredModel(name, where, table=table)
        made = MappedModel(
            declaration, TableName(table, end.model.table.schema), table, {}, is_made=True
        )
        self.models[name] = made
        self._by_table[table] = made
        return made


def _unknown_model(
    declaration: schema.DeclaredAssociation, near: str | None, problems: Problems
) -> None:
    message = f"unknown model `{declaration.target}`"
    hint = "Name a model of this file, or declare this one."
    if near:
        message += f": did you mean `{near}`?"
        hint = f"Write `{near}`, or declare `{declaration.target}`."
    problems.add(declaration.location_of("target"), message, hint)
