"""`--attributes` compared with sequelize-cli itself."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from scaffold.schema.data_types import DataType
from scaffold.schema.shorthand import read_attributes
from tests.schema.reading import attribute
from tests.targets.test_javascript_literals import run_node

pytestmark = pytest.mark.node

READ = """
const helper = require('sequelize-cli/lib/helpers/model-helper').default
  || require('sequelize-cli/lib/helpers/model-helper');
print(%s.map((flag) => {
  try {
    return helper.transformAttributes(flag);
  } catch (error) {
    return error.message;
  }
}));
"""
# What a bare type of theirs is here, where the words differ.
OURS = {
    "date": "datetime",
    "dateonly": "date",
    "blob": "binary",
    "char": "char",
    "range": "range",
    "double precision": "double",
}
BOTH = [
    "first_name:string,bio:text,role:enum:{Admin, Guest User},reviews:array:string",
    "first_name:string bio:text role:enum:{Admin, Guest User} reviews:array:string",
    "first_name:string, last_name:string, bio:text, role:enum:{Admin, Guest} reviews:array:string",
    "role:enum:{a,b_c,1}",
    "role:ENUM:{One,Two}",
    "tags:ARRAY:TEXT,at:array:date,day:array:DATEONLY",
    "at:date,day:dateonly,yes:boolean,file:blob,many:bigint",
]
NEITHER = [
    "name",
    "name:",
    "name:strin",
    "role:enum:admin",
    "role:enum:{}",
    "a:array:enum",
    "a:array:array",
    "a:string:text",
    "a:string:text:x",
    "user:references:User",
    "userId:integer:references:User",
    "",
]


def theirs(node_env: Path, flags: list[str]) -> list[Any]:
    read: list[Any] = run_node(node_env, READ % json.dumps(flags))
    return read


def test_accepted_attributes_mean_the_same(node_env: Path) -> None:
    for flag, read in zip(BOTH, theirs(node_env, BOTH), strict=True):
        fields, problems = read_attributes(flag)
        assert not problems
        assert [name for name, _ in fields] == [each["fieldName"] for each in read]
        for (_, line), each in zip(fields, read, strict=True):
            assert _same(attribute(line).type, each), (line, each)


def _same(ours: DataType, each: dict[str, str | None]) -> bool:
    kind = (each["dataType"] or "").lower()
    kind = OURS.get(kind, kind)
    if each["dataFunction"]:
        return ours.name == each["dataFunction"].lower() and ours.of == attribute(kind).type
    if each["dataValues"]:
        return list(ours.values) == re.findall(r"'(.*?)'", each["dataValues"])
    return ours.name == kind


def test_attributes_refused_by_sequelize_cli_are_refused_with_a_hint(node_env: Path) -> None:
    for flag, read in zip(NEITHER, theirs(node_env, NEITHER), strict=True):
        if flag != "role:enum:admin":  # They make ENUM(Sequelize.ADMIN) of it, or stop: so do we.
            assert isinstance(read, str) or read[0]["dataFunction"] == "enum", read
        fields, problems = read_attributes(flag)
        assert not fields
        assert problems[0].hint


def test_each_type_of_sequelize_is_accepted_or_has_a_hint(node_env: Path) -> None:
    names: list[str] = run_node(node_env, "print(Object.keys(require('sequelize').DataTypes));")
    assert {"STRING", "TSVECTOR", "DATEONLY"} <= set(names)
    refused = []
    for name in {each for each in names if each.isupper()} - {"ABSTRACT", "DOUBLE PRECISION"}:
        fields, problems = read_attributes(f"a:{name}")
        if problems:
            refused.append(name)
            assert problems[0].hint and "--attributes" not in problems[0].hint, name
        else:
            kind = OURS.get(name.lower(), name.lower())
            assert attribute(fields[0][1]).type.name == kind
    assert sorted(refused) == [
        *("ARRAY", "DECIMAL", "ENUM", "MEDIUMINT", "NOW", "NUMBER", "NUMERIC", "UUIDV1"),
        *("UUIDV4", "VIRTUAL"),
    ]
