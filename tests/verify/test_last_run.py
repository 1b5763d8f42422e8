"""`scaffold verify` proves the last run on rows: the check `last run`."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from scaffold.files.encoding_details import text_digest
from tests.support.project import Project, make_project

Servers = Callable[[str], str]

pytestmark = pytest.mark.node

BEFORE = """version: 1
targets: {sequelize: {directory: .}, sqlalchemy: {directory: python}}
options: {id: integer}
models:
  Client:
    name: string(80) required
    code: string(20) unique
    born: date
    active: boolean default(true)
    level: enum(low, high) default(low)
    weight: decimal(8, 2) check("{weight} > 0")
    data: binary
    visits: hasMany(Visit)
    tags: belongsToMany(Tag) through(ClientTags)
  Visit:
    at: datetime required
    note: text
    minutes: integer
    client: belongsTo(Client) required
    next: belongsTo(Visit)
  Tag:
    label: string unique
    clients: belongsToMany(Client) through(ClientTags)
"""
AFTER = (
    BEFORE.replace("Client:", "Patient:\n    $was: Client")
    .replace("(Client) required", "(Patient) required was(client)")
    .replace("clients: belongsToMany(Client)", "patients: belongsToMany(Patient)")
    .replace("    client: belongs", "    patient: belongs")
    .replace("name: string(80)", "fullName: string(100) was(name)")
    .replace("    born: date\n", "")
    .replace("minutes: integer", "minutes: bigint")
    .replace("enum(low, high)", "enum(low, high, highest)")
    .replace("    note: text\n", "    note: text\n    room: integer required fill(1)\n")
)


@pytest.fixture
def changed(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    return project


def generate(project: Project, *schemas: str) -> None:
    for schema in schemas:
        project.schema(schema)
        project.scaffold("generate", "--no-input", "--allow-data-loss")


@pytest.fixture(scope="module")
def generated(node_env: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with both runs, which is shared: see `grown`."""
    project = make_project(tmp_path_factory.mktemp("runs") / "project", node_env)
    generate(project, BEFORE, AFTER)
    return project.root


@pytest.fixture
def grown(generated: Path, changed: Project) -> Project:
    """Return a copy of it."""
    others = shutil.ignore_patterns("node_modules")
    shutil.copytree(generated, changed.root, ignore=others, dirs_exist_ok=True)
    return changed


def verified(
    project: Project, dialect: str, server_of: Servers, *arguments: str, code: int = 0
) -> str:
    url = "sqlite" if dialect == "sqlite" else server_of(dialect)
    return project.scaffold("verify", "--database", url, *arguments, code=code).output


def lines_of(output: str) -> list[str]:
    """Return the lines of the check, without its name."""
    lines = output.splitlines()
    return [line for line in lines if " last run " in line and "  " in line[9:12]]


def test_rows_of_renamed_and_altered_tables_are_kept(
    grown: Project, dialect: str, server_of: Servers
) -> None:
    output = verified(grown, dialect, server_of)
    lines = lines_of(output)
    assert len(lines) == 2, output
    for line in lines:
        assert line.startswith("   passed"), output
        assert "rows in 4 tables, kept, and the same when it is undone" in line, output


def run(dialect: str, table: str, statement: str) -> Mapping[str, str]:
    """Return the call that runs a statement on a table in a migration, by target."""
    quoted = f'"{table}"' if dialect != "mysql" else table
    sql = statement.format(quoted)
    return {
        "sequelize": f"await queryInterface.sequelize.query({sql!r}, {{ transaction }});",
        "sqlalchemy": f"op.execute({sql!r})",
    }


FOLDERS = {"sequelize": "migrations", "sqlalchemy": "python/migrations/versions"}
# The first line of the way up and of the way down, after which a call is inserted.
STARTS = {
    "sequelize": ("const dialect = queryInterface.sequelize.getDialect();\n",) * 2,
    "sqlalchemy": ("def upgrade() -> None:\n", "def downgrade() -> None:\n"),
}


def insert_in_migration(project: Project, target: str, call: str, *, down: bool = False) -> None:
    """Insert a call at the start of the last run's migration, as if scaffold had written it."""
    folder = project.root / FOLDERS[target]
    (path,) = (path for path in folder.iterdir() if "change" in path.name and path.is_file())
    text = path.read_text()
    start = STARTS[target][down]
    head, *parts = text.split(start)
    at = int(down) if len(parts) > 1 else 0
    parts[at] = f"    {call}\n{parts[at]}"
    changed = start.join((head, *parts))
    path.write_text(changed)
    for record in (project.root / ".scaffold" / "history").iterdir():
        written = record.read_text()
        record.write_text(written.replace(text_digest(text), text_digest(changed)))


