"""What was measured of Sequelize and the databases: the tests fail where the output forgets it."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.support.checks import Checks
from tests.support.compare_tables import differences
from tests.support.project import Project, up
from tests.support.rounds import SYNCED, undo, whole_round
from tests.support.sqlite_tables import Tables
from tests.support.unchecked_rows import fill

pytestmark = pytest.mark.node

SCHEMA = """
version: 1
targets: {sequelize: {}}
options: {index_foreign_keys: false}
models:
  Owner:
    name: string required unique
    pets: hasMany(Pet) inverse(owner)
    badge: hasOne(Badge)
  Pet:
    name: string(40) required
    kind: enum(cat, dog) default(cat)
    ownerNumber: integer
    owner: belongsTo(Owner) required onUpdate(noAction)
    second: belongsTo(Owner) foreignKey(ownerNumber)
    vet: belongsTo(Vet) logical index
    nurse: belongsTo(Vet) required foreignKey(nurseId)
    toys: belongsToMany(Toy) through(PetToys) onDelete(restrict)
    walkers: belongsToMany(Owner) through(Walk)
    $unique: [[owner, name]]
    $checks: ["{OwnerId} > 0"]
  Vet:
    name: string
    patients: hasMany(Pet) inverse(vet)
  Walk:
    $id: integer
    pet: belongsTo(Pet) required
    owner: belongsTo(Owner) required
  Badge:
    number: integer
  Toy:
    name: string
    pets: belongsToMany(Pet) through(PetToys)
"""
ALL = ("sqlite", "postgres", "mysql")


@dataclass(frozen=True, slots=True)
class Forgotten:
    """A fact, and an edit of the files that match `files` which forgets it."""

    fact: str
    dialects: tuple[str, ...]
    files: str
    pattern: str
    instead: str = ""


FORGOTTEN = (
    Forgotten(
        "removeColumn() rebuilds a table of SQLite",
        ("sqlite",),
        "migrations/*-add-associations.js",
        r"await removeColumn\(queryInterface, 'Pets', 'OwnerId', \{",
        "await queryInterface.removeColumn('Pets', 'OwnerId', {",
    ),
    Forgotten(
        "SQLite drops no column that an index has",
        ("sqlite",),
        "migrations/*-add-associations.js",
        r"\n *index: 'Pets_VetId_idx',",
    ),
    Forgotten(
        "SQLite adds no unique column",
        ("sqlite",),
        "migrations/*-add-associations.js",
        r"allowNull: true,",
        "allowNull: true, unique: true,",
    ),
    Forgotten(
        "what is written outside of the transaction waits for it",
        ("sqlite",),
        "migrations/*-add-associations.js",
        r"(name: 'Pets_VetId_idx',)\n *transaction,",
        r"\1",
    ),
    Forgotten(
        "keys of CREATE TABLE delete the rows of the child when the parent goes",
        ("sqlite",),
        "migrations/*-create-badges.js",
        r"number: \{ type: Sequelize.INTEGER \},",
        "number: { type: Sequelize.INTEGER, references: { model: 'Vets', key: 'id' },"
        " onDelete: 'CASCADE' },",
    ),
    Forgotten(
        "hasOne does not make its key unique",
        ALL,
        "migrations/*-add-associations.js",
        r"(name: 'Badges_OwnerId_key',)\n *unique: true,",
        r"\1",
    ),
    Forgotten(
        "the model's index on a key is the migration's",
        ALL,
        "models/pet.js",
        r"\{ name: 'Pets_VetId_idx', fields: \['VetId'\] \},",
    ),
    Forgotten(
        "left unsaid, a required hasMany is CASCADE, and the first declaration wins",
        ALL,
        "models/owner.js",
        r"(as: 'pets',\n.*\n) *onUpdate: .*\n *onDelete: .*",
        r"\1",
    ),
    Forgotten(
        "left unsaid, a required belongsTo is NO ACTION",
        ALL,
        "models/pet.js",
        r"(as: 'nurse',\n.*\n) *onUpdate: .*\n *onDelete: .*",
        r"\1",
    ),
    Forgotten(
        "constraints: false on one side only still makes the key",
        ALL,
        "models/vet.js",
        r"\n *constraints: false,",
    ),
    Forgotten(
        "through is unique unless told otherwise",
        ALL,
        "models/pet.js",
        r", unique: false \}",
        " }",
    ),
    Forgotten(
        "each key of a join has its own action",
        ALL,
        "models/pet*.js",
        r"onDelete: 'RESTRICT'",
        "onDelete: 'CASCADE'",
    ),
    Forgotten(
        "PostgreSQL keeps the type of an enum",
        ("postgres",),
        "migrations/*-create-pets.js",
        r"'DROP TYPE IF EXISTS \"enum_Pets_kind\"'",
        "'SELECT 1'",
    ),
    Forgotten(
        "MySQL needs an index for a key: the one that it had must be back first",
        ("mysql",),
        "migrations/helpers/mysql-constraints-1.js",
        r"if \(!key \|\| served\)",
        "if (true)",
    ),
    Forgotten(
        "MySQL leaves the index that it made for a key",
        ("mysql",),
        "migrations/helpers/mysql-constraints-1.js",
        r"if \(indexes.some\(\(index\) => index.name === constraintName\)\)",
        "if (false)",
    ),
    Forgotten(
        "removeConstraint() finds no CHECK of MariaDB",
        ("mysql",),
        "migrations/helpers/constraints-1.js",
        r"(DROP CONSTRAINT .*\n *)await alterTable\(queryInterface, table, change, transaction\)",
        r"\1await queryInterface.removeConstraint(table, name, { transaction })",
    ),
)


def test_forgotten_clause_is_detected(housed: Project, checks: Checks) -> None:
    housed.schema(SCHEMA)
    housed.generate()
    # Without an index of ours for a key MySQL makes up names in sync().
    rules = replace(SYNCED[checks.dialect], names=checks.dialect != "mysql")
    tables = whole_round(housed, checks, "all is remembered", sync=rules)
    for each in FORGOTTEN:
        if checks.dialect not in each.dialects:
            continue
        kept = forget(housed.root, each)
        if each.files.startswith("models/"):
            found = differences(tables, housed.sync(), rules)
        else:
            found = there_and_back(housed, tables)
        checks.that(f"found where forgotten: {each.fact}", bool(found), "nothing differs")
        for path, text in kept.items():
            path.write_text(text)


def there_and_back(project: Project, tables: Tables) -> list[str]:
    """Return the problems of migrating up to these tables, and down with rows in them."""
    project.scratch.clear()
    probe = Checks(project.scratch.dialect)
    try:
        ups = project.migrate(up())
        probe.none("up", differences(tables, ups[-1].tables))
        undo(project, probe, "", [Tables(), *(step.tables for step in ups)], fill(project.scratch))
    except AssertionError as error:
        return [str(error)]
    return probe.failed


def forget(root: Path, each: Forgotten) -> dict[Path, str]:
    """Edit the files; return their original texts."""
    kept: dict[Path, str] = {}
    for path in sorted(root.glob(each.files)):
        text = path.read_text()
        changed = re.sub(each.pattern, each.instead, text)
        if changed != text:
            kept[path] = text
            path.write_text(changed)
    assert kept, f"{each.fact}: nothing in {each.files} matches"
    return kept


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
@pytest.mark.parametrize("forgets", [False, True], ids=["as it is", "without the version"])
def test_session_settings_apply_to_every_connection(
    housed: Project, checks: Checks, forgets: bool
) -> None:
    # Another statement in the same file would bring the version up by itself.
    housed.schema(
        "version: 1\ntargets: {sequelize: {}}\noptions: {index_foreign_keys: false}\nmodels:\n"
        "  Owner: {name: string}\n"
        "  Pet: {ownerNumber: integer, owner: belongsTo(Owner) foreignKey(ownerNumber)}\n"
    )
    housed.generate()
    if forgets:
        version = r"await run\(`PRAGMA schema_version = .*"
        forget(
            housed.root, Forgotten("version", (), "migrations/helpers/sqlite-tables-1.js", version)
        )
    add = next(name for name in housed.migrations if name.endswith("add-associations.js"))
    before = housed.migrations[housed.migrations.index(add) - 1]
    housed.run_migrations(up(before))
    assert housed.home is not None
    with closing(sqlite3.connect(housed.home.url.removeprefix("sqlite:"))) as open_before:
        open_before.execute("PRAGMA foreign_keys = ON")
        assert open_before.execute("SELECT count(*) FROM Pets").fetchone() == (0,)
        housed.run_migrations(up(add))
        now = "'2020-01-01', '2020-01-01'"
        pet = "INSERT INTO Pets (ownerNumber, createdAt, updatedAt)"
        try:
            open_before.execute(f"{pet} VALUES (99, {now})")
        except sqlite3.IntegrityError as error:
            output = str(error)
        else:
            output = ""
    checks.equal("a key to no row", output, "" if forgets else "FOREIGN KEY constraint failed")


def test_timestamps_defaults_and_keys_of_created_instances(housed: Project, checks: Checks) -> None:
    alone = "postgres" if checks.dialect == "postgres" else "sqlite, postgres, mysql"
    housed.schema(
        f"""
