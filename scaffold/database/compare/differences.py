"""What a table that stands cannot become yet: a problem each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from typing import TypeVar

from scaffold.database.compare.additions import ColumnName, unique_indexes, uses_column
from scaffold.database.compare.wording import (
    comment_words,
    default_words,
    index_words,
    key_words,
)
from scaffold.database.facts import ModelFacts
from scaffold.database.tables import Check, Column, Database, Index, Model, Table
from scaffold.errors import Problem, SourceLocation

_Part = TypeVar("_Part", Index, Check)

_UNDO = (
    "or, where only the last run made it and nobody else has run its migrations, "
    "undo those and run `scaffold generate --amend`."
)


def unwritten(
    where: SourceLocation | None, what: str, way_out: str = "Put it back as it was"
) -> Problem:
    """A change that no migration can be written for yet."""
    return Problem(
        where, f"{what}: this release cannot write that migration yet", f"{way_out}, {_UNDO}"
    )


def differences(
    before: Table,
    model: Model,
    known: ModelFacts | None,
    after: Database,
    renamed: Set[ColumnName],
) -> Iterator[Problem]:
    """What `model` wants of its table that is no addition, or an addition that rows forbid.

    `known` is the model as it was, `renamed` are the columns that are spoken of already.
    """
    locations = Places(model)
    yield from _own(before, model, locations)
    yield from _columns(before, model, known, locations, after.dialects, renamed)
    yield from _keys(before, model.table, locations)
    removed = {column.name for column in before.columns}
    removed -= {column.name for column in model.table.columns}
    indexes = [
        index
        for index in unique_indexes(before)
        if removed.isdisjoint(index.columns) and not uses_column(index.where, removed)
    ]
    yield from _named(indexes, unique_indexes(model.table), "index", index_words, model, locations)
    checks = [check for check in before.checks if not uses_column(check.expression, removed)]
    yield from _named(checks, model.table.checks, "check", _expression, model, locations)


class Places:
    """Where the parts of a model's table are written, as near as that is known."""

    def __init__(self, model: Model) -> None:
        self.model = model.location
        self._columns: Mapping[str, SourceLocation | None] = {
            attribute.column.name: attribute.location for attribute in model.attributes
        }

    def of(self, *columns: str) -> SourceLocation | None:
        """The one column's place, or the model's."""
        location = self._columns.get(columns[0]) if len(columns) == 1 else None
        return location or self.model


def _own(before: Table, model: Model, locations: Places) -> Iterator[Problem]:
    after = model.table
    if before.primary_key != after.primary_key:
        was = ", ".join(before.primary_key) or "none"
        now = ", ".join(after.primary_key) or "none"
        yield unwritten(
            locations.of(*after.primary_key),
            f"the primary key of table `{after.name}` changes from {was} to {now}",
        )
    if before.comment != after.comment:
        change = f"from {comment_words(before.comment)} to {comment_words(after.comment)}"
        yield unwritten(locations.model, f"the comment of table `{after.name}` changes {change}")


def _columns(
    before: Table,
    model: Model,
    known: ModelFacts | None,
    locations: Places,
    dialects: tuple[str, ...],
    renamed: Set[ColumnName],
) -> Iterator[Problem]:
    table = model.table
    standing = {column.name: column for column in before.columns}
    wanted = {column.name: column for column in table.columns}
    pending = {column for name, column in renamed if name == table.name}
    spoken = set(pending)
    other_names = _other_names(model, known, standing, wanted) if known else {}
    for column in table.columns:
        if column == standing.get(column.name):
            continue
        location = locations.of(column.name)
        label = f"`{table.name}.{column.name}`"
        if column.name in standing:
            for change in _column_changes(standing[column.name], column):
                yield unwritten(location, f"column {label} changes {change}")
        elif column.name in other_names:
            old = other_names[column.name]
            if old not in spoken:
                spoken.add(old)
                yield unwritten(
                    location,
                    f"column `{table.name}.{old}` changes its name to `{column.name}`",
                    _keep_name(column, old, model),
                )
        elif not pending:
            yield from _not_addable(column, model, location, dialects)
    for column in before.columns:
        if column.name not in wanted and column.name not in spoken:
            yield unwritten(locations.model, f"column `{table.name}.{column.name}` goes")


def _keep_name(column: Column, old: str, model: Model) -> str:
    """How a column keeps its name: what no line of the schema declares cannot name it."""
    attribute = next((each for each in model.attributes if each.column == column), None)
    is_declared = attribute is None or attribute.origin == "field"
    is_key = attribute is not None and attribute.origin == "key" and not model.table.join
    if is_declared or is_key:
        return f"Keep the column's name with `column({old})`"
    return "Put it back as it was"


