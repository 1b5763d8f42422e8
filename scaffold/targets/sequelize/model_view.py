"""What templates see of a Sequelize model, its attributes and associations.

Templates read it under `sequelize`: code of JavaScript on one line, and decisions of this target.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from scaffold.targets.layout.javascript import literals
from scaffold.targets.sequelize.typescript_view import TypescriptEnum, TypescriptModel
from scaffold.templating.contract.views import SchemaView
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class SequelizeReference:
    """What a foreign key refers to, where the attribute itself has to state it."""

    model: Annotated[str, "the table as code: `'Users'` or `{ tableName: …, schema: … }`"]
    key: Annotated[str, "the referenced column"]
    on_update: Annotated[str, "what the database does when the key changes"]
    on_delete: Annotated[str, "what the database does when the row is deleted"]


@dataclass(frozen=True, slots=True)
class SequelizeAttribute:
    """An attribute as `init` defines it."""

    type: Annotated[str, "the type: `DataTypes.STRING(120)`"]
    field: Annotated[str | None, "the column, where Sequelize would not derive it from the name"]
    allow_null: Annotated[bool | None, "`allowNull`, where it is stated"]
    default: Annotated[str | None, "`defaultValue` as code"]
    unique: Annotated[str | None, "the name of its unique constraint"]
    references: Annotated[SequelizeReference | None, "the foreign key, where it is stated here"]
    autoincrement: Annotated[bool, "whether `autoIncrement` is stated"]
    is_implied: Annotated[bool, "whether Sequelize adds the attribute by itself (a timestamp)"]
    _primary: bool
    _comment: str | None

    @property
    def definition(
        self,
    ) -> Annotated[str, "the definition in `init`: `{ type: …, allowNull: false }`"]:
        """The whole definition on one line."""
        options = {
            "type": self.type,
            "field": self.field and literals.js(self.field),
            "allowNull": None if self.allow_null is None else literals.js(self.allow_null),
            "defaultValue": self.default,
            "unique": self.unique and literals.js(self.unique),
            "autoIncrement": "true" if self.autoincrement else None,
            "primaryKey": "true" if self._primary else None,
            "comment": None if self._comment is None else literals.js(self._comment),
        }
        if self.references is not None:
            key = literals.js(self.references.key)
            options["references"] = f"{{ model: {self.references.model}, key: {key} }}"
            options["onUpdate"] = literals.js(self.references.on_update)
            options["onDelete"] = literals.js(self.references.on_delete)
        stated = (f"{name}: {code}" for name, code in options.items() if code is not None)
        return f"{{ {', '.join(stated)} }}"


@dataclass(frozen=True, slots=True)
class SequelizeScope:
    """A scope of an association."""

    attribute: Annotated[str, "the attribute of the target"]
    value: Annotated[str, "the value that it has, as code"]


@dataclass(frozen=True, slots=True)
class SequelizeAssociation:
    """An association as `belongsTo` and the like take it."""

    names_both: Annotated[bool, "whether `as` needs the singular beside the plural"]
    field: Annotated[str | None, "the foreign key's column, where it has to be stated"]
    source_key: Annotated[str | None, "`sourceKey`, where it is not the primary key"]
    target_key: Annotated[str | None, "`targetKey`, where it is not the primary key"]
    constraints: Annotated[bool, "whether the call asks for the constraints"]
    scope: Annotated[SequelizeScope | None, "only targets with this value"]
    through_scope: Annotated[SequelizeScope | None, "the scope of the join model"]


@dataclass(frozen=True, slots=True)
class SequelizeIndex:
    """An index as `indexes` has it."""

    name: Annotated[str, "its name"]
    columns: Annotated[tuple[str, ...], "the columns that it uses, in order"]
    fields: Annotated[str, "`fields` as code: columns, or expressions and objects with their order"]
    using: Annotated[str | None, "the method of PostgreSQL"]
    unique: Annotated[bool, "whether no two rows have the same values"]
    where: Annotated[str | None, "the SQL of a partial index"]


@dataclass(frozen=True, slots=True)
class SequelizeModel:
    """The file of a model, and the options of the model itself."""

    base: Annotated[str, "what the file calls Sequelize's Model"]
    date: Annotated[str, "what the file calls JavaScript's Date"]
    uses_data_types: Annotated[bool, "whether the code mentions `DataTypes`"]
    chooses_tinyint: Annotated[bool, "whether `TINYINT` is chosen by the dialect when it runs"]
    schema: Annotated[str | None, "the schema, where any table has one (PostgreSQL)"]
    underscored: Annotated[bool, "whether Sequelize derives columns in snake_case"]
    renewed: Annotated[str | None, "the timestamp that `upsert` has to be given"]
    indexes: Annotated[tuple[SequelizeIndex, ...], "its indexes"]
    _typescript: Callable[[], TypescriptModel]

    @property
    def typescript(self) -> Annotated[TypescriptModel, "what its class declares in TypeScript"]:
        """What its class declares in TypeScript."""
        return self._typescript()


@dataclass(frozen=True, slots=True)
class ModelIndexView:
    """The index of the models."""

    config: Annotated[str, "the path of sequelize-cli's configuration, for `require`"]
    schema: Annotated[SchemaView, "the whole schema"]
    suffix: Annotated[str, "the suffix with which models are imported: `.js`"]
    enums: Annotated[tuple[TypescriptEnum, ...], "the types of shared enums, in TypeScript"] = ()


@dataclass(frozen=True, slots=True)
class PackageView:
    """The package.json of a folder whose scripts have another module system."""

    type: Annotated[str, "`commonjs` or `module`"]


@dataclass(frozen=True, slots=True)
class DatabaseView:
    """The file that connects to the database."""

    config: Annotated[str, "the path of sequelize-cli's configuration, for `import`"]
    is_json: Annotated[bool, "whether the configuration is JSON"]
    index: Annotated[str, "the path of the index of the models, for `import`"]
    dialects: Annotated[tuple[str, ...], "the databases that the schema declares"]
