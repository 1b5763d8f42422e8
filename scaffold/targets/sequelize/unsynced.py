"""What `sync()` of the generated models leaves out, and migrations create."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from scaffold.database.dialects import DIALECTS
from scaffold.database.sql_text import shared_enum
from scaffold.database.tables import Attribute, Database, Model
from scaffold.errors import Problem
from scaffold.targets.sequelize.attribute_labels import attribute_labels

if TYPE_CHECKING:
    from scaffold.reflection.reflected_tables import ReflectedTable, Tables


def unsynced_notes(database: Database) -> Iterator[Problem]:
    """Note each kind of parts that `sync()` does not create, with its first attribute."""
    found: dict[str, list[tuple[Model, Attribute]]] = {}
    for model in database.models:
        for attribute in model.attributes:
            what = _missing(attribute, database)
            if what is not None:
                found.setdefault(what, []).append((model, attribute))
    for what, attributes in found.items():
        model, attribute = attributes[0]
        yield Problem(
            attribute.location or model.location,
            f"sync() leaves out {what} of {attribute_labels(attributes)}; the migrations create it",
            "Create the tables with `sequelize db:migrate`.",
        )


def composite_notes(database: Database) -> Iterator[Problem]:
    """Note the associations that Sequelize does not have, all of them in one note."""
    found = [
        (model, each)
        for model in database.models
        for each in model.composites
        if each.kind == "belongsTo" or each.inverse is None
    ]
    if not found:
        return
    (model, first), *others = found
    label = f"`{model.name}.{first.alias}`"
    label = f"{label} and {len(others)} more have" if others else f"{label} has"
    what = "; the migrations create their foreign keys, and sync() does not"
    yield Problem(
        first.location,
        f"{label} no accessors in Sequelize, which has no associations of several attributes "
        f"({', '.join(first.foreign_keys)})"
        + (what if any(each.constraints for _, each in found) else ""),
        "Query by the attributes; they are attributes of the model.",
    )


def without_unsynced(tables: Tables, database: Database) -> Tables:
    """Return the tables without what `sync()` does not create."""
    models = {str(model.table.name): model for model in database.models}
    return replace(
        tables,
        tables={
            name: _table(table, models[name], database) if name in models else table
            for name, table in tables.tables.items()
        },
    )


def _table(table: ReflectedTable, model: Model, database: Database) -> ReflectedTable:
    missing = {each.column.name for each in model.attributes if _missing(each, database)}
    shared = {each.column.name for each in model.attributes if shared_enum(each.column.type)}
    columns = tuple(
        replace(each, type="" if each.name in shared else each.type, default=None, extra="")
        if each.name in missing
        else each
        for each in table.columns
    )
    composite = {key.columns for key in model.table.composite_keys}
    keys = tuple(key for key in table.foreign_keys if key.columns not in composite)
    # MySQL has an index for each foreign key, of its own where there is no other.
    declared = {index.columns for index in model.table.indexes}
    indexes = tuple(index for index in table.indexes if index.columns not in composite - declared)
    # A model cannot declare the name that an imported primary key keeps.
    name = table.primary_key_name if model.table.primary_key_name is None else ""
    parts = replace(table, foreign_keys=keys, indexes=indexes, primary_key_name=name)
    return replace(parts, columns=columns)


def _missing(attribute: Attribute, database: Database) -> str | None:
    column = attribute.column
    if column.updates_now:
        return "ON UPDATE"
    if shared_enum(column.type) and "postgres" in database.dialects:
        return "the shared type"
    without = DIALECTS["mysql"].without_default if "mysql" in database.dialects else ()
    if column.default and column.default.kind == "sql" and column.type.name in without:
        return "the default"
    return None
