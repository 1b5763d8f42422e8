"""Model settings, options, targets, and the top of the file."""

from __future__ import annotations

import gc

import pytest

from scaffold.schema.model import (
    CheckSetting,
    DeclaredModel,
    IndexSetting,
    Options,
    Schema,
    TargetSetting,
    TimestampNames,
)
from tests.schema.reading import HEAD, read, valid


def model(*settings: str) -> DeclaredModel:
    lines = "".join(f"    {line}\n" for line in settings)
    return valid(f"{HEAD}models:\n  Order:\n    a: string\n{lines}").models[0]


def test_model_settings() -> None:
    one = model(
        "$table: order list",
        "$plural: OrderList",
        "$timestamps: {createdAt: made, updatedAt: false}",
        "$paranoid: gone",
        "$id: none",
        "$comment: it's # 1",
        '$indexes: [[a, b], {fields: [a], unique: true, name: x, where: "{a} > 0"}]',
        "$unique: [[a, b], {fields: [c], name: y}]",
        '$checks: ["{a} > 0", {name: z, check: b}]',
        "$was: Purchase",
        "$schema: shop",
    )
    assert one == DeclaredModel(
        "Order",
        one.location,
        one.fields,
        table="order list",
        plural="OrderList",
        timestamps=TimestampNames("made", None),
        paranoid="gone",
        id="none",
        comment="it's",
        indexes=(
            IndexSetting(("a", "b"), one.location),
            IndexSetting(("a",), one.location, unique=True, name="x", where="{a} > 0"),
        ),
        uniques=(
            IndexSetting(("a", "b"), one.location, unique=True),
            IndexSetting(("c",), one.location, unique=True, name="y"),
        ),
        checks=(CheckSetting("{a} > 0", one.location), CheckSetting("b", one.location, "z")),
        was="Purchase",
        schema="shop",
    )
    assert one.location_of("$paranoid") == ("scaffold.yaml", 10, 5)


@pytest.mark.parametrize(
    ("line", "timestamps"),
    [
        ("$timestamps: false", False),
        ("$timestamps: true", True),
        ("$timestamps: {}", TimestampNames()),
        ("$timestamps: {createdAt: false}", TimestampNames(None, "updatedAt")),
    ],
)
def test_timestamps(line: str, timestamps: object) -> None:
    assert model(line).timestamps == timestamps


def test_models_without_fields() -> None:
    schema = valid(HEAD + "models:\n  A:\n  B: {}\n")
    assert [(one.name, one.fields) for one in schema.models] == [("A", ()), ("B", ())]


@pytest.mark.parametrize("rest", ["", "models:\n", "models: {}\n", "options:\n", "options: {}\n"])
def test_a_schema_without_models(rest: str) -> None:
    schema = valid(HEAD + rest)
    target = TargetSetting("sequelize", schema.location, {"directory": "."})
    assert schema == Schema(1, schema.location, (target,))


def test_options() -> None:
    schema = valid(
        HEAD + "options:\n  id: uuid\n  timestamps: false\n  paranoid: true\n"
        "  naming: snake_case\n  foreign_key: camelCase\n  associations: per-model\n"
        "  dialects: [mysql, sqlite]\n  index_foreign_keys: false\n  online: true\n"
    )
    assert schema.options == Options(
        id="uuid",
        timestamps=False,
        paranoid=True,
        naming="snake_case",
        foreign_key="camelCase",
        associations="per-model",
        dialects=("mysql", "sqlite"),
        index_foreign_keys=False,
        online=True,
    )
    assert schema.options.location_of("paranoid", schema.location).line == 7


def test_targets() -> None:
    schema = valid(
        "version: 1\ntargets:\n  sqlalchemy:\n  sequelize: {models: src/models, directory: ./a}\n"
    )
    assert [(one.name, dict(one.settings)) for one in schema.targets] == [
        ("sqlalchemy", {}),
        ("sequelize", {"models": "src/models", "directory": "./a"}),
    ]


@pytest.mark.parametrize(
    "folder", ["/", "..", "../a", "a/../../b", "./..", "C:/x", "a\\b", '"a\\nb"']
)
def test_folders_that_leave_the_directory(folder: str) -> None:
    _, problems = read(f"version: 1\ntargets: {{sequelize: {{directory: {folder}}}}}\n")
    assert len(problems) == 1 and problems[0].where == ("scaffold.yaml", 2, 34)


def test_problems_come_in_reading_order_and_all_at_once() -> None:
    _, problems = read(
        "models:\n  B:\n    x: strng\n    x: text\n  A: {$id: y, z: decimal}\nversion: 3\nfoo: 1\n"
    )
    locations = [(one.where.line, one.where.column) for one in problems if one.where]
    assert locations == [(1, 1), (3, 8), (4, 5), (5, 12), (5, 18), (6, 10), (7, 1)]


def test_the_garbage_collector_is_left_as_it_was() -> None:
    read("")
    assert gc.isenabled()
