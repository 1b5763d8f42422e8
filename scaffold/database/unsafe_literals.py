"""Texts that change or break a column's definition, dialect by dialect: data."""

from __future__ import annotations

from typing import Literal

from scaffold.values import dataclass

# Where a user's text is used in a column's definition. An enum's values and that one of them
# which is the default are two places; `added comment` is the comment of a column that is added
# to an existing table, as foreign keys are; `reference` is the table or column a key points to;
# `primary` is a default or reference of a column that alone is the primary key; `table comment`
# alone is outside of columns.
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
    """A text that changes or breaks a column's definition, and its effect.

    `pattern` is a regular expression, case-sensitive as Sequelize's own search is.
    """

    pattern: str
    positions: frozenset[LiteralPosition]
    effect: str
    reason: str = "Sequelize searches its own SQL for it: change it, for example its case"


_DEFAULTS: frozenset[LiteralPosition] = frozenset({"default", "enum default", "type"})
_VALUES: frozenset[LiteralPosition] = _DEFAULTS | {"enum"}

# sequelize 6.37.8, lib/dialects/sqlite: createTableQuery, replaceBooleanDefaults.
SQLITE_UNSAFE_LITERALS = (
    UnsafeLiteral("PRIMARY KEY", _DEFAULTS, "makes the column part of the primary key"),
    UnsafeLiteral("^(?:true|false)|DEFAULT (?:true|false)", _DEFAULTS, "becomes a number"),
    UnsafeLiteral("INT", frozenset({"primary"}), "makes the key an INTEGER"),
)
# lib/dialects/postgres: createTableQuery, dataTypeMapping (which searches the comment too when
# a column is added).
POSTGRES_UNSAFE_LITERALS = (
    UnsafeLiteral(
        "PRIMARY KEY", _VALUES | {"added comment"}, "makes the column part of the primary key"
    ),
    UnsafeLiteral(
        "SERIAL",
        _VALUES | {"added comment", "reference"},
        "removes the column's type or NOT NULL",
    ),
    UnsafeLiteral("COMMENT ", _VALUES, "cuts the definition off and becomes a comment"),
)
# lib/dialects/mysql: createTableQuery. The server drops an enum value's spaces at its end,
# and keeps comments in UTF-8 of three bytes.
MYSQL_UNSAFE_LITERALS = (
    UnsafeLiteral("PRIMARY KEY", _VALUES | {"comment"}, "makes the column part of the primary key"),
    UnsafeLiteral("REFERENCES", _VALUES | {"comment"}, "breaks the statement"),
    UnsafeLiteral(
        r"^ +$| $",
        frozenset({"enum", "enum default"}),
        "loses the spaces at its end",
        "Write it without spaces at its end",
    ),
    UnsafeLiteral(
        "[^\0-\uffff]",
        frozenset({"comment", "added comment", "table comment"}),
        "becomes a question mark",
        "The server stores comments in three bytes a character: remove that character",
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