version: 1
targets: {{sequelize: {{}}}}
options: {{dialects: [{alone}], id: uuid, timestamps: false}}
models:
  Event:
    name: string
    plain: datetime
    milli: datetime(3)
    token: uuid default(uuid)
    seenAt: datetime default(now)
"""
    )
    housed.generate()
    housed.run_migrations()
    read = housed.run_js(
        """
        const moment = new Date('2020-02-29T23:59:59.987Z');
        const made = await db.Event.create({ name: 'a', plain: moment, milli: moment });
        const literal = made.seenAt?.val ?? (made.seenAt instanceof Date ? 'a Date' : 'nothing');
        const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
        const own = [uuid.test(made.id), uuid.test(made.token)];
        await made.reload();
        await db.Event.bulkCreate([{ name: 'b' }]);
        const bulk = await db.Event.findOne({ where: { name: 'b' } });
        return [made.plain, made.milli, own, literal, made.seenAt instanceof Date,
          uuid.test(bulk.id) && uuid.test(bulk.token)];
        """
    )
    fraction = "000" if checks.dialect == "mysql" else "987"
    checks.equal("a plain moment's fraction", read[0], f"2020-02-29T23:59:59.{fraction}Z")
    checks.equal("a moment of milliseconds", read[1], "2020-02-29T23:59:59.987Z")
    checks.equal("default(uuid) in the created instance", read[2], [True, True])
    by_returning = "a Date" if checks.dialect == "postgres" else "CURRENT_TIMESTAMP"
    checks.equal("default(now) in the created instance", read[3], by_returning)
    checks.that("default(now) after reload()", read[4])
    checks.that("default(uuid) by bulkCreate", read[5])
