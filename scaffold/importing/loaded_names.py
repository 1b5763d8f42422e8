"""The names that the loaded models of an application have for tables, columns and foreign keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scaffold.database.tables import TableName
from scaffold.importing.code_names import (
    CodeNames,
    CodeTimestamps,
    InverseKind,
    JoinNames,
    KeyColumns,
    KeyNames,
)
from scaffold.importing.database_facts import DatabaseFacts, TableFacts
from scaffold.schema.model import AssociationKind
from scaffold.targets.loaded_models import (
    LoadedAssociation,
    LoadedComposite,
    LoadedModel,
    LoadedModels,
)

_DEFAULT_SCHEMA = "public"


def model_tables(loaded: LoadedModels, facts: DatabaseFacts) -> dict[str, TableFacts]:
    """Return the table of each model that has one in the database, by the model's name."""
    found: dict[str, TableFacts] = {}
    for model in loaded.models:
        table = _table(model, facts)
        if table is not None:
            found[model.name] = table
    return found


def _table(model: LoadedModel, facts: DatabaseFacts) -> TableFacts | None:
    is_default = model.schema in (None, _DEFAULT_SCHEMA)
    for schema in (None, _DEFAULT_SCHEMA) if is_default else (model.schema,):
        table = facts.tables.get(TableName(model.table, schema))
        if table is not None:
            return table
    alike = [each for name, each in facts.tables.items() if name.name == model.table]
    return alike[0] if len(alike) == 1 and model.schema is None else None


def code_names(loaded: LoadedModels, facts: DatabaseFacts, *, one_sided: bool) -> CodeNames:
    """Return the names in the code; where two models have a table, the first one counts."""
    tables = model_tables(loaded, facts)
    models: dict[TableName, str] = {}
    attributes: dict[tuple[TableName, str], str] = {}
    timestamps: dict[TableName, CodeTimestamps] = {}
    known: list[LoadedModel] = []
    for model in loaded.models:
        table = tables.get(model.name)
        if table is None or table.name in models:
            continue
        known.append(model)
        models[table.name] = model.name
        columns = {each.name for each in table.columns}
        for attribute in model.attributes:
            if attribute.field in columns and not attribute.is_virtual:
                attributes.setdefault((table.name, attribute.field), attribute.name)
        timestamps[table.name] = _timestamps(model, columns)
    by_name = {model.name: model for model in known}
    return CodeNames(
        models,
        attributes,
        _keys(known, by_name, tables) | dict(_composite_keys(known, by_name, tables)),
        dict(_joins(known, loaded, tables)),
        timestamps,
        one_sided,
    )


def _timestamps(model: LoadedModel, columns: set[str]) -> CodeTimestamps:
    def name(attribute: str | None) -> str | None:
        found = model.attribute(attribute) if attribute else None
        return attribute if found is not None and found.field in columns else None

    return CodeTimestamps(name(model.created_at), name(model.updated_at), name(model.deleted_at))


def _keys(
    known: list[LoadedModel],
    by_name: Mapping[str, LoadedModel],
    tables: Mapping[str, TableFacts],
) -> dict[tuple[TableName, KeyColumns], KeyNames]:
    found: dict[tuple[TableName, KeyColumns], KeyNames] = {}
    for model in known:
        for association in model.associations:
            if association.kind != "belongsTo" or association.target not in by_name:
                continue
            column = _column(model, association.foreign_key)
            key = (tables[model.name].name, (column,))
            if key not in found:
                inverse = _inverse(by_name[association.target], model, association)
                found[key] = KeyNames(association.alias, association.foreign_key, *inverse)
    for model in known:
        for association in model.associations:
            holder = by_name.get(association.target)
            kind: InverseKind | None = _inverse_kind(association)
            if kind is None or holder is None or association.scope:
                continue
            column = _column(holder, association.foreign_key)
            key = (tables[holder.name].name, (column,))
            if key not in found:
                found[key] = KeyNames(None, association.foreign_key, association.alias, kind)
    return found


def _composite_keys(
    known: list[LoadedModel],
    by_name: Mapping[str, LoadedModel],
    tables: Mapping[str, TableFacts],
) -> Iterator[tuple[tuple[TableName, KeyColumns], KeyNames]]:
    """Yield the names of foreign keys of several columns, of both ends."""
    for model in known:
        for key in tables[model.name].foreign_keys:
            columns = frozenset(key.columns)
            belongs = None
            if len(columns) > 1:
                belongs = _composite(model, "belongsTo", columns)
            for target in by_name.values() if len(columns) > 1 else ():
                if tables[target.name].name != key.table:
                    continue
                ends = [_composite(target, kind, columns, model.name) for kind in _ENDS]
                found = next((end for end in ends if end is not None), None)
                if belongs is None and found is None:
                    continue
                alias = belongs.alias if belongs is not None else None
                inverse: tuple[str | None, InverseKind | None] = (None, None)
                if found is not None:
                    inverse = (found.alias, "hasOne" if found.kind == "hasOne" else "hasMany")
                yield (tables[model.name].name, key.columns), KeyNames(alias, None, *inverse)


_ENDS: tuple[AssociationKind, ...] = ("hasMany", "hasOne")


def _composite(
    model: LoadedModel, kind: AssociationKind, columns: frozenset[str], target: str | None = None
) -> LoadedComposite | None:
    for each in model.composites:
        same = each.kind == kind and frozenset(each.columns) == columns
        if same and target in (None, each.target):
            return each
    return None


def _inverse_kind(association: LoadedAssociation) -> InverseKind | None:
    match association.kind:
        case "hasOne":
            return "hasOne"
        case "hasMany":
            return "hasMany"
    return None


def _inverse(
    target: LoadedModel, holder: LoadedModel, belongs: LoadedAssociation
) -> tuple[str | None, InverseKind | None]:
    """Return the other end of a belongsTo, the first without a scope."""
    for each in target.associations:
        kind = _inverse_kind(each)
        same = (each.target, each.foreign_key) == (holder.name, belongs.foreign_key)
        if kind is not None and same and not each.scope:
            return each.alias, kind
    return None, None


def _joins(
    known: list[LoadedModel], loaded: LoadedModels, tables: Mapping[str, TableFacts]
) -> Iterator[tuple[tuple[TableName, str], JoinNames]]:
    seen: set[tuple[TableName, str]] = set()
    for model in known:
        for association in model.associations:
            through = loaded.model(association.through) if association.through else None
            if association.kind != "belongsToMany" or through is None:
                continue
            table = tables.get(through.name)
            if table is None:
                continue
            key = (table.name, _column(through, association.foreign_key))
            if key not in seen:
                seen.add(key)
                yield key, JoinNames(association.alias)


def _column(model: LoadedModel, attribute: str) -> str:
    found = model.attribute(attribute)
    return found.field if found is not None else attribute
