"""Name everything of a database, in an order in which each name is final once it is taken."""

from __future__ import annotations

from collections.abc import Sequence

from scaffold.database.tables import TableName
from scaffold.importing.code_names import CodeNames
from scaffold.importing.database_facts import DatabaseFacts, ForeignKeyFacts, TableFacts
from scaffold.importing.naming.association_names import (
    claim_names,
    find_joins,
    name_inverses,
    name_joins,
)
from scaffold.importing.naming.attribute_names import (
    attribute_name,
    name_attributes,
    name_keys,
    stem,
)
from scaffold.importing.naming.composite_names import (
    composite_obstacle,
    name_composite_inverses,
    name_composites,
)
from scaffold.importing.naming.conventions import Conventions
from scaffold.importing.naming.free_names import FreeNames
from scaffold.importing.naming.model_names import identifier, model_names
from scaffold.importing.naming.named_tables import NamedComposite, NamedKey, NamedTable
from scaffold.importing.naming.reserved_names import reserved_attributes
from scaffold.naming import camel, pluralize


def name_tables(
    facts: DatabaseFacts, styles: Conventions, code: CodeNames, targets: Sequence[str]
) -> dict[TableName, NamedTable]:
    """Return all tables with their names."""
    models = model_names(facts, styles, code, targets)
    tables = {name: NamedTable(table, models[name]) for name, table in facts.tables.items()}
    for table in tables.values():
        _find_keys(table, tables, facts)
        table.deleted_at = _deleted_at(table, code)
    reserved = reserved_attributes(_likely_names(tables, styles), targets)
    free = {table.model: FreeNames(reserved) for table in tables.values()}
    for table in tables.values():
        name_attributes(table, styles, code, free[table.model])
    for table in tables.values():
        name_keys(table, styles, code, free[table.model])
    for table in tables.values():
        name_composites(table, code, free[table.model])
    for table in tables.values():
        for key in table.keys:
            key.target.incoming.append(key)
        for composite in table.composites:
            composite.target.incoming_composites.append(composite)
    order = {name: at for at, name in enumerate(tables)}
    for table in tables.values():
        find_joins(table, styles, order)
        ends = ((table.name, key.column) for key in table.keys)
        one_sided = code.one_sided and code.joins.keys().isdisjoint(ends)
        if one_sided or all(key.target.facts.external for key in table.keys):
            # Without a belongsToMany only a model has the table.
            table.join = None
    for table in tables.values():
        claim_names(table, code, free)
    for table in tables.values():
        name_inverses(table, code, free)
    for table in tables.values():
        name_composite_inverses(table, code, free)
    for table in tables.values():
        name_joins(table, code, free)
    return tables


def _deleted_at(table: NamedTable, code: CodeNames) -> str | None:
    """Return the column with which the code's model marks rows as deleted."""
    stamps = code.timestamps.get(table.name)
    if stamps is None or stamps.deleted_at is None:
        return None
    columns = (each.name for each in table.facts.columns)
    return next(
        (each for each in columns if code.attributes.get((table.name, each)) == stamps.deleted_at),
        None,
    )


def _find_keys(
    table: NamedTable, tables: dict[TableName, NamedTable], facts: DatabaseFacts
) -> None:
    """Sort foreign keys into those that an association can declare, and others."""
    order = {column.name: at for at, column in enumerate(table.facts.columns)}
    seen: set[str] = set()
    for key in sorted(table.facts.foreign_keys, key=lambda each: order[each.columns[0]]):
        if len(key.columns) > 1:
            reason = composite_obstacle(table, key, tables)
            if reason is not None:
                table.other_keys.append((key, reason))
            else:
                table.composites.append(NamedComposite(key, table, tables[key.table]))
            continue
        reason = _obstacle(table.facts, key, tables, facts, seen)
        if reason is not None:
            table.other_keys.append((key, reason))
            continue
        seen.add(key.columns[0])
        unique = table.facts.is_unique(key.columns)
        table.keys.append(NamedKey(key, table, tables[key.table], "", "", unique))


def _obstacle(
    table: TableFacts,
    key: ForeignKeyFacts,
    tables: dict[TableName, NamedTable],
    facts: DatabaseFacts,
    seen: set[str],
) -> str | None:
    """Return why no association can declare a foreign key, or None."""
    if key.table not in tables:
        return f"{key.table} is not imported"
    target = tables[key.table].facts
    if len(key.references) != 1 or all(
        column.name != key.references[0] for column in target.columns
    ):
        return "it refers to no column"
    if key.columns[0] in seen:
        return "its column has another foreign key"
    if not target.is_unique(key.references):
        return f"{target.name}.{key.references[0]} is not unique"
    column = table.column(key.columns[0])
    if column.generated is not None:
        return "its column is generated"
    if (table.name, key.columns) == (key.table, key.references):
        return "it refers to its own column"
    return None


def _likely_names(tables: dict[TableName, NamedTable], styles: Conventions) -> list[str]:
    """Return the names that attributes and associations may get, to ask which are reserved."""
    names: list[str] = []
    for table in tables.values():
        for column in table.facts.columns:
            name = attribute_name(column.name, styles)
            names += (name, camel(identifier(stem(column.name))))
        model = camel(table.model)
        names += (model, pluralize(model))
    return names
