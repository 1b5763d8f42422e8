"""Models of projects are loaded as the projects write them, without a database."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from scaffold.errors import EnvironmentFailure, UsageError
from scaffold.targets.loaded_models import LoadedDefault, LoadedModels
from scaffold.targets.sequelize.loading.load_models import load_models, model_source
from tests.support import output_packages

pytestmark = pytest.mark.node


@pytest.fixture(scope="module")
def packages() -> Path:
    return output_packages.ensure()


def project(folder: Path, packages: Path, files: Mapping[str, str]) -> Path:
    """Write a project's files; its packages are those of the tests."""
    for name, text in {"package.json": "{}", **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    os.symlink(packages, folder / "node_modules")
    return folder


INDEX = """\
const fs = require('fs'), path = require('path'), Sequelize = require('sequelize');
const config = require('../../config.json')[process.env.NODE_ENV];
console.log('a line on standard output'.repeat(9999));
const sequelize = new Sequelize(process.env.NO_SUCH_VARIABLE, config);
sequelize.authenticate().then(() => sequelize.sync({ force: true }));
require('child_process').exec('touch made', () => {});
require('net').connect(1, '127.0.0.1').on('error', () => {});
const db = {};
for (const file of fs.readdirSync(__dirname)) {
  if (file === 'index.js') continue;
  const model = require(path.join(__dirname, file))(sequelize, Sequelize.DataTypes);
  db[model.name] = model;
}
for (const model of Object.values(db)) model.associate?.(db);
module.exports = { ...db, sequelize };
"""
USER = """\
module.exports = (sequelize, DataTypes) => {
  const User = sequelize.define('User', {
    id: { type: DataTypes.UUID, defaultValue: DataTypes.UUIDV4, primaryKey: true },
    email: {
      type: DataTypes.STRING(80),
      field: 'email_address',
      allowNull: false,
      unique: 'one_email',
      validate: { isEmail: true },
      get() { return this.getDataValue('email'); },
    },
    role: { type: DataTypes.ENUM('admin', 'guest'), defaultValue: 'guest' },
    seen: { type: DataTypes.DATE, defaultValue: sequelize.fn('now') },
    full: DataTypes.VIRTUAL,
  }, {
    tableName: 'people',
    paranoid: true,
    hooks: { beforeSave() {} },
    scopes: { admins: { where: { role: 'admin' } } },
    indexes: [{ name: 'by_role', fields: ['role'] }],
  });
  User.associate = (models) => {
    User.hasMany(models.Post, { as: 'posts', foreignKey: 'authorId' });
  };
  return User;
};
"""
POST = """\
module.exports = (sequelize, DataTypes) => {
  const Post = sequelize.define('Post', { title: DataTypes.TEXT });
  Post.associate = (models) => {
    Post.belongsTo(models.User, {
      as: 'author',
      foreignKey: { name: 'authorId', field: 'author_id' },
      onDelete: 'CASCADE',
    });
  };
  return Post;
};
"""
FACTORIES = {
    ".sequelizerc": "module.exports = { 'models-path': require('path').resolve('app', 'data') };",
    "config.json": '{"development": {"dialect": "mysql"}}',
    "app/data/index.js": INDEX,
    "app/data/post.js": POST,
    "app/data/user.js": USER,
}


def test_index_of_sequelize_cli(tmp_path: Path, packages: Path) -> None:
    folder = project(tmp_path, packages, FACTORIES)

    loaded = load_models(model_source(str(folder)))

    assert loaded.dialect == "mysql"
    assert not (folder / "made").exists()
    user, post = loaded.model("User"), loaded.model("Post")
    assert user is not None and post is not None
    assert (user.table, user.deleted_at, user.scopes) == ("people", "deletedAt", ("admins",))
    assert "beforeSave" in user.hooks
    assert (os.path.basename(str(user.file)), user.line) == ("user.js", 2)
    email = user.attribute("email")
    assert email is not None and email.type is not None
    assert (email.field, email.allow_null, email.unique, email.getter, email.validations) == (
        "email_address",
        False,
        "one_email",
        True,
        ("isEmail",),
    )
    assert (email.type.key, email.type.length) == ("STRING", 80)
    assert [each.name for each in user.attributes if each.is_virtual] == ["full"]
    defaults = {each.name: each.default for each in user.attributes if each.default}
    assert defaults == {
        "id": LoadedDefault("uuid", "UUIDV4"),
        "role": LoadedDefault("value", "guest"),
        "seen": LoadedDefault("sql", "now()"),
    }
    author = post.association("author")
    assert author is not None
    assert (author.kind, author.target, author.foreign_key, author.field, author.on_delete) == (
        "belongsTo",
        "User",
        "authorId",
        "author_id",
        "CASCADE",
    )
    key = post.attribute("authorId")
    assert key is not None and key.generated and key.references == ("people", "id")
    assert [(each.name, each.fields) for each in user.indexes] == [("by_role", ("role",))]


def test_another_text_of_a_file(tmp_path: Path, packages: Path) -> None:
    folder = project(tmp_path, packages, FACTORIES)
    path = os.path.realpath(folder / "app" / "data" / "post.js")
    text = POST.replace("title:", "heading:")

    loaded = load_models(model_source(str(folder)), overlays={path: text})

    post = loaded.model("Post")
    assert post is not None and post.attribute("heading") and not post.attribute("title")
    assert (folder / "app" / "data" / "post.js").read_text() == POST


ES_MODULES = {
    "package.json": '{"type": "module"}',
    "src/models/connection.js": "import { Sequelize } from 'sequelize';\n"
    "export const sequelize = new Sequelize('postgres://u@h/d', { logging: console.log });\n",
    "src/models/tag.js": "import { DataTypes, Model } from 'sequelize';\n"
    "import { sequelize } from './connection.js';\n"
    "export default class Tag extends Model {}\n"
    "Tag.init({ name: DataTypes.STRING }, { sequelize, modelName: 'Tag' });\n",
}
TYPESCRIPT = {
    "tsconfig.json": '{"compilerOptions": {"baseUrl": ".", "paths": {"@app/*": ["src/*"]}}}',
    "src/base.ts": "import { Model, Column, DataType } from 'sequelize-typescript';\n"
    "export abstract class Base extends Model { @Column(DataType.STRING) declare by: string; }\n",
    "src/models/user.ts": "import { Table, Column, HasMany } from 'sequelize-typescript';\n"
    "import { Base } from '@app/base';\nimport { Note } from './note';\n"
    "@Table export class User extends Base {\n"
    "  @Column declare name: string;\n  @HasMany(() => Note) declare notes: Note[];\n}\n",
    "src/models/note.ts": "import { Table, Column, BelongsTo, ForeignKey, Model } from "
    "'sequelize-typescript';\nimport { User } from './user';\n"
    "@Table export class Note extends Model {\n  @Column declare text: string;\n"
    "  @ForeignKey(() => User) @Column declare userId: number;\n"
    "  @BelongsTo(() => User) declare user: User;\n}\n",
}
INIT_CLASSES = {
    "models/a.js": "const { Model } = require('sequelize');\n"
    "module.exports = class A extends Model {\n"
    "  static init(s, D) { super.init({ n: D.INTEGER }, { sequelize: s }); "
    "this.belongsTo(s.models.B); return this; }\n};\n",
    "models/b.js": "const { Model } = require('sequelize');\n"
    "module.exports = class B extends Model {\n"
    "  static init(s, D) { return super.init({ n: D.INTEGER }, { sequelize: s }); }\n};\n",
}


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (ES_MODULES, {"Tag": []}),
        (TYPESCRIPT, {"User": ["notes"], "Note": ["user"]}),
        (INIT_CLASSES, {"A": ["B"], "B": []}),
    ],
    ids=["ES modules", "sequelize-typescript", "static init"],
)
def test_other_ways_to_define(
    tmp_path: Path, packages: Path, files: Mapping[str, str], expected: Mapping[str, list[str]]
) -> None:
    folder = project(tmp_path, packages, files)

    loaded = load_models(model_source(str(folder)))

    assert _aliases(loaded) == expected
    assert all(each.file for each in loaded.models)


