"""The interface of a dialect's reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from scaffold.importing.database_facts import DatabaseFacts
from scaffold.reflection.reflector import Rows
from scaffold.values import dataclass

# The tables in which migration tools record what they ran.
BOOKS = frozenset(
    {
        *("sequelizemeta", "sequelizedata", "alembic_version", "_prisma_migrations"),
        *("knex_migrations", "knex_migrations_lock", "schema_migrations", "ar_internal_metadata"),
        *("flyway_schema_history", "databasechangelog", "databasechangeloglock"),
        *("django_migrations", "__efmigrationshistory", "__drizzle_migrations", "goose_db_version"),
        *("typeorm_metadata",),
    }
)


@dataclass(frozen=True, slots=True, eq=False)
class DialectReader:
    """How to read one dialect.

    Run `queries` on one connection, after the statements `before`; `facts` reads their rows.
    """

    before: tuple[str, ...]
    queries: Mapping[str, str]
    facts: Callable[[Rows], DatabaseFacts]


def is_book(name: str) -> bool:
    """Return whether a migration tool keeps its records in the table."""
    return name.casefold() in BOOKS
