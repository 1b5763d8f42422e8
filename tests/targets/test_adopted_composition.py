"""A person's model file and the generated one, composed to one file."""

from __future__ import annotations

import pytest

from scaffold.targets.sequelize.adoption.composed_file import compose
from scaffold.targets.sequelize.adoption.factory_file import read_factory
from scaffold.targets.sequelize.model_edits.script import NotPlaced

OURS = """\
'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class User extends Model {
    static associate(models) {
      User.hasMany(models.Post, {
        as: 'posts',
        foreignKey: { name: 'authorId', allowNull: false },
      });
      User.belongsTo(models.Team, {
        as: 'team',
        foreignKey: { name: 'teamId', allowNull: true },
      });
    }
  }

  User.init(
    {
      email: { type: DataTypes.STRING, allowNull: false },
    },
    {
      sequelize,
      modelName: 'User',
      tableName: 'users',
    },
  );

  return User;
};
"""
BARE = OURS[: OURS.index(" {\n    static")] + " {}\n" + OURS[OURS.index("\n  User.init") :]
CLASSES = """\
'use strict';
const { Model, Op } = require('sequelize');
// Mails are sent by it.
const mailer = require('../mailer');

module.exports = function (db, types) {
  const hidden = ['email'];

  class Person extends Model {
    // A greeting.
    greet() {
      return `hello
  ${this.email}`;
    }

    static async search(text) {
      return this.findAll({ where: { email: { [Op.like]: text } } });
    }

    static associate({ Post, Team }) {
      Person.hasMany(Post, { as: 'posts', foreignKey: 'authorId', hooks: true });
      Person.belongsTo(Team, { foreignKey: 'teamId' });
      Person.addScope('teamed', { include: [Team] });
    }
  }
  Person.init({
    // Lower case.
    email: { type: types.STRING, validate: { isEmail: true }, get() { return 1; } },
    label: { type: types.VIRTUAL, get() { return hidden; } },
  }, { sequelize: db, modelName: 'User', hooks: { afterCreate: () => mailer.send() } });
  Person.beforeDestroy(() => {});
  return Person;
};
"""
COMPOSED = """\
'use strict';

const { Model, Op } = require('sequelize');

// Mails are sent by it.
const mailer = require('../mailer');

module.exports = (sequelize, DataTypes) => {
  const db = sequelize;
  const types = DataTypes;
  const hidden = ['email'];

  class User extends Model {
    static associate(models) {
      const { Post, Team } = models;
      User.hasMany(models.Post, {
        as: 'posts',
        foreignKey: { name: 'authorId', allowNull: false },
        hooks: true,
      });
      User.belongsTo(models.Team, {
        as: 'team',
        foreignKey: { name: 'teamId', allowNull: true },
      });
      Person.addScope('teamed', { include: [Team] });
    }

    // A greeting.
    greet() {
      return `hello
  ${this.email}`;
    }

    static async search(text) {
      return this.findAll({ where: { email: { [Op.like]: text } } });
    }
  }

  User.init(
    {
      // Lower case.
      email: {
        type: DataTypes.STRING,
        allowNull: false,
        validate: { isEmail: true },
        get() { return 1; },
      },
      label: { type: types.VIRTUAL, get() { return hidden; } },
    },
    {
      sequelize,
      modelName: 'User',
      tableName: 'users',
      hooks: { afterCreate: () => mailer.send() },
    },
  );

  const Person = User;

  Person.beforeDestroy(() => {});

  return User;
};
"""


def composed(theirs: str, ours: str = OURS) -> str:
    mine = read_factory("models/user.js", ours, "User")
    read = read_factory("models/user.js", theirs, "User")
    return compose(read, mine, {"label"}, {"User", "Post", "Team"})


def test_keeps_all_code_of_a_class() -> None:
    assert composed(CLASSES) == COMPOSED


def test_adds_what_the_generated_class_lacks() -> None:
    theirs = """\
module.exports = (sequelize, DataTypes) => {
  const User = sequelize.define('User', { email: DataTypes.STRING });
  User.associate = (db) => {
    User.hasOne(db.Other, { as: 'other' });
  };
  return User;
};
"""
    found = composed(theirs, BARE)
    body = (
        "    static associate(models) {\n      const db = models;\n"
        "      User.hasOne(db.Other, { as: 'other' });\n    }\n  }\n"
    )
    assert f"  class User extends Model {{\n{body}" in found
    assert composed(theirs.replace("User.hasOne(db.Other, { as: 'other' });", ""), BARE) == BARE


@pytest.mark.parametrize(
    ("theirs", "reason"),
    [
        ("class User extends Model {}\nmodule.exports = User;\n", "does not export one function"),
        (
            "module.exports = (s, D) => {\n  return s.define('User', attributes);\n};\n",
            "not written",
        ),
        (
            "module.exports = (s, D) => {\n  return s.define('User', { ...base });\n};\n",
            "line 2: it takes over an object",
        ),
        (
            "module.exports = (s, D) => {\n  return s.define('Other', {});\n};\n",
            "does not define User",
        ),
        (
            "module.exports = (s, D) => {\n  const U = s.define('User', {});\n"
            "  return wrap(U);\n};\n",
            "line 3: it does not return the model alone",
        ),
        (
            "module.exports = (s, D) => {\n  class User extends Base {}\n"
            "  User.init({}, { sequelize: s });\n  return User;\n};\n",
            "does not extend Model",
        ),
        (
            "module.exports = (s, D) => s.define('User', {});\nmodule.exports.x = 1;\n",
            "line 2: code follows the export",
        ),
    ],
)
def test_refuses_what_it_would_have_to_guess(theirs: str, reason: str) -> None:
    with pytest.raises(NotPlaced, match=reason):
        composed(theirs)


def test_a_function_of_sequelize_alone_keeps_its_form() -> None:
    theirs = """\
const { DataTypes, Op } = require('sequelize')

module.exports = (sequelize) => {
  const User = sequelize.define('User', { email: { type: DataTypes.STRING, set(x) {} } })
  return User
}
"""
    found = composed(theirs, BARE)
    assert "\nconst { DataTypes, Op } = require('sequelize')\n" in found
    assert "module.exports = (sequelize) => {\n  class User" in found
    other = theirs.replace("const { DataTypes, Op }", "const types").replace("DataTypes", "types")
    assert "\nconst { DataTypes } = require('sequelize');\n" in composed(other, BARE)
