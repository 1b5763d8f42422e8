"""The names that a generated file imports, and how it calls them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from scaffold.targets.sqlalchemy import literals
from scaffold.targets.sqlalchemy.layout import WIDTH, Expr, Raw

_NUMBERS = re.compile(r"([0-9]+)")

_POSTGRES = (
    *("ARRAY", "CIDR", "CITEXT", "DATERANGE", "HSTORE", "INET", "INT4RANGE", "INT8RANGE"),
    *("JSONB", "MACADDR", "NUMRANGE", "Range", "TSTZRANGE", "TSVECTOR"),
)
_MYSQL = ("BIGINT", "INTEGER", "SMALLINT", "TINYINT")
_CORE = (
    *("CHAR", "CheckConstraint", "Column", "DECIMAL", "DOUBLE_PRECISION", "Date", "DateTime"),
    *("BigInteger", "Boolean", "Double", "Enum", "Float", "ForeignKey", "Index", "Integer"),
    *("JSON", "LargeBinary", "PrimaryKeyConstraint", "REAL", "SmallInteger", "String", "Table"),
    *("Text", "Time", "UniqueConstraint", "Uuid", "false", "literal_column", "text"),
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
"""Where each name that generated code uses comes from."""


class ImportCollector:
    """A file's names: what it imports gives way to `taken`, the names of its own things."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = frozenset(taken)
        self._used: dict[str, str] = {}

    @property
    def used(self) -> frozenset[str]:
        """What was asked for."""
        return frozenset(self._used)

    def __call__(self, name: str, module: str | None = None) -> str:
        """How the file calls a name, which it then imports."""
        self._used[name] = module or MODULES[name]
        return self.local(name)

    def whole(self, module: str) -> None:
        """Import a module itself."""
        self._used[module] = ""

    def raw(self, name: str) -> Expr:
        """The same, as an expression."""
        return Raw(self(name))

    def local(self, name: str) -> str:
        while name in self._taken:
            name += "_"
        return name

    def imports(self) -> tuple[str, ...]:
        """The import statements, one block of ruff's `I` a string."""
        blocks: tuple[dict[str, list[str]], ...] = ({}, {}, {})
        for name, module in self._used.items():
            if module == "builtins" and self.local(name) == name:
                continue
            whole = module or name
            location = 2 if whole.startswith(".") else int(whole.startswith("sqlalchemy"))
            blocks[location].setdefault(module, []).append(name)
        return tuple("\n".join(self._block(block)) for block in blocks if block)

    def _block(self, block: dict[str, list[str]]) -> Iterator[str]:
        yield from (f"import {name}" for name in sorted(block.pop("", ())))
        for module in sorted(block, key=module_order):
            plain = [name for name in block[module] if self.local(name) == name]
            groups = [[name] for name in block[module] if self.local(name) != name]
            if plain:
                groups.append(sorted(plain, key=member_order))
            for names in sorted(groups, key=lambda group: member_order(group[0])):
                yield _statement(module, [self._as(name) for name in names])

    def _as(self, name: str) -> str:
        local = self.local(name)
        return name if local == name else f"{name} as {local}"


def import_statement(module: str, *names: str, indent: int = 0) -> str:
    """`from module import name`."""
    return _statement(module, sorted(names, key=member_order), indent)


def _statement(module: str, names: list[str], indent: int = 0) -> str:
    head = f"from {module} import "
    line = head + ", ".join(names)
    if literals.width(line) + indent <= WIDTH:
        return line
    inner = "".join(f"\n{' ' * (indent + 4)}{name}," for name in names)
    return f"{head}({inner}\n{' ' * indent})"


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
