"""The names that templates of one's own see: version 1 is never less than this."""

from __future__ import annotations

from typing import Any

import pytest

from scaffold.project.outputs.target_members import target_members
from scaffold.schema.template_data import SchemaData
from scaffold.templating.contract.reflection import members
from scaffold.templating.contract.views import (
    AssociationView,
    AttributeView,
    ModelView,
    SchemaView,
)
from tests.templating.own import model_of, rendered, view_of

VERSION_1: dict[type, str] = {
    SchemaView: "models dialects enums",
    ModelView: "name plural table schema comment attributes associations primary_key id is_join "
    "timestamps deleted_at data indexes uniques checks file",
    AttributeView: "name column type length precision scale unsigned values element nullable "
    "primary unique indexed autoincrement comment origin default given required references data "
    "typescript python json_schema enum",
    AssociationView: "kind alias singular plural many source target through inverse foreign_key "
    "other_key required on_delete on_update scope constraints",
}


@pytest.mark.parametrize("view", VERSION_1, ids=lambda view: view.__name__)
def test_version_1_has_these_names_and_describes_each(view: type) -> None:
    found = members(view)
    assert set(VERSION_1[view].split()) <= set(found)
    assert all(member.description for member in found.values())


def test_targets_add_their_own_text_of_an_attribute() -> None:
    added = target_members()[AttributeView]
    shown = {
        f"{name}.{inner}"
        for name, member in added.items()
        if member.type.view
        for inner in members(member.type.view)
    }
    assert {"sequelize.type", "sequelize.definition", "sqlalchemy.column"} <= shown


def test_every_name_can_be_read() -> None:
    schema = view_of()
    views: list[Any] = [schema, *schema.models]
    views += (each for model in schema.models for each in model.attributes)
    views += (each for model in schema.models for each in model.associations)
    for view in views:
        for name in members(type(view)):
            getattr(view, name)


def test_attributes_of_a_model() -> None:
    order = model_of(view_of(), "Order")
    names = [str(each) for each in order.attributes]
    assert names == ["id", "total", "status", "paid", "createdAt", "updatedAt", "CustomerId"]
    by_name = {each.name: each for each in order.attributes}
    assert [each.name for each in order.attributes if each.given] == [
        *("total", "status", "paid", "CustomerId")
    ]
    assert [each.name for each in order.attributes if each.required] == ["paid"]
    assert str(by_name["CustomerId"].references) == "Customer"
    assert by_name["status"].values == ("pending", "paid")
    assert by_name["status"].indexed
    assert by_name["total"].default is not None
    assert (by_name["total"].precision, by_name["total"].default.value) == (10, 0)
    assert order.id is by_name["id"]
    assert order.timestamps == ("createdAt", "updatedAt")


def test_associations_know_both_ends() -> None:
    schema = view_of()
    customer = model_of(schema, "Customer").associations[0]
    items = next(each for each in model_of(schema, "Order").associations if each.many)
    assert (str(customer.target), str(customer.inverse)) == ("Order", "customer")
    assert customer.inverse is not None
    assert customer.inverse.source is customer.target
    assert items.through is not None
    assert items.through.is_join
    assert (items.foreign_key, items.other_key) == ("OrderId", "ProductId")


def test_types_in_each_language() -> None:
    template = (
        "{% for a in model.attributes if a.given %}{{ a }}: {{ a.typescript }}, {{ a.python }}, "
        "{{ a.json_schema | json }}, {{ a.sequelize.type }}\n{% endfor %}"
    )
    order = model_of(view_of(options="dialects: [postgres]"), "Order")
    assert rendered(template, model=order).splitlines() == [
        'total: string, Decimal, {"type": ["number", "string", "null"]}, DataTypes.DECIMAL(10, 2)',
        "status: 'pending' | 'paid', Literal[\"pending\", \"paid\"], "
        '{"enum": ["pending", "paid", null]}, DataTypes.ENUM(\'pending\', \'paid\')',
        'paid: boolean, bool, {"type": "boolean"}, DataTypes.BOOLEAN',
        'CustomerId: number, int, {"type": ["integer", "null"], "minimum": -2147483648, '
        '"maximum": 2147483647}, DataTypes.INTEGER',
    ]


