"""What a schema has for templates of one's own, and makes nothing else of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scaffold.schema.model import DeclaredEnum
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class SchemaData:
    """`$data` of models by name, and `data` of attributes by the names of model and attribute.

    enums: the shared ones.
    """

    models: Mapping[str, Mapping[str, Any]]
    attributes: Mapping[tuple[str, str], Mapping[str, Any]]
    enums: tuple[DeclaredEnum, ...] = ()


NO_DATA = SchemaData({}, {})
