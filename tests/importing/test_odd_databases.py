"""Databases with rare names, types, defaults and constraints: nothing fails or is lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from difflib import unified_diff
from pathlib import Path

import pytest

from tests.importing.conftest import DATABASES
from tests.importing.test_round_trip import facts_of, statements
from tests.support.alembic_project import AlembicProject
from tests.support.checks import Checks
from tests.support.compared_facts import compare_facts, unlisted
from tests.support.project import Project, make_project
from tests.support.scratch import Scratch

pytestmark = pytest.mark.slow

TARGETS = ("--targets", "sqlalchemy")


def test_everything_is_equal_in_a_fresh_database_or_listed(
    folder: Project,
    tmp_path: Path,
    new_scratch: Callable[[], Scratch],
    dialect: str,
    checks: Checks,
) -> None:
    source = new_scratch()
    source.run_script((DATABASES / "odd" / f"{dialect}.sql").read_text())
    report = json.loads(folder.scaffold("import", source.url, "--json", *TARGETS).output)
    schema = folder.read("scaffold.yaml")
    folder.scaffold("check")
    folder.scaffold("check", "--database", source.url)
    again = folder.scaffold("import", source.url).errors
    checks.equal("imported again", again, "no new table\n")
    checks.none("migrations", json.loads(folder.generate("--json").output)["migrations"])

    for option in ("--keep-names", "--one-sided"):
        other = make_project(tmp_path / option)
        other.scaffold("import", source.url, "--quiet", option, *TARGETS)
        other.scaffold("check", "--database", source.url)

    fresh, home = make_project(tmp_path / "fresh"), new_scratch()
    fresh.schema(schema)
    fresh.generate()
    AlembicProject(fresh.root / "python", home).upgrade()
    expected = facts_of(source.url)
    compared = compare_facts(expected, facts_of(home.url))
    for kind, count in compared.all.items():
        checks.made += compared.equal[kind]
        left = unlisted(compared.missing, report, expected)
        wrong = [fact for fact in left if fact.kind == kind]
        checks.that(f"{count} of {kind}", not wrong, wrong)
    checks.none("new", map(str, unlisted(compared.new, report, expected)))
    done = folder.scaffold("import", home.url, "--json", *TARGETS, "-f", "b.yaml", "--dry-run")
    rebuilt = json.loads(done.output)["schema"]
    changed = unified_diff(statements(schema), statements(rebuilt), lineterm="", n=0)
    checks.none("imported from the fresh one", changed)