CHANGED = {
    "rows": ("sequelize", "DELETE FROM {}", False, "Visits has 0 rows instead of "),
    "converted values undone": (
        "sequelize",
        "UPDATE {} SET minutes = 1",
        True,
        "undone, Visits has {",
    ),
    "values": ("sqlalchemy", "UPDATE {} SET note = 'x'", False, "Visits has {"),
    "values undone": ("sqlalchemy", "UPDATE {} SET note = 'x'", True, "undone, Visits has {"),
}


# Each on a database, and one of each target on each.
@pytest.mark.parametrize(
    ("dialect", "kind"),
    [
        ("sqlite", "rows"),
        ("sqlite", "values undone"),
        ("postgres", "converted values undone"),
        ("postgres", "values"),
        ("mysql", "rows"),
        ("mysql", "values undone"),
    ],
    indirect=["dialect"],
)
def test_migration_that_changes_rows_fails(
    grown: Project,
    dialect: str,
    server_of: Servers,
    kind: str,
) -> None:
    target, statement, down, found = CHANGED[kind]
    call = run(dialect, "Visits", statement)[target]
    insert_in_migration(grown, target, call, down=down)
    output = verified(grown, dialect, server_of, "--skip-models", "--target", target, code=1)
    (line,) = lines_of(output)
    assert line == "   failed  last run             it does not keep the rows", output
    assert f"           {found}" in output


def test_migration_that_fails_on_rows_fails(
    grown: Project, dialect: str, server_of: Servers
) -> None:
    # On an empty table nothing is divided.
    call = "const [found] = await queryInterface.sequelize.query("
    count = run(dialect, "Visits", "SELECT * FROM {}")["sequelize"].partition("query(")[2]
    insert_in_migration(
        grown, "sequelize", f"{call}{count} if (found.length) throw new Error('rows');"
    )
    alone = ("--skip-models", "--target", "sequelize")
    output = verified(grown, dialect, server_of, *alone, code=1)
    (line,) = lines_of(output)
    assert line.startswith("   failed  last run             "), output


def verdict(project: Project) -> tuple[str, str] | None:
    """Return the verdict and the words of the check on SQLite; None if it was not made."""
    output = verified(project, "sqlite", str, "--skip-models", "--target", "sequelize", "--json")
    (target,) = json.loads(output)["targets"]
    found = [each for each in target["checks"] if each["name"] == "last run"]
    return (found[0]["verdict"], found[0]["detail"]) if found else None


def test_first_run_has_no_rows_to_keep(changed: Project) -> None:
    generate(changed, BEFORE)
    assert verdict(changed) is None


def test_edited_migration_is_not_tried(grown: Project) -> None:
    (path,) = (grown.root / "migrations").glob("*change*.js")
    path.write_text(path.read_text() + "// mine\n")
    assert verdict(grown) == (
        "skipped",
        "its migrations were edited: which rows they keep is not known",
    )


def test_later_migration_of_a_person_is_not_tried(grown: Project) -> None:
    later: Path = grown.root / "migrations" / "20990101000000-mine.js"
    later.write_text("module.exports = { up: async () => {}, down: async () => {} };\n")
    assert verdict(grown) == (
        "skipped",
        "the tables before it cannot be filled: other migrations are among or after those of the "
        "last run",
    )


def test_texts_that_are_converted_and_new_checks_get_rows_that_fit(changed: Project) -> None:
    fitting = BEFORE.replace("    note: text\n", "    note: integer\n")
    fitting = fitting.replace("minutes: integer", 'minutes: integer check("{minutes} > 500")')
    generate(changed, BEFORE, fitting.replace("code: string(20)", "code: string(5)"))
    found = verdict(changed)
    assert found is not None
    assert found[0] == "passed"


def test_rows_that_the_run_refuses_are_no_failure(changed: Project) -> None:
    before = BEFORE.replace("name: string(80) required", "name: string(80) required unique")
    after = before.replace(
        "belongsTo(Client) required", "belongsTo(Client) required targetKey(name)"
    )
    generate(changed, before, after.replace("hasMany(Visit)", "hasMany(Visit) sourceKey(name)"))
    found = verdict(changed)
    assert found is not None
    assert found[0] == "skipped"
    assert found[1].startswith("it refuses the rows that were tried: ")


def test_unique_of_the_run_gets_rows_that_differ(changed: Project) -> None:
    unique = BEFORE.replace("    minutes: integer\n", "    minutes: integer unique\n")
    generate(changed, BEFORE, unique)
    found = verdict(changed)
    assert found is not None
    assert found[0] == "passed"