def test_es_modules_without_typescript(tmp_path: Path, packages: Path) -> None:
    some = tmp_path / "some"
    some.mkdir()
    for each in packages.iterdir():
        if each.name != "typescript":
            os.symlink(each, some / each.name)
    folder = project(tmp_path / "project", some, ES_MODULES)

    assert _aliases(load_models(model_source(str(folder)))) == {"Tag": []}


def _aliases(loaded: LoadedModels) -> dict[str, list[str]]:
    return {
        each.name: [association.alias for association in each.associations]
        for each in loaded.models
    }


def test_a_script_exports_a_promise(tmp_path: Path, packages: Path) -> None:
    files = {
        "lib/all.js": "const { Sequelize, DataTypes } = require('sequelize');\n"
        "module.exports = (async () => { const s = new Sequelize('sqlite::memory:');\n"
        "  s.define('Thing', { name: DataTypes.STRING }); return s; })();\n"
    }
    folder = project(tmp_path, packages, files)

    source = model_source(str(folder), str(folder / "lib" / "all.js"))

    assert _aliases(load_models(source)) == {"Thing": []}


def test_missing_packages_are_named(tmp_path: Path, packages: Path) -> None:
    bare = tmp_path / "bare"
    (bare / "models").mkdir(parents=True)
    (bare / "package.json").write_text("{}")
    with pytest.raises(EnvironmentFailure, match=r"package sequelize is not installed\n.*install"):
        load_models(model_source(str(bare)))

    broken = {
        "models/a.js": "require('no-such-package');",
        "hang/index.js": "for (;;);",
        "ends/index.js": "process.exit(1);",
    }
    folder = project(tmp_path / "broken", packages, broken)
    with pytest.raises(EnvironmentFailure, match=r"not installed: no-such-package\n"):
        load_models(model_source(str(folder / "models")))
    with pytest.raises(EnvironmentFailure, match=r"not loaded within 1 seconds\n.*--models-from"):
        load_models(model_source(str(folder / "hang")), time_limit=1)
    with pytest.raises(EnvironmentFailure, match=r"called process.exit\(1\)"):
        load_models(model_source(str(folder / "ends")))
    with pytest.raises(UsageError, match="it does not exist"):
        model_source(str(folder / "none"))


