"""Each declared end of an association as a `relationship`."""

from __future__ import annotations

from collections.abc import Iterator
from keyword import iskeyword

from scaffold.database.composite_association import CompositeAssociation
from scaffold.database.tables import (
    Association,
    Database,
    Model,
    ScopeValue,
    TableName,
)
from scaffold.schema.native_types import values_type
from scaffold.schema.type_table import are_comparable
from scaffold.targets.sqlalchemy.composite_joins import Joins, composite_joins, written_attributes
from scaffold.targets.sqlalchemy.declared_schema import DeclaredSchema
from scaffold.targets.sqlalchemy.import_collector import ImportCollector
from scaffold.targets.sqlalchemy.literals import string
from scaffold.targets.sqlalchemy.names import ModelNames, PythonNames
from scaffold.targets.sqlalchemy.relationship_view import RelationshipView, SecondaryView

_Pair = tuple[TableName, TableName]
Relation = Association | CompositeAssociation


_BY_FOREIGN_KEYS = Joins()
_TRUE, _ALL = "True", '"all"'


class Relationships:
    """Makes the relationships of a database, whose options depend on each other."""

    def __init__(self, database: Database, names: PythonNames, schema: DeclaredSchema) -> None:
        self._names = names
        self._dialects = database.dialects
        self._schema = schema
        # The number of foreign keys between two tables: with several, `foreign_keys` is needed.
        self._keys: dict[_Pair, int] = {}
        # The relationships that write a column, for `overlaps`.
        self._writers: dict[tuple[str, str], list[Relation]] = {}
        for model in database.models:
            for key in model.table.foreign_keys:
                pair = _pair(model.table.name, key.table)
                self._keys[pair] = self._keys.get(pair, 0) + 1
            for composite in model.table.composite_keys:
                pair = _pair(model.table.name, composite.table)
                self._keys[pair] = self._keys.get(pair, 0) + 1
            for association in self.every(model):
                for column in self._written(association):
                    self._writers.setdefault(column, []).append(association)

    def every(self, model: Model) -> tuple[Relation, ...]:
        """Return all relationships of a model; those of several columns come last."""
        own: tuple[Relation, ...] = (*model.associations, *model.composites)
        if self._names[model.name].table:
            return ()
        return tuple(each for each in own if not self._names[each.target].table)

    def _composite_view(
        self, association: CompositeAssociation, imports: ImportCollector
    ) -> RelationshipView:
        """Return the relationship of an association whose foreign key has several columns."""
        names, target = self._names[association.source], self._names[association.target]
        many = association.kind == "hasMany"
        if many:
            imports("list")
        holder, referred = self._names[association.holder], self._names[association.referred]
        pair = _pair(holder.model.table.name, referred.model.table.name)
        joins = composite_joins(association, holder, referred, several=self._keys.get(pair, 0) > 1)
        cascade, passive_deletes = self._deletes(association)
        inverse = association.inverse
        return RelationshipView(
            name=names[association.alias],
            target=target.class_name,
            many=many,
            optional=association.kind != "belongsTo" or not association.required,
            secondary=None,
            primaryjoin=joins.primaryjoin,
            secondaryjoin=None,
            foreign_keys=joins.foreign_keys,
            remote_side=joins.remote_side,
            viewonly=False,
            back_populates=None if inverse is None else target[inverse],
            overlaps=self._overlaps(association),
            cascade=cascade,
            passive_deletes=passive_deletes,
            _schema=self._schema,
            _model=association.source,
            _alias=association.alias,
        )

    def view(self, association: Relation, imports: ImportCollector) -> RelationshipView:
        """Return the relationship of an association."""
        if isinstance(association, CompositeAssociation):
            return self._composite_view(association, imports)
        names, target = self._names[association.source], self._names[association.target]
        kind = association.kind
        many = kind in ("hasMany", "belongsToMany")
        if many:
            imports("list")
        join = self._names[association.through or ""] if kind == "belongsToMany" else None
        joins = self._through_joins(association, join) if join else self._joins(association)
        inverse = association.inverse
        viewonly = (join is not None and not join.pure) or not self._is_comparable(association)
        cascade, passive_deletes = (None, None) if viewonly else self._deletes(association)
        return RelationshipView(
            name=names[association.alias],
            target=target.class_name,
            many=many,
            optional=kind != "belongsTo" or not association.required,
            secondary=_secondary(join, imports) if join else None,
            primaryjoin=joins.primaryjoin,
            secondaryjoin=joins.secondaryjoin,
            foreign_keys=joins.foreign_keys,
            remote_side=joins.remote_side,
            viewonly=viewonly,
            back_populates=None if inverse is None else target[inverse],
            overlaps=self._overlaps(association),
            cascade=cascade,
            passive_deletes=passive_deletes,
            _schema=self._schema,
            _model=association.source,
            _alias=association.alias,
        )

    def _is_comparable(self, association: Association) -> bool:
        """Whether PostgreSQL compares the two columns of a belongsTo, hasOne or hasMany."""
        if association.kind == "belongsToMany":
            return True
        source, target = self._names[association.source], self._names[association.target]
        one = source.model.attribute(association.source_key).column.type
        other = target.model.attribute(association.target_key).column.type
        one, other = (values_type(each, self._dialects) for each in (one, other))
        return are_comparable(one.name, other.name)

    def _joins(self, association: Association) -> Joins:
        source, target = self._names[association.source], self._names[association.target]
        holder, other, referred = source, target, association.target_key
        if association.kind != "belongsTo":
            holder, other, referred = target, source, association.source_key
        key = f"{holder.class_name}.{holder[association.foreign_key]}"
        column = f"{other.class_name}.{other[referred]}"
        has_key = self._is_bound(holder, association.foreign_key, other, referred)
        if association.scope or not has_key:
            return Joins(primaryjoin=_primary_join(association, key, column, target))
        several = self._keys.get(_pair(holder.model.table.name, other.model.table.name), 0) > 1
        itself = association.source == association.target and association.kind == "belongsTo"
        if not several and not itself:
            return _BY_FOREIGN_KEYS
        return Joins(foreign_keys=key if several else None, remote_side=column if itself else None)

    def _is_bound(self, holder: ModelNames, attribute: str, other: ModelNames, point: str) -> bool:
        """Whether the database has the foreign key from `holder` to that attribute of `other`."""
        column = holder.model.attribute(attribute).column.name
        referred = other.model.attribute(point).column.name
        return any(
            (key.column, key.table, key.key) == (column, other.model.table.name, referred)
            for key in holder.model.table.foreign_keys
        )

    def _through_joins(self, association: Association, join: ModelNames) -> Joins:
        if not self._needs_joins(association, join):
            return _BY_FOREIGN_KEYS
        source, target = self._names[association.source], self._names[association.target]
        near = join.column(join.model.attribute(association.foreign_key).column.name)
        far = join.column(join.model.attribute(association.other_key or "").column.name)
        first = f"{source.class_name}.{source[association.source_key]}"
        second = f"{target.class_name}.{target[association.target_key]}"
        near, far = f"{first} == foreign({near})", f"{second} == foreign({far})"
        if association.through_scope:
            scoped = join.column(
                join.model.attribute(association.through_scope.attribute).column.name
            )
            near = _and(near, scoped, association.through_scope)
        if association.scope:
            scoped = f"{target.class_name}.{target[association.scope.attribute]}"
            far = _and(far, scoped, association.scope)
        return Joins(primaryjoin=near, secondaryjoin=far)

    def _needs_joins(self, association: Association, join: ModelNames) -> bool:
        if association.source == association.target:
            return True
        if association.scope or association.through_scope:
            return True
        source, target = self._names[association.source], self._names[association.target]
        ends = (
            (association.foreign_key, source, association.source_key),
            (association.other_key or "", target, association.target_key),
        )
        return any(
            not self._is_bound(join, attribute, end, point)
            or self._keys.get(_pair(join.model.table.name, end.model.table.name), 0) > 1
            for attribute, end, point in ends
        )

    def _written(self, association: Relation) -> Iterator[tuple[str, str]]:
        """Yield the columns that the relationship writes, as model and attribute."""
        if isinstance(association, CompositeAssociation):
            holder = association.holder
            names = written_attributes(association, self._names[holder])
            yield from ((holder, name) for name in names)
        elif association.kind == "belongsTo":
            yield association.source, association.foreign_key
        elif association.kind != "belongsToMany":
            yield association.target, association.foreign_key
        elif association.through and self._names[association.through].pure:
            yield association.through, association.foreign_key
            yield association.through, association.other_key or ""

    def _overlaps(self, association: Relation) -> str:
        """Return the earlier relationships, but its inverse, that write one of its columns."""
        found: dict[str, None] = {}
        for column in self._written(association):
            for other in self._writers[column]:
                if other is association:
                    break
                if (other.source, other.alias) != (association.target, association.inverse):
                    found[self._names[other.source][other.alias]] = None
        return ",".join(found)

    def keeps_keys(self, association: Relation) -> bool:
        """Whether a row that is removed from the relationship keeps its foreign key.

        It does with passive_deletes="all" (OneToManyDP in sqlalchemy/orm/dependency.py), unless
        the inverse is declared, which clears it.
        """
        if association.kind not in ("hasOne", "hasMany") or association.inverse is not None:
            return False
        return self._deletes(association)[1] == _ALL

    def _deletes(self, association: Relation) -> tuple[str | None, str | None]:
        """`cascade` and `passive_deletes`: the database acts on the rows that refer to a deleted
        one, by the action of the foreign key."""
        if association.kind == "belongsTo":
            return None, None
        if isinstance(association, Association) and association.kind == "belongsToMany":
            pure = association.through and self._names[association.through].pure
            return None, _TRUE if pure else None
        if association.constraints and association.on_delete == "CASCADE":
            return "all, delete", _TRUE
        if association.constraints and association.on_delete == "SET NULL":
            return None, _TRUE
        return None, _ALL


