"""What each database supports, as data: no other module compares dialect names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from scaffold.database.dialect import Dialect
from scaffold.database.unsafe_literals import (
    MYSQL_UNSAFE_LITERALS,
    POSTGRES_UNSAFE_LITERALS,
    SQLITE_UNSAFE_LITERALS,
)
from scaffold.naming import NameLimit

if TYPE_CHECKING:
    from scaffold.schema.model import Action


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
    distinguishes_case=False,
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
    distinguishes_case=True,
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
    page_octets=8126,
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
    distinguishes_case=False,
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
