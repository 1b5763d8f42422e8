"""sequelize-cli's spelling of attributes and ours, as typed at a shell."""

from __future__ import annotations

import json

import pytest

from scaffold.errors import Problem
from scaffold.schema.shorthand import read_associations, read_attributes, read_field_argument
from tests.schema.reading import attribute, field


def test_attributes_with_the_meanings_that_they_have_there() -> None:
    fields, problems = read_attributes(
        "first_name:string,bio:text, role:enum:{Admin, 'Guest User'} reviews:array:string "
        "paidAt:date,born:dateonly,paid:boolean,visits:array:date,code:char,data:BLOB"
    )
    assert problems == ()
    assert dict(fields) == {
        "first_name": "string",
        "bio": "text",
        "role": 'enum(Admin, "Guest User")',
        "reviews": "array(string)",
        "paidAt": "datetime",
        "born": "date",
        "paid": "boolean",
        "visits": "array(datetime)",
        "code": "char(255)",
        "data": "binary",
    }
    for name, line in fields:
        assert field(line).name == "a", name


@pytest.mark.parametrize(
    ("flag", "message", "hint"),
    [
        ("total:decimal", "decimal needs arguments", "'total: decimal(10, 2)'"),
        ("a:strng", "did you mean `string`", "`string`"),
        ("a:number", "unknown type `number`", "double"),
        ("a", "has no type", "--attributes"),
        ("a:string:b", "none of sequelize-cli's three forms", "--attributes"),
        ("a:enum", "enum needs arguments", "enum(draft, sent)"),
        ("a:", "`a:` has no type", "--attributes"),
        (":string", "`:string` has no name", "--attributes"),
        ("", "--attributes is empty", "--attributes"),
        ("price:string(20)", "has no arguments", "'price: string(20)'"),
        ("id:uuidv4", "unknown type `uuidv4`", "'id: uuid default(uuid)'"),
        ("role:enum:admin", "values are written in braces", "the shell takes the braces"),
        ("role:enum:{a,b", "values are written in braces", "in quotes"),
        ("role:enum:{a,,b}", "a value of the enum is missing", "role:enum:{admin,guest}"),
        ("userId:references:User", "is an association here", "user:belongsTo:Model"),
        ("userId:integer:references:User", "is an association here", "user:belongsTo:Model"),
        ("a:string:allowNull", "none of sequelize-cli's three forms", "'a: string required'"),
    ],
)
def test_unknown_attributes_are_refused(flag: str, message: str, hint: str) -> None:
    fields, (problem,) = read_attributes(flag)
    assert fields == ()
    assert message in problem.message and hint in (problem.hint or "")


def test_associations() -> None:
    fields, problems = read_associations(
        "customer:belongsTo:Customer,tags:belongsToMany:Tag:ProductTags"
    )
    assert problems == ()
    assert fields == (
        ("customer", "belongsTo(Customer)"),
        ("tags", "belongsToMany(Tag) through(ProductTags)"),
    )


def test_unknown_associations_are_refused() -> None:
    fields, problems = read_associations(
        "a:belongsto:B,c:hasMany,d:hasOne:E,f:belongsToMany:G,h:hasMany:I:J"
    )
    assert fields == (("d", "hasOne(E)"),)
    assert [problem.message for problem in problems] == [
        "`a:belongsto:B`: unknown association kind `belongsto`: did you mean `belongsTo`?",
        "`c:hasMany` is not an association",
        "`f:belongsToMany:G`: belongsToMany needs the join table",
        "`h:hasMany:I:J`: hasMany has no join table",
    ]
    assert all(problem.hint for problem in problems)
    assert "--associations is empty" in read_associations(" , ")[1][0].message


def test_values_of_an_enum_keep_their_spelling() -> None:
    values = ["a", "b c", 'say "hi"', "it's", "\\", "é"]
    ((_, line),), problems = read_attributes(f"role:enum:{{{','.join(values)}}}")
    assert not problems
    assert attribute(json.dumps(line)).type.values == tuple(values)


def test_field_arguments() -> None:
    assert read_field_argument(" total: decimal(10, 2) ") == ("total", "decimal(10, 2)")
    assert read_field_argument('at: time default("09:30")') == ("at", 'time default("09:30")')
    assert isinstance(read_field_argument("total"), Problem)
    assert isinstance(read_field_argument("total:"), Problem)
