"""A scoped hasOne: one row for each owner among the rows of its scope, in both languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.end_to_end.test_two_languages import session_of
from tests.support.alembic_project import AlembicProject
from tests.support.project import Project
from tests.support.scratch import Scratch

pytestmark = pytest.mark.node

OWNERS = """
  Artist: {name: string}
  Album: {name: string}
  Avatar: {owner: string(20), ownerId: integer, file: string}
"""
SCOPED = """
  Artist: {avatar: "hasOne(Avatar) foreignKey(ownerId) scope(owner, artist) logical", name: string}
  Album: {avatar: "hasOne(Avatar) foreignKey(ownerId) scope(owner, album) logical", name: string}
  Avatar: {owner: string(20), ownerId: integer, file: string}
"""
GALLERY = """
  Fan: {picture: "hasOne(Picture) foreignKey(ownerId) scope(owner, fan) logical", name: string}
  Post: {pictures: "hasMany(Picture) foreignKey(ownerId) scope(owner, post) logical", name: string}
  Picture: {owner: string(20), ownerId: integer}
"""
ONE_EACH = """
const artist = await db.Artist.create();
const album = await db.Album.create();
assert.equal(artist.id, album.id);
await artist.createAvatar({ file: 'a' });
await album.createAvatar({ file: 'b' });
const second = db.Avatar.create({ owner: 'artist', ownerId: artist.id });
const refused = await second.then(() => null, (error) => error.name);
const avatars = await Promise.all([artist.getAvatar(), album.getAvatar()]);
return [refused, ...avatars.map(({ file }) => file)];
"""


def schema(models: str, dialects: str) -> str:
    targets = "targets:\n  sequelize: {directory: .}\n  sqlalchemy: {directory: python}\n"
    return f"version: 1\n{targets}options: {{dialects: [{dialects}]}}\nmodels:{models}"


@pytest.fixture(params=["fresh", "grown"])
def artists(request: pytest.FixtureRequest, housed: Project) -> Project:
    """Owners with their avatars, declared together or after the tables were created."""
    every = "sqlite, postgres, mysql"
    if request.param == "grown":
        housed.schema(schema(OWNERS, every))
        housed.generate()
        housed.run_migrations()
    housed.schema(schema(SCOPED, every))
    housed.generate()
    housed.run_migrations()
    return housed


def test_two_owners_with_one_id_have_one_row_each_in_sequelize(artists: Project) -> None:
    assert artists.run_js(ONE_EACH) == ["SequelizeUniqueConstraintError", "a", "b"]


def test_two_owners_with_one_id_have_one_row_each_in_sqlalchemy(
    artists: Project, new_scratch: Callable[[], Scratch]
) -> None:
    python = AlembicProject(artists.root / "python", artists.scratch)
    python.stamp()
    assert python.check() == []
    migrated = AlembicProject(python.root, new_scratch())
    assert migrated.upgrade() and migrated.check() == []
    with session_of(artists, python.root) as (session, models):
        artist, album = models.Artist(id=7), models.Album(id=7)
        session.add_all([artist, album])
        session.flush()
        artist.avatar = models.Avatar(owner="artist", file="a")
        album.avatar = models.Avatar(owner="album", file="b")
        session.commit()
        assert [each.avatar.file for each in (artist, album)] == ["a", "b"]
        session.add(models.Avatar(owner="artist", owner_id=7))
        with pytest.raises(IntegrityError):
            session.flush()
        session.rollback()
        assert len(session.scalars(select(models.Avatar)).all()) == 2


@pytest.mark.parametrize("dialect", ["sqlite", "postgres"], indirect=True)
def test_has_many_beside_a_scoped_has_one(housed: Project, dialect: str) -> None:
    housed.schema(schema(GALLERY, "sqlite, postgres"))
    housed.generate()
    housed.run_migrations()
    python = AlembicProject(housed.root / "python", housed.scratch)
    python.stamp()
    assert python.check() == []
    counts = housed.run_js(
        """
        const [fan, post] = [await db.Fan.create(), await db.Post.create()];
        await fan.createPicture();
        const second = db.Picture.create({ owner: 'fan', ownerId: fan.id });
        const refused = await second.then(() => null, (error) => error.name);
        for (const _ of [1, 2]) await post.createPicture();
        return [refused, (await post.getPictures()).length];
        """
    )
    assert counts == ["SequelizeUniqueConstraintError", 2]
