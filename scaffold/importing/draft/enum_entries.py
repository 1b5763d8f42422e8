"""The enum types of a database as entries of `enums:`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scaffold.database.sql_text import enum_name
from scaffold.database.tables import TableName
from scaffold.importing.database_facts import DatabaseFacts, EnumType, TableFacts
from scaffold.importing.draft.draft import Draft
from scaffold.importing.draft.imported_options import ImportOptions
from scaffold.importing.naming.free_names import FreeNames
from scaffold.importing.naming.model_names import identifier
from scaffold.naming import pascal, snake
from scaffold.schema.edit.quoting import as_yaml

# What YAML has as a number, as nothing, or as yes or no.
_NO_TEXT = re.compile(r"[-+.]?\d[\w.+-]*|~|null|true|false|yes|no|on|off|y|n", re.IGNORECASE)


def add_shared_enums(
    draft: Draft, facts: DatabaseFacts, options: ImportOptions, models: Iterable[str]
) -> None:
    """Add the entries of the enum types that columns share, none called like a model."""
    shared = {
        column.enum
        for table in facts.tables.values()
        for column in table.columns
        if column.shares_enum
    }
    free = FreeNames(frozenset(models))
    for type_name in options.enum_names.values():
        free.take([type_name])
    names: dict[TableName, str] = {}
    entries: dict[str, str] = {}
    for enum in facts.enums:
        if enum.name not in shared:
            continue
        known = options.enum_names.get(enum.name)
        name = known or free.take([pascal(identifier(enum.name.name))], "Type")
        names[enum.name] = name
        entries[name] = _entry(name, enum, options)
    draft.enum_names, draft.enums = names, entries


def _entry(name: str, enum: EnumType, options: ImportOptions) -> str:
    values = f"[{', '.join(map(_value, enum.values))}]"
    usual = snake(name) if options.styles.naming == "snake_case" else name
    more: list[str] = []
    if enum.name.name != usual:
        more.append(f"name: {as_yaml(enum.name.name, flow=True)}")
    if enum.name.schema != options.schema:
        more.append(f"schema: {as_yaml(enum.name.schema or 'public', flow=True)}")
    return f"{{{', '.join((f'values: {values}', *more))}}}" if more else values


def _value(text: str) -> str:
    """Return a value that every reader of YAML takes as a text."""
    return f"'{text}'" if _NO_TEXT.fullmatch(text) else as_yaml(text, flow=True)


def own_words_of(table: TableFacts, words: frozenset[str]) -> frozenset[str]:
    """Return `own_words` without the enum types that a table's own columns bring with them."""
    brought = {
        f"::{column.enum.name}"
        for column in table.columns
        if column.enum is not None
        and (column.shares_enum or column.enum == enum_name(table.name, column.name))
    }
    return words - brought
