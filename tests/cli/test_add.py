"""`scaffold add`: the schema is edited in place."""

from __future__ import annotations

import json
import os
import shlex
import threading

import pytest

from tests.cli.conftest import SCHEMA, Cli


def schema(cli: Cli) -> str:
    return (cli.root / "scaffold.yaml").read_text()


def test_add_creates_a_schema(cli: Cli) -> None:
    result = cli("add", "Order", "total: decimal(10, 2)", "paid: boolean required")
    assert result.output == "   create  scaffold.yaml\n"
    assert result.errors == ""
    assert list(cli.tree()) == ["scaffold.yaml"]
    assert (
        schema(cli)
        == """\
version: 1

targets:
  sequelize: {directory: .}

models:
  Order:
    total: decimal(10, 2)
    paid: boolean required
"""
    )
    cli("generate", "-q")


def test_add_keeps_comments_and_order(cli: Cli) -> None:
    cli.schema("# ours\n" + SCHEMA.replace("required\n", "required   # full\n\n"))
    before = schema(cli)
    assert cli("add", "Order", "paid: boolean").output == "   update  scaffold.yaml\n"
    assert schema(cli) == before + "    paid: boolean\n"
    assert cli("add", "Customer", "email: string").output == "   update  scaffold.yaml\n"
    assert (
        schema(cli)
        == before.replace("orders: hasMany(Order)\n", "orders: hasMany(Order)\n    email: string\n")
        + "    paid: boolean\n"
    )


def test_add_model_without_fields(cli: Cli) -> None:
    cli.schema()
    assert cli("add", "Tag").output == "   update  scaffold.yaml\n"
    cli("generate", "-q")
    before = cli.tree()
    assert cli("add", "Tag").output == "identical  scaffold.yaml\n"
    assert cli.tree() == before


def test_add_with_sequelize_cli_syntax(cli: Cli) -> None:
    cli(
        "add",
        "Order",
        "--attributes",
        "paidAt:date,paid:boolean,state:enum:{open,done}",
        "--associations",
        "customer:belongsTo:Customer,tags:belongsToMany:Tag:OrderTags",
        "-q",
    )
    assert (
        schema(cli).partition("Order:\n")[2]
        == """\
    paidAt: datetime
    paid: boolean
    state: enum(open, done)
    customer: belongsTo(Customer)
    tags: belongsToMany(Tag) through(OrderTags)
"""
    )


def test_repeated_flags_are_combined(cli: Cli) -> None:
    cli(
        *("add", "Order", "note: text", "-q"),
        *("--attributes", "a:string,b:text", "--attributes", "c:date"),
        *("--associations", "d:belongsTo:D", "--associations", "e:hasMany:E"),
    )
    names = [
        line.split(":")[0].strip() for line in schema(cli).partition("Order:\n")[2].splitlines()
    ]
    assert names == ["note", *"abcde"]


def test_missing_target_model_is_reported_but_accepted(cli: Cli) -> None:
    result = cli("add", "Order", "customer: belongsTo(Customer)")
    assert result.output == "   create  scaffold.yaml\n"
    assert result.errors == (
        "Order.customer refers to the model Customer, which does not exist yet: "
        "`scaffold add Customer` adds it\n"
    )
    assert cli("add", "Order", "tags: hasMany(Tag)", "-q").text == ""
    assert "`Customer`" in cli("generate", code=1).errors
    cli("add", "Tag")
    assert cli("add", "Customer").errors == ""
    cli("generate")


def test_a_dry_run_prints_the_schema(cli: Cli) -> None:
    cli.schema()
    result = cli("add", "Tag", "name: string", "--dry-run")
    assert result.output == SCHEMA + "\n  Tag:\n    name: string\n"
    assert schema(cli) == SCHEMA
    assert list(cli.tree()) == ["scaffold.yaml"]


def test_json(cli: Cli) -> None:
    added = cli.json("add", "Order", "customer: belongsTo(Customer)")
    assert added == {
        "action": "create",
        "path": "scaffold.yaml",
        "written": True,
        "missing": ["Customer"],
    }
    assert cli.json("add", "Customer", "--dry-run")["written"] is False
    assert "Customer:" not in schema(cli)


