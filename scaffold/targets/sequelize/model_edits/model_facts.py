"""The facts of a model that an edit writes, changes, or compares with what a file says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from scaffold.schema.model import AssociationKind
from scaffold.targets.sequelize.model_edits.read_values import Plain, TypeValue, Value
from scaffold.values import dataclass

# The properties of an attribute that follow the schema, in the order in which they are written.
PROPERTIES = (
    *("type", "field", "primaryKey", "autoIncrement", "allowNull", "defaultValue", "unique"),
    *("references", "onDelete", "onUpdate"),
)


@dataclass(frozen=True, slots=True)
class AttributeFacts:
    """An attribute: its properties by name; a missing one has its default.

    typescript: its type in TypeScript, without `| null`.
    """

    name: str
    properties: Mapping[str, Value] = field(default_factory=dict)
    typescript: str = "unknown"

    @property
    def nullable(self) -> bool:
        is_key = self.properties.get("primaryKey") == Plain(True)
        return self.properties.get("allowNull", Plain(True)) == Plain(True) and not is_key

    @property
    def is_optional(self) -> bool:
        """Whether a row can be created without it."""
        filled = self.properties.get("autoIncrement") == Plain(True)
        return self.nullable or filled or "defaultValue" in self.properties

    @property
    def type(self) -> TypeValue | None:
        found = self.properties.get("type")
        return found if isinstance(found, TypeValue) else None


@dataclass(frozen=True, slots=True)
class AssociationFacts:
    """An association: `options` as its call has them, with `as` and `foreignKey` first.

    key: the attribute of the foreign key, if the model that declares the association has it.
    """

    kind: AssociationKind
    target: str
    alias: str
    options: Mapping[str, Value] = field(default_factory=dict)
    foreign_key: str | None = None
    through: str | None = None


@dataclass(frozen=True, slots=True)
class ModelIndexFacts:
    """An index on columns."""

    name: str | None
    columns: tuple[str, ...]
    unique: bool = False
