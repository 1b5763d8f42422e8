"""Fields in both forms, with their types."""

from __future__ import annotations

import pytest

from scaffold.schema.data_types import DataType, Default
from scaffold.schema.model import DeclaredAssociation, DeclaredAttribute
from scaffold.schema.reference import KINDS, MODIFIERS
from scaffold.schema.type_table import TYPES
from tests.schema.reading import HEAD, attribute, field, problem, read, valid

TYPES_WRITTEN = {
    "string": DataType("string"),
    "STRING": DataType("string"),
    "varchar(20)": DataType("string", length=20),
    "char(2)": DataType("char", length=2),
    "TEXT": DataType("text"),
    "bool": DataType("boolean"),
    "BOOLEAN": DataType("boolean"),
    "tinyint": DataType("tinyint"),
    "int": DataType("integer"),
    "integer unsigned": DataType("integer", unsigned=True),
    "bigint": DataType("bigint"),
    "decimal(10, 2)": DataType("decimal", precision=10, scale=2),
    "NUMERIC(4,0)": DataType("decimal", precision=4, scale=0),
    "double": DataType("double"),
    "date": DataType("date"),
    "DATEONLY": DataType("date"),
    "datetime": DataType("datetime"),
    "timestamp": DataType("datetime"),
    "datetime(0)": DataType("datetime", length=0),
    "BLOB": DataType("binary"),
    "UUID": DataType("uuid"),
    "JSONB": DataType("jsonb"),
    "enum(a, 'b c', \"d`${x}\")": DataType("enum", values=("a", "b c", "d`${x}")),
    'enum("a\\nb", "c\\"d", \'"\')': DataType("enum", values=("a\nb", 'c"d', '"')),
    "array(array(enum(a, b)))": DataType(
        "array", of=DataType("array", of=DataType("enum", values=("a", "b")))
    ),
    "range(decimal)": DataType("range", of=DataType("decimal")),
    'type("VARCHAR(20) COLLATE NOCASE")': DataType("type", native="VARCHAR(20) COLLATE NOCASE"),
}


@pytest.mark.parametrize("line", TYPES_WRITTEN)
def test_types(line: str) -> None:
    assert attribute(line).type == TYPES_WRITTEN[line]


@pytest.mark.parametrize("word", TYPES.values(), ids=lambda word: word.name)
def test_every_type_of_the_table_is_read_in_any_case(word: object) -> None:
    known = TYPES[getattr(word, "name", "")]
    example = known.example or known.name
    name, paren, rest = example.partition("(")
    assert attribute(example).type.name == known.name
    if name != "date":
        assert attribute(name.upper() + paren + rest).type.name == known.name


@pytest.mark.parametrize("name", ["on", "no", "yes", "null", "true", "y", "order", "naïve", "_x"])
def test_names_with_another_meaning_in_yaml_or_sql(name: str) -> None:
    assert field("string", name).name == name


EQUAL_FORMS = {
    "string(120) required unique": "{type: string, length: 120, required: true, unique: true}",
    "decimal(10, 2) default(0)": "{type: decimal, precision: 10, scale: 2, default: 0}",
    "enum(a, b) default(a) index": "{type: enum, values: [a, b], default: a, index: true}",
    "array(decimal(10, 2))": "{type: array, of: {type: decimal, precision: 10, scale: 2}}",
    "array(text)": "{type: array, of: text}",
    "datetime(3) default(now)": "{type: datetime, length: 3, default: now}",
    "boolean default(true)": '{"type": "boolean", "default": "true"}',
    "uuid default(uuid) primary": '{"type": "uuid", "default": "uuid", "primary": true}',
    'text comment("a, b") column(c) was(d)': '{type: text, comment: "a, b", column: c, was: d}',
    'integer unsigned check("{a} > 0")': '{type: integer, unsigned: true, check: "{a} > 0"}',
    'type("POINT")': "{type: 'type(\"POINT\")'}",
    "string required fill(x)": "{type: string, required: true, fill: x}",
    "uuid required fill(uuid)": "{type: uuid, required: true, fill: uuid}",
    "enum(a, b) map(c, a, d, null)": "{type: enum, values: [a, b], map: {c: a, d: null}}",
    'enum(a, b) map(c, "null")': "{type: enum, values: [a, b], map: {c: 'null'}}",
    "belongsTo(Order) required fill(1)": "{belongsTo: Order, required: true, fill: 1}",
    "json default('[1]')": "{type: json, default: '[1]'}",
    'string default("null")': '{type: string, default: "null"}',
    "string unique(a_key) index(by_a)": "{type: string, unique: a_key, index: by_a}",
    'uuid default(sql("gen_random_uuid()"))': '{type: uuid, default: {sql: "gen_random_uuid()"}}',
    "datetime(3) local": "{type: datetime, length: 3, local: true}",
    "datetime default(now) onUpdateNow": "{type: datetime, default: now, onUpdateNow: true}",
    'char(4) collate("de-x-icu")': "{type: char, length: 4, collate: de-x-icu}",
    'integer generated("{b} * 2") required': (
        '{type: integer, generated: "{b} * 2", required: true}'
    ),
    "belongsTo(Order) default(1) constraint(fk) unique(u) index(i)": (
        "{belongsTo: Order, default: 1, constraint: fk, unique: u, index: i}"
    ),
    "hasOne(Order) unique(u) constraint(fk)": "{hasOne: Order, unique: u, constraint: fk}",
    'belongsTo(Order) default(sql("1"))': "{belongsTo: Order, default: {sql: '1'}}",
    "belongsTo(Order) required onDelete(cascade)": (
        "{belongsTo: Order, required: true, onDelete: cascade}"
    ),
    "hasMany(Order) scope(kind, x) singular(one)": (
        "{hasMany: Order, scope: [kind, x], singular: one}"
    ),
    "belongsToMany(Order) through(X) otherKey(b)": (
        "{belongsToMany: Order, through: X, otherKey: b}"
    ),
}