def test_add_to_a_schema_in_json(cli: Cli) -> None:
    cli.write("scaffold.json", '{"version": 1, "targets": {"sequelize": {}}, "models": {"A": {}}}')
    assert cli("add", "Tag", "name: string").output == "   update  scaffold.json\n"
    assert cli("show", "Tag").output.startswith("Tag (table Tags)\n")


def test_add_creates_a_schema_in_json(cli: Cli) -> None:
    cli("add", "Tag", "name: string", "-f", "scaffold.json")
    assert json.loads((cli.root / "scaffold.json").read_text()) == {
        "version": 1,
        "targets": {"sequelize": {"directory": "."}},
        "models": {"Tag": {"name": "string"}},
    }
    cli("generate", "-q")


def test_add_to_a_named_file(cli: Cli) -> None:
    (cli.root / "deep").mkdir()
    assert cli("add", "Tag", "-f", "deep/shop.yaml").output == "   create  deep/shop.yaml\n"
    assert cli("add", "Tag", "name: text", "-C", "deep", "-f", "shop.yaml").output == (
        "   update  shop.yaml\n"
    )
    os.chdir(cli.root)
    assert list(cli.tree()) == ["deep/shop.yaml"]


def test_add_to_a_missing_folder_is_refused(cli: Cli) -> None:
    result = cli("add", "Tag", "-f", "nowhere/shop.yaml", code=2)
    assert result.errors.startswith("the folder nowhere does not exist\n")


def test_standard_input_cannot_be_edited(cli: Cli) -> None:
    result = cli("add", "Tag", "-f", "-", code=2)
    assert result.errors == (
        "standard input cannot be edited in place\n    Name a file with -f/--file.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("Order", "paid: strng"), 1, "unknown type `strng`: did you mean `string`?"),
        (("Order", "total: string"), 1, "Order already has a field `total`"),
        (("Order", "a: string", "a: text"), 1, "twice"),
        (("Order", "nonsense"), 2, "`nonsense`"),
        (("My Order", "a: string"), 1, "`My Order` is no name for a model"),
        (("Order", "a b: string"), 1, "`a b`"),
        (("Order", "--attributes", "a"), 2, "`a`"),
        (("total: string",), 2, "the first argument must be a model"),
        (("Order.total",), 2, "`Order.total` is a field of a model"),
        (("Order", "--attributes", "x:text", "--attributes", "a"), 2, "`a`"),
        (("Order", "--associations", "a:belongsToMany:B"), 2, "needs the join table"),
        (("Order", "--attributes", "a:strng"), 2, "did you mean `string`?"),
        (("Order", "--associations", "a:belongTo:B"), 2, "did you mean `belongsTo`?"),
        (("Order", "--associations", "a:belongsTo"), 2, "`a:belongsTo` is not an association"),
        ((), 2, "Missing argument"),
    ],
)
def test_refused_edit_changes_nothing(
    cli: Cli, arguments: tuple[str, ...], code: int, message: str
) -> None:
    cli.schema()
    result = cli("add", *arguments, code=code)
    assert result.output == ""
    assert message in result.errors
    problems = cli.json("add", *arguments, code=code)["problems"]
    assert any(message in each["message"] and each["hint"] for each in problems)
    assert cli.tree() == {"scaffold.yaml": SCHEMA.encode()}


def test_all_mistakes_of_the_flags_are_reported(cli: Cli) -> None:
    result = cli("add", "Order", "x", "--attributes", "a:strng", "--associations", "c", code=2)
    assert [line[0] for line in result.errors.splitlines()] == ["`", " ", "`", " ", "`", " "]


def test_a_schema_with_problems_is_not_edited(cli: Cli) -> None:
    cli.schema(SCHEMA.replace("string(120)", "strng"))
    before = cli.tree()
    assert cli("add", "Tag", code=1).errors.startswith("scaffold.yaml:8:11: ")
    assert cli.tree() == before


