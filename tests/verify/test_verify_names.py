"""`scaffold verify` compares sequences' types and primary keys' names on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.project import Project
from tests.support.scratch import Scratch

NewScratch = Callable[[], Scratch]
pytestmark = [pytest.mark.node, pytest.mark.parametrize("dialect", ["postgres"], indirect=True)]

BEFORE = """version: 1
targets: {sequelize: {directory: .}, sqlalchemy: {directory: python}}
options: {id: integer}
models:
  Client:
    name: string
    visits: hasMany(Visit)
  Visit:
    day: date
    client: belongsTo(Client)
"""
AFTER = (
    BEFORE.replace("id: integer", "id: bigint")
    .replace("Client:", "Patient:\n    $was: Client")
    .replace("(Client)", "(Patient)")
    .replace("    client: belongs", "    patient: belongs")
    .replace("(Patient)\n", "(Patient) was(client)\n")
)


@pytest.fixture
def changed(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A renamed model whose ids become bigints, generated for both targets."""
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    project.schema(BEFORE)
    project.generate()
    project.schema(AFTER)
    project.scaffold("generate", "--no-input", "--allow-data-loss")
    return project


def verified(project: Project, url: str, *arguments: str, code: int = 0) -> str:
    return project.scaffold("verify", "--database", url, *arguments, code=code).output


def replace_in_migration(folder: Path, statement: str) -> None:
    """Replace a statement, in the only migration that has it, by one that does nothing."""
    paths = [path for path in folder.iterdir() if path.is_file()]
    (path,) = (path for path in paths if statement in path.read_text())
    path.write_text(path.read_text().replace(statement, "SELECT 1"))


def test_generated_change_passes(
    changed: Project, dialect: str, server_of: Callable[[str], str]
) -> None:
    assert "16 of 16 checks passed on PostgreSQL" in verified(changed, server_of(dialect))


@pytest.mark.parametrize("folder", ["migrations", "python/migrations/versions"])
@pytest.mark.parametrize(
    ("statement", "found", "wanted"),
    [
        (
            'ALTER SEQUENCE "Visits_id_seq" AS bigint',
            "-  column id bigint NOT NULL DEFAULT nextval('\"Visits_id_seq\"'::regclass) "
            "sequence of type integer",
            "+  column id bigint NOT NULL DEFAULT nextval('\"Visits_id_seq\"'::regclass)",
        ),
        (
            'ALTER TABLE "Patients" RENAME CONSTRAINT "Clients_pkey" TO "Patients_pkey"',
            "-  primary key Clients_pkey (id)",
            "+  primary key Patients_pkey (id)",
        ),
    ],
    ids=["sequence", "primary key"],
)
def test_name_or_type_that_stays_behind_in_up_differs_from_the_models(
    changed: Project,
    dialect: str,
    server_of: Callable[[str], str],
    folder: str,
    statement: str,
    found: str,
    wanted: str,
) -> None:
    replace_in_migration(changed.root / folder, statement)
    # The way down would rename what has its old name already.
    back = 'ALTER TABLE "Clients" RENAME CONSTRAINT "Patients_pkey" TO "Clients_pkey"'
    if "CONSTRAINT" in statement:
        replace_in_migration(changed.root / folder, back)
    target = "sequelize" if folder == "migrations" else "sqlalchemy"
    lines = verified(changed, server_of(dialect), "--target", target, code=1).splitlines()
    shown = [line.strip() for line in lines]
    assert found in shown
    assert wanted in shown


@pytest.mark.parametrize("folder", ["migrations", "python/migrations/versions"])
def test_sequence_that_stays_bigint_in_down_is_found(
    changed: Project, dialect: str, server_of: Callable[[str], str], folder: str
) -> None:
    replace_in_migration(changed.root / folder, 'ALTER SEQUENCE "Visits_id_seq" AS integer')
    target = "sequelize" if folder == "migrations" else "sqlalchemy"
    output = verified(changed, server_of(dialect), "--target", target, code=1)
    assert "does not restore the tables from before it" in output
    assert "sequence of type bigint" in output


def test_names_of_imported_primary_keys_are_not_expected_of_the_models(
    project: Project, dialect: str, server_of: Callable[[str], str], new_scratch: NewScratch
) -> None:
    scratch = new_scratch()
    scratch.run_script('CREATE TABLE photo (id serial, CONSTRAINT "PK_photo" PRIMARY KEY (id))')
    (project.root / "scaffold.yaml").unlink(missing_ok=True)
    project.scaffold("import", scratch.url, "--baseline-migration", "--quiet")
    project.generate()
    assert "7 of 7 checks passed" in verified(project, server_of(dialect))
