"""Texts that do not survive inside a column's definition, dialect by dialect: data."""

from __future__ import annotations

from typing import Literal

from scaffold.values import dataclass

# Where a user's text stands in a column's definition. An enum's values and that one of them
# which is the default are two places; `added comment` is the comment of a column that is added
# to a standing table, as foreign keys are; `reference` is the table or column a key points to;
# `primary` is a default or reference of a column that alone is the primary key; `table comment`
# alone stands outside of columns.
TextPlace = Literal[
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
class Hazard:
    """Text that does not survive in a column's definition, and what comes of it.

    `pattern` is a regular expression, case-sensitive as Sequelize's own search is.
    """

    pattern: str
    places: frozenset[TextPlace]
    effect: str
    reason: str = (
        "Sequelize searches its own SQL for it: write it otherwise, in another case perhaps"
    )


_DEFAULTS: frozenset[TextPlace] = frozenset({"default", "enum default", "type"})
_VALUES: frozenset[TextPlace] = _DEFAULTS | {"enum"}

# sequelize 6.37.8, lib/dialects/sqlite: createTableQuery, replaceBooleanDefaults.
SQLITE_HAZARDS = (
    Hazard("PRIMARY KEY", _DEFAULTS, "makes the column part of the primary key"),
    Hazard("^(?:true|false)|DEFAULT (?:true|false)", _DEFAULTS, "becomes a number"),
    Hazard("INT", frozenset({"primary"}), "makes the key an INTEGER"),
)
# lib/dialects/postgres: createTableQuery, dataTypeMapping (which searches the comment too when
# a column is added).
POSTGRES_HAZARDS = (
    Hazard("PRIMARY KEY", _VALUES | {"added comment"}, "makes the column part of the primary key"),
    Hazard(
        "SERIAL",
        _VALUES | {"added comment", "reference"},
        "takes the column's type or NOT NULL away",
    ),
    Hazard("COMMENT ", _VALUES, "cuts the definition off and becomes a comment"),
)
# lib/dialects/mysql: createTableQuery. The server drops an enum value's spaces at its end,
# and keeps comments in UTF-8 of three bytes.
MYSQL_HAZARDS = (
    Hazard("PRIMARY KEY", _VALUES | {"comment"}, "makes the column part of the primary key"),
    Hazard("REFERENCES", _VALUES | {"comment"}, "breaks the statement"),
    Hazard(
        r"^ +$| $",
        frozenset({"enum", "enum default"}),
        "loses the spaces at its end",
        "Write it without spaces at its end",
    ),
    Hazard(
        "[^\0-\uffff]",
        frozenset({"comment", "added comment", "table comment"}),
        "becomes a question mark",
        "The server keeps comments in three bytes a character: write it without",
    ),
    # https://dev.mysql.com/doc/refman/8.4/en/create-table.html
    Hazard(
        r"(?s:.{1025})",
        frozenset({"comment", "added comment"}),
        "is more than the 1,024 characters of a column's comment",
        "Write a shorter one",
    ),
    Hazard(
        r"(?s:.{2049})",
        frozenset({"table comment"}),
        "is more than the 2,048 characters of a table's comment",
        "Write a shorter one",
    ),
)
