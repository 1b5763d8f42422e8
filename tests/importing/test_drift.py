"""`scaffold check --database`: every difference between a live database and the schema."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.importing.conftest import DATABASES
from tests.support.project import Project
from tests.support.scratch import Scratch

CHANGES = {
    "sqlite": (
        "ALTER TABLE posts ADD COLUMN views INTEGER",
        "DROP INDEX users_active",
        "CREATE INDEX posts_title ON posts (title)",
        "CREATE TABLE added (id INTEGER PRIMARY KEY)",
        "DROP TABLE posts_labels",
    ),
    "postgres": (
        "ALTER TABLE posts ADD COLUMN views integer",
        "DROP INDEX users_active",
        "CREATE INDEX posts_title ON posts (title)",
        "CREATE TABLE added (id serial PRIMARY KEY)",
        "DROP TABLE posts_labels",
        "ALTER TABLE shipments ALTER COLUMN unit SET DEFAULT 't'",
        "ALTER TABLE shipments ALTER COLUMN unit DROP NOT NULL",
        "ALTER TABLE shipments ALTER COLUMN destination TYPE varchar(4)",
        "ALTER TABLE shipments DROP CONSTRAINT from_port",
        "ALTER TABLE shipments DROP CONSTRAINT shipments_weight_check",
        "COMMENT ON TABLE users IS 'others'",
        "ALTER TABLE tenants RENAME CONSTRAINT pk_tenants TO tenants_pkey",
    ),
    "mysql": (
        "ALTER TABLE posts ADD COLUMN views integer",
        "CREATE INDEX posts_title ON posts (title)",
        "CREATE TABLE added (id int AUTO_INCREMENT PRIMARY KEY)",
        "DROP TABLE posts_labels",
        "ALTER TABLE labels MODIFY name varchar(50) DEFAULT 'x'",
    ),
}
FOUND = {
    "sqlite": {
        "column posts.views is in the database only",
        "index on users (born) is in the schema only",
        "index on posts (title) is in the database only",
        "table added is in the database, and no model of the schema has it",
        "table posts_labels is not in the database",
    },
    "postgres": {
        "column posts.views is in the database only",
        "index on users (born) is in the schema only",
        "index on posts (title) is in the database only",
        "table added is in the database, and no model of the schema has it",
        "table posts_labels is not in the database",
        "primary key of tenants: named pk_tenants in the last run, tenants_pkey in the database",
        "column shipments.unit: default kg in the schema, default t in the database",
        "column shipments.unit: NOT NULL in the schema, NULL in the database",
        "column shipments.destination: string(3) in the schema, string(4) in the database",
        "foreign key shipments.origin_code → ports.code ON DELETE NO ACTION ON UPDATE NO ACTION "
        "is in the schema only",
        "checks of shipments: 1 in the schema, 0 in the database",
        "comment of table users: 'people: \"real\" ones # and others' in the schema, 'others' in "
        "the database",
    },
    "mysql": {
        "column posts.views is in the database only",
        "index on posts (title) is in the database only",
        "table added is in the database, and no model of the schema has it",
        "table posts_labels is not in the database",
        "column labels.name: string(40) in the schema, string(50) in the database",
        "column labels.name: NOT NULL in the schema, NULL in the database",
        "column labels.name: no default in the schema, default x in the database",
    },
}


@pytest.mark.slow
def test_finds_each_change_of_the_database_with_its_place(
    folder: Project, new_scratch: Callable[[], Scratch], dialect: str
) -> None:
    scratch = new_scratch()
    scratch.run_script((DATABASES / f"{dialect}.sql").read_text())
    folder.scaffold("import", scratch.url, "--quiet")
    assert "table" in folder.scaffold("check", "--database", scratch.url).output
    scratch.execute(*CHANGES[dialect])
    done = folder.scaffold("check", "--database", scratch.url, "--json", code=1)
    found = json.loads(done.output)["differences"]
    assert {each["message"] for each in found} == FOUND[dialect]
    schema = folder.read("scaffold.yaml").splitlines()
    for each in found:
        subject = re.search(r"(?:on|column|of) (\w+)[.:( ]*", each["message"])
        if each["line"] is not None and subject is not None:
            assert schema[each["line"] - 1].strip(), each
        else:
            assert "table added" in each["message"] or each["line"] is not None, each


def test_names_no_part_of_the_password(folder: Project, tmp_path: Path) -> None:
    folder.schema("version: 1\ntargets: {sequelize: {}}\nmodels: {A: {a: string}}\n")
    url = "postgres://someone:very-secret-word@127.0.0.1:1/nothing"
    done = folder.scaffold("check", "--database", url, code=4)
    assert "very-secret-word" not in done.text
    assert "nothing at 127.0.0.1:1" in done.errors
