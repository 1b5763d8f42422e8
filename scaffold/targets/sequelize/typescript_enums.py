"""The types of the enums that several fields share: the index of the models exports them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scaffold.database.tables import Database
from scaffold.naming.words import pascal
from scaffold.schema.data_types import DataType
from scaffold.targets.layout.javascript import literals
from scaffold.targets.sequelize.typescript_view import TypescriptEnum

# What names an enum on PostgreSQL: its schema and its name.
EnumKey = tuple[str | None, str]

_TAKEN = frozenset({"Models", "Sequelize", "Date", "Buffer", "Range"})


def shared_enum(data_type: DataType) -> EnumKey | None:
    """Return what names the shared enum of a type or of its elements, if it has one."""
    if data_type.of is not None:
        return shared_enum(data_type.of)
    is_shared = data_type.name == "enum" and data_type.type_name is not None
    return (data_type.type_schema, data_type.type_name or "") if is_shared else None


def enum_types(database: Database) -> Mapping[EnumKey, TypescriptEnum]:
    """Return the type of each shared enum that a model of the database has."""
    taken = {*_TAKEN, *(model.name for model in database.models)}
    found: dict[EnumKey, TypescriptEnum] = {}
    for key, data_type in _shared(database):
        if key not in found:
            name = _type_name(key[1], taken)
            taken.add(name)
            code = " | ".join(map(literals.string, data_type.values))
            found[key] = TypescriptEnum(name, code)
    return found


def _shared(database: Database) -> Iterator[tuple[EnumKey, DataType]]:
    for model in database.models:
        for attribute in model.attributes:
            data_type = attribute.column.type
            if key := shared_enum(data_type):
                while data_type.of is not None:
                    data_type = data_type.of
                yield key, data_type


def _type_name(name: str, taken: set[str]) -> str:
    found = pascal(name)
    if not found or not found.isidentifier():
        found = f"Enum{found}"
    while found in taken:
        found += "Enum"
    return found
