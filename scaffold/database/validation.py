"""Whether values that were read from a file are such as this release makes.

What a lock or another record holds goes into code and into the names of files, and anybody may have
edited it. Every function returns None, or raises ValueError that says what is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from scaffold.database.dialects import DIALECTS
from scaffold.database.sql_text import expression_parts
from scaffold.database.tables import Check, Column, ForeignKey, Index, Table, TableName, Unique
from scaffold.schema.data_types import DataType, Default
from scaffold.schema.syntax import is_text
from scaffold.schema.type_table import RANGE_TYPES, TYPES

Constraint = Unique | Index | ForeignKey | Check
# No database keeps a longer one, and the schema's own are shorter.
_LONGEST_NAME = 1000
_DEEPEST_TYPE = 8
_LONGEST_TEXT = 10_485_760
_SIGNS = frozenset("_-$ ")


@lru_cache(maxsize=8192)
def check_name(name: str) -> None:
    """A name of a table, a column, a constraint or an index."""
    if not name or len(name) > _LONGEST_NAME or name != name.strip():
        raise ValueError(f"`{_shown(name)}` is no name")
    for char in name:
        if char not in _SIGNS and not f"a{char}".isidentifier():
            raise ValueError(f"`{_shown(name)}` is no name: it has a {char!r}")


def check_table_name(name: TableName) -> None:
    """A table's name, and that of its schema."""
    check_name(name.name)
    if name.schema is not None:
        check_name(name.schema)


def check_dialect_names(dialects: Iterable[str]) -> None:
    """The dialects that a migration is for: at least one, each once."""
    names = tuple(dialects)
    unknown = [name for name in names if name not in DIALECTS]
    if unknown:
        raise ValueError(f"`{_shown(unknown[0])}` is no dialect")
    if not names or len(set(names)) < len(names):
        raise ValueError("a migration is for one dialect or several, each named once")


@lru_cache(maxsize=1024)
def check_type(kind: DataType) -> None:
    """A column's type, with the arguments that it takes and no other."""
    inner, depth = kind.of, 0
    while inner is not None:
        inner, depth = inner.of, depth + 1
    if depth > _DEEPEST_TYPE:
        raise ValueError("a type is nested too deeply")
    _check_type(kind, None)


def _check_type(kind: DataType, outer: str | None) -> None:
    word = TYPES.get(kind.name)
    if word is None:
        raise ValueError(f"`{_shown(kind.name)}` is no type")
    given = {
        "length": kind.length is not None,
        "decimal": kind.precision is not None or kind.scale is not None,
        "values": bool(kind.values),
        "type": kind.of is not None,
        "native": kind.native is not None,
    }
    own = {"digits": "length", "range": "type"}.get(word.takes, word.takes)
    if any(has and argument != own for argument, has in given.items()):
        raise ValueError(f"the type {kind.name} has an argument that it does not take")
    # A range of decimals has no digits.
    if word.needed and not given[own] and (outer, kind.name) != ("range", "decimal"):
        raise ValueError(f"the type {kind.name} lacks its argument")
    if kind.unsigned and word.family not in ("integer", "decimal", "float"):
        raise ValueError(f"the type {kind.name} is never unsigned")
    low, high = (0, 6) if word.takes == "digits" else (1, _LONGEST_TEXT)
    if kind.length is not None and not low <= kind.length <= high:
        raise ValueError(f"{kind.length} is no length of the type {kind.name}")
    if given["decimal"]:
        precision, scale = kind.precision or 0, -1 if kind.scale is None else kind.scale
        if not 0 <= scale <= precision <= 1000 or precision < 1:
            raise ValueError(f"{kind.precision} and {kind.scale} are no digits of a decimal")
    if len(set(kind.values)) < len(kind.values) or not all(kind.values):
        raise ValueError("an enum's values are texts that differ")
    for text in (*kind.values, kind.native or ""):
        check_text(text)
    if kind.native is not None and not kind.native.strip():
        raise ValueError("a type of the database's own has a name")
    if kind.of is not None:
        if word.takes == "range" and kind.of.name not in RANGE_TYPES:
            raise ValueError(f"there is no range of {_shown(kind.of.name)}")
        _check_type(kind.of, kind.name)


