"""The JSON Schema that a schema names in its first line is kept by `generate`."""

from __future__ import annotations

import json

import pytest

from scaffold.project.editor_schema import LINE
from tests.support.project import Project

PATH = ".scaffold/schema.json"


@pytest.mark.slow
def test_new_projects_name_it_and_generate_keeps_it(folder: Project) -> None:
    folder.scaffold("new", ".", "--yes", "--field", "Customer.name: string")
    assert folder.read("scaffold.yaml").startswith(f"{LINE}\nversion: 1\n")
    text = folder.read(PATH)
    assert json.loads(text) == json.loads(folder.scaffold("schema").output)
    for damaged in ("{}\n", None):
        (folder.root / PATH).unlink() if damaged is None else folder.write(PATH, damaged)
        assert PATH in folder.scaffold("check", code=1).output
        folder.generate()
        assert folder.read(PATH) == text
        folder.scaffold("check")
    folder.scaffold("add", "Customer", "email: string")
    assert folder.read("scaffold.yaml").startswith(f"{LINE}\n")


def test_a_schema_that_does_not_name_it_has_none(folder: Project) -> None:
    folder.schema("version: 1\ntargets: {sequelize: {directory: .}}\nmodels: {A: {}}\n")
    folder.generate()
    assert not (folder.root / PATH).exists()
