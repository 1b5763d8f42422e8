"""What each database supports, as data: no other module compares dialect names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from scaffold.database.unsafe_literals import (
    MYSQL_UNSAFE_LITERALS,
    POSTGRES_UNSAFE_LITERALS,
    SQLITE_UNSAFE_LITERALS,
    LiteralPosition,
    UnsafeLiteral,
)
from scaffold.naming import NameLimit
from scaffold.values import dataclass

if TYPE_CHECKING:
    from scaffold.schema.model import Action


@dataclass(frozen=True, slots=True, eq=False)
class Dialect:
    """One dialect's capabilities and limits. Types and actions are named as in the schema.

    label: the name in messages.
    types: the supported types, each with the SQL that Sequelize writes, type arguments in braces.
    type_limits: the greatest type arguments, in their order.
    unsafe_literals: literals that change the statement that contains them.
    range_types: the types that a range can have, with the range's name.
    extensions: what must be installed for a type.
    without_default, without_index: types that cannot have a default, or an index.
    index_octets, index_columns: the greatest size of an index, in bytes and in columns.
    indexes: how many indexes a table can have, the primary key included.
    row_octets: the greatest size of a row without texts and binaries, in bytes.
    system_columns: column names that the server reserves.
    required_key_to_nullable: a NOT NULL foreign key may follow updates of a nullable column.
    sets_null_in_required: a NOT NULL foreign key may have SET NULL, which then fails for each row.
    checks_moving_keys: a CHECK may use a foreign key that its referential actions change.
    checks_counted: a CHECK may use an autoincrement column.
    foreign_key_name: the server's name for a key that is added with its column, without a name.
    keyed_table_limit: the limit of the names of tables that have foreign keys.
    expression_indexes: an index may have expressions; MariaDB has none.
    index_methods: an index has a method, and operator classes.
    alters_constraints: constraints can be added and dropped without rebuilding the table.
    indexes_foreign_keys: the server creates an index for a foreign key without one.
    names_by_schema: two schemas may have indexes of the same name, and two tables constraints.
    bare_decimal: a decimal without digits is exact.
    local_datetimes: a datetime may have a time zone or none.
    required_generated: a generated column may be NOT NULL.
    renames_computed_from: a column that a generated one uses can be renamed.
    own_schemas: schemas that no migration may create or drop.
    """

    name: str
    label: str
    quote: str
    types: Mapping[str, str]
    type_limits: Mapping[str, tuple[int, ...]]
    actions: frozenset[Action]
    name_limit: NameLimit
    enum_value_limit: NameLimit
    unsafe_literals: tuple[UnsafeLiteral, ...]
    range_types: Mapping[str, str]
    extensions: Mapping[str, str]
    without_default: frozenset[str]
    without_index: frozenset[str]
    index_octets: int | None
    system_columns: frozenset[str]
    required_key_to_nullable: bool
    sets_null_in_required: bool
    checks_moving_keys: bool
    checks_counted: bool
    foreign_key_name: str | None
    keyed_table_limit: NameLimit
    unsigned: bool
    names_beyond_bmp: bool
    enum_ignores_case: bool
    enum_is_named_type: bool
    comments: bool
    schemas: bool
    partial_indexes: bool
    expression_indexes: bool
    index_methods: bool
    alters_constraints: bool
    names_by_schema: bool
    bare_decimal: bool
    local_datetimes: bool
    on_update_now: bool
    required_generated: bool
    renames_computed_from: bool
    autoincrement_in_composite_key: bool
    autoincrement_outside_key: bool
    indexes_foreign_keys: bool
    row_octets: int | None = None
    index_columns: int | None = None
    indexes: int | None = None
    own_schemas: re.Pattern[str] | None = None

    def quoted(self, name: str) -> str:
        """Return the name as a quoted SQL identifier."""
        return self.quote + name.replace(self.quote, self.quote * 2) + self.quote

    def unsafe_literal(self, position: LiteralPosition, text: str) -> UnsafeLiteral | None:
        """Return the first rule that makes `text` unsafe at this position, or None."""
        for unsafe in self.unsafe_literals:
            if position in unsafe.positions and re.search(unsafe.pattern, text):
                return unsafe
        return None


_COMMON_TYPES = {
    "string": "VARCHAR({length})",
    "char": "CHAR({length})",
    "text": "TEXT",
    "tinyint": "TINYINT",
    "smallint": "SMALLINT",
    "integer": "INTEGER",
    "bigint": "BIGINT",
    "decimal": "DECIMAL({precision},{scale})",
    "float": "FLOAT",
    "double": "DOUBLE PRECISION",
    "real": "REAL",
    "date": "DATE",
    "datetime": "DATETIME",
    "time": "TIME",
    "json": "JSON",
    "type": "{native}",
}
_ACTIONS: frozenset[Action] = frozenset({"CASCADE", "SET NULL", "RESTRICT", "NO ACTION"})

SQLITE = Dialect(
    name="sqlite",
    label="SQLite",
    quote='"',
    types=_COMMON_TYPES
    | {"boolean": "TINYINT(1)", "uuid": "UUID", "jsonb": "JSONB", "binary": "BLOB", "enum": "TEXT"},
    type_limits={},
    actions=_ACTIONS | {"SET DEFAULT"},
    name_limit=NameLimit(),
    enum_value_limit=NameLimit(),
    unsafe_literals=SQLITE_UNSAFE_LITERALS,
    range_types={},
    extensions={},
    without_default=frozenset(),
    without_index=frozenset(),
    index_octets=None,
    system_columns=frozenset(),
    required_key_to_nullable=True,
    sets_null_in_required=False,
    checks_moving_keys=True,
    checks_counted=True,
    foreign_key_name=None,
    keyed_table_limit=NameLimit(),
    unsigned=False,
    names_beyond_bmp=True,
    enum_ignores_case=False,
    enum_is_named_type=False,
    comments=False,
    schemas=False,
    partial_indexes=True,
    expression_indexes=True,
    index_methods=False,
    alters_constraints=False,
    names_by_schema=False,
    bare_decimal=False,
    local_datetimes=False,
    on_update_now=False,
    required_generated=True,
    renames_computed_from=True,
    autoincrement_in_composite_key=False,
    autoincrement_outside_key=False,
    indexes_foreign_keys=False,
)

POSTGRES = Dialect(
    name="postgres",
    label="PostgreSQL",
    quote='"',
    types=_COMMON_TYPES
    | {
        "boolean": "BOOLEAN",
        "tinyint": "SMALLINT",
        "datetime": "TIMESTAMP WITH TIME ZONE",
        "uuid": "UUID",
        "jsonb": "JSONB",
        "binary": "BYTEA",
        "enum": "enum_{table}_{column}",
        "citext": "CITEXT",
        "inet": "INET",
        "cidr": "CIDR",
        "macaddr": "MACADDR",
        "array": "{of}[]",
        "range": "{of}",
        "hstore": "HSTORE",
        "tsvector": "TSVECTOR",
        "geometry": "GEOMETRY",
        "geography": "GEOGRAPHY",
    },
    type_limits={"string": (10_485_760,), "char": (10_485_760,), "decimal": (1000, 1000)},
    actions=_ACTIONS | {"SET DEFAULT"},
    # NAMEDATALEN - 1, https://www.postgresql.org/docs/current/limits.html; enum labels likewise.
    name_limit=NameLimit(octets=63),
    enum_value_limit=NameLimit(octets=63),
    unsafe_literals=POSTGRES_UNSAFE_LITERALS,
    range_types={
        "integer": "int4range",
        "bigint": "int8range",
        "decimal": "numrange",
        "date": "daterange",
        "datetime": "tstzrange",
    },
    extensions={
        "citext": "citext",
        "hstore": "hstore",
        "geometry": "postgis",
        "geography": "postgis",
    },
    without_default=frozenset(),
    # Types without a default operator class for btree.
    without_index=frozenset({"json"}),
    index_octets=None,
    # https://www.postgresql.org/docs/current/limits.html
    index_columns=32,
    own_schemas=re.compile("pg_.*|information_schema|public"),
    # https://www.postgresql.org/docs/current/ddl-system-columns.html
    system_columns=frozenset({"tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"}),
    required_key_to_nullable=True,
    sets_null_in_required=True,
    checks_moving_keys=True,
    checks_counted=True,
    foreign_key_name="{table}_{column}_fkey",
    keyed_table_limit=NameLimit(octets=63),
    # Built in since PostgreSQL 13.
    unsigned=False,
    names_beyond_bmp=True,
    enum_ignores_case=False,
    enum_is_named_type=True,
    comments=True,
    schemas=True,
    partial_indexes=True,
    expression_indexes=True,
    index_methods=True,
    alters_constraints=True,
    names_by_schema=True,
    bare_decimal=True,
    local_datetimes=True,
    on_update_now=False,
    required_generated=True,
    renames_computed_from=True,
    autoincrement_in_composite_key=True,
    autoincrement_outside_key=True,
    indexes_foreign_keys=False,
)

MYSQL = Dialect(
    name="mysql",
    label="MySQL",
    quote="`",
    types=_COMMON_TYPES
    | {
        "boolean": "TINYINT(1)",
        "uuid": "CHAR(36) BINARY",
        "binary": "BLOB",
        "enum": "ENUM({values})",
    },
    # MariaDB allows a scale of 38, MySQL 30; a VARCHAR of utf8mb4 has 65,535 bytes at most.
    type_limits={"string": (16_383,), "char": (255,), "decimal": (65, 30), "datetime": (6,)},
    actions=_ACTIONS,
    # https://dev.mysql.com/doc/refman/8.4/en/identifier-length.html
    name_limit=NameLimit(characters=64),
    enum_value_limit=NameLimit(characters=255),
    unsafe_literals=MYSQL_UNSAFE_LITERALS,
    range_types={},
    extensions={},
    without_default=frozenset({"text", "json", "binary"}),
    # These need a prefix length, with which a unique index would compare prefixes only.
    without_index=frozenset({"text", "json", "binary"}),
    # https://dev.mysql.com/doc/refman/8.4/en/innodb-limits.html, DYNAMIC rows.
    index_octets=3072,
    row_octets=65_535,
    index_columns=16,
    indexes=64,
    system_columns=frozenset(),
    # errno 150 on MariaDB 10.11, because the update could set a null.
    required_key_to_nullable=False,
    sets_null_in_required=False,
    # https://dev.mysql.com/doc/refman/8.4/en/create-table-check-constraints.html
    checks_moving_keys=False,
    checks_counted=False,
    foreign_key_name="{table}_{column}_foreign_idx",
    # CREATE TABLE names foreign keys `<table>_ibfk_<number>`, of at most 63 characters on MariaDB.
    keyed_table_limit=NameLimit(characters=55),
    unsigned=True,
    names_beyond_bmp=False,
    enum_ignores_case=True,
    enum_is_named_type=False,
    comments=True,
    schemas=False,
    partial_indexes=False,
    expression_indexes=False,
    index_methods=False,
    alters_constraints=True,
    names_by_schema=False,
    bare_decimal=False,
    local_datetimes=False,
    on_update_now=True,
    required_generated=False,
    renames_computed_from=False,
    autoincrement_in_composite_key=True,
    autoincrement_outside_key=False,
    indexes_foreign_keys=True,
)

DIALECTS: Mapping[str, Dialect] = {dialect.name: dialect for dialect in (SQLITE, POSTGRES, MYSQL)}


def name_limit(dialects: Iterable[Dialect]) -> NameLimit:
    """Return the limit of names that are valid in all of these dialects."""
    return NameLimit.tightest(dialect.name_limit for dialect in dialects)
