"""The resolved database: tables as on a server, models as in code.

All values here are final, and targets see only these types. A location is the line of the schema
that something is declared on; it never counts in a comparison.
"""

from __future__ import annotations

from dataclasses import field
from typing import Literal, NamedTuple

from scaffold.database.composite_association import CompositeAssociation
from scaffold.errors import SourceLocation
from scaffold.schema.data_types import DataType, Default
from scaffold.schema.model import Action, AssociationKind
from scaffold.values import dataclass

AttributeOrigin = Literal["field", "id", "key", "timestamp", "paranoid"]


class TableName(NamedTuple):
    """A table's name and, on PostgreSQL, its schema."""

    name: str
    schema: str | None = None

    def __str__(self) -> str:
        return f"{self.schema}.{self.name}" if self.schema else self.name


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    `generated` is the SQL that it is computed by, in which `{column}` is a column's name, to be
    quoted for the dialect. `updates_now`: an update sets it to the current time (MySQL).
    `deferred`: an association adds it after the table is created.
    """

    name: str
    type: DataType
    nullable: bool = True
    default: Default | None = None
    autoincrement: bool = False
    comment: str | None = None
    generated: str | None = None
    updates_now: bool = False
    deferred: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """A foreign key from `column` to the column `key` of `table`.

    `declared`: the schema declares its name.
    """

    name: str
    column: str
    table: TableName
    key: str
    on_delete: Action
    on_update: Action
    declared: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class CompositeForeignKey:
    """A foreign key from several columns to as many columns `keys` of `table`, pair by pair.

    `declared`: the schema declares its name.
    """

    name: str
    columns: tuple[str, ...]
    table: TableName
    keys: tuple[str, ...]
    on_delete: Action
    on_update: Action
    declared: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Unique:
    """A unique constraint on one column."""

    name: str
    column: str


@dataclass(frozen=True, slots=True)
class IndexKey:
    """A column or an expression in an index.

    In `sql`, `{column}` is a column's name, to be quoted for the dialect. `ops` is an operator
    class of PostgreSQL.
    """

    sql: str
    is_expression: bool = False
    ops: str | None = None
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Index:
    """An index. Uniqueness over several columns, or of a deferred column, is a unique index.

    In `where`, `{column}` is a column's name, to be quoted for the dialect. `using` is the method
    of PostgreSQL. `columns` are all that it uses; `keys` has what it consists of, if that is more
    than the columns.
    """

    name: str
    columns: tuple[str, ...]
    unique: bool = False
    where: str | None = None
    using: str | None = None
    keys: tuple[IndexKey, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether it consists of columns alone, in the order of a B-tree."""
        return self.using is None and not self.keys

    @property
    def has_expression(self) -> bool:
        """Whether it holds values that no column has."""
        return any(key.is_expression for key in self.keys)


@dataclass(frozen=True, slots=True)
class Check:
    """A CHECK constraint. In `expression`, `{column}` is a column's name, to be quoted for the
    dialect.
    """

    name: str
    expression: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table, columns in order.

    `foreign_keys` are those of one column, `composite_keys` those of several.
    `join`: the two models that a pure join table relates. `extensions` of PostgreSQL are installed
    before the table is created. `primary_key_name` is that of an imported table, where PostgreSQL
    would choose another.
    """

    name: TableName
    columns: tuple[Column, ...] = ()
    primary_key: tuple[str, ...] = ()
    uniques: tuple[Unique, ...] = ()
    indexes: tuple[Index, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    checks: tuple[Check, ...] = ()
    comment: str | None = None
    join: tuple[str, str] | None = field(default=None, compare=False)
    extensions: tuple[str, ...] = field(default=(), compare=False)
    composite_keys: tuple[CompositeForeignKey, ...] = ()
    primary_key_name: str | None = None

    def column(self, name: str) -> Column:
        """Return the column `name`; KeyError if there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Attribute:
    """A model's attribute and its column."""

    name: str
    column: Column
    origin: AttributeOrigin = "field"
    location: SourceLocation | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ScopeValue:
    """The attribute and value of `scope(attr, value)`; the attribute belongs to the other model."""

    attribute: str
    value: Default


@dataclass(frozen=True, slots=True)
class Association:
    """An association as one model declares it.

    foreign_key: the attribute's name in the model that holds it: the source for belongsTo, the
    target for hasOne and hasMany, the join model (its key to the source) for belongsToMany.
    other_key: of a belongsToMany, the join model's key to the target.
    source_key, target_key: the attributes that the keys refer to.
    inverse: the alias of the other end, if it is declared.
    """

    kind: AssociationKind
    alias: str
    source: str
    target: str
    foreign_key: str
    column: Column
    required: bool
    on_delete: Action
    on_update: Action
    source_key: str
    target_key: str
    singular: str
    plural: str
    constraints: bool = True
    other_key: str | None = None
    through: str | None = None
    scope: ScopeValue | None = None
    through_scope: ScopeValue | None = None
    inverse: str | None = None
    location: SourceLocation | None = field(default=None, compare=False)

    @property
    def holder(self) -> str:
        """The model that holds the foreign key."""
        if self.kind == "belongsToMany":
            return self.through or self.target
        return self.source if self.kind == "belongsTo" else self.target


@dataclass(frozen=True, slots=True)
class Model:
    """A model and its table. `created_at`, `updated_at` and `deleted_at` are attribute names.

    `associations` have a foreign key of one column, `composites` one of several. `external`: others
    own the table, and no migration changes it.
    """

    name: str
    plural: str
    table: Table
    attributes: tuple[Attribute, ...]
    associations: tuple[Association, ...] = ()
    created_at: str | None = None
    updated_at: str | None = None
    deleted_at: str | None = None
    location: SourceLocation | None = field(default=None, compare=False)
    composites: tuple[CompositeAssociation, ...] = ()
    external: bool = False

    def attribute(self, name: str) -> Attribute:
        """Return the attribute `name`; KeyError if there is none."""
        for attribute in self.attributes:
            if attribute.name == name:
                return attribute
        raise KeyError(name)

    def column(self, attribute: str) -> str:
        """Return the name of an attribute's column; KeyError if there is no such attribute."""
        return self.attribute(attribute).column.name

    @property
    def primary_key(self) -> tuple[Attribute, ...]:
        """The attributes of the primary key, in its order."""
        by_column = {attribute.column.name: attribute for attribute in self.attributes}
        return tuple(by_column[column] for column in self.table.primary_key)


@dataclass(frozen=True, slots=True)
class Database:
    """Every model and table of a schema, in the order of declaration; implicit join models last.

    `snake_case`: tables and columns without a declared name are named in snake_case.
    """

    models: tuple[Model, ...] = ()
    dialects: tuple[str, ...] = ()
    associations: Literal["single", "per-model"] = "single"
    snake_case: bool = False
    extensions: tuple[str, ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        """Each model's table, in the models' order."""
        return tuple(model.table for model in self.models)

    def model(self, name: str) -> Model:
        """Return the model `name`; KeyError if there is none."""
        for model in self.models:
            if model.name == name:
                return model
        raise KeyError(name)
