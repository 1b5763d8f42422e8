"""The columns of a model as its template sees them."""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.database.postgres_names import serial_words
from scaffold.database.rowid import rowid_alias
from scaffold.database.tables import Attribute, Column, ForeignKey, Model, Table
from scaffold.naming import pascal
from scaffold.schema.native_types import values_type
from scaffold.targets.sqlalchemy.declared_schema import DeclaredSchema
from scaffold.targets.sqlalchemy.import_collector import ImportCollector
from scaffold.targets.sqlalchemy.keywords import needs_quotes
from scaffold.targets.sqlalchemy.literals import string
from scaffold.targets.sqlalchemy.names import ModelNames
from scaffold.targets.sqlalchemy.revisions.op_defaults import computed_code
from scaffold.targets.sqlalchemy.types import (
    Dialects,
    default_code,
    innermost,
    is_implied,
    python_type,
    type_code,
)
from scaffold.templating.contract.views import AttributeView
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class EnumView:
    """The name of the type of an enum's values, and the values."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReferenceView:
    """A foreign key: `target` is `table.column`; `name` is None where the convention gives it."""

    target: str
    name: str | None
    on_delete: str
    on_update: str


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A member `name` of the class and its `column`, which SQLAlchemy quotes or `quoted` tells it.

    `python`, `type`, `default`, `onupdate` and `server_default` are code: the type of the values,
    the type of the column (None where `python` implies it), and what fills in a missing value.
    `autoincrement` is None where SQLAlchemy's own rule gives it.
    """

    name: str
    column: str
    quoted: bool
    python: str
    nullable: bool
    type: str | None
    reference: ReferenceView | None
    computed: str | None
    primary_key: bool
    autoincrement: bool | None
    unique: bool
    index: bool
    default: str | None
    onupdate: str | None
    server_default: str | None
    server_onupdate: str | None
    comment: str | None
    _schema: DeclaredSchema
    _model: str
    _attribute: str

    @property
    def attribute(self) -> AttributeView:
        """The attribute as templates of outputs see it."""
        return self._schema.attribute(self._model, self._attribute)


