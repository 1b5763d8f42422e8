"""The boxes and lines of a diagram, from the compiled schema."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from scaffold.database.composite_association import CompositeAssociation
from scaffold.database.tables import (
    Association,
    Attribute,
    Database,
    ForeignKey,
    Model,
)
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """An attribute in a box. `marks` is a subset of `PK`, `FK`, `U`, in this order."""

    name: str
    type: str
    nullable: bool
    marks: tuple[str, ...]
    attribute: Attribute


@dataclass(frozen=True, slots=True)
class Box:
    """A model with its rows."""

    model: Model
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A foreign key of the model `source`, which refers to the model `target`.

    attribute: the attribute of `source` that holds the key; refers_to: the one of `target`;
    of a key of several, their names with commas between.
    columns, keys: the columns of the two.
    single: at most one row of `source` for each row of `target`.
    optional: the key may be NULL.
    logical: the database has no constraint for it.
    aliases: `belongsTo` aliases first, then those of the other end.
    on_delete, on_update: the actions of the constraint.
    """

    source: str
    target: str
    attribute: str
    refers_to: str
    single: bool
    optional: bool
    logical: bool
    aliases: tuple[str, ...]
    on_delete: str
    on_update: str
    columns: tuple[str, ...]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """A diagram: its boxes in the order of the schema, and the lines between them."""

    boxes: tuple[Box, ...]
    lines: tuple[KeyLine, ...]


def graph_of(database: Database, only: Collection[str] = ()) -> Graph:
    """Return the diagram of a database: of all models, or of the models `only` and those that a
    foreign key relates to one of them.
    """
    lines = tuple(_Lines(database).all())
    shown = {model.name for model in database.models}
    if only:
        lines = tuple(line for line in lines if line.source in only or line.target in only)
        shown = {*only, *(end for line in lines for end in (line.source, line.target))}
    keys = {(line.source, line.attribute) for line in lines}
    boxes = tuple(
        Box(model, tuple(_rows(model, keys))) for model in database.models if model.name in shown
    )
    return Graph(boxes, lines)


def _rows(model: Model, keys: Collection[tuple[str, str]]) -> Iterator[Row]:
    table = model.table
    foreign = {key.column for key in table.foreign_keys}
    foreign |= {column for key in table.composite_keys for column in key.columns}
    foreign |= {model.column(name) for each in model.composites for name in _own_keys(each)}
    for attribute in model.attributes:
        column = attribute.column
        marks = []
        if column.name in table.primary_key:
            marks.append("PK")
        if column.name in foreign or (model.name, attribute.name) in keys:
            marks.append("FK")
        if _is_unique(model, column.name):
            marks.append("U")
        yield Row(attribute.name, str(column.type), column.nullable, tuple(marks), attribute)


def _own_keys(association: CompositeAssociation) -> tuple[str, ...]:
    return association.foreign_keys if association.kind == "belongsTo" else ()


def _is_unique(model: Model, *columns: str) -> bool:
    """Whether the columns are unique together, by more than the primary key."""
    table = model.table
    alone = any(
        index.unique
        and set(index.columns) == set(columns)
        and index.where is None
        and not index.has_expression
        for index in table.indexes
    )
    return alone or any((unique.column,) == columns for unique in table.uniques)


class _Lines:
    """The foreign keys of a database, with lookups that each of them needs."""

    def __init__(self, database: Database) -> None:
        self._models = database.models
        self._by_name = {model.name: model for model in database.models}
        self._by_table = {model.table.name: model for model in database.models}
        # Associations by the model that holds the key, and the key's attribute.
        self._ends: dict[tuple[str, str], list[Association]] = defaultdict(list)
        # The keys of each model that have no constraint: attribute, other model, its attribute.
        self._logical: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for model in database.models:
            for each in model.associations:
                self._ends[each.holder, each.foreign_key].append(each)
                if each.other_key:
                    self._ends[each.holder, each.other_key].append(each)
                if not each.constraints:
                    self._logical[each.holder] += _logical_keys(each)
        # Those of several attributes, by the model that holds the key.
        self._composites: dict[str, dict[tuple[str, ...], list[CompositeAssociation]]] = {}
        for model in database.models:
            for composite in model.composites:
                keys = self._composites.setdefault(composite.holder, {})
                keys.setdefault((composite.referred, *composite.foreign_keys), []).append(composite)

    def all(self) -> Iterator[KeyLine]:
        """Yield the constraints of each table, then its keys without a constraint."""
        for model in self._models:
            attributes = {each.column.name: each.name for each in model.attributes}
            drawn = set()
            for key in model.table.foreign_keys:
                target = self._by_table.get(key.table)
                if target is None:
                    continue
                columns = {each.column.name: each.name for each in target.attributes}
                attribute = attributes[key.column]
                drawn.add((attribute, target.name))
                refers_to = columns[key.key]
                yield self._line(model, target, attribute, refers_to, key)
            for attribute, name, refers_to in self._logical[model.name]:
                if (attribute, name) not in drawn:
                    drawn.add((attribute, name))
                    yield self._line(model, self._by_name[name], attribute, refers_to, None)
            for ends in self._composites.get(model.name, {}).values():
                yield self._composite_line(model, ends)

    def _line(
        self, model: Model, target: Model, attribute: str, refers_to: str, key: ForeignKey | None
    ) -> KeyLine:
        column = model.attribute(attribute).column
        return KeyLine(
            source=model.name,
            target=target.name,
            attribute=attribute,
            refers_to=refers_to,
            single=_is_unique(model, column.name) or model.table.primary_key == (column.name,),
            optional=column.nullable,
            logical=key is None,
            aliases=tuple(self._aliases(model.name, attribute, target.name)),
            on_delete=key.on_delete if key else "",
            on_update=key.on_update if key else "",
            columns=(column.name,),
            keys=(target.column(refers_to),),
        )

    def _composite_line(self, model: Model, ends: list[CompositeAssociation]) -> KeyLine:
        first = ends[0]
        target = self._by_name[first.referred]
        columns = tuple(map(model.column, first.foreign_keys))
        ordered = sorted(ends, key=lambda each: each.kind != "belongsTo")
        unique = _is_unique(model, *columns) or set(model.table.primary_key) == set(columns)
        return KeyLine(
            source=model.name,
            target=target.name,
            attribute=", ".join(first.foreign_keys),
            refers_to=", ".join(first.referenced),
            single=unique,
            optional=not first.required,
            logical=not first.constraints,
            aliases=tuple(each.alias for each in ordered),
            on_delete=first.on_delete if first.constraints else "",
            on_update=first.on_update if first.constraints else "",
            columns=columns,
            keys=tuple(map(target.column, first.referenced)),
        )

    def _aliases(self, holder: str, attribute: str, target: str) -> Iterator[str]:
        ends = self._ends[holder, attribute]
        yield from (x.alias for x in ends if x.kind == "belongsTo" and x.target == target)
        for each in ends:
            if each.kind != "belongsTo" and each.foreign_key == attribute and each.source == target:
                yield each.alias


def _logical_keys(association: Association) -> list[tuple[str, str, str]]:
    if association.kind == "belongsTo":
        return [(association.foreign_key, association.target, association.target_key)]
    keys = [(association.foreign_key, association.source, association.source_key)]
    if association.other_key:
        keys.append((association.other_key, association.target, association.target_key))
    return keys
