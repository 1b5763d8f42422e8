"""From a database to a schema, and from the schema alone to the same database, by both targets."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from scaffold.importing.connection.database_url import parse_url
from scaffold.importing.connection.read_database import read_database
from scaffold.importing.database_facts import DatabaseFacts
from tests.conftest import MakeProject
from tests.support.alembic_project import AlembicProject
from tests.support.checks import Checks
from tests.support.compared_facts import compare_facts, unlisted
from tests.support.project import Project
from tests.support.scratch import Scratch

pytestmark = pytest.mark.node

BOTH = ("--targets", "sequelize,sqlalchemy")


def test_the_schema_alone_makes_the_same_database(
    new_project: MakeProject,
    hard_database: Callable[[str], Scratch],
    new_scratch: Callable[[], Scratch],
    dialect: str,
    checks: Checks,
) -> None:
    url = hard_database(dialect).url
    first, second = new_project(), new_project()
    report = imported(first, url)
    schema = first.read("scaffold.yaml")
    second.schema(schema)
    second.generate()
    second.home = new_scratch()
    second.run_migrations()
    by_alembic = new_scratch()
    AlembicProject(second.root / "python", by_alembic).upgrade()
    expected = facts_of(url)
    for target, made in (("sequelize", second.home), ("sqlalchemy", by_alembic)):
        compared = compare_facts(expected, facts_of(made.url))
        for kind, count in compared.all.items():
            checks.made += compared.equal[kind]
            left = unlisted(compared.missing, report, expected)
            wrong = [fact for fact in left if fact.kind == kind]
            checks.that(f"{target}: {count} of {kind}", not wrong, wrong)
        checks.none(f"{target}: new", map(str, unlisted(compared.new, report, expected)))
        again = imported(first, made.url, "-f", "again.yaml", "--dry-run")["schema"]
        checks.equal(f"{target}: imported again", statements(again), statements(schema))


def facts_of(url: str) -> DatabaseFacts:
    return read_database(parse_url(url), ".")


def imported(project: Project, url: str, *options: str) -> dict[str, Any]:
    done = project.scaffold("import", url, "--json", *BOTH, *options)
    found: dict[str, Any] = json.loads(done.output)
    return found


def statements(schema: str) -> list[str]:
    """Return a schema without its comments: what is not expressed is not in a fresh database."""
    return [line for line in schema.splitlines() if not line.strip().startswith("#")]
