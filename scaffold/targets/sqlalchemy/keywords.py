"""Keywords of the databases that SQLAlchemy does not quote by itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

# Reserved words that are not among `reserved_words` of SQLAlchemy's dialects, from
# sqlite.org/lang_keywords.html, appendix C of PostgreSQL's manual, and the pages on reserved words
# of MariaDB and MySQL. Names with a capital are always quoted.
_UNKNOWN = {
    "sqlite": frozenset({"nothing", "returning"}),
    "postgres": frozenset(
        {"collation", "concurrently", "lateral", "system_user", "tablesample"},
    ),
    "mysql": frozenset(
        {
            *("delete_domain_id", "manual", "master_demote_to_replica", "master_demote_to_slave"),
            *("parallel", "portion", "qualify", "tablesample"),
        }
    ),
}


# `INSERT INTO value (…)` begins a list of values on MariaDB; a column of the name is no fault.
_UNKNOWN_TABLES = {"mysql": frozenset({"value"})}
_NONE: frozenset[str] = frozenset()


def needs_quotes(name: str, dialects: Iterable[str], *, table: bool = False) -> bool:
    """Whether a name, of a table or of anything else, needs `quoted_name(…, True)`."""
    return any(
        name in _UNKNOWN[dialect] or (table and name in _UNKNOWN_TABLES.get(dialect, _NONE))
        for dialect in dialects
    )


def unquoted_keywords(dialects: Iterable[str]) -> tuple[str, ...]:
    """Return the words that need `quoted_name(…, True)` on one of the dialects."""
    words = (_UNKNOWN[name] | _UNKNOWN_TABLES.get(name, _NONE) for name in dialects)
    return tuple(sorted(frozenset[str]().union(*words)))


class QuotedName(str):
    """A name that generated code gives SQLAlchemy as `quoted_name("lateral", True)`.

    `callee` is the name of that function in the file.
    """

    callee: str

    def __new__(cls, name: str, callee: str) -> Self:
        quoted = super().__new__(cls, name)
        quoted.callee = callee
        return quoted
