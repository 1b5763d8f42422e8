"""Whether defaults and expressions of a schema and of a database are equal."""

from __future__ import annotations

import re
from decimal import Decimal

from scaffold.schema.data_types import Default


def is_same_default(expected: Default | None, found: Default | None, sql: str | None) -> bool:
    """Return whether two defaults are equal; `sql` is the default in the database."""
    if expected is not None and expected.kind == "sql":
        return squeezed(expected.value) == squeezed(sql)
    if found is None:
        return expected is None and sql is None
    if expected is not None and expected.kind == found.kind == "number":
        return Decimal(expected.value) == Decimal(found.value)
    return expected == found


def squeezed(expression: str | None) -> str | None:
    """Return an expression without what databases add when they store it."""
    return None if expression is None else re.sub(r"[\s()]", "", expression).lower()
