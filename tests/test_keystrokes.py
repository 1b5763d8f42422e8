"""The counted keystrokes are fair: every method leads to the same shop."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from benchmarks import keystrokes
from tests.support import forked
from tests.support.node_packages import ROOT
from tests.support.project import Project

DESCRIBE = """
const attribute = (one) => [
  one.type.toString({ escape: (text) => text }),
  one.allowNull !== false || Boolean(one.primaryKey),
  Boolean(one.unique),
  Boolean(one.primaryKey),
  String(one.defaultValue),
  one.references && [one.references.model, one.references.key, one.onDelete, one.onUpdate],
];
const association = (one) => [
  one.associationType,
  one.target.name,
  one.foreignKey,
  one.otherKey || null,
];
const described = (models, describe) =>
  Object.fromEntries(Object.entries(models).map(([name, one]) => [name, describe(one)]));
return described(
  Object.fromEntries(['Customer', 'Order', 'Payment', 'Product', 'Tag'].map((n) => [n, db[n]])),
  (model) => ({
    attributes: described(model.rawAttributes, attribute),
    associations: described(model.associations, association),
  }),
);
"""


@pytest.mark.node
def test_the_models_written_by_hand_are_those_that_are_generated(project: Project) -> None:
    project.schema(keystrokes.SHOP.read_text())
    project.generate()
    generated: Any = project.run_js(DESCRIBE)
    models = project.root / "models"
    index = (models / "index.js").read_text()
    shutil.rmtree(models)
    shutil.copytree(keystrokes.BY_HAND / "models", models)
    (models / "index.js").write_text(index)
    assert project.run_js(DESCRIBE) == generated


@pytest.mark.node
@pytest.mark.slow
def test_every_method_leads_to_the_same_tables(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(keystrokes, "PROGRAMS", tmp_path)
    forked.write_command(tmp_path / "scaffold")
    assert keystrokes.main() == 0
    table = capsys.readouterr().out
    assert table in (ROOT / "README.md").read_text(encoding="utf-8")
    shares = [int(line.split("|")[4].strip(" %")) for line in table.splitlines()[2:]]
    assert shares[0] < 20, "the interview takes less than a fifth of sequelize-cli"


@pytest.mark.parametrize(
    ("before", "after", "keys"),
    [
        ("a b", "a b", 0),
        ("", "word", 4),
        ("a", "a\n  b", 2),
        ("one two three", "one three", 1),
        ("one two three four five", "one", 1),
        ("type: INTEGER", "type: UUID", 5),
        ("f(x)", "f(x, 10)", 4),
    ],
)
def test_edit_has_the_fewest_keystrokes(before: str, after: str, keys: int) -> None:
    assert keystrokes.edited(before, after) == keys
