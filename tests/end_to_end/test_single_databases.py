"""What only one database has, generated for it alone and then changed, verified on it.

`scaffold verify` compares the tables of both targets' migrations and models, tries rows through
the models, and proves the changes on rows, up and down.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.project import Project

pytestmark = [pytest.mark.node, pytest.mark.slow]

SCHEMAS = Path(__file__).parent / "single"
# Fields that the changed schema lacks, and why no migration keeps them.
DROPPED = {"postgres": ("--drop", "Order.owned"), "mysql": (), "sqlite": ()}


def test_schema_of_one_database_and_its_changes(
    project: Project, dialect: str, server_of: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    for name in (dialect, f"{dialect}_changed"):
        project.schema((SCHEMAS / f"{name}.yaml").read_text(encoding="utf-8"))
        options = () if name == dialect else DROPPED[dialect]
        project.scaffold("generate", "--no-input", "--allow-data-loss", *options)
    url = "sqlite" if dialect == "sqlite" else server_of(dialect)
    said = project.scaffold("verify", "--database", url).output
    assert "16 of 16 checks passed" in said
    assert "do not allow to undo" not in said