TAG = "module.exports = (sequelize, types) => sequelize.define('Tag', { name: types.STRING });\n"
# Ways of projects to find their models.
LISTED = {
    "names": (
        "fs.readdirSync(__dirname)"
        ".filter((name) => fs.statSync(path.join(__dirname, name)).isFile())"
    ),
    "entries": (
        "fs.readdirSync(__dirname, { withFileTypes: true })"
        ".filter((each) => each.isFile()).map((each) => each.name)"
    ),
    "required": "['user.js', 'post.js', './tag']",
}


@pytest.mark.parametrize("way", LISTED)
def test_file_that_is_not_written_yet_is_loaded(tmp_path: Path, packages: Path, way: str) -> None:
    index = INDEX.replace("fs.readdirSync(__dirname)", LISTED[way])
    folder = project(tmp_path, packages, {**FACTORIES, "app/data/index.js": index})
    new = os.path.realpath(folder / "app/data/tag.js")

    loaded = load_models(model_source(str(folder)), overlays={new: TAG})

    assert {model.name for model in loaded.models} == {"Post", "Tag", "User"}
    assert loaded.notes == ()
    assert not os.path.exists(new)


def test_es_module_that_is_not_written_yet_is_loaded(tmp_path: Path, packages: Path) -> None:
    index = """\
import fs from 'node:fs';
import path from 'node:path';
import { Sequelize, DataTypes } from 'sequelize';
const sequelize = new Sequelize('sqlite::memory:');
for (const file of await fs.promises.readdir(import.meta.dirname)) {
  if (file === 'index.js') continue;
  const { default: define } = await import(path.join(import.meta.dirname, file));
  define(sequelize, DataTypes);
}
export { sequelize };
"""
    user = (
        "export default (sequelize, types) => sequelize.define('User', { name: types.STRING });\n"
    )
    files = {"package.json": '{"type": "module"}', "models/index.js": index}
    folder = project(tmp_path, packages, {**files, "models/user.js": user})
    new = os.path.realpath(folder / "models/tag.js")

    loaded = load_models(
        model_source(str(folder / "models")), overlays={new: user.replace("User", "Tag")}
    )

    assert {model.name for model in loaded.models} == {"Tag", "User"}
