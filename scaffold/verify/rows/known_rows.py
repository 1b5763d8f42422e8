"""Models, foreign keys and unique columns of a database, as rows must meet them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from scaffold.database.tables import Attribute, Column, Database, ForeignKey, Model, TableName
from scaffold.verify.rows.samples import sample


class KnownRows:
    """What the builders need to know about a database."""

    def __init__(self, database: Database, dialect: str) -> None:
        self.database = database
        self._dialect = dialect
        self.by_table: Mapping[TableName, Model] = {
            model.table.name: model for model in database.models
        }

    def sample(self, column: Column, number: int, *, key: bool = False) -> Any:
        """Return a sample value; SQLite accepts a text for any type that it does not know."""
        return sample(column, number, key=key, loose=self._dialect == "sqlite")

    def keys(self, model: Model, attribute: Attribute) -> tuple[ForeignKey, ...]:
        """Return the foreign keys of the attribute's column."""
        column = attribute.column.name
        return tuple(key for key in model.table.foreign_keys if key.column == column)

    def target(self, key: ForeignKey) -> tuple[Model, Attribute]:
        """Return the model and the attribute that a foreign key refers to."""
        model = self.by_table[key.table]
        attribute = next(each for each in model.attributes if each.column.name == key.key)
        return model, attribute

    def differing(self, model: Model) -> set[str]:
        """Return the columns in which two rows must differ, alone or with other columns."""
        return {column for columns in uniques(model) for column in columns}


def uniques(model: Model) -> Iterator[tuple[str, ...]]:
    """Yield the columns of the primary key and of each unique constraint and index."""
    table = model.table
    if table.primary_key:
        yield table.primary_key
    yield from ((unique.column,) for unique in table.uniques)
    yield from (index.columns for index in table.indexes if index.unique)
