"""The types of the language; `reference` has the other keywords."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from scaffold.values import dataclass

Family = Literal[
    "text",
    "enum",
    "integer",
    "decimal",
    "float",
    "boolean",
    "date",
    "datetime",
    "time",
    "uuid",
    "json",
    "array",
    "binary",
    "network",
    "native",
    "other",
]
Takes = Literal["nothing", "length", "digits", "decimal", "values", "type", "range", "native"]


@dataclass(frozen=True, slots=True)
class TypeWord:
    """A type with its arguments and aliases; aliases are other tools' names in lower case."""

    name: str
    description: str
    family: Family
    takes: Takes = "nothing"
    needed: bool = False
    aliases: tuple[str, ...] = ()
    example: str = ""


_TYPES = (
    TypeWord("string", "text of at most n characters (255)", "text", "length", False, ("varchar",)),
    TypeWord("char", "text of exactly n characters", "text", "length", True, (), "char(2)"),
    TypeWord("text", "text of any length", "text"),
    TypeWord("boolean", "true or false", "boolean", aliases=("bool",)),
    TypeWord("tinyint", "an integer of 1 byte (SMALLINT on PostgreSQL)", "integer"),
    TypeWord("smallint", "an integer of 2 bytes", "integer", aliases=("int2",)),
    TypeWord("integer", "an integer of 4 bytes", "integer", aliases=("int", "int4")),
    TypeWord("bigint", "an integer of 8 bytes", "integer", aliases=("int8",)),
    TypeWord(
        "decimal",
        "an exact number with p digits, s of them after the point; bare, of any size (PostgreSQL)",
        "decimal",
        "decimal",
        True,
        ("numeric",),
        "decimal(10, 2)",
    ),
    TypeWord("float", "an approximate number of 4 bytes (8 on PostgreSQL)", "float"),
    TypeWord("double", "an approximate number of 8 bytes", "float", aliases=("float8",)),
    TypeWord("real", "an approximate number (4 bytes on PostgreSQL)", "float", aliases=("float4",)),
    TypeWord("date", "a date without a time", "date", aliases=("dateonly",)),
    TypeWord(
        "datetime",
        "a date and time in UTC; n fractional digits of the second (JavaScript keeps 3)",
        "datetime",
        "digits",
        aliases=("timestamp", "timestamptz"),
    ),
    TypeWord("time", "a time of day", "time"),
    TypeWord("uuid", "a UUID", "uuid"),
    TypeWord("json", "JSON", "json"),
    TypeWord("jsonb", "JSON in a binary format, if the database has one", "json"),
    TypeWord("binary", "bytes", "binary", aliases=("blob", "bytea")),
    TypeWord("enum", "one of the values", "enum", "values", True, (), "enum(draft, sent)"),
    TypeWord(
        "type",
        "a native type of the database",
        "native",
        "native",
        True,
        (),
        'type("VARCHAR(20) COLLATE NOCASE")',
    ),
    TypeWord("citext", "text that ignores case (PostgreSQL)", "text"),
    TypeWord("inet", "a host's or network's address (PostgreSQL)", "network"),
    TypeWord("cidr", "a network's address (PostgreSQL)", "network"),
    TypeWord("macaddr", "a MAC address (PostgreSQL)", "network"),
    TypeWord(
        "array",
        "a list of values of one type (PostgreSQL)",
        "array",
        "type",
        True,
        (),
        "array(text)",
    ),
    TypeWord(
        "range", "a range of values (PostgreSQL)", "other", "range", True, (), "range(integer)"
    ),
    TypeWord("hstore", "keys and values of text (PostgreSQL)", "other"),
    TypeWord("tsvector", "text prepared for full text search (PostgreSQL)", "other"),
    TypeWord("geometry", "a shape on a plane (PostgreSQL with PostGIS)", "other"),
    TypeWord("geography", "a shape on the globe (PostgreSQL with PostGIS)", "other"),
)
TYPES = {word.name: word for word in _TYPES}
TYPE_ALIASES = {alias: word.name for word in _TYPES for alias in (word.name, *word.aliases)}

# Families whose values PostgreSQL compares with each other.
_NUMBERS = frozenset({"integer", "decimal", "float"})


def are_comparable(one: str, other: str) -> bool:
    """Return whether PostgreSQL compares values of two types without a cast, by their names."""
    families = {TYPES[one].family, TYPES[other].family}
    return one == other or (families <= _NUMBERS) or (families == {"text"})


# Types of columns that a foreign key may relate, by dialect: SQLite compares any two.
_REFERRING: Mapping[str, tuple[frozenset[str], ...]] = {
    "postgres": (
        frozenset({"tinyint", "smallint", "integer", "bigint", "decimal"}),
        frozenset({"string", "text", "char"}),
    ),
    "mysql": (frozenset({"string", "char"}),),
}


def can_refer(one: str, other: str, dialect: str) -> bool:
    """Return whether a foreign key of one type may refer to another type, by their names.

    PostgreSQL needs an operator that compares them; MySQL allows texts of other lengths.
    """
    if dialect not in _REFERRING:
        return True
    return any({one, other} <= group for group in _REFERRING[dialect])


# Types of other tools that this language does not have: what to write instead.
FOREIGN_TYPES = {
    "mediumint": 'write integer, or type("MEDIUMINT")',
    "number": "write integer, decimal(p, s) or double",
    "money": "write decimal(p, s)",
    "serial": "write integer primary autoincrement",
    "bigserial": "write bigint primary autoincrement",
    "virtual": "a virtual attribute has no column: write it into the model's own code",
    "longtext": 'write text, or type("LONGTEXT")',
    "mediumtext": 'write text, or type("MEDIUMTEXT")',
    "tinytext": 'write string, or type("TINYTEXT")',
    "varbinary": "write binary",
    "references": "write an association: belongsTo(Model)",
    "manytoone": "write belongsTo(Model)",
    "onetomany": "write hasMany(Model)",
    "onetoone": "write belongsTo(Model), or hasOne(Model) if the other model has the foreign key",
    "manytomany": "write belongsToMany(Model) through(JoinTable)",
}

# The long form's own keys for a type's arguments.
TYPE_KEYS = {
    "length": "the number of characters, or of a datetime's fractional digits",
    "precision": "a decimal's digits in all",
    "scale": "a decimal's digits after the point",
    "values": "an enum's values",
    "of": "the type inside an array or a range",
}
