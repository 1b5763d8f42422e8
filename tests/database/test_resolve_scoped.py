"""Unique indexes of scoped hasOnes: the key together with its scope."""

from __future__ import annotations

import pytest

from scaffold.database.tables import Index
from tests.database.resolving import refused, resolved, table

OWNERS = """
Artist: {avatar: "hasOne(Avatar) foreignKey(ownerId) scope(owner, artist) logical"}
Album: {avatar: "hasOne(Avatar) foreignKey(ownerId) scope(owner, album) logical"}
"""
AVATAR = "Avatar: {owner: string(20), ownerId: integer%s}\n"
PAIR = Index("Avatars_owner_ownerId_key", ("owner", "ownerId"), unique=True)
ON_KEY = Index("Avatars_ownerId_idx", ("ownerId",))


def indexes(models: str, options: str = "") -> tuple[Index, ...]:
    return table(resolved(models, options), "Avatars").indexes


def test_the_key_is_unique_among_the_rows_of_a_scope() -> None:
    assert indexes(OWNERS + AVATAR % "") == (PAIR, ON_KEY)


def test_scope_may_use_a_foreign_key() -> None:
    models = """
    User:
      home: hasOne(Avatar) scope(kind, home)
    Avatar: {kind: 'string(20) column(what)'}
    """
    pair = Index("Avatars_what_UserId_key", ("what", "UserId"), unique=True)
    assert indexes(models) == (pair, Index("Avatars_UserId_idx", ("UserId",)))


def test_each_attribute_of_a_scope_has_an_index_of_its_own() -> None:
    models = """
    User:
      home: hasOne(Avatar) foreignKey(userId) scope(kind, home)
      work: hasOne(Avatar) foreignKey(userId) scope(kind, work)
      main: hasOne(Avatar) foreignKey(userId) scope(main, true)
    Avatar: {kind: 'enum(home, work)', main: boolean, user: belongsTo(User) foreignKey(userId)}
    """
    found = {index.columns for index in indexes(models) if index.unique}
    assert found == {("kind", "userId"), ("main", "userId")}


@pytest.mark.parametrize(
    "setting",
    [
        ", $unique: [[owner, ownerId]]",
        ", $unique: [{fields: [ownerId, owner], name: one_each}]",
        ", $indexes: [{fields: [owner, ownerId], unique: true}]",
    ],
)
def test_a_declared_unique_of_the_same_columns_is_the_only_one(setting: str) -> None:
    (unique,) = [index for index in indexes(OWNERS + AVATAR % setting) if index.unique]
    assert set(unique.columns) == {"owner", "ownerId"}


def test_an_index_that_is_not_unique_or_covers_some_rows_does_not_count() -> None:
    settings = ", $indexes: [[owner, ownerId]]"
    assert PAIR in indexes(OWNERS + AVATAR % settings)
    where = ", $indexes: [{fields: [owner, ownerId], unique: true, where: '{ownerId} > 1'}]"
    found = indexes(OWNERS + AVATAR % where, "dialects: [sqlite, postgres]")
    assert PAIR in found
    assert len([index for index in found if index.unique]) == 2


def test_unique_false_makes_no_index() -> None:
    models = """
    Artist: {avatar: {hasOne: Avatar, foreignKey: ownerId, scope: [owner, artist], unique: false}}
    """
    assert indexes(models + AVATAR % "") == (ON_KEY,)


def test_key_is_unique_by_itself_if_its_belongsto_declares_it() -> None:
    models = """
    User: {home: "hasOne(Avatar) scope(kind, home) inverse(user)"}
    Avatar: {kind: string(20), user: belongsTo(User) unique}
    """
    assert Index("Avatars_UserId_key", ("UserId",), unique=True) in indexes(models)


MIXED = """
Post: {pictures: "hasMany(Avatar) foreignKey(ownerId) scope(owner, post) logical"}
Fan: {picture: "hasOne(Avatar) foreignKey(ownerId) scope(owner, \\"it's {me}\\") logical"}
"""


def test_hasmany_with_the_same_key_limits_the_index_to_the_scope() -> None:
    where = "{owner} = 'it''s {{me}}'"
    some = Index("Avatars_ownerId_key", ("ownerId",), unique=True, where=where)
    assert indexes(MIXED + AVATAR % "", "dialects: [sqlite, postgres]") == (some, ON_KEY)
    assert indexes(MIXED + AVATAR % "") == (ON_KEY,), "MySQL has no partial indexes"


@pytest.mark.parametrize(
    ("terms", "value", "where"),
    [
        ("boolean", "true", "{is}"),
        ("boolean", "false", "NOT {is}"),
        ("integer", "-3", "{is} = -3"),
        ("decimal(4, 2)", "1.5", "{is} = 1.5"),
        ("enum(a, b)", "a", "{is} = 'a'"),
        ("date", "2020-01-02", "{is} = '2020-01-02'"),
    ],
)
def test_scopes_of_other_types(terms: str, value: str, where: str) -> None:
    models = f"""
    User: {{main: "hasOne(Avatar) foreignKey(userId) scope(is, {value})",
            all: hasMany(Avatar) foreignKey(userId)}}
    Avatar: {{is: "{terms}"}}
    """
    assert where in [index.where for index in indexes(models, "dialects: [sqlite, postgres]")]


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("", ""),
        ("", "scope(owner, post)"),
        ("scope(owner, post)", "scope(owner, post)"),
    ],
)
def test_a_hasmany_that_could_never_have_many_is_refused(one: str, many: str) -> None:
    models = f"""
    Post: {{pictures: "hasMany(Avatar) foreignKey(ownerId) logical {many}"}}
    Fan: {{picture: "hasOne(Avatar) foreignKey(ownerId) logical {one}"}}
    """
    (problem,) = refused(models + AVATAR % "")
    assert problem.message.startswith("`Post.pictures` shares the foreign key `Avatar.ownerId`")
    assert "whose hasOne makes it unique" in problem.message


def test_hasmany_beside_a_hasone_that_is_not_unique_is_accepted() -> None:
    models = """
    User:
      last: {hasOne: Avatar, foreignKey: userId, unique: false}
      all: hasMany(Avatar) foreignKey(userId)
    Avatar: {owner: string(20)}
    """
    assert [index.unique for index in indexes(models)] == [False]
