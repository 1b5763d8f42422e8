"""Data types and defaults: the vocabulary that the schema and the tables share."""

from __future__ import annotations

from typing import Literal

from scaffold.values import dataclass

# The length of a `string` without an argument.
STRING_LENGTH = 255

# The bits of each integer type.
INTEGER_BITS = {"tinyint": 8, "smallint": 16, "integer": 32, "bigint": 64}
INTEGERS = tuple(INTEGER_BITS)
# The types that can have a collation.
TEXTS = ("string", "char", "text")
# The types that a range can have (https://www.postgresql.org/docs/current/rangetypes.html).
RANGE_TYPES = ("integer", "bigint", "decimal", "date", "datetime")

DefaultKind = Literal["text", "number", "boolean", "now", "uuid", "json", "sql"]


@dataclass(frozen=True, slots=True)
class DataType:
    """A type, in the terms of the schema.

    `name` is one of page-1 type names (`string`, `decimal`, `enum`, `array`, …), whatever
    spelling the file uses. `length` counts characters (string, char) or
    fractional digits (datetime); `native` is the text of `type("…")`. `local`: a datetime
    without a time zone. `collation` is the name of a text's collation, `type_name`
    that of a shared enum on PostgreSQL.
    """

    name: str
    length: int | None = None
    precision: int | None = None
    scale: int | None = None
    values: tuple[str, ...] = ()
    of: DataType | None = None
    unsigned: bool = False
    native: str | None = None
    local: bool = False
    collation: str | None = None
    type_name: str | None = None
    type_schema: str | None = None

    def __str__(self) -> str:
        """Return the type as in the schema: `decimal(10, 2)`, `array(string(20))`."""
        if self.native is not None:
            return f'type("{self.native}")'
        sizes = (self.length, self.precision, self.scale)
        arguments = [str(size) for size in sizes if size is not None]
        arguments += self.values
        if self.of:
            arguments.append(str(self.of))
        words = f"{self.name}({', '.join(arguments)})" if arguments else self.name
        if self.collation is not None:
            return f"{words} collate({self.collation})"
        return f"{words} unsigned" if self.unsigned else f"{words} local" if self.local else words


def integer_range(data_type: DataType) -> tuple[int, int]:
    """Return the least and the greatest number of an integer type."""
    bits = INTEGER_BITS[data_type.name]
    return (0, 2**bits - 1) if data_type.unsigned else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)


@dataclass(frozen=True, slots=True)
class Default:
    """A column's default: its kind and its text.

    `number` keeps the digits as written (canonical: no `+`, no leading zeros), `boolean` is
    `true` or `false`, `json` is compact JSON text, `now` and `uuid` have no text, `sql` is what
    follows DEFAULT in the only dialect.
    """

    kind: DefaultKind
    value: str = ""
