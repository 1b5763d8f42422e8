"""The tables that Prisma Migrate makes of a Prisma schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from scaffold.database.tables import TableName
from scaffold.importing.database_facts import (
    DatabaseFacts,
    EnumType,
    ForeignKeyFacts,
    IndexFacts,
    IndexKeyFacts,
    TableFacts,
)
from scaffold.importing.draft.draft import Comments
from scaffold.importing.prisma.extensions import extensions
from scaffold.importing.prisma.join_tables import join_tables
from scaffold.importing.prisma.prisma_columns import column_facts, enum_values
from scaffold.importing.prisma.prisma_declarations import Attribute, Block, Field
from scaffold.importing.prisma.prisma_indexes import constraint_name, model_indexes, primary_key
from scaffold.importing.prisma.prisma_schema import PrismaSchema, column, holds_key
from scaffold.importing.prisma.prisma_tokens import problem
from scaffold.schema.model import Action
from scaffold.values import dataclass

_ACTIONS: dict[str, Action] = {
    "Cascade": "CASCADE",
    "Restrict": "RESTRICT",
    "NoAction": "NO ACTION",
    "SetNull": "SET NULL",
    "SetDefault": "SET DEFAULT",
}
_ENGINES = {"postgres": "PostgreSQL", "mysql": "MySQL", "sqlite": "SQLite"}


@dataclass(frozen=True, slots=True, eq=False)
class PrismaTables:
    """The tables, and what Prisma has and the database has not.

    comments: the `///` comments of models and, by their names, fields.
    remarks: by kind, the models and fields; a kind without these is a whole sentence.
    """

    facts: DatabaseFacts
    comments: Comments
    remarks: Mapping[str, Sequence[str]]


def prisma_tables(schema: PrismaSchema) -> PrismaTables:
    """Return the tables of a schema; SchemaError if something in it is not understood."""
    remarks: dict[str, list[str]] = {}
    comments: dict[tuple[TableName, str | None], str] = {}
    tables: dict[TableName, TableFacts] = {}
    for model in schema.models.values():
        name = schema.table(model)
        if name in tables:
            raise problem(
                model.place,
                f"the table {name} of {model.name} is that of another model",
                "Correct one `@@map`.",
            )
        comments |= {(name, each): text for each, text in _comments(model)}
        _of_client(model, remarks)
        tables[name] = _table(model, schema, remarks)
    tables |= {table.name: table for table in join_tables(schema, tables)}
    if not schema.has_keys:
        remarks["relationMode is prisma: the database has no foreign keys"] = []
    used = {each.enum for table in tables.values() for each in table.columns}
    enums = tuple(
        EnumType(schema.table(block), enum_values(block))
        for block in schema.enums.values()
        if schema.dialect == "postgres" and schema.table(block) in used
    )
    views = tuple(f"view {schema.table(each)}" for each in schema.views)
    engine = f"Prisma schema for {_ENGINES[schema.dialect]}"
    ordered = dict(sorted(tables.items(), key=_by_name))
    needed = extensions(schema.source, tables) if schema.dialect == "postgres" else ()
    facts = DatabaseFacts(schema.dialect, ordered, enums, views, engine, needed)
    return PrismaTables(facts, comments, remarks)


def _by_name(item: tuple[TableName, TableFacts]) -> tuple[str, str]:
    return item[0].schema or "", item[0].name


def _comments(model: Block) -> Iterator[tuple[str | None, str]]:
    """Yield the `///` comments of a model, and of its fields by their names."""
    if model.comment:
        yield None, model.comment
    for field in model.fields:
        if field.comment:
            yield field.name, field.comment


def _of_client(model: Block, remarks: dict[str, list[str]]) -> None:
    """Add what only Prisma's client knows of a model."""
    for field in model.fields:
        for word, text in (("updatedAt", "@updatedAt, set by Prisma"), ("ignore", "@ignore")):
            if field.attribute(word) is not None:
                remarks.setdefault(text, []).append(f"{model.name}.{field.name}")
    if model.attribute("ignore") is not None:
        remarks.setdefault("@@ignore", []).append(model.name)


