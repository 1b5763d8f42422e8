"""What an index consists of, as Sequelize takes it."""

from __future__ import annotations

from scaffold.database.sql_text import expression_parts, index_key_sql
from scaffold.database.tables import Index, IndexKey
from scaffold.targets.layout.javascript import literals
from scaffold.targets.sequelize.code_nodes import Array, Call, Expr, Object, Str, one_line


def fields_code(index: Index, library: str) -> str:
    """Return the code of `fields`; `library` is what the file calls Sequelize."""
    if not index.keys:
        return literals.js(index.columns)
    return one_line(fields_expr(index, library))


def fields_expr(index: Index, library: str) -> Expr:
    """Return an array: of columns' names, or of objects and SQL where they say more."""
    if not index.keys:
        return Array(tuple(map(Str, index.columns)))
    return Array(tuple(_field(key, library) for key in index.keys))


def _field(key: IndexKey, library: str) -> Expr:
    if key.is_expression:
        # Only dialects that quote with double quotes have indexes of expressions.
        return Call(f"{library}.literal", (Str(index_key_sql(key, "postgres")),))
    name = next(part for is_name, part in expression_parts(key.sql) if is_name)
    if not key.ops and not key.descending:
        return Str(name)
    entries: list[tuple[str, Expr | None]] = [("name", Str(name))]
    if key.ops:
        entries.append(("operator", Str(key.ops)))
    if key.descending:
        entries.append(("order", Str("DESC")))
    return Object(tuple(entries))