@pytest.mark.parametrize("line", EQUAL_FORMS)
def test_both_forms_are_equal(line: str) -> None:
    assert field(line) == field(EQUAL_FORMS[line])


def test_decimal_without_digits_on_postgresql_alone() -> None:
    head = "version: 1\ntargets: {sequelize: {}}\noptions: {dialects: [postgres]}\nmodels:\n"
    for line in ("decimal default(12.50)", "{type: decimal, default: 12.50}"):
        schema, problems = read(f"{head}  A: {{a: {line}}}\n")
        assert schema is not None, problems
        (one,) = schema.models[0].fields
        assert isinstance(one, DeclaredAttribute)
        assert (one.type, one.default) == (DataType("decimal"), Default("number", "12.50"))


def test_attribute_with_everything() -> None:
    line = 'integer required unique index primary autoincrement column("a b") comment("c") was(d)'
    one = field(line)
    assert one == DeclaredAttribute(
        "a",
        one.location,
        DataType("integer"),
        required=True,
        unique=True,
        index=True,
        primary=True,
        autoincrement=True,
        column="a b",
        comment="c",
        was="d",
    )
    assert one.location_of("unique").column == one.location.column + 3 + line.index("unique")


def test_association_with_everything() -> None:
    one = field(
        "belongsToMany(Tag) through(ProductTags) foreignKey(a) otherKey(b) onDelete(noAction) "
        "onUpdate(setDefault) inverse(c) sourceKey(d) targetKey(e) logical scope(f, 1) "
        "throughScope(g, h) singular(tag) was(labels)"
    )
    assert one == DeclaredAssociation(
        "a",
        one.location,
        "belongsToMany",
        "Tag",
        through="ProductTags",
        foreign_key="a",
        other_key="b",
        on_delete="NO ACTION",
        on_update="SET DEFAULT",
        inverse="c",
        source_key="d",
        target_key="e",
        logical=True,
        scope=("f", "1"),
        through_scope=("g", "h"),
        singular="tag",
        was="labels",
    )
    assert one.location_of("target").column == one.location.column + 3 + len("belongsToMany(")


def test_undeclared_and_false_are_different() -> None:
    silent = field("belongsTo(Order)")
    said = field("{belongsTo: Order, required: false, unique: false, logical: false}")
    assert isinstance(silent, DeclaredAssociation) and isinstance(said, DeclaredAssociation)
    assert (silent.required, silent.unique, silent.logical) == (None, None, None)
    assert (said.required, said.unique, said.logical) == (False, False, False)


DEFAULTS = {
    "string default(now)": Default("text", "now"),
    "string default(5)": Default("text", "5"),
    'string default("")': Default("text", ""),
    'text default("it\'s */ ${x}")': Default("text", "it's */ ${x}"),
    "integer default(+007)": Default("number", "7"),
    "integer default(-0)": Default("number", "0"),
    "bigint default(-9223372036854775808)": Default("number", "-9223372036854775808"),
    "integer unsigned default(4294967295)": Default("number", "4294967295"),
    "integer default(4294967295) unsigned": Default("number", "4294967295"),
    "decimal(10, 2) default(-0.50)": Default("number", "-0.50"),
    "decimal(10, 2) default(.5)": Default("number", "0.5"),
    "decimal(4, 2) default(0099.99)": Default("number", "99.99"),
    "decimal(2, 2) default(0.99)": Default("number", "0.99"),
    "double default(1E+300)": Default("number", "1e300"),
    "boolean default(false)": Default("boolean", "false"),
    "date default(now)": Default("now"),
    "date default(2024-02-29)": Default("text", "2024-02-29"),
    "datetime default(now)": Default("now"),
    "datetime default(2030-01-01T00:30:00+02:00)": Default("text", "2029-12-31 22:30:00"),
    'datetime(3) default("2030-01-01 10:00:00.125")': Default("text", "2030-01-01 10:00:00.125"),
    "time default(09:30)": Default("text", "09:30:00"),
    "uuid default(uuid)": Default("uuid"),
    "uuid default(C56A4180-65AA-42EC-A945-5FD21DEC0538)": Default(
        "text", "c56a4180-65aa-42ec-a945-5fd21dec0538"
    ),
    """json default('{"a": [1, null]}')""": Default("json", '{"a":[1,null]}'),
    "jsonb default('null')": Default("json", "null"),
    """array(text) default('["a", "b"]')""": Default("json", '["a","b"]'),
    "array(integer) default('[]')": Default("json", "[]"),
    "enum('it''s', b) default('it''s')": Default("text", "it's"),
    "inet default(10.0.0.1)": Default("text", "10.0.0.1"),
    'type("XML") default("<a/>")': Default("text", "<a/>"),
    'type("INT4") default(5)': Default("number", "5"),
}


