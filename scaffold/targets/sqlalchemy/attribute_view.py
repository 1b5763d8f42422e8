"""What templates of one's own read of an attribute under `attribute.sqlalchemy`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from scaffold.database.tables import Attribute, Database, Model
from scaffold.targets.sqlalchemy.columns import Columns
from scaffold.targets.sqlalchemy.import_collector import ImportCollector
from scaffold.targets.sqlalchemy.names import PythonNames
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class SqlalchemyAttributeView:
    """An attribute as the SQLAlchemy models have it."""

    column: Annotated[str, "the statement in the class: `name: Mapped[str] = mapped_column(…)`"]


def attribute_views(database: Database) -> Callable[[Model, Attribute], SqlalchemyAttributeView]:
    """Return what makes the view of an attribute of this database."""
    names = PythonNames(database)

    def view(model: Model, attribute: Attribute) -> SqlalchemyAttributeView:
        columns = Columns(names[model.name], ImportCollector(), database.dialects)
        return SqlalchemyAttributeView(columns.mapped(attribute))

    return view
