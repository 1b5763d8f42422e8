"""All answers as a rich table."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Group
    from rich.table import Table

# The model (empty for the project), the field's name, its line.
Rows = tuple[tuple[str, str, str], ...]


def review_table(rows: Rows, short: bool, unicode: bool) -> Group:
    """Return the project's answers, followed by a row for each field of each model.

    A `short` table has one row for each model, with the names of its fields.
    """
    from rich.columns import Columns
    from rich.console import Group
    from rich.text import Text

    project = [(name, text) for model, name, text in rows if not model]
    fields = [row for row in rows if row[0]]
    head = Columns(
        (Text.assemble((f"{name}  ", "bold"), text) for name, text in project), padding=(0, 3)
    )
    body = _short(fields, "…" if unicode else "...") if short else _whole(fields)
    return Group("", head, "", body, "") if project else Group("", body, "")


def _whole(fields: Iterable[tuple[str, str, str]]) -> Table:
    table = _grid()
    before = ""
    for model, name, line in fields:
        _row(table, "" if model == before else model, name, line)
        before = model
    return table


def _short(fields: Iterable[tuple[str, str, str]], dots: str) -> Table:
    table = _grid()
    for model, mine in groupby(fields, key=lambda row: row[0]):
        names = [name for _, name, _ in mine if name]
        _row(table, model, ", ".join(names) or dots)
    return table


def _grid() -> Table:
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold", no_wrap=True)
    return table


def _row(table: Table, *cells: str) -> None:
    from rich.text import Text

    table.add_row(*map(Text, cells))
