"""The models of Sequelize as the check of rows tries them, and what Sequelize itself does wrong."""

from __future__ import annotations

from collections.abc import Mapping

from scaffold.database.tables import Association, Database, Model
from scaffold.verify.rows.association_trials import Limits
from scaffold.verify.rows.run import Fault, fault
from scaffold.verify.rows.types import AssociationTrial, Operation, RowTrial
from scaffold.verify.session import Session

# Measured on sequelize 6.37.8; the file that decides it is in lib/associations or lib/model.js.
NO_KEY = "Sequelize saves no row of a model without a primary key"
KEY_STAYS = "Sequelize changes no primary key of a row that exists"
FIRST_COLUMN = (
    "Sequelize finds rows by the first column of a composite primary key, and takes others too"
)
HAS_BY_KEY = "Sequelize's has… looks for the key by its column, and finds none"


class NodeTool:
    """The models in `folder`, on the scratch database `name`, in the node process."""

    def __init__(self, session: Session, name: str, folder: str, database: Database) -> None:
        self._session = session
        self._name = name
        self._folder = folder
        self._database = database

    def aliases(self) -> Mapping[str, tuple[str, ...]]:
        found = self._session.ask("models", name=self._name, folder=self._folder)
        return {model: tuple(names) for model, names in found.items()}

    def limits(self, association: Association) -> Limits:
        return limits(association, self._database)

    def try_row(self, trial: RowTrial) -> Fault | None:
        return fault(self._session.ask("row", name=self._name, **trial.data()))

    def try_association(self, trial: AssociationTrial) -> Fault | None:
        return fault(self._session.ask("association", name=self._name, **trial.data()))

    def try_include(self, model: str, alias: str) -> Fault | None:
        return fault(self._session.ask("include", name=self._name, model=model, alias=alias))


def limits(association: Association, database: Database) -> Limits:
    """What the accessors of an association cannot do, or do wrongly, and why."""
    source, target = database.model(association.source), database.model(association.target)
    key = association.foreign_key
    match association.kind:
        case "belongsTo" if not source.table.primary_key:
            return dict.fromkeys(_OF_ONE, NO_KEY)
        case "belongsTo" if _is_primary(source, key):
            return dict.fromkeys(_OF_ONE, KEY_STAYS)
        case "hasOne" if not target.table.primary_key:
            return dict.fromkeys(_OF_ONE[:2], NO_KEY)
        case "hasOne" if _is_primary(target, key):
            return dict.fromkeys(_OF_ONE[:2], KEY_STAYS)
        case "hasMany" if not target.table.primary_key:
            return dict.fromkeys(_OF_MANY, NO_KEY)
        case "hasMany" if len(target.table.primary_key) > 1:
            return dict.fromkeys(_OF_MANY[:4], FIRST_COLUMN)
        case "belongsToMany" if not _is_own_column(target, association.target_key):
            return {"has": HAS_BY_KEY}
    return {}


_OF_ONE: tuple[Operation, ...] = ("set", "clear", "create")
_OF_MANY: tuple[Operation, ...] = ("set", "clear", "add", "remove", "has", "count")


def _is_primary(model: Model, attribute: str) -> bool:
    return model.attribute(attribute).column.name in model.table.primary_key


def _is_own_column(model: Model, attribute: str) -> bool:
    """Whether it is of the primary key, and its column is called as it is."""
    return _is_primary(model, attribute) and model.attribute(attribute).column.name == attribute
