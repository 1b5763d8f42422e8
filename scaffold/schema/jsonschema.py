"""The JSON Schema (draft 2020-12) of the schema file, for editors, built from the reference."""

from __future__ import annotations

from typing import Any

from scaffold.schema.line_patterns import (
    EXPRESSION_PART,
    IDENTIFIER,
    SQL_NAME,
    association_line,
    attribute_line,
    attribute_modifiers,
    bare_type,
    families,
    modifiers_of,
    type_pattern,
)
from scaffold.schema.output_reference import OUTPUT_KEYS
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

JsonSchema = dict[str, Any]

# Editors read YAML's words as values, this project as text: both spellings are right.
_FLAG: JsonSchema = {"enum": [True, False, "true", "false"]}
_SCALAR: JsonSchema = {"type": ["string", "number", "boolean"]}
_VALUE_MAP: JsonSchema = {
    "type": "object",
    "additionalProperties": {"type": ["string", "number", "boolean", "null"]},
    "minProperties": 1,
}
_TEXT: JsonSchema = {"type": ["string", "number", "boolean"], "minLength": 1}
_NAME: JsonSchema = {"type": "string", "pattern": f"^{IDENTIFIER}$"}
_NAME_OR_FLAG: JsonSchema = {"anyOf": [_FLAG, _NAME]}
_SQL: JsonSchema = {"type": ["string", "integer"], "pattern": f"^{SQL_NAME}$"}
_WHOLE: JsonSchema = {"type": ["integer", "string"], "minimum": 0, "pattern": r"^\d+$"}
_DATA: JsonSchema = {"type": "object"}
_FOLDER: JsonSchema = {"type": "string", "pattern": r"^(?!/)(?!\.\.(?:/|$))[^\\:]+$"}


