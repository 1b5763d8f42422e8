"""Lines of fields that were read before: few differ among the thousands of a large schema."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any

from scaffold.errors import SourceLocation
from scaffold.schema.model import Field
from scaffold.values import dataclass

_PLACED = frozenset(("name", "location", "locations"))


@cache
def _defaults(made: type[Field]) -> Mapping[str, object]:
    return {each.name: each.default for each in fields(made) if each.name not in _PLACED}


@dataclass(frozen=True, slots=True)
class KnownLine:
    """What a line of terms without problems declares, whatever the field's name and location.

    `offsets` are those of the terms in the line, by keyword.
    """

    made: type[Field]
    values: Mapping[str, Any]
    offsets: Mapping[str, int]

    @classmethod
    def of(cls, field: Field, start: SourceLocation) -> KnownLine:
        """Return what the line at `start` declares; the field was read from it."""
        values = {
            name: value
            for name, default in _defaults(type(field)).items()  # type: ignore[arg-type]
            if (value := getattr(field, name)) is not default
        }
        offsets = {word: each.column - start.column for word, each in field.locations.items()}
        return cls(type(field), values, offsets)

    def field(self, name: str, location: SourceLocation, start: SourceLocation) -> Field:
        """Return the field that the same line at `start` declares."""
        file, line, column = start
        locations = {
            word: SourceLocation(file, line, column + offset)
            for word, offset in self.offsets.items()
        }
        return self.made(name, location, locations=locations, **self.values)
