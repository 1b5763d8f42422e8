"""What a Prisma schema gives to an import: the tables, or the names of a database's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scaffold.errors import UsageError
from scaffold.importing.code_names import CodeNames
from scaffold.importing.database_facts import DatabaseFacts
from scaffold.importing.prisma.prisma_names import prisma_names
from scaffold.importing.prisma.prisma_schema import read_prisma
from scaffold.importing.prisma.prisma_tables import prisma_tables


class PrismaImport:
    """A Prisma schema that was read; SchemaError if something in it is not understood."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._schema = read_prisma(path)
        self.tables = prisma_tables(self._schema)

    def names(
        self, facts: DatabaseFacts, *, one_sided: bool
    ) -> tuple[CodeNames, Mapping[str, Sequence[str]]]:
        """Return the names for a database's tables, and what only the Prisma schema has, by kind.

        UsageError if the database is of another kind.
        """
        dialect = self._schema.dialect
        if facts.dialect != dialect:
            raise UsageError(
                f"--prisma: {self._path} is for {dialect}, and the database is {facts.dialect}",
                "Name the database that the Prisma schema is for.",
            )
        names, missing = prisma_names(self._schema, facts, one_sided=one_sided)
        return names, {**self.tables.remarks, **dict.fromkeys(missing, ())}
