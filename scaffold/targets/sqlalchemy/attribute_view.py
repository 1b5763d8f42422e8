"""What templates of one's own read of an attribute under `attribute.sqlalchemy`."""

from __future__ import annotations

from typing import Annotated

from scaffold.database.tables import Association, Attribute, Database, Model
from scaffold.targets.protocol import AddedViews, Artifact
from scaffold.targets.sqlalchemy.columns import Columns, ColumnView
from scaffold.targets.sqlalchemy.declared_schema import DeclaredSchema
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


def added_views(database: Database) -> AddedViews:
    """Return what makes the view of an attribute of this database."""
    names = PythonNames(database)
    renderer = Renderer({"py": python})
    schema = DeclaredSchema(database)

    def view(model: Model, part: Attribute | Association | None) -> SqlalchemyAttributeView:
        if not isinstance(part, Attribute):
            raise AttributeError("sqlalchemy")
        imports = ImportCollector()
        columns = Columns(names[model.name], imports, database.dialects, schema)
        seen = _Columns((columns.mapped(part),))
        module = Artifact("model.py", "sqlalchemy/model.jinja", seen, "model")
        text = renderer.render_block(module, "attributes", names=imports.local_names())
        return SqlalchemyAttributeView(text.strip())

    return view
