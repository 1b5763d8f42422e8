"""Small model files, each with something that an edit of it must respect, and the edits."""

from __future__ import annotations

from collections.abc import Callable

from scaffold.targets.sequelize.model_edits.anchors import Anchor, find_models
from scaffold.targets.sequelize.model_edits.association_edits import (
    add_association,
    change_association,
    remove_association,
)
from scaffold.targets.sequelize.model_edits.attribute_edits import (
    add_attribute,
    change_attribute,
    remove_attribute,
    rename_attribute,
)
from scaffold.targets.sequelize.model_edits.index_edits import add_index, remove_index
from scaffold.targets.sequelize.model_edits.model_facts import (
    AssociationFacts,
    AttributeFacts,
    ModelIndexFacts,
)
from scaffold.targets.sequelize.model_edits.read_values import Plain, TypeValue, Value
from scaffold.targets.sequelize.model_edits.script import NotPlaced, Script

Edit = Callable[[Anchor], object]

INTEGER, TEXT = TypeValue("INTEGER"), TypeValue("TEXT")
AGE = AttributeFacts("age", {"type": INTEGER, "allowNull": Plain(False)}, "number")
SHORT = AttributeFacts("age", {"type": INTEGER}, "number")


def string(length: int) -> TypeValue:
    return TypeValue("STRING", (Plain(length),))


def enum(*values: str) -> TypeValue:
    return TypeValue("ENUM", tuple(map(Plain, values)))


def add(anchor: Anchor) -> None:
    add_attribute(anchor, AGE)


def add_short(anchor: Anchor) -> None:
    add_attribute(anchor, SHORT)


def remove(name: str, **recorded: Value) -> Edit:
    return lambda anchor: remove_attribute(anchor, AttributeFacts(name, recorded))


def rename(old: str, new: str) -> Edit:
    return lambda anchor: rename_attribute(anchor, old, new)


def change(name: str, **changes: tuple[Value | None, Value | None]) -> Edit:
    return lambda anchor: change_attribute(anchor, name, changes)


def has_many(target: str = "Post", alias: str = "posts", key: str | None = None) -> Edit:
    options = {"as": Plain(alias)} | ({"foreignKey": Plain(key)} if key else {})
    facts = AssociationFacts("hasMany", target, alias, options, key)
    return lambda anchor: add_association(anchor, facts, None, (), makes_function=True)


def without(kind: str, target: str, alias: str) -> Edit:
    facts = AssociationFacts(kind, target, alias)  # type: ignore[arg-type]
    return lambda anchor: remove_association([anchor.script], anchor, facts, None)


def with_option(alias: str, **options: Value | None) -> Edit:
    facts = AssociationFacts("belongsTo", "Role", alias)
    return lambda anchor: change_association([anchor.script], anchor, facts, None, options)


def edited(source: str, edit: Edit, path: str) -> tuple[str, list[str]]:
    """Return the text after an edit of the first model in it, and notes; NotPlaced."""
    script = Script(path, source)
    models = find_models(script)
    if not models:
        raise NotPlaced("no model was found")
    edit(models[0])
    return script.result(), script.notes


HEAD = "const {DataTypes}=require('sequelize')\n"
NAME = HEAD + "module.exports = s => s.define('User', {\n  name: DataTypes.STRING\n})\n"
TWO = (
    HEAD
    + "module.exports = s => s.define('User', {\n"
    + "  name: { type: DataTypes.STRING },\n  x: DataTypes.TEXT\n})\n"
)
TS = """\
import { Model, DataTypes, Optional, CreationOptional } from 'sequelize';
interface UserAttributes {
  id: number;
  name?: string | null;
}
interface UserCreation extends Optional<UserAttributes, 'id'> {}
export class User extends Model<UserAttributes, UserCreation> implements UserAttributes {
  public id!: number;
  public name!: string | null; // nick
}
User.init({
  id: { type: DataTypes.INTEGER, primaryKey: true },
  name: { type: new DataTypes.STRING(128) },
}, { sequelize });
"""
GENERICS = """\
import { DataTypes, Model } from 'sequelize'
interface U extends Model<any> { id: number }
export default (s: Sequelize) => s.define<U>('user', {
  id: { type: DataTypes.INTEGER }
} as any)
"""
AUTO = """\
export class users extends Model<usersAttributes> implements usersAttributes {
  id!: number;

  static initModel(sequelize: Sequelize.Sequelize): typeof users {
    return users.init({
    id: {
      type: DataTypes.INTEGER,
      allowNull: false
    }
  }, {
    sequelize,
    tableName: 'users'
  });
  }
}
export interface usersAttributes {
  id: number;
}
"""
DECORATED = """\
import { Table, Column, Model, DataType } from 'sequelize-typescript'
@Table
export class User extends Model {
  @Column name: string
  @Column({ type: DataType.TEXT, allowNull: false }) bio!: string
}
"""
SPACED = """\
import { AllowNull, Column, DataType, HasMany, Model, Table } from 'sequelize-typescript';
import { Role } from './role.js';

@Table({ tableName: 'users', underscored: true })
export class User extends Model {
  @AllowNull(false)
  @Column(DataType.STRING)
  declare name: string;

  @HasMany(() => Role, 'userId')
  declare roles: Role[];
}
"""


