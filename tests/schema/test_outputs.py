"""`templates`, `outputs`, `$data` and `data`: what is read, and what is refused."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator
from yaml import SafeLoader, load

from scaffold.schema.jsonschema import json_schema
from scaffold.schema.model import DeclaredAttribute
from tests.schema.reading import HEAD, TARGETS, read, valid

WHOLE = f"""{HEAD}templates: my/templates
outputs:
  - template: route.js.jinja
    each: model
    path: "src/{{{{ model.file }}}}.js"
    when: not model.is_join
    ownership: once
  - {{template: all.md.jinja, path: docs/all.md}}
  - from: node_modules/@acme/rest
models:
  Order:
    $data: {{icon: cart, size: 2, share: 0.5, shown: false, none: null, text: "false",
      list: [1, a]}}
    total: {{type: integer, data: {{column: right}}}}
"""


def test_outputs_are_read_in_their_order() -> None:
    schema = valid(WHOLE)
    assert schema.templates == "my/templates"
    first, second, third = schema.outputs
    assert (first.template, first.each, first.path) == (
        "route.js.jinja",
        "model",
        "src/{{ model.file }}.js",
    )
    assert (first.when, first.ownership) == ("not model.is_join", "once")
    assert (second.each, second.ownership) == (None, "merge")
    assert (third.pack, third.template) == ("node_modules/@acme/rest", None)
    assert first.location_of("path").line == 8
    assert Draft202012Validator(json_schema(TARGETS)).is_valid(load(WHOLE, SafeLoader))


def test_data_is_typed_as_json() -> None:
    model = valid(WHOLE).models[0]
    assert json.loads(model.data or "") == {
        **{"icon": "cart", "size": 2, "share": 0.5, "shown": False, "none": None},
        **{"text": "false", "list": [1, "a"]},
    }
    total = model.fields[0]
    assert isinstance(total, DeclaredAttribute)
    assert json.loads(total.data or "") == {"column": "right"}


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("outputs: {}\n", "`outputs` is a list of outputs", 4),
        ("outputs: [a]\n", "an output is a mapping with `template` and `path`", 4),
        ("outputs: [{path: a}]\n", "an output has one of `template` and `from`", 4),
        ("outputs: [{template: a, from: b, path: c}]\n", "an output has one of `template`", 4),
        ("templates: t\noutputs: [{template: a}]\n", "does not say where its file is", 5),
        ("outputs:\n  - from: a\n    path: b\n", "`path` has no meaning beside `from`", 6),
        ("outputs: [{template: a, path: b}]\n", "does not say which folder", 4),
        ("outputs: [{from: ../a}]\n", "leads out of the schema's own directory", 4),
        ("outputs: [{from: .git/a}]\n", "is in the folder `.git`", 4),
        ("outputs: [{tempalte: a}]\n", "unknown key of an output `tempalte`: did you mean", 4),
        ("templates: ..\n", "leads out of the schema's own directory", 4),
        ("templates: .\n", "is the schema's own folder", 4),
        (
            "templates: t\noutputs: [{template: a, path: b, each: modl}]\n",
            "unknown value of each `modl`: did you mean `model`?",
            5,
        ),
        ("models: {A: {$data: 1}}\n", "`$data` is a mapping", 4),
        ("models: {A: {a: {type: text, data: [1]}}}\n", "`data` is a mapping", 4),
        ("models: {A: {a: {belongsTo: A, data: {}}}}\n", "unknown key `data`", 4),
        ("models: {A: {$data: {a: 1e999}}}\n", "this number is too large", 4),
    ],
)
def test_what_is_wrong_is_refused_with_its_line(text: str, message: str, line: int) -> None:
    _, problems = read(HEAD + text)
    assert problems
    assert any(message in each.message for each in problems), problems
    assert problems[0].where is not None
    assert problems[0].where.line == line
    assert problems[0].hint
