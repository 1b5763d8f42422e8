"""What is loaded of a generated model agrees with the schema: each type on each database."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scaffold.targets.sequelize.loading.load_models import load_models, model_source
from scaffold.targets.sequelize.their_models.agreement import has_type
from scaffold.targets.sequelize.their_models.wanted_facts import type_value
from tests.support.project import Project
from tests.targets.rendering import database_of

COMMON = (
    *("string", "string(40)", "char(3)", "text", "integer", "bigint", "smallint", "tinyint"),
    *("decimal(10, 2)", "float", "double", "real", "boolean", "date", "datetime", "time", "uuid"),
    *("json", "binary", "enum(a, b)"),
)
TYPES = {
    "sqlite": COMMON,
    "mysql": (*COMMON, "integer unsigned"),
    "postgres": (
        *COMMON,
        *("citext", "jsonb", "array(text)", "array(integer)", "array(enum(a, b))", "decimal"),
        *("range(integer)", "range(datetime)", "inet", "cidr", "macaddr", "hstore", "tsvector"),
        *("geometry", "datetime local", "array(string(20))", 'type("cube")'),
    ),
}
INDEX = """\
const { Sequelize, DataTypes } = require('sequelize');
const sequelize = new Sequelize('a', 'b', 'c', { dialect: '%s' });
module.exports = { sequelize, A: require('./a')(sequelize, DataTypes) };
"""


@pytest.mark.node
@pytest.mark.parametrize("dialect", TYPES)
def test_each_type_agrees_once_it_is_loaded(dialect: str, folder: Project, node_env: Path) -> None:
    lines = "".join(f"    a{at}: {kind}\n" for at, kind in enumerate(TYPES[dialect]))
    schema = (
        "version: 1\ntargets: {sequelize: {directory: .}}\n"
        f"options: {{dialects: [{dialect}]}}\nmodels:\n  A:\n{lines}"
    )
    folder.schema(schema)
    folder.generate("-q")
    folder.write("models/index.js", INDEX % dialect)
    os.symlink(node_env, folder.root / "node_modules")
    loaded = load_models(model_source(str(folder.root)), dialect, {}).model("A")
    assert loaded is not None
    wrong = []
    for attribute in database_of(schema).model("A").attributes:
        found = loaded.attribute(attribute.name)
        wanted = type_value(attribute.column.type, (dialect,))
        if found is None or not has_type(found.type, wanted):
            wrong.append(str(attribute.column.type))
    assert wrong == []
