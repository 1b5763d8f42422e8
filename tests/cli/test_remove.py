"""`scaffold remove`: the schema is edited in place."""

from __future__ import annotations

import pytest

from tests.cli.conftest import SCHEMA, Cli


def schema(cli: Cli) -> str:
    return (cli.root / "scaffold.yaml").read_text()


def test_remove_a_field_and_a_model(cli: Cli) -> None:
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


def test_referenced_name_is_not_removed(cli: Cli) -> None:
    cli.schema()
    result = cli("remove", "Order", code=1)
    assert result.output == ""
    assert (
        result.errors
        == """\
scaffold.yaml:9:21: `Customer.orders` refers to `Order`, which is to be removed
  9 |     orders: hasMany(Order)
    |                     ^
    Change that line first, or remove it too: `scaffold remove Order Customer.orders`.
"""
    )
    assert schema(cli) == SCHEMA
    assert cli.json("remove", "Order", code=1)["problems"][0]["line"] == 9


def test_remaining_inverse_is_reported(cli: Cli) -> None:
    cli.schema()
    result = cli("remove", "Order.customer")
    assert result.output == "   update  scaffold.yaml\n"
    assert (
        result.errors == "Customer.orders, the inverse of Order.customer, is kept: "
        "its foreign key is Order.CustomerId\n"
    )
    cli("generate", "-q")


def test_changed_foreign_key_name_is_reported(cli: Cli) -> None:
    cli.schema(SCHEMA.replace("customer:", "client:"))
    assert cli("remove", "Order.client").errors == (
        "Customer.orders, the inverse of Order.client, is kept: "
        "its foreign key Order.ClientId is renamed to CustomerId\n"
    )


def test_a_dry_run_prints_the_schema(cli: Cli) -> None:
    cli.schema()
    result = cli("remove", "Order.total", "--dry-run")
    assert result.output == SCHEMA.replace("    total: decimal(10, 2) default(0)\n", "")
    assert schema(cli) == SCHEMA


def test_json(cli: Cli) -> None:
    cli.schema()
    done = {"action": "update", "path": "scaffold.yaml", "written": False, "stays": []}
    assert cli.json("remove", "Order.total", "--dry-run") == done
    assert cli.json("remove", "Order.customer")["stays"] == ["Customer.orders"]


def test_remove_in_another_folder(cli: Cli) -> None:
    cli.write("deep/shop.yaml", SCHEMA)
    result = cli("remove", "Order.total", "-C", "deep", "-f", "shop.yaml")
    assert result.output == "   update  shop.yaml\n"


@pytest.mark.parametrize(
    ("names", "message", "hint"),
    [
        (("Ordr",), "scaffold.yaml has no model `Ordr`: did you mean `Order`?", "Write `Order`."),
        (("Order.totl",), "Order has no field `totl`: did you mean `total`?", "Write `total`."),
        (("total",), "has no model `total`: did you mean `Order.total`?", "`Order.total`"),
        (("Tag",), "scaffold.yaml has no model `Tag`", "Its models are `Customer` and `Order`."),
        (("Order.CustomerId",), "is the foreign key of Order.customer", "`foreignKey(…)`"),
        (("Order.createdAt",), "is added to the model automatically", "`$timestamps: false`"),
        (("Order.id",), "is added to the model automatically", "`$id`"),
        (("Order.a.b",), "`Order.a.b` is not a model or field", "`Model.field`"),
        (("Order.",), "`Order.` is not a model or field", "`Model.field`"),
        (("Order.total", "Ordr"), "has no model `Ordr`", "Write `Order`."),
        ((), "Missing argument", ""),
    ],
)
def test_unknown_names_are_refused(
    cli: Cli, names: tuple[str, ...], message: str, hint: str
) -> None:
    cli.schema()
    result = cli("remove", *names, code=2)
    assert message in result.errors
    assert hint in result.errors
    assert schema(cli) == SCHEMA


def test_without_a_schema(cli: Cli) -> None:
    assert "there is no scaffold.yaml here" in cli("remove", "Order", code=2).errors
    assert cli("remove", "Order", "-f", "-", code=2).errors.startswith("standard input cannot be")
    assert not cli.tree()


def test_schema_with_problems_is_not_edited_by_remove(cli: Cli) -> None:
    cli.schema(SCHEMA.replace("decimal(10, 2)", "decmal"))
    assert "unknown type `decmal`" in cli("remove", "Customer.name", code=1).errors
