"""Names that a target does not accept, found by asking the targets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scaffold.database.tables import Attribute, Column, Database, Model, Table, TableName
from scaffold.errors import SourceLocation
from scaffold.schema.data_types import DataType
from scaffold.targets import TARGETS

_INTEGER = DataType("integer")
# Classes of JavaScript and of the frameworks that code beside a model uses.
_CLASSES = frozenset(
    {
        *("Array", "Boolean", "Date", "Error", "Function", "Map", "Model", "Number", "Object"),
        *("Op", "Promise", "RegExp", "Set", "String", "Symbol", "Base", "Enum", "Index"),
    }
)


def reserved_attributes(names: Iterable[str], targets: Sequence[str]) -> frozenset[str]:
    """Return the names that no attribute or association can have in one of the targets."""
    tried = tuple(dict.fromkeys(names))
    attributes = tuple(
        Attribute(name, Column(name, _INTEGER), location=SourceLocation("", number, 0))
        for number, name in enumerate(tried)
    )
    table = Table(TableName("Probes"), primary_key=("probe_key",))
    probe = Model("Probe", "Probes", table, attributes)
    return _reported(Database((probe,), ("sqlite",)), tried, targets)


def reserved_models(names: Iterable[str], targets: Sequence[str]) -> frozenset[str]:
    """Return the names that no model can have in one of the targets."""
    tried = tuple(dict.fromkeys(names))
    models = tuple(
        Model(
            name,
            f"{name}Probes",
            Table(TableName(f"{name}Probes"), primary_key=("id",)),
            (Attribute("id", Column("id", _INTEGER), "id"),),
            location=SourceLocation("", number, 0),
        )
        for number, name in enumerate(tried)
    )
    reported = _reported(Database(models, ("sqlite",)), tried, targets)
    return reported | (_CLASSES & set(tried))


def _reported(database: Database, names: Sequence[str], targets: Sequence[str]) -> frozenset[str]:
    return frozenset(
        names[problem.where.line]
        for target in targets
        for problem in TARGETS[target].problems(database)
        if problem.where is not None
    )
