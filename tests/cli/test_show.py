"""`scaffold show` and `scaffold schema`."""

from __future__ import annotations

import json

import jsonschema

from tests.cli.conftest import Cli


def test_show_a_model(cli: Cli) -> None:
    cli.schema()
    cli.generate("-q")
    result = cli("show", "Order")
    assert result.errors == ""
    assert (
        result.output
        == """\
Order (table Orders)
  id          integer         primary autoincrement
  total       decimal(10, 2)  default(0)
  createdAt   datetime        required
  updatedAt   datetime        required
  CustomerId  integer

  foreign key CustomerId → Customers.id (delete: set null, update: cascade)
  index Orders_CustomerId_idx (CustomerId)

  customer  belongsTo Customer  foreign key Order.CustomerId  inverse Customer.orders

  models/order.js
  migrations/20260101000002-create-orders.js
  migrations/20260101000003-add-associations.js
"""
    )


def test_show_all_models_before_the_first_run(cli: Cli) -> None:
    cli.schema()
    result = cli("show")
    assert [line for line in result.output.splitlines() if line and line[0] != " "] == [
        "Customer (table Customers)",
        "Order (table Orders)",
    ]
    assert ".js" not in result.output


def test_json(cli: Cli) -> None:
    cli.schema()
    cli.generate("-q")
    data = cli.json("show", "Customer")
    assert list(data) == ["Customer"]
    customer = data["Customer"]
    assert customer["table"] == "Customers"
    assert customer["attributes"]["name"]["type"] == "string(120)"
    assert customer["attributes"]["name"]["required"] is True
    assert customer["associations"]["orders"]["inverse"] == "customer"
    assert customer["files"][0] == "models/customer.js"
    assert list(cli.json("show")) == ["Customer", "Order"]


def test_show_an_unknown_model(cli: Cli) -> None:
    cli.schema()
    result = cli("show", "Ordr", code=2)
    assert result.errors == (
        "there is no model `Ordr`: did you mean `Order`?\n"
        "    `scaffold show` without a name shows all models.\n"
    )
    assert cli.json("show", "Ordr", code=2)["problems"][0]["message"].endswith("`Order`?")


def test_show_one_target(cli: Cli) -> None:
    cli.schema()
    cli.generate("-q")
    assert "models/order.js" in cli("show", "Order", "--target", "sequelize").output
    assert "unknown target" in cli("show", "--target", "prisma", code=2).errors


def test_show_prints_problems(cli: Cli) -> None:
    cli.schema("version: 1\nmodels: {A: {b: hasMany(C)}}\n")
    result = cli("show", code=1)
    assert result.output == ""
    assert result.errors.startswith("scaffold.yaml:")


def test_json_schema_is_valid(cli: Cli) -> None:
    result = cli("schema")
    jsonschema.Draft202012Validator.check_schema(json.loads(result.output))
    assert cli("schema", "--json").output == result.output
    assert result.errors == ""
