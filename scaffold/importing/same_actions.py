"""Referential actions that a database does not tell apart."""

from __future__ import annotations

from scaffold.database.dialects import DIALECTS
from scaffold.schema.model import Action


def comparable_action(action: Action, dialect: str) -> Action:
    """Return the action, RESTRICT for NO ACTION where it is the same.

    It is in InnoDB: https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html.
    """
    is_same = action == "NO ACTION" and DIALECTS[dialect].indexes_foreign_keys
    return "RESTRICT" if is_same else action
