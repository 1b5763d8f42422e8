"""The schema as it was written: every word typed and checked for form, nothing resolved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from scaffold.errors import SourceLocation
from scaffold.naming.constraint_names import ForeignKeyStyle
from scaffold.schema.data_types import DataType, Default
from scaffold.values import dataclass

AssociationKind = Literal["belongsTo", "hasOne", "hasMany", "belongsToMany"]
Action = Literal["CASCADE", "SET NULL", "RESTRICT", "NO ACTION", "SET DEFAULT"]
IdKind = Literal["integer", "bigint", "uuid", "none"]

Locations = Mapping[str, SourceLocation]


@dataclass(frozen=True, slots=True)
class DeclaredAttribute:
    """A field whose first term is a type.

    `fill` is the value for existing rows if the column becomes required. `map` has new values for
    rows with old enum values (None: NULL). `data` is JSON text. `locations` has the location of
    each term by its keyword.
    """

    name: str
    location: SourceLocation = field(compare=False)
    type: DataType
    required: bool = False
    unique: bool = False
    index: bool = False
    unique_name: str | None = None
    index_name: str | None = None
    default: Default | None = None
    primary: bool = False
    autoincrement: bool = False
    updates_now: bool = False
    generated: str | None = None
    column: str | None = None
    comment: str | None = None
    check: str | None = None
    was: str | None = None
    fill: Default | None = None
    map: tuple[tuple[str, str | None], ...] = ()
    data: str | None = None
    locations: Locations = field(default_factory=dict, compare=False, repr=False)

    def location_of(self, word: str) -> SourceLocation:
        """Return the location of the term `word`, or else of the field."""
        return self.locations.get(word, self.location)


@dataclass(frozen=True, slots=True)
class DeclaredAssociation:
    """A field whose first term is an association kind; its name is the alias.

    What is not written is None: the other side may have it, or a default applies. `default` and
    `fill` are as written: their type is that of the foreign key. `constraint` is the name of the
    foreign key in the database. `foreign_keys`, `source_keys` and `target_keys` are those of a
    foreign key of several attributes.
    """

    name: str
    location: SourceLocation = field(compare=False)
    kind: AssociationKind
    target: str
    required: bool | None = None
    unique: bool | None = None
    logical: bool | None = None
    unique_name: str | None = None
    index: bool = False
    index_name: str | None = None
    primary: bool = False
    default: Default | None = None
    constraint: str | None = None
    through: str | None = None
    foreign_key: str | None = None
    foreign_keys: tuple[str, ...] = ()
    other_key: str | None = None
    on_delete: Action | None = None
    on_update: Action | None = None
    inverse: str | None = None
    source_key: str | None = None
    source_keys: tuple[str, ...] = ()
    target_key: str | None = None
    target_keys: tuple[str, ...] = ()
    column: str | None = None
    scope: tuple[str, str] | None = None
    through_scope: tuple[str, str] | None = None
    singular: str | None = None
    comment: str | None = None
    was: str | None = None
    fill: Default | None = None
    locations: Locations = field(default_factory=dict, compare=False, repr=False)

    def location_of(self, word: str) -> SourceLocation:
        """Return the location of the term `word`, or else of the field."""
        return self.locations.get(word, self.location)


Field = DeclaredAttribute | DeclaredAssociation


@dataclass(frozen=True, slots=True)
class IndexPart:
    """A field or an expression of an index; `ops` is an operator class of PostgreSQL."""

    field: str | None = None
    expression: str | None = None
    ops: str | None = None
    descending: bool = False


@dataclass(frozen=True, slots=True)
class IndexSetting:
    """One entry of `$indexes` or `$unique`; `fields` name attributes or associations.

    `parts` has all parts in order, if one of them is more than a field's name. `using` is the
    method of PostgreSQL.
    """

    fields: tuple[str, ...]
    location: SourceLocation = field(compare=False)
    unique: bool = False
    name: str | None = None
    where: str | None = None
    using: str | None = None
    parts: tuple[IndexPart, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckSetting:
    """One entry of `$checks`; `{attr}` in the expression is the quoted column."""

    expression: str
    location: SourceLocation = field(compare=False)
    name: str | None = None


@dataclass(frozen=True, slots=True)
class TimestampNames:
    """`$timestamps: {createdAt: …, updatedAt: …}`; None is a column that is left out."""

    created_at: str | None = "createdAt"
    updated_at: str | None = "updatedAt"


@dataclass(frozen=True, slots=True)
class DeclaredModel:
    """A model: its fields in order and its `$` settings (None if not set).

    `timestamps` is False for none, True for the default names; `paranoid` is True for `deletedAt`,
    or the attribute's name. `external`: others own the table. `data` is JSON text.
    """

    name: str
    location: SourceLocation = field(compare=False)
    fields: tuple[Field, ...] = ()
    table: str | None = None
    plural: str | None = None
    timestamps: bool | TimestampNames | None = None
    paranoid: bool | str | None = None
    id: IdKind | None = None
    comment: str | None = None
    indexes: tuple[IndexSetting, ...] = ()
    uniques: tuple[IndexSetting, ...] = ()
    checks: tuple[CheckSetting, ...] = ()
    was: str | None = None
    schema: str | None = None
    external: bool = False
    data: str | None = None
    locations: Locations = field(default_factory=dict, compare=False, repr=False)

    def location_of(self, word: str) -> SourceLocation:
        """Return the location of the setting `word` (`$table`, …), or else of the model."""
        return self.locations.get(word, self.location)


@dataclass(frozen=True, slots=True)
class Options:
    """`options:`, with the defaults of the reference."""

    id: IdKind = "integer"
    timestamps: bool = True
    paranoid: bool = False
    naming: Literal["sequelize", "snake_case"] = "sequelize"
    foreign_key: ForeignKeyStyle = "PascalCase"
    tables: Literal["plural", "singular"] = "plural"
    key_column: Literal["attribute", "alias"] = "attribute"
    on_delete: Action | None = None
    on_update: Action | None = None
    schema: str | None = None
    extensions: tuple[str, ...] = ()
    associations: Literal["single", "per-model"] = "single"
    dialects: tuple[str, ...] = ("sqlite", "postgres", "mysql")
    index_foreign_keys: bool = True
    online: bool = False
    locations: Locations = field(default_factory=dict, compare=False, repr=False)

    def location_of(self, word: str, otherwise: SourceLocation) -> SourceLocation:
        """Return the location of the option `word`, or else `otherwise`."""
        return self.locations.get(word, otherwise)


@dataclass(frozen=True, slots=True)
class TargetSetting:
    """One entry of `targets:`: a registered target's name and its folders."""

    name: str
    location: SourceLocation = field(compare=False)
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DeclaredOutput:
    """One entry of `outputs:`: a template and a path, or with `pack` the folder of a pack.

    `path` is a template itself, `when` an expression. `locations` has the location of each value.
    """

    location: SourceLocation = field(compare=False)
    template: str | None = None
    pack: str | None = None
    each: Literal["model", "association"] | None = None
    path: str = ""
    when: str | None = None
    ownership: Literal["merge", "once", "replace"] = "merge"
    locations: Locations = field(default_factory=dict, compare=False, repr=False)

    def location_of(self, word: str) -> SourceLocation:
        """Return the location of the value of `word`, or else of the output."""
        return self.locations.get(word, self.location)


