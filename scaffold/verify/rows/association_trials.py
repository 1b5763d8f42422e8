"""The trial of an association: the rows, and what is done with them by its accessors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from scaffold.database.tables import Association, Attribute, Model, ScopeValue
from scaffold.verify.rows.builder import Builder, Known, is_generated, uniques
from scaffold.verify.rows.row_trials import Shapes
from scaffold.verify.rows.types import (
    AssociationTrial,
    Cells,
    NotTriedError,
    Operation,
    Reference,
    Step,
    Value,
)

# Why an operation of an association is not tried, for a target's language.
Limits = Mapping[Operation, str]
_TARGETS = 3


def association_trial(
    known: Known, shapes: Shapes, association: Association, limits: Limits
) -> AssociationTrial:
    """The trial of an association, without the operations that `limits` names.

    NotTriedError where no rows can be made up.
    """
    for count in (_TARGETS, 1):
        try:
            return _Trial(known, shapes, association, limits, count).made()
        except NotTriedError:
            if count == 1:
                raise
    raise AssertionError("the last count raises or returns")


class _Trial:
    def __init__(
        self, known: Known, shapes: Shapes, association: Association, limits: Limits, count: int
    ) -> None:
        self._known = known
        self._builder = Builder(known, shapes)
        self._association = association
        self._limits = limits
        self._source = known.database.model(association.source)
        self._target = known.database.model(association.target)
        self._holder = known.database.model(association.holder)
        self._key = self._holder.attribute(association.foreign_key)
        self._count = count
        self._steps: list[Step] = []

    def made(self) -> AssociationTrial:
        association = self._association
        if len(self._known.keys(self._holder, self._key)) > 1:
            raise NotTriedError("its column has several foreign keys")
        match association.kind:
            case "belongsTo":
                self._belongs_to()
            case "hasOne":
                self._has_one()
            case "hasMany":
                self._has_many()
            case "belongsToMany":
                self._many_to_many()
        return AssociationTrial(
            association.source,
            association.target,
            association.alias,
            association.kind,
            tuple(self._builder.rows),
            tuple(self._steps),
            self._scope(),
            self._builder.cyclic,
        )

    def _belongs_to(self) -> None:
        key, required = self._key, not self._key.column.nullable
        first, second = (self._new_target() for _ in range(2))
        fixed = required or "set" in self._limits
        source = self._builder.add(
            self._source, {key.name: self._to(first) if fixed else _null(key)}
        )
        self._expect(source, first if fixed else None)
        if "set" not in self._limits:
            self._do("set", source, second)
            self._expect(source, second)
        if not required and self._do("clear", source):
            self._expect(source)
        if "create" not in self._limits:
            made = self._create(source)
            self._expect(source, made)

    def _has_one(self) -> None:
        key, required = self._key, not self._key.column.nullable
        source = self._new_source()
        if "set" in self._limits:
            target = self._builder.add(
                self._target, {key.name: self._from(source), **self._scope()}
            )
            self._expect(source, target)
        else:
            targets = self._free_targets(1 if required else 2)
            self._do("set", source, targets[0])
            self._expect(source, targets[0])
            if not required:
                self._do("set", source, targets[1])
                self._expect(source, targets[1])
                if self._do("clear", source):
                    self._expect(source)
        if "create" not in self._limits:
            other = self._new_source()
            made = self._create(other)
            self._expect(other, made)

    def _has_many(self) -> None:
        key, required = self._key, not self._key.column.nullable
        count = 1 if self._is_alone() else self._count
        source = self._new_source()
        if "add" in self._limits or "set" in self._limits:
            owned = {key.name: self._from(source), **self._scope()}
            targets = [self._builder.add(self._target, owned) for _ in range(count)]
            self._expect(source, *targets)
            self._ask(source, targets)
        else:
            first, *rest = targets = self._free_targets(count)
            self._do("set" if rest else "add", source, first)
            self._expect(source, first)
            if rest:
                self._do("add", source, rest[0])
                self._do("add", source, *rest[1:], many=True)
                self._expect(source, *targets)
            self._ask(source, targets)
            if not required and self._do("remove", source, targets[0]):
                self._do("remove", source, *targets[1:], many=True)
                self._expect(source)
                self._do("set", source, *targets)
                self._do("clear", source)
                self._expect(source)
        if "create" not in self._limits:
            other = self._new_source()
            made = self._create(other)
            self._expect(other, made)

    def _many_to_many(self) -> None:
        near, far = self._key, self._holder.attribute(self._association.other_key or "")
        if len(self._known.keys(self._holder, far)) > 1:
            raise NotTriedError("its join's column has several foreign keys")
        count = 1 if self._is_lone_join(far) else self._count
        source = self._new_source()
        if "add" in self._limits:
            targets = [self._new_target(scoped=True) for _ in range(count)]
            for target in targets:
                ends = {near.name: self._from(source), far.name: self._to(target)}
                self._builder.add(self._holder, {**ends, **self._through_scope()})
            self._expect(source, *targets)
            return
        targets = [self._new_target(scoped=True) for _ in range(count)]
        self._link("add", source, targets[0])
        if len(targets) > 1:
            self._link("add", source, *targets[1:], many=True)
        self._expect(source, *targets)
        self._ask(source, targets)
        self._do("remove", source, targets[0])
        self._do("remove", source, *targets[1:], many=True)
        self._expect(source)
        # Rows of their own: a paranoid join takes no pair again that was removed.
        other, another = self._new_source(), self._new_source()
        targets = [self._new_target(scoped=True) for _ in range(min(count, 2))]
        self._link("set", other, *targets)
        self._expect(other, *targets)
        self._do("clear", other)
        self._expect(other)
        if "create" not in self._limits:
            made = self._create(another, self._through())
            self._expect(another, made)

    def _is_alone(self) -> bool:
        """Whether few rows can have the same foreign key: it is unique, alone or with others."""
        column = self._key.column.name
        return any(
            self._builder.capacity(self._holder, {*columns} - {column}) is not None
            for columns in uniques(self._holder)
            if column in columns
        )

    def _is_lone_join(self, far: Attribute) -> bool:
        """Whether rows of the join that an accessor makes at once would be the same somewhere."""
        ids = {
            each.column.name for each in self._holder.attributes if is_generated(self._holder, each)
        }
        return any(
            far.column.name not in columns and ids.isdisjoint(columns)
            for columns in uniques(self._holder)
        )

    def _new_source(self) -> int:
        present = (self._association.source_key,)
        return self._builder.add(self._source, present=present)

    def _new_target(self, scoped: bool = False) -> int:
        present = (self._association.target_key,)
        return self._builder.add(self._target, self._scope() if scoped else {}, present)

    def _free_targets(self, count: int) -> list[int]:
        """Targets that belong to nobody, or to others where they must belong to one."""
        key = self._key
        if key.column.nullable:
            return [self._builder.add(self._target, {key.name: _null(key)}) for _ in range(count)]
        alone = self._is_alone()
        others = [self._new_source() for _ in range(count if alone else 1)]
        return [
            self._builder.add(self._target, {key.name: self._from(others[at if alone else 0])})
            for at in range(count)
        ]

    def _from(self, source: int) -> Reference:
        return Reference(source, self._association.source_key)

    def _to(self, target: int) -> Reference:
        return Reference(target, self._association.target_key)

    def _do(self, operation: Operation, source: int, *targets: int, many: bool = False) -> bool:
        """Whether the step is tried: there is something to do, and nothing against it."""
        wanted = bool(targets) or operation == "clear"
        if operation in self._limits or not wanted:
            return False
        self._steps.append(Step(operation, source, targets, many))
        return True

    def _link(self, operation: Operation, source: int, *targets: int, many: bool = False) -> None:
        through = self._through()
        self._steps.append(Step(operation, source, targets, many, through=through))

    def _create(self, source: int, through: Cells | None = None) -> int:
        """The number of the row that the accessor makes."""
        association = self._association
        holds_key = association.kind in ("hasOne", "hasMany")
        cells = self._builder.cells(
            self._target,
            self._scope() if association.kind == "belongsToMany" else {},
            leave=(self._key.name,) if holds_key else (),
            present=() if holds_key else (association.target_key,),
        )
        number = self._builder.number()
        self._steps.append(Step("create", source, (number,), cells=cells, through=through))
        return number

    def _expect(self, source: int, *targets: int | None) -> None:
        found = tuple(target for target in targets if target is not None)
        self._steps.append(Step("get", source, found))
        if "include" not in self._limits:
            self._steps.append(Step("include", source, found))

    def _ask(self, source: int, targets: Sequence[int]) -> None:
        if "count" not in self._limits:
            self._steps.append(Step("count", source, tuple(targets)))
        if "has" not in self._limits:
            many = self._association.kind == "belongsToMany"
            stranger = self._new_target(scoped=True) if many else self._free_targets(1)[0]
            self._steps += [
                Step("has", source, (targets[0],)),
                Step("has", source, tuple(targets), many=True),
                Step("has", source, (stranger,), holds=False),
            ]

    def _through(self) -> Cells | None:
        """What must be said of the join's row, beside its two keys."""
        association = self._association
        keys = (association.foreign_key, association.other_key or "")
        cells = self._builder.cells(self._holder, minimal=True, leave=keys)
        scoped = self._through_scope()
        return {name: cell for name, cell in cells.items() if name not in scoped} or None

    def _scope(self) -> Cells:
        return _scoped(self._target, self._association.scope)

    def _through_scope(self) -> Cells:
        return _scoped(self._holder, self._association.through_scope)


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
    return {scope.attribute: Value(data_type, plain)}


def _null(attribute: Attribute) -> Value:
    return Value(attribute.column.type, None)
