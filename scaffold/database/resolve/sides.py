"""Which models an association is between: its target, and the join that it goes through."""

from __future__ import annotations

from scaffold.database.resolve.drafts import ModelDraft, Problems, Side
from scaffold.database.tables import TableName
from scaffold.naming import is_identifier, pluralize, singularize
from scaffold.schema import model as schema


def draft_sides(
    drafts: dict[str, ModelDraft], options: schema.Options, problems: Problems
) -> list[Side]:
    """Every association whose models are known, in reading order.

    A `through` that no model answers to makes its join model, which `drafts` gets at its end.
    """
    sides: list[Side] = []
    declared = tuple(drafts)
    # A missing model is often missed in many places, and near names take long to find.
    near: dict[str, str | None] = {}
    joins = _Joins(drafts, options, problems)
    for draft in tuple(drafts.values()):
        for said in draft.said.fields:
            if not isinstance(said, schema.Association):
                continue
            target = drafts.get(said.target)
            if target is None or target.made:
                if said.target not in near:
                    near[said.target] = problems.nearest(said.target, declared)
                _unknown_model(said, near[said.target], problems)
                continue
            side = Side(draft, said, target)
            if said.kind == "belongsToMany":
                side.through = joins.of(side)
                if side.through is None:
                    continue
                side.through.join.append(side)
            draft.sides[said.name] = side
            sides.append(side)
    return sides


class _Joins:
    def __init__(
        self, drafts: dict[str, ModelDraft], options: schema.Options, problems: Problems
    ) -> None:
        self._drafts = drafts
        self._options = options
        self._problems = problems
        self._by_table: dict[str, ModelDraft] = {}
        for draft in drafts.values():
            self._by_table.setdefault(draft.table.name, draft)

    def of(self, side: Side) -> ModelDraft | None:
        """The join model of a belongsToMany: declared by name, by its table, or made."""
        through = side.said.through or ""
        where = side.said.at("through")
        found = self._drafts.get(through) or self._by_table.get(through)
        if found is None:
            found = self._make(side, through)
        elif found is side.model or found is side.target:
            self._problems.add(
                where,
                f"`{through}` is one of the two models that it should join",
                "Name a table that holds the two keys, such as "
                f"`through({side.model.name}{pluralize(side.target.name)})`.",
            )
            return None
        return found

    def _make(self, side: Side, table: str) -> ModelDraft | None:
        where = side.said.at("through")
        if not is_identifier(table):
            self._problems.add(
                where,
                f"`{table}` cannot name the model of a join table",
                f'Declare the join model, with `$table: "{table}"`, and name that model here.',
            )
            return None
        name = singularize(table)
        meets = self._drafts.get(name)
        if meets is not None:
            self._problems.add(
                where,
                f"the model of the join table `{table}` would be `{name}`, "
                f"and line {meets.place.line} declares one",
                f"Write `through({name})` to join by that model, or give the table another name.",
            )
            return None
        said = schema.Model(name, where, table=table)
        made = ModelDraft(said, TableName(table, side.model.said.schema), table, {}, made=True)
        self._drafts[name] = made
        self._by_table[table] = made
        return made


def _unknown_model(said: schema.Association, near: str | None, problems: Problems) -> None:
    message = f"unknown model `{said.target}`"
    hint = "Name a model of this file, or declare it."
    if near:
        message += f": did you mean `{near}`?"
        hint = f"Write `{near}`, or declare `{said.target}`."
    problems.add(said.at("target"), message, hint)
