"""Rows that a database takes: keys satisfied, required values there, what is unique different."""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from scaffold.database.tables import (
    Attribute,
    Column,
    Database,
    ForeignKey,
    Model,
    TableName,
)
from scaffold.verify.rows.samples import distinct, sample
from scaffold.verify.rows.trial_types import (
    Cells,
    NotTriedError,
    TrialReference,
    TrialRow,
    TrialValue,
)
from scaffold.verify.rows.value_forms import (
    NULL,
    OWN,
    SHARED,
    Form,
    Shape,
)

Cell = TrialValue | TrialReference
# Attributes that the application fills by itself.
_FILLED = frozenset({"timestamp", "paranoid"})
_DEPTH = 100


class KnownRows:
    """What the builders of one database need of it."""

    def __init__(self, database: Database, dialect: str) -> None:
        self.database = database
        self._dialect = dialect
        self.by_table: Mapping[TableName, Model] = {
            model.table.name: model for model in database.models
        }

    def sample(self, column: Column, number: int, *, key: bool = False) -> Any:
        """A made-up value; SQLite takes a text for any type that it does not know."""
        return sample(column, number, key=key, loose=self._dialect == "sqlite")

    def keys(self, model: Model, attribute: Attribute) -> tuple[ForeignKey, ...]:
        """The foreign keys of the attribute's column."""
        column = attribute.column.name
        return tuple(key for key in model.table.foreign_keys if key.column == column)

    def target(self, key: ForeignKey) -> tuple[Model, Attribute]:
        """The model and the attribute that a key refers to."""
        model = self.by_table[key.table]
        attribute = next(each for each in model.attributes if each.column.name == key.key)
        return model, attribute

    def differing(self, model: Model) -> set[str]:
        """The columns in which two rows must differ, alone or together with others."""
        return {column for columns in uniques(model) for column in columns}


def uniques(model: Model) -> Iterator[tuple[str, ...]]:
    """The columns of each unique constraint, unique index and of the primary key."""
    table = model.table
    if table.primary_key:
        yield table.primary_key
    yield from ((unique.column,) for unique in table.uniques)
    yield from (index.columns for index in table.indexes if index.unique)


class _Frame:
    """A row in the making. `fixed` are values that rows before it already refer to."""

    def __init__(self, model: Model, number: int) -> None:
        self.model = model
        self.number = number
        self.fixed: dict[str, TrialValue] = {}


