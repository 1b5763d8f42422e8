"""The values of attributes that a template of one's own sees: defaults, and shared enums."""

from __future__ import annotations

from typing import Annotated, Any

from scaffold.schema.data_types import DefaultKind
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class DefaultView:
    """A column's default; it prints as its text."""

    kind: Annotated[DefaultKind, "how it is read; `now` and `uuid` have no value"]
    text: Annotated[str, "the value as text"]
    value: Annotated[Any, "the typed value, for `js`, `py` and `json`"]

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True, eq=False)
class EnumView:
    """An enum that several attributes may share; it prints as its name."""

    name: Annotated[str, "its name in `enums:`"]
    values: Annotated[tuple[str, ...], "its values in order"]

    def __str__(self) -> str:
        return self.name
