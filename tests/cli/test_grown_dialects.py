"""`dialects` grows later: earlier migrations are rendered again, while nobody edited them."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Cli

SCHEMA = """\
version: 1
targets: {sequelize: {directory: .}, sqlalchemy: {directory: python}}
options: {dialects: [sqlite]}
models:
  Customer:
    kind: enum(a, b)
    orders: hasMany(Order)
  Order:
    total: integer
    customer: belongsTo(Customer)
"""


@pytest.fixture
def generated(cli: Cli) -> Cli:
    cli.schema(SCHEMA)
    cli.generate("-q")
    cli("add", "Order", "note: text", "-q")
    cli.generate("-q")
    return cli


def migrations(cli: Cli) -> dict[str, bytes]:
    return {path: text for path, text in cli.tree().items() if "/2026" in path and "." in path}


@pytest.mark.slow
def test_earlier_migrations_are_as_if_they_had_been_for_all_dialects(generated: Cli) -> None:
    generated.replace("scaffold.yaml", "[sqlite]", "[sqlite, postgres]")
    generated.generate("-q")
    assert "up to date" in generated("check").output
    grown = {path: text for path, text in migrations(generated).items() if ".scaffold" not in path}
    for path in list(generated.tree()):
        if path != "scaffold.yaml":
            (generated.root / path).unlink()
    generated.replace("scaffold.yaml", "    note: text\n", "")
    generated.generate("-q")
    generated("add", "Order", "note: text", "-q")
    generated.generate("-q")
    fresh = {path: text for path, text in migrations(generated).items() if ".scaffold" not in path}
    assert grown == fresh


def test_the_record_has_their_new_digests(generated: Cli) -> None:
    generated.replace("scaffold.yaml", "[sqlite]", "[sqlite, postgres]")
    generated.generate("-q")
    texts = [(generated.root / path).read_text() for path in generated.records]
    assert sum('"rendered"' in text for text in texts) == 1
    generated.replace("scaffold.yaml", "[sqlite, postgres]", "[sqlite, postgres, mysql]")
    generated.generate("-q")
    assert "up to date" in generated("check").output


def test_an_edited_one_is_named_and_nothing_is_written(generated: Cli) -> None:
    path = "migrations/20260101000001-create-customers.js"
    generated.write(path, (generated.root / path).read_text() + "// mine\n")
    generated.replace("scaffold.yaml", "[sqlite]", "[sqlite, postgres]")
    before = generated.tree()
    said = generated("generate", code=1)
    assert (
        f"{path}: this migration was edited, and is not rendered again for postgres" in said.errors
    )
    assert generated.tree() == before


def test_a_shorter_list_leaves_them_as_they_are(cli: Cli) -> None:
    cli.schema(SCHEMA.replace("[sqlite]", "[sqlite, postgres]"))
    cli.generate("-q")
    before = migrations(cli)
    cli.replace("scaffold.yaml", "[sqlite, postgres]", "[sqlite]")
    cli.generate("-q")
    assert before.items() <= migrations(cli).items()
