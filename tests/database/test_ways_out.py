"""Hints are correct: a schema that follows them is valid."""

from __future__ import annotations

import json

import pytest

from scaffold.errors import SchemaError
from scaffold.project.compilation import resolve_source
from scaffold.project.schema_source import Source

SERVERS = "dialects: [sqlite, postgres]"
POSTGRES = "dialects: [postgres]"


def problems(models: str, options: str = "") -> str:
    """What is wrong with these models, with the ways out; nothing where they are sound."""
    text = f"version: 1\ntargets: {{sequelize: {{}}}}\noptions: {{{options}}}\nmodels:\n{models}"
    try:
        resolve_source(Source(".", "scaffold.yaml", text.encode()))
    except SchemaError as error:
        return "\n".join(map(str, error.problems))
    return ""


COMPOSITE = "  City:\n    postcode: integer primary\n    name: string(80) primary\n"
LONG = "A" + "b" * 61

# The models, a part of the hint, what it says to replace, and with what.
WAYS_OUT = (
    (
        COMPOSITE + "  User:\n    city: belongsTo(City)\n",
        "Declare `cityPostcode: integer` and `cityName: string(80)` in `User`, and write",
        ("  User:\n", "  User:\n    cityPostcode: integer\n    cityName: string(80)\n"),
        ("belongsTo(City)", "belongsTo(City) foreignKey(cityPostcode, cityName)"),
    ),
    (
        COMPOSITE + "    code: string unique\n  User:\n    city: belongsTo(City)\n",
        "Write `targetKey(code)` on `User.city`",
        ("belongsTo(City)", "belongsTo(City) targetKey(code)"),
    ),
    (
        COMPOSITE + "    code: string unique\n    users: hasMany(User)\n  User: {}\n",
        "Write `sourceKey(code)` on `City.users`",
        ("hasMany(User)", "hasMany(User) sourceKey(code)"),
    ),
    (
        COMPOSITE + "    code: string required unique\n"
        "    users: belongsToMany(User) through(Homes)\n  User: {}\n",
        "Write `sourceKey(code)` on `City.users`",
        ("through(Homes)", "through(Homes) sourceKey(code)"),
    ),
    (
        COMPOSITE + "    code: string required unique\n"
        "  User:\n    homes: belongsToMany(City) through(Homes)\n",
        "Write `targetKey(code)` on `User.homes`",
        ("through(Homes)", "through(Homes) targetKey(code)"),
    ),
    (
        "  A:\n    x: integer\n    $id: none\n  B:\n    a: belongsTo(A)\n",
        "such as `code: string required unique`, and write `targetKey(code)` on `B.a`",
        ("$id", "code: string required unique\n    $id"),
        ("belongsTo(A)", "belongsTo(A) targetKey(code)"),
    ),
    (
        "  O: {}\n  A:\n    o: belongsTo(O)\n  B:\n    a: belongsTo(A) targetKey(OId)\n",
        "Add `unique` to `A.o`",
        ("belongsTo(O)", "belongsTo(O) unique"),
    ),
    (
        "  A:\n    id: string\n",
        "Add `primary` to make it the primary key, or give it another name",
        ("id: string", "id: string primary"),
    ),
    ("  A:\n    id: string\n", "or give it another name", ("id: string", "code: string")),
    (
        "  A: {}\n  B:\n    a: belongsTo(A) foreignKey(id)\n",
        "Add `primary` to `B.a`",
        ("foreignKey(id)", "foreignKey(id) primary"),
    ),
    (
        "  A:\n    b: hasOne(B) foreignKey(id)\n  B:\n    x: text\n",
        "or declare `belongsTo(A) foreignKey(id) primary` in `B`",
        ("x: text", "a: belongsTo(A) foreignKey(id) primary"),
    ),
    (
        "  A:\n    friends: belongsToMany(A) through(Friends)\n",
        "Add `otherKey(FriendId)`",
        ("through(Friends)", "through(Friends) otherKey(FriendId)"),
    ),
    (
        "  A:\n    bs: belongsToMany(B) through(SequelizeMeta)\n  B: {}\n",
        "Give the join table another name in `through(…)`",
        ("SequelizeMeta", "Pairs"),
    ),
    (
        "  A:\n    bs: belongsToMany(B) through(sqlite_x)\n  B: {}\n",
        "Give the join table another name in `through(…)`",
        ("sqlite_x", "Pairs"),
    ),
    (
        f"  A:\n    bs: belongsToMany(B) through({'a' * 60})\n  B: {{}}\n",
        "Give the join table another name in `through(…)`",
        ("a" * 60, "Pairs"),
    ),
    (
        f"  {LONG}:\n    bs: belongsToMany(B) through(Pairs)\n    $table: a\n  B: {{}}\n",
        "Name it with `foreignKey(…)`",
        ("through(Pairs)", "through(Pairs) foreignKey(short)"),
    ),
    (
        "  A:\n    bs: belongsToMany(B) through(Sequelize)\n  B: {}\n",
        "Declare the join model under another name, with `$table: Sequelize`",
        ("through(Sequelize)\n", "through(Link)\n  Link:\n    $table: Sequelize\n"),
    ),
    (
        "  A:\n    x: text\n    $timestamps: {createdAt: changed}\n",
        "Give it another name with `$timestamps`: `createdAt: changedValue`",
        ("createdAt: changed", "createdAt: changedValue"),
    ),
    (
        "  A:\n    x: text\n    $paranoid: destroy\n",
        "Give it another name: `$paranoid: destroyValue`",
        ("$paranoid: destroy", "$paranoid: destroyValue"),
    ),
    (
        "  A:\n    b: belongsTo(B) foreignKey(save)\n  B: {}\n",
        "such as `foreignKey(saved)`",
        ("foreignKey(save)", "foreignKey(saved)"),
    ),
    (
        "  A:\n    __proto__: text\n",
        "Rename the attribute: `protoValue: text`",
        ("__proto__: text", "protoValue: text"),
    ),
    (
        "  A:\n    save: string(9)\n",
        "`saved: string(9) column(save)`",
        ("save: string(9)", "saved: string(9) column(save)"),
    ),
    (
        "  A:\n    b: belongsTo(B) inverse(as)\n  B: {}\n",
        "Declare a `hasMany(A)` or `hasOne(A)` in `B` and write its name",
        ("B: {}", "B:\n    as: hasMany(A)"),
    ),
    (
        "  A:\n    b: belongsTo(B) inverse(x)\n  B:\n    as: hasMany(A)\n",
        "Write `inverse(as)`, or remove `inverse`",
        ("inverse(x)", "inverse(as)"),
    ),
    (
        "  A:\n    BId: integer\n    b: belongsTo(B) foreignKey(BId) column(x)\n  B: {}\n",
        "Move `column(…)` to that attribute",
        (" column(x)", ""),
        ("BId: integer", "BId: integer column(x)"),
    ),
    (
        "  A:\n    x: string unsigned\n",
        "Remove it: `unsigned` is for",
        (" unsigned", ""),
    ),
    (
        "  A:\n    x: tinyint default(99999)\n",
        "Choose another number, or write `integer`",
        ("tinyint", "integer"),
    ),
    (
        "  A:\n    x: float default(1e300)\n",
        "or write `double`",
        ("float", "double"),
    ),
    (
        "  A:\n    x: enum(a, \"b \")\n",
        "Write it without trailing spaces",
        ('"b "', "b"),
    ),
)  # fmt: skip


