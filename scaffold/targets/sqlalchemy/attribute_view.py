"""What templates of one's own read of an attribute under `attribute.sqlalchemy`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from scaffold.database.tables import Attribute, Database, Model
from scaffold.targets.protocol import Artifact
from scaffold.targets.sqlalchemy.columns import Columns, ColumnView
from scaffold.targets.sqlalchemy.import_collector import ImportCollector
from scaffold.targets.sqlalchemy.literals import python
from scaffold.targets.sqlalchemy.names import PythonNames
from scaffold.templating.renderer import Renderer
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class SqlalchemyAttributeView:
    """An attribute as the SQLAlchemy models have it."""

    column: Annotated[str, "the statement in the class: `name: Mapped[str] = mapped_column(…)`"]


@dataclass(frozen=True, slots=True)
class _Columns:
    """What the block `attributes` of a model's template reads of its view."""

    columns: tuple[ColumnView, ...]


def attribute_views(database: Database) -> Callable[[Model, Attribute], SqlalchemyAttributeView]:
    """Return what makes the view of an attribute of this database."""
    names = PythonNames(database)
    renderer = Renderer({"py": python})

    def view(model: Model, attribute: Attribute) -> SqlalchemyAttributeView:
        imports = ImportCollector()
        columns = Columns(names[model.name], imports, database.dialects)
        seen = _Columns((columns.mapped(attribute),))
        module = Artifact("model.py", "sqlalchemy/model.jinja", seen, "model")
        text = renderer.render_block(module, "attributes", names=imports.local_names())
        return SqlalchemyAttributeView(text.strip())

    return view
