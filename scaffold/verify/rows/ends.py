"""The rows at both ends of an association, and those of its join."""

from __future__ import annotations

from typing import Any

from scaffold.database.tables import Association, Attribute, Model, ScopeValue
from scaffold.schema.native_types import values_type
from scaffold.schema.type_table import are_comparable
from scaffold.verify.rows.builder import Builder
from scaffold.verify.rows.known_rows import KnownRows, is_generated, uniques
from scaffold.verify.rows.trial_types import (
    Cells,
    NotTriedError,
    TrialReference,
    TrialRow,
    TrialValue,
)
from scaffold.verify.rows.value_forms import ModelForms


class TrialEnds:
    """Builds sources and targets of one association; `key` is its foreign key's attribute."""

    def __init__(self, known: KnownRows, forms: ModelForms, association: Association) -> None:
        self.source = known.database.model(association.source)
        self.target = known.database.model(association.target)
        self.holder = known.database.model(association.holder)
        self.key = self.holder.attribute(association.foreign_key)
        self._association = association
        self._known = known
        self._builder = Builder(known, forms)
        # The targets that each source has from the start.
        self._owned: dict[int, set[int]] = {}

    @property
    def rows(self) -> tuple[TrialRow, ...]:
        """Return all rows, in the order in which they are written.

        NotTriedError if a source has other targets than those that were made for it.
        """
        if self._association.kind in ("hasOne", "hasMany"):
            for source, owned in self._owned.items():
                cell = self.of(source)
                if self._builder.rows_with(self.holder, self.key.name, cell) != owned:
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
        """The cells that a target needs to be found by the association's scope."""
        return _scoped(self.target, self._association.scope)

    @property
    def is_shared(self) -> bool:
        """Whether one column is several foreign keys."""
        keys = [self.key, self.far] if self._association.through else [self.key]
        return any(
            len(self._known.keys(self.holder, each)) > 1 or self._is_fixed(each) for each in keys
        )

    def _is_fixed(self, attribute: Attribute) -> bool:
        """Whether it is part of another foreign key too, whose other attributes are required."""
        return any(
            attribute in key.attributes
            and not any(each.column.nullable for each in key.attributes if each is not attribute)
            for key in self._known.composites(self.holder)
        )

    @property
    def is_comparable(self) -> bool:
        """Whether every database compares the foreign keys with what they refer to."""
        one, other = self._association.source_key, self._association.target_key
        pairs = [(self.source.attribute(one), self.target.attribute(other))]
        if self._association.through:
            pairs = [(self.key, pairs[0][0]), (self.far, pairs[0][1])]
        dialects = self._known.database.dialects
        return all(
            are_comparable(*(values_type(each.column.type, dialects).name for each in pair))
            for pair in pairs
        )

    @property
    def has_unique_key(self) -> bool:
        """Whether few rows can have the same foreign key, because a unique index contains it."""
        column = self.key.column.name
        return any(
            self._builder.capacity(self.holder, {*columns} - {column}) is not None
            for columns in uniques(self.holder)
            if column in columns
        )

    @property
    def has_unique_join(self) -> bool:
        """Whether join rows that an accessor makes at once would be equal in a unique index."""
        join, far = self.holder, self.far.column.name
        ids = {each.column.name for each in join.attributes if is_generated(join, each)}
        return any(far not in columns and ids.isdisjoint(columns) for columns in uniques(join))

    def new_source(self, key: TrialValue | TrialReference | None = None) -> int:
        """Add a source and return its number; `key` is the value of its foreign key."""
        if key is not None:
            return self._builder.add(self.source, {self.key.name: key})
        source = self._builder.add(self.source, present=(self._association.source_key,))
        self._owned[source] = set()
        return source

    def new_target(self) -> int:
        """Add a target that the association can find."""
        present = (self._association.target_key,)
        return self._builder.add(self.target, self.scope, present)

    def owned_targets(self, source: int, count: int) -> list[int]:
        """Add targets that refer to the source from the start."""
        cells = {self.key.name: self.of(source), **self.scope}
        targets = [self._builder.add(self.target, cells) for _ in range(count)]
        self._owned[source] |= {*targets}
        return targets

    def free_targets(self, count: int) -> list[int]:
        """Add targets that refer to no source, or to a different one if the key is required."""
        if not self.required:
            free = {self.key.name: self.null}
            return [self._builder.add(self.target, free) for _ in range(count)]
        unique, present = self.has_unique_key, (self._association.source_key,)
        others = [
            self._builder.add(self.source, present=present) for _ in range(count if unique else 1)
        ]
        return [
            self._builder.add(self.target, {self.key.name: self.of(others[at if unique else 0])})
            for at in range(count)
        ]

    def join(self, source: int, target: int) -> None:
        """Add a row of the join."""
        ends = {self.key.name: self.of(source), self.far.name: self.to(target)}
        scope = _scoped(self.holder, self._association.through_scope)
        self._builder.add(self.holder, {**ends, **scope})

    def through(self) -> Cells | None:
        """Return the cells that a join row needs in addition to its two keys."""
        cells = self._builder.cells(self.holder, minimal=True, leave=(self.key.name, self.far.name))
        scoped = _scoped(self.holder, self._association.through_scope)
        return {name: cell for name, cell in cells.items() if name not in scoped} or None

    def created(self) -> tuple[int, Cells]:
        """Return the number and the cells of a target that an accessor creates."""
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
        """Return the value of a foreign key that refers to the source."""
        return TrialReference(source, self._association.source_key)

    def to(self, target: int) -> TrialReference:
        """Return the value of a foreign key that refers to the target."""
        return TrialReference(target, self._association.target_key)

    @property
    def null(self) -> TrialValue:
        return TrialValue(self.key.column.type, None)


def _scoped(model: Model, scope: ScopeValue | None) -> Cells:
    """Return the cells that put a row into the scope."""
    if scope is None:
        return {}
    data_type, value = model.attribute(scope.attribute).column.type, scope.value.value
    plain: Any = value
    if scope.value.kind == "boolean":
        plain = value == "true"
    elif scope.value.kind == "number" and data_type.name not in ("bigint", "decimal"):
        plain = float(value) if "." in value else int(value)
    return {scope.attribute: TrialValue(data_type, plain)}
