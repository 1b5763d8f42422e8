"""The reference of the language, the source of the parser, the JSON Schema and the documentation.

A field has two equal forms, a line and a mapping, of the same keywords. Types: `type_table`.
"""

from __future__ import annotations

from typing import Literal

from scaffold.schema.data_types import INTEGERS, TEXTS
from scaffold.values import dataclass

ValueKind = Literal[
    "flag",
    "text",
    "name",
    "sql",
    "model",
    "table",
    "action",
    "pair",
    "map",
    "default",
    "expression",
    "collation",
]


@dataclass(frozen=True, slots=True)
class KindWord:
    """An association kind; its argument is the target model."""

    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Modifier:
    """A term after the first one: `on` lists what it may follow.

    `field` is the field of Attribute or Association that gets its value. `name_field` is that of
    a flag's optional argument, a name in the database.
    """

    word: str
    value: ValueKind
    on: tuple[str, ...]
    field: str
    description: str
    name_field: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """A key of a model (`$…`) or of `options:`; `words` are its possible values, if limited."""

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

KINDS = {
    word.name: word
    for word in (
        KindWord(BELONGS_TO, "this model's table has the foreign key"),
        KindWord(HAS_ONE, "the target's table has the foreign key, which is unique"),
        KindWord(HAS_MANY, "the target's table has the foreign key"),
        KindWord(BELONGS_TO_MANY, "a join table has both foreign keys: needs through(…)"),
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
    Modifier(
        "unique",
        "flag",
        (ATTRIBUTE, BELONGS_TO, HAS_ONE),
        "unique",
        "a unique constraint; `unique(name)` names it",
        "unique_name",
    ),
    Modifier(
        "index",
        "flag",
        (ATTRIBUTE, *_ONE_KEY),
        "index",
        "an index; `index(name)` names it",
        "index_name",
    ),
    Modifier(
        "default",
        "default",
        (ATTRIBUTE, BELONGS_TO),
        "default",
        "the default, set by the database except for `uuid`",
    ),
    Modifier("primary", "flag", (ATTRIBUTE, BELONGS_TO), "primary", "part of the primary key"),
    Modifier("autoincrement", "flag", INTEGERS, "autoincrement", "numbered by the database"),
    Modifier("unsigned", "flag", INTEGERS, "unsigned", "never negative (MySQL)"),
    Modifier("local", "flag", ("datetime",), "local", "without a time zone (PostgreSQL)"),
    Modifier(
        "onUpdateNow",
        "flag",
        ("datetime", "type"),
        "updates_now",
        "the time of the last change of the row (MySQL)",
    ),
    Modifier("collate", "collation", TEXTS, "collation", "the collation, a name of the database"),
    Modifier(
        "generated",
        "expression",
        (ATTRIBUTE,),
        "generated",
        "computed from other columns and stored; `{attr}` in it is the quoted column",
    ),
    Modifier("column", "sql", (ATTRIBUTE, *_ONE_KEY), "column", "the column's name"),
    Modifier("comment", "text", (ATTRIBUTE, *_ONE_KEY), "comment", "the column's comment"),
    Modifier(
        "check", "expression", (ATTRIBUTE,), "check", "a CHECK; `{attr}` in it is the quoted column"
    ),
    Modifier("was", "name", (ATTRIBUTE, *_KINDS), "was", "the previous name"),
    Modifier(
        "fill",
        "default",
        (ATTRIBUTE, BELONGS_TO),
        "fill",
        "what existing rows get where the column becomes required",
    ),
    Modifier(
        "map",
        "map",
        (ATTRIBUTE,),
        "map",
        "what rows that hold an old value of an enum get: a new value, or null",
    ),
    Modifier("through", "table", (BELONGS_TO_MANY,), "through", "the join model or table"),
    Modifier("foreignKey", "name", _KINDS, "foreign_key", "the foreign key's attribute(s)"),
    Modifier("otherKey", "name", (BELONGS_TO_MANY,), "other_key", "the foreign key to the target"),
    Modifier("onDelete", "action", _KINDS, "on_delete", "what happens when the row is deleted"),
    Modifier(
        "onUpdate", "action", _KINDS, "on_update", "what happens when the key of the row changes"
    ),
    Modifier("inverse", "name", _KINDS, "inverse", "the alias of the inverse"),
    Modifier(
        "sourceKey",
        "name",
        (HAS_ONE, HAS_MANY, BELONGS_TO_MANY),
        "source_key",
        "what the foreign key refers to: an attribute of this model, or several",
    ),
    Modifier(
        "targetKey",
        "name",
        (BELONGS_TO, BELONGS_TO_MANY),
        "target_key",
        "what the foreign key refers to: an attribute of the target, or several",
    ),
    Modifier(
        "constraint", "sql", _KINDS, "constraint", "the name of the foreign key in the database"
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

INDEX_METHODS = ("btree", "hash", "gin", "gist", "spgist", "brin")
INDEX_ORDERS = ("asc", "desc")
ID_WORDS = ("integer", "bigint", "uuid", "none")
_SETTINGS = (
    Setting("$table", "table", "sql", "the table's name"),
    Setting("$plural", "plural", "name", "the plural of the model's name"),
    Setting("$timestamps", "timestamps", "timestamps", "false, or the names of both timestamps"),
    Setting("$paranoid", "paranoid", "paranoid", "soft deletion, or the name of its timestamp"),
    Setting("$id", "id", "word", "the type of the implicit primary key", ID_WORDS),
    Setting("$comment", "comment", "text", "the table's comment"),
    Setting("$indexes", "indexes", "indexes", "indexes of several fields"),
    Setting("$unique", "uniques", "indexes", "unique constraints of several fields"),
    Setting("$checks", "checks", "checks", "CHECK constraints"),
    Setting("$was", "was", "name", "the previous name of the model"),
    Setting("$schema", "schema", "sql", "the table's schema (PostgreSQL)"),
    Setting("$external", "external", "flag", "others own the table: no migration changes it"),
    Setting("$data", "data", "data", "values of your own, for templates"),
)
SETTINGS = {setting.word: setting for setting in _SETTINGS}

DIALECTS = ("sqlite", "postgres", "mysql")
_OPTIONS = (
    Setting("id", "id", "word", "the type of the implicit primary key (integer)", ID_WORDS[:3]),
    Setting("timestamps", "timestamps", "flag", "createdAt and updatedAt in every table (true)"),
    Setting("paranoid", "paranoid", "flag", "soft deletion: rows are marked as deleted (false)"),
    Setting(
        "naming",
        "naming",
        "word",
        "the style of table and column names (sequelize)",
        ("sequelize", "snake_case"),
    ),
    Setting(
        "foreign_key",
        "foreign_key",
        "word",
        "the style of foreign key names (PascalCase)",
        ("PascalCase", "camelCase", "snake_case"),
    ),
    Setting(
        "tables",
        "tables",
        "word",
        "table names in the plural or singular of the model (plural)",
        ("plural", "singular"),
    ),
    Setting(
        "key_column",
        "key_column",
        "word",
        "what the column of a belongsTo is named after (attribute)",
        ("attribute", "alias"),
    ),
    Setting(
        "on_delete",
        "on_delete",
        "action",
        "onDelete of associations that do not declare it",
        tuple(ACTIONS)[:-1],
    ),
    Setting(
        "on_update",
        "on_update",
        "action",
        "onUpdate of associations that do not declare it (cascade)",
        tuple(ACTIONS)[:-1],
    ),
    Setting(
        "extensions",
        "extensions",
        "names",
        "extensions that migrations install with a new table (PostgreSQL)",
    ),
    Setting("schema", "schema", "sql", "the schema of models without `$schema` (PostgreSQL)"),
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

# The key of an attribute's long form that has no term in a line.
DATA_KEY = "data"
DATA_DESCRIPTION = "values of your own, for templates"

TOP_LEVEL = {
    "version": "the version of this language: 1",
    "targets": "what is generated, and where to",
    "options": "what holds for all models",
    "templates": "the folder of your own templates",
    "outputs": "files of your own, made from templates",
    "enums": "enums that several fields share, by name",
    "models": "the models, by name",
}
VERSION = "1"
