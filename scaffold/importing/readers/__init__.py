"""Read an existing database as facts: queries for any driver, and a reader of their rows."""

from __future__ import annotations

from collections.abc import Mapping

from scaffold.importing.readers.dialect_reader import DialectReader
from scaffold.importing.readers.mysql import MYSQL
from scaffold.importing.readers.postgres import POSTGRES
from scaffold.importing.readers.sqlite import SQLITE

READERS: Mapping[str, DialectReader] = {"sqlite": SQLITE, "postgres": POSTGRES, "mysql": MYSQL}
