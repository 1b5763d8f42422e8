"""The table of words: what the parser, the JSON Schema and the documentation are made from.

Every field has two equal forms, a line and a mapping; one table has the words of both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

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
ValueKind = Literal[
    "flag", "text", "name", "sql", "model", "table", "action", "pair", "default", "expression"
]


@dataclass(frozen=True, slots=True)
class TypeWord:
    """A type: what its arguments are, and the neighbours' spellings of it (in lower case)."""

    name: str
    description: str
    family: Family
    takes: Takes = "nothing"
    needed: bool = False
    aliases: tuple[str, ...] = ()
    example: str = ""


@dataclass(frozen=True, slots=True)
class KindWord:
    """An association kind; its argument is the target model."""

    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Modifier:
    """A term after the first one; `on` says what it may follow, `field` where its value goes."""

    word: str
    value: ValueKind
    on: tuple[str, ...]
    field: str
    description: str


@dataclass(frozen=True, slots=True)
class Setting:
    """A key of a model (`$…`) or of `options:`, with the words that it takes, if it takes words."""

    word: str
    field: str
    value: str
    description: str
    words: tuple[str, ...] = ()


ATTRIBUTE = "an attribute"
BELONGS_TO, HAS_ONE, HAS_MANY = "belongsTo", "hasOne", "hasMany"
BELONGS_TO_MANY = "belongsToMany"
_ONE_KEY = (BELONGS_TO, HAS_ONE, HAS_MANY)
_KINDS = (*_ONE_KEY, BELONGS_TO_MANY)
_INTEGERS = ("tinyint", "smallint", "integer", "bigint")

_TYPES = (
    TypeWord("string", "text of at most n characters (255)", "text", "length", False, ("varchar",)),
    TypeWord("char", "text of exactly n characters", "text", "length", True, (), "char(2)"),
    TypeWord("text", "text of any length", "text"),
    TypeWord("boolean", "true or false", "boolean", aliases=("bool",)),
    TypeWord("tinyint", "a whole number of 1 byte (SMALLINT on PostgreSQL)", "integer"),
    TypeWord("smallint", "a whole number of 2 bytes", "integer", aliases=("int2",)),
    TypeWord("integer", "a whole number of 4 bytes", "integer", aliases=("int", "int4")),
    TypeWord("bigint", "a whole number of 8 bytes", "integer", aliases=("int8",)),
    TypeWord(
        "decimal",
        "an exact number: p digits in all, s of them after the point",
        "decimal",
        "decimal",
        True,
        ("numeric",),
        "decimal(10, 2)",
    ),
    TypeWord("float", "an approximate number of 4 bytes (8 on PostgreSQL)", "float"),
    TypeWord("double", "an approximate number of 8 bytes", "float", aliases=("float8",)),
    TypeWord("real", "an approximate number (4 bytes on PostgreSQL)", "float", aliases=("float4",)),
    TypeWord("date", "a day", "date", aliases=("dateonly",)),
    TypeWord(
        "datetime",
        "a moment; n fractional digits of the second (JavaScript holds 3)",
        "datetime",
        "digits",
        aliases=("timestamp", "timestamptz"),
    ),
    TypeWord("time", "a time of day", "time"),
    TypeWord("uuid", "a UUID", "uuid"),
    TypeWord("json", "JSON", "json"),
    TypeWord("jsonb", "JSON, stored in parts where the database can", "json"),
    TypeWord("binary", "bytes", "binary", aliases=("blob", "bytea")),
    TypeWord("enum", "one of the values", "enum", "values", True, (), "enum(draft, sent)"),
    TypeWord(
        "type",
        "a database's own type, as it is",
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
    TypeWord("tsvector", "a text made ready for search (PostgreSQL)", "other"),
    TypeWord("geometry", "a shape on a plane (PostgreSQL with PostGIS)", "other"),
    TypeWord("geography", "a shape on the globe (PostgreSQL with PostGIS)", "other"),
)
TYPES = {word.name: word for word in _TYPES}
TYPE_ALIASES = {alias: word.name for word in _TYPES for alias in (word.name, *word.aliases)}
RANGE_TYPES = ("integer", "bigint", "decimal", "date", "datetime")

# What other tools have and this language has not: what to write instead.
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
}

KINDS = {
    word.name: word
    for word in (
        KindWord(BELONGS_TO, "this model's table has the key of one target"),
        KindWord(HAS_ONE, "the target's table has the key, and it is unique"),
        KindWord(HAS_MANY, "the target's table has the key"),
        KindWord(BELONGS_TO_MANY, "a join table has the keys of both: needs through(…)"),
    )
}

ACTIONS = {
    "cascade": "CASCADE",
    "setNull": "SET NULL",
    "restrict": "RESTRICT",
    "noAction": "NO ACTION",
    "setDefault": "SET DEFAULT",
}

