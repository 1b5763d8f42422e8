"""The check `rows`: write a row of every model and run the steps of every association."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from scaffold.database.tables import Association, Database, Model
from scaffold.values import dataclass
from scaffold.verify.rows.association_trials import Limits, association_trial
from scaffold.verify.rows.checks import satisfying_forms
from scaffold.verify.rows.known_rows import KnownRows
from scaffold.verify.rows.row_trials import choices, row_trial
from scaffold.verify.rows.trial_types import (
    AssociationTrial,
    NotTriedError,
    Operation,
    RowTrial,
)
from scaffold.verify.rows.value_forms import Forms
from scaffold.verify.verifier import CheckResult

NAME = "rows"
NO_NULL = "its foreign key cannot be null"
# The operations of an association besides `get`; setting null is not a separate accessor.
_OPERATIONS: Mapping[str, tuple[Operation, ...]] = {
    "belongsTo": ("set", "create", "include"),
    "hasOne": ("set", "create", "include"),
    "hasMany": ("set", "add", "remove", "has", "count", "create", "include"),
    "belongsToMany": ("set", "add", "remove", "has", "count", "create", "include"),
}
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class RowFault:
    """Why a trial failed: `what` was done, and the result.

    kind: check (a CHECK refused a row), null (a column is NOT NULL), own (code of the project
    refused it, such as a validator), broken (anything else).
    column: the NOT NULL column, of the table or model `owner` if it is known.
    written: a row was written before.
    """

    kind: str
    what: str
    message: str
    sql: str | None = None
    owner: str | None = None
    column: str | None = None
    written: bool = False

    def __str__(self) -> str:
        sql = f"\n{self.sql}" if self.sql else ""
        return f"{self.what}: {self.message}{sql}"


class Tool(Protocol):
    """A target's models, on the database that its migrations made."""

    def aliases(self) -> Mapping[str, tuple[str, ...]]:
        """Return the existing models and their aliases, by the schema's names."""

    def limits(self, association: Association) -> Limits:
        """Return the operations that this framework lacks or does wrong, and why.

        An empty reason is not reported. NotTriedError if it has no such association.
        """

    def row_limits(self, model: Model) -> Mapping[str, str]:
        """Return why a row is not changed (`update`). NotTriedError if it cannot be read at all."""

    def try_row(self, trial: RowTrial) -> RowFault | None: ...
    def try_association(self, trial: AssociationTrial) -> RowFault | None: ...
    def try_include(self, model: str, alias: str) -> RowFault | None: ...


