"""Classify the exception of a trial."""

from __future__ import annotations

import os
import re
import traceback
from typing import Any

# CHECKs: PostgreSQL; MySQL 8, MariaDB; SQLite has only a message.
_CHECKS = frozenset({"23514", 3819, 4025})
# ER_BAD_NULL_ERROR and ER_NO_DEFAULT_FOR_FIELD.
_NULLS = frozenset({1048, 1364})
# Programming errors.
_MISTAKES = (TypeError, AttributeError, LookupError, NameError, ImportError, SyntaxError)


class UnmetError(Exception):
    """The database returns something else than was written."""


def describe(error: Exception, what: str, written: bool) -> dict[str, Any]:
    """Return the fault as the answer to the request."""
    orig = getattr(error, "orig", None)
    found: dict[str, Any] = {
        "kind": "broken",
        "what": what,
        "message": _first_line(str(orig or error)) or type(error).__name__,
        "sql": getattr(error, "statement", None),
        "written": written,
    }
    if orig is not None and _is_check(orig):
        return found | {"kind": "check"}
    if orig is not None and (missing := _missing(orig)):
        return found | {"kind": "null"} | missing
    if _is_raised_on_purpose(error):
        return found | {"kind": "own"}
    return found


def _first_line(words: str) -> str:
    """Return the first line; PostgreSQL's further lines contain the row or hints."""
    return words.strip().partition("\n")[0]


def _number(orig: Any) -> Any:
    """Return PostgreSQL's SQLSTATE or MySQL's error number."""
    state = getattr(orig, "sqlstate", None)
    return state or (orig.args[0] if orig.args else None)


def _is_check(orig: Any) -> bool:
    return _number(orig) in _CHECKS or "CHECK constraint failed" in str(orig)


def _missing(orig: Any) -> dict[str, Any] | None:
    """Return the column that cannot be null, and its table if the message has it."""
    if _number(orig) == "23502":
        return {"owner": orig.diag.table_name, "column": orig.diag.column_name}
    if found := re.search(r"NOT NULL constraint failed: (.+)\.(.+)$", str(orig)):
        return {"owner": found[1], "column": found[2]}
    if _number(orig) in _NULLS and (named := re.search("'([^']+)'", str(orig))):
        return {"owner": None, "column": named[1]}
    return None


def _is_raised_on_purpose(error: Exception) -> bool:
    """Return whether the project's code raised the error on purpose, such as a validator."""
    if isinstance(error, (*_MISTAKES, UnmetError)):
        return False
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1].filename if frames else ""
    return last.startswith(os.getcwd() + os.sep) and "site-packages" not in last
