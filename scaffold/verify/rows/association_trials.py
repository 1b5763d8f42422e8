"""Plan the trial of an association: operations of its accessors, and the expected results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scaffold.database.tables import Association
from scaffold.verify.rows.ends import TrialEnds
from scaffold.verify.rows.known_rows import KnownRows
from scaffold.verify.rows.trial_types import (
    AssociationTrial,
    NotTriedError,
    Operation,
    TrialStep,
)
from scaffold.verify.rows.value_forms import ModelForms

# Why an operation is not tried in a target's language, by operation.
Limits = Mapping[Operation, str]
_TARGETS = 3


def association_trial(
    known: KnownRows, forms: ModelForms, association: Association, limits: Limits
) -> AssociationTrial:
    """Return the trial of an association, without the operations in `limits`.

    NotTriedError if no rows can be made for it.
    """
    try:
        return _Trial(TrialEnds(known, forms, association), association, limits, _TARGETS).build()
    except NotTriedError:
        # Rows for one target may exist.
        return _Trial(TrialEnds(known, forms, association), association, limits, 1).build()


class _Trial:
    """`count` is how many targets a source gets, if it may have several."""

    def __init__(
        self, ends: TrialEnds, association: Association, limits: Limits, count: int
    ) -> None:
        self._ends = ends
        self._association = association
        self._limits = limits
        self._count = count
        self._steps: list[TrialStep] = []

    def build(self) -> AssociationTrial:
        association, ends = self._association, self._ends
        if ends.is_shared:
            raise NotTriedError("its column has several foreign keys")
        if not ends.is_comparable:
            raise NotTriedError("its foreign key has another type than what it refers to")
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
            ends.rows,
            tuple(self._steps),
            ends.scope,
            ends.cyclic,
        )

    def _belongs_to(self) -> None:
        ends = self._ends
        first, second = ends.new_target(), ends.new_target()
        fixed = ends.required or "set" in self._limits
        source = ends.new_source(ends.to(first) if fixed else ends.null)
        self._expect(source, *([first] if fixed else []))
        if self._do("set", source, second):
            self._expect(source, second)
        if not ends.required and self._do("clear", source):
            self._expect(source)
        self._create(source)

    def _has_one(self) -> None:
        ends = self._ends
        source = ends.new_source()
        if "set" in self._limits:
            self._expect(source, *ends.owned_targets(source, 1))
        else:
            for target in ends.free_targets(1 if ends.required else 2):
                self._do("set", source, target)
                self._expect(source, target)
            if not ends.required and self._do("clear", source):
                self._expect(source)
        self._create(ends.new_source())

    def _has_many(self) -> None:
        ends = self._ends
        count = 1 if ends.has_unique_key else self._count
        source = ends.new_source()
        if "add" in self._limits:
            targets = ends.owned_targets(source, count)
            self._expect(source, *targets)
            self._ask(source, targets)
        else:
            self._change_many(source, ends.free_targets(count))
        self._create(ends.new_source())

    def _change_many(self, source: int, targets: Sequence[int]) -> None:
        first, *rest = targets
        self._do("set" if rest else "add", source, first)
        self._expect(source, first)
        if rest:
            self._do("add", source, rest[0])
            self._do("add", source, *rest[1:], many=True)
            self._expect(source, *targets)
        self._ask(source, targets)
        if not self._ends.required and self._do("remove", source, first):
            self._do("remove", source, *rest, many=True)
            self._expect(source)
            self._do("set", source, *targets)
            self._do("clear", source)
            self._expect(source)

    def _many_to_many(self) -> None:
        ends = self._ends
        count = 1 if ends.has_unique_join else self._count
        source = ends.new_source()
        targets = [ends.new_target() for _ in range(count)]
        if "add" in self._limits:
            for target in targets:
                ends.join(source, target)
            self._expect(source, *targets)
            return
        self._link("add", source, targets[0])
        if len(targets) > 1:
            self._link("add", source, *targets[1:], many=True)
        self._expect(source, *targets)
        self._ask(source, targets)
        self._do("remove", source, targets[0])
        self._do("remove", source, *targets[1:], many=True)
        self._expect(source)
        # Separate rows: a paranoid join may refuse a pair that was removed before.
        other = ends.new_source()
        targets = [ends.new_target() for _ in range(min(count, 2))]
        self._link("set", other, *targets)
        self._expect(other, *targets)
        self._do("clear", other)
        self._expect(other)
        self._create(ends.new_source())

    def _do(self, operation: Operation, source: int, *targets: int, many: bool = False) -> bool:
        """Add a step; return whether it is tried, which needs targets and no limit against it."""
        wanted = bool(targets) or operation == "clear"
        if operation in self._limits or not wanted:
            return False
        self._steps.append(TrialStep(operation, source, targets, many))
        return True

    def _link(self, operation: Operation, source: int, *targets: int, many: bool = False) -> None:
        through = self._ends.through()
        self._steps.append(TrialStep(operation, source, targets, many, through=through))

    def _create(self, source: int) -> None:
        """Add the step in which the accessor creates a target."""
        if "create" in self._limits:
            return
        number, cells = self._ends.created()
        through = self._ends.through() if self._association.through else None
        self._steps.append(TrialStep("create", source, (number,), cells=cells, through=through))
        self._expect(source, number)

    def _expect(self, source: int, *targets: int) -> None:
        self._steps.append(TrialStep("get", source, targets))
        if "include" not in self._limits:
            self._steps.append(TrialStep("include", source, targets))

    def _ask(self, source: int, targets: Sequence[int]) -> None:
        """Add the steps of the accessors that count."""
        if "count" not in self._limits:
            self._steps.append(TrialStep("count", source, tuple(targets)))
        if "has" not in self._limits:
            many = self._association.kind == "belongsToMany"
            stranger = self._ends.new_target() if many else self._ends.free_targets(1)[0]
            self._steps += [
                TrialStep("has", source, (targets[0],)),
                TrialStep("has", source, tuple(targets), many=True),
                TrialStep("has", source, (stranger,), holds=False),
            ]
