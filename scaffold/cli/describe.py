"""A model as `scaffold show` prints it, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from scaffold.database.composite_association import CompositeAssociation
from scaffold.database.tables import (
    Association,
    Attribute,
    Column,
    CompositeForeignKey,
    Database,
    ForeignKey,
    IndexKey,
    Model,
)
from scaffold.schema.data_types import Default

INDENT = "  "


def as_text(
    model: Model, database: Database, files: Sequence[str], opaque: Sequence[str] = ()
) -> str:
    """Return the model as text: its table, columns, indexes, checks, associations and files.

    `opaque` is what the schema does not express of an imported table.
    """
    rows = [_attribute_row(each, model) for each in model.attributes]
    external = ", external" if model.external else ""
    lines = [f"{model.name} (table {model.table.name}{external})", *_aligned(rows)]
    if constraints := list(_constraints(model)):
        lines += ["", *(f"{INDENT}{each}" for each in constraints)]
    if opaque:
        lines += ["", *(f"{INDENT}not expressed: {each}" for each in opaque)]
    associations = [_association_row(each) for each in model.associations]
    associations += [_composite_row(each) for each in model.composites]
    if associations:
        lines += ["", *_aligned(associations)]
    if files:
        lines += ["", *(f"{INDENT}{path}" for path in files)]
    return "\n".join(lines)


def as_data(
    model: Model, database: Database, files: Sequence[str], opaque: Sequence[str] = ()
) -> dict[str, Any]:
    """Return the same as JSON-ready data."""
    table = model.table
    keys = {key.column: key for key in table.foreign_keys}
    return {
        "table": table.name.name,
        "schema": table.name.schema,
        "external": model.external,
        "attributes": {
            each.name: _attribute_data(each, keys.get(each.column.name))
            for each in model.attributes
        },
        "primaryKey": list(table.primary_key),
        "indexes": [
            {
                "name": i.name,
                "columns": list(i.columns),
                "unique": i.unique,
                "where": i.where,
                "using": i.using,
                "keys": [_part_text(key) for key in i.keys],
            }
            for i in table.indexes
        ],
        "unique": [{"name": each.name, "columns": [each.column]} for each in table.uniques],
        "checks": [{"name": each.name, "check": each.expression} for each in table.checks],
        "associations": {
            **{each.alias: _association_data(each) for each in model.associations},
            **{each.alias: _composite_data(each) for each in model.composites},
        },
        "files": list(files),
        **_composite_keys_data(model),
        **({"notExpressed": list(opaque)} if opaque else {}),
    }


def _part_text(key: IndexKey) -> str:
    """Return a part of an index as SQL, in which `{column}` is a column."""
    sql = key.sql if key.is_expression else key.sql[1:-1]
    return " ".join(filter(None, (sql, key.ops, "DESC" if key.descending else "")))


def _default_text(default: Default) -> str:
    if default.kind in ("now", "uuid"):
        return f"default({default.kind})"
    if default.kind == "sql":
        return f"default(sql({default.value!r}))"
    return f"default({default.value!r})" if default.kind == "text" else f"default({default.value})"


def _attribute_row(attribute: Attribute, model: Model) -> tuple[str, ...]:
    column, table = attribute.column, model.table
    words = [] if column.nullable else ["required"]
    if column.name in table.primary_key:
        words = ["primary"]
    if column.autoincrement:
        words.append("autoincrement")
    if any(unique.column == column.name for unique in table.uniques):
        words.append("unique")
    if column.default:
        words.append(_default_text(column.default))
    if column.generated is not None:
        words.append(f"generated({column.generated!r})")
    if column.updates_now:
        words.append("onUpdateNow")
    if attribute.name != column.name:
        words.append(f"column({column.name})")
    return attribute.name, str(column.type), " ".join(words)


def _key_text(key: ForeignKey) -> str:
    delete, update = key.on_delete.lower(), key.on_update.lower()
    return f"foreign key {key.column} → {key.table}.{key.key} (delete: {delete}, update: {update})"


def _composite_key_text(key: CompositeForeignKey) -> str:
    delete, update = key.on_delete.lower(), key.on_update.lower()
    return (
        f"foreign key ({', '.join(key.columns)}) → {key.table} ({', '.join(key.keys)}) "
        f"(delete: {delete}, update: {update})"
    )


def _constraints(model: Model) -> Iterator[str]:
    yield from map(_key_text, model.table.foreign_keys)
    yield from map(_composite_key_text, model.table.composite_keys)
    for index in model.table.indexes:
        kind = "unique index" if index.unique else "index"
        where = f" using {index.using}" if index.using else ""
        where += f" where {index.where}" if index.where else ""
        parts = map(_part_text, index.keys) if index.keys else index.columns
        yield f"{kind} {index.name} ({', '.join(parts)}){where}"
    for check in model.table.checks:
        yield f"check {check.name} ({check.expression})"


def _composite_row(association: CompositeAssociation) -> tuple[str, ...]:
    target = association.target
    inverse = f"inverse {target}.{association.inverse}" if association.inverse else "no inverse"
    key = f"foreign key {association.holder} ({', '.join(association.foreign_keys)})"
    return association.alias, f"{association.kind} {target}", key, inverse


def _association_row(association: Association) -> tuple[str, ...]:
    target = association.target
    through = f" through {association.through}" if association.through else ""
    inverse = f"inverse {target}.{association.inverse}" if association.inverse else "no inverse"
    key = f"foreign key {_holder(association)}.{association.foreign_key}"
    return association.alias, f"{association.kind} {target}{through}", key, inverse


def _holder(association: Association) -> str:
    if association.kind == "belongsTo":
        return association.source
    return association.through or association.target


def _aligned(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield f"{INDENT}{INDENT.join(cells)}".rstrip()


def _attribute_data(attribute: Attribute, key: ForeignKey | None) -> dict[str, Any]:
    column: Column = attribute.column
    data: dict[str, Any] = {
        "column": column.name,
        "type": str(column.type),
        "required": not column.nullable,
        "default": column.default and {"kind": column.default.kind, "value": column.default.value},
        "generated": column.generated,
        "onUpdateNow": column.updates_now,
        "autoincrement": column.autoincrement,
        "comment": column.comment,
        "origin": attribute.origin,
        "references": None,
    }
    if key:
        data["references"] = {
            "table": str(key.table),
            "column": key.key,
            "onDelete": key.on_delete,
            "onUpdate": key.on_update,
        }
    return data


def _composite_keys_data(model: Model) -> dict[str, Any]:
    keys = [_composite_key_data(each) for each in model.table.composite_keys]
    return {"compositeForeignKeys": keys} if keys else {}


def _composite_key_data(key: CompositeForeignKey) -> dict[str, Any]:
    return {
        "name": key.name,
        "columns": list(key.columns),
        "table": str(key.table),
        "references": list(key.keys),
        "onDelete": key.on_delete,
        "onUpdate": key.on_update,
    }


def _composite_data(association: CompositeAssociation) -> dict[str, Any]:
    return {
        "kind": association.kind,
        "target": association.target,
        "through": None,
        "foreignKey": list(association.foreign_keys),
        "otherKey": None,
        "inverse": association.inverse,
        "required": association.required,
        "onDelete": association.on_delete,
        "onUpdate": association.on_update,
        "constraints": association.constraints,
    }


def _association_data(association: Association) -> dict[str, Any]:
    return {
        "kind": association.kind,
        "target": association.target,
        "through": association.through,
        "foreignKey": association.foreign_key,
        "otherKey": association.other_key,
        "inverse": association.inverse,
        "required": association.required,
        "onDelete": association.on_delete,
        "onUpdate": association.on_update,
        "constraints": association.constraints,
    }
