"""Check that values read from a file are ones that this release writes.

Recorded values become code and file names, and anybody may have edited the file. Every function
returns None, or raises ValueError with what is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from scaffold.database.dialects import DIALECTS
from scaffold.database.sql_text import expression_parts
from scaffold.database.tables import (
    Check,
    Column,
    CompositeForeignKey,
    ForeignKey,
    Index,
    Table,
    TableName,
    Unique,
)
from scaffold.schema.data_types import RANGE_TYPES, TEXTS, DataType, Default
from scaffold.schema.native_types import timestamp_digits
from scaffold.schema.reference import INDEX_METHODS
from scaffold.schema.syntax_messages import is_text
from scaffold.schema.type_table import TYPES

Constraint = Unique | Index | ForeignKey | CompositeForeignKey | Check
# No database stores a longer text, and the schema's limit is lower.
_LONGEST_NAME = 1000
_DEEPEST_TYPE = 8
_LONGEST_TEXT = 10_485_760
_SIGNS = frozenset("_-$ ")


@lru_cache(maxsize=8192)
def check_name(name: str) -> None:
    """Check a name of a table, column, constraint or index."""
    if not name or len(name) > _LONGEST_NAME or name != name.strip():
        raise ValueError(f"`{_shown(name)}` is not a name")
    for char in name:
        if char not in _SIGNS and not f"a{char}".isidentifier():
            raise ValueError(f"`{_shown(name)}` is not a name: it contains {char!r}")


def check_table_name(name: TableName) -> None:
    """Check a table's name and that of its schema."""
    check_name(name.name)
    if name.schema is not None:
        check_name(name.schema)


def check_dialect_names(dialects: Iterable[str]) -> None:
    """Check the dialects of a migration: at least one, each once."""
    names = tuple(dialects)
    unknown = [name for name in names if name not in DIALECTS]
    if unknown:
        raise ValueError(f"`{_shown(unknown[0])}` is not a dialect")
    if not names or len(set(names)) < len(names):
        raise ValueError("a migration is for one or more dialects, each named once")


@lru_cache(maxsize=1024)
def check_type(kind: DataType) -> None:
    """Check a column's type: its name, and exactly the arguments that it takes."""
    inner, depth = kind.of, 0
    while inner is not None:
        inner, depth = inner.of, depth + 1
    if depth > _DEEPEST_TYPE:
        raise ValueError("a type is nested too deeply")
    _check_type(kind, None)


def _check_type(kind: DataType, outer: str | None) -> None:
    type_term = TYPES.get(kind.name)
    if type_term is None:
        raise ValueError(f"`{_shown(kind.name)}` is not a type")
    has_argument = {
        "length": kind.length is not None,
        "decimal": kind.precision is not None or kind.scale is not None,
        "values": bool(kind.values),
        "type": kind.of is not None,
        "native": kind.native is not None,
    }
    expected = {"digits": "length", "range": "type"}.get(type_term.takes, type_term.takes)
    if any(has and argument != expected for argument, has in has_argument.items()):
        raise ValueError(f"the type {kind.name} has an argument that it does not take")
    # A range of decimals has no digits, and a decimal of PostgreSQL none of its own.
    if kind.local and kind.name != "datetime":
        raise ValueError(f"the type {kind.name} has a time zone or none")
    for name in filter(None, (kind.type_name, kind.type_schema)):
        if kind.name != "enum":
            raise ValueError(f"the type {kind.name} has no name of its own")
        check_name(name)
    if kind.collation is not None:
        if kind.name not in TEXTS:
            raise ValueError(f"the type {kind.name} has no collation")
        check_text(kind.collation)
    if type_term.needed and not has_argument[expected] and kind.name != "decimal":
        raise ValueError(f"the type {kind.name} needs an argument")
    if kind.unsigned and type_term.family not in ("integer", "decimal", "float"):
        raise ValueError(f"the type {kind.name} cannot be unsigned")
    low, high = (0, 6) if type_term.takes == "digits" else (1, _LONGEST_TEXT)
    if kind.length is not None and not low <= kind.length <= high:
        raise ValueError(f"{kind.length} is not a valid length of the type {kind.name}")
    if has_argument["decimal"]:
        precision, scale = kind.precision or 0, -1 if kind.scale is None else kind.scale
        if not 0 <= scale <= precision <= 1000 or precision < 1:
            raise ValueError(
                f"{kind.precision} and {kind.scale} are not a valid precision and scale"
            )
    if len(set(kind.values)) < len(kind.values) or not all(kind.values):
        raise ValueError("an enum's values must be distinct, non-empty texts")
    for text in (*kind.values, kind.native or ""):
        check_text(text)
    if kind.native is not None and not kind.native.strip():
        raise ValueError("a native type needs a name")
    if kind.of is not None:
        if type_term.takes == "range" and kind.of.name not in RANGE_TYPES:
            raise ValueError(f"there are no ranges of {_shown(kind.of.name)}")
        _check_type(kind.of, kind.name)