@pytest.mark.parametrize("line", DEFAULTS)
def test_defaults(line: str) -> None:
    yaml = "'" + line.replace("'", "''") + "'"
    assert attribute(yaml).default == DEFAULTS[line]


@pytest.mark.parametrize(
    "line",
    [
        "integer default(1.0)",
        "integer default(true)",
        'integer default("1")',
        "boolean default(1)",
        'boolean default("true")',
        "decimal(10, 2) default(1e2)",
        "float default(nan)",
        "date default(2023-02-29)",
        "datetime default(2030-01-01T24:00:00)",
        "datetime default(2030-01-01T10:00:00.5)",
        'datetime default("now")',
        "time default(now)",
        "uuid default(x)",
        "json default(5)",
        "'json default(\"NaN\")'",
        "'json default(\"" + "[" * 100_000 + "\")'",
        "'array(integer) default(\"[1, true]\")'",
        "'array(integer) default(\"{}\")'",
        "enum(a, b) default(c)",
        "binary default(x)",
        "cidr default(10.0.0.1/8)",
        'type("TIMESTAMP") default(now)',
        "string(3) default(four)",
        "string default(null)",
    ],
)
def test_defaults_that_do_not_fit(line: str) -> None:
    where = problem(line).where
    assert where is not None
    assert where.column == len("    a: ") + line.index("default(") + len("default(") + 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("word", MODIFIERS)
def test_modifier_is_accepted_only_where_the_reference_allows_it(kind: str, word: str) -> None:
    argument = {
        "flag": "",
        "action": "(cascade)",
        "pair": "(a, b)",
    }.get(MODIFIERS[word].value, "(x)")
    through = " through(J)" if kind == "belongsToMany" and word != "through" else ""
    line = f"{kind}(Order){through} {word}{argument}"
    if kind in MODIFIERS[word].on:
        assert field(line).location_of(word) != field(line).location
    else:
        said = problem(line)
        assert f"`{word}` has no meaning for {kind}" in said.message
        assert said.where is not None and said.where.column == 8 + line.index(f" {word}") + 1


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("integer fill(x)", "`x`", "fill("),
        ("integer fill(null)", "`null` is not a fill", "fill"),
        ("integer fill", "`fill` takes one argument", "fill(0)"),
        ("hasMany(A) fill(1)", "`fill` has no meaning for hasMany", "belongsTo"),
        ("belongsTo(A) fill(null)", "`null` is not a value of the foreign key", "fill(1)"),
        ("enum(a) map(b)", "`map` takes pairs", "map(old, new)"),
        ("enum(a) map", "`map` takes pairs", "map(old, new)"),
        ("enum(a) map(b, a, b, null)", "`map` has a new value for `b` twice", "Remove one"),
        ("enum(a) map(b, f(x))", "`f(…)` is given where a value", "quotes"),
        ("belongsTo(A) map(b, a)", "`map` has no meaning for belongsTo", "attributes"),
        ("{type: enum, values: [a], map: x}", "`map` is a mapping", "map: {old: new}"),
        ("{type: enum, values: [a], map: {}}", "`map` is a mapping", "map: {old: new}"),
        ("{type: enum, values: [a], map: {b: [a]}}", "`map` is a mapping", "map: {old: new}"),
    ],
)
def test_fill_and_map_that_mean_nothing_are_named(line: str, message: str, hint: str) -> None:
    found = problem(line)
    assert message in found.message
    assert hint in (found.hint or "")


def test_equal_lines_have_terms_in_their_own_places() -> None:
    text = "belongsTo(Order) onDelete(cascade) required"
    models = (
        "models:\n"
        f"  Order:\n    parent: {text}\n    root:   {text}\n    other: '{text}'\n"
        f"    block: >-\n      {text}\n"
        f"  Item: {{order: {text}}}\n"
    )
    order, item = valid(HEAD + models).models
    parent, *others = (*order.fields, *item.fields)
    lines = (HEAD + models).split("\n")
    for each in (parent, *others):
        assert isinstance(each, DeclaredAssociation)
        assert (each.kind, each.required, each.on_delete) == ("belongsTo", True, "CASCADE")
        for word in ("belongsTo", "target", "onDelete", "required"):
            where = each.location_of(word)
            written = "Order" if word == "target" else word
            if each.name != "block":
                assert lines[where.line - 1][where.column - 1 :].startswith(written)
    assert [each.name for each in others] == ["root", "other", "block", "order"]
