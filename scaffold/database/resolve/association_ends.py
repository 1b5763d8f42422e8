"""Which models an association is between: its target, and the join that it goes through."""

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
    """Return every association whose models are known.

    A `through` that no model answers to makes its join model.
    """
    # A missing model is often missed in many places, and near names take long to find.
    near: dict[str, str | None] = {}
    joins = _Joins(declared, problems)
    by_model: dict[MappedModel, dict[str, AssociationEnd]] = {}
    through: dict[MappedModel, list[AssociationEnd]] = {}
    for model in declared.values():
        ends = by_model[model] = {}
        for written in model.written.fields:
            if not isinstance(written, schema.DeclaredAssociation):
                continue
            target = declared.get(written.target)
            if target is None:
                if written.target not in near:
                    near[written.target] = problems.nearest(written.target, declared)
                _unknown_model(written, near[written.target], problems)
                continue
            end = AssociationEnd(model, written, target)
            if written.kind == "belongsToMany":
                join = joins.of(end)
                if join is None:
                    continue
                end = AssociationEnd(model, written, target, join)
                through.setdefault(join, []).append(end)
            ends[written.name] = end
    models = joins.models
    return AssociationEnds(
        models,
        {model: by_model.get(model, {}) for model in models.values()},
        {join: tuple(ends) for join, ends in through.items()},
    )


class _Joins:
    """Finds join models, and makes those that nobody declares."""

    def __init__(self, declared: Mapping[str, MappedModel], problems: Problems) -> None:
        self.models = dict(declared)
        self._problems = problems
        self._by_table: dict[str, MappedModel] = {}
        for model in declared.values():
            self._by_table.setdefault(model.table.name, model)

    def of(self, end: AssociationEnd) -> MappedModel | None:
        """The join model of a belongsToMany: declared by name, by its table, or made."""
        through = end.written.through or ""
        found = self.models.get(through) or self._by_table.get(through)
        if found is None:
            return self._make(end, through)
        if found is end.model or found is end.target:
            self._problems.add(
                end.written.at("through"),
                f"`{through}` is itself one of the two models to be joined",
                "Name a join table with the two foreign keys, such as "
                f"`through({end.model.name}{pluralize(end.target.name)})`.",
            )
            return None
        return found

    def _make(self, end: AssociationEnd, table: str) -> MappedModel | None:
        where = end.written.at("through")
        if not is_identifier(table):
            self._problems.add(
                where,
                f"`{table}` cannot name the model of a join table",
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
        written = schema.DeclaredModel(name, where, table=table)
        made = MappedModel(
            written, TableName(table, end.model.written.schema), table, {}, is_made=True
        )
        self.models[name] = made
        self._by_table[table] = made
        return made


def _unknown_model(
    written: schema.DeclaredAssociation, near: str | None, problems: Problems
) -> None:
    message = f"unknown model `{written.target}`"
    hint = "Name a model of this file, or declare it."
    if near:
        message += f": did you mean `{near}`?"
        hint = f"Write `{near}`, or declare `{written.target}`."
    problems.add(written.at("target"), message, hint)
