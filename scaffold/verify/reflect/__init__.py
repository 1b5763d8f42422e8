"""The registry: how each dialect's tables are read."""

from __future__ import annotations

from collections.abc import Mapping

from scaffold.verify.reflect.base import Reflection
from scaffold.verify.reflect.mysql import MYSQL
from scaffold.verify.reflect.postgres import POSTGRES
from scaffold.verify.reflect.sqlite import SQLITE

REFLECTIONS: Mapping[str, Reflection] = {"sqlite": SQLITE, "postgres": POSTGRES, "mysql": MYSQL}
