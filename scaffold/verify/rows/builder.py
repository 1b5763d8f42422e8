"""Build rows that a database accepts: foreign keys, required values and unique values are valid."""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping
from typing import Any

from scaffold.database.tables import (
    Attribute,
    ForeignKey,
    Model,
)
from scaffold.verify.rows.known_rows import CompositeKey, KnownRows, is_generated, uniques
from scaffold.verify.rows.samples import distinct
from scaffold.verify.rows.trial_types import (
    Cells,
    NotTriedError,
    TrialReference,
    TrialRow,
    TrialValue,
)
from scaffold.verify.rows.value_forms import (
    NULL,
    OWN_ROW,
    SHARED,
    Form,
    Forms,
)

Cell = TrialValue | TrialReference
# Attributes that the application sets itself.
_FILLED = frozenset({"timestamp", "paranoid"})
_DEPTH = 100


class _RowDraft:
    """A row that is being built. `fixed` are values that earlier rows already refer to."""

    def __init__(self, model: Model, number: int) -> None:
        self.model = model
        self.number = number
        self.fixed: dict[str, TrialValue] = {}


class Builder:
    """Builds the rows of one trial, in the order in which they are written.

    forms: how the columns of CHECKs are filled, by model.
    cyclic: a row comes before one that it refers to.
    circular: that, or a row refers to itself.
    """

    def __init__(self, known: KnownRows, forms: Mapping[str, Forms]) -> None:
        self.rows: list[TrialRow] = []
        self.cyclic = False
        self.circular = False
        self._known = known
        self._forms = forms
        self._shared: dict[str, int] = {}
        self._counts: dict[str, int] = {}
        self._stack: list[_RowDraft] = []
        self._next = 0
        self._unique: set[tuple[Any, ...]] = set()

    def number(self) -> int:
        """Return a number for a row that is made later."""
        self._next += 1
        return self._next

    def add(self, model: Model, cells: Cells | None = None, present: tuple[str, ...] = ()) -> int:
        """Add a row with these cells and all that it needs, and return its number; see `cells`."""
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
        """Return the cells of a new row, after adding the rows that it refers to.

        minimal: leave out what is optional.
        present: attributes that must have a value.
        leave: attributes to leave out.
        NotTriedError if there is no such row.
        """
        if len(self._stack) == _DEPTH:
            raise NotTriedError(f"its rows need a chain of more than {_DEPTH} other rows")
        draft = _RowDraft(model, self._count(model))
        self._stack.append(draft)
        made: dict[str, Cell] = {**(given or {})}
        left = {*leave}
        try:
            for key in self._known.composites(model):
                self._refer(draft, key, made, left, present)
            for attribute in model.attributes:
                if attribute.name in made or attribute.name in left:
                    continue
                cell = self._cell(draft, attribute, minimal, attribute.name in present)
                if cell is not None:
                    made[attribute.name] = cell
        finally:
            self._stack.pop()
        made |= draft.fixed
        self._differ(model, made)
        return made

    def _refer(
        self,
        draft: _RowDraft,
        key: CompositeKey,
        made: dict[str, Cell],
        left: set[str],
        present: tuple[str, ...],
    ) -> None:
        """Add the cells of a foreign key of several attributes to `made`, or leave some out."""
        free = [
            each
            for each in key.attributes
            if each.column.nullable and each.name not in {*made, *present, *left}
        ]
        for attribute in free:
            if attribute.column.default is None:
                left.add(attribute.name)
            else:
                made[attribute.name] = TrialValue(attribute.column.type, None)
        if free or all(name in made for name in key.names):
            return
        if left.intersection(key.names) or any(one.model is key.target for one in self._stack):
            raise NotTriedError(f"{draft.model.name} refers to rows that it needs first")
        given = {there: made[name] for name, there in key.pairs if name in made}
        is_own_row = given or key.columns & self._known.differing(draft.model)
        number = None if is_own_row else self._shared.get(key.target.name)
        if number is None:
            number = self.add(key.target, given, present=tuple(there for _, there in key.pairs))
            if not is_own_row:
                self._shared[key.target.name] = number
        for name, there in key.pairs:
            made.setdefault(name, TrialReference(number, there))

    def rows_with(self, model: Model, attribute: str, cell: Cell) -> set[int]:
        """Return the rows of a model that have this value in an attribute."""
        wanted = self._comparable(cell)
        return {
            row.number
            for row in self.rows
            if row.model == model.name
            and attribute in row.cells
            and self._comparable(row.cells[attribute]) == wanted
        }

    def _comparable(self, cell: Cell) -> Any:
        """Return a value that is equal for cells with equal contents, as far as they are known."""
        if isinstance(cell, TrialValue):
            return json.dumps(cell.value)
        row = next(each for each in self.rows if each.number == cell.row)
        further = row.cells.get(cell.attribute)
        return self._comparable(further) if further is not None else (cell.row, cell.attribute)

    def _differ(self, model: Model, cells: Cells) -> None:
        """Raise NotTriedError if an earlier row has the same values in a unique index."""
        by_column = {each.column.name: each.name for each in model.attributes}
        for columns in uniques(model):
            held = [cells.get(by_column[column]) for column in columns]
            parts = [None if each is None else self._comparable(each) for each in held]
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
                raise NotTriedError(f"{model.name} cannot have {count} rows that differ in {names}")
        return count

    def capacity(self, model: Model, columns: Collection[str]) -> int | None:
        """Return how many rows can differ in these columns; None for enough."""
        forms = self._forms.get(model.name, {})
        counts: list[int] = []
        for attribute in model.attributes:
            if attribute.column.name not in columns:
                continue
            if self._known.keys(model, attribute) or is_generated(model, attribute):
                return None
            if any(attribute in key.attributes for key in self._known.composites(model)):
                return None
            if (form := forms.get(attribute.name)) is not None:
                if form.varies or form is NULL:
                    return None
                counts.append(1)
            elif (count := distinct(attribute.column)) is None:
                return None
            else:
                counts.append(count)
        return math.lcm(*counts)

    def _cell(
        self, draft: _RowDraft, attribute: Attribute, minimal: bool, present: bool
    ) -> Cell | None:
        column, model = attribute.column, draft.model
        if attribute.origin in _FILLED or attribute.name in (model.created_at, model.updated_at):
            return None
        form = self._forms.get(model.name, {}).get(attribute.name)
        required = present or not column.nullable
        if keys := self._known.keys(model, attribute):
            if form is NULL or (form is None and not required):
                # The row that a default refers to may not exist.
                return None if column.default is None else TrialValue(column.type, None)
            return self._reference(draft, attribute, keys, form)
        if is_generated(model, attribute) and column.type.name != "tinyint":
            return None
        if form is None and attribute.origin == "key" and not required:
            return None
        optional = column.default is not None or not required
        if minimal and form is None and optional:
            return None
        try:
            return self._sample(draft, attribute, form)
        except NotTriedError:
            # No value of its type is known: left out.
            if optional:
                return None
            raise

    def _sample(self, draft: _RowDraft, attribute: Attribute, form: Form | None) -> TrialValue:
        column = attribute.column
        if form is not None:
            return TrialValue(column.type, form.value(draft.number))
        key = column.name in self._known.differing(draft.model)
        return TrialValue(column.type, self._known.sample(column, draft.number, key=key))

    def _reference(
        self,
        draft: _RowDraft,
        attribute: Attribute,
        keys: tuple[ForeignKey, ...],
        form: Form | None,
    ) -> Cell:
        """Return the value of a foreign key's column, whose row is added; its other keys follow."""
        unique = attribute.column.name in self._known.differing(draft.model)
        is_own_row = form is OWN_ROW or (form is not SHARED and unique)
        first, *others = keys
        target, referred = self._known.target(first)
        cell = self._row(target, referred, is_own_row)
        for key in others:
            model, at = self._known.target(key)
            self.add(model, {at.name: cell})
        return cell

    def _row(self, target: Model, referred: Attribute, is_own_row: bool) -> Cell:
        if not is_own_row and target.name in self._shared:
            return TrialReference(self._shared[target.name], referred.name)
        for draft in reversed(self._stack):
            if draft.model is target:
                return self._ahead(draft, referred)
        number = self.add(target, present=(referred.name,))
        if not is_own_row:
            self._shared[target.name] = number
        return TrialReference(number, referred.name)

    def _ahead(self, draft: _RowDraft, referred: Attribute) -> TrialValue:
        """Return the value that a row which is not yet written will have."""
        if self._known.keys(draft.model, referred):
            raise NotTriedError(f"{draft.model.name}.{referred.name} refers to rows in a cycle")
        self.circular = True
        if draft is not self._stack[-1]:
            self.cyclic = True
        if referred.name not in draft.fixed:
            forms = self._forms.get(draft.model.name, {})
            value = self._sample(draft, referred, forms.get(referred.name))
            draft.fixed[referred.name] = value
        return draft.fixed[referred.name]
