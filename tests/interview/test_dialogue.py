"""Complete dialogues of `scaffold new`, typed on a terminal."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from scaffold.project.compilation import known_targets
from scaffold.project.editor_schema import LINE
from scaffold.schema.model import Schema
from scaffold.schema.read_schema import read_schema
from tests.interview.conftest import Sit
from tests.support.node_packages import ROOT
from tests.support.project import Project
from tests.support.shop_dialogue import (
    CUSTOMER,
    END,
    ORDER,
    PAYMENT,
    PRODUCT,
    PROJECT,
    SHOP,
    TAG,
    Said,
    keystrokes,
)
from tests.support.typist import CTRL_C, CTRL_O, CTRL_U, DOWN, ENTER, ESCAPE, Typist

pytestmark = pytest.mark.slow

EXAMPLE = ROOT / "examples" / "shop" / "scaffold.yaml"


def say(person: Typist, said: Iterable[Said]) -> None:
    for question, keys in said:
        person.answer(question, *keys)


def without_comments(text: str) -> str:
    return re.sub(r" +#.*", "", text)


def schema(text: str) -> Schema:
    read, problems = read_schema(text, "scaffold.yaml", known_targets())
    assert read is not None, problems
    return read


def assert_is_the_shop(written: Path) -> None:
    ours = written.read_text().removeprefix(f"{LINE}\n")
    example = without_comments(EXAMPLE.read_text())
    assert ours == example
    assert schema(ours) == schema(example)


def assert_is_the_catalogue(written: Path) -> None:
    """The shop without the models in front of Product."""
    example = without_comments(EXAMPLE.read_text())
    head, _, models = example.partition("  Customer:\n")
    assert written.read_text() == f"{LINE}\n" + head + models[models.index("  Product:\n") :]


def test_shop_typed_on_a_terminal(sit: Sit, place: Path) -> None:
    person = sit("new", "shop")
    say(person, SHOP)
    person.end(0)
    assert_is_the_shop(place / "shop" / "scaffold.yaml")
    assert "scaffold add Tag 'name: string unique'" in person.text.replace("\n", "")
    assert person.echoes


def test_shop_takes_few_keys() -> None:
    assert keystrokes(SHOP) < 320


@pytest.mark.node
def test_the_shop_migrates(sit: Sit, place: Path, node_env: Path) -> None:
    person = sit("new", "shop")
    say(person, SHOP)
    person.end(0)
    project = Project(place / "shop", node_env)
    os.symlink(node_env, project.root / "node_modules")
    project.sequelize("db:migrate")
    migrated = project.tables()
    made = {"Customers", "Orders", "Payments", "Products", "Tags", "ProductTags"}
    assert made <= set(migrated)
    project.round_trip()


def test_shop_with_undone_and_changed_answers(sit: Sit, place: Path, drafts: Path) -> None:
    """A step back, Ctrl-C and --resume, and a row that is edited in the review."""
    person = sit("new", "shop")
    say(person, PROJECT)
    say(person, [("First model?", ("Customers", ENTER))])
    person.answer("Attribute of Customers?", ESCAPE)
    say(person, CUSTOMER)
    say(person, ORDER[:2])
    person.answer("total: decimal(10, 2) default(0)", "sta", CTRL_C)
    person.end(130)
    assert "Your answers are kept: `scaffold new shop --resume`" in person.text
    assert person.echoes
    assert list(place.iterdir()) == []
    assert len(list(drafts.iterdir())) == 1

    person = sit("new", "shop", "--resume")
    say(person, ORDER[2:])
    say(person, PAYMENT)
    say(person, PRODUCT)
    say(person, [TAG[0], ("Attribute of Tag?", ("name string(90)", ENTER))])
    say(person, [("name: string(90)", (ENTER,)), *TAG[3:], END[0]])
    person.answer("Write the", "change", ENTER)
    person.answer("Which row?", "string(90)", ENTER)
    person.answer("New line of Tag? name: string(90)", CTRL_U, "name: string unique", ENTER)
    say(person, END[1:])
    person.end(0)
    assert_is_the_shop(place / "shop" / "scaffold.yaml")
    assert list(drafts.iterdir()) == []


STANDING = """\
# Our shop: do not reorder.
version: 1
targets: {sequelize: {directory: .}}   # one target

models:
  Order:   # what is sold
    total: 'decimal(10, 2)'   # with tax

  # Keep this one last.
  Customer: {name: string required}
