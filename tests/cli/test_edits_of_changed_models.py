"""A person's edits of models that are renamed, dropped, or whose associations change kind."""

from __future__ import annotations

import pytest

from scaffold.targets.sequelize import SequelizeTarget
from scaffold.targets.sqlalchemy import SqlalchemyTarget
from tests.cli.conftest import Cli

SCHEMA = """\
version: 1
targets: {sequelize: {directory: .}, sqlalchemy: {directory: python}}
models:
  Customer:
    name: string(120) required
    orders: hasMany(Order)
  Order:
    total: decimal(10, 2) default(0)
    customer: belongsTo(Customer)
  Tag:
    label: string
"""
HOOK = "\n  total() {\n    return 1;\n  }\n"


@pytest.fixture
def generated(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Cli:
    for target in (SequelizeTarget, SqlalchemyTarget):
        monkeypatch.setattr(target, "renders", lambda *_: True)
    cli.schema(SCHEMA)
    cli("generate", "-q")
    return cli


def edited(cli: Cli, path: str, old: str, new: str) -> None:
    cli.replace(path, old, new)


def test_a_renamed_model_takes_its_files_and_edits_along(generated: Cli) -> None:
    before = (generated.root / "models/order.js").read_text()
    generated.write(
        "models/order.js", before.replace("'use strict';\n", "'use strict';\n// mine\n")
    )
    python = (generated.root / "python/models/order.py").read_text()
    generated.write("python/models/order.py", f"# mine\n{python}")
    generated("rename", "Order", "Purchase", "-q")
    generated("generate", "-q")
    tree = generated.tree()
    for gone in ("models/order.js", "python/models/order.py"):
        assert gone not in tree and f".scaffold/base/{gone}" not in tree
    moved = tree["models/purchase.js"].decode()
    assert "// mine" in moved and "Purchase" in moved and "Order" not in moved
    assert tree["python/models/purchase.py"].decode().startswith("# mine\n")
    assert "// mine" not in tree[".scaffold/base/models/purchase.js"].decode()
    assert "up to date" in generated("check").output


def test_a_model_may_take_the_name_of_a_removed_one(generated: Cli) -> None:
    edited(generated, "models/tag.js", "'use strict';\n", "'use strict';\n// mine\n")
    text = SCHEMA.replace("    orders: hasMany(Order)\n", "")
    text = text.partition("  Order:\n")[0] + "  Order:\n    $was: Tag\n    label: string\n"
    generated.schema(text)
    result = generated("generate", "--drop", "Order")
    assert "   update  python/models/order.py\n" in result.output
    assert "-change-orders.js" in result.output
    tree = generated.tree()
    assert "models/tag.js" not in tree and "python/models/tag.py" not in tree
    moved = tree["models/order.js"].decode()
    assert "// mine" in moved and "label" in moved and "total" not in moved
    assert "up to date" in generated("check").output


def test_an_edited_file_of_a_removed_model_stays_in_the_way(generated: Cli) -> None:
    edited(generated, "models/order.js", "'use strict';\n", "'use strict';\n// mine\n")
    text = SCHEMA.replace("    orders: hasMany(Order)\n", "")
    text = text.partition("  Order:\n")[0] + "  Order:\n    $was: Tag\n    label: string\n"
    generated.schema(text)
    result = generated("generate", "--drop", "Order", code=1)
    assert "models/tag.js would move here, and this file exists already" in result.errors
    (generated.root / "models/order.js").rename(generated.root / "former-order.js")
    generated("generate", "--drop", "Order")
    assert "label" in (generated.root / "models/order.js").read_text()


def test_two_models_that_swap_their_names_swap_their_edits(generated: Cli) -> None:
    for name in ("order", "tag"):
        path = f"models/{name}.js"
        text = (generated.root / path).read_text()
        generated.write(path, text.replace("'use strict';\n", f"'use strict';\n// was {name}\n"))
    text = SCHEMA.replace("Order:", "Swap:").replace("  Tag:", "  Order:\n    $was: Tag")
    text = text.replace("Swap:", "Tag:\n    $was: Order").replace("hasMany(Order)", "hasMany(Tag)")
    generated.schema(text)
    generated("generate", "-q", "--allow-data-loss")
    assert "// was tag" in (generated.root / "models/order.js").read_text()
    assert "// was order" in (generated.root / "models/tag.js").read_text()
    assert "up to date" in generated("check").output


def test_a_new_model_of_the_old_name_gets_no_edits(generated: Cli) -> None:
    text = (generated.root / "models/tag.js").read_text()
    generated.write("models/tag.js", text.replace("'use strict';\n", "'use strict';\n// mine\n"))
    schema = SCHEMA.replace("  Tag:\n", "  Label:\n    $was: Tag\n")
    generated.schema(f"{schema}  Tag:\n    other: text\n")
    assert "still declared" in generated("generate", code=1).errors
    generated.schema(schema)
    generated("generate", "-q")
    generated.schema(f"{schema}  Tag:\n    other: text\n")
    generated("generate", "-q")
    assert "// mine" in (generated.root / "models/label.js").read_text()
    assert "// mine" not in (generated.root / "models/tag.js").read_text()
    assert "up to date" in generated("check").output


def test_the_file_of_a_dropped_model_goes_and_an_edited_one_stays(generated: Cli) -> None:
    text = (generated.root / "python/models/tag.py").read_text()
    generated.write("python/models/tag.py", f"{text}# mine\n")
    generated.schema(SCHEMA.partition("  Tag:")[0])
    said = generated("generate", "--drop", "Tag")
    assert "   remove  models/tag.js\n" in said.output
    assert "python/models/tag.py: its model was removed; the file was edited" in said.errors
    tree = generated.tree()
    assert "models/tag.js" not in tree and ".scaffold/base/models/tag.js" not in tree
    assert tree["python/models/tag.py"].decode().endswith("# mine\n")
    (generated.root / "python/models/tag.py").unlink()
    assert generated("generate").errors == ""


def test_edits_around_a_renamed_field_stay(generated: Cli) -> None:
    text = (generated.root / "models/order.js").read_text()
    generated.write(
        "models/order.js",
        text.replace("static associate", "get shout() {}\n\n    static associate"),
    )
    generated("rename", "Order.total", "sum", "-q")
    generated("generate", "-q")
    now = (generated.root / "models/order.js").read_text()
    assert "get shout() {}" in now and "sum:" in now and "total:" not in now


def test_an_association_that_changes_kind_changes_both_models(generated: Cli) -> None:
    for name in ("customer", "order"):
        path = f"models/{name}.js"
        text = (generated.root / path).read_text()
        generated.write(path, text.replace("'use strict';\n", f"'use strict';\n// {name}\n"))
    generated.replace(
        "scaffold.yaml", "orders: hasMany(Order)", "orders: belongsToMany(Order) through(Carts)"
    )
    generated.replace(
        "scaffold.yaml",
        "customer: belongsTo(Customer)",
        "customers: belongsToMany(Customer) through(Carts) was(customer)",
    )
    generated("generate", "-q", "--allow-data-loss")
    for name in ("customer", "order"):
        now = (generated.root / f"models/{name}.js").read_text()
        assert f"// {name}" in now and "belongsToMany" in now and "hasMany(models.Order" not in now
    assert "up to date" in generated("check").output


def test_an_edit_beside_a_renamed_word_is_no_conflict(generated: Cli) -> None:
    path = "models/order.js"
    text = (generated.root / path).read_text()
    text = text.replace("    static associate", "    get paid() {}\n\n    static associate", 1)
    text = text.replace("defaultValue: 0 }", "defaultValue: 0, validate: { min: 0 } }")
    generated.write(path, text)
    generated("rename", "Order", "Purchase", "-q")
    generated("rename", "Purchase.total", "sum", "-q")
    generated("generate", "-q")
    now = (generated.root / "models/purchase.js").read_text()
    assert "class Purchase extends Model {\n    get paid() {}\n" in now
    assert "defaultValue: 0, validate: { min: 0 } }" in now and "      sum: {" in now
