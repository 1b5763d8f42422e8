"""Errors of sequelize-cli, whose commands verify runs in one process."""

from __future__ import annotations

import json

import pytest

from tests.support.project import Project

pytestmark = pytest.mark.node

SCHEMA = "version: 1\ntargets: {sequelize: {}}\nmodels: {Tag: {label: string}}\n"
FAULTS = {
    "process.exit(3);": "sequelize-cli: == 20990101000000-mine: migrating",
    "setTimeout(() => { throw new TypeError('late'); }); await new Promise(() => {});": (
        "sequelize-cli: TypeError: late"
    ),
    "process.kill(process.pid, 'SIGKILL');": "sequelize-cli: node ended unexpectedly: exit -9",
}


def verified(project: Project, up: str, down: str, code: int) -> dict[str, tuple[str, str]]:
    """Run verify on a migration with these lines; return verdict and words by check."""
    project.schema(SCHEMA)
    project.generate()
    project.write(
        "migrations/20990101000000-mine.js",
        "'use strict';\n\nlet runs = 0;\n"
        "const isCli = () => process.argv[1].includes('sequelize-cli');\n"
        f"module.exports = {{\n  up: async (query) => {{\n    runs += 1;\n    {up}\n  }},\n"
        f"  down: async (query) => {{\n    {down}\n  }},\n}};\n",
    )
    said = json.loads(project.scaffold("verify", "--json", code=code).output)
    (target,) = said["targets"]
    names = [check["name"] for check in target["checks"]]
    assert names[2:5] == ["db:migrate", "db:migrate:undo:all", "db:migrate"]
    found = [(check["verdict"], check["detail"]) for check in target["checks"][2:5]]
    return dict(zip(("up", "down", "again"), found, strict=True))


@pytest.mark.parametrize("fault", FAULTS)
def test_error_of_the_first_command_is_reported(project: Project, fault: str) -> None:
    create = "await query.sequelize.query('CREATE TABLE Mine (a INT)');"
    drop = "await query.sequelize.query('DROP TABLE Mine');"
    found = verified(project, f"if (isCli()) {{ {fault} }}\n    {create}", drop, 1)
    verdict, detail = found["up"]
    assert verdict == "failed"
    assert FAULTS[fault] in detail.splitlines()[0]


def test_error_of_the_second_command_is_reported(project: Project) -> None:
    found = verified(project, "", "if (isCli()) throw new Error('mine');", 1)
    assert found == {
        "up": ("passed", "the same 1 table"),
        "down": ("failed", "sequelize-cli: ERROR: mine"),
        "again": ("skipped", "an earlier check failed"),
    }


def test_migrations_are_loaded_again_for_each_command(project: Project) -> None:
    found = verified(project, "if (isCli() && runs > 1) throw new Error('again');", "", 0)
    assert {verdict for verdict, _ in found.values()} == {"passed"}
