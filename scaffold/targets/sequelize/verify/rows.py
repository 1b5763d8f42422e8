"""The models of Sequelize as the check `rows` uses them."""

from __future__ import annotations

from collections.abc import Mapping

from scaffold.database.tables import Association, Database, Model
from scaffold.targets.sequelize.flavours import Modules
from scaffold.targets.sequelize.verify.row_limits import association_limits, row_limits
from scaffold.verify.rows.association_trials import Limits
from scaffold.verify.rows.row_check import RowFault, fault_from
from scaffold.verify.rows.trial_types import AssociationTrial, RowTrial
from scaffold.verify.worker_session import Session


class NodeTool:
    """The models in `folder`, on the scratch database `name`, in the node process."""

    def __init__(
        self,
        session: Session,
        name: str,
        folder: str,
        modules: Modules,
        database: Database,
        dialect: str,
    ) -> None:
        self._session = session
        self._name = name
        self._folder = folder
        self._modules = modules
        self._database = database
        self._dialect = dialect

    def aliases(self) -> Mapping[str, tuple[str, ...]]:
        found = self._session.ask(
            "models", name=self._name, folder=self._folder, modules=self._modules
        )
        return {model: tuple(names) for model, names in found.items()}

    def row_limits(self, model: Model) -> Mapping[str, str]:
        return row_limits(model, self._dialect)

    def limits(self, association: Association) -> Limits:
        return association_limits(association, self._database, self._dialect)

    def try_row(self, trial: RowTrial) -> RowFault | None:
        return fault_from(self._session.ask("row", name=self._name, **trial.data()))

    def try_association(self, trial: AssociationTrial) -> RowFault | None:
        return fault_from(self._session.ask("association", name=self._name, **trial.data()))

    def try_include(self, model: str, alias: str) -> RowFault | None:
        return fault_from(self._session.ask("include", name=self._name, model=model, alias=alias))