def _table(model: Block, schema: PrismaSchema, remarks: dict[str, list[str]]) -> TableFacts:
    name = schema.table(model)
    primary, primary_name = primary_key(model, schema)
    columns = []
    for field in schema.scalars(model):
        facts, default = column_facts(model, field, schema, primary)
        columns.append(facts)
        if default.by_client:
            kind = f"{default.by_client}, made by Prisma"
            remarks.setdefault(kind, []).append(f"{model.name}.{field.name}")
    keys = tuple(_foreign_keys(model, schema))
    if not schema.has_keys:
        keys = tuple(_associable(model, keys, remarks))
    indexes = list(model_indexes(model, schema))
    if schema.dialect == "mysql" and schema.has_keys:
        indexes += _of_keys(keys, indexes, primary)
    return TableFacts(name, tuple(columns), primary, primary_name, tuple(indexes), keys)


def _associable(
    model: Block, keys: tuple[ForeignKeyFacts, ...], remarks: dict[str, list[str]]
) -> Iterator[ForeignKeyFacts]:
    """Yield the relations without a constraint that an association declares: one of a column."""
    seen: set[tuple[str, ...]] = set()
    for key in keys:
        if len(key.columns) == 1 and key.columns not in seen:
            seen.add(key.columns)
            yield key
        else:
            names = ", ".join(key.columns)
            remarks[f"{model.name}: the relation of {names} to {key.table}"] = []


def _of_keys(
    keys: tuple[ForeignKeyFacts, ...], indexes: list[IndexFacts], primary: tuple[str, ...]
) -> Iterator[IndexFacts]:
    """Yield the indexes that InnoDB makes for foreign keys without one."""
    leading = {primary, *(index.columns for index in indexes if index.columns is not None)}
    for key in keys:
        size = len(key.columns)
        if not any(columns[:size] == key.columns for columns in leading):
            leading.add(key.columns)
            yield IndexFacts(key.name, tuple(IndexKeyFacts(each) for each in key.columns))


def _foreign_keys(model: Block, schema: PrismaSchema) -> Iterator[ForeignKeyFacts]:
    for field in schema.relations(model):
        other = schema.opposite(model, field)
        if other is None:
            raise problem(
                field.place,
                f"the relation {model.name}.{field.name} has no other end in {field.type}",
                f"Add a field of type {model.name} there, with the same relation name.",
            )
        if not holds_key(field):
            if not (holds_key(other) or (field.is_list and other.is_list)):
                raise problem(
                    field.place,
                    f"neither end of the relation {model.name}.{field.name} has `fields`",
                    "Add `@relation(fields: […], references: […])` at one end.",
                )
            continue
        yield _foreign_key(model, field, schema)


def _foreign_key(model: Block, field: Field, schema: PrismaSchema) -> ForeignKeyFacts:
    relation = field.attribute("relation")
    assert relation is not None
    target = schema.models[field.type]
    own = schema.columns(model, relation.argument("fields"), relation)
    others = schema.columns(target, relation.argument("references"), relation)
    if len(own) != len(others):
        raise problem(
            relation.place,
            f"{model.name}.{field.name} has {len(own)} `fields` and {len(others)} `references`",
            "Name as many of one as of the other.",
        )
    required = any(not each.optional for each in own)
    columns = tuple(map(column, own))

    def action(name: str, default: Action) -> Action:
        value = relation.argument(name)
        if value is None:
            return default
        if value.text not in _ACTIONS:
            raise problem(
                value.place,
                f"the action `{value.text}` is unknown",
                f"Known are: {', '.join(_ACTIONS)}.",
            )
        return _ACTIONS[value.text]

    name = _mapped_key(relation) or constraint_name(schema, model, columns, "_fkey")
    return ForeignKeyFacts(
        name,
        columns,
        schema.table(target),
        tuple(map(column, others)),
        # https://www.prisma.io/docs/orm/prisma-schema/data-model/relations/referential-actions
        action("onDelete", "RESTRICT" if required else "SET NULL"),
        action("onUpdate", "CASCADE"),
        logical=not schema.has_keys,
    )


def _mapped_key(relation: Attribute) -> str | None:
    value = relation.argument("map")
    return value.text if value is not None else None
