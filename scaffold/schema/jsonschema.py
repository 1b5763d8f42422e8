"""The JSON Schema (draft 2020-12) of the schema file, for editors, built from the reference."""

from __future__ import annotations

from scaffold.schema.composite_terms import SEVERAL
from scaffold.schema.jsonschema_parts import (
    DATA,
    FLAG,
    FOLDER,
    NAME,
    NAME_OR_FLAG,
    SCALAR,
    SQL,
    TEXT,
    VALUE_MAP,
    WHOLE,
    JsonSchema,
    enums_schema,
    maybe_empty,
    object_schema,
    output_schema,
)
from scaffold.schema.line_patterns import (
    EXPRESSION_PART,
    IDENTIFIER,
    association_line,
    attribute_line,
    attribute_modifiers,
    bare_type,
    families,
    modifiers_of,
    type_pattern,
)
from scaffold.schema.read_schema import KnownTargets
from scaffold.schema.reference import (
    ACTIONS,
    BELONGS_TO_MANY,
    DATA_DESCRIPTION,
    DATA_KEY,
    INDEX_METHODS,
    INDEX_ORDERS,
    KINDS,
    OPTIONS,
    SETTINGS,
    TOP_LEVEL,
    Modifier,
    Setting,
)
from scaffold.schema.type_table import TYPE_KEYS, TYPES, TypeWord


def json_schema(known_targets: KnownTargets) -> JsonSchema:
    """Accepts what the reader accepts, and refuses what a JSON Schema can refuse."""
    top = {
        "version": {"enum": [1, "1"]},
        "targets": _targets(known_targets),
        "templates": FOLDER,
        "outputs": {"type": "array", "items": output_schema()},
        "options": maybe_empty(
            object_schema({word: _option(one) for word, one in OPTIONS.items()})
        ),
        "enums": enums_schema(),
        "models": maybe_empty(
            {
                "type": "object",
                "patternProperties": {f"^{IDENTIFIER}$": {"$ref": "#/$defs/model"}},
                "additionalProperties": False,
            }
        ),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "scaffold.yaml",
        **object_schema(
            {word: {"description": TOP_LEVEL[word], **top[word]} for word in TOP_LEVEL},
            ["version", "targets"],
        ),
        "$defs": {
            "model": _model(),
            "field": {
                "anyOf": [
                    *_lines(),
                    {"$ref": "#/$defs/attribute"},
                    *({"$ref": f"#/$defs/{kind}"} for kind in KINDS),
                ]
            },
            "type": _type(),
            "attribute": _attribute(),
            **{kind: _association(kind) for kind in KINDS},
        },
    }


def _targets(known: KnownTargets) -> JsonSchema:
    targets = {
        name: maybe_empty(
            object_schema(
                {
                    word: FOLDER if isinstance(default, str) else {"enum": list(default)}
                    for word, default in settings.items()
                }
            )
        )
        for name, settings in known.items()
    }
    return object_schema(targets) | {"minProperties": 1}


def _option(option: Setting) -> JsonSchema:
    words: JsonSchema = {"enum": list(option.words)}
    if option.value == "flag":
        words = FLAG
    elif option.value == "words":
        words = {"type": "array", "items": words, "minItems": 1, "uniqueItems": True}
    elif option.value == "sql":
        words = SQL
    elif option.value == "names":
        words = {"type": "array", "items": SQL, "uniqueItems": True}
    return {"description": option.description, **words}


def _model() -> JsonSchema:
    settings = {
        word: {"description": setting.description, **_setting(setting)}
        for word, setting in SETTINGS.items()
    }
    fields = {f"^{IDENTIFIER}$": {"$ref": "#/$defs/field"}}
    return maybe_empty(object_schema(settings) | {"patternProperties": fields})


def _setting(setting: Setting) -> JsonSchema:
    names = {"type": "array", "items": NAME, "minItems": 1, "uniqueItems": True}
    match setting.value:
        case "word":
            return {"enum": list(setting.words)}
        case "flag":
            return FLAG
        case "name":
            return NAME
        case "sql":
            return SQL
        case "timestamps":
            pair = dict.fromkeys(("createdAt", "updatedAt"), NAME_OR_FLAG)
            return {"anyOf": [FLAG, object_schema(pair)]}
        case "paranoid":
            return NAME_OR_FLAG
        case "indexes":
            index: JsonSchema = {"fields": names, "name": SQL}
            if setting.word == "$indexes":
                index |= {"unique": FLAG, "where": TEXT, "using": {"enum": list(INDEX_METHODS)}}
                part = {"ops": SQL, "order": {"enum": list(INDEX_ORDERS)}}
                expression = {"type": "string", "pattern": EXPRESSION_PART}
                parts: JsonSchema = {
                    "type": "array",
                    "minItems": 1,
                    "items": {
                        "anyOf": [
                            NAME,
                            expression,
                            object_schema({"field": NAME, **part}, ["field"]),
                            object_schema({"expression": TEXT, **part}, ["expression"]),
                        ]
                    },
                }
                index["fields"] = names = parts
            return {"type": "array", "items": {"anyOf": [names, object_schema(index, ["fields"])]}}
        case "data":
            return DATA
        case "checks":
            check = object_schema({"name": SQL, "check": TEXT}, ["check"])
            return {"type": "array", "items": {"anyOf": [TEXT, check]}}
    return TEXT


