"""Changes of foreign keys of several columns: the models before and after."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.changes.test_single_changes import changed
from tests.support.scratch import Scratch
from tests.support.sqlite_tables import Tables
from tests.support.unchecked_rows import fill

CITIES = """
City:
  postcode: integer primary
  name: string(80) primary
  code: integer
  area: integer
Person:
  postcode: integer
  town: string(80)
  code: integer
  area: integer
  city: belongsTo(City) foreignKey(postcode, town)
"""
TENANTS = """
Tenant:
  name: string(80)
Project:
  tenant: belongsTo(Tenant) primary
  number: integer primary
  title: string(80)
  tasks: hasMany(Task) onDelete(cascade)
Task:
  tenant: belongsTo(Tenant) required
  number: integer
  project: belongsTo(Project) foreignKey(TenantId, number)
"""
JOINED = """
A:
  bs: belongsToMany(B) through(AB)
B:
  x: integer
AB:
  a: belongsTo(A)
  b: belongsTo(B)
C:
  AId: integer
  BId: integer
"""
CITY = "  city: belongsTo(City) foreignKey(postcode, town)\n"
WITHOUT = changed((CITY, ""), before=CITIES)
UNIQUE = changed(
    ("  area: integer\nPerson", "  area: integer\n  $unique: [[code, area]]\nPerson"), before=CITIES
)
BY_CODE = changed(
    ("foreignKey(postcode, town)", "foreignKey(code, area) targetKey(code, area)"), before=UNIQUE
)


def cities(*edits: tuple[str, str]) -> tuple[str, str]:
    return CITIES, changed(*edits, before=CITIES)


def tenants(*edits: tuple[str, str]) -> tuple[str, str]:
    return TENANTS, changed(*edits, before=TENANTS)


_MODELS = "City|Person|Town|Human|Note|Tenant|Project|Task|A|B|C|AB"


def combined(pick: Callable[[int], bool]) -> tuple[str, str]:
    """Return the models of the chosen cases in one schema, each with a number of its own."""
    before: list[str] = []
    after: list[str] = []
    for at, pair in enumerate(CASES.values()):
        if pick(at):
            for texts, text in zip((before, after), pair, strict=True):
                texts.append(re.sub(rf"\b({_MODELS})\b", rf"\g<1>{at}", text))
    return "".join(before), "".join(after)


def fill_equal(scratch: Scratch) -> Tables:
    """Insert a row into every table, and give all columns that may be keys the same value."""
    tables = fill(scratch)
    updates = []
    for table in tables.values():
        values = {"postcode": "1", "zip": "1", "number": "1", "code": "1", "area": "1"}
        values |= {
            "name": "'x'",
            "town": "'x'",
            "otherCode": "1",
            "otherName": "'x'",
            "AId": "1",
            "BId": "1",
        }
        sets = [
            f"{scratch.quoted(column.name)} = {values[column.name]}"
            for column in table.columns
            if column.name in values
        ]
        if sets:
            updates.append(f"UPDATE {scratch.quoted(table.name)} SET {', '.join(sets)}")
    scratch.insert_unchecked(*updates)
    return scratch.tables()


CASES: dict[str, tuple[str, str]] = {
    "key added": (WITHOUT, CITIES),
    "key dropped": (CITIES, WITHOUT),
    "action changed": cities(("town)\n", "town) onDelete(cascade) onUpdate(noAction)\n")),
    "name declared": cities(("town)\n", "town) constraint(person_city)\n")),
    "key becomes logical": cities(("town)\n", "town) logical\n")),
    "key with its columns added": (
        "City:\n  postcode: integer primary\n  name: string(80) primary\nPerson:\n  age: integer\n",
        "City:\n  postcode: integer primary\n  name: string(80) primary\nPerson:\n  age: integer\n"
        "  postcode: integer\n  town: string(80)\n"
        "  city: belongsTo(City) foreignKey(postcode, town)\n",
    ),
    "key and unique added": (changed((CITY, ""), before=CITIES), BY_CODE),
    "unique and key dropped": (BY_CODE, changed((CITY, ""), before=CITIES)),
    "other target": (UNIQUE, BY_CODE),
    "unique becomes the primary key": (
        BY_CODE,
        changed(
            ("  postcode: integer primary\n  name: string(80) primary\n", ""),
            (
                "  code: integer\n  area: integer\n  $unique: [[code, area]]\n",
                "  code: integer primary\n  area: integer primary\n",
            ),
            before=BY_CODE,
        ),
    ),
    "columns renamed": cities(
        ("  postcode: integer\n", "  zip: integer was(postcode)\n"),
        ("(postcode, town)", "(zip, town)"),
    ),
    "target columns renamed": cities(
        ("  postcode: integer primary\n", "  zip: integer primary was(postcode)\n")
    ),
    "models renamed": cities(
        ("City:\n", "Town:\n  $was: City\n"),
        ("Person:\n", "Human:\n  $was: Person\n"),
        ("belongsTo(City)", "belongsTo(Town)"),
    ),
    "types changed": cities(
        ("  postcode: integer primary", "  postcode: bigint primary"),
        ("Person:\n  postcode: integer\n", "Person:\n  postcode: bigint\n"),
    ),
    "column becomes required": cities(
        ("  town: string(80)\n", '  town: string(80) required fill("-")\n')
    ),
    "column dropped": cities(("  town: string(80)\n", ""), (CITY, "")),
    "holder dropped": (CITIES, CITIES[: CITIES.index("Person:")]),
    "both dropped": (f"{CITIES}Note:\n  text: text\n", "Note:\n  text: text\n"),
    "hasMany becomes hasOne": cities(
        ("  area: integer\nPerson", "  area: integer\n  mayor: hasOne(Person)\nPerson")
    ),
    "shared column keeps its own key": tenants(
        ("tasks: hasMany(Task) onDelete(cascade)\n", "tasks: hasMany(Task)\n")
    ),
    "own key of a shared column dropped": tenants(
        ("Task:\n  tenant: belongsTo(Tenant) required\n", "Task:\n  TenantId: integer required\n"),
    ),
    "key of a shared column dropped": tenants(
        ("  tasks: hasMany(Task) onDelete(cascade)\n", ""),
        ("  project: belongsTo(Project) foreignKey(TenantId, number)\n", ""),
    ),
    "join table referred to": (JOINED, f"{JOINED}  ab: belongsTo(AB) foreignKey(AId, BId)\n"),
    "row of its own table": cities(
        (
            "  code: integer\n  area: integer\nPerson",
            "  code: integer\n  area: integer\n  otherCode: integer\n  otherName: string(80)\n"
            "  other: belongsTo(City) foreignKey(otherCode, otherName) onDelete(cascade)\nPerson",
        ),
    ),
}
