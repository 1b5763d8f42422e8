"""The capabilities and limits of the dialects."""

from __future__ import annotations

import pytest

from scaffold.database.dialects import DIALECTS, MYSQL, POSTGRES, SQLITE, name_limit
from scaffold.database.unsafe_literals import LiteralPosition
from scaffold.naming import NameLimit

POSTGRES_ONLY = {
    *("citext", "inet", "cidr", "macaddr", "array", "range", "hstore", "tsvector"),
    *("geometry", "geography"),
}
EVERYWHERE = {
    *("string", "char", "text", "boolean", "tinyint", "smallint", "integer", "bigint", "decimal"),
    *("float", "double", "real", "date", "datetime", "time", "uuid", "json", "binary", "enum"),
    "type",
}


def test_the_registry_knows_each_by_its_name() -> None:
    assert list(DIALECTS) == ["sqlite", "postgres", "mysql"]
    assert all(dialect.name == name for name, dialect in DIALECTS.items())


def test_types() -> None:
    assert set(SQLITE.types) == EVERYWHERE | {"jsonb"}
    assert set(POSTGRES.types) == EVERYWHERE | POSTGRES_ONLY | {"jsonb"}
    assert set(MYSQL.types) == EVERYWHERE
    for dialect in DIALECTS.values():
        assert set(dialect.type_limits) <= set(dialect.types)
        assert set(dialect.range_types) <= set(dialect.types)
        assert set(dialect.extensions) <= set(dialect.types)
        assert dialect.without_default <= set(dialect.types)


@pytest.mark.parametrize(
    ("name", "kept"),
    [("a" * 63, True), ("a" * 64, False), ("é" * 31, True), ("é" * 32, False)],
)
def test_postgres_counts_bytes(name: str, kept: bool) -> None:
    assert POSTGRES.name_limit.allows(name) is kept


@pytest.mark.parametrize(("name", "kept"), [("é" * 64, True), ("é" * 65, False)])
def test_mysql_counts_characters(name: str, kept: bool) -> None:
    assert MYSQL.name_limit.allows(name) is kept


def test_the_limit_of_several_dialects_is_that_of_each() -> None:
    assert name_limit(DIALECTS.values()) == NameLimit(octets=63, characters=64)
    assert name_limit([SQLITE]) == NameLimit()


def test_set_default_is_not_on_mysql() -> None:
    assert SQLITE.actions == POSTGRES.actions == MYSQL.actions | {"SET DEFAULT"}
    assert "SET DEFAULT" not in MYSQL.actions


def test_identifiers_are_quoted_and_their_quotes_doubled() -> None:
    assert POSTGRES.quoted('say "x"') == '"say ""x"""'
    assert MYSQL.quoted("a`b") == "`a``b`"


@pytest.mark.parametrize(
    ("dialect", "location", "text"),
    [
        ("mysql", "comment", "see PRIMARY KEYS"),
        ("mysql", "enum", "REFERENCES"),
        ("mysql", "default", "x REFERENCES y"),
        ("mysql", "enum", "padded "),
        ("mysql", "comment", "a smile 😀"),
        ("sqlite", "default", "PRIMARY KEY"),
        ("sqlite", "default", "true"),
        ("sqlite", "enum default", "falsehood"),
        ("sqlite", "default", "my DEFAULT true"),
        ("sqlite", "primary", "POINTS"),
        ("postgres", "default", "a COMMENT b"),
        ("postgres", "enum", "PRIMARY KEY"),
        ("postgres", "reference", "SERIALS"),
        ("postgres", "added comment", "SERIAL number"),
    ],
)
def test_unsafe_literals_are_found(dialect: str, location: LiteralPosition, text: str) -> None:
    assert DIALECTS[dialect].unsafe_literal(location, text) is not None


@pytest.mark.parametrize(
    ("dialect", "location", "text"),
    [
        ("mysql", "comment", "primary key, references"),
        ("mysql", "added comment", "PRIMARY KEY"),
        ("mysql", "reference", "REFERENCES"),
        ("mysql", "default", "padded "),
        ("sqlite", "comment", "PRIMARY KEY"),
        ("sqlite", "default", "x REFERENCES y"),
        ("sqlite", "default", "untrue"),
        ("sqlite", "default", "True"),
        ("sqlite", "enum", "true"),
        ("postgres", "comment", "SERIAL COMMENT x PRIMARY KEY"),
        ("postgres", "default", "COMMENT"),
        ("postgres", "enum", "open (all)"),
        ("postgres", "enum", "two\nlines"),
        ("postgres", "enum default", "open (all)"),
        ("postgres", "reference", "serials"),
    ],
)
def test_similar_literals_are_safe(dialect: str, location: LiteralPosition, text: str) -> None:
    assert DIALECTS[dialect].unsafe_literal(location, text) is None


def test_ordinary_text_is_safe_everywhere() -> None:
    text = 'it\'s "quoted"; 100% `ok` \\ -- /* $1 ? :name NOT NULL UNIQUE DEFAULT AUTOINCREMENT'
    locations: tuple[LiteralPosition, ...] = ("default", "enum", "comment", "added comment")
    for dialect in DIALECTS.values():
        assert [dialect.unsafe_literal(location, text) for location in locations] == [None] * len(
            locations
        )
