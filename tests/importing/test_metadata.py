"""`scaffold import --metadata`: a SQLAlchemy project with a migrated database and rows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.project import Project
from tests.support.scratch import Scratch

MODELS = """
import datetime
import enum
from decimal import Decimal

from sqlalchemy import (
    CheckConstraint, Column, DateTime, Enum, ForeignKey, Index, MetaData, Numeric, String, Table,
    Text, func,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship, validates

print("noise of a project while it is imported")


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Role(enum.Enum):
    admin = "admin"
    member = "member"


articles_labels = Table(
    "articles_labels",
    Base.metadata,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("label_id", ForeignKey("labels.id", ondelete="CASCADE"), primary_key=True),
)


class Stamped:
    created_at: Mapped[datetime.datetime] = mapped_column(
        DateTime(timezone=True), server_default=func.now()
    )


class Person(Stamped, Base):
    __tablename__ = "users"
    __table_args__ = (CheckConstraint("length(email) > 3", name="email"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(120), unique=True)
    role: Mapped[Role] = mapped_column(Enum(Role, name="role"), server_default="member")
    full_name: Mapped[str | None] = mapped_column("name", String(80))
    boss_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    boss: Mapped["Person | None"] = relationship(back_populates="staff", remote_side=[id])
    staff: Mapped[list["Person"]] = relationship(back_populates="boss")
    texts: Mapped[list["Article"]] = relationship(back_populates="writer")

    @validates("email")
    def lower(self, key, value):
        return value.lower()


class Article(Stamped, Base):
    __tablename__ = "articles"
    __table_args__ = (Index("by_title", "title"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str | None] = mapped_column(Text)
    price: Mapped[Decimal | None] = mapped_column(Numeric(10, 2))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    writer: Mapped[Person] = relationship(back_populates="texts")
    labels: Mapped[list["Label"]] = relationship(
        secondary=articles_labels, back_populates="articles"
    )


class Label(Base):
    __tablename__ = "labels"

    id: Mapped[int] = mapped_column(primary_key=True)
    word: Mapped[str] = mapped_column(String(40), unique=True)
    articles: Mapped[list[Article]] = relationship(
        secondary=articles_labels, back_populates="labels"
    )
"""
INI = "[alembic]\nscript_location = %(here)s/db\n"
ENV = """
import os
from alembic import context
from sqlalchemy import create_engine
from shop.models import Base

with create_engine(os.environ["ALEMBIC_URL"]).connect() as connection:
    context.configure(
        connection=connection, target_metadata=Base.metadata, render_as_batch=True
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
"""
MAKO = '''"""${message}"""
import sqlalchemy as sa
from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade():
    ${upgrades}


def downgrade():
    ${downgrades}
'''
ROWS = (
    "INSERT INTO users (email, name) VALUES ('ann@x.org', 'Ann')",
    "INSERT INTO articles (title, user_id) SELECT 'One', id FROM users",
)
NAMES = (
    "  Person:",
    "    fullName: string(80) column(name)",
    "    boss: belongsTo(Person)",
    "    staff: hasMany(Person)",
    "    texts: hasMany(Article)",
    "    writer: belongsTo(Person) required",
    "    labels: belongsToMany(Label) through(articles_labels)",
    "    articles: belongsToMany(Article) through(articles_labels)",
)


@pytest.mark.slow
@pytest.mark.parametrize("dialect", ["sqlite", "postgres"], indirect=True)
def test_an_adopted_project_grows_by_one_revision_and_todo_lines(
    folder: Project, new_scratch: Callable[[], Scratch], dialect: str
) -> None:
    scratch = new_scratch()
    write_project(folder)
    theirs = alembic(folder, scratch, "revision", "--autogenerate", "-m", "first")
    assert theirs.returncode == 0, theirs.stderr
    alembic(folder, scratch, "upgrade", "head")
    scratch.execute(*ROWS)

    done = folder.scaffold("import", scratch.url, "--metadata", "shop.models:Base")
    schema = folder.read("scaffold.yaml")
    assert [line for line in NAMES if f"\n{line}" not in schema] == [], schema
    assert "package: shop/models, migrations: db, model_files: theirs" in schema
    assert "the models and the database differ" not in done.errors, done.errors
    assert "up to date" in folder.scaffold("check").output
    assert json.loads(folder.generate("--json").output)["migrations"] == []

    before = scratch.tables()
    models = folder.read("shop/models.py")
    changed = schema.replace(
        "    body: text\n", "    body: text\n    tagline: string(50) index\n"
    ).replace("    word: string(40) required", "    word: string(60) required")
    folder.schema(
        changed + "\n  Comment:\n    text: text required\n    article: belongsTo(Article)\n"
    )
    generated = folder.generate("--timestamp", "20300101000000")
    todos = generated.errors
    assert "Add to Article: `tagline: Mapped[str | None] = mapped_column(String(50)" in todos
    assert "shop/models.py:" in todos
    assert "class Comment(Base):" in todos
    assert folder.read("shop/models.py") == models
    assert folder.scaffold("check", code=1).errors.count("todo: ") == todos.count("todo: ")
    heads = alembic(folder, scratch, "heads").stdout.split()
    assert len([each for each in heads if each == "(head)"]) == 1, heads

    assert alembic(folder, scratch, "upgrade", "head").returncode == 0
    assert scratch.query("SELECT title, tagline FROM articles") == [[("One", None)]]
    assert alembic(folder, scratch, "downgrade", first_revision(folder)).returncode == 0
    assert scratch.tables() == before
    assert scratch.query("SELECT email, name FROM users") == [[("ann@x.org", "Ann")]]

    folder.write("shop/models.py", with_changes(models))
    assert "up to date" in folder.scaffold("check").output + folder.generate().output
    assert "todo" not in folder.scaffold("check").errors


@pytest.mark.slow
@pytest.mark.parametrize("dialect", ["sqlite", "postgres", "mysql"], indirect=True)
def test_the_tables_of_models_are_those_that_they_create(
    folder: Project, new_scratch: Callable[[], Scratch], dialect: str
) -> None:
    scratch = new_scratch()
    write_project(folder)
    code = "import os, sqlalchemy as s; from shop.models import Base; Base.metadata.create_all("
    run(folder, scratch, "-c", f"{code}s.create_engine(os.environ['ALEMBIC_URL']))")
    server = [] if dialect == "sqlite" else ["--database", scratch.url]
    arguments = ["--metadata", "shop.models", "--dry-run", "--json"]
    alone = folder.scaffold("import", *arguments, "--dialect", dialect, *server)
    both = folder.scaffold("import", scratch.url, *arguments)
    assert json.loads(alone.output)["schema"] == json.loads(both.output)["schema"]


@pytest.mark.slow
def test_relationships_over_several_columns_give_names(folder: Project) -> None:
    folder.write("shop/__init__.py", "")
    folder.write(
        "shop/models.py",
        "from sqlalchemy import ForeignKeyConstraint\n"
        "from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship\n\n"
        "class Base(DeclarativeBase): pass\n\n"
        "class Town(Base):\n"
        "    __tablename__ = 'towns'\n"
        "    land: Mapped[int] = mapped_column(primary_key=True)\n"
        "    number: Mapped[int] = mapped_column(primary_key=True)\n"
        "    natives: Mapped[list['Human']] = relationship(back_populates='birthplace')\n\n"
        "class Human(Base):\n"
        "    __tablename__ = 'humans'\n"
        "    __table_args__ = (\n"
        "        ForeignKeyConstraint(['a', 'b'], ['towns.land', 'towns.number']),\n"
        "    )\n"
        "    id: Mapped[int] = mapped_column(primary_key=True)\n"
        "    b: Mapped[int]\n"
        "    a: Mapped[int]\n"
        "    birthplace: Mapped[Town] = relationship(back_populates='natives')\n",
    )
    done = folder.scaffold(
        "import", "--metadata", "shop.models", "--dialect", "sqlite", "--dry-run"
    )
    assert "    natives: hasMany(Human)" in done.output
    assert "    birthplace: belongsTo(Town) foreignKey(a, b)" in done.output


@pytest.mark.slow
def test_what_cannot_be_loaded_is_named(folder: Project, tmp_path: Path) -> None:
    folder.write("shop/__init__.py", "")
    folder.write("shop/lost.py", "import a_package_that_is_nowhere\n")
    folder.write("shop/bare.py", "x = 1\n")
    folder.write("shop/empty.py", "from sqlalchemy import MetaData\nm = MetaData()\n")
    for module, code, message in (
        ("shop.lost:Base", 4, "Install a_package_that_is_nowhere"),
        ("shop.bare", 4, "has no declarative base"),
        ("shop.bare:Base", 4, "called Base"),
        ("shop.empty", 4, "knows no tables"),
        ("shop.none:Base", 2, "there is no module"),
        ("shop models", 2, "is no name of a module"),
    ):
        arguments = ("--metadata", module, "--dialect", "sqlite")
        assert message in folder.scaffold("import", *arguments, code=code).errors
    assert not (folder.root / "scaffold.yaml").exists()


def write_project(folder: Project) -> None:
    folder.write("shop/__init__.py", "")
    folder.write("shop/models.py", MODELS)
    folder.write("alembic.ini", INI)
    folder.write("db/env.py", ENV)
    folder.write("db/script.py.mako", MAKO)
    (folder.root / "db" / "versions").mkdir()


def with_changes(models: str) -> str:
    """Return the models with what the todo lines say."""
    models = models.replace("String(40)", "String(60)").replace(
        "    body: Mapped[str | None] = mapped_column(Text)\n",
        "    body: Mapped[str | None] = mapped_column(Text)\n"
        "    tagline: Mapped[str | None] = mapped_column(String(50), index=True)\n"
        '    comments: Mapped[list["Comment"]] = relationship(back_populates="article")\n',
    )
    return models + (
        "\n\nclass Comment(Base):\n"
        '    __tablename__ = "comments"\n'
        "    id: Mapped[int] = mapped_column(primary_key=True)\n"
        "    text: Mapped[str] = mapped_column(Text)\n"
        '    article_id: Mapped[int | None] = mapped_column(ForeignKey("articles.id"))\n'
        '    article: Mapped[Article | None] = relationship(back_populates="comments")\n'
    )


def first_revision(folder: Project) -> str:
    (path,) = (
        each for each in (folder.root / "db" / "versions").glob("*.py") if "first" in each.name
    )
    return path.name.partition("_")[0]


def alembic(folder: Project, scratch: Scratch, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(folder, scratch, "-m", "alembic", *arguments)


def run(folder: Project, scratch: Scratch, *arguments: str) -> subprocess.CompletedProcess[str]:
    scheme, _, rest = scratch.url.partition(":")
    schemes = {"postgres": "postgresql+psycopg:", "mysql": "mysql+pymysql:", "sqlite": "sqlite:///"}
    environment = {
        **os.environ,
        "ALEMBIC_URL": schemes[scheme] + rest,
        "PYTHONPATH": str(folder.root),
    }
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder.root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
