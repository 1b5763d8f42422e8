"""The JSON Schema accepts what the reader accepts, and refuses what it can."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from scaffold.schema.jsonschema import json_schema
from scaffold.schema.read_schema import read_schema
from scaffold.schema.reference import MODIFIERS, OPTIONS, SETTINGS, Modifier, Setting
from scaffold.schema.type_table import TYPE_KEYS
from tests.schema.reading import HEAD, TARGETS
from tests.schema.test_fields import DEFAULTS, EQUAL_FORMS, TYPES_WRITTEN

SCHEMA = json_schema(TARGETS)
VALIDATOR = Draft202012Validator(SCHEMA)
ROOT = Path(__file__).parent.parent.parent
EXAMPLES = sorted(ROOT.glob("examples/*/scaffold.yaml"))
INVALID = sorted((ROOT / "tests/golden/invalid").glob("*.yaml"))

# Faults of form that no JSON Schema sees: it gets the parsed document, so nothing of YAML's own
# form, and its patterns do not count, compare or look into texts.
BEYOND = {
    "default-not-in-enum",
    "default-out-of-range",
    "default-with-autoincrement",
    "duplicate-key",
    "duplicate-model",
    "duplicate-modifier",
    "line-bad-escape",
    "target-folder-that-is-another-by-default",
    "target-folders-of-others",
    "target-folders-that-differ-in-case",
    "target-folders-that-meet",
    "utf-16",
    "yaml-anchor",
    "yaml-nul",
    "yaml-second-document",
    "yaml-tag",
}


def accepts(document: Any) -> bool:
    return bool(VALIDATOR.is_valid(document))


def test_json_schema_is_valid() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
@pytest.mark.parametrize("loader", [yaml.SafeLoader, yaml.BaseLoader])
def test_accepts_every_example(path: Path, loader: Any) -> None:
    document = yaml.load(path.read_text(encoding="utf-8"), loader)
    assert not list(VALIDATOR.iter_errors(document))


LINES = [
    *TYPES_WRITTEN,
    *DEFAULTS,
    *EQUAL_FORMS,
    "belongsTo(Order) required foreignKey(a) targetKey(b) column(c) unique index primary logical",
    "hasOne(Order) onDelete(setNull) onUpdate(noAction) inverse(x) sourceKey(y) was(z)",
]


@pytest.mark.parametrize("line", LINES)
def test_accepts_every_line(line: str) -> None:
    assert accepts({"version": 1, "targets": {"sequelize": {}}, "models": {"A": {"a": line}}})


@pytest.mark.parametrize("form", EQUAL_FORMS.values())
@pytest.mark.parametrize("loader", [yaml.SafeLoader, yaml.BaseLoader])
def test_accepts_every_long_form(form: str, loader: Any) -> None:
    assert accepts(yaml.load(f"{HEAD}models:\n  A:\n    a: {form}\n", loader))


def parsed(path: Path) -> Any:
    """The document as an editor has it; None where the file is no YAML."""
    try:
        return yaml.load(path.read_bytes(), yaml.BaseLoader)
    except (yaml.YAMLError, UnicodeDecodeError, ValueError):
        return None


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_json_schema_agrees_with_the_reader_on_invalid_examples(path: Path) -> None:
    document = parsed(path)
    if document is None:
        return
    schema, _ = read_schema(path.read_bytes(), path.name, TARGETS)
    assert accepts(document) == (schema is not None or path.stem in BEYOND)


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_accepts_each_sound_field_of_an_invalid_golden(path: Path) -> None:
    document = parsed(path)
    models = document.get("models") if isinstance(document, dict) else None
    for name, model in models.items() if isinstance(models, dict) else ():
        for key, value in model.items() if isinstance(model, dict) else ():
            alone = {"version": "1", "targets": {"sequelize": {}}, "models": {name: {key: value}}}
            schema, _ = read_schema(yaml.safe_dump(alone), "alone.yaml", TARGETS)
            assert schema is None or accepts(alone), (key, value)


def test_every_keyword_is_described() -> None:
    text = json.dumps(SCHEMA, ensure_ascii=False)
    words: list[Modifier | Setting] = [*MODIFIERS.values(), *SETTINGS.values(), *OPTIONS.values()]
    for word in words:
        assert json.dumps(word.description, ensure_ascii=False)[1:-1] in text, word.description
    for description in TYPE_KEYS.values():
        assert description in text
