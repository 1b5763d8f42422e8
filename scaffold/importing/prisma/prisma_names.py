"""The names that a Prisma schema has for tables, columns and foreign keys."""

from __future__ import annotations

from collections.abc import Mapping

from scaffold.database.tables import TableName
from scaffold.importing.code_names import CodeNames, JoinNames, KeyColumns, KeyNames
from scaffold.importing.database_facts import DatabaseFacts
from scaffold.importing.prisma.join_tables import joins
from scaffold.importing.prisma.prisma_schema import PrismaSchema, column, holds_key


def prisma_names(
    schema: PrismaSchema, facts: DatabaseFacts, *, one_sided: bool
) -> tuple[CodeNames, tuple[str, ...]]:
    """Return the names for a database's tables, and a line for each model without a table."""
    models: dict[TableName, str] = {}
    attributes: dict[tuple[TableName, str], str] = {}
    keys: dict[tuple[TableName, KeyColumns], KeyNames] = {}
    missing: list[str] = []
    for model in schema.models.values():
        table = _in_database(schema.table(model), facts)
        if table is None:
            missing.append(f"{model.name}: the database has no table {schema.table(model)}")
            continue
        models[table] = model.name
        known = {each.name for each in facts.tables[table].columns}
        for field in schema.scalars(model):
            if column(field) in known:
                attributes[table, column(field)] = field.name
            else:
                missing.append(f"{model.name}.{field.name}: the database has no such column")
        for field in schema.relations(model):
            relation = field.attribute("relation")
            if relation is None or not holds_key(field):
                continue
            own = schema.columns(model, relation.argument("fields"), relation)
            other = schema.opposite(model, field)
            keys[table, tuple(map(column, own))] = KeyNames(
                field.name,
                own[0].name if len(own) == 1 else None,
                other.name if other is not None else None,
                None if other is None else "hasMany" if other.is_list else "hasOne",
            )
    ends: dict[tuple[TableName, str], JoinNames] = {}
    for join in joins(schema):
        table = _in_database(join.table, facts)
        if table is not None:
            ends[table, "A"] = JoinNames(join.first[1].name)
            ends[table, "B"] = JoinNames(join.second[1].name)
            # Prisma has no relation to the join table itself.
            keys[table, ("A",)] = keys[table, ("B",)] = KeyNames(inverse="")
    names = CodeNames(models, attributes, keys, ends, one_sided=one_sided)
    return names, tuple(missing)


def _in_database(name: TableName, facts: DatabaseFacts) -> TableName | None:
    """Return a table of the database; MySQL may keep names in lower case."""
    tables: Mapping[TableName, object] = facts.tables
    if name in tables:
        return name
    if facts.dialect != "mysql":
        return None
    return next((each for each in tables if each.name.lower() == name.name.lower()), None)
