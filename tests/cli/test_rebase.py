"""Two branches that git merged: forks are named, and one branch follows the other."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

from tests.cli.conftest import Cli
from tests.cli.test_amend import commit, git
from tests.support.alembic_project import AlembicProject
from tests.support.scratch import SqliteScratch

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
    note: text
    customer: belongsTo(Customer)

  Tag:
    label: string
    kind: string
    size: integer
"""
COLOUR = ("    label: string", "    label: string\n    colour: string")
ONE = ("    label: string", "    label: string\n    one: string")
TWO = ("    size: integer", "    size: integer\n    two: string")
EMAIL = ("(120) required", "(120) required\n    email: string")


@pytest.fixture
def project(cli: Cli) -> Cli:
    """A repository with one run, on its branch main."""
    git(cli.root, "init", "-q", "-b", "main")
    cli.schema(SCHEMA)
    cli("generate", "-q", "--timestamp", "20260101000001")
    commit(cli.root)
    return cli


def branch(cli: Cli, name: str, at: str, *edits: tuple[str, str], options: str = "-q") -> None:
    """Edit the schema on a branch, generate and commit."""
    if name != "main":
        git(cli.root, "checkout", "-q", "-b", name)
    else:
        git(cli.root, "checkout", "-q", "main")
    for old, new in edits:
        cli.replace("scaffold.yaml", old, new)
    cli("generate", options, "--timestamp", at)
    commit(cli.root)


def merge(cli: Cli) -> None:
    """Merge main into the branch `feature`."""
    git(cli.root, "checkout", "-q", "feature")
    git(cli.root, "merge", "-q", "--no-edit", "main")


def names(cli: Cli) -> list[str]:
    return sorted(path.name for path in (cli.root / "migrations").glob("*.js"))


def chained(cli: Cli) -> None:
    """AssertionError unless the Alembic revisions are one chain in the order of their names."""
    previous = None
    for path in sorted((cli.root / "python/migrations/versions").glob("*.py")):
        text = path.read_text()
        expected = f'down_revision = "{previous}"' if previous else "down_revision = None"
        assert expected in text, path.name
        previous = path.name[:14]


@pytest.mark.slow
def test_different_models(project: Cli) -> None:
    branch(
        project,
        "feature",
        "20260102000001",
        COLOUR,
    )
    branch(project, "main", "20260103000001", EMAIL)
    merge(project)
    for word in ("check", "generate", "undo"):
        said = project(word, code=1)
        assert "two branches were merged" in said.errors
        assert "20260102000001-change-tags" in said.errors
        assert "20260103000001-change-customers" in said.errors
        assert "scaffold rebase" in said.errors
    theirs = {path: data for path, data in project.tree().items() if "20260103" in path}
    said = project("rebase", "--onto", "main", "--timestamp", "20260104000001")
    assert "db:migrate:undo:all --to 20260102000001-change-tags.js" in said.errors
    assert "downgrade 20260102000001-1" in said.errors
    old, new = (f"2026010{day}000001-change-tags.js" for day in (2, 4))
    for name, note in (('"SequelizeMeta"', ""), ("SequelizeMeta", " -- MySQL, SQLite")):
        assert f"`UPDATE {name} SET name = '{new}' WHERE name = '{old}'{note}`" in said.errors
    assert names(project)[-2:] == [
        "20260103000001-change-customers.js",
        "20260104000001-change-tags.js",
    ]
    assert theirs.items() <= project.tree().items()
    chained(project)
    assert "up to date" in project("check").output
    assert "nothing to rebase" in project("rebase", "--onto", "main").output


@pytest.mark.slow
def test_different_fields_of_one_model(project: Cli) -> None:
    branch(
        project,
        "feature",
        "20260102000001",
        ONE,
    )
    branch(
        project,
        "main",
        "20260103000001",
        TWO,
    )
    merge(project)
    project("rebase", "--onto", "main", "-q", "--timestamp", "20260104000001")
    (ours,) = (project.root / "migrations").glob("20260104*")
    assert "'one'" in ours.read_text() and "'two'" not in ours.read_text()
    chained(project)
    assert "up to date" in project("check").output


@pytest.mark.slow
def test_the_same_new_field_is_added_once(project: Cli) -> None:
    branch(project, "feature", "20260102000001", COLOUR)
    branch(project, "main", "20260103000001", COLOUR)
    merge(project)
    project("rebase", "--onto", "main", "-q")
    assert names(project)[-1] == "20260103000001-change-tags.js"
    chained(project)
    assert "up to date" in project("check").output


@pytest.mark.slow
def test_a_drop_against_an_addition(project: Cli) -> None:
    branch(
        project,
        "feature",
        "20260102000001",
        ("    note: text\n", ""),
        options="--drop=Order.note",
    )
    branch(
        project,
        "main",
        "20260103000001",
        TWO,
    )
    merge(project)
    project("rebase", "--onto", "main", "-q", "--timestamp", "20260104000001")
    assert names(project)[-1] == "20260104000001-change-orders.js"
    assert "up to date" in project("check").output