"""


def test_existing_schema_is_added_to(sit: Sit, place: Path) -> None:
    (place / "scaffold.yaml").write_text(STANDING)
    person = sit("new")
    person.answer("Another model?", "Order", ENTER)
    person.answer("Attribute of Order?", "paid boolean", ENTER)
    person.answer("paid: boolean", ENTER)
    person.answer("Association of Order?", "belongsTo", ENTER)
    person.answer("belong to?", "Cus", DOWN, ENTER)
    person.answer("Name of the association (alias)?", ENTER)
    person.answer("Inverse association on", ENTER)
    person.answer("Association of Order?", ENTER)
    person.answer("Another model?", ENTER)
    person.answer("Write the", ENTER)
    person.end(0)
    assert (place / "scaffold.yaml").read_text() == STANDING.replace(
        "with tax\n", "with tax\n    paid: boolean\n    customer: belongsTo(Customer)\n"
    ).replace("{name: string required}", "{name: string required, orders: hasMany(Order)}")
    assert (place / "models" / "order.js").exists()
    assert not (place / "package.json").exists()


def test_change_that_cannot_be_migrated_is_reported_in_the_review(sit: Sit, place: Path) -> None:
    """The row can be corrected then; a draft repeats the last question."""
    (place / "scaffold.yaml").write_text(STANDING)
    sit("generate", "-q").end(0)
    person = sit("new")
    person.answer("Another model?", ENTER)
    person.answer("Write the", "Change", ENTER)
    person.answer("Which row?", "Customer.name", ENTER)
    person.answer("name: string required", CTRL_U, "name: boolean required", ENTER)
    person.answer("Write the", ENTER)
    person.answer("Customer.name changes", CTRL_C)
    person.end(130)
    person = sit("new", "--resume")
    person.answer("Write the", ENTER)
    person.see("Customer.name changes")
    person.answer("Write the", "Change", ENTER)
    person.answer("Which row?", "Customer.name", ENTER)
    person.answer("name: boolean required", CTRL_U, "name: string required", ENTER)
    person.answer("Write the", ENTER)
    person.end(0)
    assert (place / "scaffold.yaml").read_text() == STANDING


def test_a_schema_in_json_is_added_to(sit: Sit, place: Path) -> None:
    (place / "scaffold.json").write_text(
        '{\n  "version": 1,\n  "targets": {"sequelize": {"directory": "."}},\n'
        '  "models": {\n    "Tag": {"name": "string"}\n  }\n}\n'
    )
    person = sit("new")
    person.answer("Another model?", "Note", ENTER)
    person.answer("Attribute of Note?", "text text", ENTER, ENTER)
    person.answer("Association of Note?", ENTER)
    person.answer("Another model?", ENTER)
    person.answer("Write the", ENTER)
    person.end(0)
    written = (place / "scaffold.json").read_text()
    assert '"Note": {' in written and '"text": "text"' in written
    assert '    "Tag": {"name": "string"}' in written
    assert not (place / "scaffold.yaml").exists()


def test_ctrl_o_shows_the_files(sit: Sit) -> None:
    person = sit("new")
    say(person, PROJECT)
    say(person, CUSTOMER[:2])
    person.answer("name: string(120) required", CTRL_O)
    person.until(lambda _: "models/customer.js:" in person.text, "models/customer.js")
    person.see("Attribute of Customer?")
    assert "Customer.init(" in person.text
    assert "    name: string(120) required" in person.text
    person.type(CTRL_C)
    person.end(130)


def test_project_of_es_modules(sit: Sit, place: Path) -> None:
    person = sit("new", "shop")
    say(person, PROJECT[:-1])
    person.answer("Module system?", "esm", ENTER)
    person.answer("First model?", "Tag", ENTER)
    person.answer("Attribute of Tag?", CTRL_C)
    person.end(130)
    person = sit("new", "shop", "--resume")
    person.see("modules  esm")
    person.answer("Attribute of Tag?", ENTER)
    person.answer("Association of Tag?", ENTER)
    say(person, END)
    person.end(0)
    assert "--modules esm" in person.text.replace("\n", "")
    assert "export class Tag" in (place / "shop/models/tag.js").read_text()


def test_back_to_the_first_question(sit: Sit, place: Path) -> None:
    person = sit("new", "shop")
    said = [*PROJECT, *CUSTOMER[:2]]
    say(person, said)
    person.answer("name: string(120) required", ESCAPE)
    person.see("name: string(120) required", gone=True)
    for question, _ in reversed(said[:-1]):
        person.type(ESCAPE)
        person.see(question)
    person.type(ESCAPE)
    person.see("← undone: modules  commonjs", "this is the first question")
    # What was marked is marked again.
    say(person, [SHOP[0], (SHOP[1][0], (ENTER,)), *SHOP[2:]])
    person.end(0)
    assert_is_the_shop(place / "shop" / "scaffold.yaml")


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        ("migrations/1-users.js", "", "scaffold did not generate these models and migrations"),
        ("models/index.ts", "", "index.js would be loaded instead"),
    ],
)
def test_no_question_is_asked_where_nothing_can_be_generated(
    sit: Sit, place: Path, path: str, text: str, message: str
) -> None:
    (place / path).parent.mkdir(exist_ok=True)
    (place / path).write_text(text)
    person = sit("new")
    person.end(1)
    assert message in person.text and path in person.text
    assert "?" not in person.text
    assert [each.name for each in place.iterdir()] == [path.partition("/")[0]]
