"""Foreign keys of several attributes: what they refer to, their ends, and what is refused."""

from __future__ import annotations

import pytest

from scaffold.changes.outcome import changes
from scaffold.changes.snapshot import snapshot
from scaffold.changes.tables_before import conditions_of
from scaffold.database.composite_association import CompositeAssociation
from scaffold.database.operations import AddCompositeKey
from scaffold.database.resolve import resolve
from scaffold.database.tables import (
    CompositeForeignKey,
    Database,
    TableName,
)
from scaffold.schema.read_schema import read_schema
from tests.database.resolving import TARGETS, read, refused, resolved, schema_text, table

CITY = """
City:
  postcode: integer primary
  name: string(80) primary
  code: integer
  year: integer
  $unique: [[code, year]]
"""
PERSON = """
Person:
  postcode: integer
  town: string(80)
  code: integer
  year: integer
"""


def models(person: str = "", city: str = "") -> str:
    return CITY + city + PERSON + person


def key(database: Database, name: str) -> CompositeForeignKey:
    (found,) = table(database, name).composite_keys
    return found


def end(database: Database, label: str) -> CompositeAssociation:
    model, alias = label.split(".")
    return next(each for each in database.model(model).composites if each.alias == alias)


def test_the_primary_key_is_the_default() -> None:
    database = resolved(models("  city: belongsTo(City) foreignKey(postcode, town)\n"))
    assert key(database, "People") == CompositeForeignKey(
        "People_postcode_town_fkey",
        ("postcode", "town"),
        TableName("Cities"),
        ("postcode", "name"),
        "SET NULL",
        "CASCADE",
    )
    assert [index.columns for index in table(database, "People").indexes] == [("postcode", "town")]
    assert database.model("Person").associations == ()


def test_both_forms_are_equal() -> None:
    line = (
        "  city: belongsTo(City) foreignKey(code, year) targetKey(code, year) onDelete(cascade)\n"
    )
    mapping = (
        "  city: {belongsTo: City, foreignKey: [code, year], targetKey: [code, year], "
        "onDelete: cascade}\n"
    )
    assert resolved(models(line)) == resolved(models(mapping))


def test_the_only_unique_of_that_size_is_a_default() -> None:
    place = "Place:\n  code: integer\n  year: integer\n  $unique: [[code, year]]\n"
    database = resolved(place + PERSON + "  place: belongsTo(Place) foreignKey(code, year)\n")
    assert key(database, "People").keys == ("code", "year")


@pytest.mark.parametrize(
    ("person", "city"),
    [
        (
            "  city: belongsTo(City) foreignKey(postcode, town) inverse(people)\n",
            "  people: hasMany(Person)\n",
        ),
        ("  city: belongsTo(City) foreignKey(postcode, town)\n", "  people: hasMany(Person)\n"),
        ("  city: belongsTo(City)\n", "  people: hasMany(Person) foreignKey(postcode, town)\n"),
        (
            "  city: belongsTo(City) foreignKey(postcode, town)\n",
            "  people: hasMany(Person) foreignKey(postcode, town) sourceKey(postcode, name)\n",
        ),
    ],
    ids=["inverse", "remaining", "remaining belongsTo", "same foreignKey"],
)
def test_two_ends_share_a_key(person: str, city: str) -> None:
    database = resolved(models(person, city))
    assert end(database, "Person.city").inverse == "people"
    assert end(database, "City.people").inverse == "city"
    assert key(database, "People").columns == ("postcode", "town")


def test_a_has_one_makes_the_columns_unique() -> None:
    database = resolved(models("", "  mayor: hasOne(Person) foreignKey(postcode, town)\n"))
    (index,) = table(database, "People").indexes
    assert (index.columns, index.unique) == (("postcode", "town"), True)


def test_a_column_may_be_a_foreign_key_of_its_own() -> None:
    database = resolved(
        """
        Tenant: {name: string}
        Project: {tenant: belongsTo(Tenant) primary, number: integer primary}
        Task:
          tenant: belongsTo(Tenant) required
          number: integer
          project: belongsTo(Project) foreignKey(TenantId, number)
          $indexes: [[project, tenant]]
        """.replace("[[project, tenant]]", "[[tenant], {fields: [project], unique: true}]")
    )
    task = table(database, "Tasks")
    assert [each.column for each in task.foreign_keys] == ["TenantId"]
    assert key(database, "Tasks").columns == ("TenantId", "number")
    assert key(database, "Tasks").on_delete == "RESTRICT"
    assert {index.columns for index in task.indexes} == {("TenantId",), ("TenantId", "number")}
    assert not end(database, "Task.project").required


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("foreignKey(postcode, twon)", "`Person` has no attribute `twon`: did you mean `town`?"),
        ("foreignKey(postcode, town, year)", "the primary key of `City` has 2"),
        ("foreignKey(postcode, town) targetKey(code, postcode)", "nor unique together"),
        ("foreignKey(postcode, town) targetKey(postcode)", "names one attribute, and"),
        ("foreignKey(town, postcode)", "`Person.town` (line 14) is `string(80)`, but refers to"),
        (
            "foreignKey(town, postcode) targetKey(name, postcode)",
            "another order than the index",
        ),
        ("foreignKey(postcode, town) required", "is required, but the attributes"),
        ("foreignKey(postcode, town) column(x)", "`column` on `Person.city` has no meaning"),
        (
            "foreignKey(postcode, town) logical constraint(x)",
            "`constraint` on `Person.city` has",
        ),
        ("foreignKey(postcode, town) onDelete(setDefault)", "is not supported by MySQL"),
    ],
)
def test_what_is_refused(line: str, expected: str) -> None:
    problems = refused(models(f"  city: belongsTo(City) {line}\n"))
    assert expected in problems[0].message, problems
    assert problems[0].hint