@pytest.mark.slow
def test_open_decisions_are_json_too(project: Cli) -> None:
    branch(project, "feature", "20260102000001", ONE)
    branch(project, "main", "20260103000001", TWO)
    merge(project)
    project.replace("scaffold.yaml", "    note: text\n", "")
    (decision,) = project.json("rebase", "--onto", "main", code=5)["decisions"]
    assert (decision["kind"], decision["name"]) == ("drop", "Order.note")
    (choice,) = decision["choices"]
    said = project.json("rebase", "--onto", "main", *choice["options"])
    assert said["written"] and said["commands"] and said["renaming"] == []


@pytest.mark.slow
def test_the_printed_alembic_commands_keep_rows(project: Cli, tmp_path: Path) -> None:
    branch(project, "feature", "20260102000001", ONE)
    python = AlembicProject(project.root / "python", SqliteScratch(tmp_path / "db.sqlite"))
    python.scratch.clear()
    python.upgrade()
    python.scratch.execute("INSERT INTO Tags VALUES (1, 'a', 'b', 2, '2026', '2026', 'mine')")
    branch(project, "main", "20260103000001", TWO)
    merge(project)
    commands = project.json("rebase", "--onto", "main")["renaming"][-1]
    for each in commands:
        word, *options = each.split()[3:]
        run = getattr(command, word)
        with python.ready():
            config = Config(str(project.root / "python/alembic.ini"), stdout=io.StringIO())
            run(config, options[-1], **({"purge": True} if "--purge" in options else {}))
    assert python.scratch.query("SELECT one, two FROM Tags") == [[("mine", None)]]
    assert python.check() == []


@pytest.mark.slow
def test_an_edited_migration_is_refused(project: Cli) -> None:
    branch(
        project,
        "feature",
        "20260102000001",
        ONE,
    )
    mine = "migrations/20260102000001-change-tags.js"
    project.write(mine, (project.root / mine).read_text() + "// mine\n")
    commit(project.root)
    branch(
        project,
        "main",
        "20260103000001",
        TWO,
    )
    merge(project)
    before = project.tree()
    said = project("rebase", "--onto", "main", code=1)
    assert f"{mine}: this migration was edited" in said.errors
    assert project.tree() == before


@pytest.mark.slow
def test_onto_a_record_and_a_branch_that_there_is_not(project: Cli) -> None:
    branch(
        project,
        "feature",
        "20260102000001",
        ONE,
    )
    branch(
        project,
        "main",
        "20260103000001",
        TWO,
    )
    merge(project)
    assert "git does not know this commit" in project("rebase", "--onto", "nowhere", code=2).errors
    assert "git does not know this commit" in project("rebase", "--onto", "--help", code=2).errors
    assert "no default branch" in project("rebase", code=2).errors
    other = next(path for path in project.records if "20260103" in path)
    assert "no record" in project("rebase", "--onto", "20260103000001-00000000", code=2).errors
    project("rebase", "--onto", other, "-q", "--timestamp", "20260104000001")
    assert names(project)[-1] == "20260104000001-change-tags.js"
    assert "up to date" in project("check").output


@pytest.mark.slow
def test_a_commit_on_neither_side_of_the_fork_is_refused(project: Cli) -> None:
    """Neither the commit before both branches nor the one after their merge tells which follows."""
    git(project.root, "tag", "start")
    branch(project, "feature", "20260102000001", ONE)
    branch(project, "main", "20260103000001", TWO)
    merge(project)
    for onto in ("start", "HEAD"):
        before = project.tree()
        said = project("rebase", "--onto", onto, code=2)
        assert project.tree() == before
        first, second = re.findall(r"`scaffold (rebase --onto (\w+)-\w+)`", said.errors)
        assert (first[1], second[1]) == ("20260102000001", "20260103000001")
    project(*second[0].split(), "-q", "--timestamp", "20260104000001")
    assert names(project)[-1] == "20260104000001-change-tags.js"
    assert "up to date" in project("check").output


RENAMED = (
    ("  Tag:\n", "  Label:\n    $was: Tag\n"),
    ("    kind: string\n", "    sort: string required was(kind) fill(x)\n"),
)


@pytest.mark.slow
def test_accepted_losses_of_what_the_branch_renamed(project: Cli) -> None:
    branch(project, "feature", "20260102000001", *RENAMED, options="--allow-data-loss")
    branch(project, "main", "20260103000001", EMAIL)
    merge(project)
    project("rebase", "--onto", "main", "--timestamp", "20260104000001")
    assert "up to date" in project("check").output
    chained(project)


@pytest.mark.slow
def test_accepted_losses_of_what_the_other_branch_renamed(project: Cli) -> None:
    drop = ("    kind: string\n", "")
    branch(project, "feature", "20260102000001", drop, options="--allow-data-loss")
    branch(project, "main", "20260103000001", RENAMED[0])
    merge(project)
    said = project("rebase", "--onto", "main", code=5)
    assert "Label.kind was removed" in said.errors
    project("rebase", "--onto", "main", "--drop", "Label.kind", "--timestamp", "20260104000001")
    assert "up to date" in project("check").output
