"""Applying 100 create files and one add-associations of 200 keys, generated and hand-written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.contest import Call, Contestant, timed
from benchmarks.peers import sequelize_cli, sequelize_project
from benchmarks.schemas import schema
from benchmarks.tool import GENERATE
from tests.support.compare_tables import Rules, assert_same_tables
from tests.support.sqlite_tables import reflect

NOTHING = "sequelize db:migrate, nothing to do"
WRITTEN = "sequelize db:migrate, written by hand"
GENERATED = "sequelize db:migrate, generated"

_TABLES = 100
_DATABASE = "database.sqlite"


def applying(work: Path, packages: Path) -> list[Contestant]:
    """Both sets from an empty database, and the start of sequelize-cli alone."""
    nothing = sequelize_project(work / "apply-nothing", packages)
    written = sequelize_project(work / "apply-written", packages)
    for name, text in _by_hand():
        (written / "migrations" / name).write_text(text)
    generated = sequelize_project(work / "apply-generated", packages)
    (generated / "scaffold.yaml").write_text(schema(_TABLES, keys_only=True))
    timed(Call(GENERATE, generated))
    contestants = {NOTHING: nothing, WRITTEN: written, GENERATED: generated}
    return [Contestant(name, _migrating(folder)) for name, folder in contestants.items()]


def assert_same_work(work: Path) -> None:
    """AssertionError unless the last round of both sets created the same tables."""
    written = reflect(work / "apply-written" / _DATABASE)
    generated = reflect(work / "apply-generated" / _DATABASE)
    assert len(generated) >= _TABLES
    assert_same_tables(written, generated, Rules(names=False, unique_as_index=False))


def _migrating(folder: Path) -> Callable[[int], Call]:
    def call(_: int) -> Call:
        (folder / _DATABASE).unlink(missing_ok=True)
        return sequelize_cli(folder, "db:migrate")

    return call


def _by_hand() -> Iterator[tuple[str, str]]:
    """Name and text of each migration, as people write them: no transaction, one call a line."""
    for number in range(_TABLES):
        yield f"202601010001{number:02}-create-model{number}.js", _create(f"Model{number}s")
    yield "20260101000200-add-associations.js", _associations()


def _create(table: str) -> str:
    return f"""'use strict';

module.exports = {{
  async up(queryInterface, Sequelize) {{
    await queryInterface.createTable('{table}', {{
      id: {{ type: Sequelize.INTEGER, allowNull: false, autoIncrement: true, primaryKey: true }},
      field0: {{ type: Sequelize.STRING(120), allowNull: false }},
      field1: {{ type: Sequelize.STRING, unique: true }},
      field2: {{ type: Sequelize.DECIMAL(10, 2), defaultValue: 0 }},
      field3: {{
        type: Sequelize.ENUM('pending', 'paid', 'shipped'),
        defaultValue: 'pending',
      }},
      field4: {{ type: Sequelize.INTEGER }},
      field5: {{ type: Sequelize.DATE }},
      field6: {{ type: Sequelize.BOOLEAN, allowNull: false, defaultValue: false }},
      field7: {{ type: Sequelize.TEXT }},
      createdAt: {{ type: Sequelize.DATE, allowNull: false }},
      updatedAt: {{ type: Sequelize.DATE, allowNull: false }},
    }});
    await queryInterface.addIndex('{table}', ['field3']);
  }},

  async down(queryInterface) {{
    await queryInterface.dropTable('{table}');
  }},
}};
"""


def _associations() -> str:
    ups, downs = [], []
    for number in range(_TABLES):
        for alias, offset in (("Next", 1), ("Second", 2)):
            table, target = f"Model{number}s", f"Model{(number + offset) % _TABLES}s"
            required = alias == "Next"
            ups.append(
                f"""    await queryInterface.addColumn('{table}', '{alias}Id', {{
      type: Sequelize.INTEGER,
      allowNull: {"false" if required else "true"},
      references: {{ model: '{target}', key: 'id' }},
      onUpdate: 'CASCADE',
      onDelete: '{"RESTRICT" if required else "SET NULL"}',
    }});
    await queryInterface.addIndex('{table}', ['{alias}Id']);
"""
            )
            downs.append(f"    await queryInterface.removeColumn('{table}', '{alias}Id');\n")
    return f"""'use strict';

module.exports = {{
  async up(queryInterface, Sequelize) {{
{"".join(ups)}  }},

  async down(queryInterface) {{
{"".join(reversed(downs))}  }},
}};
"""
