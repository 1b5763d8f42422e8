"""Read the tables of a live database as values, and compare them.

Each dialect has a module with its queries, which any driver can run.
"""

from __future__ import annotations

from collections.abc import Mapping

from scaffold.reflection.mysql import MYSQL
from scaffold.reflection.postgres import POSTGRES
from scaffold.reflection.reflector import Reflection
from scaffold.reflection.sqlite import SQLITE

REFLECTIONS: Mapping[str, Reflection] = {"sqlite": SQLITE, "postgres": POSTGRES, "mysql": MYSQL}
