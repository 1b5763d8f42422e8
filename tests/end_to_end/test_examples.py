"""The examples run on every database: up, compared with sync(), with rows, down and up again."""

from __future__ import annotations

import pytest

from tests.conftest import MakeProject
from tests.support.checks import Checks
from tests.support.node_packages import ROOT
from tests.support.project import Project
from tests.support.rounds import whole_round

pytestmark = pytest.mark.node

EXAMPLES = sorted((ROOT / "examples").glob("*/scaffold.yaml"))


def test_examples_run_on_every_database(
    housed: Project, new_project: MakeProject, checks: Checks
) -> None:
    assert len(EXAMPLES) >= 5
    for schema in EXAMPLES:
        project = new_project()
        project.home, project.other = housed.home, housed.other
        project.schema(schema.read_text(encoding="utf-8"))
        project.generate()
        whole_round(project, checks, schema.parent.name)
