"""The alias of SQLite's rowid: a single integer primary key, which SQLite numbers itself.

Every target declares such a column INTEGER (https://www.sqlite.org/lang_createtable.html#rowid).
"""

from __future__ import annotations

from scaffold.database.tables import Table
from scaffold.schema.data_types import INTEGERS, DataType


def is_rowid_alias(data_type: DataType, key_columns: int) -> bool:
    """Return whether a column of a primary key with that many columns is the rowid alias."""
    return key_columns == 1 and data_type.name in INTEGERS


def rowid_alias(table: Table) -> str | None:
    """Return the column that is the rowid alias, or None."""
    for name in table.primary_key:
        if is_rowid_alias(table.column(name).type, len(table.primary_key)):
            return name
    return None
