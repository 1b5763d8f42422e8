"""What only a person can decide about a change, with each answer as a text to paste."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from scaffold.changes.conversions import conversion, is_enum_change
from scaffold.changes.decisions import Decisions, keeps_name
from scaffold.changes.field_changes import NewNames, OldNames
from scaffold.changes.identity_pairing import ColumnName
from scaffold.changes.losses import Loss, losses
from scaffold.changes.schedule import Scheduled
from scaffold.changes.snapshot import Snapshot
from scaffold.changes.table_changes import TableComparison, TablePair
from scaffold.database.alterations import AlterColumn
from scaffold.database.operations import DropColumn, DropTable, Operation
from scaffold.database.tables import Column, Database, Table, TableName
from scaffold.errors import SourceLocation
from scaffold.schema.data_types import DataType
from scaffold.schema.model import DeclaredAttribute
from scaffold.values import dataclass

_BARE = re.compile(r"[^\s,()\"']+")

QuestionKind = Literal["rename", "drop", "loss", "fill"]


@dataclass(frozen=True, slots=True)
class QuestionEdit:
    """A term to add to a field, or a setting to add to a model (`field` is None)."""

    model: str
    field: str | None
    text: str


@dataclass(frozen=True, slots=True)
class QuestionChoice:
    """One answer: an edit of the schema, or an option of `scaffold generate`."""

    label: str
    edit: QuestionEdit | None = None
    option: tuple[str, str] | None = None

    @property
    def paste(self) -> str:
        """The answer as a text to paste, into the schema or the command line."""
        if self.option is not None:
            return " ".join(self.option)
        if self.edit is None:
            return ""
        model, field = self.edit.model, self.edit.field
        subject = model if field is None else f"{model}.{field}"
        return f"{subject}: {self.edit.text}"


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """An open decision about `name`, a model or `Model.field`."""

    kind: QuestionKind
    name: str
    where: SourceLocation | None
    message: str
    choices: tuple[QuestionChoice, ...]


class Questions:
    """Finds the decisions that are open."""

    def __init__(
        self,
        before: Snapshot,
        after: Database,
        comparison: TableComparison,
        decisions: Decisions,
        new: NewNames,
        replaced: Mapping[ColumnName, ColumnName],
    ) -> None:
        tables = {pair.new.name: pair.new for pair in comparison.pairs}
        # Generated columns that became plain, and plain ones that became generated.
        self._replaced = {
            old: column
            for old, (table, name) in replaced.items()
            if table in tables and (column := tables[table].column(name))
        }
        self._old = OldNames(before.models)
        self._new = new
        self._after = after
        self._comparison = comparison
        self._decisions = decisions
        self._by_old = {pair.old.name: pair for pair in comparison.pairs}
        self._by_new = {pair.new.name: pair for pair in comparison.pairs}
        # The new names of models whose tables stay.
        self._models = {pair.known.name: pair.model.name for pair in comparison.pairs}

    def of_losses(self, scheduled: Iterable[Scheduled]) -> Iterator[OpenQuestion]:
        """Yield a question for each loss that is not accepted, one for each model or field."""
        asked: set[str] = set()
        plain = {old for old, new in self._replaced.items() if new.generated is None}
        for each, lost in losses(scheduled, plain):
            names = self._names(each, lost)
            accepts = self._decisions.drops if each.dropped else self._decisions.accepts
            if any(map(accepts, names)) or names[0] in asked:
                continue
            asked.add(names[0])
            match each.operation:
                case DropTable() as operation:
                    yield self._dropped_table(names, operation)
                case DropColumn() as operation:
                    yield self._dropped_column(names, operation, each.tables[0])
                case operation:
                    yield self._altered(names, operation, lost)

    def _names(self, each: Scheduled, lost: Loss) -> tuple[str, ...]:
        """The names of what loses rows or values, the one to show first."""
        if each.dropped is not None:
            table, column = each.dropped
            if column is None:
                return self._old.of_table(table)
            return tuple(sorted(self._old.of_column(table, column), key=self._is_declared))
        pair = self._by_new.get(lost.table)
        if pair is None or lost.column is None:
            return (str(lost.table),)
        old = pair.columns.get(lost.column)
        names = self._new.of_column(pair.new.name, lost.column)
        return (*names, *(self._old.of_column(pair.old.name, old) if old else ()))

    def _is_declared(self, old: str) -> bool:
        """Whether a field of that name is there still, stored elsewhere."""
        written = self._new.written_model(self._models.get(_model(old), ""))
        return written is not None and _field(old) in {each.name for each in written.fields}

    def _dropped_table(self, names: tuple[str, ...], operation: DropTable) -> OpenQuestion:
        name, table = names[0], operation.table
        candidates = [
            model
            for model in self._comparison.created
            if self._new.written_model(model.name) is not None and _alike(table, model.table)
        ]
        choices = [
            QuestionChoice(
                f"rename {names[-1]} to {model.name}",
                edit=QuestionEdit(model.name, None, f"$was: {names[-1]}"),
            )
            for model in candidates
            if table.join is None
        ]
        choices.append(
            QuestionChoice(f"drop table {table.name} and its rows", option=("--drop", name))
        )
        message = f"{name} was removed. Dropping table {table.name} deletes its rows"
        kind: QuestionKind = "rename" if len(choices) > 1 else "drop"
        locations = {model.name: model.location for model in self._after.models}
        likely = [name.partition(".")[0], *(model.name for model in candidates)]
        location = next((locations[each] for each in likely if each in locations), None)
        return OpenQuestion(kind, name, location, message, tuple(choices))

    def _dropped_column(
        self, names: tuple[str, ...], operation: DropColumn, table: TableName
    ) -> OpenQuestion:
        name, pair = names[0], self._by_old[table]
        choices = [
            QuestionChoice(
                f"rename {old} to {model}.{field}",
                edit=QuestionEdit(model, field, f"was({_field(old)})"),
            )
            for old, model, field in self._candidates(pair, operation.column, names)
        ]
        choices.append(QuestionChoice(f"drop {name} and its values", option=("--drop", name)))
        message = f"{name} was removed. Dropping its column from {table} deletes its values"
        again = self._replaced.get((table, operation.column.name))
        if again is not None:
            what = "becomes generated" if again.generated else "is generated no more"
            message = f"{name} {what}: its column is dropped from {table}, and added again"
        kind: QuestionKind = "rename" if len(choices) > 1 else "drop"
        return OpenQuestion(kind, name, pair.model.location, message, tuple(choices))

    def _candidates(
        self, pair: TablePair, column: Column, names: tuple[str, ...]
    ) -> Iterator[tuple[str, str, str]]:
        """Yield the new fields of the table that could be the removed one, renamed.

        Each is the old name, and the model and the name of the new field: both of one model.
        """
        for each in pair.new.columns:
            # No database makes a generated column of a plain one, or the reverse.
            if each.name in pair.columns or each.generated or column.generated:
                continue
            found = conversion(column.type, each.type)
            if found.loss or found.refused:
                continue
            for model, field in self._new.written(pair.new.name, each.name):
                old = next((name for name in names if self._may_be(name, model)), None)
                if old is not None:
                    yield old, model, field.name
                    break

    def _may_be(self, old: str, model: str) -> bool:
        """Whether a field of a model can say that it was `old`, which no other field is now."""
        written = self._new.written_model(model)
        return self._models.get(_model(old)) == model and not any(
            each.name == _field(old) and keeps_name(model, each, self._decisions.spent)
            for each in (written.fields if written else ())
        )

    def _altered(self, names: tuple[str, ...], operation: Operation, lost: Loss) -> OpenQuestion:
        name = names[0]
        location = self._new.location(lost.table, lost.column)
        if isinstance(operation, AlterColumn):
            message = f"{_alteration(name, operation)}: {lost.what.partition(': ')[2]}"
        else:
            message = f"{name} becomes one reference, which deletes {lost.what}"
        choices = []
        if isinstance(operation, AlterColumn) and (edit := self._map(lost, operation)):
            choices.append(edit)
        choices.append(QuestionChoice("make this change anyway", option=("--accept", name)))
        return OpenQuestion("loss", name, location, message, tuple(choices))

    def _map(self, lost: Loss, operation: AlterColumn) -> QuestionChoice | None:
        """A `map` for the removed values of an enum, each to the first that stays."""
        old, new = _innermost(operation.old.type), _innermost(operation.new.type)
        mapped = {value for value, _ in operation.values}
        gone = [value for value in old.values if value not in new.values and value not in mapped]
        written = self._new.written(lost.table, operation.new.name)
        attributes = [each for each in written if isinstance(each[1], DeclaredAttribute)]
        if new.name != "enum" or not gone or not attributes:
            return None
        fresh = [value for value in new.values if value not in old.values] or list(new.values)
        pairs = [
            f"{as_argument(value)}, {as_argument(fresh[min(at, len(fresh) - 1)])}"
            for at, value in enumerate(gone)
        ]
        model, field = attributes[0]
        text = f"map({', '.join(pairs)})"
        return QuestionChoice(
            f"give rows with {_listed(gone)} another value, for example",
            edit=QuestionEdit(model, field.name, text),
        )


def _alteration(name: str, operation: AlterColumn) -> str:
    """What changes, as a sentence that its loss can follow."""
    old, new = operation.old, operation.new
    if is_enum_change(old.type, new.type):
        return f"the values of {name} change"
    if old.type != new.type:
        return f"{name} changes from {old.type} to {new.type}"
    return f"{name} becomes required" if old.nullable else f"{name} changes"


def _listed(values: Iterable[str]) -> str:
    return ", ".join(f"`{value}`" for value in values)


def _innermost(data_type: DataType) -> DataType:
    while data_type.of is not None:
        data_type = data_type.of
    return data_type


def as_argument(value: str) -> str:
    """A value as an argument: bare where the grammar allows it."""
    bare = value != "null" and _BARE.fullmatch(value)
    return value if bare else json.dumps(value, ensure_ascii=False)


def _alike(old: Table, new: Table) -> bool:
    """Whether at least half of the columns of either table are in the other, by name and type."""
    one = {(column.name.casefold(), column.type) for column in old.columns}
    other = {(column.name.casefold(), column.type) for column in new.columns}
    return 2 * len(one & other) >= max(len(one), len(other))


def _model(name: str) -> str:
    return name.partition(".")[0]


def _field(name: str) -> str:
    return name.partition(".")[2]
