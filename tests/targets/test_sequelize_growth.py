"""Further migrations on tables with rows lose nothing, up or down."""

from __future__ import annotations

import pytest

from tests.conftest import Check
from tests.support.compare_tables import Rules, assert_same_tables
from tests.support.planning import migrations
from tests.support.project import Project, down, sql, up
from tests.targets.rendering import HEAD, database_of, migrations_of, rendered, write

pytestmark = pytest.mark.node

BEFORE = """models:
  Author:
    name: string(40) required
  Book:
    title: string
    author: belongsTo(Author) required onDelete(cascade)
    pages: integer
    editorId: integer
"""
AFTER = """models:
  Author:
    name: string(40) required
    kind: enum(a, b) default(a) required
    size: tinyint
    email: string unique
    seenAt: datetime default("2020-01-01T00:00:00Z") required
    children: integer index check("{children} >= 0")
    mentor: belongsTo(Author)
    badge: hasOne(Badge)
    tags: belongsToMany(Tag) through(AuthorTags)
    anExtraordinarilyLongAliasForAnotherAuthor: belongsTo(Author)
    $indexes: [[name, mentor]]
  Book:
    title: string
    author: belongsTo(Author) required onDelete(cascade)
    pages: integer check("{pages} > 0")
    editorId: integer
    editor: belongsTo(Author) foreignKey(editorId)
    $unique: [[pages, author], [title, editor]]
  Badge:
    number: integer
  Tag:
    name: string required
"""
# A unique constraint that came later is a unique index.
SYNC = Rules(order=False, checks=False, names=False, unique_as_index=False)


@pytest.mark.parametrize("dialects", ["sqlite", "sqlite, postgres, mysql"])
def test_further_migrations_keep_rows_up_and_down(
    project: Project, js_problems: Check, dialects: str
) -> None:
    options = f"options: {{dialects: [{dialects}]}}\n"
    before = database_of(f"{HEAD}{options}{BEFORE}")
    target = database_of(f"{HEAD}{options}{AFTER}")
    first = migrations_of(before)
    used = [migration.slug for migration in first]
    further = migrations(before, target, used=used, later_than=first[-1].version)
    write(project, rendered(target, first + further))
    assert js_problems(project.root) == []
    project.round_trip()
    project.migrate(
        down(f"{further[0].name}.js"),
        sql(
            "INSERT INTO Authors (id, name, createdAt, updatedAt) "
            "VALUES (1, 'a', '2020-01-01', '2020-01-01'), (2, 'b', '2020-01-01', '2020-01-01')",
            "INSERT INTO Books (AuthorId, pages, editorId, createdAt, updatedAt) "
            "VALUES (1, 5, 2, '2020-01-01', '2020-01-01')",
        ),
    )
    held = project.tables()
    project.run_migrations(up())
    assert_same_tables(project.tables(), project.sync(), SYNC)
    assert project.run_js(
        """
        const author = await db.Author.findOne({ where: { name: 'a' } });
        const book = await db.Book.findOne({ include: 'editor' });
        return [author.kind, author.seenAt, book.editor.name];
        """
    ) == ["a", "2020-01-01T00:00:00.000Z", "b"]
    project.run_migrations(down(f"{further[0].name}.js"))
    assert_same_tables(held, project.tables(), Rules(rows=True, sql=True))
