"""How large a row of MySQL or MariaDB is in its page, of which InnoDB limits the size.

Both refuse a CREATE TABLE whose row could be larger, unless `innodb_strict_mode` is off:
https://dev.mysql.com/doc/refman/8.4/en/column-count-limit.html,
https://mariadb.com/kb/en/troubleshooting-row-size-too-large-errors-with-innodb.
"""

from __future__ import annotations

from scaffold.database.tables import Table
from scaffold.schema.data_types import INTEGER_BITS, STRING_LENGTH, DataType

# Bytes of the header of a row, and of the two columns that InnoDB adds.
_HEADER = 5 + 6 + 7
# Bytes of the number of a row without a primary key.
_ROW_NUMBER = 6
# Stored outside the page, MySQL counts as many bytes of a column, MariaDB those of the reference.
_MYSQL_OUTSIDE, _MARIADB_OUTSIDE = 41, 21
# The shortest column that may be stored outside the page.
_MYSQL_LONG, _MARIADB_LONG = 40, 256
_UNBOUNDED = ("text", "json", "jsonb", "binary")
_OCTETS = {"boolean": 1, "date": 3, "time": 3, "float": 4, "real": 8, "double": 8, "enum": 2}
# The bytes of as many decimal digits.
_DIGITS = (0, 1, 1, 2, 2, 3, 3, 4, 4, 4)


def value_octets(kind: DataType) -> int:
    """Return the greatest size of a value in bytes, in four-byte UTF-8; 8 of unknown types."""
    if kind.name in ("string", "char"):
        return 4 * (kind.length or STRING_LENGTH)
    if kind.name == "uuid":
        return 4 * 36
    if kind.name == "decimal":
        scale = kind.scale or 0
        return _digits((kind.precision or 10) - scale) + _digits(scale)
    if kind.name in INTEGER_BITS:
        return INTEGER_BITS[kind.name] // 8
    if kind.name == "datetime":
        return 5 + ((kind.length or 0) + 1) // 2
    return _OCTETS.get(kind.name, 8)


def page_octets(table: Table) -> tuple[int, int]:
    """Return the greatest size of a row in its page, in bytes, of MySQL and of MariaDB.

    MariaDB stores a value outside the page only where it can have 256 bytes, MySQL one of 40 or
    more. Measured on MariaDB 10.11; that of MySQL is from dict_index_too_big_for_tree in its
    storage/innobase/dict/dict0dict.cc.
    """
    mysql = mariadb = _HEADER + (0 if table.primary_key else _ROW_NUMBER)
    nullable = 0
    for column in table.columns:
        nullable += column.nullable
        if column.type.name in _UNBOUNDED:
            mysql += _MYSQL_OUTSIDE
            mariadb += _MARIADB_OUTSIDE
            continue
        size = value_octets(column.type)
        varies = column.type.name in ("string", "char", "uuid")
        mysql += _MYSQL_OUTSIDE if varies and size >= _MYSQL_LONG else size + varies
        mariadb += _MARIADB_OUTSIDE if size >= _MARIADB_LONG else size + varies
    bits = (nullable + 7) // 8
    return mysql + bits, mariadb + bits


def _digits(count: int) -> int:
    return count // 9 * 4 + _DIGITS[count % 9]
