"""Tables that no migration creates, made in a scratch database before the migrations that need
them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping

from scaffold.reflection.reflected_tables import Tables
from scaffold.values import dataclass

# The folder of the run's folder that has their migration.
FOLDER = "stand-ins"
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class StandIns:
    """Tables of others, and of an import without migrations.

    names: the tables. own: the names and timestamps of the migrations that scaffold generated,
    before which they are made. render: returns the files of a migration that creates those that a
    database lacks, by path, the migration itself last; it gets the names of the tables that exist.
    """

    names: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    render: Callable[[frozenset[str]], Mapping[str, str]] = lambda _existing: {}

    def place(self, migrations: Iterable[str]) -> int:
        """Return how many of these migrations run before the tables are made."""
        names = [*migrations]
        return next((at for at, name in enumerate(names) if name in self.own), len(names))

    def write(self, existing: Tables, folder: str) -> str | None:
        """Write the migration below `folder`; return its path, None if nothing is missing."""
        files = self.render(frozenset(existing.tables))
        path = None
        for name, text in files.items():
            path = os.path.join(folder, FOLDER, *name.split("/"))
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        return path

    def left_out(self, existing: Tables) -> tuple[str, ...]:
        """Say which tables the run made itself, beside the existing ones."""
        made = sorted(self.names - existing.tables.keys())
        if not made:
            return ()
        shown = ", ".join(made[:_SHOWN])
        more = f" and {len(made) - _SHOWN} more" if len(made) > _SHOWN else ""
        return (f"no migration creates these tables, so that verify did: {shown}{more}",)

    def without(self, tables: Tables) -> Tables:
        """Return the tables that migrations create."""
        return Tables(
            {name: table for name, table in tables.tables.items() if name not in self.names}
        )


NONE = StandIns()