def json_schema(known_targets: KnownTargets) -> JsonSchema:
    """Accepts what the reader accepts, and refuses what a JSON Schema can refuse."""
    top = {
        "version": {"enum": [1, "1"]},
        "targets": _targets(known_targets),
        "templates": _FOLDER,
        "outputs": {"type": "array", "items": _output()},
        "options": _maybe_empty(_object({word: _option(one) for word, one in OPTIONS.items()})),
        "enums": _enums(),
        "models": _maybe_empty(
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
        **_object(
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


def _enums() -> JsonSchema:
    values = {"type": "array", "items": _TEXT, "minItems": 1, "uniqueItems": True}
    long = _object({"values": values, "name": _SQL, "schema": _SQL, "map": _VALUE_MAP}, ["values"])
    return _maybe_empty(
        {
            "type": "object",
            "patternProperties": {f"^{IDENTIFIER}$": {"anyOf": [values, long]}},
            "additionalProperties": False,
        }
    )


def _object(properties: JsonSchema, required: list[str] | None = None) -> JsonSchema:
    schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return schema | ({"required": required} if required else {})


def _maybe_empty(schema: JsonSchema) -> JsonSchema:
    return schema | {"type": [schema["type"], "null"]}


def _targets(known: KnownTargets) -> JsonSchema:
    targets = {
        name: _maybe_empty(
            _object(
                {
                    word: _FOLDER if isinstance(default, str) else {"enum": list(default)}
                    for word, default in settings.items()
                }
            )
        )
        for name, settings in known.items()
    }
    return _object(targets) | {"minProperties": 1}


def _option(option: Setting) -> JsonSchema:
    words: JsonSchema = {"enum": list(option.words)}
    if option.value == "flag":
        words = _FLAG
    elif option.value == "words":
        words = {"type": "array", "items": words, "minItems": 1, "uniqueItems": True}
    elif option.value == "sql":
        words = _SQL
    elif option.value == "names":
        words = {"type": "array", "items": _SQL, "uniqueItems": True}
    return {"description": option.description, **words}


def _output() -> JsonSchema:
    words = {
        word: {
            "description": setting.description,
            **({"enum": list(setting.words)} if setting.words else _TEXT),
        }
        for word, setting in OUTPUT_KEYS.items()
    }
    folder = {"template": {**words["template"], **_FOLDER}, "from": {**words["from"], **_FOLDER}}
    own = {word: value for word, value in {**words, **folder}.items() if word != "from"}
    return {
        "anyOf": [
            _object(own, ["template", "path"]),
            _object({"from": folder["from"]}, ["from"]),
        ]
    }


def _model() -> JsonSchema:
    settings = {
        word: {"description": setting.description, **_setting(setting)}
        for word, setting in SETTINGS.items()
    }
    fields = {f"^{IDENTIFIER}$": {"$ref": "#/$defs/field"}}
    return _maybe_empty(_object(settings) | {"patternProperties": fields})


def _setting(setting: Setting) -> JsonSchema:
    names = {"type": "array", "items": _NAME, "minItems": 1, "uniqueItems": True}
    match setting.value:
        case "word":
            return {"enum": list(setting.words)}
        case "name":
            return _NAME
        case "sql":
            return _SQL
        case "timestamps":
            pair = dict.fromkeys(("createdAt", "updatedAt"), _NAME_OR_FLAG)
            return {"anyOf": [_FLAG, _object(pair)]}
        case "paranoid":
            return _NAME_OR_FLAG
        case "indexes":
            index: JsonSchema = {"fields": names, "name": _SQL}
            if setting.word == "$indexes":
                index |= {"unique": _FLAG, "where": _TEXT, "using": {"enum": list(INDEX_METHODS)}}
                part = {"ops": _SQL, "order": {"enum": list(INDEX_ORDERS)}}
                expression = {"type": "string", "pattern": EXPRESSION_PART}
                parts: JsonSchema = {
                    "type": "array",
                    "minItems": 1,
                    "items": {
                        "anyOf": [
                            _NAME,
                            expression,
                            _object({"field": _NAME, **part}, ["field"]),
                            _object({"expression": _TEXT, **part}, ["expression"]),
                        ]
                    },
                }
                index["fields"] = names = parts
            return {"type": "array", "items": {"anyOf": [names, _object(index, ["fields"])]}}
        case "data":
            return _DATA
        case "checks":
            check = _object({"name": _SQL, "check": _TEXT}, ["check"])
            return {"type": "array", "items": {"anyOf": [_TEXT, check]}}
    return _TEXT


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
    kinds: JsonSchema = dict.fromkeys(("length", "precision", "scale"), _WHOLE)
    kinds["values"] = {"type": "array", "items": _TEXT, "minItems": 1, "uniqueItems": True}
    nested = {key: {} if key == "of" else kinds[key] for key in TYPE_KEYS}
    inner = _object({"type": {"$ref": "#/$defs/type"}, **nested}, ["type"])
    kinds["of"] = {"anyOf": [{"$ref": "#/$defs/type"}, inner]}
    return {key: {"description": TYPE_KEYS[key], **kinds[key]} for key in TYPE_KEYS}


def _attribute() -> JsonSchema:
    modifiers = {one.word: _modifier(one) for one in attribute_modifiers()}
    data = {DATA_KEY: {"description": DATA_DESCRIPTION, **_DATA}}
    known = {"type": {"$ref": "#/$defs/type"}, **_type_keys(), **modifiers, **data}
    return _object(known, ["type"]) | {"allOf": [_needs(word) for word in TYPES.values()]}


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
    target = {"description": KINDS[kind].description, **_NAME}
    required = [kind, "through"] if kind == BELONGS_TO_MANY else [kind]
    return _object({kind: target, **modifiers}, required)


def _modifier(one: Modifier) -> JsonSchema:
    pair = {"type": "array", "items": _SCALAR, "minItems": 2, "maxItems": 2}
    kinds: JsonSchema = {
        "flag": _FLAG,
        "name": _NAME,
        "sql": _SQL,
        "table": _SQL,
        "action": {"enum": list(ACTIONS)},
        "pair": pair,
        "default": _SCALAR,
        "map": _VALUE_MAP,
    }
    kind = kinds.get(one.value, _TEXT)
    if one.name_field:
        kind = {"anyOf": [_FLAG, _SQL]}
    elif one.word == "default":
        kind = {"anyOf": [_SCALAR, _object({"sql": _TEXT}, ["sql"])]}
    return {"description": one.description, **kind}
