"""Changes of a column that Sequelize's own changeColumn() makes rightly on PostgreSQL."""

from __future__ import annotations

from scaffold.database.sql_text import enum_of
from scaffold.database.tables import Column, TableName
from scaffold.targets.sequelize.alterations.sql_values import (
    TEXTS,
    ValueMap,
    family,
    postgres_using,
)

# Words by which Sequelize finds the parts of its own SQL for PostgreSQL
# (changeColumnQuery in sequelize/lib/dialects/postgres/query-generator.js).
_SEARCHED = ("NOT NULL", "DEFAULT", "REFERENCES", "UNIQUE", "ENUM(", ";")


def is_plain_change(table: TableName, old: Column, new: Column, values: ValueMap) -> bool:
    """Return whether Sequelize's changeColumn() is right on PostgreSQL, too."""
    if values or old.autoincrement or new.autoincrement or "type" in (old.type.name, new.type.name):
        return False
    if enum_of(old.type) or enum_of(new.type) or (old.comment and new.comment is None):
        return False
    if (old.default and old.default.kind == "uuid") or (
        new.default and new.default.kind in ("uuid", "json", "now")
    ):
        return False
    texts = f"{default_text(new)} {new.comment or ''}".upper()
    if any(word in texts for word in _SEARCHED):
        return False
    if old.type == new.type:
        return True
    alike = old.type.name == new.type.name or {old.type.name, new.type.name} <= {*TEXTS}
    is_sized = family(old.type) in ("text", "decimal", "integer")
    return alike and is_sized and postgres_using(table, old, new, ()) is None


def default_text(column: Column) -> str:
    """Return the value of a column's default, or an empty text."""
    return column.default.value if column.default else ""