def _lines() -> list[JsonSchema]:
    """Return the schemas of all field lines; plain words come first, for completion in editors."""
    plain = [word.example or word.name for word in TYPES.values()]
    examples = [f"{kind}(Model)" for kind in KINDS if kind != BELONGS_TO_MANY]
    return [
        {"description": "a type", "enum": plain},
        {"description": "an association", "enum": examples},
        *(
            {
                "type": "string",
                "description": "; ".join(f"{one.name}: {one.description}" for one in types),
                "pattern": attribute_line(types),
            }
            for types in families().values()
        ),
        *(
            {
                "type": "string",
                "description": f"{kind}: {word.description}",
                "pattern": association_line(kind),
            }
            for kind, word in KINDS.items()
        ),
    ]


def _type() -> JsonSchema:
    """Return the schema of the long form's `type`: a word, with or without arguments."""
    patterns = "|".join(f"{type_pattern(word)}|{bare_type(word)}" for word in TYPES.values())
    return {
        "anyOf": [
            {"enum": list(TYPES)},
            {"type": "string", "pattern": rf"^\s*(?!DATE\s*$)(?:{patterns})\s*$"},
        ]
    }


def _type_keys() -> JsonSchema:
    kinds: JsonSchema = dict.fromkeys(("length", "precision", "scale"), WHOLE)
    kinds["values"] = {"type": "array", "items": TEXT, "minItems": 1, "uniqueItems": True}
    nested = {key: {} if key == "of" else kinds[key] for key in TYPE_KEYS}
    inner = object_schema({"type": {"$ref": "#/$defs/type"}, **nested}, ["type"])
    kinds["of"] = {"anyOf": [{"$ref": "#/$defs/type"}, inner]}
    return {key: {"description": TYPE_KEYS[key], **kinds[key]} for key in TYPE_KEYS}


def _attribute() -> JsonSchema:
    modifiers = {one.word: _modifier(one) for one in attribute_modifiers()}
    data = {DATA_KEY: {"description": DATA_DESCRIPTION, **DATA}}
    known = {"type": {"$ref": "#/$defs/type"}, **_type_keys(), **modifiers, **data}
    return object_schema(known, ["type"]) | {"allOf": [_needs(word) for word in TYPES.values()]}


def _needs(word: TypeWord) -> JsonSchema:
    """Return the keys that a `type` of this name requires, and those that it excludes."""
    keys = {
        "length": ["length"],
        "digits": ["length"],
        "decimal": ["precision", "scale"],
        "values": ["values"],
        "type": ["of"],
        "range": ["of"],
    }.get(word.takes, [])
    modifiers = {one.word for one in modifiers_of(word.name)}
    others = [one.word for one in attribute_modifiers() if one.word not in modifiers]
    refused = [key for key in TYPE_KEYS if key not in keys] + others
    named = {"type": {"type": "string", "pattern": f"^(?:{bare_type(word)})$"}}
    then: JsonSchema = {"properties": dict.fromkeys(refused, False)}
    if word.needed and keys and word.takes != "decimal":
        then["required"] = keys
    elif word.takes == "decimal":
        then["dependentRequired"] = {"precision": ["scale"], "scale": ["precision"]}
    return {"if": {"properties": named, "required": ["type"]}, "then": then}


def _association(kind: str) -> JsonSchema:
    modifiers = {one.word: _modifier(one) for one in modifiers_of(kind)}
    target = {"description": KINDS[kind].description, **NAME}
    required = [kind, "through"] if kind == BELONGS_TO_MANY else [kind]
    return object_schema({kind: target, **modifiers}, required)


def _modifier(one: Modifier) -> JsonSchema:
    pair = {"type": "array", "items": SCALAR, "minItems": 2, "maxItems": 2}
    kinds: JsonSchema = {
        "flag": FLAG,
        "name": NAME,
        "sql": SQL,
        "table": SQL,
        "action": {"enum": list(ACTIONS)},
        "pair": pair,
        "default": SCALAR,
        "map": VALUE_MAP,
    }
    kind = kinds.get(one.value, TEXT)
    if one.word in SEVERAL:
        several = {"type": "array", "items": NAME, "minItems": 1, "uniqueItems": True}
        kind = {"anyOf": [NAME, several]}
    elif one.name_field:
        kind = {"anyOf": [FLAG, SQL]}
    elif one.word == "default":
        kind = {"anyOf": [SCALAR, object_schema({"sql": TEXT}, ["sql"])]}
    return {"description": one.description, **kind}
