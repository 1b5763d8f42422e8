"""What is known of existing rows while operations run: old names, and values that they got."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from scaffold.changes.condition import UNKNOWN
from scaffold.changes.row_values import RowValue, in_old_names, row_value
from scaffold.database.alterations import AlterColumn, MoveRows, RenameColumn, RenameTable
from scaffold.database.apply_operations import apply_operations
from scaffold.database.operations import AddColumn, DropTable, Operation, table_of
from scaffold.database.sql_text import expression_parts
from scaffold.database.tables import Column, Table, TableName
from scaffold.schema.data_types import Default
from scaffold.schema.type_table import TYPES

ColumnName = tuple[TableName, str]


class RowsBefore:
    """Follows operations, and knows what every table and column was called before them.

    tables: those from before. current: those by now. origin: the old name of each column by now.
    changed: columns that rows were moved to, or that were converted: their values are not there
    yet. fills: what rows get in a column: the value, and whether only those without one.
    """

    def __init__(self, tables: Iterable[Table]) -> None:
        self.tables = {table.name: table for table in tables}
        self.current = dict(self.tables)
        self.origin: dict[ColumnName, ColumnName] = {
            (table.name, column.name): (table.name, column.name)
            for table in self.tables.values()
            for column in table.columns
        }
        self._names = {name: name for name in self.tables}
        self._added: set[ColumnName] = set()
        self.changed: set[ColumnName] = set()
        self.fills: dict[ColumnName, tuple[Default, bool]] = {}

    def follow(self, operation: Operation) -> None:
        """Note what an operation does."""
        match operation:
            case AddColumn(table, column, _, _, fill, computed):
                self._added.add((table, column.name))
                if computed is not None:
                    self.changed.add((table, column.name))
                elif value := fill or column.default:
                    self.fills[table, column.name] = value, False
            case RenameTable(table, renamed):
                if (known := self._names.pop(table.name, None)) is not None:
                    self._names[renamed] = known
                self._rename(lambda key: (renamed, key[1]) if key[0] == table.name else key)
            case RenameColumn(table, old_name, new_name):
                old_key, new_key = (table.name, old_name), (table.name, new_name)
                self._rename(lambda key: new_key if key == old_key else key)
            case DropTable(table):
                self._names.pop(table.name, None)
            case MoveRows(_, target):
                self.changed.update((target.table, each) for each in (target.left, target.right))
            case AlterColumn(table, old, new):
                if family(old) != family(new):
                    self.changed.add((table.name, new.name))
                if operation.fill is not None:
                    self.fills[table.name, new.name] = operation.fill, True
        name = table_of(operation)
        before = self.current.pop(name, None)
        if isinstance(operation, RenameTable | RenameColumn):
            # Foreign keys of other tables refer to what is renamed.
            tables = [*self.current.values()] + ([before] if before else [])
            self.current = {each.name: each for each in apply_operations(tables, (operation,))}
            return
        for after in apply_operations((before,) if before else (), (operation,)):
            self.current[after.name] = after
        # A column that was dropped leaves its name to others, which are added.
        left = {each.name for each in self.current[name].columns} if name in self.current else ()
        for old_column in before.columns if before else ():
            if old_column.name not in left:
                self.origin.pop((name, old_column.name), None)

    def _rename(self, now: Callable[[ColumnName], ColumnName]) -> None:
        self.origin = {now(key): origin for key, origin in self.origin.items()}
        self.fills = {now(key): fill for key, fill in self.fills.items()}
        self.changed = {now(key) for key in self.changed}
        self._added = {now(key) for key in self._added}

    def value(self, table: TableName, column: str) -> RowValue | None:
        """Return what existing rows hold in a column by now; None if that is unknown."""
        if (table, column) in self.changed:
            return None
        fill, _ = self.fills.get((table, column), (None, False))
        if fill is not None and not self._compares(table, column, fill):
            return None
        return row_value(self.old_name(table, column), fill)

    def _compares(self, table: TableName, column: str, fill: Default) -> bool:
        """Whether an old column can be compared with what fills it.

        PostgreSQL compares an enum with its values only.
        """
        start, name = self.origin.get((table, column), (table, column))
        known = self.tables[start].columns if start in self.tables else ()
        kind = next((each.type for each in known if each.name == name), UNKNOWN)
        return kind.name != "enum" or fill.value in kind.values

    def old_table(self, table: TableName) -> TableName:
        """Return what a table was called before the operations; the name itself if it is new."""
        return self._names.get(table, table)

    def old_name(self, table: TableName, column: str) -> str | None:
        """Return what a column was called before the operations; None if it is new."""
        if (origin := self.origin.get((table, column))) is not None:
            return origin[1]
        # Operations of one file tell only of the columns that they concern.
        return None if (table, column) in self._added else column

    def has_new_values(self, table: TableName, column: str) -> bool:
        """Return whether no value of the column can be one that rows had in another before.

        The numbers that a database gives to existing rows can.
        """
        if self.table_before(table) is None:
            return True
        if (table, column) not in self._added:
            return False
        return not self.current[table].column(column).autoincrement

    def in_old_names(self, table: TableName, expression: str) -> str | None:
        """Return an expression on the values of before; None where one of them is unknown."""
        names = {part for is_name, part in expression_parts(expression) if is_name}
        return in_old_names(expression, {each: self.value(table, each) for each in names})

    def table_before(self, table: TableName) -> TableName | None:
        """Return the name of a table before the operations; None if it is new."""
        return self._names.get(table)

    def family_before(self, table: TableName, name: str) -> str | None:
        """Return the family of a column's type before the operations; None if it is unknown."""
        column = next((each for each in self.tables[table].columns if each.name == name), None)
        return None if column is None or column.type == UNKNOWN else family(column)

    def origins(
        self, table: TableName, columns: Sequence[str], altered: bool = False
    ) -> tuple[TableName, tuple[str, ...]] | None:
        """Return the old names of a table and columns; None where one is new or is rewritten."""
        found = [self.origin.get((table, column)) for column in columns]
        if not found or any(each is None for each in found):
            return None
        if not altered and any((table, column) in self.changed for column in columns):
            return None
        names = [each for each in found if each is not None]
        if len({name for name, _ in names}) != 1:
            return None
        return names[0][0], tuple(column for _, column in names)


def family(column: Column) -> str:
    return TYPES[column.type.name].family
