"""Every kind of addition to a schema: the models before it, and the added fields."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

Fields = dict[str, str]
Models = dict[str, Fields]


@dataclass(frozen=True, slots=True)
class Addition:
    """`before` are models, `added` fields of these or of new ones; A to D are models' names.

    A `%` in a name is a number that no other addition has.
    """

    before: Models
    added: Models
    dialects: tuple[str, ...] = ("sqlite", "postgres", "mysql")


NAMED: Models = {"A": {"name": "string(40)"}}
PAIR: Models = {"A": {"name": "string(40)"}, "B": {"name": "string(40)"}}
CODED: Models = {"A": {"name": "string(40)"}, "B": {"code": "string(20) unique"}}


def _field(term: str, before: str = "") -> Addition:
    """A field of A that is new, or that was `before`."""
    start = {"A": {"name": "string(40)", **({"it": before} if before else {})}}
    return Addition(start, {"A": {"it": term}})


def _setting(name: str, value: str, *fields: str, dialects: str = "") -> Addition:
    """A setting of A over its fields `name` and `size`; `fields` are new ones."""
    start = {"A": {"name": "string(40)", "size": "integer"}, "B": {"name": "string(40)"}}
    start["A"]["owner"] = "belongsTo(B)"
    added = {"A": {**dict(each.split(": ", 1) for each in fields), name: value}}
    taken = tuple(dialects.split()) or ("sqlite", "postgres", "mysql")
    return Addition(start, added, taken)


ATTRIBUTES = {
    "a plain attribute": _field("text"),
    "an attribute with a default": _field("integer default(3)"),
    "a required attribute with a default": _field("integer required default(3)"),
    "a required boolean with a default": _field("boolean required default(true)"),
    "a default with quotes": _field("""string(40) required default("it's (%s) \\"x\\"")"""),
    "a default of a moment": _field('datetime default("2020-01-01T00:00:00Z")'),
    "a decimal with a default": _field("decimal(10, 2) required default(1.5)"),
    "a UUID": _field("uuid default(uuid)"),
    "a unique attribute": _field("string(20) unique"),
    "a unique number": _field("integer unique"),
    "a unique moment": _field("datetime(3) unique"),
    "a unique decimal": _field("decimal(10, 2) unique"),
    "a unique UUID": _field("uuid unique"),
    "a unique enum": _field("enum(x, y) unique"),
    "a unique required attribute with a default": _field("string(20) required unique default(x)"),
    "a unique attribute with a CHECK": _field("integer unique check('{it} > 0')"),
    "a unique attribute with its column's name": _field("string(20) unique column(the_column)"),
    "an attribute becomes unique": _field("string(20) unique", "string(20)"),
    "an attribute with a default and a CHECK becomes unique": _field(
        "integer required default(3) check('{it} > 0') unique",
        "integer required default(3) check('{it} > 0')",
    ),
    "an enum becomes unique": _field("enum(x, y) unique", "enum(x, y)"),
    "an indexed attribute": _field("string(40) index"),
    "an attribute becomes indexed": _field("string(40) index", "string(40)"),
    "an attribute with a CHECK": _field("integer check('{it} > 0')"),
    "an attribute gets a CHECK": _field("integer check('{it} > 0')", "integer"),
    "an enum": _field("enum(x, y)"),
    "a required enum with a default": _field("""enum(x, "it's") required default("it's")"""),
    "a comment": _field("""string(40) comment("it's; a \\"comment\\" (a)")"""),
    "an attribute with every modifier": _field(
        "integer required unique default(3) check('{it} > 0') comment(all) column(the_column)"
    ),
    "two unique attributes": Addition(NAMED, {"A": {"one": "integer unique", "other": "text"}}),
    "three unique attributes and two CHECKs": Addition(
        {"A": {"name": "string(40)", "old": "integer"}},
        {
            "A": {
                "old": "integer unique",
                "one": "integer unique check('{one} <> 3')",
                "other": "string(9) unique check('{other} <> {name}')",
            }
        },
    ),
    "a unique attribute of a table in lower case": Addition(
        {"A": {"name": "string(40)", "$table": "low%"}},
        {"A": {"it": "integer unique check('{it} > 0')"}},
    ),
    "a unique attribute of a table with other names": Addition(
        {"A": {"name": "string(40)", "$table": "the-order $c%"}},
        {"A": {"it": 'integer unique column("a-b $c")'}},
    ),
    "a unique attribute of a table that others refer to": Addition(
        {"A": {"name": "string(40)"}, "B": {"a": "belongsTo(A) required onDelete(cascade)"}},
        {"A": {"it": "integer unique"}},
    ),
    "a unique attribute of a table that refers to itself": Addition(
        {"A": {"name": "string(40)", "parent": "belongsTo(A) onDelete(restrict)"}},
        {"A": {"it": "integer unique"}},
    ),
    "a unique attribute of a join table": Addition(
        {
            "A": {"bs": "belongsToMany(B) through(C)"},
            "B": {"name": "string(40)"},
            "C": {"level": "integer"},
        },
        {"C": {"it": "integer unique"}},
    ),
    "paranoid": Addition(NAMED, {"A": {"$paranoid": "true"}}),
}
SETTINGS = {
    "$unique of two attributes": _setting("$unique", "[[name, size]]"),
    "$unique of one attribute": _setting("$unique", "[[name]]"),
    "$unique of a new attribute": _setting("$unique", "[[name, it]]", "it: integer"),
    "$unique of a new attribute alone": _setting("$unique", "[[it]]", "it: integer"),
    "$unique of a foreign key": _setting("$unique", "[[name, owner]]"),
    "$unique of a new foreign key": _setting("$unique", "[[name, it]]", "it: belongsTo(B)"),
    "$indexes": _setting("$indexes", "[[name, size]]"),
    "$indexes of a new attribute": _setting("$indexes", "[[it, size]]", "it: string(9)"),
    "$indexes with names": _setting(
        "$indexes", "[{fields: [size, name], name: my_index%, unique: true}]"
    ),
    "$indexes with where": _setting(
        "$indexes",
        "[{fields: [name], where: '{size} > 3', unique: true}]",
        dialects="sqlite postgres",
    ),
    "$checks": _setting("$checks", "['{size} > 0 OR {name} <> ''it''''s; (x)''']"),
    "$checks with names": _setting("$checks", "[{name: my_check%, check: '{size} > 0'}]"),
    "$checks of a new attribute": _setting("$checks", "['{size} > {it}']", "it: integer"),
}
MODELS = {
    "a model": Addition(NAMED, {"B": {"name": "string(40) required unique"}}),
    "a model with everything": Addition(
        NAMED,
        {
            "B": {
                "code": "string(20) required unique default(x) check('{code} <> ''y''')",
                "kind": "enum(x, y) required default(x) index comment(kind)",
                "size": "integer",
                "a": "belongsTo(A) required onDelete(cascade)",
                "them": "belongsToMany(A) through(Join%)",
                "parent": "belongsTo(B)",
                "$unique": "[[size, a]]",
                "$indexes": "[[size, kind]]",
                "$checks": "['{size} > 0']",
            }
        },
    ),
}
ASSOCIATIONS = {
    "belongsTo": Addition(PAIR, {"A": {"it": "belongsTo(B)"}}),
    "belongsTo that cascades": Addition(
        PAIR, {"A": {"it": "belongsTo(B) onDelete(cascade) onUpdate(restrict)"}}
    ),
    "belongsTo unique": Addition(PAIR, {"A": {"it": "belongsTo(B) unique"}}),
    "belongsTo with a comment": Addition(PAIR, {"A": {"it": "belongsTo(B) comment(one)"}}),
    "belongsTo with names": Addition(
        PAIR, {"A": {"it": "belongsTo(B) foreignKey(theKey) column(the_key)"}}
    ),
    "belongsTo without a constraint": Addition(PAIR, {"A": {"it": "belongsTo(B) logical"}}),
    "two belongsTo": Addition(PAIR, {"A": {"one": "belongsTo(B)", "other": "belongsTo(B)"}}),
    "belongsTo of a new model, required": Addition(
        NAMED, {"B": {"it": "belongsTo(A) required", "name": "string(40)"}}
    ),
    "belongsTo of a new model, required and unique": Addition(
        NAMED, {"B": {"it": "belongsTo(A) required unique", "name": "string(40)"}}
    ),
    "belongsTo by an attribute": Addition(
        {"A": {"bId": "integer"}, "B": {"name": "string(40)"}},
        {"A": {"it": "belongsTo(B) foreignKey(bId)"}},
    ),
    "belongsTo by a unique attribute": Addition(
        {"A": {"bId": "integer unique"}, "B": {"name": "string(40)"}},
        {"A": {"it": "belongsTo(B) foreignKey(bId)"}},
    ),
    "belongsTo by a new attribute": Addition(
        PAIR, {"A": {"bId": "integer", "it": "belongsTo(B) foreignKey(bId)"}}
    ),
    "belongsTo by a new unique attribute": Addition(
        PAIR, {"A": {"bId": "integer unique", "it": "belongsTo(B) foreignKey(bId)"}}
    ),
    "belongsTo by a new attribute with a default": Addition(
        PAIR, {"A": {"bId": "integer default(2)", "it": "belongsTo(B) foreignKey(bId)"}}
    ),
    "belongsTo by a unique attribute of the target": Addition(
        CODED, {"A": {"it": "belongsTo(B) targetKey(code)"}}
    ),
    "belongsTo by a new unique attribute of the target": Addition(
        PAIR, {"A": {"it": "belongsTo(B) targetKey(code)"}, "B": {"code": "string(20) unique"}}
    ),
    "belongsTo by an attribute of the target that becomes unique": Addition(
        {"A": {"name": "string(40)"}, "B": {"code": "string(20)"}},
        {"A": {"it": "belongsTo(B) targetKey(code)"}, "B": {"code": "string(20) unique"}},
    ),
    "belongsTo by an attribute of the target that $unique names": Addition(
        {"A": {"name": "string(40)"}, "B": {"code": "string(20)"}},
        {"A": {"it": "belongsTo(B) targetKey(code)"}, "B": {"$unique": "[[code]]"}},
    ),
    "belongsTo its own model": Addition(
        NAMED, {"A": {"parent": "belongsTo(A)", "children": "hasMany(A)"}}
    ),
    "belongsTo both ways": Addition(
        PAIR,
        {
            "A": {"first": "belongsTo(B) foreignKey(firstId)"},
            "B": {"second": "belongsTo(A) foreignKey(secondId)"},
        },
    ),
    "hasOne": Addition(PAIR, {"A": {"it": "hasOne(B)"}}),
    "hasOne, both sides": Addition(
        PAIR, {"A": {"it": "hasOne(B)"}, "B": {"owner": "belongsTo(A)"}}
    ),
    "hasOne by an attribute": Addition(
        {"A": {"name": "string(40)"}, "B": {"aId": "integer"}},
        {"A": {"it": "hasOne(B) foreignKey(aId)"}},
    ),
    "hasOne by a new attribute": Addition(
        PAIR, {"A": {"it": "hasOne(B) foreignKey(aId)"}, "B": {"aId": "integer"}}
    ),
    "hasOne by a unique attribute": Addition(CODED, {"B": {"it": "hasOne(A) sourceKey(code)"}}),
    "hasOne of a new model, required": Addition(
        NAMED, {"A": {"it": "hasOne(B) required"}, "B": {"name": "string(40)"}}
    ),
    "hasMany": Addition(PAIR, {"A": {"them": "hasMany(B)"}}),
    "hasMany, both sides": Addition(
        PAIR, {"A": {"them": "hasMany(B)"}, "B": {"owner": "belongsTo(A)"}}
    ),
    "hasMany by a unique attribute": Addition(CODED, {"B": {"them": "hasMany(A) sourceKey(code)"}}),
    "hasMany of a new model, required": Addition(
        NAMED, {"A": {"them": "hasMany(B) required onDelete(cascade)"}, "B": {"name": "string(40)"}}
    ),
    "hasMany with a scope": Addition(
        {"A": {"name": "string(40)"}, "B": {"kind": "string(9)", "ownerId": "integer"}},
        {"A": {"them": "hasMany(B) foreignKey(ownerId) scope(kind, a) logical"}},
    ),
    "belongsToMany": Addition(PAIR, {"A": {"them": "belongsToMany(B) through(Join%)"}}),
    "belongsToMany, both sides": Addition(
        PAIR,
        {
            "A": {"them": "belongsToMany(B) through(Join%)"},
            "B": {"them": "belongsToMany(A) through(Join%)"},
        },
    ),
    "belongsToMany its own model": Addition(
        NAMED,
        {"A": {"them": "belongsToMany(A) through(Join%) foreignKey(oneId) otherKey(otherId)"}},
    ),
    "belongsToMany through a model with a payload": Addition(
        PAIR,
        {
            "A": {"them": "belongsToMany(B) through(C)"},
            "C": {"level": "integer required default(3)", "code": "string(9) unique"},
        },
    ),
    "belongsToMany through a model with an id": Addition(
        PAIR,
        {
            "A": {"them": "belongsToMany(B) through(C)"},
            "C": {
                "$id": "integer",
                "a": "belongsTo(A)",
                "b": "belongsTo(B)",
                "$unique": "[[a, b]]",
            },
        },
    ),
    "a payload of a join table": Addition(
        {
            "A": {"them": "belongsToMany(B) through(C)"},
            "B": {"name": "string(40)"},
            "C": {"level": "integer"},
        },
        {"C": {"note": "string(40) default(x)", "d": "belongsTo(D)"}, "D": {"name": "string(40)"}},
    ),
    "belongsTo a join table": Addition(
        {
            "A": {"them": "belongsToMany(B) through(C)"},
            "B": {"name": "string(40)"},
            "C": {"code": "string(9) unique"},
        },
        {"D": {"c": "belongsTo(C) targetKey(code)", "name": "string(40)"}},
    ),
}
ADDITIONS = ATTRIBUTES | SETTINGS | MODELS | ASSOCIATIONS


def schema(models: Iterable[Models], targets: str, dialects: str) -> str:
    """The text of a schema file with the models of several additions."""
    lines = [f"version: 1\n{targets}options: {{dialects: [{dialects}]}}\nmodels:"]
    for number, each in enumerate(models, 1):
        for name, fields in each.items():
            lines.append(f"  {_named(name, number)}:")
            lines += [f"    {field}: {_named(term, number)}" for field, term in fields.items()]
    return "\n".join(lines) + "\n"


def grown(addition: Addition) -> Models:
    """Return the models with the added fields."""
    models = {name: dict(fields) for name, fields in addition.before.items()}
    for name, fields in addition.added.items():
        models.setdefault(name, {}).update(fields)
    return models


def _named(text: str, number: int) -> str:
    named = re.sub(r"\b([ABCD])\b", lambda found: f"{_NAMES[found[1]]}{number}", text)
    return re.sub(r"(?<=[\w(])%(?!s)", str(number), named)


_NAMES = {"A": "Apple", "B": "Basket", "C": "Chest", "D": "Depot"}
