"""What models say otherwise than the database: models are not the truth about tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from scaffold.importing.database_facts import DatabaseFacts, TableFacts
from scaffold.importing.loaded_names import model_tables
from scaffold.importing.same_actions import comparable_action
from scaffold.schema.model import Action
from scaffold.targets.loaded_models import LoadedAttribute, LoadedModel, LoadedModels

_ACTIONS: tuple[Action, ...] = ("CASCADE", "SET NULL", "SET DEFAULT", "RESTRICT")
# A kind of difference, and its places.
Differences = tuple[tuple[str, tuple[str, ...]], ...]


def model_differences(loaded: LoadedModels, facts: DatabaseFacts) -> Differences:
    """Return the differences by kind, in the order of the models."""
    found: dict[str, dict[str, None]] = {}
    for kind, place in _differences(loaded, facts):
        found.setdefault(kind, {})[place] = None
    return tuple((kind, tuple(places)) for kind, places in found.items())


def _differences(loaded: LoadedModels, facts: DatabaseFacts) -> Iterator[tuple[str, str]]:
    tables = model_tables(loaded, facts)
    owners: dict[str, str] = {}
    for model in loaded.models:
        table = tables.get(model.name)
        if table is None:
            yield "models without a table", f"{model.name} ({model.table})"
            continue
        if table.external:
            continue
        other = owners.setdefault(str(table.name), model.name)
        if other != model.name:
            yield "second models of a table", f"{model.name} ({table.name}, like {other})"
            continue
        yield from _of_model(model, table)
        yield from _associations(model, loaded, tables, facts.dialect)
    named = {str(table.name) for table in tables.values()}
    named |= {str(each.name) for each in model_tables(_bare(loaded), facts).values()}
    for name, facts_of_table in facts.tables.items():
        if str(name) not in named and not facts_of_table.external:
            yield "tables without a model, named by rule", str(name)


def _bare(loaded: LoadedModels) -> LoadedModels:
    """Return the tables that the code defines without a model."""
    return replace(loaded, models=loaded.bare_tables)


def _of_model(model: LoadedModel, table: TableFacts) -> Iterator[tuple[str, str]]:
    columns = {column.name: column for column in table.columns}
    fields: set[str] = set()
    # Sequelize fills them.
    stamps = (model.created_at, model.updated_at)
    for attribute in model.attributes:
        if attribute.is_virtual:
            continue
        place = f"{model.name}.{attribute.name}"
        column = columns.get(attribute.field)
        if column is None:
            yield "attributes without a column", f"{place} ({attribute.field})"
            continue
        fields.add(attribute.field)
        if attribute.primary_key != (attribute.field in table.primary_key):
            word = "is" if attribute.primary_key else "is not"
            yield "other primary keys", f"{place} {word} one in the model"
        elif attribute.allow_null != column.nullable and attribute.name not in stamps:
            word = "null" if attribute.allow_null else "not null"
            yield "other nullability", f"{place} ({word} in the model)"
        if attribute.unique and not _is_unique(attribute, model, table):
            yield "unique only in the model", place
    for name in columns:
        if name not in fields:
            yield "columns without an attribute, named by rule", f"{table.name}.{name}"
    existing = {index.columns for index in table.indexes if index.columns is not None}
    for wanted in model.indexes:
        if None not in wanted.fields and wanted.fields not in existing:
            fields_of = ", ".join(str(each) for each in wanted.fields)
            yield "indexes only in the model", f"{model.name} ({fields_of})"


def _is_unique(attribute: LoadedAttribute, model: LoadedModel, table: TableFacts) -> bool:
    """Whether the table has the unique constraint of an attribute; a name is that of several's."""
    if not isinstance(attribute.unique, str):
        return table.is_unique((attribute.field,))
    alike = (each.field for each in model.attributes if each.unique == attribute.unique)
    return table.is_unique(tuple(alike))


def _associations(
    model: LoadedModel, loaded: LoadedModels, tables: Mapping[str, TableFacts], dialect: str
) -> Iterator[tuple[str, str]]:
    aliases: dict[str, str] = {}
    table = tables[model.name]
    for association in model.associations:
        place = f"{model.name}.{association.alias}"
        if association.kind != "belongsTo":
            if association.scope:
                yield "associations with a scope, not in the schema", place
            continue
        key = model.attribute(association.foreign_key)
        column = key.field if key is not None else association.foreign_key
        first = aliases.setdefault(column, association.alias)
        if first != association.alias:
            yield "second associations of a foreign key, not in the schema", place
            continue
        found = next((each for each in table.foreign_keys if each.columns == (column,)), None)
        target = loaded.model(association.target)
        if found is None:
            yield "associations without a foreign key in the database", f"{place} ({column})"
        elif target is not None and tables.get(target.name) is not None:
            if found.table != tables[target.name].name:
                yield "other targets of foreign keys", f"{place} ({found.table} in the database)"
                continue
            rule = _action((key.on_delete if key is not None else None) or association.on_delete)
            if rule is not None and comparable_action(rule, dialect) != comparable_action(
                found.on_delete, dialect
            ):
                yield (
                    "other delete rules",
                    f"{place} ({rule} in the model, {found.on_delete} in the database)",
                )


def _action(text: str | None) -> Action | None:
    if text is None:
        return None
    written = text.upper()
    return next((each for each in _ACTIONS if each == written), "NO ACTION")
