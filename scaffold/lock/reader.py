"""From the lock's lines to its values: every line strictly, every fault with its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from scaffold.database import validation
from scaffold.database.facts import AssociationFacts, Facts, ModelFacts, name_order
from scaffold.database.tables import Column, ForeignKey, Table, TableName
from scaffold.errors import Problem, SchemaError, SourceLocation
from scaffold.lock import codec
from scaffold.lock.lines import BACK, Lines, OperationLine
from scaffold.lock.state import Lock, Recorded, canonical, in_order
from scaffold.migrations import check_slug, is_kind
from scaffold.naming.timestamps import parse_timestamp

_CHOOSE = "Keep the line that the migrations on disk agree with."
_TARGET = re.compile(r"[a-z][a-z0-9_]{0,99}")
_Head = tuple[str, str, str]


class LockReader:
    """Reads one lock; lines may stand in any order, and twice where they say the same."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._problems: list[Problem] = []
        self._said: dict[object, tuple[object, int]] = {}
        self._rests_on: dict[tuple[str, str | TableName | _Head], int] = {}
        self._tables: dict[TableName, Table] = {}
        self._columns: dict[TableName, list[tuple[int, str, Column]]] = {}
        self._parts: dict[tuple[str, TableName], list[Any]] = {}
        self._models: dict[str, TableName] = {}
        self._attributes: dict[str, list[tuple[str, str]]] = {}
        self._associations: dict[str, list[AssociationFacts]] = {}
        self._migrations: dict[_Head, Recorded] = {}
        self._operations: dict[_Head, dict[int, str]] = {}

    def read(self, lines: Lines) -> Lock:
        """The lock; SchemaError with all that is wrong."""
        kinds = self._kinds()
        for number, fact in lines.facts:
            try:
                kind = fact[0] if type(fact) is list and fact else None
                if type(kind) is not str or kind not in kinds:
                    raise ValueError("it is no fact that this release knows")
                kinds[kind](fact, number)
            except ValueError as error:
                self._report(number, f"this line cannot be read: {error}")
            except RecursionError:
                self._report(number, "this line cannot be read: it is nested too deeply")
        for operation in lines.operations:
            self._operation(operation)
        self._check_whole()
        if self._problems:
            raise SchemaError(sorted(self._problems, key=lambda each: each.where or ()))
        return Lock(Facts(self._whole_tables(), self._whole_models()), self._whole_targets())

    def _kinds(self) -> dict[str, Callable[[list[Any], int], None]]:
        return {
            **dict.fromkeys(codec.TABLE_PARTS, self._part),
            "table": self._table,
            "column": self._column,
            "model": self._model,
            "attribute": self._attribute,
            "association": self._association,
            "migration": self._migration,
        }

    def _table(self, fact: list[Any], number: int) -> None:
        (written,) = _sized(fact, 1)
        table = codec.TABLE_ITSELF.read(written)
        if self._new(("table", table.name), table, number):
            self._tables[table.name] = table

    def _column(self, fact: list[Any], number: int) -> None:
        of, written, position = _sized(fact, 3)
        name, column = codec.read_name(of), codec.COLUMN.read(written)
        at = codec.NUMBER[1](position)
        if self._new(("column", name, column.name), (at, column), number):
            self._columns.setdefault(name, []).append((at, column.name, column))
            self._rests_on.setdefault(("table", name), number)

    def _part(self, fact: list[Any], number: int) -> None:
        of, written = _sized(fact, 2)
        name, part = codec.read_name(of), codec.TABLE_PARTS[fact[0]][1].read(written)
        if self._new((fact[0], name, part.name), part, number):
            self._parts.setdefault((fact[0], name), []).append(part)
            self._rests_on.setdefault(("table", name), number)

    def _model(self, fact: list[Any], number: int) -> None:
        name, table = _named(_sized(fact, 2)[0]), codec.read_name(fact[2])
        if self._new(("model", name), table, number):
            self._models[name] = table
            self._rests_on.setdefault(("table", table), number)

    def _attribute(self, fact: list[Any], number: int) -> None:
        model, name, column = map(codec.read_text, _sized(fact, 3))
        validation.check_model_name(model)
        validation.check_model_name(name)
        validation.check_name(column)
        if self._new(("attribute", model, name), column, number):
            self._attributes.setdefault(model, []).append((name, column))
            self._rests_on.setdefault(("model", model), number)

    def _association(self, fact: list[Any], number: int) -> None:
        model, written = _named(_sized(fact, 2)[0]), fact[2]
        association = codec.ASSOCIATION.read(written)
        if self._new(("association", model, association.alias), association, number):
            self._associations.setdefault(model, []).append(association)
            self._rests_on.setdefault(("model", model), number)

    def _migration(self, fact: list[Any], number: int) -> None:
        *words, dialects = _sized(fact, 6)
        target, slug, version, kind, run = map(codec.read_text, words)
        parse_timestamp(version)
        parse_timestamp(run)
        if not is_kind(kind):
            raise ValueError(f"{kind} is no kind of migration")
        check_slug(slug)
        if not _TARGET.fullmatch(target):
            raise ValueError(f"{target[:40]!r} is no name of a target")
        head = target, slug, version
        recorded = Recorded(run, version, slug, kind, codec.TEXTS[1](dialects))
        validation.check_dialect_names(recorded.dialects)
        if self._new(("migration", head), recorded, number):
            self._migrations[head] = recorded
            self._rests_on.setdefault(("operation", head), number)

    def _operation(self, line: OperationLine) -> None:
        head = line.migration
        if self._new(("operation", head, line.position), line.text, line.number):
            self._operations.setdefault(head, {})[line.position] = line.text
            self._rests_on.setdefault(("migration", head), line.number)

    def _new(self, key: object, value: object, number: int) -> bool:
        """Whether this is said for the first time; a problem where it was said otherwise."""
        said, before = self._said.setdefault(key, (value, number))
        if said != value:
            self._report(number, f"this line contradicts line {before}", _CHOOSE)
        return before == number

    def _check_whole(self) -> None:
        known: dict[str, Any] = {
            "table": self._tables,
            "model": self._models,
            "migration": self._migrations,
            "operation": self._operations,
        }
        for (kind, name), number in self._rests_on.items():
            if name not in known[kind]:
                label = name if isinstance(name, str | TableName) else f"{name[2]}-{name[1]}"
                self._report(
                    number, f"this line rests on a {kind} line of `{label}`, and none is there"
                )
        self._check_columns()
        for head, operations in self._operations.items():
            if max(operations) != len(operations) or min(operations) != 1:
                number = self._rests_on["migration", head]
                self._report(number, f"an operation of `{head[2]}-{head[1]}` is missing")

    def _check_columns(self) -> None:
        """That every column which a line names is a column of its table."""
        known = {
            name: {column.name for _, _, column in columns}
            for name, columns in self._columns.items()
        }

        def require(table: TableName, columns: Iterable[str], line: object) -> None:
            for column in columns:
                if column not in known.get(table, ()):
                    message = f"this line names the column `{column}`, and `{table}` has none"
                    self._report(self._said[line][1], message)

        for table in self._tables.values():
            require(table.name, table.primary_key, ("table", table.name))
        for (kind, name), parts in self._parts.items():
            for part in parts:
                require(name, validation.columns_of(part), (kind, name, part.name))
                if isinstance(part, ForeignKey):
                    require(part.table, (part.key,), (kind, name, part.name))
        for model, attributes in self._attributes.items():
            for attribute, column in attributes:
                if model in self._models:
                    require(self._models[model], (column,), ("attribute", model, attribute))
        for model, ends in self._associations.items():
            for end in ends:
                require(end.table, (end.column,), ("association", model, end.alias))

    def _whole_tables(self) -> tuple[Table, ...]:
        whole = []
        for name, table in self._tables.items():
            columns = sorted(self._columns.get(name, ()), key=lambda each: each[:2])
            parts: dict[str, Any] = {
                field: tuple(self._parts.get((kind, name), ()))
                for kind, (field, _) in codec.TABLE_PARTS.items()
            }
            columns_alone = tuple(column for _, _, column in columns)
            whole.append(canonical(replace(table, columns=columns_alone, **parts)))
        return tuple(sorted(whole, key=lambda table: name_order(table.name)))

    def _whole_models(self) -> tuple[ModelFacts, ...]:
        models = []
        for name, table in sorted(self._models.items()):
            attributes = self._attributes.get(name, [])
            claimed = {column for _, column in attributes}
            columns = [column for _, column, _ in self._columns.get(table, ())]
            attributes += [(column, column) for column in columns if column not in claimed]
            sides = sorted(self._associations.get(name, ()), key=lambda each: each.alias)
            models.append(ModelFacts(name, table, tuple(sorted(attributes)), tuple(sides)))
        return tuple(models)

    def _whole_targets(self) -> dict[str, tuple[Recorded, ...]]:
        targets: dict[str, list[Recorded]] = {}
        for head, recorded in sorted(self._migrations.items()):
            operations = self._operations[head]
            ordered = tuple(operations[at] for at in sorted(operations))
            targets.setdefault(head[0], []).append(replace(recorded, operations=ordered))
        return {name: in_order(recorded) for name, recorded in targets.items()}

    def _report(self, number: int, message: str, hint: str = BACK) -> None:
        self._problems.append(Problem(SourceLocation(self._file, number, 1), message, hint))


def _named(written: Any) -> str:
    name = codec.read_text(written)
    validation.check_model_name(name)
    return name


def _sized(fact: list[Any], size: int) -> list[Any]:
    if len(fact) != size + 1:
        raise ValueError(f"a {fact[0]} has {size} parts, and this has {len(fact) - 1}")
    return fact[1:]
