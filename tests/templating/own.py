"""A schema's view, and templates of one's own from their texts."""

from __future__ import annotations

from collections.abc import Mapping

from jinja2 import DictLoader

from scaffold.errors import Problem
from scaffold.project.outputs.target_members import target_members
from scaffold.schema.template_data import NO_DATA, SchemaData
from scaffold.targets import TARGETS
from scaffold.templating.contract.reflection import members, view_type
from scaffold.templating.contract.schema_view import schema_view
from scaffold.templating.contract.views import (
    AssociationView,
    ModelView,
    SchemaView,
)
from scaffold.templating.rendering import render
from scaffold.templating.sandbox import Sandbox
from scaffold.templating.static_check import StaticCheck
from tests.database.resolving import resolved

SHOP = """
Customer:
  name: string(120) required
  email: string unique comment("to write to")
  orders: hasMany(Order)
Order:
  total: decimal(10, 2) default(0)
  status: enum(pending, paid) default(pending) index
  paid: boolean required
  customer: belongsTo(Customer)
  items: belongsToMany(Product) through(OrderItems)
Product:
  code: string primary
  orders: belongsToMany(Order) through(OrderItems)
"""
ROOTS = {
    "schema": view_type(SchemaView),
    "model": view_type(ModelView),
    "association": view_type(AssociationView),
}


def view_of(models: str = SHOP, data: SchemaData = NO_DATA, options: str = "") -> SchemaView:
    """The view of a schema's models."""
    database = resolved(models, options)
    views = {name: target.added_views(database) for name, target in TARGETS.items()}
    return schema_view(database, data, views)


def model_of(schema: SchemaView, name: str) -> ModelView:
    return next(model for model in schema.models if model.name == name)


def rendered(text: str, **values: object) -> str:
    """The text of a template; AssertionError where something is wrong with it."""
    result, problem = attempt(text, **values)
    assert problem is None, problem
    return result


def attempt(text: str, **values: object) -> tuple[str, Problem | None]:
    """The text of a template, or what is wrong with it."""
    return render(Sandbox(DictLoader({"a.jinja": text}), {}), "a.jinja", values)


def checked(
    templates: Mapping[str, str] | str, name: str = "a.jinja", ours: frozenset[str] = frozenset()
) -> list[str]:
    """What the static check says of a template, each as `line: message`."""
    texts = {"a.jinja": templates} if isinstance(templates, str) else templates
    sandbox = Sandbox(DictLoader(dict(texts)), {})
    check = StaticCheck(sandbox, texts.get, ours.__contains__, texts, target_members())
    check.check(name, ROOTS)
    return [f"{each.where and each.where.line}: {each.message}" for each in check.problems]


__all__ = ["attempt", "checked", "members", "model_of", "rendered", "view_of"]
