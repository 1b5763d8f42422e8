"""`scaffold import` on databases with everything that is hard to import."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scaffold.database.tables import TableName
from scaffold.importing.code_names import CodeNames, CodeTimestamps
from scaffold.importing.connection.database_url import parse_url
from scaffold.importing.connection.read_database import read_database
from scaffold.importing.import_database import import_database
from tests.support.alembic_project import AlembicProject
from tests.support.project import Project
from tests.support.scratch import Scratch, SqliteScratch

Databases = Callable[[str], Scratch]

# Lines of the imported schema.
EXPECTED = {
    "postgres": (
        "  extensions: [btree_gist, citext, pg_trgm]",
        "      - {fields: [born, balance], using: gist}",
        "      - {fields: [{field: fullName, ops: gin_trgm_ops}], using: gin}",
        "  Mood: [calm, it's fine, stormy]",
        "  Level: {values: [low, '1', 'null'], name: Level, schema: audit}",
        "    mood: enum(Mood) required default(calm)",
        "    moods: array(enum(Mood)) required default('[]')",
        "    mood: enum(Mood) check(\"{mood} <> 'stormy'::mood\")",
        "    state: enum(sent, lost) default(sent)",
        "      - {fields: [{expression: \"{settings} ->> '{{a}}'::text\"}]}",
        "      - {fields: [{field: settings, ops: jsonb_path_ops}], using: gin}",
        '      - {fields: [{field: createdAt, order: desc}], where: "{managerId} IS NULL"}',
    ),
    "mysql": ("    $indexes: [{fields: [{field: createdAt, order: desc}, author]}]",),
    "sqlite": (
        '      - {fields: [born, {expression: "{isActive} + 1"}], unique: true}',
        '      - {fields: [{expression: "upper({name})", order: desc}, born]}',
    ),
}


@pytest.mark.slow
def test_checks_in_order_and_generates_no_migration(
    folder: Project, hard_database: Databases, dialect: str
) -> None:
    url = hard_database(dialect).url
    done = folder.scaffold("import", url, "--no-input", "--targets", "sequelize,sqlalchemy")
    assert "create  scaffold.yaml" in done.output
    checked = folder.scaffold("check")
    assert "`scaffold generate` makes them" in checked.errors
    generated = folder.scaffold("generate", "--json")
    assert json.loads(generated.output)["migrations"] == []
    assert "up to date" in folder.scaffold("check").output
    assert json.loads(folder.scaffold("generate", "--json").output)["migrations"] == []


@pytest.mark.slow
def test_writes_the_same_twice_and_nothing_in_a_dry_run(
    folder: Project, hard_database: Databases, dialect: str
) -> None:
    url = hard_database(dialect).url
    dry = imported(folder, url, "--dry-run")
    assert not dry["written"]
    assert not (folder.root / "scaffold.yaml").exists()
    assert not (folder.root / ".scaffold").exists()
    assert imported(folder, url)["written"]
    schema = folder.read("scaffold.yaml")
    assert schema == dry["schema"]
    expected = EXPECTED.get(dialect, ())
    assert [line for line in expected if f"\n{line}\n" not in schema] == []
    other = folder.scaffold("import", url, "-f", "other.yaml", code=1)
    assert "has the records of another schema" in other.errors
    assert not (folder.root / "other.yaml").exists()


@pytest.mark.slow
def test_refuses_a_change_that_needs_what_the_schema_does_not_express(
    folder: Project, hard_database: Databases
) -> None:
    folder.scaffold("import", hard_database("postgres").url, "--quiet")
    shown = folder.scaffold("show", "User").output
    assert "not expressed: trigger users_touch" in shown
    assert "unique constraint" in folder.scaffold("show", "Post").output
    # Names of the database, not of a rule.
    assert "check adults (" in shown
    folder.generate("--quiet")
    schema = folder.read("scaffold.yaml")
    folder.schema(schema.replace("    $unique: [[author, title]]\n", ""))
    done = folder.generate(code=1)
    assert "posts.posts_author_id_title_key would change" in done.errors
    assert "is a unique constraint" in done.errors
    # An index of the database is dropped as what it is there, by its own name.
    folder.schema(schema.replace("    token: uuid required unique", "    token: uuid required"))
    folder.generate("--json")
    (migration,) = (folder.root / "migrations").glob("*.js")
    up, down = migration.read_text().split("async down")
    assert "removeIndex" in up
    assert "'users_token'" in up
    assert "'users_token'" in down


def imported(folder: Project, url: str, *options: str) -> dict[str, Any]:
    done = folder.scaffold("import", url, "--json", *options)
    found: dict[str, Any] = json.loads(done.output)
    return found


@pytest.mark.parametrize("dialect", ["postgres"], indirect=True)
def test_baseline_migrations_make_the_database_with_its_own_names(
    folder: Project, hard_database: Databases, new_scratch: Callable[[], Scratch]
) -> None:
    source = hard_database("postgres")
    marked = new_scratch()
    options = ("--baseline-migration", "--mark", marked.url, "--targets", "sqlalchemy,sequelize")
    folder.scaffold("import", source.url, "--quiet", *options)
    assert "not there yet" in folder.scaffold("check").errors
    assert json.loads(folder.generate("--json").output)["migrations"] == []
    files = sorted(path.name for path in (folder.root / "migrations").glob("*.js"))
    meta, version = marked.query(
        'SELECT name FROM "SequelizeMeta" ORDER BY name', "SELECT version_num FROM alembic_version"
    )
    assert [row[0] for row in meta] == files
    assert version[0][0] == files[-1][:14]
    fresh = new_scratch()
    AlembicProject(folder.root / "python", fresh).upgrade()
    made = {key.name for table in fresh.tables().values() for key in table.foreign_keys}
    theirs = {key.name for table in source.tables().values() for key in table.foreign_keys}
    assert "from_port" in made
    assert made - theirs == set()
    named = "SELECT conname FROM pg_constraint WHERE conname = 'pk_tenants' AND contype = 'p'"
    assert fresh.query(named)[0] == source.query(named)[0] != []


@pytest.mark.parametrize("dialect", ["postgres"], indirect=True)
def test_kept_names_are_those_of_a_fresh_database(
    folder: Project, hard_database: Databases, new_scratch: Callable[[], Scratch]
) -> None:
    source = hard_database("postgres")
    options = ("--keep-names", "--targets", "sqlalchemy")
    report = folder.scaffold("import", source.url, *options).errors
    assert "primary keys with a name of their own, as PostgreSQL names them: tenants" in report
    alone = folder.root / "alone"
    alone.mkdir()
    (alone / "scaffold.yaml").write_text(folder.read("scaffold.yaml"))
    folder.generate("-C", "alone", "--quiet")
    fresh = new_scratch()
    AlembicProject(alone / "python", fresh).upgrade()
    theirs = source.tables()
    for table in fresh.tables().values():
        # The tests' own reader passes over partitioned tables.
        own = theirs.get(table.name, table)
        known = {index.name for index in own.indexes} | {key.name for key in own.foreign_keys}
        made = {index.name for index in table.indexes} | {key.name for key in table.foreign_keys}
        assert made - {"tenants_pkey"} <= known, table.name


def test_a_paranoid_model_of_the_code_stays_one(tmp_path: Path) -> None:
    scratch = SqliteScratch(tmp_path / "a.sqlite")
    scratch.execute(
        "CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, deletedAt DATETIME)",
        "CREATE TABLE posts (id INTEGER PRIMARY KEY AUTOINCREMENT, deletedAt DATETIME)",
        "CREATE TABLE notes (id INTEGER PRIMARY KEY AUTOINCREMENT, bodyText TEXT)",
        "CREATE TABLE words (id INTEGER PRIMARY KEY AUTOINCREMENT, bodyText TEXT)",
    )
    users = TableName("users")
    code = CodeNames(
        {users: "User"},
        {(users, "deletedAt"): "deletedAt"},
        timestamps={users: CodeTimestamps(None, None, "deletedAt")},
    )
    facts = read_database(parse_url(scratch.url), ".")
    schema = import_database(facts, {"sequelize": "{directory: .}"}, code).settled.text
    assert "  User:\n    name: text\n    $table: users\n    $paranoid: true\n" in schema
    assert "  Post:\n    deletedAt: datetime\n" in schema


@pytest.mark.slow
def test_verify_creates_the_imported_tables(
    folder: Project, hard_database: Databases, dialect: str, server_of: Callable[[str], str]
) -> None:
    folder.scaffold("import", hard_database(dialect).url, "-q", "--targets", "sqlalchemy")
    folder.scaffold("add", "User", "nick: string(20) default(none)", "-q")
    folder.generate("-q", "--no-input")
    database = [] if dialect == "sqlite" else ["--database", server_of(dialect)]
    done = folder.scaffold("verify", "--json", *database)
    (target,) = json.loads(done.output)["targets"]
    found = {each["name"]: each["verdict"] for each in target["checks"]}
    assert found.pop("last run") in ("passed", "skipped")
    assert set(found.values()) == {"passed"}, done.output


@pytest.mark.slow
@pytest.mark.parametrize("dialect", ["postgres"], indirect=True)
def test_names_that_differ_in_case_only(
    folder: Project, new_scratch: Callable[[], Scratch], dialect: str
) -> None:
    scratch = new_scratch()
    scratch.execute(
        'CREATE TABLE users (id serial PRIMARY KEY, "createdAt" date, createdat date)',
        'CREATE TABLE "Users" (id serial PRIMARY KEY, "Name" text, name text UNIQUE)',
        'CREATE TABLE posts (id serial PRIMARY KEY, "userId" int REFERENCES users, '
        'userid int REFERENCES "Users")',
    )
    done = folder.scaffold("import", scratch.url, "--targets", "sequelize,sqlalchemy")
    assert "3 tables → 3 models, 4 associations" in done.errors
    assert "not expressed" not in done.errors
    assert json.loads(folder.generate("--json").output)["migrations"] == []
    assert "as in" in folder.scaffold("check", "--database", scratch.url).output
    folder.schema(folder.read("scaffold.yaml").replace("[postgres]", "[postgres, sqlite]"))
    assert "would both be named" in folder.scaffold("check", code=1).errors
