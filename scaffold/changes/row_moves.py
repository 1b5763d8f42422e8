"""Associations that are stored elsewhere in the new schema, and the rows that move there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from typing import NamedTuple

from scaffold.changes.snapshot import AssociationSnapshot, ModelSnapshot
from scaffold.changes.table_changes import TableComparison, Translation
from scaffold.database.alterations import Pairs
from scaffold.database.tables import Association, Database, Model, Table, TableName
from scaffold.values import dataclass

ColumnName = tuple[TableName, str]


@dataclass(frozen=True, slots=True)
class Move:
    """An association whose pairs move. `model` and `alias` are the new schema's.

    `source` has the old names of table and columns, `target` the new ones. `narrows`: a row
    that had several keeps one.
    """

    model: str
    alias: str
    source: Pairs
    target: Pairs
    narrows: bool


class _Stored(NamedTuple):
    """The pairs, and the columns whose values `left` and `right` hold, under the new names."""

    pairs: Pairs
    left: ColumnName
    right: ColumnName


def moves(
    comparison: TableComparison,
    after: Database,
    tables: Mapping[TableName, Table],
    translation: Translation,
    aliases: Mapping[tuple[str, str], str],
) -> tuple[Move, ...]:
    """Return the associations whose storage changes.

    `tables` are the old tables, `aliases` leads from a new model and alias to the old alias.
    """
    return tuple(_Moves(comparison, after, tables, translation, aliases).find())


class _Moves:
    def __init__(
        self,
        comparison: TableComparison,
        after: Database,
        tables: Mapping[TableName, Table],
        translation: Translation,
        aliases: Mapping[tuple[str, str], str],
    ) -> None:
        self._new = {model.name: model for model in after.models}
        self._known = {pair.model.name: pair.known for pair in comparison.pairs}
        self._owners = _owners([*self._known.values(), *(one for one, _ in comparison.dropped)])
        self._models = {pair.known.name: pair.known for pair in comparison.pairs}
        known = [*self._models.values(), *(model for model, _ in comparison.dropped)]
        self._timestamps = {model.table: _timestamps(model) for model in known}
        self._old = tables
        self._translation = translation
        self._aliases = aliases

    def find(self) -> Iterator[Move]:
        seen: set[tuple[Pairs, Pairs]] = set()
        for name, known in self._known.items():
            by_alias = {each.alias: each for each in known.associations}
            for each in self._new[name].associations:
                was = by_alias.get(self._aliases.get((name, each.alias), each.alias))
                move = self._move(self._new[name], each, known, was) if was else None
                if move is None:
                    continue
                # The two sides of one association are one move.
                key = (_sorted(move.source), _sorted(move.target))
                if key not in seen:
                    seen.add(key)
                    yield move

    def _move(
        self, model: Model, new: Association, known: ModelSnapshot, was: AssociationSnapshot
    ) -> Move | None:
        if self._translation.column(was.table, was.column) is not None:
            # The old storage is kept: what most associations can be told by.
            return None
        before, now = self._before(known, was), self._after(model, new)
        if before is None or now is None or self._is_polymorphic(was):
            return None
        if (before.left, before.right) != (now.left, now.right):
            return None
        source, target = before.pairs, now.pairs
        if self._stays(source) or not self._is_new(target):
            return None
        narrows = source.foreign_key is None and target.foreign_key is not None
        return Move(model.name, new.alias, source, target, narrows)

    def _is_polymorphic(self, was: AssociationSnapshot) -> bool:
        """Whether the values are keys of several models: which row is whose, no column tells."""
        columns = (was.column, was.other_column)
        return any(len(self._owners.get((was.table, each), ())) > 1 for each in columns if each)

    def _stays(self, pairs: Pairs) -> bool:
        """Whether the old storage is kept: then nothing moves."""
        columns = (pairs.foreign_key,) if pairs.foreign_key else (pairs.left, pairs.right)
        return any(self._translation.column(pairs.table, each) is not None for each in columns)

    def _is_new(self, pairs: Pairs) -> bool:
        columns = (pairs.foreign_key,) if pairs.foreign_key else (pairs.left, pairs.right)
        return not any(self._translation.is_kept(pairs.table, each) for each in columns)

    def _before(self, known: ModelSnapshot, was: AssociationSnapshot) -> _Stored | None:
        source, target = known, self._models.get(was.target)
        holder = self._old.get(was.table)
        if target is None or holder is None:
            return None
        keys = {key.column: key for key in holder.foreign_keys}

        def referenced(column: str, model: ModelSnapshot) -> ColumnName | None:
            key = keys.get(column)
            if key is not None:
                return self._renamed(key.table, key.key)
            own = self._old[model.table].primary_key
            return self._renamed(model.table, own[0]) if len(own) == 1 else None

        if was.kind == "belongsToMany":
            if was.other_column is None:
                return None
            left, right = referenced(was.column, source), referenced(was.other_column, target)
            stamps = self._timestamps.get(was.table, ())
            pairs = Pairs(was.table, was.column, was.other_column, timestamps=stamps)
            return _Stored(pairs, left, right) if left and right else None
        own = holder.primary_key
        if len(own) != 1:
            return None
        mine = self._renamed(was.table, own[0])
        if was.kind == "belongsTo":
            other = referenced(was.column, target)
            pairs = Pairs(was.table, own[0], was.column, was.column)
            return _Stored(pairs, mine, other) if mine and other else None
        other = referenced(was.column, source)
        pairs = Pairs(was.table, was.column, own[0], was.column)
        return _Stored(pairs, other, mine) if mine and other else None

    def _after(self, model: Model, each: Association) -> _Stored | None:
        holder = self._new[each.holder]
        table = holder.table
        source, target = model, self._new[each.target]
        source_key = (source.table.name, source.attribute(each.source_key).column.name)
        target_key = (target.table.name, target.attribute(each.target_key).column.name)
        if each.kind == "belongsToMany":
            other = holder.attribute(each.other_key or "").column.name
            stamps = tuple(
                holder.attribute(name).column.name
                for name in (holder.created_at, holder.updated_at)
                if name is not None
            )
            pairs = Pairs(table.name, each.column.name, other, timestamps=stamps)
            return _Stored(pairs, source_key, target_key)
        if len(table.primary_key) != 1:
            return None
        own, column = table.primary_key[0], each.column.name
        if each.kind == "belongsTo":
            pairs = Pairs(table.name, own, column, column)
            return _Stored(pairs, (table.name, own), target_key)
        return _Stored(Pairs(table.name, column, own, column), source_key, (table.name, own))

    def _renamed(self, table: TableName, column: str) -> ColumnName | None:
        name = self._translation.column(table, column)
        return None if name is None else (self._translation.name(table), name)


def _owners(models: Iterable[ModelSnapshot]) -> Mapping[ColumnName, Set[str]]:
    """Return the models whose keys the column of each association has."""
    found: dict[ColumnName, set[str]] = {}
    for model in models:
        for each in model.associations:
            near = each.target if each.kind == "belongsTo" else model.name
            found.setdefault((each.table, each.column), set()).add(near)
            if each.other_column is not None:
                found.setdefault((each.table, each.other_column), set()).add(each.target)
    return found


def _timestamps(model: ModelSnapshot) -> tuple[str, ...]:
    """The columns that a new row fills with the time, if the way down restores the pairs."""
    columns = dict(model.attributes)
    names = (model.created_at, model.updated_at)
    return tuple(columns[name] for name in names if name is not None)


def _sorted(pairs: Pairs) -> Pairs:
    left, right = sorted((pairs.left, pairs.right))
    return Pairs(pairs.table, left, right, pairs.foreign_key, pairs.timestamps)
