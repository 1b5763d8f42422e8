"""The TypeScript types of attributes, and what Sequelize's own types are called in a file."""

from __future__ import annotations

import re

from scaffold.schema.data_types import DataType
from scaffold.targets.sequelize.typescript_view import TypescriptNames
from scaffold.templating.contract.language_types import typescript_type
from scaffold.values import dataclass

# Types of JavaScript that values have: under the name of a model they are found in globalThis.
_GLOBALS = ("Buffer", "Date")
_RECORD = "Record<string, string | null>"
_NAMES = {name: "".join(map(str.capitalize, name.split("_"))) for name in TypescriptNames.__slots__}


@dataclass(frozen=True, slots=True)
class TypeNames:
    """The names of types in the file of a model; `taken` are those of models."""

    taken: frozenset[str]

    def local(self, name: str) -> str:
        """Return what the file calls a type of Sequelize."""
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
        code = typescript_type(data_type, dialects)
        if _is_enum(data_type):
            return code
        for name in _GLOBALS:
            if name in self.taken:
                code = re.sub(rf"\b{name}\b", f"globalThis.{name}", code)
        if "Record" in self.taken:
            code = code.replace(_RECORD, "{ [key: string]: string | null }")
        return re.sub(r"\bRange\b", self.local("Range"), code)


def _is_enum(data_type: DataType) -> bool:
    return data_type.name == "enum" or (data_type.of is not None and _is_enum(data_type.of))


def union(*types: str) -> str:
    """Return a union of types, each of which may be one."""
    return " | ".join(dict.fromkeys(types))


def uses_range(data_type: DataType) -> bool:
    """Whether the type of the values is a Range."""
    return data_type.name == "range" or (data_type.of is not None and uses_range(data_type.of))