@pytest.mark.parametrize("case", WAYS_OUT, ids=lambda case: str(case[1])[:60])
def test_schema_is_valid_after_following_the_hint(
    case: tuple[str, str, *tuple[tuple[str, str], ...]],
) -> None:
    models, hint, *edits = case
    assert hint in problems(models)
    for old, new in edits:
        assert old in models
        models = models.replace(old, new)
    assert problems(models) == ""


@pytest.mark.parametrize(
    ("options", "written"),
    [
        ("", "AId: integer default(1)"),
        ("id: uuid", "AId: uuid default(00000000-0000-4000-8000-000000000000)"),
    ],
)
def test_a_foreign_key_with_a_default_has_the_type_of_what_it_refers_to(
    options: str, written: str
) -> None:
    options = ", ".join(filter(None, (SERVERS, options)))
    models = "  A: {}\n  B:\n    a: belongsTo(A) onDelete(setDefault)\n"
    assert f"such as `{written}`, and write `foreignKey(AId)`" in problems(models, options)
    followed = f"    {written}\n    a: belongsTo(A) onDelete(setDefault) foreignKey(AId)\n"
    assert (
        problems(models.replace("    a: belongsTo(A) onDelete(setDefault)\n", followed), options)
        == ""
    )


def test_hint_never_removes_the_only_database() -> None:
    models = "  A:\n    x: array(text)\n"
    assert "or declare another database in `dialects`" in problems(models, "dialects: [sqlite]")
    assert problems(models, POSTGRES) == ""


@pytest.mark.parametrize(
    ("models", "hint"),
    [
        ("  A:\n    x: bigint default(9223372036854775808)\n", "Choose another number."),
        ("  A:\n    x: double default(1e999)\n", "Choose a smaller number."),
        ("  A:\n    x: float default(1e999)\n", "Choose a smaller number."),
    ],
)
def test_hint_names_only_types_that_hold_the_value(models: str, hint: str) -> None:
    assert problems(models).endswith(hint)


@pytest.mark.parametrize(
    ("models", "singular"),
    [
        ("  A:\n    tag: belongsTo(B)\n    Tag: belongsTo(C)\n  B: {}\n  C: {}\n", False),
        ("  A:\n    tag: belongsTo(B)\n    tags: hasMany(C)\n  B: {}\n  C: {}\n", True),
    ],
)
def test_hint_names_singular_only_where_it_is_allowed(models: str, singular: bool) -> None:
    assert ("singular(…)" in problems(models)) is singular


MARKERS = "<<<<<<< HEAD\n    a: string\n=======\n    a: text\n>>>>>>> theirs\n"


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_git_conflict_markers_in_the_schema_are_recognized(ends: str) -> None:
    models = f"  Order:\n{MARKERS}".replace("\n", ends)
    told = problems(models)
    assert told.startswith("scaffold.yaml:6:1: this file has unresolved git conflict markers")
    assert "remove the lines that begin with `<<<<<<<`" in told
    assert problems("  Order:\n    a: string\n") == ""
    ours = f'{{"version": 1,\n{MARKERS}"models": {{}}}}'
    with pytest.raises(SchemaError, match="git conflict markers"):
        resolve_source(Source(".", "scaffold.json", ours.encode()))
    text = json.dumps({"version": 1, "targets": {"sequelize": {}}, "models": {}})
    resolve_source(Source(".", "scaffold.json", text.encode()))


def test_text_like_a_conflict_marker_is_accepted() -> None:
    assert problems('  Order:\n    a: string comment("<<<<<<< HEAD")\n') == ""
