"""Names that the code of an application has for tables, columns and foreign keys.

Import names everything by rules (`naming`) where `CodeNames` has no entry. A reader of model files
or of another schema language fills one in; nothing else of import knows where the names come from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from scaffold.database.tables import TableName
from scaffold.values import dataclass

InverseKind = Literal["hasOne", "hasMany"]
# The column of a foreign key; several for a composite one.
KeyColumns = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeyNames:
    """The names of one foreign key in code; None where the code has none.

    alias: of the belongsTo. attribute: of the foreign key itself.
    inverse, inverse_kind: of the hasMany or hasOne of the other model; empty if it has none.
    """

    alias: str | None = None
    attribute: str | None = None
    inverse: str | None = None
    inverse_kind: InverseKind | None = None


@dataclass(frozen=True, slots=True)
class JoinNames:
    """The alias of a belongsToMany; `singular` if it is not the alias's own."""

    alias: str
    singular: str | None = None


@dataclass(frozen=True, slots=True)
class CodeTimestamps:
    """The attributes that the code's timestamps have; None for those that are off."""

    created_at: str | None = None
    updated_at: str | None = None
    deleted_at: str | None = None


@dataclass(frozen=True, slots=True)
class CodeNames:
    """The names that code has.

    models: the model of each table. attributes: of each column of a table.
    keys: by the table that holds the foreign key, and its columns.
    joins: belongsToMany by the join table, and the column of the key to the alias's own model.
    timestamps: of each table whose model is in the code.
    one_sided: write hasMany, hasOne and belongsToMany only where the code declares them.
    """

    models: Mapping[TableName, str] = field(default_factory=dict)
    attributes: Mapping[tuple[TableName, str], str] = field(default_factory=dict)
    keys: Mapping[tuple[TableName, KeyColumns], KeyNames] = field(default_factory=dict)
    joins: Mapping[tuple[TableName, str], JoinNames] = field(default_factory=dict)
    timestamps: Mapping[TableName, CodeTimestamps] = field(default_factory=dict)
    one_sided: bool = False
