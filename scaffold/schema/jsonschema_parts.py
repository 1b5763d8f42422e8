"""Parts of the JSON Schema: kinds of values, shared enums and outputs."""

from __future__ import annotations

from typing import Any

from scaffold.schema.line_patterns import IDENTIFIER, SQL_NAME
from scaffold.schema.output_reference import OUTPUT_KEYS

JsonSchema = dict[str, Any]

# Editors read YAML's words as values, this project as text: both spellings are right.
FLAG: JsonSchema = {"enum": [True, False, "true", "false"]}
SCALAR: JsonSchema = {"type": ["string", "number", "boolean"]}
VALUE_MAP: JsonSchema = {
    "type": "object",
    "additionalProperties": {"type": ["string", "number", "boolean", "null"]},
    "minProperties": 1,
}
TEXT: JsonSchema = {"type": ["string", "number", "boolean"], "minLength": 1}
NAME: JsonSchema = {"type": "string", "pattern": f"^{IDENTIFIER}$"}
NAME_OR_FLAG: JsonSchema = {"anyOf": [FLAG, NAME]}
SQL: JsonSchema = {"type": ["string", "integer"], "pattern": f"^{SQL_NAME}$"}
WHOLE: JsonSchema = {"type": ["integer", "string"], "minimum": 0, "pattern": r"^\d+$"}
DATA: JsonSchema = {"type": "object"}
FOLDER: JsonSchema = {"type": "string", "pattern": r"^(?!/)(?!\.\.(?:/|$))[^\\:]+$"}


def object_schema(properties: JsonSchema, required: list[str] | None = None) -> JsonSchema:
    """Return the schema of a mapping that has these keys alone."""
    schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return schema | ({"required": required} if required else {})


def maybe_empty(schema: JsonSchema) -> JsonSchema:
    """Return the schema of a value that may be left empty."""
    return schema | {"type": [schema["type"], "null"]}


def enums_schema() -> JsonSchema:
    """Return the schema of `enums:`."""
    values = {"type": "array", "items": TEXT, "minItems": 1, "uniqueItems": True}
    long = object_schema(
        {"values": values, "name": SQL, "schema": SQL, "map": VALUE_MAP}, ["values"]
    )
    return maybe_empty(
        {
            "type": "object",
            "patternProperties": {f"^{IDENTIFIER}$": {"anyOf": [values, long]}},
            "additionalProperties": False,
        }
    )


def output_schema() -> JsonSchema:
    """Return the schema of an entry of `outputs:`."""
    words = {
        word: {
            "description": setting.description,
            **({"enum": list(setting.words)} if setting.words else TEXT),
        }
        for word, setting in OUTPUT_KEYS.items()
    }
    folder = {"template": {**words["template"], **FOLDER}, "from": {**words["from"], **FOLDER}}
    own = {word: value for word, value in {**words, **folder}.items() if word != "from"}
    return {
        "anyOf": [
            object_schema(own, ["template", "path"]),
            object_schema({"from": folder["from"]}, ["from"]),
        ]
    }
