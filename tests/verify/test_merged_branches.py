"""A rename on one branch against an addition on the other: merged by git, rebased, and verified."""

from __future__ import annotations

import re

import pytest

from tests.cli.test_amend import commit, git
from tests.support.compare_tables import Rules, assert_same_tables
from tests.support.project import Project

pytestmark = pytest.mark.node

SCHEMA = """\
version: 1

targets:
  sequelize: {directory: .}

options: {dialects: [sqlite]}

models:
  Customer:
    name: string(120) required

  Order:
    note: text
    number: integer
    customer: belongsTo(Customer)

  Tag:
    label: string
    kind: string
    size: integer
"""
FIELD = ("    label: string\n", "    title: string was(label)\n")
ASSOCIATION = ("customer: belongsTo(Customer)", "buyer: belongsTo(Customer) was(customer)")
MODEL = ("  Tag:\n", "  Label:\n    $was: Tag\n")
COLUMN = ("    size: integer\n", "    size: integer\n    colour: string\n")
OTHER_COLUMN = ("    note: text\n", "    weight: integer\n    note: text\n")
REFERENCE = ("    size: integer\n", "    size: integer\n    order: belongsTo(Order)\n")
# A rename, and an addition to the same model.
PAIRS = {
    "a field": (FIELD, COLUMN),
    "a model against a column": (MODEL, COLUMN),
    "an association": (ASSOCIATION, OTHER_COLUMN),
    "a model against an association": (MODEL, REFERENCE),
}


def branch(project: Project, name: str, at: str, edit: tuple[str, str]) -> None:
    """Edit the schema on a branch, generate and commit."""
    git(project.root, "checkout", "-q", *(["-b"] if name == "feature" else []), name)
    text = project.read("scaffold.yaml")
    assert edit[0] in text
    project.schema(text.replace(*edit))
    project.scaffold("generate", "-q", "--timestamp", at)
    commit(project.root)


@pytest.mark.parametrize("rename_is_ours", [True, False], ids=["ours", "theirs"])
@pytest.mark.parametrize("pair", PAIRS)
def test_a_rename_against_an_addition(project: Project, pair: str, rename_is_ours: bool) -> None:
    project.write(".gitignore", "node_modules\ntmp\n*.sqlite\n")
    git(project.root, "init", "-q", "-b", "main")
    project.schema(SCHEMA)
    project.scaffold("generate", "-q", "--timestamp", "20260101000001")
    commit(project.root)
    renamed, added = PAIRS[pair]
    ours, theirs = (renamed, added) if rename_is_ours else (added, renamed)
    branch(project, "feature", "20260102000001", ours)
    project.run_migrations()
    branch(project, "main", "20260103000001", theirs)
    git(project.root, "checkout", "-q", "feature")
    conflicts = git(project.root, "merge", "-q", "--no-edit", "main", code=None)
    their_files = {
        path: path.read_bytes() for path in (project.root / "migrations").glob("20260103*")
    }
    assert "two branches were merged" in project.scaffold("check", code=1).errors
    rebase = ["rebase", "--onto", "main", "--timestamp", "20260104000001"]
    if conflicts:
        # Both branches changed the same lines of a model, and no person did: they are generated.
        marked = [
            path for path in project.root.glob("models/*.js") if "<<<<<<<" in path.read_text()
        ]
        assert marked
    said = project.scaffold(*rebase, "-q").errors
    assert all(path.read_bytes() == data for path, data in their_files.items())
    project.scaffold("generate", "-q")
    assert "up to date" in project.scaffold("check").output
    project.scaffold("verify", "--database", "sqlite")
    updates = re.findall(r"`(UPDATE .*?)`", said)
    # An operation carries the name of its table, which a renamed model changes.
    assert updates or rename_is_ours or renamed == MODEL
    if updates:
        # What the branch added is kept in a database that ran its old migration.
        project.scratch.execute(*updates)
        kept = project.run_migrations()
        project.scratch.clear()
        assert_same_tables(project.run_migrations(), kept, Rules(order=False, key_names=False))
    (mine,) = (project.root / "migrations").glob("20260104*.js")
    word = re.compile("rename" if rename_is_ours else "addColumn", re.I)
    assert word.search(mine.read_text())
    model = project.read("models/label.js" if renamed == MODEL else "models/tag.js")
    assert renamed == ASSOCIATION or ("title" in model or "Label" in model)
    assert added == OTHER_COLUMN or ("colour" in model or "belongsTo" in model)
