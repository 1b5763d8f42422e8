"""The rows at both ends of an association, and those of its join."""

from __future__ import annotations

from typing import Any

from scaffold.database.tables import Association, Attribute, Model, ScopeValue
from scaffold.verify.rows.builder import Builder, KnownRows, is_generated, uniques
from scaffold.verify.rows.trial_types import (
    Cells,
    NotTriedError,
    TrialReference,
    TrialRow,
    TrialValue,
)
from scaffold.verify.rows.value_forms import Shapes


class TrialEnds:
    """Makes sources and targets of one association; `key` is the attribute of its foreign key."""

    def __init__(self, known: KnownRows, shapes: Shapes, association: Association) -> None:
        self.source = known.database.model(association.source)
        self.target = known.database.model(association.target)
        self.holder = known.database.model(association.holder)
        self.key = self.holder.attribute(association.foreign_key)
        self._association = association
        self._known = known
        self._builder = Builder(known, shapes)
        # The targets that each source is meant to have from the beginning.
        self._owned: dict[int, set[int]] = {}

    @property
    def rows(self) -> tuple[TrialRow, ...]:
        """All rows that were made, in the order in which they are to be written.

        NotTriedError where a source has other targets than those that were made for it.
        """
        if self._association.kind in ("hasOne", "hasMany"):
            for source, owned in self._owned.items():
                cell = self.of(source)
                if self._builder.pointing(self.holder, self.key.name, cell) != owned:
                    names = f"{self.source.name} and {self.target.name}"
                    raise NotTriedError(f"rows of {names} need each other")
        return tuple(self._builder.rows)

    @property
    def cyclic(self) -> bool:
        return self._builder.cyclic

    @property
    def far(self) -> Attribute:
        """The attribute of a join's other foreign key."""
        return self.holder.attribute(self._association.other_key or "")

    @property
    def required(self) -> bool:
        return not self.key.column.nullable

    @property
    def scope(self) -> Cells:
        """What a target must hold to be found."""
        return _scoped(self.target, self._association.scope)

    @property
    def is_shared(self) -> bool:
        """Whether one column is several foreign keys at once."""
        keys = [self.key, self.far] if self._association.through else [self.key]
        return any(len(self._known.keys(self.holder, each)) > 1 for each in keys)

    @property
    def is_alone(self) -> bool:
        """Whether few rows can have the same foreign key: it is unique, alone or with others."""
        column = self.key.column.name
        return any(
            self._builder.capacity(self.holder, {*columns} - {column}) is not None
            for columns in uniques(self.holder)
            if column in columns
        )

    @property
    def is_lone_join(self) -> bool:
        """Whether rows of the join that an accessor makes at once would be the same somewhere."""
        join, far = self.holder, self.far.column.name
        ids = {each.column.name for each in join.attributes if is_generated(join, each)}
        return any(far not in columns and ids.isdisjoint(columns) for columns in uniques(join))

    def new_source(self, key: TrialValue | TrialReference | None = None) -> int:
        """A row of the source; `key` is what its foreign key holds, where it has that."""
        if key is not None:
            return self._builder.add(self.source, {self.key.name: key})
        source = self._builder.add(self.source, present=(self._association.source_key,))
        self._owned[source] = set()
        return source

    def new_target(self) -> int:
        """A target that may be found."""
        present = (self._association.target_key,)
        return self._builder.add(self.target, self.scope, present)

    def owned_targets(self, source: int, count: int) -> list[int]:
        """Targets that have the source's key from the beginning."""
        cells = {self.key.name: self.of(source), **self.scope}
        targets = [self._builder.add(self.target, cells) for _ in range(count)]
        self._owned[source] |= {*targets}
        return targets

    def free_targets(self, count: int) -> list[int]:
        """Targets that belong to nobody, or to others where they must belong to one."""
        if not self.required:
            free = {self.key.name: self.null}
            return [self._builder.add(self.target, free) for _ in range(count)]
        alone, present = self.is_alone, (self._association.source_key,)
        others = [
            self._builder.add(self.source, present=present) for _ in range(count if alone else 1)
        ]
        return [
            self._builder.add(self.target, {self.key.name: self.of(others[at if alone else 0])})
            for at in range(count)
        ]

    def join(self, source: int, target: int) -> None:
        """A row of the join."""
        ends = {self.key.name: self.of(source), self.far.name: self.to(target)}
        scope = _scoped(self.holder, self._association.through_scope)
        self._builder.add(self.holder, {**ends, **scope})

    def through(self) -> Cells | None:
        """What must be said of a join's row that an accessor makes, beside its two keys."""
        cells = self._builder.cells(self.holder, minimal=True, leave=(self.key.name, self.far.name))
        scoped = _scoped(self.holder, self._association.through_scope)
        return {name: cell for name, cell in cells.items() if name not in scoped} or None

    def created(self) -> tuple[int, Cells]:
        """The number and the cells of a target that an accessor makes."""
        association = self._association
        holds_key = association.kind in ("hasOne", "hasMany")
        cells = self._builder.cells(
            self.target,
            self.scope if association.kind == "belongsToMany" else {},
            leave=(self.key.name,) if holds_key else (),
            present=() if holds_key else (association.target_key,),
        )
        return self._builder.number(), cells

    def of(self, source: int) -> TrialReference:
        """What a foreign key that refers to the source holds."""
        return TrialReference(source, self._association.source_key)

    def to(self, target: int) -> TrialReference:
        """What a foreign key that refers to the target holds."""
        return TrialReference(target, self._association.target_key)

    @property
    def null(self) -> TrialValue:
        return TrialValue(self.key.column.type, None)


def _scoped(model: Model, scope: ScopeValue | None) -> Cells:
    """What a row must hold to be within the scope."""
    if scope is None:
        return {}
    data_type, value = model.attribute(scope.attribute).column.type, scope.value.value
    plain: Any = value
    if scope.value.kind == "boolean":
        plain = value == "true"
    elif scope.value.kind == "number" and data_type.name not in ("bigint", "decimal"):
        plain = float(value) if "." in value else int(value)
    return {scope.attribute: TrialValue(data_type, plain)}
