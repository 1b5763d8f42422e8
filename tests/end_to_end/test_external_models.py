"""Models of tables that others own: foreign keys and associations to them, and no migration."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.alembic_project import AlembicProject
from tests.support.project import Project, down, up
from tests.support.scratch import Scratch

SCHEMA = """\
version: 1
targets: {sequelize: {directory: .}, sqlalchemy: {directory: python}}
models:
  User:
    email: string(80) required
    posts: hasMany(Post)
    $table: accounts
    $timestamps: false
    $external: true
  Post:
    title: string
    author: belongsTo(User) required onDelete(cascade)
    readers: belongsToMany(User) through(Readings)
"""
OTHERS = (
    "CREATE TABLE accounts (id integer NOT NULL PRIMARY KEY, email varchar(80) NOT NULL, secret "
    "varchar(20))",
    "INSERT INTO accounts VALUES (1, 'ann@example.com', 'x'), (2, 'bo@example.com', 'y')",
)
USES = """
const { User, Post } = db;
const ann = await User.findByPk(1);
const post = await ann.createPost({ title: 'one' });
await post.addReader(2);
const readers = await post.getReaders();
const found = await Post.findOne({ include: ['author', 'readers'] });
return [found.author.email, readers.map((each) => each.email), (await ann.getPosts()).length];
"""
ROWS = "SELECT * FROM accounts ORDER BY id"


def kept(scratch: Scratch) -> list[tuple[object, ...]]:
    (rows,) = scratch.query(ROWS)
    return [tuple(row) for row in rows]


@pytest.mark.node
@pytest.mark.slow
def test_associations_work_and_no_migration_touches_the_table(
    housed: Project, new_scratch: Callable[[], Scratch], server_of: Callable[[str], str]
) -> None:
    scratch, python_scratch = housed.scratch, new_scratch()
    for each in (scratch, python_scratch):
        each.execute(*OTHERS)
    rows = kept(scratch)
    housed.schema(SCHEMA)
    housed.generate("-q")
    assert not any("accounts" in name or "user" in name for name in housed.migrations[:1])
    tables = housed.run_migrations(up())
    assert [key.table for key in tables["Posts"].foreign_keys] == ["accounts"]
    assert housed.run_js(USES) == ["ann@example.com", ["bo@example.com"], 1]
    python = AlembicProject(housed.root / "python", python_scratch)
    python.upgrade()
    assert python.check() == []
    assert "secret" not in (housed.root / "python/models/user.py").read_text()

    # Others added a column, and the application wants to know it.
    changed = SCHEMA.replace("required\n    posts", "required\n    secret: string(20)\n    posts")
    unwritten = changed.replace("    $external: true\n", "")
    for schema in (changed, unwritten, changed):
        housed.schema(schema)
        made = json.loads(housed.generate("--json", "--no-input").output)
        assert made["migrations"] == []
        assert python.check() == []
    assert housed.run_js("return (await db.User.findByPk(2)).secret") == "y"
    database = [] if scratch.dialect == "sqlite" else ["--database", server_of(scratch.dialect)]
    verified = housed.scaffold("verify", *database)
    assert "passed" in verified.output
    assert "no migration creates these tables, so that verify did: accounts" in verified.output

    # The table stays when the model is removed, and when all migrations are undone.
    housed.schema(
        "version: 1\ntargets: {sequelize: {directory: .}, sqlalchemy: {directory: python}}\n"
        "models:\n  Post:\n    title: string\n"
    )
    housed.generate("-q", "--no-input", "--allow-data-loss")
    housed.run_migrations(up())
    python.upgrade()
    assert kept(scratch) == kept(python_scratch) == rows
    scratch.execute(f"DELETE FROM {scratch.quoted('Posts')}")
    housed.run_migrations(down())
    python.downgrade("base")
    assert kept(scratch) == kept(python_scratch) == rows


@pytest.mark.node
def test_a_model_becomes_external_and_its_table_stays(project: Project) -> None:
    own = SCHEMA.replace("    $external: true\n", "").replace("$table: accounts", "$id: bigint")
    project.schema(own)
    project.generate("-q")
    project.run_migrations(up())
    before = project.tables()["Users"]
    project.schema(
        own.replace("$id: bigint", "$id: bigint\n    $external: true\n    $table: Users")
    )
    assert json.loads(project.generate("--json").output)["migrations"] == []
    done = project.scaffold("verify", "--target", "sequelize")
    assert "so that verify did" not in done.output
    # It is others' from now on: not even a removed field is dropped.
    project.schema(project.read("scaffold.yaml").replace("    email: string(80) required\n", ""))
    assert json.loads(project.generate("--json", "--no-input").output)["migrations"] == []
    project.run_migrations(up())
    assert project.tables()["Users"] == before


@pytest.mark.node
def test_a_model_file_of_others_stays_and_is_used(project: Project) -> None:
    theirs = (
        "module.exports = (sequelize, DataTypes) =>\n"
        "  sequelize.define('User', { email: DataTypes.STRING }, { tableName: 'accounts', "
        "timestamps: false });\n"
    )
    project.write("models/user.js", theirs)
    project.scratch.execute(*OTHERS)
    project.schema(SCHEMA)
    done = project.generate()
    assert "models/user.js is not generated, so that it has to declare `User.posts`" in done.errors
    assert project.read("models/user.js") == theirs
    project.run_migrations(up())
    script = "return (await (await db.Post.create({ AuthorId: 2 })).getAuthor()).email"
    assert project.run_js(script) == "bo@example.com"
    assert "up to date" in project.scaffold("check").output


def test_undo_and_amend_keep_an_external_model(folder: Project) -> None:
    folder.schema(SCHEMA)
    folder.generate("-q", "--timestamp", "20260101000000")
    first = sorted(path.name for path in (folder.root / "migrations").glob("*.js"))
    folder.schema(SCHEMA.replace("title: string", "title: string(80)"))
    folder.generate("-q", "--amend", "--timestamp", "20260101000000")
    assert sorted(path.name for path in (folder.root / "migrations").glob("*.js")) == first
    folder.scaffold("undo")
    assert not list((folder.root / "migrations").glob("*.js"))
    folder.generate("-q")
    assert "up to date" in folder.scaffold("check").output


def test_long_form_and_diagram_know_it(folder: Project) -> None:
    folder.write(
        "scaffold.json",
        json.dumps(
            {
                "version": 1,
                "targets": {"sequelize": {"directory": "."}},
                "models": {
                    "User": {"$external": True, "$timestamps": {"createdAt": "born"}},
                    "Post": {"author": {"belongsTo": "User"}},
                },
            }
        ),
    )
    shown = json.loads(folder.scaffold("show", "--json").output)
    assert shown["User"]["external"] is True
    assert [*shown["User"]["attributes"]] == ["id", "born", "updatedAt"]
    assert 'User["User (external)"]' in folder.scaffold("diagram").output
    assert "Note: 'external'" in folder.scaffold("diagram", "--format", "dbml").output
    folder.write("scaffold.json", folder.read("scaffold.json").replace("true", '"yes"'))
    assert "$external" in folder.scaffold("check", code=1).errors


@pytest.mark.slow
def test_import_makes_excluded_tables_external(
    folder: Project, new_scratch: Callable[[], Scratch], dialect: str, tmp_path: Path
) -> None:
    scratch = new_scratch()
    key = "integer" if dialect == "sqlite" else "int"
    scratch.execute(
        f"CREATE TABLE users (id {key} NOT NULL PRIMARY KEY, name varchar(40), born date)",
        f"CREATE TABLE zones (a {key} NOT NULL, b {key} NOT NULL, c {key}, PRIMARY KEY (a, b))",
        f"CREATE TABLE posts (id {key} NOT NULL PRIMARY KEY, user_id {key} NOT NULL, a {key}, "
        f"b {key}, FOREIGN KEY (user_id) REFERENCES users (id), "
        "FOREIGN KEY (a, b) REFERENCES zones (a, b))",
        f"CREATE TABLE likes (user_id {key} NOT NULL, post_id {key} NOT NULL, "
        "PRIMARY KEY (user_id, post_id), FOREIGN KEY (user_id) REFERENCES users (id), "
        "FOREIGN KEY (post_id) REFERENCES posts (id))",
    )
    done = folder.scaffold(
        *("import", scratch.url, "--exclude", "users,zones", "--targets", "sequelize,sqlalchemy")
    )
    assert "external models because foreign keys refer to them (2)" in done.errors
    schema = folder.read("scaffold.yaml")
    assert "name:" not in schema and "born" not in schema and "c:" not in schema
    assert schema.count("$external: true") == 2
    assert "user: belongsTo(User) required" in schema
    assert "belongsToMany(User) through(Like)" in schema
    assert json.loads(folder.generate("--json").output)["migrations"] == []
    assert "up to date" in folder.scaffold("check").output
    assert "as in" in folder.scaffold("check", "--database", scratch.url).output
    assert "no new table" in folder.scaffold("import", scratch.url).errors
    scratch.execute(
        f"CREATE TABLE notes (id {key} NOT NULL PRIMARY KEY, user_id {key} NOT NULL, "
        "FOREIGN KEY (user_id) REFERENCES users (id))"
    )
    folder.scaffold("import", scratch.url, "-q")
    added = folder.read("scaffold.yaml").removeprefix(schema)
    assert "Note:" in added and "hasMany(Note)" not in folder.read("scaffold.yaml")
    wrong = folder.read("scaffold.yaml").replace(
        "    $external: true", "    x: text\n    $external: true", 1
    )
    folder.schema(wrong)
    found = folder.scaffold("check", "--database", scratch.url, code=1)
    assert ".x is not in the database" in found.errors
    assert "Others own the table" in found.errors


def test_a_renamed_external_model_keeps_its_table(folder: Project) -> None:
    folder.schema(SCHEMA.replace("    $table: accounts\n", ""))
    folder.generate("-q")
    folder.scaffold("rename", "User", "Account", "-q")
    folder.scaffold("rename", "Account.email", "mail", "-q")
    assert "expected" not in folder.generate().errors
    shown = folder.scaffold("show", "Account").output
    assert "Account (table Users, external)" in shown and "email" in shown
    folder.schema(folder.read("scaffold.yaml").replace("    $table: Users\n", ""))
    errors = folder.generate().errors
    assert "the external table Users is expected to be called Accounts from now on" in errors
    assert "Write `$table: Users`" in errors
