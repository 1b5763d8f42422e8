"""The associations of a schema, drawn in the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from scaffold.database.tables import Association, Database
from scaffold.schema.reference import BELONGS_TO, BELONGS_TO_MANY, HAS_MANY

if TYPE_CHECKING:
    from rich.table import Table

# Crow's foot notation: one or many rows on each side.
_LINES = {BELONGS_TO: ">──", HAS_MANY: "──<", BELONGS_TO_MANY: ">─<"}
_ASCII = str.maketrans("─│", "-|")


def association_chart(database: Database, unicode: bool = True) -> Table:
    """Return a row for each association with its inverse: models, cardinality, foreign key."""
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    for left, line, right, key in _rows(database):
        drawn = line if unicode else line.translate(_ASCII)
        table.add_row(
            Text(f"  {left}", "bold"), Text(drawn, "cyan"), Text(right, "bold"), Text(key, "dim")
        )
    return table


def _rows(database: Database) -> Iterator[tuple[str, str, str, str]]:
    shown: set[tuple[str, str]] = set()
    related: set[str] = set()
    for model in database.models:
        for each in model.associations:
            related |= {each.source, each.target, each.through or each.source}
            if (each.source, each.alias) in shown:
                continue
            if each.inverse is not None:
                shown.add((each.target, each.inverse))
            yield _row(each, database)
        for composite in model.composites:
            related |= {composite.source, composite.target}
            if composite.kind == BELONGS_TO and composite.inverse is not None:
                continue
            holder = database.model(composite.holder)
            columns = ", ".join(map(holder.column, composite.foreign_keys))
            line = _LINES.get(composite.kind, "───")
            yield composite.source, line, composite.target, f"{holder.table.name}: {columns}"
    for model in database.models:
        if model.name not in related:
            yield model.name, "", "", ""


def _row(each: Association, database: Database) -> tuple[str, str, str, str]:
    if each.kind == BELONGS_TO and each.inverse is not None:
        other = next(a for a in database.model(each.target).associations if a.alias == each.inverse)
        return _row(other, database)
    if each.kind == BELONGS_TO_MANY:
        join = database.model(str(each.through))
        columns = [join.column(key) for key in (each.foreign_key, str(each.other_key))]
        keys = f"{join.table.name}: {', '.join(columns)}"
        return each.source, _LINES[each.kind], each.target, keys
    holder = database.model(each.holder)
    key = f"{holder.table.name}.{holder.column(each.foreign_key)}"
    return each.source, _LINES.get(each.kind, "───"), each.target, key