def _other_names(
    model: Model,
    known: ModelFacts,
    standing: Mapping[str, Column],
    wanted: Mapping[str, Column],
) -> dict[str, str]:
    """New columns of attributes and associations that had another column, which is gone."""
    was = dict(known.attributes)
    was |= {each.alias: each.column for each in known.associations if each.table == known.table}
    now = [(attribute.name, attribute.column.name) for attribute in model.attributes]
    now += [
        (association.alias, association.column.name)
        for association in model.associations
        if association.kind == "belongsTo"
    ]
    return {
        column: was[name]
        for name, column in now
        if name in was
        and column not in standing
        and was[name] in standing
        and was[name] not in wanted
    }


def _column_changes(old: Column, new: Column) -> Iterator[str]:
    if old.type != new.type:
        yield f"from {old.type} to {new.type}"
    if old.nullable != new.nullable:
        yield "from required to nullable" if new.nullable else "from nullable to required"
    if old.default != new.default:
        yield f"from {default_words(old.default)} to {default_words(new.default)}"
    if old.autoincrement != new.autoincrement:
        yield "to autoincrement" if new.autoincrement else "from autoincrement to none"
    if old.comment != new.comment:
        yield f"from {comment_words(old.comment)} to {comment_words(new.comment)}"


def _not_addable(
    column: Column, model: Model, location: SourceLocation | None, dialects: tuple[str, ...]
) -> Iterator[Problem]:
    """Why rows that may stand forbid a new column."""
    table = model.table
    label = f"column `{table.name}.{column.name}`"
    default = column.default
    if column.name in table.primary_key:
        return
    if default and default.kind == "now" and "sqlite" in dialects:
        yield Problem(
            location,
            f"{label} is new with `default(now)`, and SQLite adds none to a table with rows",
            "Leave `default(now)` away, and `required` with it: rows that stand then hold none.",
        )
    # The application fills in a UUID, but for rows that stand only a database could.
    elif not column.nullable and (
        default is None or (default.kind == "uuid" and dialects != ("postgres",))
    ):
        yield Problem(
            location,
            f"{label} is new and required, and existing rows would have no value for it",
            _value_for_rows(column, model),
        )


def _value_for_rows(column: Column, model: Model) -> str:
    """What to write so that a new column can be added to a table with rows."""
    attribute = next((each for each in model.attributes if each.column == column), None)
    if attribute is not None and attribute.origin == "timestamp":
        return (
            "Put `$timestamps` back as it was, or declare the attribute without `required` in "
            f"`{model.name}`, for existing rows to hold null: `{attribute.name}: {column.type}`."
        )
    if any(key.column == column.name for key in model.table.foreign_keys) or column.deferred:
        return "Remove `required` from its association."
    return "Write `default(value)`, or remove `required`."


def _keys(before: Table, table: Table, locations: Places) -> Iterator[Problem]:
    wanted = {key.column: key for key in table.foreign_keys}
    columns = {column.name for column in table.columns}
    for old in before.foreign_keys:
        new = wanted.get(old.column)
        if new == old:
            continue
        label = f"the key of `{table.name}.{old.column}`"
        if new is None:
            if old.column in columns:
                yield unwritten(locations.of(old.column), f"{label} to {key_words(old)} goes")
            continue
        if key_words(old) != key_words(new):
            change = f"from {key_words(old)} to {key_words(new)}"
            yield unwritten(locations.of(old.column), f"{label} changes {change}")
        if old.name != new.name:
            change = f"its name from `{old.name}` to `{new.name}`"
            yield unwritten(locations.of(old.column), f"{label} changes {change}")


def _named(
    before: Iterable[_Part],
    after: Iterable[_Part],
    word: str,
    words: Callable[[_Part], str],
    model: Model,
    locations: Places,
) -> Iterator[Problem]:
    """Indexes or checks that go, change, or change their name."""
    wanted = {part.name: part for part in after}
    standing = {part.name: part for part in before}
    new_names = {words(part): name for name, part in wanted.items() if name not in standing}
    for old in standing.values():
        new = wanted.get(old.name)
        if new == old:
            continue
        label = f"{word} `{old.name}` of table `{model.table.name}`, {words(old)},"
        columns = new.columns if isinstance(new, Index) else ()
        if new is None and words(old) in new_names:
            new_name = new_names[words(old)]
            yield unwritten(locations.model, f"{label} changes its name to `{new_name}`")
        elif new is None:
            yield unwritten(locations.model, f"{label} goes")
        elif words(new) != words(old):
            yield unwritten(locations.of(*columns), f"{label} changes to {words(new)}")


def _expression(check: Check) -> str:
    return check.expression
