"""The TypeScript types of attributes, and what Sequelize's own types are called in a file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field

from scaffold.schema.data_types import DataType
from scaffold.targets.sequelize.typescript_enums import EnumKey, shared_enum
from scaffold.targets.sequelize.typescript_view import TypescriptNames
from scaffold.templating.contract.language_types import typescript_type
from scaffold.values import dataclass

# Types of JavaScript: under the name of a model they are found in globalThis.
_GLOBALS = ("Buffer", "Date", "Partial", "Promise", "Record")
_NAMES = {name: "".join(map(str.capitalize, name.split("_"))) for name in TypescriptNames.__slots__}


@dataclass(frozen=True, slots=True)
class LocalTypeNames:
    """The names of types in the file of a model.

    taken: the names of models and of shared enums. enums: the names of the latter.
    """

    taken: frozenset[str]
    enums: Mapping[EnumKey, str] = field(default_factory=dict)

    def local(self, name: str) -> str:
        """Return what the file calls a type of Sequelize or of JavaScript."""
        if name in _GLOBALS and name in self.taken:
            return f"globalThis.{name}"
        while name in self.taken:
            name = f"Sequelize{name}"
        return name

    def specifier(self, name: str) -> str:
        """Return the type as an import lists it."""
        local = self.local(name)
        return name if local == name else f"{name} as {local}"

    @property
    def view(self) -> TypescriptNames:
        return TypescriptNames(**{name: self.local(of) for name, of in _NAMES.items()})

    def of(self, data_type: DataType, dialects: tuple[str, ...]) -> str:
        """Return the type of an attribute's values, without null."""
        if (key := shared_enum(data_type)) and key in self.enums:
            return self.enums[key] + "[]" * _depth(data_type)
        code = typescript_type(data_type, dialects)
        if _is_enum(data_type):
            return code
        for name in (*_GLOBALS, "Range"):
            if name in self.taken:
                code = re.sub(rf"\b{name}\b", self.local(name), code)
        return code


def _is_enum(data_type: DataType) -> bool:
    return data_type.name == "enum" or (data_type.of is not None and _is_enum(data_type.of))


def _depth(data_type: DataType) -> int:
    """How many arrays are around the elements of a type."""
    return 0 if data_type.of is None else 1 + _depth(data_type.of)


def union(*types: str) -> str:
    """Return a union of types, each of which may be one."""
    return " | ".join(dict.fromkeys(types))


def uses_range(data_type: DataType) -> bool:
    """Whether the type of the values is a Range."""
    return data_type.name == "range" or (data_type.of is not None and uses_range(data_type.of))
