"""The names and options of an existing schema, for what is imported into it later."""

from __future__ import annotations

from scaffold.database.tables import Association, Database, TableName
from scaffold.importing.code_names import CodeNames, InverseKind, JoinNames, KeyNames
from scaffold.importing.draft.imported_options import ImportOptions
from scaffold.importing.naming.conventions import Conventions
from scaffold.schema.model import Schema


def names_of(database: Database) -> CodeNames:
    """Return the names that a schema has for its tables, columns and foreign keys."""
    models = {model.name: model for model in database.models}
    attributes = {
        (model.table.name, attribute.column.name): attribute.name
        for model in database.models
        for attribute in model.attributes
    }
    keys: dict[tuple[TableName, tuple[str, ...]], KeyNames] = {}
    joins: dict[tuple[TableName, str], JoinNames] = {}
    for model in database.models:
        for each in model.associations:
            holder = models[each.holder]
            place = (holder.table.name, (each.column.name,))
            if each.kind == "belongsToMany":
                joins[holder.table.name, each.column.name] = JoinNames(each.alias, each.singular)
            else:
                keys[place] = _merged(keys.get(place, KeyNames()), each)
        for composite in model.composites:
            holder = models[composite.holder]
            columns = tuple(map(holder.column, composite.foreign_keys))
            known = keys.get((holder.table.name, columns), KeyNames())
            if composite.kind == "belongsTo":
                names = KeyNames(composite.alias, None, known.inverse, known.inverse_kind)
            else:
                kind: InverseKind = "hasOne" if composite.kind == "hasOne" else "hasMany"
                names = KeyNames(known.alias, None, composite.alias, kind)
            keys[holder.table.name, columns] = names
    tables = {model.table.name: model.name for model in database.models}
    return CodeNames(tables, attributes, keys, joins)


def _merged(known: KeyNames, association: Association) -> KeyNames:
    if association.kind == "belongsTo":
        return KeyNames(
            association.alias, association.foreign_key, known.inverse, known.inverse_kind
        )
    kind: InverseKind = "hasOne" if association.kind == "hasOne" else "hasMany"
    return KeyNames(known.alias, association.foreign_key, association.alias, kind)


def options_of(schema: Schema, dialect: str) -> ImportOptions:
    """Return the options under which further models of a schema are written."""
    options = schema.options
    styles = Conventions(options.naming, options.id, options.foreign_key)
    styles = Conventions(
        options.naming,
        options.id,
        options.foreign_key,
        (styles.column("createdAt"), styles.column("updatedAt")) if options.timestamps else None,
        styles.column("deletedAt") if options.paranoid else None,
        options.tables == "plural",
        options.index_foreign_keys,
    )
    return ImportOptions(
        styles,
        dialect,
        options.key_column,
        options.tables,
        options.schema,
        options.on_delete,
        options.on_update,
        extensions=options.extensions,
        enum_names={TableName(each.type_name, each.schema): each.name for each in schema.enums},
    )
