"""Tables with the names that the schema gives them."""

from __future__ import annotations

from dataclasses import dataclass, field

from scaffold.database.tables import TableName
from scaffold.importing.code_names import InverseKind
from scaffold.importing.database_facts import ForeignKeyFacts, TableFacts


@dataclass(slots=True, eq=False)
class NamedKey:
    """A foreign key that an association can declare, on the first of its columns.

    alias: of the belongsTo. attribute: of the key. inverse: None if it is not declared.
    """

    facts: ForeignKeyFacts
    holder: NamedTable
    target: NamedTable
    alias: str
    attribute: str
    unique: bool
    inverse: str | None = None
    inverse_kind: InverseKind = "hasMany"

    @property
    def column(self) -> str:
        """The column of the key."""
        return self.facts.columns[0]

    @property
    def is_self(self) -> bool:
        """Whether it refers to its own table."""
        return self.holder is self.target


@dataclass(slots=True, eq=False)
class NamedComposite:
    """A foreign key of several columns that an association can declare.

    alias: of the belongsTo. inverse: None if it is not declared.
    """

    facts: ForeignKeyFacts
    holder: NamedTable
    target: NamedTable
    alias: str = ""
    inverse: str | None = None
    inverse_kind: InverseKind = "hasMany"

    @property
    def is_self(self) -> bool:
        """Whether it refers to its own table."""
        return self.holder is self.target


@dataclass(slots=True, eq=False)
class NamedJoin:
    """A belongsToMany of `source`, through `table`."""

    alias: str
    table: NamedTable
    source: NamedKey
    target: NamedKey


@dataclass(slots=True, eq=False)
class NamedTable:
    """A table, its model, its attributes by column, and its associations.

    composites: foreign keys of several columns; incoming_composites: those that refer to it.
    other_keys: foreign keys that no association declares, each with the reason.
    join: it is a join table: "plain" (nothing but two foreign keys), or "model".
    join_aliases: the belongsToMany that code names, by the column of the key to their model.
    deleted_at: the column with which the code's model marks rows as deleted.
    """

    facts: TableFacts
    model: str
    attributes: dict[str, str] = field(default_factory=dict)
    keys: list[NamedKey] = field(default_factory=list)
    other_keys: list[tuple[ForeignKeyFacts, str]] = field(default_factory=list)
    incoming: list[NamedKey] = field(default_factory=list)
    joins: list[NamedJoin] = field(default_factory=list)
    composites: list[NamedComposite] = field(default_factory=list)
    incoming_composites: list[NamedComposite] = field(default_factory=list)
    join: str | None = None
    join_aliases: dict[str, str] = field(default_factory=dict)
    deleted_at: str | None = None

    @property
    def name(self) -> TableName:
        """The table's name."""
        return self.facts.name

    def key_of(self, column: str) -> NamedKey | None:
        """Return the foreign key on a column, or None."""
        return next((key for key in self.keys if key.column == column), None)