def test_other_refusals() -> None:
    twice = "".join(f"  {name}: belongsTo(City) foreignKey(postcode, town)\n" for name in "ab")
    assert "would be the foreign key of several" in refused(models(twice))[0].message
    city = "  city: belongsTo(City) foreignKey(postcode, town)\n"
    home = "  home: belongsTo(City) foreignKey(code)\n"
    found = refused(models(city + home, "  people: hasMany(Person)\n"))
    assert any("it is ambiguous" in each.message for each in found)
    fixed = (
        "Home:\n  code: integer required\n  year: integer\n"
        "  city: belongsTo(City) foreignKey(code, year) targetKey(code, year) onDelete(setNull)\n"
    )
    assert "`code` (line 18) is required" in refused(CITY + "\n" * 6 + fixed)[-1].message


def test_an_enum_is_a_type_of_its_own_on_postgresql() -> None:
    kinds = "enum(a, b)"
    text = (
        "Place:\n  kind: {0} primary\n  number: integer primary\n"
        "Visit:\n  kind: {0}\n  number: integer\n"
        "  place: belongsTo(Place) foreignKey(kind, number)"
    )
    (problem,) = refused(text.format(kinds))
    assert problem.message.startswith("`Visit.kind` refers to `Place.kind`, an enum: each enum is")
    resolved(text.format(kinds) + " logical")
    resolved(text.format(kinds), "dialects: [sqlite, mysql]")
    shared = schema_text(text.format("enum(Kind)")).replace(
        "models:", "enums: {Kind: [a]}\nmodels:"
    )
    schema, _ = read_schema(shared, "s.yaml", TARGETS)
    assert schema is not None and not resolve(schema)[1]


def test_the_hint_for_a_composite_primary_key_can_be_followed() -> None:
    (problem,) = refused(CITY + "Home:\n  rooms: integer\n  city: belongsTo(City)\n")
    assert problem.hint == (
        "Declare `cityPostcode: integer` and `cityName: string(80)` in `Home`, and write "
        "`foreignKey(cityPostcode, cityName)` on `Home.city`."
    )


def test_rows_must_refer_to_a_row_before_a_key_is_added() -> None:
    database = resolved(models("  city: belongsTo(City) foreignKey(postcode, town)\n"))
    added = AddCompositeKey(TableName("People"), key(database, "People"))
    (condition,) = conditions_of((added,))
    assert condition.expression is not None
    assert condition.expression.startswith("{People}.{postcode} IS NOT NULL AND {People}.{town}")
    assert "NOT EXISTS (SELECT 1 FROM {Cities} AS {scaffold_found} WHERE" in condition.expression


def test_both_ends_of_a_composite_key_may_have_another_alias() -> None:
    before = models(
        "  city: belongsTo(City) foreignKey(postcode, town)\n", "  people: hasMany(Person)\n"
    )
    after = before.replace("city:", "place:").replace("town)\n", "town) was(city)\n")
    after = after.replace("people: hasMany(Person)", "inhabitants: hasMany(Person) was(people)")
    found = changes(snapshot(resolved(before)), resolved(after), read(after))
    assert (found.problems, found.questions, found.operations) == ((), (), ())


@pytest.mark.parametrize("also", ["", " onDelete(cascade)"])
def test_what_rows_get_in_a_composite_key_must_be_the_key_of_a_row(also: str) -> None:
    before = models("  city: belongsTo(City) foreignKey(postcode, town) onDelete(restrict)\n")
    after = before.replace("postcode: integer\n", "postcode: integer required fill(1)\n")
    after = after.replace("town: string(80)\n", 'town: string(80) required fill("a")\n')
    after = after.replace(" onDelete(restrict)", also or " onDelete(restrict)")
    found = changes(snapshot(resolved(before)), resolved(after), read(after))
    # A migration knows only the tables of its own operations.
    for conditions in (found.conditions, conditions_of(tuple(found.operations))):
        last = [each.expression for each in conditions if each.kind == "composite key"][-1]
        assert last is not None
        assert "FROM {Cities}" in last
        assert "COALESCE({People}.{postcode}, '1')" in last
        assert "COALESCE({People}.{town}, 'a')" in last


def test_what_rows_get_in_a_key_that_stays_may_be_the_key_of_a_row() -> None:
    before = "A:\n  x: integer\nB:\n  a: belongsTo(A) onDelete(restrict)\n"
    after = before.replace("belongsTo(A)", "belongsTo(A) required fill(7)")
    found = changes(snapshot(resolved(before)), resolved(after), read(after))
    (condition,) = (each for each in conditions_of(tuple(found.operations)) if each.kind == "fill")
    assert condition.foreign_key is not None
    assert condition.allowed == ("7",)


def test_a_key_stays_where_its_target_is_renamed() -> None:
    before = models("  city: belongsTo(City) foreignKey(postcode, town)\n")
    after = before.replace("City:\n", "Town:\n  $was: City\n").replace("(City)", "(Town)")
    after = after.replace("  name: string(80) primary", "  title: string(80) primary was(name)")
    found = changes(snapshot(resolved(before)), resolved(after), read(after))
    assert (found.problems, found.questions) == ((), ())
    assert {type(each).__name__ for each in found.operations} <= {
        "RenameTable",
        "RenameColumn",
        "RenameIndex",
    }