class RowCheck:
    """The check `rows`; `untried` returns what was left out, a sentence each."""

    def __init__(self, database: Database, dialect: str, tool: Tool) -> None:
        self._database = database
        self._tool = tool
        self._known = KnownRows(database, dialect)
        self._forms: dict[str, Forms] = {}
        # Models of which no row could be written.
        self._missing: set[str] = set()
        self._tried = 0
        self._broken: list[str] = []
        self._reasons: dict[str, list[str]] = {}

    def run(self) -> CheckResult:
        aliases = self._tool.aliases()
        models = list(self._ordered())
        for model in models:
            self._guess(model)
        for model in models:
            self._row(model, aliases)
        rows, self._tried = self._tried, 0
        associations = [each for model in self._database.models for each in model.associations]
        for association in associations:
            self._association(association, aliases)
        self._extra(aliases)
        counts = (
            f"{_of(rows, len(models), 'model')}, "
            f"{_of(self._tried, len(associations), 'association')}"
        )
        if self._broken:
            detail = "\n".join([f"{_count(len(self._broken), 'fault')} in {counts}", *self._broken])
            return CheckResult(NAME, "failed", detail)
        return CheckResult(NAME, "passed", f"{counts}: written and read")

    @property
    def untried(self) -> Iterator[str]:
        for reason, names in self._reasons.items():
            more = len(names) - _SHOWN
            listed = ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
            yield f"rows: not tried: {listed}: {reason}"

    def _guess(self, model: Model) -> None:
        """Choose the most likely way to satisfy a model's CHECKs, until its own trial."""
        try:
            self._forms[model.name] = next(self._satisfying_forms(model))
        except NotTriedError as error:
            self._missing.add(model.name)
            self._skip(model.name, str(error))

    def _satisfying_forms(self, model: Model) -> Iterator[Forms]:
        return satisfying_forms(model, choices(self._known, model))

    def _row(self, model: Model, aliases: Mapping[str, tuple[str, ...]]) -> None:
        if model.name in self._missing:
            return
        if model.name not in aliases:
            self._missing.add(model.name)
            self._broken.append(f"{model.name}: there is no model with this name")
            return
        try:
            limits = self._tool.row_limits(model)
            fault = self._first_fault(model, limits)
        except NotTriedError as error:
            self._missing.add(model.name)
            self._skip(model.name, str(error))
            return
        if fault is not None:
            if not fault.written:
                self._missing.add(model.name)
            self._judge(model.name, fault)
            return
        self._tried += 1
        for counts_of_rows, reason in limits.items():
            self._skip(f"{model.name} ({counts_of_rows})", reason)

    def _first_fault(self, model: Model, limits: Mapping[str, str]) -> RowFault | None:
        """Return the first fault once its CHECKs are satisfied; the forms that satisfy them are
        kept.
        """
        fault: RowFault | None = None
        for forms in self._satisfying_forms(model):
            self._forms[model.name] = forms
            trial = row_trial(self._known, self._forms, model, limits)
            self._require({row.model for row in trial.rows} - {model.name})
            fault = self._tool.try_row(trial)
            if fault is None or fault.kind != "check":
                break
        return fault

    def _association(
        self, association: Association, aliases: Mapping[str, tuple[str, ...]]
    ) -> None:
        if association.source not in aliases:
            return
        name = f"{association.source}.{association.alias}"
        try:
            limits = self._tool.limits(association)
            if association.alias not in aliases[association.source]:
                self._broken.append(f"{name}: the model has no association with this name")
                return
            trial = association_trial(self._known, self._forms, association, limits)
            ends = {association.source, association.target, association.holder}
            self._require({row.model for row in trial.rows} | ends)
        except NotTriedError as error:
            self._skip(name, str(error))
            return
        fault = self._tool.try_association(trial)
        if fault is not None:
            self._judge(name, fault)
            return
        self._tried += 1
        tried = {step.operation for step in trial.steps}
        left = [each for each in _OPERATIONS[association.kind] if each not in tried]
        for reason in dict.fromkeys(limits.get(operation, NO_NULL) for operation in left):
            words = [each for each in left if limits.get(each, NO_NULL) == reason]
            self._skip(f"{name} ({', '.join(words)})", reason)

    def _extra(self, aliases: Mapping[str, tuple[str, ...]]) -> None:
        """Try to include associations that a person wrote."""
        ours = {
            model.name: {each.alias for each in model.associations}
            for model in self._database.models
        }
        for model, names in aliases.items():
            for alias in names:
                if alias in ours.get(model, ()):
                    continue
                fault = self._tool.try_include(model, alias)
                if fault is not None:
                    self._broken.append(f"{model}.{alias}: {fault}")

    def _require(self, needed: set[str]) -> None:
        """Raise NotTriedError if a needed model has no row."""
        if lacking := sorted(needed & self._missing):
            raise NotTriedError(f"there is no row of {', '.join(lacking)}")

    def _judge(self, name: str, fault: RowFault) -> None:
        match fault.kind:
            case "check":
                self._skip(name, f"a CHECK refuses the rows that were tried ({fault.message})")
            case "own":
                self._skip(name, f"the project's own code refuses the rows ({fault.message})")
            case "null" if not self._is_known(fault):
                self._skip(name, f"{fault.column} is NOT NULL and is not in the schema")
            case _:
                self._tried += 1
                # The description of a model's trial names the model.
                self._broken.append(str(fault) if name in fault.what else f"{name}: {fault}")

    def _is_known(self, fault: RowFault) -> bool:
        """Return whether the schema has the attribute or column that cannot be null."""
        return any(
            fault.column in (attribute.name, attribute.column.name)
            for model in self._database.models
            if fault.owner in (None, model.name, model.table.name.name)
            for attribute in model.attributes
        )

    def _skip(self, name: str, reason: str) -> None:
        if reason:
            self._reasons.setdefault(reason, []).append(name)

    def _ordered(self) -> Iterator[Model]:
        """Yield the models, each after those that its rows must refer to, if possible."""
        seen: set[str] = set()
        for first in self._database.models:
            path = [(first, self._required(first))] if first.name not in seen else []
            seen.add(first.name)
            while path:
                model, rest = path[-1]
                following = next((each for each in rest if each.name not in seen), None)
                if following is None:
                    path.pop()
                    yield model
                else:
                    seen.add(following.name)
                    path.append((following, self._required(following)))

    def _required(self, model: Model) -> Iterator[Model]:
        """Yield the models that a row must refer to."""
        for key in model.table.foreign_keys:
            if not model.table.column(key.column).nullable:
                yield self._known.by_table[key.table]
        for composite in self._known.composites(model):
            if composite.is_required:
                yield composite.target


def fault_from(found: Mapping[str, Any] | None) -> RowFault | None:
    """Return the fault in the answer of a target's process to a trial, or None."""
    return None if found is None else RowFault(**found)


def _of(number: int, total: int, noun: str) -> str:
    return _count(total, noun) if number == total else f"{number} of {_count(total, noun)}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