class Columns:
    """Makes the columns of one model's file."""

    def __init__(
        self,
        names: ModelNames,
        imports: ImportCollector,
        dialects: tuple[str, ...],
        schema: DeclaredSchema,
    ) -> None:
        self._schema = schema
        self._names = names
        self._model: Model = names.model
        self._table: Table = names.model.table
        self._imports = imports
        self._ordered = dialects
        self._dialects: Dialects = frozenset(dialects)
        self._keys = {key.column: key for key in self._table.foreign_keys}
        self._uniques = {unique.column: unique.name for unique in self._table.uniques}
        self._indexes = {
            index.columns[0]: index.name
            for index in self._table.indexes
            if len(index.columns) == 1
            and not index.unique
            and index.where is None
            and index.is_plain
        }
        self._rowid = rowid_alias(self._table)
        self._by_convention = frozenset(self._named_by_convention())
        self._ordered_attributes = (
            *(each for each in self._model.attributes if not each.column.deferred),
            *(each for each in self._model.attributes if each.column.deferred),
        )

    def attributes(self) -> tuple[Attribute, ...]:
        """Return the attributes in the order of the table: those of associations last."""
        return self._ordered_attributes

    def enums(self) -> Iterator[EnumView]:
        """Yield a type for the values of each enum."""
        for attribute in self.attributes():
            name = self._enum_name(attribute)
            if name is not None:
                self._imports("Literal")
                yield EnumView(name, innermost(attribute.column.type).values)

    def _enum_name(self, attribute: Attribute) -> str | None:
        if innermost(attribute.column.type).name != "enum" or self._names.table:
            return None
        return self._imports.local(self._names.class_name + pascal(attribute.name))

    def mapped(self, attribute: Attribute) -> ColumnView:
        """Return an attribute of a class."""
        column, imports = attribute.column, self._imports
        rowid = self._dialects == {"sqlite"} and column.name == self._rowid
        implied = rowid or (
            is_implied(column, self._dialects) and not self._has_other_type(attribute)
        )
        return self._view(
            attribute,
            name=self._names[attribute.name],
            python=python_type(
                values_type(column.type, self._ordered), imports, self._enum_name(attribute)
            ),
            type=None if implied else self._type(column),
            nullable=column.nullable,
        )

    def _has_other_type(self, attribute: Attribute) -> bool:
        """Return whether its foreign key refers to a column of another type.

        SQLAlchemy takes the type of that column where there is none.
        """
        key = self._keys.get(attribute.column.name)
        return key is not None and self._schema.referenced_type(key) != attribute.column.type

    def plain(self, attribute: Attribute) -> ColumnView:
        """Return a column of a Table, whose primary key is not nullable by itself."""
        column = attribute.column
        nullable = column.nullable or column.name in self._table.primary_key
        return self._view(attribute, name="", python="", type=self._type(column), nullable=nullable)

    def _view(
        self, attribute: Attribute, *, name: str, python: str, type: str | None, nullable: bool
    ) -> ColumnView:
        column, table, model = attribute.column, self._table, self._model
        key = self._keys.get(column.name)
        if key is not None:
            self._imports("ForeignKey")
        primary = column.name in table.primary_key
        has_now = attribute.name in (model.created_at, model.updated_at)
        default = self._imports("now") if has_now else None
        if column.default and column.default.kind == "uuid" and self._dialects != {"postgres"}:
            default = self._imports("uuid4")
        server_default = default_code(column, table.name, self._imports, self._ordered)
        if column.autoincrement and not primary:
            # The sequence of the database numbers it; SQLAlchemy must not insert NULL.
            server_default = f"{self._imports('FetchedValue')}()"
            type = f"{self._imports('Declared')}({string(serial_words(column))})"
        return ColumnView(
            name=name,
            column=column.name,
            quoted=needs_quotes(column.name, self._ordered),
            python=python,
            nullable=nullable,
            type=type,
            reference=_reference(key, table) if key else None,
            computed=self._computed(column),
            primary_key=primary,
            autoincrement=self._autoincrement(column) if primary else None,
            unique=self.is_named_by_convention(self._uniques.get(column.name)),
            index=self.is_named_by_convention(self._indexes.get(column.name)),
            default=default,
            onupdate=self._imports("now") if attribute.name == model.updated_at else None,
            server_default=server_default,
            server_onupdate=f"{self._imports('FetchedValue')}()" if column.updates_now else None,
            comment=column.comment,
            _schema=self._schema,
            _model=model.name,
            _attribute=attribute.name,
        )

    def _computed(self, column: Column) -> str | None:
        """The expression of a generated column, which SQLite computes when it reads."""
        if column.generated is None:
            return None
        call = computed_code(column, self._ordered)
        arguments = ", ".join([*(arg.flat() for arg in call.args)])
        ((name, value),) = call.named
        return f"{self._imports('Computed')}({arguments}, {name}={value.flat()})"

    def is_named_by_convention(self, name: str | None) -> bool:
        """Whether `unique=True` or `index=True` of a column makes the constraint or index."""
        return name in self._by_convention

    def _named_by_convention(self) -> Iterator[str]:
        """Yield the names that the naming convention of base.py gives."""
        table = self._table.name.name
        for column, name in self._indexes.items():
            # SQLAlchemy makes one unique index of `unique=True, index=True`.
            if name == f"{table}_{column}_idx" and column not in self._uniques:
                yield name
        for column, name in self._uniques.items():
            if name == f"{table}_{column}_key":
                yield name

    def _type(self, column: Column) -> str:
        is_rowid = column.name == self._rowid
        return type_code(column, self._table.name, self._imports, self._dialects, rowid=is_rowid)

    def _autoincrement(self, column: Column) -> bool | None:
        """SQLAlchemy numbers a lone integer primary key by itself, and no other column."""
        by_itself = column.name == self._rowid and column.name not in self._keys
        return None if by_itself == column.autoincrement else column.autoincrement


def _reference(key: ForeignKey, table: Table) -> ReferenceView:
    by_convention = key.name == f"{table.name.name}_{key.column}_fkey"
    target, name = f"{key.table}.{key.key}", None if by_convention else key.name
    return ReferenceView(target, name, key.on_delete, key.on_update)
