"""A column as a model's `mapped_column`, or as a `Column` of a Table."""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.database.tables import Attribute, Column, ForeignKey, Model, Table
from scaffold.naming import pascal
from scaffold.targets.sqlalchemy.import_collector import ImportCollector
from scaffold.targets.sqlalchemy.layout import (
    FALSE,
    TRUE,
    Call,
    Expr,
    Raw,
    Str,
    Subscript,
    print_assignment,
    print_expr,
)
from scaffold.targets.sqlalchemy.names import ModelNames
from scaffold.targets.sqlalchemy.types import (
    Dialects,
    default_expr,
    innermost,
    is_implied,
    python_type,
    type_expr,
)

_INTEGERS = frozenset({"tinyint", "smallint", "integer", "bigint"})
Named = tuple[str, Expr]


class Columns:
    """Makes the columns of one model's file."""

    def __init__(
        self, names: ModelNames, scope: ImportCollector, dialects: tuple[str, ...]
    ) -> None:
        self._names = names
        self._model: Model = names.model
        self._table: Table = names.model.table
        self._scope = scope
        self._ordered = dialects
        self._dialects: Dialects = frozenset(dialects)
        self._keys = {key.column: key for key in self._table.foreign_keys}
        self._uniques = {unique.column: unique.name for unique in self._table.uniques}
        self._indexes = {
            index.columns[0]: index.name
            for index in self._table.indexes
            if len(index.columns) == 1 and not index.unique and index.where is None
        }
        self._row_number = _row_number(self._table)
        self._by_convention = frozenset(self._said_by_columns())
        self._ordered_attributes = (
            *(each for each in self._model.attributes if not each.column.deferred),
            *(each for each in self._model.attributes if each.column.deferred),
        )

    def attributes(self) -> tuple[Attribute, ...]:
        """The attributes as their columns stand in the table: those of associations last."""
        return self._ordered_attributes

    def aliases(self) -> Iterator[str]:
        """`OrderStatus = Literal["pending", "paid"]` for each enum."""
        for attribute in self.attributes():
            alias = self.alias(attribute)
            if alias is not None:
                values = tuple(map(Str, innermost(attribute.column.type).values))
                yield print_assignment(alias, Subscript(self._scope("Literal"), values))

    def alias(self, attribute: Attribute) -> str | None:
        """The name of the type of an enum's values."""
        if innermost(attribute.column.type).name != "enum" or self._names.table:
            return None
        name = self._names.class_name + pascal(attribute.name)
        return self._scope.local(name)

    def mapped(self, attribute: Attribute) -> str:
        """`name: Mapped[str] = mapped_column("column", String(20))`."""
        column, scope = attribute.column, self._scope
        member = self._names[attribute.name]
        args: list[Expr] = [] if column.name == member else [Str(column.name)]
        row_number = self._dialects == {"sqlite"} and column.name == self._row_number
        if not (row_number or is_implied(column, self._dialects)):
            args.append(self._type(column))
        args += self._key(column)
        call = Call(scope("mapped_column"), tuple(args), tuple(self._options(attribute)))
        value = python_type(column.type, scope, self.alias(attribute))
        if column.nullable:
            value = Raw(f"{value.flat()} | None")
        annotation = Subscript(scope("Mapped"), (value,))
        return print_assignment(member, call, annotation=annotation, indent=4)

    def plain(self, attribute: Attribute) -> str:
        """`Column("column", String(20), …),`."""
        column = attribute.column
        args = (Str(column.name), self._type(column), *self._key(column))
        named = [*self._options(attribute)]
        if not column.nullable and column.name not in self._table.primary_key:
            named.insert(0, ("nullable", FALSE))
        call = Call(self._scope("Column"), args, tuple(named))
        return print_expr(call, indent=4, suffix=",")

    def in_column(self, name: str) -> bool:
        """Whether an index or unique constraint is said by its column alone."""
        return name in self._by_convention

    def _said_by_columns(self) -> Iterator[str]:
        """The names that the package's convention gives."""
        table = self._table.name.name
        for column, name in self._indexes.items():
            # SQLAlchemy makes one unique index of `unique=True, index=True`.
            if name == f"{table}_{column}_idx" and column not in self._uniques:
                yield name
        for column, name in self._uniques.items():
            if name == f"{table}_{column}_key":
                yield name

    def _type(self, column: Column) -> Expr:
        is_row_number = column.name == self._row_number
        return type_expr(
            column, self._table.name, self._scope, self._dialects, row_number=is_row_number
        )

    def _key(self, column: Column) -> Iterator[Expr]:
        key = self._keys.get(column.name)
        if key is not None:
            yield foreign_key_expr(key, self._table, self._scope("ForeignKey"))

    def _options(self, attribute: Attribute) -> Iterator[Named]:
        column = attribute.column
        primary = column.name in self._table.primary_key
        if primary:
            yield "primary_key", TRUE
            yield from self._autoincrement(column)
        if column.name in self._uniques and self.in_column(self._uniques[column.name]):
            yield "unique", TRUE
        if column.name in self._indexes and self.in_column(self._indexes[column.name]):
            yield "index", TRUE
        yield from self._defaults(attribute)
        if column.comment is not None:
            yield "comment", Str(column.comment)

    def _autoincrement(self, column: Column) -> Iterator[Named]:
        """SQLAlchemy numbers a lone integer key by itself, and no other one."""
        by_itself = column.name == self._row_number and column.name not in self._keys
        if by_itself != column.autoincrement:
            yield "autoincrement", TRUE if column.autoincrement else FALSE

    def _defaults(self, attribute: Attribute) -> Iterator[Named]:
        column, model = attribute.column, self._model
        if attribute.name in (model.created_at, model.updated_at):
            yield "default", self._scope.raw("now")
        if attribute.name == model.updated_at:
            yield "onupdate", self._scope.raw("now")
        if column.default and column.default.kind == "uuid" and self._dialects != {"postgres"}:
            yield "default", self._scope.raw("uuid4")
        default = default_expr(column, self._table.name, self._scope, self._ordered)
        if default is not None:
            yield "server_default", default


def _row_number(table: Table) -> str | None:
    """The column that SQLite numbers its rows by: a lone key of whole numbers."""
    for name in table.primary_key:
        if len(table.primary_key) == 1 and table.column(name).type.name in _INTEGERS:
            return name
    return None


def foreign_key_expr(key: ForeignKey, table: Table, callee: str) -> Call:
    """`ForeignKey("Customers.id", ondelete="SET NULL", onupdate="CASCADE")`."""
    named: list[Named] = []
    if key.name != f"{table.name.name}_{key.column}_fkey":
        named.append(("name", Str(key.name)))
    named += [("ondelete", Str(key.on_delete)), ("onupdate", Str(key.on_update))]
    return Call(callee, (Str(f"{key.table}.{key.key}"),), tuple(named))
