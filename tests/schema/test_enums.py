"""`enums:`: values that several fields share, as one type on PostgreSQL."""

from __future__ import annotations

import pytest

from scaffold.schema.data_types import DataType
from scaffold.schema.model import DeclaredAttribute, Schema
from scaffold.schema.read_schema import read_schema
from tests.schema.reading import HEAD, TARGETS

MODELS = 'models:\n  A:\n    one: enum(Role)\n    two: array(enum(Role))\n    text: enum("Role")\n'


def read(enums: str, options: str = "{dialects: [postgres]}", models: str = MODELS) -> Schema:
    schema, problems = read_schema(
        f"{HEAD}options: {options}\nenums: {enums}\n{models}", "s.yaml", TARGETS
    )
    assert schema is not None, problems
    return schema


def types(schema: Schema) -> list[DataType]:
    fields = schema.models[0].fields
    return [each.type for each in fields if isinstance(each, DeclaredAttribute)]


def test_a_bare_name_refers_to_the_entry_and_a_text_is_a_value() -> None:
    one, two, text = types(read("{Role: [admin, user]}"))
    assert one == DataType("enum", values=("admin", "user"), type_name="Role")
    assert two == DataType("array", of=one)
    assert text == DataType("enum", values=("Role",))


def test_name_and_schema_of_the_type() -> None:
    for entry, options, name, schema in (
        ("[a]", "{naming: snake_case}", "role_kind", None),
        ("{values: [a], name: R, schema: s}", "{}", "R", "s"),
        ("[a]", "{schema: shop}", "RoleKind", "shop"),
        ("{values: [a], schema: public}", "{schema: shop}", "RoleKind", None),
    ):
        models = "models:\n  A:\n    one: enum(RoleKind)\n"
        (one,) = types(read(f"{{RoleKind: {entry}}}", options, models))
        assert (one.type_name, one.type_schema) == (name, schema)


def test_map_of_the_entry_holds_for_its_fields() -> None:
    (model,) = read("{Role: {values: [b], map: {a: b, c: null}}}").models
    assert [isinstance(each, DeclaredAttribute) and each.map for each in model.fields] == [
        (("a", "b"), ("c", None)),
        (("a", "b"), ("c", None)),
        (),
    ]


@pytest.mark.parametrize(
    ("enums", "message"),
    [
        ("{Role: []}", "the enum `Role` has no values"),
        ("{Role: [a, a]}", "the value `a` is in the enum twice"),
        ("{Role: {value: [a]}}", "unknown key of an enum `value`"),
        ("{A: {values: [a], name: t}, B: {values: [b], name: t}}", "are both the type `t`"),
        ("{Role: {values: [a], map: [b]}}", "`map` is a mapping of old values to new ones"),
    ],
)
def test_faults(enums: str, message: str) -> None:
    schema, problems = read_schema(f"{HEAD}enums: {enums}\nmodels: {{}}\n", "s.yaml", TARGETS)
    assert schema is None
    assert any(message in each.message for each in problems), problems