def test_edit_keeps_links_and_file_mode(cli: Cli) -> None:
    cli.write("real/shop.yaml", SCHEMA).chmod(0o640)
    (cli.root / "scaffold.yaml").symlink_to("real/shop.yaml")
    cli("add", "Tag", "-q")
    assert (cli.root / "scaffold.yaml").is_symlink()
    assert "Tag:" in (cli.root / "real/shop.yaml").read_text()
    assert (cli.root / "real/shop.yaml").stat().st_mode & 0o777 == 0o640


def test_edit_after_a_killed_run(cli: Cli) -> None:
    cli.schema()
    cli.write("scaffold.yaml.new", "half a schema")
    cli("add", "Tag", "-q")
    assert "Tag:" in schema(cli)


def test_concurrent_edits_are_all_kept(cli: Cli) -> None:
    """As `make -j` runs them; each waits for its turn."""
    from scaffold.cli.add import edit, field_lines

    names = [f"Model{number}" for number in range(8)]
    lines = field_lines(["name: string"], None, None)
    threads = [threading.Thread(target=edit, args=(None, name, lines, False)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (
        sorted(line.strip(" :") for line in schema(cli).splitlines() if "  Model" in line) == names
    )


@pytest.mark.parametrize(
    ("flags", "again"),
    [
        (("-C", "my shop"), "`scaffold add -C 'my shop' Customer`"),
        (("--directory=my shop",), "`scaffold add -C 'my shop' Customer`"),
        (("-f", "my shop/scaffold.yaml"), "`scaffold add -f 'my shop/scaffold.yaml' Customer`"),
        (("-fmy shop/scaffold.yaml",), "`scaffold add -f 'my shop/scaffold.yaml' Customer`"),
        (("-C", "my shop", "--file=scaffold.yaml"), "add -C 'my shop' -f scaffold.yaml Customer`"),
    ],
)
def test_named_command_has_the_same_file_and_folder(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, flags: tuple[str, ...], again: str
) -> None:
    (cli.root / "my shop").mkdir()
    result = cli("add", *flags, "Order", "customer: belongsTo(Customer)")
    assert again in result.errors
    # Each command runs where this one did.
    monkeypatch.chdir(cli.root)
    command = again.partition("`scaffold ")[2] or again
    cli(*shlex.split(command.strip("`")))
    assert "Customer:" in (cli.root / "my shop" / "scaffold.yaml").read_text()


def test_probably_misspelled_target_is_suggested(cli: Cli) -> None:
    cli.schema()
    result = cli("add", "Order", "payer: belongsTo(Custmer)")
    assert "Custmer, which does not exist yet (did you mean Customer?)" in result.errors


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("tags: array(string)", "array"),
        ("save: string", "already has a member `save`"),
        ("$unique: [[nothing]]", "has no field `nothing`"),
    ],
)
def test_invalid_addition_is_refused(cli: Cli, line: str, expected: str) -> None:
    cli.schema()
    before = cli.tree()
    assert expected in cli("add", "Order", line, code=1).errors
    assert cli.tree() == before


def test_plural_of_an_existing_model_is_refused(cli: Cli) -> None:
    cli.schema()
    assert "did you mean `Customer`?" in cli("add", "Customers", code=1).errors
    assert "did you mean `Customer`?" in cli("add", "X", "c: belongsTo(Customers)", code=1).errors


def test_settings_are_added_and_removed(cli: Cli) -> None:
    cli.schema()
    cli("add", "Order", "$unique: [[customer, total]]", "$table: orders")
    cli("add", "Order", "$unique: [[total]]")
    text = (cli.root / "scaffold.yaml").read_text()
    assert "    $unique: [[customer, total], [total]]\n    $table: orders\n" in text
    result = cli("add", "Order", "$table: others", code=1)
    assert "remove it first: `scaffold remove 'Order.$table'`" in result.errors
    cli("remove", "Order.$table")
    cli("add", "Order", "$table: others")
    assert "$table: others" in (cli.root / "scaffold.yaml").read_text()
    cli.generate()
