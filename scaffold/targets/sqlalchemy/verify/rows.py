"""The models of SQLAlchemy as the check `rows` uses them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scaffold.database.tables import Association, Database, Model
from scaffold.targets.sqlalchemy.names import ModelNames, PythonNames
from scaffold.verify.rows.association_trials import Limits
from scaffold.verify.rows.row_check import RowFault, fault_from
from scaffold.verify.rows.trial_types import AssociationTrial, NotTriedError, RowTrial
from scaffold.verify.worker_session import Session

# Operations that a relationship does not have.
_NO_METHODS: Limits = {"has": "", "count": ""}
# A relationship through a class of its own is read-only.
_VIEW_ONLY: Limits = {
    "has": "",
    "count": "",
    "set": "",
    "clear": "",
    "add": "",
    "remove": "",
    "create": "",
}


class PythonTool:
    """The models of `package`, on the scratch database `name`, in the Python process."""

    def __init__(self, session: Session, name: str, package: str, database: Database) -> None:
        self._session = session
        self._name = name
        self._package = package
        self._database = database
        self._names = PythonNames(database)

    def aliases(self) -> Mapping[str, tuple[str, ...]]:
        names = {model.name: _data(self._names[model.name]) for model in self._database.models}
        request = {"name": self._name, "package": self._package, "names": names}
        found = self._session.ask("models", **request)
        return {model: tuple(aliases) for model, aliases in found.items()}

    def limits(self, association: Association) -> Limits:
        for model in (association.source, association.target):
            if self._names[model].table:
                raise NotTriedError(f"{model} has no primary key, so it has no class in Python")
        through = association.through
        if through is not None and not self._names[through].pure:
            return _VIEW_ONLY
        return _NO_METHODS

    def row_limits(self, model: Model) -> Mapping[str, str]:
        return {}

    def try_row(self, trial: RowTrial) -> RowFault | None:
        return fault_from(self._session.ask("trial", work="row", trial=trial.data()))

    def try_association(self, trial: AssociationTrial) -> RowFault | None:
        return fault_from(self._session.ask("trial", work="association", trial=trial.data()))

    def try_include(self, model: str, alias: str) -> RowFault | None:
        trial = {"model": model, "alias": alias}
        return fault_from(self._session.ask("trial", work="include", trial=trial))


def _data(names: ModelNames) -> dict[str, Any]:
    """Return the Python names of the model and its members; a table's columns keep theirs."""
    columns = {each.name: each.column.name for each in names.model.attributes}
    return {
        "module": names.module,
        "class": None if names.table else names.class_name,
        "table": names.variable if names.table else None,
        "members": columns if names.table else names.members,
    }
