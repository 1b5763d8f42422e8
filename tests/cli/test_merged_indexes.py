"""Two branches add a model each: git's conflicts between generated lines are resolved."""

from __future__ import annotations

import pytest

from tests.cli.conftest import SCHEMA, Cli
from tests.cli.test_amend import commit, git

TAG = "\n  Tag:\n    name: string\n"
ZONE = "\n  Zone:\n    name: string\n"
TARGETS = {
    "commonjs": ("sequelize: {directory: .}", "models/customer.js"),
    "esm": ("sequelize: {directory: ., modules: esm}", "models/index.js"),
    "typescript": ("sequelize: {directory: ., modules: typescript}", "models/index.ts"),
    "python": ("sqlalchemy: {}", "python/models/__init__.py"),
}
MINE = "\n/* Mine. */\n", "\n# Mine.\n"


def add_on_branches(cli: Cli, target: str, index: str, style: str, edited: str = "") -> None:
    """Merge two branches with a model each; the last line of the index is a person's."""
    cli.schema(schema := SCHEMA.replace("sequelize: {directory: .}", target))
    cli.write("package.json", '{"type": "%s"}' % ("module" if "modules" in target else "commonjs"))
    cli.write(".gitignore", "__pycache__\n")
    git(cli.root, "init", "-q", "-b", "main")
    git(cli.root, "config", "merge.conflictStyle", style)
    cli("generate", "-q", "--timestamp", "20260101000001")
    cli.write(index, cli.tree()[index].decode() + MINE[index.endswith(".py")])
    commit(cli.root)
    git(cli.root, "checkout", "-q", "-b", "feature")
    for name, model, at in (("feature", TAG, "20260102000001"), ("main", ZONE, "20260103000001")):
        git(cli.root, "checkout", "-q", name)
        cli.schema(schema + model)
        cli("generate", "-q", "--timestamp", at)
        if edited and name == "feature":
            cli.replace(index, edited, f"{edited} // Mine.")
        commit(cli.root)
    git(cli.root, "checkout", "-q", "feature")
    git(cli.root, "merge", "-q", "--no-edit", "main", code=None)
    cli.schema(schema + TAG + ZONE)


@pytest.mark.slow
@pytest.mark.parametrize("style", ["merge", "diff3"])
@pytest.mark.parametrize("flavour", TARGETS)
def test_conflicts_between_generated_lines_are_resolved(cli: Cli, flavour: str, style: str) -> None:
    target, index = TARGETS[flavour]
    add_on_branches(cli, target, index, style)
    if flavour != "commonjs":
        assert "<<<<<<<" in cli.tree()[index].decode()
    cli("rebase", "--onto", "main", "-q")
    text = cli.tree()[index].decode()
    assert text.endswith(MINE[index.endswith(".py")])
    assert "up to date" in cli("check").output
    clean = cli.tree()[index].decode()
    (cli.root / index).unlink()
    cli.generate("--overwrite", index, "-q")
    assert clean == cli.tree()[index].decode() + MINE[index.endswith(".py")]


def test_conflict_with_a_line_of_a_person_is_named(cli: Cli) -> None:
    target, index = TARGETS["esm"]
    add_on_branches(cli, target, index, "merge", "import { Tag } from './tag.js';")
    before = cli.tree()[index]
    said = cli("rebase", "--onto", "main", code=1).errors
    assert f"{index}:3:1: this file has unresolved git conflict markers" in said
    assert cli.tree()[index] == before
