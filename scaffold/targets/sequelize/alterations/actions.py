"""What a migration does to an existing table, as its templates see it.

The template `sequelize/actions/<name>.jinja` has the code of an action. Values are code where
their names end so; all else is quoted by the template.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import ClassVar, Protocol, TypeAlias

from scaffold.targets.layout.javascript import literals
from scaffold.values import dataclass


class NamedStep(Protocol):
    """A step of a migration; `name` is that of its template."""

    name: ClassVar[str]


@dataclass(frozen=True, slots=True)
class Query:
    """SQL as it is; `now` replaces `:now` by the time of the migration."""

    name: ClassVar[str] = "query"
    sql: str
    now: bool = False


@dataclass(frozen=True, slots=True)
class AlterTable:
    """An ALTER TABLE of several clauses, a line each."""

    name: ClassVar[str] = "alter_table"
    table: str
    clauses: tuple[str, ...]

    @property
    def lines_code(self) -> tuple[str, ...]:
        """The statement as the code of a template literal."""
        last = len(self.clauses) - 1
        clauses = (f"{each}{',' if at < last else ''}" for at, each in enumerate(self.clauses))
        return tuple(literals.template(each) for each in (f"ALTER TABLE {self.table}", *clauses))


@dataclass(frozen=True, slots=True)
class AddColumn:
    """A column by Sequelize's addColumn()."""

    name: ClassVar[str] = "add_column"
    table_code: str
    column: str
    attribute_code: str


@dataclass(frozen=True, slots=True)
class ChangeColumn:
    """A column as it will be; `helper`: by the function of `helpers/`, which SQLite needs.

    `cast` is SQL for the values that SQLite has stored.
    """

    name: ClassVar[str] = "change_column"
    table_code: str
    column: str
    attribute_code: str
    cast: str | None = None
    helper: bool = False


@dataclass(frozen=True, slots=True)
class ChangePrimaryKey:
    """The primary key of a table on SQLite, with columns that number its rows."""

    name: ClassVar[str] = "change_primary_key"
    table: str
    columns: tuple[str, ...]
    added_code: str | None = None
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UpdateRows:
    """A value for the rows that hold another one, None: NULL; all rows without `where_code`."""

    name: ClassVar[str] = "update_rows"
    table_code: str
    column: str
    value_code: str
    where_code: str | None = None


@dataclass(frozen=True, slots=True)
class RenameTable:
    """A table by Sequelize's renameTable()."""

    name: ClassVar[str] = "rename_table"
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class CreateSchema:
    """A schema that may exist."""

    name: ClassVar[str] = "create_schema"
    schema: str


@dataclass(frozen=True, slots=True)
class RemoveIndex:
    """An index by Sequelize's removeIndex()."""

    name: ClassVar[str] = "remove_index"
    table_code: str
    index: str


@dataclass(frozen=True, slots=True)
class AddIndex:
    """An index by Sequelize's addIndex()."""

    name: ClassVar[str] = "add_index"
    table_code: str
    columns_code: str
    options_code: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function of `helpers/`, whose first argument is the query interface."""

    name: ClassVar[str] = "call"
    function: str
    arguments_code: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfStep:
    """A step of a migration, as its own template has it."""

    name: ClassVar[str] = "step"
    step: NamedStep


Action: TypeAlias = (
    Query
    | AlterTable
    | AddColumn
    | ChangeColumn
    | ChangePrimaryKey
    | UpdateRows
    | RenameTable
    | CreateSchema
    | RemoveIndex
    | AddIndex
    | Call
    | OfStep
)
Actions: TypeAlias = tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """Actions for some of the dialects: `opening` tests for these; None: they are for all."""

    opening: str | None
    actions: Actions

    @property
    def indent(self) -> str:
        """What is before a statement on its line."""
        return " " * (8 if self.opening else 6)


@dataclass(frozen=True, slots=True)
class Alteration:
    """One operation: its parts in order, each with a branch for every group of dialects."""

    name: ClassVar[str] = "alteration"
    parts: tuple[tuple[Branch, ...], ...]

    @property
    def tests_dialect(self) -> bool:
        """Whether the code tests which dialect it runs on."""
        return any(branch.opening for part in self.parts for branch in part)

    @property
    def actions(self) -> tuple[Action, ...]:
        """All actions, in order."""
        return tuple(action for part in self.parts for branch in part for action in branch.actions)

    @property
    def functions(self) -> Iterator[str]:
        """The functions of `helpers/` that the actions call."""
        for action in self.actions:
            match action:
                case Call(function):
                    yield function
                case ChangeColumn() if action.helper:
                    yield "changeColumn"
                case ChangePrimaryKey():
                    yield "changePrimaryKey"


def alter_table(table: str, clauses: Sequence[str]) -> Query | AlterTable:
    """Return an ALTER TABLE, on one line where it has one clause."""
    if len(clauses) == 1:
        return Query(f"ALTER TABLE {table} {clauses[0]}")
    return AlterTable(table, tuple(clauses))


def branches(by_dialect: Mapping[str, Sequence[Action]]) -> tuple[Branch, ...]:
    """Return the branches for these dialects: one where all have the same actions."""
    groups: dict[Actions, list[str]] = {}
    for dialect, actions in by_dialect.items():
        groups.setdefault(tuple(actions), []).append(dialect)
    idle = groups.pop((), [])
    if not groups:
        return ()
    if len(groups) == 1 and not idle:
        return (Branch(None, next(iter(groups))),)
    return tuple(_tested(groups, idle))


def for_all(dialects: Iterable[str], *actions: Action) -> tuple[Branch, ...]:
    """Return the branches of actions that are the same for all dialects."""
    return branches(dict.fromkeys(dialects, actions))


def _tested(groups: Mapping[Actions, list[str]], idle: Sequence[str]) -> Iterator[Branch]:
    in_order = sorted(groups.items(), key=lambda each: len(each[1]))
    for at, (actions, dialects) in enumerate(in_order):
        word = "} else " if at else ""
        if at == len(in_order) - 1 and at and not idle:
            yield Branch("} else {", actions)
        elif len(dialects) == 1:
            yield Branch(f"{word}if (dialect === '{dialects[0]}') {{", actions)
        else:
            # Of three dialects, all but one.
            yield Branch(f"{word}if (dialect !== '{idle[0]}') {{", actions)
