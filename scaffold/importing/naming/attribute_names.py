"""Attributes of columns, and the aliases of foreign keys on their own model."""

from __future__ import annotations

import re

from scaffold.importing.code_names import CodeNames, KeyNames
from scaffold.importing.database_facts import ForeignKeyFacts
from scaffold.importing.naming.conventions import Conventions
from scaffold.importing.naming.free_names import FreeNames
from scaffold.importing.naming.model_names import identifier
from scaffold.importing.naming.named_tables import NamedTable
from scaffold.naming import camel, foreign_key, pascal, pluralize, singularize

_HUMP = re.compile(r"(?<=[a-z0-9])(?:I[dD]|FK|Uuid)$")
_UNDERSCORE = re.compile(r"_(?:id|fk|uuid|key|pk|ref|code)$", re.IGNORECASE)
_PLAIN = re.compile(r"[A-Za-z]\w*", re.ASCII)


def stem(column: str) -> str:
    """Return the column of a foreign key without its suffix; unchanged if it has none."""
    for pattern in (_UNDERSCORE, _HUMP):
        stripped = pattern.sub("", column)
        if stripped != column and stripped.strip("_"):
            return stripped
    return column


def key_stem(key: ForeignKeyFacts) -> str:
    """Return what a foreign key is about: `departmentid` is a department, by its target."""
    column = key.columns[0]
    stripped = stem(column)
    if stripped != column or not column.lower().endswith("id") or len(column) < len("xxxid"):
        return stripped
    word = column[: -len("id")].rstrip("_")
    table = key.table.name.lower()
    is_target = word.lower() in (table, singularize(table)) or column == key.references[0]
    return word if is_target else column


def attribute_name(column: str, styles: Conventions) -> str:
    """Return the attribute of a column by rule: the column itself, or in camelCase."""
    if styles.naming != "snake_case" and _PLAIN.fullmatch(column):
        return column
    return camel(identifier(column)) or identifier(column)


def name_attributes(
    table: NamedTable, styles: Conventions, code: CodeNames, free: FreeNames
) -> None:
    """Name the attributes of all columns without a foreign key."""
    keys = {key.column for key in table.keys}
    for column in (each.name for each in table.facts.columns):
        if column in keys:
            continue
        known = code.attributes.get((table.name, column))
        if known is not None:
            table.attributes[column] = free.take((known,))
            continue
        name = attribute_name(column, styles)
        # Sequelize takes an `id` for the primary key of a model without one.
        is_no_key = name == "id" and not table.facts.primary_key
        names = (f"{name}Value",) if is_no_key else (name, f"{name}Value")
        table.attributes[column] = free.take(names)


def name_keys(table: NamedTable, styles: Conventions, code: CodeNames, free: FreeNames) -> None:
    """Name the belongsTo of each foreign key, and its attribute."""
    for key in table.keys:
        known = code.keys.get((table.name, key.facts.columns), KeyNames())
        if known.alias is not None:
            key.alias = free.take((known.alias,))
        else:
            alias = _alias(key.facts, key.target.model, styles)
            other = (
                alias
                if alias.lower().endswith(key.target.model.lower())
                else (alias + pascal(key.target.model))
            )
            key.alias = free.take((alias, other, f"{alias}Ref"))
        attribute = known.attribute or code.attributes.get((table.name, key.column))
        key.attribute = attribute or _key_attribute(key.column, key.alias, styles)
        if key.attribute.casefold() == key.alias.casefold():
            key.attribute = foreign_key(key.alias, styles.foreign_key)
        key.attribute = free.take((key.attribute, f"{key.attribute}Key"))
        table.attributes[key.column] = key.attribute


def _alias(key: ForeignKeyFacts, target: str, styles: Conventions) -> str:
    alias = camel(identifier(key_stem(key)))
    singular = singularize(alias)
    # A column in the plural is called like its table.
    if singular != alias and pluralize(singular) == alias and singular.lower() == target.lower():
        alias = singular
    return alias


def _key_attribute(column: str, alias: str, styles: Conventions) -> str:
    """Return the attribute of a foreign key: derived from the alias if the column is too."""
    derived = foreign_key(alias, styles.foreign_key)
    if styles.column(derived) == column:
        return derived
    return attribute_name(column, styles)
