"""The imports of a generated file, and their names in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import lru_cache

from scaffold.values import dataclass

_NUMBERS = re.compile(r"([0-9]+)")

_POSTGRES = (
    *("ARRAY", "CIDR", "CITEXT", "DATERANGE", "HSTORE", "INET", "INT4RANGE", "INT8RANGE"),
    *("JSONB", "MACADDR", "NUMRANGE", "Range", "TIMESTAMP", "TSTZRANGE", "TSVECTOR"),
)
_MYSQL = ("BIGINT", "INTEGER", "SMALLINT", "TINYINT")
_CORE = (
    *(
        "CHAR",
        "CheckConstraint",
        "Column",
        "Computed",
        "DECIMAL",
        "DOUBLE_PRECISION",
        "Date",
        "DateTime",
    ),
    *(
        "BigInteger",
        "Boolean",
        "Double",
        "Enum",
        "FetchedValue",
        "Float",
        "ForeignKey",
        "ForeignKeyConstraint",
        "Index",
        "Integer",
    ),
    *("JSON", "LargeBinary", "PrimaryKeyConstraint", "REAL", "SmallInteger", "String", "Table"),
    *("Text", "Time", "UniqueConstraint", "Uuid", "false", "literal_column"),
    *("quoted_name", "text"),
    "true",
)
_ORM = ("Mapped", "mapped_column", "relationship")
HELPERS = (
    *("BIG_KEY", "BOOL", "Clock", "DOUBLE", "Declared", "Guid", "JSON_B", "Moment", "Sql"),
    *("TINY_INT", "UtcDateTime"),
)
MODULES = {
    **dict.fromkeys(("bool", "bytes", "dict", "float", "int", "list", "str"), "builtins"),
    **dict.fromkeys(("date", "datetime", "time"), "datetime"),
    **dict.fromkeys(("Any", "Literal", "TYPE_CHECKING"), "typing"),
    **dict.fromkeys(("UUID", "uuid4"), "uuid"),
    "Decimal": "decimal",
    **dict.fromkeys(_CORE, "sqlalchemy"),
    **dict.fromkeys(_ORM, "sqlalchemy.orm"),
    **dict.fromkeys(_POSTGRES, "sqlalchemy.dialects.postgresql"),
    **dict.fromkeys(_MYSQL, "sqlalchemy.dialects.mysql"),
    **dict.fromkeys(HELPERS, ".types"),
    **dict.fromkeys(("AUTOINCREMENT", "Base", "now", "table"), ".base"),
}
"""The module of each name that generated code uses."""


@dataclass(frozen=True, slots=True)
class LocalNames:
    """The local name of each name that the templates of models write."""

    AUTOINCREMENT: str
    Base: str
    CheckConstraint: str
    Column: str
    ForeignKey: str
    ForeignKeyConstraint: str
    Index: str
    Literal: str
    Mapped: str
    PrimaryKeyConstraint: str
    Sql: str
    Table: str
    UniqueConstraint: str
    list: str
    mapped_column: str
    relationship: str
    table: str
    text: str


_NAMES = tuple(each.name for each in fields(LocalNames))
_UNCHANGED = LocalNames(*_NAMES)


@dataclass(frozen=True, slots=True)
class ImportStatement:
    """`from module import names`, or `import names` where `module` is empty."""

    module: str
    names: str


class ImportCollector:
    """The imports of a file, whose names get an underscore where `taken` has them already."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = frozenset(taken)
        self._used: dict[str, str] = {}

    @property
    def used(self) -> frozenset[str]:
        """The names that are imported."""
        return frozenset(self._used)

    def __call__(self, name: str, module: str | None = None) -> str:
        """Import the name; return its local name."""
        self._used[name] = module or MODULES[name]
        return self.local(name) if name in self._taken else name

    def whole(self, module: str) -> None:
        """Import a module itself."""
        self._used[module] = ""

    def local(self, name: str) -> str:
        """Return the name as this file has it."""
        while name in self._taken:
            name += "_"
        return name

    def local_names(self) -> LocalNames:
        """Return the local names of what the templates import."""
        if self._taken.isdisjoint(MODULES):
            return _UNCHANGED
        return LocalNames(*map(self.local, _NAMES))

    def statements(self) -> tuple[tuple[ImportStatement, ...], ...]:
        """Return the import statements in the blocks and order of ruff's rule `I`."""
        blocks: tuple[dict[str, list[str]], ...] = ({}, {}, {})
        for name, module in self._used.items():
            if module == "builtins" and name not in self._taken:
                continue
            whole = module or name
            place = 2 if whole.startswith(".") else int(whole.startswith("sqlalchemy"))
            blocks[place].setdefault(module, []).append(name)
        return tuple([tuple(self._block(block)) for block in blocks if block])

    def _block(self, block: dict[str, list[str]]) -> Iterator[ImportStatement]:
        yield from (ImportStatement("", name) for name in sorted(block.pop("", ())))
        for module in sorted(block, key=module_order):
            names = block[module]
            if self._taken.isdisjoint(names):
                yield ImportStatement(module, _joined(frozenset(names)))
                continue
            plain = [name for name in names if name not in self._taken]
            groups = [[name] for name in names if name in self._taken]
            if plain:
                groups.append(sorted(plain, key=member_order))
            for group in sorted(groups, key=lambda group: member_order(group[0])):
                yield ImportStatement(module, ", ".join(map(self._as, group)))

    def _as(self, name: str) -> str:
        local = self.local(name)
        return name if local == name else f"{name} as {local}"


@lru_cache(maxsize=1024)
def _joined(names: frozenset[str]) -> str:
    return ", ".join(sorted(names, key=member_order))


@lru_cache(maxsize=4096)
def member_order(name: str) -> tuple[int, list[tuple[int, str, int]], str]:
    """Where ruff sorts a name of a module: constants, classes, then the others."""
    return _kind(name), module_order(name.lower()), name


def export_order(name: str) -> tuple[int, list[tuple[int, str, int]]]:
    """Where ruff sorts a name in `__all__`, which does not fold case."""
    return _kind(name), module_order(name)


def _kind(name: str) -> int:
    if len(name) > 1 and name.isupper():
        return 0
    return 1 if name[:1].isupper() else 2


@lru_cache(maxsize=4096)
def module_order(name: str) -> list[tuple[int, str, int]]:
    """Where ruff sorts a module: digits as numbers."""
    return [
        (0, "", int(part)) if part.isdecimal() else (1, part, 0)
        for part in _NUMBERS.split(name)
        if part
    ]
