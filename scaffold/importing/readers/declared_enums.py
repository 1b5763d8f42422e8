"""Which enum types of PostgreSQL are declared once, for all columns that have them."""

from __future__ import annotations

import re
from collections import Counter

from scaffold.database.sql_text import enum_name
from scaffold.database.tables import TableName
from scaffold.reflection.reflector import Row, Rows

# What the schema takes as a type's name.
_NAME = re.compile(r"\w[\w$-]*(?: [\w$-]+)*")


class SharedEnums:
    """The enum types of a database, and how many columns have each."""

    def __init__(self, rows: Rows) -> None:
        self._types = {each["oid"]: each for each in rows["types"]}
        self._tables = {
            each["oid"]: TableName(
                each["name"], None if each["schema"] == "public" else each["schema"]
            )
            for each in rows["tables"]
        }
        found = (self.of(row) for row in rows["columns"])
        self._uses = Counter(each["oid"] for each in found if each is not None)

    def of(self, row: Row) -> Row | None:
        """Return the enum type of a column, alone or in an array."""
        return self._types.get(row["type_oid"]) or self._types.get(row["item_oid"])

    def is_shared(self, row: Row, enum: TableName) -> bool:
        """Return whether the enum type of a column is an entry of `enums:`."""
        labelled = self.of(row)
        if labelled is None or "" in labelled["labels"] or not is_shared_name(enum):
            return False
        own = enum_name(self._tables[row["oid"]], row["name"])
        return self._uses[labelled["oid"]] > 1 or enum != own


def is_shared_name(enum: TableName) -> bool:
    """Return whether an entry of `enums:` can have the name of an enum type."""
    return _NAME.fullmatch(enum.name) is not None
