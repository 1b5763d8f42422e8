"""The native types of Prisma's fields, as each database writes them.

https://www.prisma.io/docs/orm/reference/prisma-schema-reference#model-field-scalar-types
"""

from __future__ import annotations

from collections.abc import Mapping

SCALARS: Mapping[str, Mapping[str, str]] = {
    "postgres": {
        "String": "text",
        "Boolean": "boolean",
        "Int": "integer",
        "BigInt": "bigint",
        "Float": "double precision",
        "Decimal": "numeric(65,30)",
        "DateTime": "timestamp(3) without time zone",
        "Json": "jsonb",
        "Bytes": "bytea",
    },
    "mysql": {
        "String": "varchar(191)",
        "Boolean": "tinyint(1)",
        "Int": "int",
        "BigInt": "bigint",
        "Float": "double",
        "Decimal": "decimal(65,30)",
        "DateTime": "datetime(3)",
        "Json": "json",
        "Bytes": "longblob",
    },
    "sqlite": {
        "String": "TEXT",
        "Boolean": "BOOLEAN",
        "Int": "INTEGER",
        "BigInt": "BIGINT",
        "Float": "REAL",
        "Decimal": "DECIMAL",
        "DateTime": "DATETIME",
        "Json": "JSONB",
        "Bytes": "BLOB",
    },
}
# `{}` stands for the arguments with their parentheses, if there are any.
_POSTGRES = {
    "Text": "text",
    "VarChar": "character varying{}",
    "Char": "character{}",
    "Bit": "bit{}",
    "VarBit": "bit varying{}",
    "Uuid": "uuid",
    "Xml": "xml",
    "Inet": "inet",
    "Citext": "citext",
    "Boolean": "boolean",
    "Integer": "integer",
    "SmallInt": "smallint",
    "BigInt": "bigint",
    "Oid": "oid",
    "Real": "real",
    "DoublePrecision": "double precision",
    "Decimal": "numeric{}",
    "Money": "money",
    "Timestamp": "timestamp{} without time zone",
    "Timestamptz": "timestamp{} with time zone",
    "Date": "date",
    "Time": "time{} without time zone",
    "Timetz": "time{} with time zone",
    "Json": "json",
    "JsonB": "jsonb",
    "ByteA": "bytea",
}
_MYSQL = {
    "VarChar": "varchar{}",
    "Char": "char{}",
    "TinyText": "tinytext",
    "Text": "text",
    "MediumText": "mediumtext",
    "LongText": "longtext",
    "Bit": "bit{}",
    "TinyInt": "tinyint{}",
    "UnsignedTinyInt": "tinyint{} unsigned",
    "SmallInt": "smallint{}",
    "UnsignedSmallInt": "smallint{} unsigned",
    "MediumInt": "mediumint{}",
    "UnsignedMediumInt": "mediumint{} unsigned",
    "Int": "int{}",
    "UnsignedInt": "int{} unsigned",
    "BigInt": "bigint{}",
    "UnsignedBigInt": "bigint{} unsigned",
    "Year": "year",
    "Float": "float",
    "Double": "double",
    "Decimal": "decimal{}",
    "DateTime": "datetime{}",
    "Date": "date",
    "Time": "time{}",
    "Timestamp": "timestamp{}",
    "Json": "json",
    "Binary": "binary{}",
    "VarBinary": "varbinary{}",
    "TinyBlob": "tinyblob",
    "Blob": "blob",
    "MediumBlob": "mediumblob",
    "LongBlob": "longblob",
}
_NATIVE: Mapping[str, Mapping[str, str]] = {"postgres": _POSTGRES, "mysql": _MYSQL, "sqlite": {}}
# What the databases make of a type without arguments.
_BARE = {
    ("postgres", "Char"): "(1)",
    ("postgres", "Bit"): "(1)",
    ("mysql", "Char"): "(1)",
    ("mysql", "Binary"): "(1)",
    ("mysql", "Bit"): "(1)",
    ("mysql", "VarChar"): "(191)",
    ("mysql", "Decimal"): "(65,30)",
}


def native_type(name: str, arguments: tuple[str, ...], dialect: str) -> str | None:
    """Return the type of `@db.name(arguments)`; None if the database has no such."""
    written = _NATIVE[dialect].get(name)
    if written is None or (arguments and "{}" not in written):
        return None
    sizes = f"({','.join(arguments)})" if arguments else _BARE.get((dialect, name), "")
    return written.format(sizes)
