"""Changes of a column that Sequelize's own changeColumn() makes rightly on PostgreSQL."""

from __future__ import annotations

from scaffold.database.postgres_enums import ValueMap
from scaffold.database.sql_text import enum_of
from scaffold.database.stored_values import TEXTS, family, postgres_using
from scaffold.database.tables import Column, TableName
from scaffold.schema.data_types import DataType

# Words by which Sequelize finds the parts of its own SQL for PostgreSQL
# (changeColumnQuery in sequelize/lib/dialects/postgres/query-generator.js).
_SEARCHED = ("NOT NULL", "DEFAULT", "REFERENCES", "UNIQUE", "ENUM(", ";")


def is_plain_change(table: TableName, old: Column, new: Column, values: ValueMap) -> bool:
    """Return whether Sequelize's changeColumn() is right on PostgreSQL, too."""
    if values or old.autoincrement or new.autoincrement or any(map(_is_raw, (old.type, new.type))):
        return False
    if enum_of(old.type) or enum_of(new.type) or (old.comment and new.comment is None):
        return False
    if (old.default and old.default.kind == "uuid") or (
        new.default and new.default.kind in ("uuid", "json", "now", "sql")
    ):
        return False
    texts = f"{default_text(new)} {new.comment or ''}".upper()
    if any(word in texts for word in _SEARCHED):
        return False
    if old.type == new.type:
        return True
    if old.type.name != new.type.name and (old.default or new.default):
        # It sets the default before the type, so that PostgreSQL keeps it as a value of the old.
        return False
    alike = old.type.name == new.type.name or {old.type.name, new.type.name} <= {*TEXTS}
    is_sized = family(old.type) in ("text", "decimal", "integer")
    return alike and is_sized and postgres_using(table, old, new, ()) is None


def default_text(column: Column) -> str:
    """Return the value of a column's default, or an empty text."""
    return column.default.value if column.default else ""


def _is_raw(data_type: DataType) -> bool:
    """Whether the type is given as SQL."""
    return data_type.name == "type" or data_type.local or data_type.collation is not None
