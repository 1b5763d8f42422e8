"""What constraints and indexes are called: within every dialect's limit, each name once."""

from __future__ import annotations

from collections.abc import Iterable

from scaffold.database.resolve.declared_dialects import DeclaredDialects
from scaffold.database.tables import TableName
from scaffold.errors import SourceLocation
from scaffold.naming import constraint_name


class ConstraintNames:
    """Names that are taken, in the whole database: SQLite's indexes share one namespace.

    Tables are taken too, as PostgreSQL keeps tables and indexes in one namespace.
    """

    def __init__(self, declared: DeclaredDialects, tables: Iterable[TableName]) -> None:
        self._declared = declared
        self._limit = declared.limit
        self._taken: dict[str, SourceLocation | None] = {
            table.name.casefold(): None for table in tables
        }
        self._numbers: dict[str, int] = {}

    def take(self, name: str, location: SourceLocation) -> None:
        """Reserve a name that a person chose."""
        first = self._taken.get(name.casefold(), location)
        if name.casefold() in self._taken:
            where = f" on line {first.line}" if first is not None else ", for a table"
            self._declared.problems.add(
                location,
                f"the name `{name}` is taken already{where}",
                "Names of indexes and constraints are unique in the whole database: "
                "choose another.",
            )
        self._declared.check_name(location, name, "the name", "Choose another")
        self._taken.setdefault(name.casefold(), location)

    def make(self, table: TableName, columns: tuple[str, ...], suffix: str) -> str:
        """Return `<table>_<column>_<suffix>`, with a hash where that is taken."""
        return self._free(constraint_name(table.name, columns, suffix, self._limit), table, columns)

    def make_numbered(self, table: TableName, columns: tuple[str, ...]) -> str:
        """A check's name; PostgreSQL too numbers those that would be called the same."""
        name = constraint_name(table.name, columns, "check", self._limit)
        number = self._numbers.get(name, 0)
        while (free := self._numbered(name, number)).casefold() in self._taken:
            number += 1
        self._numbers[name] = number + 1
        self._taken[free.casefold()] = None
        return free

    def _numbered(self, name: str, number: int) -> str:
        tail = str(number) if number else ""
        return self._limit.cut(name, len(tail)) + tail

    def _free(self, name: str, table: TableName, columns: tuple[str, ...]) -> str:
        folded = name.casefold()
        if folded in self._taken:
            from hashlib import blake2b

            # A NUL parts what a name's own underscores do not: `a_b`+`c` is not `a`+`b_c`.
            told = "\0".join((str(table), *columns, name)).encode()
            head, _, suffix = name.rpartition("_")
            tail = f"_{blake2b(told, digest_size=4).hexdigest()}_{suffix}"
            name = self._limit.cut(head, len(tail)) + tail
            folded = name.casefold()
        self._taken[folded] = None
        return name