def _primary_join(association: Association, key: str, referred: str, target: ModelNames) -> str:
    """The condition, with the foreign key marked and, within one table, the remote column."""
    itself = association.source == association.target
    if association.kind == "belongsTo":
        join = f"foreign({key}) == " + (f"remote({referred})" if itself else referred)
    else:
        foreign = f"foreign({key})"
        join = f"{referred} == " + (f"remote({foreign})" if itself else foreign)
    if association.scope is None:
        return join
    scoped = f"{target.class_name}.{target[association.scope.attribute]}"
    return _and(join, f"remote({scoped})" if itself else scoped, association.scope)


def _and(join: str, column: str, scope: ScopeValue) -> str:
    match scope.value.kind:
        case "boolean":
            value = "True" if scope.value.value == "true" else "False"
        case "number":
            value = scope.value.value
        case _:
            value = string(scope.value.value)
    return f"and_({join}, {column} == {value})"


def _secondary(join: ModelNames, imports: ImportCollector) -> SecondaryView:
    """The join table, by its variable where it has no class."""
    name = join.model.table.name
    if join.table:
        return SecondaryView(imports(join.variable, f".{join.module}"), name.name, False)
    is_plain = name.schema is None and name.name.isidentifier() and not iskeyword(name.name)
    if not is_plain:
        imports("table")
    return SecondaryView(None, str(name), not is_plain)


def _pair(one: TableName, other: TableName) -> _Pair:
    first, second = sorted((one, other), key=str)
    return first, second
