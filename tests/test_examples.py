"""The examples are goldens: their generated files are compared byte for byte."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.golden import assert_golden, read_tree
from tests.support.node_packages import ROOT
from tests.support.project import Project

SCHEMAS = sorted(
    path
    for folder in ("examples", "tests/golden/trees")
    for path in (ROOT / folder).glob("*/scaffold.yaml")
)
# The bases for merging say what the models say.
BESIDE = ("scaffold.yaml", ".scaffold")


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda path: path.parent.name)
def test_example_generates_its_files(schema: Path, folder: Project, update_golden: bool) -> None:
    shutil.copy(schema, folder.root)
    folder.generate("--timestamp", "20260101000001")
    ours = {
        path: text
        for path, text in read_tree(folder.root, leave=BESIDE).items()
        if path.startswith(("models/", "migrations/"))
    }
    assert_golden(schema.parent, ours, update=update_golden, leave=BESIDE)
