"""Tables, columns, indexes and constraints that get another name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from scaffold.changes.name_collisions import Taken
from scaffold.changes.schedule.schedule_state import Part, ScheduleState
from scaffold.changes.table_changes import TablePair
from scaffold.database.alterations import (
    RenameCheck,
    RenameColumn,
    RenameCompositeKey,
    RenameForeignKey,
    RenameIndex,
    RenameTable,
    RenameUnique,
)
from scaffold.database.operations import Operation
from scaffold.database.tables import (
    Check,
    CompositeForeignKey,
    ForeignKey,
    Index,
    TableName,
    Unique,
)

_Name = TypeVar("_Name")
_KEYS = (ForeignKey, CompositeForeignKey)


def rename_tables(state: ScheduleState) -> None:
    """Rename tables; where names compare without case, one step changes no case alone."""
    wanted = {
        pair.old.name: pair.new.name for pair in state.pairs if pair.old.name != pair.new.name
    }
    folded = state.sqlite or state.mysql

    def key(name: TableName) -> object:
        return _folded(name) if folded else name

    def temporary(table: TableName) -> TableName:
        return table._replace(name=state.temporary_name())

    for old, new in in_free_order(wanted, key, temporary):
        state.emit("alter", RenameTable(state.tables[old], new), *_origins(state, old, new))


def _origins(state: ScheduleState, *names: TableName) -> tuple[TableName, ...]:
    """The old names of the tables that have or get these names."""
    found = dict.fromkeys(state.old_name(name) for name in names)
    others = [pair.old.name for pair in state.pairs for name in names if pair.old.name == name]
    return tuple(dict.fromkeys((*found, *others)))


def rename_columns(state: ScheduleState) -> None:
    """Rename columns, under the new names of their tables."""
    for pair in state.pairs:
        wanted = {old: new for new, old in pair.columns.items() if old != new}
        table = pair.new.name

        def temporary(_: str) -> str:
            return state.temporary_name()

        for old, new in in_free_order(wanted, str.casefold, temporary, case_only=True):
            operation = RenameColumn(state.tables[table], old, new)
            state.emit("alter", operation, pair.old.name)


def rename_parts(state: ScheduleState) -> None:
    """Rename indexes and constraints, each when its new name is free in the database."""
    wanted: dict[tuple[str, str], str] = {}
    parts: dict[tuple[str, str], tuple[TablePair, Part]] = {}
    for pair, part, name in state.renames:
        space = "check" if isinstance(part, Check) else "relation"
        space = "foreign key" if isinstance(part, _KEYS) else space
        wanted[space, part.name] = name
        parts[space, part.name] = (pair, part)
    for space in dict.fromkeys(each[0] for each in wanted):
        own = {old: new for (each, old), new in wanted.items() if each == space}
        current = dict(parts)
        for old, new in in_free_order(
            own, str.casefold, lambda _: state.temporary_name(), case_only=True
        ):
            pair, part = current.pop((space, old))
            renamed: Part = _with_name(part, new)
            current[space, new] = (pair, renamed)
            linked = (state.old_name(part.table),) if isinstance(part, _KEYS) else ()
            state.emit("alter", _rename(pair.new.name, part, renamed), pair.old.name, *linked)


def in_free_order(
    wanted: Mapping[_Name, _Name],
    key: Callable[[_Name], object],
    temporary: Callable[[_Name], _Name],
    *,
    case_only: bool = False,
) -> Iterator[tuple[_Name, _Name]]:
    """Yield renames in an order in which each new name is free; a cycle uses a temporary name.

    `key` makes names comparable. `case_only`: a name may be changed to another that is equal by
    `key` in one step.
    """
    left = dict(wanted)
    while left:
        held = {key(old): old for old in left}
        ready = [
            old
            for old, new in left.items()
            if key(new) not in held or (case_only and held[key(new)] == old)
        ]
        if ready:
            for old in ready:
                yield old, left.pop(old)
            continue
        old, new = next(iter(left.items()))
        aside = temporary(old)
        yield old, aside
        del left[old]
        left[aside] = new


def _rename(
    table: TableName,
    old: Part,
    new: Part,
) -> Operation:
    match old, new:
        case Index(), Index():
            return RenameIndex(table, old, new)
        case Unique(), Unique():
            return RenameUnique(table, old, new)
        case Check(), Check():
            return RenameCheck(table, old, new)
        case ForeignKey(), ForeignKey():
            return RenameForeignKey(table, old, new)
        case CompositeForeignKey(), CompositeForeignKey():
            return RenameCompositeKey(table, old, new)
    raise TypeError(f"{old!r} cannot become {new!r}")


def _with_name(part: Part, name: str) -> Part:
    if isinstance(part, Index):
        return replace(part, name=name)
    if isinstance(part, Unique):
        return replace(part, name=name)
    if isinstance(part, Check):
        return replace(part, name=name)
    if isinstance(part, CompositeForeignKey):
        return replace(part, name=name)
    return replace(part, name=name)


def _folded(name: TableName) -> Taken:
    return "relation", name.schema, name.name.casefold()
