"""Names of constraints and indexes: within every dialect's limit, each used once."""

from __future__ import annotations

from collections.abc import Iterable

from scaffold.database.resolve.declared_dialects import DeclaredDialects
from scaffold.database.tables import TableName
from scaffold.errors import SourceLocation
from scaffold.naming import constraint_name


class ConstraintNames:
    """The names in use in the whole database, because SQLite's indexes share one namespace.

    Table names are in use too, because PostgreSQL's tables and indexes share one namespace.
    """

    def __init__(self, declared: DeclaredDialects, tables: Iterable[TableName]) -> None:
        self._declared = declared
        self._limit = declared.limit
        every = tuple(tables)
        self._used: dict[str, SourceLocation | None] = {
            table.name.casefold(): None for table in every
        }
        self._by_schema = all(each.names_by_schema for each in declared.dialects)
        if self._by_schema:
            for table in every:
                self._used[f"{table.schema or ''}\0{table.name.casefold()}"] = None
        self._reserved: dict[str, SourceLocation] = {}
        self._numbers: dict[str, int] = {}

    def reserve(
        self, name: str, location: SourceLocation, table: TableName, *, of_table: bool = False
    ) -> None:
        """Reserve a declared name.

        On PostgreSQL alone it has to be the only one in its schema, or with `of_table` (foreign
        keys and CHECKs) of its table.
        """
        folded = name.casefold()
        if self._by_schema:
            folded = f"{table if of_table else table.schema or ''}\0{folded}"
            self._used.setdefault(name.casefold(), location)
        first = self._reserved.get(folded) or self._used.get(folded, location)
        if folded in self._used or folded in self._reserved:
            where = f" on line {first.line}" if first is not None else ", for a table"
            self._declared.problems.add(
                location,
                f"the name `{name}` is already used{where}",
                "Names of indexes and constraints are unique in the whole database: "
                "choose another.",
            )
        self._declared.check_name(location, name, "the name", "Choose another")
        self._reserved.setdefault(folded, location)
        self._used.setdefault(name.casefold(), location)

    def make(self, table: TableName, columns: tuple[str, ...], suffix: str) -> str:
        """Return `<table>_<column>_<suffix>`, with a hash if that is in use."""
        return self._free(constraint_name(table.name, columns, suffix, self._limit), table, columns)

    def make_numbered(self, table: TableName, columns: tuple[str, ...]) -> str:
        """Return a CHECK's name, with a number if it is in use, like PostgreSQL's own names."""
        name = constraint_name(table.name, columns, "check", self._limit)
        number = self._numbers.get(name, 0)
        while (free := self._numbered(name, number)).casefold() in self._used:
            number += 1
        self._numbers[name] = number + 1
        self._used[free.casefold()] = None
        return free

    def _numbered(self, name: str, number: int) -> str:
        tail = str(number) if number else ""
        return self._limit.cut(name, len(tail)) + tail

    def _free(self, name: str, table: TableName, columns: tuple[str, ...]) -> str:
        if name.casefold() in self._used:
            from hashlib import blake2b

            head, _, suffix = name.rpartition("_")
            # Separated by NUL, since `a_b`+`c` and `a`+`b_c` are different columns.
            source = "\0".join((str(table), *columns, name)).encode()
            while name.casefold() in self._used:
                tail = f"_{blake2b(source, digest_size=4).hexdigest()}_{suffix}"
                name = self._limit.cut(head, len(tail)) + tail
                # The next one on the same columns.
                source += b"\0"
        self._used[name.casefold()] = None
        return name
