"""`scaffold remove`: the schema is edited in place."""

from __future__ import annotations

import pytest

from tests.cli.conftest import SCHEMA, Cli


def schema(cli: Cli) -> str:
    return (cli.root / "scaffold.yaml").read_text()


def test_a_field_and_a_model_go(cli: Cli) -> None:
    cli.schema("# ours\n" + SCHEMA.replace("  Order:", "  # what is sold\n  Order:"))
    assert cli("remove", "Customer.name").text == "   update  scaffold.yaml\n"
    assert schema(cli) == "# ours\n" + SCHEMA.replace(
        "    name: string(120) required\n", ""
    ).replace("  Order:", "  # what is sold\n  Order:")
    assert cli("remove", "Order", "Customer.orders").text == "   update  scaffold.yaml\n"
    assert schema(cli) == "# ours\n" + SCHEMA.partition("    name:")[0]
    assert cli("remove", "Customer", "-q").text == ""
    assert schema(cli).endswith("\nmodels:\n")
    assert list(cli.tree()) == ["scaffold.yaml"]


def test_what_is_spoken_of_stays(cli: Cli) -> None:
    cli.schema()
    said = cli("remove", "Order", code=1)
    assert said.output == ""
    assert (
        said.errors
        == """\
scaffold.yaml:9:21: `Customer.orders` refers to `Order`, which is to be removed
  9 |     orders: hasMany(Order)
    |                     ^
    Change that line first, or remove it too: `scaffold remove Order Customer.orders`.
"""
    )
    assert schema(cli) == SCHEMA
    assert cli.json("remove", "Order", code=1)["problems"][0]["line"] == 9


def test_the_other_side_that_stays_is_told(cli: Cli) -> None:
    cli.schema()
    said = cli("remove", "Order.customer")
    assert said.output == "   update  scaffold.yaml\n"
    assert (
        said.errors == "Customer.orders, the other side of Order.customer, stays: "
        "their foreign key is Order.CustomerId\n"
    )
    cli("generate", "-q")


def test_a_key_that_loses_its_name_is_told(cli: Cli) -> None:
    cli.schema(SCHEMA.replace("customer:", "client:"))
    assert cli("remove", "Order.client").errors == (
        "Customer.orders, the other side of Order.client, stays: "
        "their foreign key Order.ClientId is called CustomerId then\n"
    )


def test_a_dry_run_prints_the_schema(cli: Cli) -> None:
    cli.schema()
    said = cli("remove", "Order.total", "--dry-run")
    assert said.output == SCHEMA.replace("    total: decimal(10, 2) default(0)\n", "")
    assert schema(cli) == SCHEMA


def test_json(cli: Cli) -> None:
    cli.schema()
    done = {"action": "update", "path": "scaffold.yaml", "written": False, "stays": []}
    assert cli.json("remove", "Order.total", "--dry-run") == done
    assert cli.json("remove", "Order.customer")["stays"] == ["Customer.orders"]


def test_elsewhere(cli: Cli) -> None:
    cli.write("deep/shop.yaml", SCHEMA)
    said = cli("remove", "Order.total", "-C", "deep", "-f", "shop.yaml")
    assert said.output == "   update  shop.yaml\n"


@pytest.mark.parametrize(
    ("names", "message", "hint"),
    [
        (("Ordr",), "scaffold.yaml has no model `Ordr`: did you mean `Order`?", "Write `Order`."),
        (("Order.totl",), "Order has no field `totl`: did you mean `total`?", "Write `total`."),
        (("total",), "has no model `total`: did you mean `Order.total`?", "`Order.total`"),
        (("Tag",), "scaffold.yaml has no model `Tag`", "Its models are `Customer` and `Order`."),
        (("Order.CustomerId",), "is the foreign key of Order.customer", "`foreignKey(…)`"),
        (("Order.createdAt",), "is made for the model", "`$timestamps: false`"),
        (("Order.id",), "is made for the model", "`$id`"),
        (("Order.a.b",), "`Order.a.b` is neither a model nor a field", "`Model.field`"),
        (("Order.",), "`Order.` is neither a model nor a field", "`Model.field`"),
        (("Order.total", "Ordr"), "has no model `Ordr`", "Write `Order`."),
        ((), "Missing argument", ""),
    ],
)
def test_wrong_names(cli: Cli, names: tuple[str, ...], message: str, hint: str) -> None:
    cli.schema()
    said = cli("remove", *names, code=2)
    assert message in said.errors
    assert hint in said.errors
    assert schema(cli) == SCHEMA


def test_without_a_schema(cli: Cli) -> None:
    assert "there is no scaffold.yaml here" in cli("remove", "Order", code=2).errors
    assert cli("remove", "Order", "-f", "-", code=2).errors.startswith("standard input cannot be")
    assert not cli.tree()


def test_a_schema_with_problems_is_left_alone(cli: Cli) -> None:
    cli.schema(SCHEMA.replace("decimal(10, 2)", "decmal"))
    assert "unknown type `decmal`" in cli("remove", "Customer.name", code=1).errors