def body(text: str) -> str:
    return f"{HEAD}s.define('User', {{{text}}})\n"


CASES: tuple[tuple[str, str, Edit, str], ...] = (
    ("CRLF", TWO.replace("\n", "\r\n"), add, "x.js"),
    ("CRLF, the last one removed", TWO.replace("\n", "\r\n"), remove("x"), "x.js"),
    (
        "tabs",
        body("\n\tname: {\n\t\ttype: DataTypes.STRING,\n\t\tallowNull: false,\n\t},\n"),
        add,
        "x.js",
    ),
    ("shebang", "#!/usr/bin/env node\n'use strict'\n" + NAME, add_short, "x.js"),
    ("byte order mark", "\ufeff" + NAME, add_short, "x.js"),
    (
        "comment and no comma",
        body("\n  a: DataTypes.STRING, // one\n  name: DataTypes.STRING // last\n"),
        add_short,
        "x.js",
    ),
    (
        "comment and comma",
        body("\n  a: DataTypes.STRING, // one\n  name: DataTypes.STRING, // last\n  // end\n"),
        add_short,
        "x.js",
    ),
    (
        "removed with its comments",
        body(
            "\n  // the id\n  id: DataTypes.STRING, // one\n\n  /** the name */\n"
            "  name: DataTypes.STRING, // last\n  // of z\n  z: DataTypes.TEXT\n"
        ),
        remove("name"),
        "x.js",
    ),
    (
        "the last one removed, no trailing comma",
        body("\n  id: DataTypes.STRING, // one\n\n  /** name */\n  name: DataTypes.STRING // l\n"),
        remove("name"),
        "x.js",
    ),
    ("the only one removed", body("\n  id: DataTypes.STRING\n"), remove("id"), "x.js"),
    ("the only one on one line", body(" id: DataTypes.STRING "), remove("id"), "x.js"),
    ("empty", body(""), add, "x.js"),
    ("empty with a comment", body("\n  // nothing yet\n"), add, "x.js"),
    (
        "one line",
        body("a: DataTypes.STRING, b: {type: DataTypes.STRING, unique: true}"),
        add,
        "x.js",
    ),
    (
        "one line, one in the middle removed",
        body("a: DataTypes.STRING, b: {type: DataTypes.STRING}, c: DataTypes.TEXT"),
        remove("b"),
        "x.js",
    ),
    (
        "one line, the last removed",
        body("a: DataTypes.STRING, b: {type: DataTypes.STRING}"),
        remove("b"),
        "x.js",
    ),
    (
        "braces share lines",
        body(
            " id: {\n    type: DataTypes.INTEGER\n  }, name: {\n    type: DataTypes.STRING\n  }\n"
        ),
        add,
        "x.js",
    ),
    (
        "comma first",
        body("\n    id: DataTypes.INTEGER\n  , name: DataTypes.STRING\n"),
        add_short,
        "x.js",
    ),
    (
        "comma first, one removed",
        body("\n    id: DataTypes.INTEGER\n  , name: DataTypes.STRING\n  , z: DataTypes.STRING\n"),
        remove("name"),
        "x.js",
    ),
    ("spread last", body("\n  id: DataTypes.INTEGER,\n  ...stamps,\n"), add_short, "x.js"),
    ("in a spread", body("\n  id: DataTypes.INTEGER,\n  ...base,\n"), remove("by"), "x.js"),
    ("computed key", body("\n  [KEY]: DataTypes.INTEGER,\n"), add_short, "x.js"),
    (
        "timestamps last",
        body("\n  id: DataTypes.INTEGER,\n  createdAt: DataTypes.DATE\n"),
        add_short,
        "x.js",
    ),
    (
        "value of a helper",
        body("\n  id: key(),\n"),
        change("id", allowNull=(Plain(True), Plain(False))),
        "x.js",
    ),
    (
        "value with a spread",
        body("\n  n: { ...str, allowNull: false }\n"),
        change("n", allowNull=(Plain(False), Plain(True))),
        "x.js",
    ),
    ("helpers only", body("\n  id: key(),\n"), add, "x.js"),
    ("helper renamed", body("\n  id: key(),\n  who: str(20)\n"), rename("who", "name"), "x.js"),
    (
        "in a variable",
        HEAD
        + "const attributes = {\n  id: DataTypes.INTEGER,\n};\nclass User extends Model {}\n"
        + "User.init(attributes, { sequelize: s });\n",
        add_short,
        "x.js",
    ),
    (
        "imported",
        HEAD + "const attributes = require('./a')\nUser.init(attributes, { sequelize: s });\n",
        add_short,
        "x.js",
    ),
    (
        "Object.assign",
        HEAD + "User.init(Object.assign({}, base, { id: DataTypes.INTEGER }), { sequelize: s });\n",
        add_short,
        "x.js",
    ),
    (
        "bare types, required",
        "const { STRING, Model } = require('sequelize');\n"
        "User.init({\n  id: STRING,\n}, { sequelize: s });\n",
        add_short,
        "x.js",
    ),
    (
        "bare types, imported",
        "import { STRING, DataTypes } from 'sequelize';\n"
        "User.init({\n  id: STRING,\n}, { sequelize: s });\n",
        add_short,
        "x.js",
    ),
    (
        "quoted keys",
        'const {DataTypes}=require("sequelize")\ns.define("User", {\n  "id": DataTypes.INTEGER,\n'
        '  "name": {\n    "type": DataTypes.STRING\n  }\n})\n',
        add,
        "x.js",
    ),
    (
        "type as text",
        body("\n  id: 'VARCHAR(20)',\n  b: Sequelize.STRING\n"),
        change("id", type=(Plain("VARCHAR(20)"), TEXT)),
        "x.js",
    ),
    (
        "changed meanwhile",
        body("\n  id: { type: DataTypes.STRING(50), allowNull: false }\n"),
        change("id", type=(string(20), TEXT)),
        "x.js",
    ),
    (
        "the same already",
        body("\n  id: { type: DataTypes.TEXT }\n"),
        change("id", type=(string(20), TEXT)),
        "x.js",
    ),
    (
        "STRING is STRING(255)",
        body("\n  id: { type: DataTypes.STRING(255), validate: { len: [1, 5] } }\n"),
        change("id", type=(TypeValue("STRING"), TEXT), allowNull=(Plain(True), Plain(False))),
        "x.js",
    ),
    (
        "values of an enum in a list",
        body("\n  id: { type: DataTypes.ENUM(['a', 'b']), defaultValue: 'a' }\n"),
        change("id", type=(enum("a", "b"), enum("a", "b", "c"))),
        "x.js",
    ),
    (
        "default removed",
        body(
            "\n  id: {\n    type: DataTypes.TEXT,\n    defaultValue: 'a', // why\n"
            "    allowNull: false\n  }\n"
        ),
        change("id", defaultValue=(Plain("a"), None)),
        "x.js",
    ),
    (
        "type alone becomes an object",
        body("\n  id: DataTypes.TEXT\n"),
        change("id", allowNull=(Plain(True), Plain(False))),
        "x.js",
    ),
    (
        "notNull needs allowNull",
        body("\n  id: { type: DataTypes.TEXT, allowNull: false, validate: { notNull: true } }\n"),
        change("id", allowNull=(Plain(False), Plain(True))),
        "x.js",
    ),
    (
        "written twice",
        body("\n  id: DataTypes.TEXT,\n  id: DataTypes.STRING\n"),
        change("id", allowNull=(Plain(True), Plain(False))),
        "x.js",
    ),
    (
        "added later",
        HEAD
        + "const attrs = {\n  id: DataTypes.TEXT\n}\nif (x) attrs.more = DataTypes.TEXT\n"
        + "s.define('User', attrs)\n",
        remove("more"),
        "x.js",
    ),
    (
        "another type than recorded",
        body("\n  id: DataTypes.TEXT,\n  n: DataTypes.STRING\n"),
        remove("n", type=INTEGER),
        "x.js",
    ),
    (
        "syntax error elsewhere",
        body("\n  id: DataTypes.TEXT\n") + "const x = ;\n",
        add_short,
        "x.js",
    ),
    (
        "own getter renamed, other mentions noted",
        HEAD
        + "s.define('User', {\n  name: {\n    type: DataTypes.STRING,\n"
        + "    get() { return this.getDataValue('name').trim(); }\n  }\n});\n"
        + "User.prototype.hello = function () { return this.name; };\n",
        rename("name", "label"),
        "x.js",
    ),
    (
        "column of an index",
        body("\n  name: { type: DataTypes.STRING }\n").replace(
            "})\n", "}, { indexes: [{ fields: ['name', 'x'] }] })\n"
        ),
        lambda anchor: rename_attribute(anchor, "name", "label", ("name", "label")),
        "x.js",
    ),
    ("TypeScript", TS, add, "x.ts"),
    (
        "TypeScript, names of optional attributes",
        TS,
        lambda anchor: add_attribute(
            anchor, AttributeFacts("age", {"type": INTEGER, "defaultValue": Plain(1)}, "number")
        ),
        "x.ts",
    ),
    (
        "TypeScript, removed from optional ones",
        TS.replace("'id'>", "'id' | 'name'>"),
        remove("name"),
        "x.ts",
    ),
    ("TypeScript, removed", TS, remove("name"), "x.ts"),
    ("TypeScript, renamed", TS, rename("name", "nick"), "x.ts"),
    (
        "TypeScript, changed",
        TS,
        change("name", type=(string(128), TEXT), allowNull=(Plain(True), Plain(False))),
        "x.ts",
    ),
    ("TypeScript, generic define", GENERICS, add, "x.ts"),
    ("TypeScript of sequelize-auto", AUTO, add, "x.ts"),
    ("decorators on the line", DECORATED, add, "x.ts"),
    (
        "decorators, changed",
        DECORATED,
        change("bio", allowNull=(Plain(False), Plain(True))),
        "x.ts",
    ),
    ("field of a type alone", NAME, change("name", field=(None, Plain("full"))), "x.js"),
    ("decorators, column", DECORATED, change("name", field=(None, Plain("full"))), "x.ts"),
    ("decorators, renamed", DECORATED, rename("name", "nick"), "x.ts"),
    (
        "decorators, default",
        DECORATED,
        change("name", defaultValue=(None, Plain("x"))),
        "x.ts",
    ),
    ("decorators, removed", DECORATED, remove("name"), "x.ts"),
    ("decorators above", SPACED, add, "x.ts"),
    ("decorators, index", SPACED, lambda a: add_index(a, ModelIndexFacts("i", ("name",))), "x.ts"),
    ("decorators, association removed", SPACED, without("hasMany", "Role", "roles"), "x.ts"),
    (
        "JavaScript with decorators",
        "class User extends Model {\n  @Column(DataType.STRING) n;\n}\n",
        add_short,
        "x.js",
    ),
    (
        "destructured parameter",
        "class User extends Model {\n  static associate({ Role }) {\n"
        "    this.belongsTo(Role);\n  }\n}\nUser.init({ id: DataTypes.INTEGER }, { sequelize });\n",
        has_many(key="userId"),
        "x.js",
    ),
    (
        "associate set on the variable",
        "const User = s.define('User', { id: DataTypes.INTEGER })\n"
        "User.associate = models => {\n  User.belongsTo(models.Role, {\n    as: 'role',\n  })\n}\n",
        has_many(),
        "x.js",
    ),
    (
        "empty associate",
        "class User extends Model {\n    static associate(models) {\n"
        "      // define association here\n    }\n}\n"
        "User.init({ id: DataTypes.INTEGER }, { sequelize });\n",
        has_many(),
        "x.js",
    ),
    (
        "associate made",
        "class User extends Model {\n  hello() {}\n}\nUser.init({ id: DataTypes.INTEGER }, "
        "{ sequelize });\n",
        has_many("User", "children"),
        "x.js",
    ),
    (
        "associate made for define",
        "const User = s.define('User', {\n  id: DataTypes.INTEGER,\n});\nmodule.exports = User;\n",
        has_many(),
        "x.js",
    ),
    (
        "association in a loop",
        "class User extends Model {\n  static associate(models) {\n"
        "    for (const k of ['a']) User.belongsTo(models.Role, { as: k });\n  }\n}\n"
        "User.init({ id: DataTypes.INTEGER }, { sequelize });\n",
        without("belongsTo", "Role", "a"),
        "x.js",
    ),
    (
        "association whose result is used",
        "const User = s.define('User', { id: DataTypes.INTEGER })\n"
        "const r = User.belongsTo(Role, { as: 'role' });\n",
        without("belongsTo", "Role", "role"),
        "x.js",
    ),
    (
        "option of an association",
        "const User = s.define('User', { id: DataTypes.INTEGER })\n"
        "User.belongsTo(Role, { as: 'role' });\n",
        with_option("role", foreignKey=Plain("roleKey")),
        "x.js",
    ),
    (
        "index removed",
        body("\n  n: DataTypes.TEXT\n").replace(
            "})\n", "}, {\n  indexes: [{ unique: true, fields: ['n'] }, { fields: ['n'] }],\n})\n"
        ),
        lambda anchor: remove_index(anchor, ModelIndexFacts(None, ("n",), unique=True)),
        "x.js",
    ),
)
