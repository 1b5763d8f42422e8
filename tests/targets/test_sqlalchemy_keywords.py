"""Names that a database reserves and SQLAlchemy does not quote by itself."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from scaffold.targets.sqlalchemy.keywords import needs_quotes
from tests.support.alembic_project import AlembicProject
from tests.support.scratch import Scratch
from tests.targets.alembic_rendering import write_python
from tests.targets.python_rendering import models_of
from tests.targets.rendering import HEAD

SCHEMA = """
models:
  Thing:
    nothing: string(40) required unique
    returning: integer index
    lateral: string(40) comment("on the side")
    collation: boolean default(false) required
    concurrently: datetime
    tablesample: integer
    portion: enum(a, b) default(a)
    system_user: string(40) column(system_user)
    $indexes: [{fields: [lateral, tablesample], name: concurrently}]
    $checks: [{name: collation, check: "{nothing} <> ''"}]
    owner: belongsTo(Lateral) required
    wholes: belongsToMany(Whole) through(Part)
  Lateral:
    $table: lateral
    portion: string(40) primary
    things: hasMany(Thing)
  Whole:
    $table: nothing
    $timestamps: false
    things: belongsToMany(Thing) through(Part)
  Part:
    $table: portion
    $timestamps: false
    things: belongsTo(Thing)
"""
# Where PostgreSQL, MariaDB and SQLite have their keywords; SQLite only in its library.
KEYWORDS = {
    "postgres": "SELECT word FROM pg_get_keywords()",
    "mysql": "SELECT lower(word) FROM information_schema.keywords",
}
SQLITE_KEYWORDS = """
    abort action add after all alter always analyze and as asc attach autoincrement before begin
    between by cascade case cast check collate column commit conflict constraint create cross
    current current_date current_time current_timestamp database default deferrable deferred delete
    desc detach distinct do drop each else end escape except exclude exclusive exists explain fail
    filter first following for foreign from full generated glob group groups having if ignore
    immediate in index indexed initially inner insert instead intersect into is isnull join key last
    left like limit match materialized natural no not nothing notnull null nulls of offset on or
    order others outer over partition plan pragma preceding primary query raise range recursive
    references regexp reindex release rename replace restrict returning right rollback row rows
    savepoint select set table temp temporary then ties to transaction trigger unbounded union
    unique update using vacuum values view virtual when where window with without
"""


@pytest.fixture
def project(new_scratch: Callable[[], Scratch], tmp_path: Path, dialect: str) -> AlembicProject:
    text = f"{HEAD}options: {{dialects: [{dialect}]}}\n{SCHEMA}"
    return AlembicProject(write_python(text, tmp_path), new_scratch())


def test_models_make_their_tables_and_store_rows(project: AlembicProject) -> None:
    made = project.create_all()
    assert {"lateral", "nothing", "portion"} <= set(made)
    models = sys.modules["models"]
    engine = sys.modules["models.database"].create_engine(project.url)
    with Session(engine) as session:
        owner = models.Lateral(portion="one")
        thing = models.Thing(nothing="a", returning=1, lateral="b", owner=owner)
        thing.wholes.append(models.Whole())
        session.add(thing)
        session.commit()
        found = session.scalars(sa.select(models.Thing).where(models.Thing.nothing == "a")).one()
        assert (found.returning, found.owner.things, found.collation) == (1, [found], False)
        found.tablesample = 2
        session.commit()
        session.delete(found)
        session.commit()
    engine.dispose()


def test_other_names_are_not_marked() -> None:
    text = models_of(f"{HEAD}models: {{Thing: {{name: string, order: integer, date: date}}}}")
    assert "quote" not in text["thing.py"]
    only_there = f"{HEAD}options: {{dialects: [mysql]}}\nmodels: {{Thing: {{nothing: string}}}}"
    assert "quote" not in models_of(only_there)["thing.py"]


@pytest.mark.parametrize("table", [True, False], ids=["tables", "columns"])
def test_every_keyword_of_the_database_is_quoted(
    new_scratch: Callable[[], Scratch], table: bool
) -> None:
    scratch = new_scratch()
    engine = sa.create_engine(AlembicProject(Path(), scratch).url)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        words = keywords(connection, scratch.dialect)
        found = [word for word in words if is_refused(connection, word, table=table)]
    engine.dispose()
    dialects = (scratch.dialect,)
    assert [word for word in found if not needs_quotes(word, dialects, table=table)] == []


def keywords(connection: sa.Connection, dialect: str) -> list[str]:
    query = KEYWORDS.get(dialect)
    found = connection.exec_driver_sql(query).scalars() if query else SQLITE_KEYWORDS.split()
    return [word for word in found if re.fullmatch(r"[a-z_]+", word)]


def is_refused(connection: sa.Connection, word: str, *, table: bool) -> bool:
    """Whether the database refuses the word as SQLAlchemy writes it."""
    name, column = (word, "a") if table else ("words", word)
    made = sa.Table(name, sa.MetaData(), sa.Column(column, sa.Integer, index=True))
    try:
        made.create(connection)
        connection.execute(made.insert().values({column: 1}))
        connection.execute(made.update().values({column: 2}))
        connection.execute(sa.select(made.c[column]))
        connection.execute(made.delete())
    except DBAPIError:
        return True
    finally:
        with suppress(DBAPIError):
            made.drop(connection)
    return False
