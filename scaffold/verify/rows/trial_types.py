"""The trials of rows: which rows are written, what is done with them, what is expected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from scaffold.schema.data_types import DataType
from scaffold.schema.model import AssociationKind
from scaffold.values import dataclass

Operation = Literal["get", "include", "set", "clear", "add", "remove", "has", "count", "create"]


@dataclass(frozen=True, slots=True)
class TrialValue:
    """A value of a type in JSON; see `samples`."""

    type: DataType
    value: Any

    def data(self) -> dict[str, Any]:
        return {"type": type_data(self.type), "value": self.value}


@dataclass(frozen=True, slots=True)
class TrialReference:
    """The value that the attribute of another row has once that row is written."""

    row: int
    attribute: str

    def data(self) -> dict[str, Any]:
        return {"row": self.row, "attribute": self.attribute}


Cells = Mapping[str, TrialValue | TrialReference]


@dataclass(frozen=True, slots=True)
class TrialRow:
    """A row to write first; other rows refer to it by its number."""

    number: int
    model: str
    cells: Cells

    def data(self) -> dict[str, Any]:
        return {"number": self.number, "model": self.model, "cells": cells_data(self.cells)}


@dataclass(frozen=True, slots=True)
class RowTrial:
    """A row of `model` to write and read back.

    full: a value for each attribute that the application does not set.
    minimal: only what is required; None if that cannot be written in addition.
    bulk: rows written at once.
    update: what is changed afterwards.
    cyclic: rows come before those that they refer to.
    circular: that, or the row refers to itself, so that it cannot be deleted by itself.
    """

    model: str
    rows: tuple[TrialRow, ...]
    full: Cells
    minimal: Cells | None = None
    bulk: tuple[Cells, ...] = ()
    update: Cells | None = None
    cyclic: bool = False
    circular: bool = False

    def data(self) -> dict[str, Any]:
        return {
            "model": self.model,
            "rows": [row.data() for row in self.rows],
            "full": cells_data(self.full),
            "minimal": None if self.minimal is None else cells_data(self.minimal),
            "bulk": [cells_data(each) for each in self.bulk],
            "update": None if self.update is None else cells_data(self.update),
            "cyclic": self.cyclic,
            "circular": self.circular,
        }


@dataclass(frozen=True, slots=True)
class TrialStep:
    """One operation of the row `source`; `targets` are its operands, or the expected result.

    many: the form for several rows at once.
    cells: of the row that `create` makes, which gets the number `targets[0]`.
    through: the join row's cells besides its keys.
    holds: the expected result of `has`.
    """

    operation: Operation
    source: int
    targets: tuple[int, ...] = ()
    many: bool = False
    cells: Cells | None = None
    through: Cells | None = None
    holds: bool = True

    def data(self) -> dict[str, Any]:
        return {
            "operation": self.operation,
            "source": self.source,
            "targets": list(self.targets),
            "many": self.many,
            "cells": None if self.cells is None else cells_data(self.cells),
            "through": None if self.through is None else cells_data(self.through),
            "holds": self.holds,
        }


@dataclass(frozen=True, slots=True)
class AssociationTrial:
    """The steps of one association. `scope` is what its targets need to be found."""

    model: str
    target: str
    alias: str
    kind: AssociationKind
    rows: tuple[TrialRow, ...]
    steps: tuple[TrialStep, ...]
    scope: Cells
    cyclic: bool = False

    def data(self) -> dict[str, Any]:
        return {
            "model": self.model,
            "target": self.target,
            "alias": self.alias,
            "kind": self.kind,
            "rows": [row.data() for row in self.rows],
            "steps": [step.data() for step in self.steps],
            "scope": cells_data(self.scope),
            "cyclic": self.cyclic,
        }


class NotTriedError(Exception):
    """No rows could be built; the message is the reason."""


def cells_data(cells: Cells) -> dict[str, Any]:
    return {name: cell.data() for name, cell in cells.items()}


def type_data(data_type: DataType) -> dict[str, Any]:
    """Return the type's name, and that of its elements."""
    of = data_type.of
    local = {"local": True} if data_type.local else {}
    return {"name": data_type.name, **local} | ({"of": type_data(of)} if of is not None else {})


def comma_list(names: Sequence[str]) -> str:
    return ", ".join(names)
