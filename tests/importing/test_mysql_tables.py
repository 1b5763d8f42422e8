"""Tables of Laravel and others in the terms of the schema."""

from __future__ import annotations

from dataclasses import replace

from scaffold.database.tables import TableName
from scaffold.importing.database_facts import (
    ColumnFacts,
    DatabaseFacts,
    ForeignKeyFacts,
    IndexFacts,
    IndexKeyFacts,
    TableFacts,
)
from scaffold.importing.import_database import import_database
from tests.targets.rendering import files_of

USERS = TableFacts(
    TableName("users"), (ColumnFacts("id", "bigint", False, autoincrement=True),), ("id",)
)
COMMENTS = TableFacts(
    TableName("comments"),
    (
        ColumnFacts("id", "bigint", False, autoincrement=True),
        ColumnFacts("user_id", "bigint", False),
        ColumnFacts("seen_at", "timestamp(3)", False, "current_timestamp(3)", updates_to_now=True),
    ),
    ("id",),
    indexes=(IndexFacts("comments_user_id_foreign", (IndexKeyFacts("user_id"),)),),
    foreign_keys=(
        ForeignKeyFacts("comments_user_id_foreign", ("user_id",), USERS.name, ("id",), "CASCADE"),
    ),
)


def imported(*tables: TableFacts) -> str:
    facts = DatabaseFacts("mysql", {table.name: table for table in tables})
    return import_database(facts, {"sequelize": "{directory: .}"}).settled.text


def test_index_that_mysql_makes_for_a_foreign_key_is_not_declared() -> None:
    # Migrations that drop such a foreign key drop the index with it.
    assert "user: belongsTo(User) required\n" in imported(USERS, COMMENTS)
    (index,) = COMMENTS.indexes
    named = replace(COMMENTS, indexes=(replace(index, name="by_user"),))
    unique = replace(COMMENTS, indexes=(replace(index, unique=True),))
    assert "index_foreign_keys: false" not in imported(USERS, named)
    assert "user: belongsTo(User) required unique" in imported(USERS, unique)


def test_inserts_do_not_have_the_words_of_an_update() -> None:
    schema = imported(USERS, COMMENTS)
    line = 'seenAt: type("timestamp(3)") required onUpdateNow default(sql("current_timestamp(3)"))'
    assert line in schema
    files = files_of(schema)
    # Sequelize writes the default of a model into each INSERT.
    default = "defaultValue: sequelize.literal('current_timestamp(3)')"
    assert default in files["models/comment.js"]
    (create,) = (text for path, text in files.items() if path.endswith("create-comments.js"))
    assert "'current_timestamp(3) ON UPDATE CURRENT_TIMESTAMP(3)'" in create