def test_texts_of_targets() -> None:
    customer = model_of(view_of(), "Customer")
    name = customer.attributes[1]
    assert name.sequelize.definition == "{ type: DataTypes.STRING(120), allowNull: false }"
    assert name.sqlalchemy.column == "name: Mapped[str] = mapped_column(String(120))"


def test_data_is_looked_up_by_key_and_a_missing_key_is_none() -> None:
    data = SchemaData({"Order": {"items": [1, 2], "icon": "cart", "hidden": False}}, {})
    order = model_of(view_of(data=data), "Order")
    text = "{{ model.data.icon }} {{ model.data.items | join }} {{ model.data.colour is none }}"
    assert rendered(text, model=order) == "cart 12 True"
    assert rendered("{{ 'no' if not model.data.hidden }}", model=order) == "no"


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("'OrderItem' | camel", "orderItem"),
        ("'order_item' | pascal", "OrderItem"),
        ("'OrderItem' | snake", "order_item"),
        ("'OrderItem' | kebab", "order-item"),
        ("'OrderItem' | words", "order item"),
        ("'Category' | plural", "Categories"),
        ("'Categories' | singular", "Category"),
        ("'it\\'s' | js", '"it\'s"'),
        ("[1, true, none, 'a'] | js", "[1, true, null, 'a']"),
        ("{'a': 1, 'b-c': []} | js", "{ a: 1, 'b-c': [] }"),
        ("[1, true, none, 'a'] | py", '[1, True, None, "a"]'),
        ("{'a': [1]} | json", '{"a": [1]}'),
        ("'unit-price' | key", "'unit-price'"),
        ("'price' | key", "price"),
        ("'a\nb' | indent(2)", "a\n  b"),
        ("'a\nb' | indent(2, true)", "  a\n  b"),
        ("[3, 1] | sort | join(', ')", "1, 3"),
    ],
)
def test_filters(expression: str, text: str) -> None:
    assert rendered(f"{{{{ {expression} }}}}") == text


def test_a_typed_default_is_a_literal_of_each_language() -> None:
    order = model_of(view_of(), "Order")
    total, status = order.attributes[1:3]
    template = "{{ a.default }} {{ a.default | js }} {{ a.default | py }} {{ a.default | json }}"
    assert rendered(template, a=total) == "0 0 0 0"
    assert rendered(template, a=status) == 'pending \'pending\' "pending" "pending"'


@pytest.mark.parametrize(
    "call",
    [
        "{% for x in [1, 2] %}{{ f(x) }}{% endfor %}",
        "{% for x in [1, 2] %}{% block b scoped %}{{ f(x) }}{% endblock %}{% endfor %}",
        "{% block b %}{{ f(1) }}{% endblock %}{{ f(b=2) }}",
        "{% call f(1) %}{% endcall %}{{ f(2) }}",
    ],
)
def test_macros_are_called_wherever_they_are_used(call: str) -> None:
    used = "{% if caller is defined %}{% endif %}"
    text = "{% macro f(a, b=0) %}" + used + "<{{ a or b }}>{% endmacro %}"
    assert rendered(text.replace("a, b=0", "a=0, b=0") + call) == "<1><2>"


def test_a_name_is_looked_up_in_each_kind_of_value() -> None:
    model = model_of(view_of(), "Order")
    text = "{% for each in [model, {'name': 'a key'}, model.id] %}{{ each.name }};{% endfor %}"
    assert rendered(text, model=model) == "Order;a key;id;"
    with pytest.raises(AssertionError, match="has no attribute 'plural'"):
        rendered("{% for each in [model, model.id] %}{{ each.plural }}{% endfor %}", model=model)
