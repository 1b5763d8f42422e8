"""Names of primary keys on PostgreSQL that differ from those of the last run."""

from __future__ import annotations

from scaffold.database.postgres_names import primary_key_constraint
from scaffold.database.tables import Table
from scaffold.importing.database_facts import TableFacts


def renamed_primary_key(recorded: Table | None, found: TableFacts, dialect: str) -> str | None:
    """Return how the name of a primary key differs, or None.

    `recorded` is the table after the last run; migrations refer to the key by its name.
    """
    if dialect != "postgres" or recorded is None or not found.primary_key_name:
        return None
    name = primary_key_constraint(recorded)
    if recorded.primary_key != found.primary_key or name == found.primary_key_name:
        return None
    return (
        f"primary key of {recorded.name}: named {name} in the last run, "
        f"{found.primary_key_name} in the database"
    )