@lru_cache(maxsize=1024)
def check_default(default: Default, kind: DataType) -> None:
    """A column's default, in the one spelling that a schema's default is brought to."""
    # The table of types is large, and few columns have a default.
    from scaffold.schema.defaults import judge

    check_text(default.value)
    if default.kind in ("now", "uuid"):
        judged = judge(default.kind, False, kind)
    else:
        quoted = default.kind in ("text", "json")
        judged = judge(default.value, quoted, kind)
    if judged != default:
        value = _shown(default.value or default.kind)
        raise ValueError(f"`{value}` is no default of the type {_shown(str(kind))}")


def check_text(text: str) -> None:
    """A text that a database can store and a file can hold."""
    if not is_text(text):
        raise ValueError(f"`{_shown(text)}` holds a NUL or half of a character")


def check_expression(text: str) -> None:
    """SQL in which `{column}` is a column's name."""
    check_text(text)
    for is_name, part in expression_parts(text):
        if is_name:
            check_name(part)


def check_column(column: Column) -> None:
    """A column by itself."""
    check_name(column.name)
    check_type(column.type)
    if column.default is not None:
        check_default(column.default, column.type)
    if column.comment is not None:
        check_text(column.comment)
    if column.autoincrement and TYPES[column.type.name].family != "integer":
        raise ValueError(f"a {column.type.name} does not count by itself")


def check_unique(unique: Unique) -> None:
    """A unique constraint by itself."""
    check_name(unique.name)
    check_name(unique.column)


def check_index(index: Index) -> None:
    """An index by itself."""
    check_name(index.name)
    if not index.columns or len(set(index.columns)) < len(index.columns):
        raise ValueError(f"the index {index.name} names its columns, each once")
    for column in index.columns:
        check_name(column)
    if index.where is not None:
        check_expression(index.where)


def check_foreign_key(key: ForeignKey) -> None:
    """A foreign key by itself."""
    check_name(key.name)
    check_name(key.column)
    check_table_name(key.table)
    check_name(key.key)


def check_check(check: Check) -> None:
    """A CHECK by itself."""
    check_name(check.name)
    check_expression(check.expression)


def check_table(table: Table) -> None:
    """A table by itself, without its columns and constraints."""
    check_table_name(table.name)
    for column in table.primary_key:
        check_name(column)
    if table.comment is not None:
        check_text(table.comment)
    for model in table.join or ():
        check_model_name(model)


def check_model_name(name: str) -> None:
    """The name of a model, an attribute or an association."""
    if not name.isidentifier() or len(name) > _LONGEST_NAME:
        raise ValueError(f"`{_shown(name)}` is no name of a model, an attribute or an association")


def check_entire_table(table: Table) -> None:
    """A table, and that it has the columns which its key, constraints and indexes name."""
    check_table(table)
    columns = [column.name for column in table.columns]
    known = frozenset(columns)
    if len(known) < len(columns) or not columns:
        raise ValueError(f"the table {table.name} has no column, or one twice")
    parts: tuple[Constraint, ...] = (
        *table.uniques,
        *table.indexes,
        *table.foreign_keys,
        *table.checks,
    )
    named = (column for part in parts for column in columns_of(part))
    for column in (*table.primary_key, *named):
        if column not in known:
            raise ValueError(f"the table {table.name} has no column `{column}`")


def columns_of(part: Constraint) -> tuple[str, ...]:
    """The columns of its table that a constraint or an index names."""
    if isinstance(part, Index):
        return (*part.columns, *_named(part.where or ""))
    if isinstance(part, Check):
        return tuple(_named(part.expression))
    return (part.column,)


def _named(expression: str) -> Iterable[str]:
    return (part for is_name, part in expression_parts(expression) if is_name)


def _shown(text: str) -> str:
    line = "".join(char if char.isprintable() else repr(char)[1:-1] for char in text[:40])
    return line + "…" if len(text) > 40 else line