class Builder:
    """The rows of one trial, in the order in which they are to be written.

    `shapes` say how the columns of CHECKs are filled, by model. `cyclic`: a row comes before one
    that it refers to; `circular`: that, or a row refers to itself.
    """

    def __init__(self, known: KnownRows, shapes: Mapping[str, Shape]) -> None:
        self.rows: list[TrialRow] = []
        self.cyclic = False
        self.circular = False
        self._known = known
        self._shapes = shapes
        self._shared: dict[str, int] = {}
        self._counts: dict[str, int] = {}
        self._stack: list[_Frame] = []
        self._next = 0
        self._unique: set[tuple[Any, ...]] = set()

    def number(self) -> int:
        """A number for a row that is made later."""
        self._next += 1
        return self._next

    def add(self, model: Model, cells: Cells | None = None, present: tuple[str, ...] = ()) -> int:
        """The number of a new row with these cells, and all that it needs; see `cells`."""
        made = self.cells(model, cells, present=present)
        number = self.number()
        self.rows.append(TrialRow(number, model.name, made))
        return number

    def cells(
        self,
        model: Model,
        given: Cells | None = None,
        *,
        minimal: bool = False,
        present: tuple[str, ...] = (),
        leave: tuple[str, ...] = (),
    ) -> Cells:
        """The cells of a new row, for which the rows that it refers to are made.

        `minimal` leaves out what may be left out; `present` are attributes that must hold
        something; `leave` are none of the result's. NotTriedError where there is no such row.
        """
        if len(self._stack) == _DEPTH:
            raise NotTriedError(f"its rows need more than {_DEPTH} others, each for the next")
        frame = _Frame(model, self._count(model))
        self._stack.append(frame)
        made: dict[str, Cell] = {**(given or {})}
        try:
            for attribute in model.attributes:
                if attribute.name in made or attribute.name in leave:
                    continue
                cell = self._cell(frame, attribute, minimal, attribute.name in present)
                if cell is not None:
                    made[attribute.name] = cell
        finally:
            self._stack.pop()
        made |= frame.fixed
        self._differ(model, made)
        return made

    def pointing(self, model: Model, attribute: str, cell: Cell) -> set[int]:
        """The rows of a model that have this in an attribute."""
        wanted = self._plain(cell)
        return {
            row.number
            for row in self.rows
            if row.model == model.name
            and attribute in row.cells
            and self._plain(row.cells[attribute]) == wanted
        }

    def _plain(self, cell: Cell) -> Any:
        """The same for cells that will hold the same, as far as that is known."""
        if isinstance(cell, TrialValue):
            return json.dumps(cell.value)
        row = next(each for each in self.rows if each.number == cell.row)
        further = row.cells.get(cell.attribute)
        return self._plain(further) if further is not None else (cell.row, cell.attribute)

    def _differ(self, model: Model, cells: Cells) -> None:
        """NotTriedError where a row before has the same in a unique index."""
        by_column = {each.column.name: each.name for each in model.attributes}
        for columns in uniques(model):
            held = [cells.get(by_column[column]) for column in columns]
            parts = [None if each is None else self._plain(each) for each in held]
            if None in parts or "null" in parts:
                continue
            key = (model.name, columns, *parts)
            if key in self._unique:
                names = ", ".join(columns)
                raise NotTriedError(f"rows of {model.name} would have the same {names}")
            self._unique.add(key)

    def _count(self, model: Model) -> int:
        count = self._counts.get(model.name, 0) + 1
        self._counts[model.name] = count
        for columns in uniques(model):
            most = self.capacity(model, columns)
            if most is not None and count > most:
                names = ", ".join(columns)
                raise NotTriedError(f"{model.name} takes no {count} rows that differ in {names}")
        return count

    def capacity(self, model: Model, columns: Collection[str]) -> int | None:
        """How many rows differ in these columns; None for enough."""
        shape = self._shapes.get(model.name, {})
        counts: list[int] = []
        for attribute in model.attributes:
            if attribute.column.name not in columns:
                continue
            if self._known.keys(model, attribute) or is_generated(model, attribute):
                return None
            if (form := shape.get(attribute.name)) is not None:
                if form.varies or form is NULL:
                    return None
                counts.append(1)
            elif (count := distinct(attribute.column)) is None:
                return None
            else:
                counts.append(count)
        return math.lcm(*counts)

    def _cell(
        self, frame: _Frame, attribute: Attribute, minimal: bool, present: bool
    ) -> Cell | None:
        column, model = attribute.column, frame.model
        if attribute.origin in _FILLED:
            return None
        form = self._shapes.get(model.name, {}).get(attribute.name)
        required = present or not column.nullable
        if keys := self._known.keys(model, attribute):
            if form is NULL or (form is None and not required):
                return None
            return self._reference(frame, attribute, keys, form)
        if is_generated(model, attribute) and column.type.name != "tinyint":
            return None
        if form is None and attribute.origin == "key" and not required:
            return None
        optional = column.default is not None or not required
        if minimal and form is None and optional:
            return None
        try:
            return self._sample(frame, attribute, form)
        except NotTriedError:
            # No value of its type is known: it goes without.
            if optional:
                return None
            raise

    def _sample(self, frame: _Frame, attribute: Attribute, form: Form | None) -> TrialValue:
        column = attribute.column
        if form is not None:
            return TrialValue(column.type, form.value(frame.number))
        key = column.name in self._known.differing(frame.model)
        return TrialValue(column.type, self._known.sample(column, frame.number, key=key))

    def _reference(
        self,
        frame: _Frame,
        attribute: Attribute,
        keys: tuple[ForeignKey, ...],
        form: Form | None,
    ) -> Cell:
        """What a foreign key's column holds, whose row is made; other keys of it follow."""
        unique = attribute.column.name in self._known.differing(frame.model)
        own = form is OWN or (form is not SHARED and unique)
        first, *others = keys
        target, referred = self._known.target(first)
        cell = self._row(target, referred, own)
        for key in others:
            model, at = self._known.target(key)
            self.add(model, {at.name: cell})
        return cell

    def _row(self, target: Model, referred: Attribute, own: bool) -> Cell:
        if not own and target.name in self._shared:
            return TrialReference(self._shared[target.name], referred.name)
        for frame in reversed(self._stack):
            if frame.model is target:
                return self._ahead(frame, referred)
        number = self.add(target, present=(referred.name,))
        if not own:
            self._shared[target.name] = number
        return TrialReference(number, referred.name)

    def _ahead(self, frame: _Frame, referred: Attribute) -> TrialValue:
        """What a row that is not yet written will hold."""
        if self._known.keys(frame.model, referred):
            raise NotTriedError(f"{frame.model.name}.{referred.name} refers to rows in a cycle")
        self.circular = True
        if frame is not self._stack[-1]:
            self.cyclic = True
        if referred.name not in frame.fixed:
            shape = self._shapes.get(frame.model.name, {})
            value = self._sample(frame, referred, shape.get(referred.name))
            frame.fixed[referred.name] = value
        return frame.fixed[referred.name]


def is_generated(model: Model, attribute: Attribute) -> bool:
    """Whether rows get a value of their own by themselves."""
    column = attribute.column
    default: Any = column.default
    return column.autoincrement or (
        default is not None and default.kind == "uuid" and column.name in model.table.primary_key
    )
