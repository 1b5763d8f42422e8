"""The tables in DBML, for dbdiagram.io and other tools: https://dbml.dbdiagram.io/docs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scaffold.database.tables import Column, Index, IndexKey, Table, TableName
from scaffold.diagram.graph import Box, Graph, KeyLine
from scaffold.schema.data_types import Default

_TYPE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\(\d+(, ?\d+)?\))?\Z")


def dbml(graph: Graph) -> str:
    """Return the tables, enums and foreign keys of the diagram as DBML."""
    blocks = [block for box in graph.boxes for block in (*_enums(box), _table(box))]
    # An enum that several columns share is declared once.
    blocks = list(dict.fromkeys(blocks))
    blocks += ["\n".join(lines)] if (lines := list(_references(graph))) else []
    return "\n\n".join(blocks) + "\n"


def _name(text: str) -> str:
    """Return a name in double quotes; DBML has no escape for a quote in it."""
    return '"' + re.sub(r"[\x00-\x1f\x7f]", " ", text).replace("\\", "/").replace('"', "'") + '"'


def _text(text: str) -> str:
    escaped = re.sub(r"[\x00-\x1f\x7f]", " ", text).replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _table_name(name: TableName) -> str:
    return ".".join(_name(each) for each in (name.schema, name.name) if each)


def _enum_name(table: Table, column: Column) -> str:
    if column.type.type_name is not None:
        return _table_name(TableName(column.type.type_name, column.type.type_schema))
    return _table_name(TableName(f"{table.name.name}_{column.name}", table.name.schema))


def _enums(box: Box) -> Iterator[str]:
    table = box.model.table
    for column in table.columns:
        if column.type.name == "enum" and column.type.values:
            values = "\n".join(f"  {_name(value)}" for value in dict.fromkeys(column.type.values))
            yield f"Enum {_enum_name(table, column)} {{\n{values}\n}}"


def _table(box: Box) -> str:
    table = box.model.table
    lines = [f"Table {_table_name(table.name)} {{"]
    lines += [f"  {_column(table, column)}" for column in table.columns]
    indexes = list(_indexes(table))
    if indexes:
        lines += ["", "  indexes {", *(f"    {line}" for line in indexes), "  }"]
    notes = ["external"] if box.model.external else []
    notes += [table.comment] if table.comment else []
    if notes:
        lines += ["", f"  Note: {_text(': '.join(notes))}"]
    return "\n".join([*lines, "}"])


def _column(table: Table, column: Column) -> str:
    settings = ["pk"] if table.primary_key == (column.name,) else []
    settings += ["increment"] if column.autoincrement else []
    settings += [] if column.nullable or "pk" in settings else ["not null"]
    settings += ["unique"] if any(each.column == column.name for each in table.uniques) else []
    settings += [f"default: {_default(column.default)}"] if column.default else []
    settings += [f"note: {_text(column.comment)}"] if column.comment else []
    words = f"{_name(column.name)} {_type(table, column)}"
    return f"{words} [{', '.join(settings)}]" if settings else words


def _type(table: Table, column: Column) -> str:
    if column.type.name == "enum" and column.type.values:
        return _enum_name(table, column)
    text = str(column.type) if column.type.native is None else column.type.native
    return text.replace(" ", "") if _TYPE.match(text) else _name(text)


def _default(default: Default) -> str:
    if default.kind == "number" or default.kind == "boolean":
        return default.value
    if default.kind == "now":
        return "`now()`"
    if default.kind == "sql":
        return f"`{default.value.replace('`', '')}`"
    return "`uuid()`" if default.kind == "uuid" else _text(default.value)


def _indexes(table: Table) -> Iterator[str]:
    if len(table.primary_key) > 1:
        yield f"({', '.join(map(_name, table.primary_key))}) [pk]"
    yield from map(_index, table.indexes)


def _index(index: Index) -> str:
    settings = ["unique"] if index.unique and index.where is None else []
    settings.append(f"name: {_text(index.name)}")
    if index.where is not None:
        kind = "unique " if index.unique else ""
        condition = re.sub(r"\{(\w+)\}", r"\1", index.where)
        settings.append(f"note: {_text(f'{kind}where {condition}')}")
    parts = map(_index_key, index.keys) if index.keys else map(_name, index.columns)
    return f"({', '.join(parts)}) [{', '.join(settings)}]"


def _index_key(key: IndexKey) -> str:
    sql = re.sub(r"\{(\w+)\}", r"\1", key.sql)
    return f"`{sql.replace('`', '')}`" if key.is_expression else _name(sql)


def _references(graph: Graph) -> Iterator[str]:
    models = {box.model.name: box.model for box in graph.boxes}
    for line in graph.lines:
        source, target = models[line.source], models[line.target]
        left = f"{_table_name(source.table.name)}.{_columns(line.columns)}"
        right = f"{_table_name(target.table.name)}.{_columns(line.keys)}"
        yield f"Ref: {left} {'-' if line.single else '>'} {right}{_actions(line)}"


def _columns(names: tuple[str, ...]) -> str:
    quoted = ", ".join(map(_name, names))
    return f"({quoted})" if len(names) > 1 else quoted


def _actions(line: KeyLine) -> str:
    words = [
        f"{when}: {action.lower()}"
        for when, action in (("delete", line.on_delete), ("update", line.on_update))
        if action
    ]
    return f" [{', '.join(words)}]" if words else ""
