"""Names that Sequelize reserves are refused, with a hint."""

from __future__ import annotations

import pytest

from tests.targets.rendering import problems_of


@pytest.mark.parametrize(
    ("models", "message", "hint"),
    [
        (
            "A: {save: string(9) required}",
            "`A.save`: Sequelize's Model already has a member `save`",
            "`saved: string(9) column(save)`",
        ),
        ("A: {get: integer}", "`A.get`", "`got: integer column(get)`"),
        ("A: {isNewRecord: boolean}", "`A.isNewRecord`", "column(isNewRecord)"),
        ("A: {prototype: text}", "`A.prototype`", "column(prototype)"),
        ("A: {validate: belongsTo(B)}\n  B: {x: text}", "`A.validate`", "another name"),
        ("A: {dataValue: hasOne(B)}\n  B: {x: text}", "`getDataValue`", "another name"),
        (
            "A: {getB: text, b: belongsTo(B)}\n  B: {x: text}",
            "accessor `getB`, which is also an attribute",
            "another name",
        ),
        (
            "A: {addCookie: text, cookies: hasMany(B)}\n  B: {x: text}",
            "accessor `addCookie`, which is also an attribute",
            "singular(…)",
        ),
        ("A: {$id: none, id: integer}", "uses an `id` as the primary key", "column(id)"),
        ("class: {x: text}", "reserved word", "$table"),
        ("sequelize: {x: text}", "`sequelize`", "$table"),
        ("Sequelize: {x: text}", "`Sequelize`", "$table"),
        ("DataTypes: {x: text}", "`DataTypes`", "$table"),
        ("models: {x: text}", "`models`", "$table"),
        ("Index: {x: text}", "index.js", "$table"),
        ("index: {x: text}", "index.js", "$table"),
        ("Date: {x: 'datetime default(\"2020-01-01T00:00:00Z\")'}", "`Date.x`", "$table"),
    ],
)
def test_reserved_names_are_refused(models: str, message: str, hint: str) -> None:
    (problem,) = problems_of(f"  {models}\n")
    assert message in problem.message
    assert problem.hint is not None
    assert hint in problem.hint
    assert problem.where is not None
    assert problem.where.line > 3


@pytest.mark.parametrize(
    "models",
    [
        "Model: {x: text}",
        "Op: {x: text}",
        "Base: {x: text}",
        "Date: {x: datetime default(now)}",
        "Promise: {then: text}",
        "A: {count: integer, name: text, options: text, build: text, schema: text, length: text}",
        "A: {id: integer primary, saves: integer, save_: text}",
        "A: {orders: hasMany(B)}\n  B: {get_x: text}",
    ],
)
def test_other_names_are_accepted(models: str) -> None:
    assert problems_of(f"  {models}\n") == []
