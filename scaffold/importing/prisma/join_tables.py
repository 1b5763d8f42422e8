"""The join tables of Prisma's implicit many-to-many relations.

https://www.prisma.io/docs/orm/prisma-schema/data-model/relations/many-to-many-relations
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from scaffold.database.tables import TableName
from scaffold.importing.database_facts import (
    ColumnFacts,
    ForeignKeyFacts,
    IndexFacts,
    IndexKeyFacts,
    TableFacts,
)
from scaffold.importing.prisma.prisma_declarations import Block, Field
from scaffold.importing.prisma.prisma_schema import PrismaSchema, holds_key, relation_name
from scaffold.importing.prisma.prisma_tokens import problem
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class Join:
    """A relation of two lists; `first` is the model of the column A with its field."""

    table: TableName
    first: tuple[Block, Field]
    second: tuple[Block, Field]


def joins(schema: PrismaSchema) -> Iterator[Join]:
    """Yield each implicit many-to-many relation once."""
    for model in schema.models.values():
        for field in schema.relations(model):
            other = schema.opposite(model, field)
            if other is None or not (field.is_list and other.is_list) or holds_key(field):
                continue
            ends = (model.name, field.name), (field.type, other.name)
            if ends[0] > ends[1]:
                continue
            name = relation_name(field) or f"{model.name}To{field.type}"
            table = TableName(f"_{name}", schema.table(model).schema)
            yield Join(table, (model, field), (schema.models[field.type], other))


def join_tables(
    schema: PrismaSchema, tables: Mapping[TableName, TableFacts]
) -> Iterator[TableFacts]:
    """Yield the join tables, as Prisma 6 makes them; `tables` are those of the models."""
    for join in joins(schema):
        name = join.table.name
        columns, keys = [], []
        for letter, (model, field) in (("A", join.first), ("B", join.second)):
            target = tables[schema.table(model)]
            if len(target.primary_key) != 1:
                raise problem(
                    field.place,
                    f"{model.name} needs one field with @id for the relation {field.name}",
                    "Declare a model for the join table.",
                )
            referred = target.column(target.primary_key[0])
            columns.append(
                ColumnFacts(
                    letter, referred.type, False, values=referred.values, enum=referred.enum
                )
            )
            keys.append(
                ForeignKeyFacts(
                    f"{name}_{letter}_fkey",
                    (letter,),
                    target.name,
                    target.primary_key,
                    "CASCADE",
                    "CASCADE",
                    logical=not schema.has_keys,
                )
            )
        second = IndexFacts(f"{name}_B_index", (IndexKeyFacts("B"),))
        found = TableFacts(join.table, tuple(columns), foreign_keys=tuple(keys))
        if schema.dialect == "postgres":
            key_name = f"{name}_AB_pkey"
            yield replace(
                found, primary_key=("A", "B"), primary_key_name=key_name, indexes=(second,)
            )
        else:
            pair = IndexFacts(f"{name}_AB_unique", (IndexKeyFacts("A"), IndexKeyFacts("B")), True)
            yield replace(found, indexes=(pair, second))
