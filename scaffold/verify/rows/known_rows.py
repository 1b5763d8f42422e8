"""Models, foreign keys and unique columns of a database, as rows must meet them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from scaffold.database.tables import Attribute, Column, Database, ForeignKey, Model, TableName
from scaffold.values import dataclass
from scaffold.verify.rows.samples import sample
from scaffold.verify.rows.trial_types import NotTriedError


@dataclass(frozen=True, slots=True)
class CompositeKey:
    """A foreign key of several attributes, and those of the target, pair by pair."""

    attributes: tuple[Attribute, ...]
    target: Model
    referred: tuple[Attribute, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(attribute.name for attribute in self.attributes)

    @property
    def columns(self) -> frozenset[str]:
        return frozenset(attribute.column.name for attribute in self.attributes)

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Its attributes with those that they refer to, by name."""
        referred = (attribute.name for attribute in self.referred)
        return tuple(zip(self.names, referred, strict=True))

    @property
    def is_required(self) -> bool:
        """Whether each row refers to another: a NULL in one attribute refers to nothing."""
        return not any(attribute.column.nullable for attribute in self.attributes)


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
        native = (column.type.native or "").strip().lower()
        if self._dialect == "mysql" and native == "point":
            # MySQL takes no text for it.
            raise NotTriedError(f'no value of type("{column.type.native}") is known')
        return sample(column, number, key=key, loose=self._dialect == "sqlite")

    def keys(self, model: Model, attribute: Attribute) -> tuple[ForeignKey, ...]:
        """Return the foreign keys of the attribute's column."""
        column = attribute.column.name
        return tuple(key for key in model.table.foreign_keys if key.column == column)

    def target(self, key: ForeignKey) -> tuple[Model, Attribute]:
        """Return the model and the attribute that a foreign key refers to."""
        model = self.by_table[key.table]
        return model, _by_column(model, key.key)

    def composites(self, model: Model) -> tuple[CompositeKey, ...]:
        """Return the model's foreign keys of several attributes."""
        return tuple(
            CompositeKey(
                tuple(_by_column(model, column) for column in key.columns),
                self.by_table[key.table],
                tuple(_by_column(self.by_table[key.table], column) for column in key.keys),
            )
            for key in model.table.composite_keys
        )

    def differing(self, model: Model) -> set[str]:
        """Return the columns in which two rows must differ, alone or with other columns."""
        return {column for columns in uniques(model) for column in columns}


def _by_column(model: Model, column: str) -> Attribute:
    return next(each for each in model.attributes if each.column.name == column)


def uniques(model: Model) -> Iterator[tuple[str, ...]]:
    """Yield the columns of the primary key and of each unique constraint and index."""
    table = model.table
    if table.primary_key:
        yield table.primary_key
    yield from ((unique.column,) for unique in table.uniques)
    yield from (index.columns for index in table.indexes if index.unique)


def is_generated(model: Model, attribute: Attribute) -> bool:
    """Return whether the database or the application generates the attribute's values."""
    column = attribute.column
    default: Any = column.default
    return (
        column.autoincrement
        or column.generated is not None
        or (
            default is not None
            and default.kind == "uuid"
            and column.name in model.table.primary_key
        )
    )
