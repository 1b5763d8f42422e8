"""What templates of one's own read of an attribute under `attribute.sequelize`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from scaffold.database.tables import Attribute, Database, Model
from scaffold.targets.sequelize.associations import Models
from scaffold.targets.sequelize.columns import NO_TABLE, Definition
from scaffold.targets.sequelize.layout import Expr, print_expr
from scaffold.targets.sequelize.types import in_model, type_expr
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class SequelizeAttributeView:
    """An attribute as Sequelize's models have it."""

    type: Annotated[str, "the type: `DataTypes.STRING(120)`"]
    definition: Annotated[str, "the definition in `init`: `{ type: …, allowNull: false }`"]


def attribute_views(database: Database) -> Callable[[Model, Attribute], SequelizeAttributeView]:
    """Return what makes the view of an attribute of this database."""
    names, models = in_model(database.dialects), Models(database)

    def view(model: Model, attribute: Attribute) -> SequelizeAttributeView:
        column, table = attribute.column, model.table
        key = models.bound(model).get(column.name)
        definition = Definition(
            attribute.name,
            column,
            primary=column.name in table.primary_key,
            unique=next((each.name for each in table.uniques if each.column == column.name), None),
            foreign_key=key,
            table=table.name if key else NO_TABLE,
            field=models.field(attribute.name, column.name),
        )
        return SequelizeAttributeView(
            _one_line(type_expr(column.type, names)), _one_line(definition.expr(names))
        )

    return view


def _one_line(expr: Expr) -> str:
    return expr.flat() or print_expr(expr)