@dataclass(frozen=True, slots=True)
class DeclaredEnum:
    """An entry of `enums:`: `type_name` and `schema` are those of the type on PostgreSQL.

    `map` has new values for rows with old ones (None: NULL).
    """

    name: str
    location: SourceLocation = field(compare=False)
    values: tuple[str, ...]
    type_name: str
    schema: str | None = None
    map: tuple[tuple[str, str | None], ...] = ()


def is_shared(kind: DataType, enum: DeclaredEnum) -> bool:
    """Whether a type is this shared enum, or an array of it."""
    while kind.of is not None:
        kind = kind.of
    return (kind.type_schema, kind.type_name) == (enum.schema, enum.type_name)


@dataclass(frozen=True, slots=True)
class Schema:
    """A whole schema file."""

    version: int
    location: SourceLocation = field(compare=False)
    targets: tuple[TargetSetting, ...] = ()
    options: Options = Options()
    enums: tuple[DeclaredEnum, ...] = ()
    models: tuple[DeclaredModel, ...] = ()
    templates: str | None = None
    templates_at: SourceLocation | None = field(default=None, compare=False)
    outputs: tuple[DeclaredOutput, ...] = ()

    def missing_models(self) -> Mapping[str, str]:
        """Return each association target that is not a model, with its first association."""
        known = {model.name for model in self.models}
        missing: dict[str, str] = {}
        for model in self.models:
            for each in model.fields:
                if isinstance(each, DeclaredAssociation) and each.target not in known:
                    missing.setdefault(each.target, f"{model.name}.{each.name}")
        return missing
