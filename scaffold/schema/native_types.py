"""The schema's types whose values are those of a database's native types."""

from __future__ import annotations

import re
from functools import lru_cache

from scaffold.schema.data_types import DataType

_TIMESTAMP = re.compile(r"\s*(?:timestamp|datetime)\s*(?:\(\s*(\d)\s*\))?\s*", re.IGNORECASE)
_ARGUMENTS = re.compile(r"\([^()]*\)")
_INTEGERS = {"smallint": "smallint", "int": "integer", "integer": "integer", "bigint": "bigint"}
# What node-postgres and psycopg return (https://www.postgresql.org/docs/current/datatype.html).
_POSTGRES = {
    **dict.fromkeys(
        (
            *("character varying", "varchar", "character", "char", "bpchar", '"char"', "text"),
            *("name", "xml", "money", "bit", "bit varying", "varbit", "macaddr8", "ltree"),
            *("tsquery", "jsonpath", "pg_lsn", "regclass"),
        ),
        "text",
    ),
    **_INTEGERS,
    **{"int2": "smallint", "int4": "integer", "int8": "bigint", "oid": "integer"},
    **{"smallserial": "smallint", "serial": "integer", "bigserial": "bigint"},
    **dict.fromkeys(("numeric", "decimal"), "decimal"),
    **dict.fromkeys(("real", "float4", "float8", "double precision"), "double"),
    **dict.fromkeys(("boolean", "bool"), "boolean"),
    **dict.fromkeys(
        ("timestamp", "timestamp with time zone", "timestamp without time zone", "timestamptz"),
        "datetime",
    ),
    **dict.fromkeys(("time", "time with time zone", "time without time zone", "timetz"), "time"),
    **{"date": "date", "uuid": "uuid", "bytea": "binary"},
}
# What mysql2 and PyMySQL return; the latter has no time of day.
_MYSQL = {
    **dict.fromkeys(
        ("char", "varchar", "tinytext", "text", "mediumtext", "longtext", "set", "enum"), "text"
    ),
    **_INTEGERS,
    **dict.fromkeys(("tinyint", "mediumint", "year"), "integer"),
    **dict.fromkeys(("decimal", "numeric", "dec", "fixed"), "decimal"),
    **dict.fromkeys(("float", "double", "double precision", "real"), "double"),
    **dict.fromkeys(
        ("binary", "varbinary", "bit", "tinyblob", "blob", "mediumblob", "longblob"), "binary"
    ),
    **{"date": "date", "datetime": "datetime", "timestamp": "datetime"},
}
_OF_AFFINITY = {"INTEGER": "bigint", "TEXT": "text", "BLOB": "binary", "REAL": "double"}
# Lists that both drivers of PostgreSQL read element by element.
_LISTS = ("text", "smallint", "integer", "boolean", "datetime")


def timestamp_digits(data_type: DataType) -> int | None:
    """Return the fractional digits of a type that MySQL sets to the current time, or None.

    That is `datetime`, and MySQL's own TIMESTAMP
    (https://dev.mysql.com/doc/refman/8.4/en/timestamp-initialization.html).
    """
    if data_type.name == "datetime":
        return data_type.length or 0
    found = _TIMESTAMP.fullmatch(data_type.native or "")
    return int(found[1] or 0) if found else None


def values_type(data_type: DataType, dialects: tuple[str, ...]) -> DataType:
    """Return a type with the same values; the type itself if it is not native, or unknown."""
    if data_type.native is None:
        return data_type
    found = {_known(data_type.native, dialect) for dialect in dialects}
    return found.pop() or data_type if len(found) == 1 else data_type


@lru_cache(maxsize=1024)
def _known(native: str, dialect: str) -> DataType | None:
    if dialect == "postgres" and native.endswith("[]"):
        item = _known(native.removesuffix("[]"), dialect)
        return DataType("array", of=item) if item is not None and item.name in _LISTS else None
    words = " ".join(_ARGUMENTS.sub(" ", native.lower()).split())
    if dialect == "sqlite":
        name = _by_affinity(words)
    elif dialect == "mysql":
        name = _MYSQL.get(words.removesuffix(" zerofill").removesuffix(" unsigned"))
    else:
        name = _POSTGRES.get(words)
    return DataType(name) if name is not None else None


def sqlite_affinity(words: str) -> str:
    """Return the affinity of a declared type (https://www.sqlite.org/datatype3.html, 3.1)."""
    upper = words.upper()
    if "INT" in upper:
        return "INTEGER"
    if any(part in upper for part in ("CHAR", "CLOB", "TEXT")):
        return "TEXT"
    if "BLOB" in upper:
        return "BLOB"
    return "REAL" if any(part in upper for part in ("REAL", "FLOA", "DOUB")) else "NUMERIC"


def _by_affinity(words: str) -> str | None:
    found = _OF_AFFINITY.get(sqlite_affinity(words))
    # Others may hold any value, but these are declared for numbers.
    return "double" if found is None and words in ("numeric", "decimal", "number") else found
