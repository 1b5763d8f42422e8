"""What each database can do, as data: no other module compares dialect names."""

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
    """One dialect's facts. Names of types and actions are the schema's.

    `label` is for messages. `types` has, for each type that it has, the SQL that Sequelize
    writes, with the type's own arguments in braces. `type_limits` are the greatest arguments, in
    their order; `range_types` the types that a range may be of; `extensions` what must be
    installed first. `foreign_key_name` is what a key is called that is added with its column and
    says no name; `keyed_table_limit` is for names of tables that hold foreign keys;
    `indexes_foreign_keys`: the server makes an index for a key that has none.
    `index_octets` is how much an index may hold, `row_octets` a row without texts and binaries;
    `index_columns` how many columns an index may have, `indexes` how many of them a table, its
    primary key among them; `own_schemas` are schemas that no migration may make or drop.
    `required_key_to_nullable` whether a key that takes no null may follow updates of a column
    that does, `checks_moving_keys` whether a CHECK may be about a key whose actions change it,
    `checks_counted` whether one may be about a column that counts up.
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
    checks_moving_keys: bool
    checks_counted: bool
    foreign_key_name: str | None
    keyed_table_limit: NameLimit
    uuid_function: str | None
    unsigned: bool
    names_beyond_bmp: bool
    enum_ignores_case: bool
    enum_is_named_type: bool
    comments: bool
    schemas: bool
    partial_indexes: bool
    alters_constraints: bool
    autoincrement_in_composite_key: bool
    indexes_foreign_keys: bool
    transactional_ddl: bool
    row_octets: int | None = None
    index_columns: int | None = None
    indexes: int | None = None
    own_schemas: re.Pattern[str] | None = None

    def quoted(self, name: str) -> str:
        """The name as an identifier in SQL."""
        return self.quote + name.replace(self.quote, self.quote * 2) + self.quote

    def unsafe_literal(self, position: LiteralPosition, text: str) -> UnsafeLiteral | None:
        """Return the first hazard of `text` at that place of a column's definition, or None."""
        for unsafe_literal in self.unsafe_literals:
            if position in unsafe_literal.positions and re.search(unsafe_literal.pattern, text):
                return unsafe_literal
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
    checks_moving_keys=True,
    checks_counted=True,
    foreign_key_name=None,
    keyed_table_limit=NameLimit(),
    uuid_function=None,
    unsigned=False,
    names_beyond_bmp=True,
    enum_ignores_case=False,
    enum_is_named_type=False,
    comments=False,
    schemas=False,
    partial_indexes=True,
    alters_constraints=False,
    autoincrement_in_composite_key=False,
    indexes_foreign_keys=False,
    transactional_ddl=True,
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
    checks_moving_keys=True,
    checks_counted=True,
    foreign_key_name="{table}_{column}_fkey",
    keyed_table_limit=NameLimit(octets=63),
    # Built in since PostgreSQL 13.
    uuid_function="gen_random_uuid()",
    unsigned=False,
    names_beyond_bmp=True,
    enum_ignores_case=False,
    enum_is_named_type=True,
    comments=True,
    schemas=True,
    partial_indexes=True,
    alters_constraints=True,
    autoincrement_in_composite_key=True,
    indexes_foreign_keys=False,
    transactional_ddl=True,
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
    # They need a prefix length, which would weaken a unique index.
    without_index=frozenset({"text", "json", "binary"}),
    # https://dev.mysql.com/doc/refman/8.4/en/innodb-limits.html, DYNAMIC rows.
    index_octets=3072,
    row_octets=65_535,
    index_columns=16,
    indexes=64,
    system_columns=frozenset(),
    # errno 150 on MariaDB 10.11, where the update could bring a null.
    required_key_to_nullable=False,
    # https://dev.mysql.com/doc/refman/8.4/en/create-table-check-constraints.html
    checks_moving_keys=False,
    checks_counted=False,
    foreign_key_name="{table}_{column}_foreign_idx",
    # Keys of CREATE TABLE become `<table>_ibfk_<number>`, of 63 characters at most on MariaDB.
    keyed_table_limit=NameLimit(characters=55),
    uuid_function=None,
    unsigned=True,
    names_beyond_bmp=False,
    enum_ignores_case=True,
    enum_is_named_type=False,
    comments=True,
    schemas=False,
    partial_indexes=False,
    alters_constraints=True,
    autoincrement_in_composite_key=True,
    indexes_foreign_keys=True,
    transactional_ddl=False,
)

DIALECTS: Mapping[str, Dialect] = {dialect.name: dialect for dialect in (SQLITE, POSTGRES, MYSQL)}


def name_limit(dialects: Iterable[Dialect]) -> NameLimit:
    """Return the limit that keeps a name valid on all of these dialects."""
    return NameLimit.tightest(dialect.name_limit for dialect in dialects)