@lru_cache(maxsize=1024)
def check_default(default: Default, kind: DataType) -> None:
    """Check a column's default, which must be spelled as the schema normalizes it."""
    # A large module, needed only for columns with a default.
    from scaffold.schema.defaults import judge

    check_text(default.value)
    if default.kind == "sql":
        if not default.value.strip():
            raise ValueError("a default is empty SQL")
        return
    if default.kind in ("now", "uuid"):
        judged = judge(default.kind, False, kind)
    else:
        quoted = default.kind in ("text", "json")
        judged = judge(default.value, quoted, kind)
    if judged != default:
        value = _shown(default.value or default.kind)
        raise ValueError(f"`{value}` is not a default of the type {_shown(str(kind))}")


def check_text(text: str) -> None:
    """Check that a text can be stored in a database and in a file."""
    if not is_text(text):
        raise ValueError(f"`{_shown(text)}` contains a NUL or a lone surrogate")


def check_expression(text: str) -> None:
    """Check SQL in which `{column}` is a column's name."""
    check_text(text)
    for is_name, part in expression_parts(text):
        if is_name:
            check_name(part)


def check_column(column: Column) -> None:
    """Check a column by itself."""
    check_name(column.name)
    check_type(column.type)
    if column.default is not None:
        check_default(column.default, column.type)
    if column.comment is not None:
        check_text(column.comment)
    if column.generated is not None:
        check_expression(column.generated)
    if column.updates_now and timestamp_digits(column.type) is None:
        raise ValueError(f"a {column.type.name} is not set to the time of an update")
    if column.autoincrement and TYPES[column.type.name].family != "integer":
        raise ValueError(f"a {column.type.name} cannot have autoincrement")


def check_unique(unique: Unique) -> None:
    """Check a unique constraint by itself."""
    check_name(unique.name)
    check_name(unique.column)


def check_index(index: Index) -> None:
    """Check an index by itself."""
    check_name(index.name)
    if not index.columns or len(set(index.columns)) < len(index.columns):
        raise ValueError(f"the index {index.name} needs columns, each named once")
    for column in index.columns:
        check_name(column)
    if index.where is not None:
        check_expression(index.where)
    if index.using is not None and index.using not in INDEX_METHODS:
        raise ValueError(f"the index {index.name} has an unknown method")
    for key in index.keys:
        check_expression(key.sql)
        if key.ops is not None:
            check_name(key.ops)


def check_foreign_key(key: ForeignKey) -> None:
    """Check a foreign key by itself."""
    check_name(key.name)
    check_name(key.column)
    check_table_name(key.table)
    check_name(key.key)


def check_composite_key(key: CompositeForeignKey) -> None:
    """Check a foreign key of several columns by itself."""
    check_name(key.name)
    check_table_name(key.table)
    for column in (*key.columns, *key.keys):
        check_name(column)
    if len(key.columns) < 2 or len(key.columns) != len(key.keys):
        raise ValueError(f"the foreign key {key.name} needs several columns, and as many keys")


def check_check(check: Check) -> None:
    """Check a CHECK constraint by itself."""
    check_name(check.name)
    check_expression(check.expression)


def check_table(table: Table) -> None:
    """Check a table by itself, without its columns and constraints."""
    check_table_name(table.name)
    for column in table.primary_key:
        check_name(column)
    if table.comment is not None:
        check_text(table.comment)
    if table.primary_key_name is not None:
        check_name(table.primary_key_name)
    for extension in table.extensions:
        check_name(extension)
    for model in table.join or ():
        check_model_name(model)


def check_model_name(name: str) -> None:
    """Check the name of a model, an attribute or an association."""
    if not name.isidentifier() or len(name) > _LONGEST_NAME:
        raise ValueError(
            f"`{_shown(name)}` is not a name of a model, an attribute or an association"
        )


def check_entire_table(table: Table) -> None:
    """Check a table, and that it has the columns of its key, constraints and indexes."""
    check_table(table)
    columns = [column.name for column in table.columns]
    known = frozenset(columns)
    if len(known) < len(columns) or not columns:
        raise ValueError(f"the table {table.name} has no columns, or one of them twice")
    parts: tuple[Constraint, ...] = (
        *table.uniques,
        *table.indexes,
        *table.foreign_keys,
        *table.composite_keys,
        *table.checks,
    )
    named = (column for part in parts for column in columns_of(part))
    for column in (*table.primary_key, *named):
        if column not in known:
            raise ValueError(f"the table {table.name} has no column `{column}`")


def columns_of(part: Constraint) -> tuple[str, ...]:
    """Return the columns of its table that a constraint or an index uses."""
    if isinstance(part, Index):
        named = (column for key in part.keys for column in _named(key.sql))
        return (*part.columns, *named, *_named(part.where or ""))
    if isinstance(part, Check):
        return tuple(_named(part.expression))
    if isinstance(part, CompositeForeignKey):
        return part.columns
    return (part.column,)


def _named(expression: str) -> Iterable[str]:
    return (part for is_name, part in expression_parts(expression) if is_name)


def _shown(text: str) -> str:
    line = "".join(char if char.isprintable() else repr(char)[1:-1] for char in text[:40])
    return line + "…" if len(text) > 40 else line
