"""The default of a column as a term of the schema."""

from __future__ import annotations

import json
import re

from scaffold.importing.database_facts import ColumnFacts
from scaffold.schema.data_types import DataType, Default
from scaffold.schema.defaults import judge
from scaffold.schema.type_table import TYPES

_CAST = re.compile(r"::[\w\s.\"]+(?:\([\d, ]*\))?(?:\[\])*$")
_TEXT = re.compile(r"(?:N|E|_\w+)?'((?:[^']|'')*)'", re.DOTALL)
_NUMBER = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")
_NOW = re.compile(
    r"(?:pg_catalog\.)?now\(\)|current_timestamp(?:\((?P<digits>\d*)\))?|getdate\(\)",
    re.IGNORECASE,
)
_TODAY = re.compile(r"current_date(?:\(\))?|curdate\(\)", re.IGNORECASE)
_LITERAL = re.compile(
    r"(?:[bBxX]|_\w+)?'(?:[^']|'')*'|[+-]?[\d.]+(?:[eE][+-]?\d+)?|current_\w+(?:\(\d*\))?|true|false",
    re.IGNORECASE | re.DOTALL,
)
_BARE = re.compile(r"[^\s,()\"']+")
_ARRAY = re.compile(r"ARRAY\[([^\[\]]+)\]")
_EMPTY_ARRAY = re.compile(r"ARRAY\[\]")
_KEYWORDS = frozenset({"now", "uuid", "true", "false", "null"})


def declared_default(column: ColumnFacts, kind: DataType) -> Default | None:
    """Return the default of a column as the schema has it; None if it has none such."""
    if column.default is None:
        return None
    expression = column.default.strip()
    for text, quoted in _candidates(column, _uncast(expression), kind):
        judged = judge(text, quoted, kind)
        if isinstance(judged, Default):
            return judged
    return None


def default_term(
    column: ColumnFacts, kind: DataType, dialect: str, *, as_sql: bool = False
) -> str | None:
    """Return the `default(…)` of a column, or None; `as_sql`: always with `sql(…)`."""
    if column.default is None:
        return None
    expression = column.default.strip()
    bare = _uncast(expression)
    if bare.upper() == "NULL":
        return None
    for text, quoted in () if as_sql else _candidates(column, bare, kind):
        judged = judge(text, quoted, kind)
        if isinstance(judged, Default):
            is_same = judge(text, False, kind) == judged
            # JSON is written as the schema normalizes it.
            text = judged.value if judged.kind == "json" else text
            return f"default({_argument(text, quoted, is_same)})"
    sql = default_sql(column, dialect)
    return f"default(sql({quoted_argument(sql)}))"


def default_sql(column: ColumnFacts, dialect: str) -> str:
    """Return an expression after DEFAULT; MySQL and SQLite want parentheses around most."""
    expression = (column.default or "").strip()
    if dialect != "postgres" and not _LITERAL.fullmatch(expression):
        expression = expression if _is_wrapped(expression) else f"({expression})"
    return expression


def argument(text: str) -> str:
    """Return a text as an argument of a term, in quotes only where they are needed."""
    if _BARE.fullmatch(text) and "#" not in text and text not in _KEYWORDS:
        return text
    return quoted_argument(text)


def quoted_argument(text: str) -> str:
    """Return a text as a quoted argument."""
    return json.dumps(text, ensure_ascii=False)


def _argument(text: str, quoted: bool, is_same: bool) -> str:
    """Return a value as it is written; `is_same`: quotes make no difference."""
    if not quoted:
        return text
    if text[:1] in "{[":
        return "'" + text.replace("'", "''") + "'"
    return argument(text) if is_same else quoted_argument(text)


def _candidates(column: ColumnFacts, bare: str, kind: DataType) -> list[tuple[str, bool]]:
    """Return what the default could be in the schema, with whether it is quoted."""
    family = TYPES[kind.name].family
    if kind.name == "range":
        # Sequelize would take its text for that of the range's ends.
        return []
    found = _TEXT.fullmatch(bare)
    text = found[1].replace("''", "'") if found else None
    if family in ("date", "datetime") and (moment := _NOW.fullmatch(bare)):
        # PostgreSQL rounds the time to the digits of the column.
        digits = 0 if kind.local else kind.length or 0
        if int(moment["digits"] or 0) != digits:
            return []
        return [("now", False)] if family == "datetime" else []
    if family == "date" and _TODAY.fullmatch(bare):
        return [("now", False)]
    if kind.name == "uuid" and bare.lower() == "gen_random_uuid()":
        return [("uuid", False)]
    if family == "boolean":
        word = {"1": "true", "0": "false", "t": "true", "f": "false"}
        value = (text if text is not None else bare).lower()
        value = word.get(value.strip("b'"), value)
        return [(value, False)] if value in ("true", "false") else []
    if family == "array":
        return _array(text, bare)
    if family == "json":
        # Sequelize takes JSON's null for no default.
        return [(text, True)] if text is not None and text.strip() != "null" else []
    if family in ("integer", "decimal", "float"):
        number = text if text is not None else bare
        return [(_plain(number), False)] if _NUMBER.fullmatch(number) else []
    if family == "native" and text is None:
        return [(bare, False)] if _NUMBER.fullmatch(bare) else []
    return [(text, True)] if text is not None else []


def _plain(number: str) -> str:
    return number.removesuffix(".")


def _array(text: str | None, bare: str) -> list[tuple[str, bool]]:
    """Read `'{a,b}'`, and `ARRAY['a'::text, 'b'::text]`."""
    if text == "{}" or _EMPTY_ARRAY.fullmatch(bare):
        return [("[]", True)]
    if text is not None and re.fullmatch(r"\{[\w.@ -]+(?:,[\w.@ -]+)*\}", text):
        items = text[1:-1].split(",")
    elif found := _ARRAY.fullmatch(bare):
        parts = [_uncast(part.strip()) for part in found[1].split(",")]
        texts = [_TEXT.fullmatch(part) for part in parts]
        items = [
            match[1].replace("''", "'") if match else part
            for part, match in zip(parts, texts, strict=True)
        ]
        if not all(
            match or _NUMBER.fullmatch(part) for part, match in zip(parts, texts, strict=True)
        ):
            return []
    else:
        return []
    numbers = all(re.fullmatch(r"-?\d+", item) for item in items)
    values = [int(item) for item in items] if numbers else items
    return [(json.dumps(values), True), (json.dumps(items), True)]


def _uncast(expression: str) -> str:
    """Return an expression without the parentheses and casts around it."""
    while True:
        before = expression
        if expression.startswith("(") and expression.endswith(")") and _is_wrapped(expression):
            expression = expression[1:-1].strip()
        if found := _CAST.search(expression):
            inner = expression[: found.start()]
            if _TEXT.fullmatch(inner) or "'" not in inner:
                expression = inner
        if expression == before:
            return expression


def _is_wrapped(expression: str) -> bool:
    depth = 0
    for at, char in enumerate(expression):
        depth += {"(": 1, ")": -1}.get(char, 0)
        if depth == 0:
            return at == len(expression) - 1
    return False
