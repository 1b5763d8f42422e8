"""What rows get in a column that a way down restores without its values."""

from __future__ import annotations

from scaffold.schema.data_types import DataType, Default
from scaffold.schema.type_table import TYPES


def empty_value(data_type: DataType) -> Default | None:
    """Return what rows get in a restored required column; None where nothing fits all."""
    match TYPES[data_type.name].family:
        case "integer" | "decimal" | "float":
            return Default("number", "0")
        case "boolean":
            return Default("boolean", "false")
        case "date" | "datetime":
            return Default("now")
        case "time":
            return Default("text", "00:00:00")
        case "uuid":
            return Default("uuid")
        case "json":
            return Default("json", "{}")
        case "text" | "binary":
            return Default("text", "")
        case "enum":
            return Default("text", data_type.values[0])
        case "array":
            return Default("json", "[]")
    return None
