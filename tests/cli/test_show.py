"""`scaffold show` and `scaffold schema`."""

from __future__ import annotations

import json

import jsonschema

from tests.cli.conftest import Cli


def test_a_model(cli: Cli) -> None:
    cli.schema()
    cli.generate("-q")
    said = cli("show", "Order")
    assert said.errors == ""
    assert (
        said.output
        == """\
Order (table Orders)
  id          integer         primary autoincrement
  total       decimal(10, 2)  default(0)
  createdAt   datetime        required
  updatedAt   datetime        required
  CustomerId  integer

  key CustomerId → Customers.id (delete: set null, update: cascade)
  index Orders_CustomerId_idx (CustomerId)

  customer  belongsTo Customer  by Order.CustomerId  paired with Customer.orders

  models/order.js
  migrations/20260101000002-create-orders.js
  migrations/20260101000003-add-associations.js
"""
    )


def test_all_models_before_anything_is_generated(cli: Cli) -> None:
    cli.schema()
    said = cli("show")
    assert [line for line in said.output.splitlines() if line and line[0] != " "] == [
        "Customer (table Customers)",
        "Order (table Orders)",
    ]
    assert ".js" not in said.output


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


def test_a_model_that_is_not_there(cli: Cli) -> None:
    cli.schema()
    said = cli("show", "Ordr", code=2)
    assert said.errors == (
        "there is no model `Ordr`: did you mean `Order`?\n"
        "    `scaffold show` without a name shows them all.\n"
    )
    assert cli.json("show", "Ordr", code=2)["problems"][0]["message"].endswith("`Order`?")


def test_a_target(cli: Cli) -> None:
    cli.schema()
    cli.generate("-q")
    assert "models/order.js" in cli("show", "Order", "--target", "sequelize").output
    assert "unknown target" in cli("show", "--target", "prisma", code=2).errors


def test_problems(cli: Cli) -> None:
    cli.schema("version: 1\nmodels: {A: {b: hasMany(C)}}\n")
    said = cli("show", code=1)
    assert said.output == ""
    assert said.errors.startswith("scaffold.yaml:")


def test_the_json_schema_is_one(cli: Cli) -> None:
    said = cli("schema")
    jsonschema.Draft202012Validator.check_schema(json.loads(said.output))
    assert cli("schema", "--json").output == said.output
    assert said.errors == ""
