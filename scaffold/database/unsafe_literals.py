"""Literals that change or break the definition of a column, for each dialect, as data."""

from __future__ import annotations

from typing import Literal

from scaffold.values import dataclass

# Where a column's definition contains a text of the schema. `added comment` is the comment of a
# column that is added to an existing table, as foreign keys are; `reference` is the table or column
# that a foreign key refers to; `primary` is the default or reference of a single-column primary
# key; `table comment` is the only position outside of columns.
LiteralPosition = Literal[
    "default",
    "enum",
    "enum default",
    "comment",
    "added comment",
    "table comment",
    "type",
    "reference",
    "primary",
]


@dataclass(frozen=True, slots=True)
class UnsafeLiteral:
    """Literals that change or break a column's definition, and what they do.

    `pattern` is a regular expression, case-sensitive like Sequelize's own searches.
    """

    pattern: str
    positions: frozenset[LiteralPosition]
    effect: str
    reason: str = "Sequelize searches its own SQL for this text: change it, for example its case"


_DEFAULTS: frozenset[LiteralPosition] = frozenset({"default", "enum default", "type"})
_VALUES: frozenset[LiteralPosition] = _DEFAULTS | {"enum"}

# sequelize 6.37.8, lib/dialects/sqlite: createTableQuery, replaceBooleanDefaults.
SQLITE_UNSAFE_LITERALS = (
    UnsafeLiteral("PRIMARY KEY", _DEFAULTS, "makes the column part of the primary key"),
    UnsafeLiteral("^(?:true|false)|DEFAULT (?:true|false)", _DEFAULTS, "becomes a number"),
    UnsafeLiteral("INT", frozenset({"primary"}), "makes the key an INTEGER"),
)
# lib/dialects/postgres: createTableQuery, dataTypeMapping (which also searches the comment of an
# added column).
POSTGRES_UNSAFE_LITERALS = (
    UnsafeLiteral(
        "PRIMARY KEY", _VALUES | {"added comment"}, "makes the column part of the primary key"
    ),
    UnsafeLiteral(
        "SERIAL",
        _VALUES | {"added comment", "reference"},
        "removes the column's type or NOT NULL",
    ),
    UnsafeLiteral("COMMENT ", _VALUES, "ends the definition and becomes a comment"),
)
# lib/dialects/mysql: createTableQuery. The server removes trailing spaces of enum values,
# and stores comments in three-byte UTF-8.
MYSQL_UNSAFE_LITERALS = (
    UnsafeLiteral("PRIMARY KEY", _VALUES | {"comment"}, "makes the column part of the primary key"),
    UnsafeLiteral("REFERENCES", _VALUES | {"comment"}, "breaks the statement"),
    UnsafeLiteral(
        r"^ +$| $",
        frozenset({"enum", "enum default"}),
        "is removed",
        "Write it without trailing spaces",
    ),
    UnsafeLiteral(
        "[^\0-\uffff]",
        frozenset({"comment", "added comment", "table comment"}),
        "becomes a question mark",
        "The server stores comments in three-byte UTF-8: remove that character",
    ),
    # https://dev.mysql.com/doc/refman/8.4/en/create-table.html
    UnsafeLiteral(
        r"(?s:.{1025})",
        frozenset({"comment", "added comment"}),
        "is more than the 1,024 characters of a column's comment",
        "Shorten it",
    ),
    UnsafeLiteral(
        r"(?s:.{2049})",
        frozenset({"table comment"}),
        "is more than the 2,048 characters of a table's comment",
        "Shorten it",
    ),
)
