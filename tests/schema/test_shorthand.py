"""sequelize-cli's spelling and ours, typed at a shell."""

from __future__ import annotations

import pytest

from scaffold.errors import Problem
from scaffold.schema.shorthand import read_associations, read_attributes, read_field_argument
from tests.schema.reading import field


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
    ],
)
def test_attributes_that_are_not_understood(flag: str, message: str, hint: str) -> None:
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


def test_associations_that_are_not_understood() -> None:
    fields, problems = read_associations("a:belongsto:B,c:hasMany,d:hasOne:E")
    assert fields == (("d", "hasOne(E)"),)
    assert "did you mean `belongsTo`" in problems[0].message
    assert "is not an association" in problems[1].message


def test_field_arguments() -> None:
    assert read_field_argument(" total: decimal(10, 2) ") == ("total", "decimal(10, 2)")
    assert read_field_argument('at: time default("09:30")') == ("at", 'time default("09:30")')
    assert isinstance(read_field_argument("total"), Problem)
    assert isinstance(read_field_argument("total:"), Problem)
