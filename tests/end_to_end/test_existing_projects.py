"""Existing projects with models, migrations and rows of their own."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.support.node_packages import clean_environment
from tests.support.project import Project
from tests.support.sqlite_tables import reflect

pytestmark = pytest.mark.node

HEAD = "version: 1\ntargets: {sequelize: {directory: .}}\noptions: {dialects: [sqlite]}\nmodels:\n"
CONFIG = '{"development": {"dialect": "sqlite", "storage": "./dev.sqlite", "logging": false}}\n'
FIELDS = ("--field", "Tag.name: string required", "--field", "Tag.posts: hasMany(Post)",
          "--field", "Post.title: string")  # fmt: skip
NEW = ("new", "--yes", "--dialects", "sqlite", *FIELDS)
RC = """\
const path = require('path');
module.exports = {
  config: path.resolve('db', 'config.json'),
  'models-path': path.resolve('src', 'db', 'models'),
  'migrations-path': path.resolve('db', 'migrations'),
};
"""
WRITES = """\
(async () => {
  const tag = await db.Tag.create({ name: 'new' });
  await tag.createPost({ title: 'first' });
  console.log(await tag.countPosts());
})();
"""


@pytest.fixture
def theirs(tmp_path: Path, node_env: Path) -> Project:
    """An empty folder with node's packages."""
    root = tmp_path / "theirs"
    root.mkdir()
    os.symlink(node_env, root / "node_modules")
    return Project(root, node_env)


def node(project: Project, script: str) -> str:
    """What a script, the text of an ES module or of CommonJS, prints."""
    done = subprocess.run(
        ["node", script] if script.endswith(".js") else ["node", "-e", script],
        cwd=project.root,
        env=clean_environment(),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def files(project: Project) -> dict[str, bytes]:
    paths = (path for path in project.root.rglob("*") if "node_modules" not in path.parts)
    return {str(path): path.read_bytes() for path in paths if path.is_file()}


def models(count: int) -> str:
    return "".join(f"  M{number}:\n    name: string\n" for number in range(1, count + 1))


def test_users_migration_after_a_run_sorts_last(project: Project) -> None:
    project.schema(HEAD + models(30))
    project.generate()
    project.sequelize("migration:generate", "--name", "mine")
    assert project.migrations[-1].endswith("-mine.js")
    mine = f"migrations/{project.migrations[-1]}"
    project.write(
        mine,
        "module.exports = { up: (q) => q.addColumn('M1s', 'mine', 'TEXT'),"
        " down: (q) => q.removeColumn('M1s', 'mine') };\n",
    )
    project.sequelize("db:migrate")
    project.schema(HEAD + models(31))
    project.generate()
    assert project.migrations[-1].endswith("-create-m31s.js")
    project.sequelize("db:migrate")
    project.sequelize("db:migrate:undo")
    assert "M31s" not in project.tables()
    assert "mine" in [column.name for column in project.tables()["M1s"].columns]


def test_project_of_sequelize_init_with_rows(theirs: Project) -> None:
    theirs.write("package.json", '{"name": "theirs"}')
    theirs.sequelize("init")
    theirs.write("config/config.json", CONFIG)
    theirs.sequelize("model:generate", "--name", "User", "--attributes", "name:string")
    theirs.sequelize("db:migrate")
    node(theirs, "require('./models').User.create({ name: 'Ada' })")
    before = files(theirs)
    for command in (NEW, ("add", "Tag", "name: string")):
        said = theirs.scaffold(*command, code=1).errors
        assert "create-user.js" in said and "models/user.js" in said
        assert files(theirs) == before
    user = (*NEW, "--only-new-tables", "--field", "User.name: string")
    assert "creates the table Users" in theirs.scaffold(*user, code=1).errors
    assert files(theirs) == before

    theirs.scaffold(*NEW, "--only-new-tables")
    after = files(theirs)
    assert {path: after[path] for path in before} == before
    theirs.sequelize("db:migrate")
    assert node(theirs, f"const db = require('./models');\n{WRITES}") == "1"
    count = "require('./models').User.count().then(console.log)"
    assert node(theirs, count) == "1"
    ours = [name for name in theirs.migrations if not name.endswith("create-user.js")]
    assert theirs.migrations[1:] == ours
    for _ in ours:
        theirs.sequelize("db:migrate:undo")
    assert set(reflect(theirs.root / "dev.sqlite")) == {"Users"}
    assert node(theirs, count) == "1"
    theirs.sequelize("db:migrate")
    theirs.scaffold("check")


def test_es_module_package_with_commonjs_folders(theirs: Project) -> None:
    theirs.write("package.json", '{"name": "theirs", "type": "module"}')
    theirs.write("config/config.json", CONFIG)
    commonjs = (*NEW, "--modules", "commonjs")
    assert '"type": "module"' in theirs.scaffold(*commonjs, code=1).errors
    for folder in ("models", "migrations"):
        theirs.write(f"{folder}/package.json", '{"type": "commonjs"}')
    theirs.scaffold(*commonjs)
    theirs.sequelize("db:migrate")
    theirs.write("app.js", f"import db from './models/index.js';\n{WRITES}")
    assert node(theirs, "app.js") == "1"


def test_index_in_typescript(theirs: Project) -> None:
    theirs.write("package.json", '{"name": "theirs"}')
    theirs.write("config/config.json", CONFIG)
    theirs.write("src/models/index.ts", "export const sequelize = 1;\n")
    theirs.schema(HEAD.replace("directory: .", "directory: src") + models(1))
    before = files(theirs)
    said = theirs.generate(code=1).errors
    assert "src/models/index.ts: index.js would be loaded instead" in said
    assert files(theirs) == before
    theirs.schema(HEAD.replace("directory: .", "directory: generated") + models(1))
    theirs.generate()
    theirs.sequelize("db:migrate", "--migrations-path", "generated/migrations")
    count = "require('./generated/models').M1.count().then(console.log)"
    assert node(theirs, count) == "0"


def test_workspace_with_folders_of_its_own(theirs: Project) -> None:
    theirs.write("package.json", '{"name": "all", "type": "module", "workspaces": ["packages/*"]}')
    api = Project(theirs.root / "packages" / "api", theirs.node_modules)
    api.write("package.json", '{"name": "api"}')
    api.write(".sequelizerc", RC)
    api.write("db/config.json", CONFIG)
    before = files(theirs)
    api.scaffold(*NEW)
    after = files(theirs)
    assert {path: after[path] for path in before} == before
    api.sequelize("db:migrate")
    assert node(api, f"const db = require('./src/db/models');\n{WRITES}") == "1"
    assert json.loads(api.scaffold("verify", "--json").output)
    api.sequelize("db:migrate:undo:all")
    assert not set(reflect(api.root / "dev.sqlite"))
