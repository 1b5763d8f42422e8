"""`scaffold rename`: the schema is edited in place, and the migrations know of it."""

from __future__ import annotations

import pytest

from tests.cli.conftest import SCHEMA, Cli


def schema(cli: Cli) -> str:
    return (cli.root / "scaffold.yaml").read_text()


def test_rename_a_field(cli: Cli) -> None:
    cli.schema()
    assert cli("rename", "Order.total", "amount").text == "   update  scaffold.yaml\n"
    assert schema(cli) == SCHEMA.replace(
        "total: decimal(10, 2) default(0)", "amount: decimal(10, 2) default(0) was(total)"
    )


def test_rename_a_model_with_all_references(cli: Cli) -> None:
    cli.schema()
    result = cli("rename", "Customer", "Client")
    assert result.output == "   update  scaffold.yaml\n"
    assert result.errors == "Order.customer is updated, on line 13\n"
    assert schema(cli) == SCHEMA.replace("Customer", "Client").replace(
        "hasMany(Order)\n", "hasMany(Order)\n    $was: Customer\n"
    )
    cli("generate", "-q")


def test_renamed_foreign_key_is_reported(cli: Cli) -> None:
    cli.schema(SCHEMA + "    $indexes: [[CustomerId, total]]\n")
    result = cli("rename", "Order.customer", "client")
    assert result.errors == (
        "Order.$indexes is updated, on line 14\n"
        "the foreign key Order.CustomerId is renamed to ClientId\n"
    )
    assert "[[ClientId, total]]" in schema(cli)


def test_rename_before_and_after_generating(cli: Cli) -> None:
    """`was` always has the name of the last generated state, and is removed with that name."""
    cli.schema()
    cli("generate", "-q")
    cli("rename", "Customer.name", "title", "-q")
    cli("rename", "Customer.title", "label", "-q")
    assert "    label: string(120) required was(name)\n" in schema(cli)
    cli("rename", "Customer.label", "name", "-q")
    assert schema(cli) == SCHEMA
    assert "   create" not in cli("generate").output


def test_rename_of_a_field_that_was_not_generated(cli: Cli) -> None:
    cli.schema()
    cli("generate", "-q")
    cli("add", "Order", "paid: boolean", "-q")
    cli("rename", "Order.paid", "settled", "-q")
    assert "    settled: boolean\n" in schema(cli)
    cli("generate", "-q")
    cli("add", "Tag", "name: string", "-q")
    cli("rename", "Tag", "Label", "-q")
    cli("rename", "Label.name", "text", "-q")
    assert schema(cli).endswith("  Label:\n    text: string\n")
    cli("generate", "-q")


def test_rename_to_a_name_in_the_generated_state(cli: Cli) -> None:
    cli.schema(SCHEMA.replace("orders: ", "email: string\n    orders: "))
    cli("generate", "-q")
    cli("remove", "Customer.email", "-q")
    result = cli("rename", "Customer.name", "email", code=1)
    assert result.errors.startswith("`email` was generated last as something else than")


@pytest.mark.parametrize("name", ["id", "createdAt", "CustomerId"])
def test_implicit_attribute_cannot_be_renamed(cli: Cli, name: str) -> None:
    cli.schema()
    cli("generate", "-q")
    result = cli("rename", "Order.total", name, code=1)
    assert f"`Order.{name}` exists already: it is added to the model automatically" in result.errors
    assert "without it first" not in result.errors


def test_a_record_that_cannot_be_read(cli: Cli) -> None:
    cli.schema()
    cli.write(".scaffold/history/20260101000000-00000000.json", "nonsense\n")
    before = schema(cli)
    assert "RECORD.json is not a record" in cli("rename", "Order.total", "sum", code=1).errors
    assert schema(cli) == before


def test_a_dry_run_prints_the_schema(cli: Cli) -> None:
    cli.schema()
    result = cli("rename", "Order.total", "sum", "--dry-run")
    assert "    sum: decimal(10, 2) default(0) was(total)\n" in result.output
    assert schema(cli) == SCHEMA


def test_json(cli: Cli) -> None:
    cli.schema()
    assert cli.json("rename", "Order", "Sale", "--dry-run") == {
        "action": "update",
        "path": "scaffold.yaml",
        "written": False,
        "followed": [{"in": "Customer.orders", "line": 9, "column": 21}],
        "keys": {},
    }
    done = cli.json("rename", "Order.customer", "client")
    assert done["written"] and done["keys"] == {"Order.CustomerId": "ClientId"}
    again = cli.json("rename", "Order.client", "client")
    assert again == {
        "action": "identical",
        "path": "scaffold.yaml",
        "written": False,
        "followed": [],
        "keys": {},
    }


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("Ordr", "Sale"), 2, "has no model `Ordr`: did you mean `Order`?"),
        (("Order.totl", "sum"), 2, "Order has no field `totl`: did you mean `total`?"),
        (("total", "sum"), 2, "did you mean `Order.total`?"),
        (("Order.CustomerId", "x"), 2, "is the foreign key of Order.customer"),
        (("Order.total", "customer"), 1, "Order already has a field `customer`"),
        (("Order.total", "a b"), 1, "`a b` is no name for a field"),
        (("Order.total", "Order.sum"), 2, "write the new name without the model"),
        (("Order.total", "Tag.sum"), 1, "`Tag.sum` is no name for a field"),
        (("Order", "Customer"), 1, "there is a model `Customer` already"),
        (("Order", "My Order"), 1, "`My Order` is no name for a model"),
        (("Order.total", "save"), 1, "already has a member `save`"),
        (("Order.total", "createdAt"), 1, "has the name of a timestamp"),
        (("Order",), 2, "Missing argument"),
    ],
)
def test_refused_edit_changes_nothing(
    cli: Cli, arguments: tuple[str, ...], code: int, message: str
) -> None:
    cli.schema()
    result = cli("rename", *arguments, code=code)
    assert result.output == ""
    assert message in result.errors
    assert schema(cli) == SCHEMA
    problems = cli.json("rename", *arguments, code=code)["problems"]
    assert any(message in each["message"] and each["hint"] for each in problems)
