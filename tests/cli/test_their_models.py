"""Model files that people wrote: edits by syntax, what is left to them, and what is never run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import forked
from tests.support.forked import Run
from tests.support.node_packages import clean_environment

SCHEMA = """\
version: 1
targets:
  sequelize: {directory: ., model_files: theirs}
models:
  User:
    name: string(80) required
    born: date
"""
# It fails, loudly, when it is loaded.
USER = """\
require('fs').writeFileSync(__dirname + '/../ran', '');
const born = (D) => ({ type: D.DATEONLY });

module.exports = (sequelize, DataTypes) => {
  const User = sequelize.define('User', {
    name: { type: DataTypes.STRING(80), allowNull: false },
    born: born(DataTypes),
  });
  return User;
};
"""


class Theirs:
    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "models").mkdir(parents=True)
        (root / "models" / "user.js").write_text(USER)
        self.write(SCHEMA)

    def write(self, schema: str) -> None:
        (self.root / "scaffold.yaml").write_text(schema)

    def change(self, old: str, new: str) -> None:
        text = (self.root / "scaffold.yaml").read_text()
        assert old in text
        self.write(text.replace(old, new))

    @property
    def user(self) -> str:
        return (self.root / "models" / "user.js").read_text()

    def run(self, *arguments: str, code: int = 0) -> Run:
        state = clean_environment({"XDG_STATE_HOME": str(self.root.parent / "state")})
        done = forked.run(arguments, self.root, state)
        assert done.code == code, done.text
        return done


@pytest.fixture
def theirs(tmp_path: Path) -> Theirs:
    project = Theirs(tmp_path / "project")
    project.run("baseline")
    assert sorted(path.name for path in (project.root / "models").iterdir()) == ["user.js"]
    return project


def test_edits_need_no_code_to_run(theirs: Theirs) -> None:
    theirs.change("    born: date\n", "    born: date\n    nick: string unique\n")

    done = theirs.run("generate")

    assert "update  models/user.js" in done.output
    assert "not proved by loading" in done.errors and "--load-models" in done.errors
    added = "    nick: { type: DataTypes.STRING, unique: true },\n"
    assert theirs.user == USER.replace("  });", f"{added}  }});")
    theirs.run("check")
    assert not (theirs.root / "ran").exists()


@pytest.mark.slow
def test_what_cannot_be_placed_is_repeated_until_it_is_done(theirs: Theirs) -> None:
    theirs.change("    born: date\n", "    born: datetime\n")

    done = theirs.run("generate", "--accept", "User.born")

    wanted = "`born: { type: DataTypes.DATE }`"
    assert "todo: models/user.js:5: the value of born is a call" in done.errors
    assert wanted in done.errors
    assert theirs.user == USER
    again = theirs.run("check", code=1)
    assert wanted in again.errors
    assert wanted in theirs.run("generate").errors
    (theirs.root / "models" / "user.js").write_text(
        USER.replace("born: born(DataTypes)", "born: DataTypes.DATE")
    )
    theirs.run("check")
    assert "remove  .scaffold/open-edits.json" in theirs.run("generate").output
    assert not (theirs.root / "ran").exists()


def test_a_new_model_gets_a_file_beside_theirs(theirs: Theirs) -> None:
    theirs.write(f"{SCHEMA}\n  Order:\n    total: integer\n    user: belongsTo(User)\n")

    done = theirs.run("generate")

    assert "create  models/order.js" in done.output
    assert not (theirs.root / "models" / "index.js").exists()
    assert theirs.user == USER
    theirs.change("total: integer", "total: bigint")
    theirs.run("generate")
    assert "DataTypes.BIGINT" in (theirs.root / "models" / "order.js").read_text()


@pytest.mark.node
def test_a_new_file_that_the_project_does_not_load_is_named(tmp_path: Path, node_env: Path) -> None:
    theirs = Theirs(tmp_path / "project")
    (theirs.root / "package.json").write_text("{}")
    (theirs.root / "node_modules").symlink_to(node_env)
    (theirs.root / "models" / "user.js").write_text(USER.partition("\n")[2])
    index = "const { Sequelize, DataTypes } = require('sequelize');\n"
    index += "const sequelize = new Sequelize({ dialect: 'sqlite' });\n"
    index += "require('./user')(sequelize, DataTypes);\nmodule.exports = { sequelize };\n"
    (theirs.root / "models" / "index.js").write_text(index)
    theirs.run("baseline")
    theirs.write(f"{SCHEMA}\n  Order:\n    total: integer\n")

    done = theirs.run("generate", "--load-models")

    todo = "todo: models/order.js: the project does not load this file of the new model Order\n"
    assert f"{todo}    Load it where the other models are loaded.\n" in done.errors
    again = theirs.run("check", "--load-models", code=1)
    assert "todo: models/order.js:8: the project does not load a model Order" in again.errors
    loaded = f"{index}require('./order')(sequelize, DataTypes);\n"
    (theirs.root / "models" / "index.js").write_text(loaded)
    theirs.run("check", "--load-models")


def test_a_new_model_gets_no_javascript_among_typescript(theirs: Theirs) -> None:
    models = theirs.root / "models"
    (models / "user.js").rename(models / "user.ts")
    theirs.write(f"{SCHEMA}\n  Order:\n    total: integer\n")

    done = theirs.run("generate")

    assert "todo: Order: the project does not load a model Order" in done.errors
    assert [path.name for path in models.iterdir()] == ["user.ts"]
    theirs.change("model_files: theirs", "model_files: theirs, modules: typescript")
    assert "create  models/order.ts" in theirs.run("generate").output


def test_undo_brings_the_next_run_to_edit_back(theirs: Theirs) -> None:
    theirs.change("    born: date\n", "    born: date\n    nick: string\n")
    theirs.run("generate")
    assert theirs.user != USER

    theirs.run("undo")
    theirs.write(SCHEMA)
    theirs.run("generate")

    assert theirs.user == USER


def test_an_edited_property_is_left_to_its_author(theirs: Theirs) -> None:
    text = USER.replace("DataTypes.STRING(80)", "DataTypes.STRING(90)")
    (theirs.root / "models" / "user.js").write_text(text)
    theirs.change("name: string(80)", "name: string(120)")

    done = theirs.run("generate")

    assert "type of name is not what was recorded" in done.errors
    assert theirs.user == text
