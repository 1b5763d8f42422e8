"""Each declared side of an association as a `relationship`."""

from __future__ import annotations

from collections.abc import Iterator
from keyword import iskeyword

from scaffold.database.tables import Association, Database, Model, ScopeValue, TableName
from scaffold.targets.sqlalchemy import literals
from scaffold.targets.sqlalchemy.import_collector import ImportCollector
from scaffold.targets.sqlalchemy.layout import (
    TRUE,
    Call,
    Expr,
    Raw,
    Str,
    Subscript,
    print_assignment,
)
from scaffold.targets.sqlalchemy.names import ModelNames, PythonNames

Named = tuple[str, Expr]
_Pair = tuple[TableName, TableName]


class Relationships:
    """What all relationships of a database need to know of each other."""

    def __init__(self, database: Database, names: PythonNames) -> None:
        self._names = names
        # How many keys lead from one table to another: with several each side says its own.
        self._keys: dict[_Pair, int] = {}
        # By the column that a relationship writes: which ones write it, and their other sides.
        self._writers: dict[tuple[str, str], list[Association]] = {}
        for model in database.models:
            for key in model.table.foreign_keys:
                pair = _pair(model.table.name, key.table)
                self._keys[pair] = self._keys.get(pair, 0) + 1
            for association in self.of(model):
                for column in self._written(association):
                    self._writers.setdefault(column, []).append(association)

    def of(self, model: Model) -> Iterator[Association]:
        """The model's associations that can be relationships: between classes."""
        if self._names[model.name].table:
            return
        for association in model.associations:
            if not self._names[association.target].table:
                yield association

    def statement(self, association: Association, scope: ImportCollector) -> str:
        """`customer: Mapped["Customer | None"] = relationship(…)`."""
        names = self._names[association.source]
        target = self._names[association.target].class_name
        annotation: Expr
        if association.kind in ("hasMany", "belongsToMany"):
            annotation = Subscript(scope("list"), (Str(target),))
        elif association.kind == "belongsTo" and association.required:
            annotation = Str(target)
        else:
            annotation = Str(f"{target} | None")
        call = Call(scope("relationship"), (), tuple(self._options(association, scope)))
        mapped = Subscript(scope("Mapped"), (annotation,))
        member = names[association.alias]
        return print_assignment(member, call, annotation=mapped, indent=4)

    def _options(self, association: Association, scope: ImportCollector) -> Iterator[Named]:
        if association.kind == "belongsToMany":
            yield from self._secondary(association, scope)
        else:
            yield from self._join(association)
        if association.inverse is not None:
            inverse = self._names[association.target][association.inverse]
            yield "back_populates", Str(inverse)
        overlaps = self._overlaps(association)
        if overlaps:
            yield "overlaps", Str(overlaps)
        yield from self._deletes(association)

    def _join(self, association: Association) -> Iterator[Named]:
        source, target = self._names[association.source], self._names[association.target]
        holder, other, point = source, target, association.target_key
        if association.kind != "belongsTo":
            holder, other, point = target, source, association.source_key
        key = f"{holder.class_name}.{holder[association.foreign_key]}"
        referred = f"{other.class_name}.{other[point]}"
        itself = association.source == association.target
        if association.scope or not self._is_bound(holder, association.foreign_key, other, point):
            yield "primaryjoin", Str(_primary_join(association, key, referred, target))
            return
        if self._keys.get(_pair(holder.model.table.name, other.model.table.name), 0) > 1:
            yield "foreign_keys", Str(key)
        if itself and association.kind == "belongsTo":
            yield "remote_side", Str(referred)

    def _is_bound(self, holder: ModelNames, attribute: str, other: ModelNames, point: str) -> bool:
        """Whether the database has the key from `holder` to that attribute of `other`."""
        column = holder.model.attribute(attribute).column.name
        referred = other.model.attribute(point).column.name
        return any(
            (key.column, key.table, key.key) == (column, other.model.table.name, referred)
            for key in holder.model.table.foreign_keys
        )

    def _secondary(self, association: Association, scope: ImportCollector) -> Iterator[Named]:
        join = self._names[association.through or ""]
        source, target = self._names[association.source], self._names[association.target]
        if join.table:
            yield "secondary", Raw(scope(join.variable, f".{join.module}"))
        else:
            yield "secondary", _late_table(join.model.table.name, scope)
        if self._says_joins(association, join):
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
            yield "primaryjoin", Str(near)
            yield "secondaryjoin", Str(far)
        if not join.pure:
            yield "viewonly", TRUE

    def _says_joins(self, association: Association, join: ModelNames) -> bool:
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

    def _written(self, association: Association) -> Iterator[tuple[str, str]]:
        """The columns that the relationship writes, as model and attribute."""
        if association.kind == "belongsTo":
            yield association.source, association.foreign_key
        elif association.kind != "belongsToMany":
            yield association.target, association.foreign_key
        elif association.through and self._names[association.through].pure:
            yield association.through, association.foreign_key
            yield association.through, association.other_key or ""

    def _overlaps(self, association: Association) -> str:
        """The relationships before it that write one of its columns and are not its other side."""
        found: dict[str, None] = {}
        for column in self._written(association):
            for other in self._writers[column]:
                if other is association:
                    break
                if (other.source, other.alias) != (association.target, association.inverse):
                    found[self._names[other.source][other.alias]] = None
        return ",".join(found)

    def keeps_keys(self, association: Association) -> bool:
        """Whether SQLAlchemy leaves the foreign key of a row that is removed from it.

        It does with passive_deletes="all" (OneToManyDP in sqlalchemy/orm/dependency.py), unless
        another side that is declared lets go of it.
        """
        if association.kind not in ("hasOne", "hasMany") or association.inverse is not None:
            return False
        return ("passive_deletes", Str("all")) in self._deletes(association)

    def _deletes(self, association: Association) -> Iterator[Named]:
        """The database acts on rows that point to a deleted one, as it was told to."""
        if association.kind == "belongsTo":
            return
        if association.kind == "belongsToMany":
            if association.through and self._names[association.through].pure:
                yield "passive_deletes", TRUE
            return
        if association.constraints and association.on_delete == "CASCADE":
            yield "cascade", Str("all, delete")
            yield "passive_deletes", TRUE
        elif association.constraints and association.on_delete == "SET NULL":
            yield "passive_deletes", TRUE
        else:
            yield "passive_deletes", Str("all")


def _primary_join(association: Association, key: str, referred: str, target: ModelNames) -> str:
    """The condition, with what is the key and, within one table, which row is the other one."""
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
            value = literals.string(scope.value.value)
    return f"and_({join}, {column} == {value})"


def _late_table(name: TableName, scope: ImportCollector) -> Expr:
    """A table of a module that is not imported: SQLAlchemy evaluates the string as Python."""
    is_plain = name.schema is None and name.name.isidentifier() and not iskeyword(name.name)
    return Str(name.name) if is_plain else Call(scope("table"), (Str(str(name)),))


def _pair(one: TableName, other: TableName) -> _Pair:
    first, second = sorted((one, other), key=str)
    return first, second
