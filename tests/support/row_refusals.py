"""The errors by which a migration refuses rows that do not fit its change."""

from __future__ import annotations

# What the helpers of migrations say before anything changes, one for each target.
_ASKED_FIRST = ("Change them first", "rows do not allow it")


def is_row_refusal(error: object, dialect: str) -> bool:
    """Return whether rows stopped a migration.

    No query precedes PostgreSQL's cast of a text to a date, a time or JSON: docs/change.md.
    """
    text = str(error)
    is_cast = dialect == "postgres" and "invalid input syntax for type" in text
    return is_cast or any(each in text for each in _ASKED_FIRST)
