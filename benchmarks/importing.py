"""Import of a database of 371 tables and 762 foreign keys, beside a bare reflection of it."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.contest import Call, Contestant
from benchmarks.tool import SCAFFOLD
from tests.support.scratch import Scratch

TABLES, KEYS = 371, 762
IMPORT = f"scaffold import, {TABLES} tables"
REFLECT = "SQLAlchemy: MetaData.reflect()"
_FIRST = (
    *("account", "billing", "catalog", "delivery", "event", "forum", "garden", "hotel", "invoice"),
    *("journal", "kernel", "ledger", "market", "network", "office", "person", "quality", "report"),
    "sensor",
)
_LAST = (
    *("items", "entries", "users", "groups", "logs", "rules", "types", "notes", "files", "roles"),
    *("links", "plans", "rates", "tasks", "units", "views", "zones", "costs", "dates", "tags"),
)
_TYPES = (
    *("varchar(255)", "varchar(80) NOT NULL", "text", "integer NOT NULL DEFAULT 0", "bigint"),
    *("boolean NOT NULL DEFAULT false", "timestamptz", "numeric(10,2)", "jsonb", "date", "uuid"),
    *("double precision", "smallint"),
)
# The tables refer to each other in circles, which SQLAlchemy follows by recursion.
_REFLECTION = """
import sys
sys.setrecursionlimit(20_000)
import sqlalchemy
url = sys.argv[1].replace("postgres:", "postgresql+psycopg:", 1)
metadata = sqlalchemy.MetaData()
metadata.reflect(sqlalchemy.create_engine(url))
assert len(metadata.tables) == int(sys.argv[2])
"""


def create(scratch: Scratch) -> None:
    """Create the tables in an empty database of PostgreSQL."""
    scratch.run_script("\n".join(statements()))


def statements() -> Iterator[str]:
    """Yield the same statements each time: tables, foreign keys, and indexes."""
    chosen = random.Random(TABLES)
    names = [f"{first}_{last}" for first in _FIRST for last in _LAST][:TABLES]
    later: list[str] = []
    for number, name in enumerate(names):
        columns = ["id bigserial PRIMARY KEY"]
        columns += (f"field_{at} {chosen.choice(_TYPES)}" for at in range(6 + chosen.randrange(14)))
        for at in range(2 + (number < KEYS - 2 * TABLES)):
            target = chosen.choice(names)
            column = f"{target}_{at}_id"
            required = chosen.random() < 0.5
            columns.append(f"{column} bigint{' NOT NULL' if required else ''}")
            action = chosen.choice(("NO ACTION", "CASCADE", "CASCADE" if required else "SET NULL"))
            later.append(
                f"ALTER TABLE {name} ADD FOREIGN KEY ({column}) REFERENCES {target} "
                f"ON DELETE {action};"
            )
            later.append(f"CREATE INDEX ON {name} ({column});")
        columns += ("created_at timestamptz NOT NULL", "updated_at timestamptz NOT NULL")
        yield f"CREATE TABLE {name} ({', '.join(columns)});"
        if chosen.random() < 0.4:
            later.append(f"CREATE UNIQUE INDEX ON {name} (field_0, field_1);")
    yield from later


def importing(work: Path, url: str) -> list[Contestant]:
    """Return the import into an empty folder, and the reflection."""

    def folder(number: int) -> Path:
        made = work / f"import-{number}"
        made.mkdir(parents=True)
        return made

    reflecting = (sys.executable, "-c", _REFLECTION, url, str(TABLES))
    return [
        Contestant(IMPORT, lambda number: Call((*SCAFFOLD, "import", url, "-q"), folder(number))),
        Contestant(REFLECT, lambda _: Call(reflecting, work)),
    ]
