"""The folders of a target change in a project under way: both are named, and nothing is lost."""

from __future__ import annotations

import re
import shutil

import pytest

from tests.cli.conftest import Cli

SCHEMA = """\
version: 1

targets:
  sequelize: {directory: .}
  sqlalchemy: {directory: python}

models:
  Customer:
    name: string(120) required
    orders: hasMany(Order)

  Order:
    total: decimal(10, 2) default(0)
    customer: belongsTo(Customer)
"""
MINE = "// mine\n"
MOVES = re.compile(r"the files in (\S+) to (\S+?)[.,]? (?:and those in (\S+) to (\S+)\. )?")


def move(cli: Cli, old: str, new: str) -> None:
    """Move the files of a folder into another."""
    (cli.root / new).mkdir(parents=True, exist_ok=True)
    for path in (cli.root / old).iterdir():
        shutil.move(path, cli.root / new / path.name)
    (cli.root / old).rmdir()


@pytest.mark.parametrize(
    ("old", "new", "folders"),
    [
        (
            "{directory: .}",
            "{directory: server}",
            {"models": "server/models", "migrations": "server/migrations"},
        ),
        ("{directory: .}", "{directory: ., models: src/models}", {"models": "src/models"}),
        ("{directory: .}", "{directory: ., migrations: db}", {"migrations": "db"}),
        ("{directory: python}", "{directory: api}", {"python": "api"}),
    ],
    ids=["directory", "models", "migrations", "python"],
)
def test_both_folders_are_named_and_moving_the_files_is_enough(
    cli: Cli, old: str, new: str, folders: dict[str, str]
) -> None:
    cli.schema(SCHEMA)
    cli.generate("-q")
    model = cli.root / "models/customer.js"
    model.write_text(model.read_text() + MINE)
    cli.replace("scaffold.yaml", old, new)
    before = cli.tree()
    said = cli("generate", "--no-input", code=1).errors
    assert cli.tree() == before
    for folder, other in folders.items():
        assert (
            f"{folder} has files that scaffold generated, and they are now expected in {other}"
            in said
        )
    moves = MOVES.findall(said)
    assert {old: new for old, new, *_ in moves} == folders
    for old_folder, new_folder, old_base, new_base in moves:
        move(cli, old_folder, new_folder)
        if old_base:
            move(cli, old_base, new_base)
    cli("generate", "-q")
    assert "up to date" in cli("check").output
    (model,) = (
        path for path in cli.root.rglob("models/customer.js") if ".scaffold" not in str(path)
    )
    assert model.read_text().endswith(MINE)
    assert len(list(cli.root.rglob("*-create-orders.js"))) == 1
    assert len(cli.records) == 1


def test_files_move_with_their_edits_to_other_names(cli: Cli) -> None:
    cli.schema(SCHEMA.replace("Order:", "OrderItem:").replace("(Order)", "(OrderItem)"))
    cli.generate("-q")
    cli.replace("models/orderItem.js", "'use strict';\n", "'use strict';\n// mine\n")
    cli.replace("scaffold.yaml", "directory: .", "directory: ., file_names: kebab-case.model")
    cli.generate("-q")
    text = (cli.root / "models/order-item.model.js").read_text()
    assert "// mine" in text
    assert not (cli.root / "models/orderItem.js").exists()
    cli.replace("scaffold.yaml", "kebab-case.model", "PascalCase")
    cli("rename", "OrderItem", "LineItem", "-q")
    cli.generate("-q")
    text = (cli.root / "models/LineItem.js").read_text()
    assert "// mine" in text and "class LineItem" in text
    assert sorted(path.name for path in (cli.root / "models").iterdir() if "tem" in path.name) == [
        "LineItem.js"
    ]
    assert "up to date" in cli("check").output