_MODIFIERS = (
    Modifier("required", "flag", (ATTRIBUTE, *_ONE_KEY), "required", "NOT NULL"),
    Modifier("unique", "flag", (ATTRIBUTE, BELONGS_TO, HAS_ONE), "unique", "a unique constraint"),
    Modifier("index", "flag", (ATTRIBUTE, *_ONE_KEY), "index", "an index"),
    Modifier("default", "default", (ATTRIBUTE,), "default", "the database's default"),
    Modifier("primary", "flag", (ATTRIBUTE, BELONGS_TO), "primary", "part of the primary key"),
    Modifier("autoincrement", "flag", _INTEGERS, "autoincrement", "numbered by the database"),
    Modifier("unsigned", "flag", _INTEGERS, "unsigned", "never negative (MySQL)"),
    Modifier("column", "sql", (ATTRIBUTE, *_ONE_KEY), "column", "the column's name"),
    Modifier("comment", "text", (ATTRIBUTE, *_ONE_KEY), "comment", "the column's comment"),
    Modifier(
        "check", "expression", (ATTRIBUTE,), "check", "a CHECK; `{attr}` in it is the quoted column"
    ),
    Modifier("was", "name", (ATTRIBUTE, *_KINDS), "was", "the name that it had before"),
    Modifier("through", "table", (BELONGS_TO_MANY,), "through", "the join model or table"),
    Modifier("foreignKey", "name", _KINDS, "foreign_key", "the key's attribute"),
    Modifier("otherKey", "name", (BELONGS_TO_MANY,), "other_key", "the key to the target's side"),
    Modifier("onDelete", "action", _KINDS, "on_delete", "what happens when the row is deleted"),
    Modifier("onUpdate", "action", _KINDS, "on_update", "what happens when its key changes"),
    Modifier("inverse", "name", _KINDS, "inverse", "the alias of the other side"),
    Modifier(
        "sourceKey",
        "name",
        (HAS_ONE, HAS_MANY, BELONGS_TO_MANY),
        "source_key",
        "the attribute of this model that the key points to",
    ),
    Modifier(
        "targetKey",
        "name",
        (BELONGS_TO, BELONGS_TO_MANY),
        "target_key",
        "the attribute of the target that the key points to",
    ),
    Modifier("logical", "flag", _KINDS, "logical", "no constraint in the database"),
    Modifier(
        "scope",
        "pair",
        (HAS_ONE, HAS_MANY, BELONGS_TO_MANY),
        "scope",
        "only targets whose attribute has this value",
    ),
    Modifier(
        "throughScope",
        "pair",
        (BELONGS_TO_MANY,),
        "through_scope",
        "only join rows whose attribute has this value",
    ),
    Modifier(
        "singular", "name", (HAS_MANY, BELONGS_TO_MANY), "singular", "the singular of the alias"
    ),
)
MODIFIERS = {modifier.word: modifier for modifier in _MODIFIERS}

# The long form's own keys for a type's arguments.
TYPE_KEYS = {
    "length": "the number of characters, or of a datetime's fractional digits",
    "precision": "a decimal's digits in all",
    "scale": "a decimal's digits after the point",
    "values": "an enum's values",
    "of": "the type inside an array or a range",
}

ID_WORDS = ("integer", "bigint", "uuid", "none")
_SETTINGS = (
    Setting("$table", "table", "sql", "the table's name"),
    Setting("$plural", "plural", "name", "the plural of the model's name"),
    Setting("$timestamps", "timestamps", "timestamps", "false, or the names of the two"),
    Setting("$paranoid", "paranoid", "paranoid", "rows are marked deleted; or the mark's name"),
    Setting("$id", "id", "word", "the implicit key's type", ID_WORDS),
    Setting("$comment", "comment", "text", "the table's comment"),
    Setting("$indexes", "indexes", "indexes", "indexes of several fields"),
    Setting("$unique", "uniques", "indexes", "unique constraints of several fields"),
    Setting("$checks", "checks", "checks", "CHECK constraints"),
    Setting("$was", "was", "name", "the name that the model had before"),
    Setting("$schema", "schema", "sql", "the table's schema (PostgreSQL)"),
)
SETTINGS = {setting.word: setting for setting in _SETTINGS}

DIALECTS = ("sqlite", "postgres", "mysql")
_OPTIONS = (
    Setting("id", "id", "word", "the implicit key's type (integer)", ID_WORDS[:3]),
    Setting("timestamps", "timestamps", "flag", "createdAt and updatedAt in every table (true)"),
    Setting("paranoid", "paranoid", "flag", "rows are marked deleted, not removed (false)"),
    Setting(
        "naming",
        "naming",
        "word",
        "the style of tables' and columns' names (sequelize)",
        ("sequelize", "snake_case"),
    ),
    Setting(
        "foreign_key",
        "foreign_key",
        "word",
        "the style of keys' names (PascalCase)",
        ("PascalCase", "camelCase", "snake_case"),
    ),
    Setting(
        "associations",
        "associations",
        "word",
        "one file of associations, or one for each model (single)",
        ("single", "per-model"),
    ),
    Setting("dialects", "dialects", "words", "the databases that the files must work on", DIALECTS),
    Setting(
        "index_foreign_keys", "index_foreign_keys", "flag", "an index on each foreign key (true)"
    ),
    Setting("online", "online", "flag", "migrations that do not lock tables for long (false)"),
)
OPTIONS = {option.word: option for option in _OPTIONS}

TOP_LEVEL = {
    "version": "the version of this language: 1",
    "targets": "what is generated, and where to",
    "options": "what holds for all models",
    "models": "the models, by name",
}
VERSION = "1"
