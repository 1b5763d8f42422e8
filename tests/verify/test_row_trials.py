"""Sample rows: values differ, foreign keys and CHECKs are satisfied."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from scaffold.database.tables import Column, Database
from scaffold.schema.data_types import DataType
from scaffold.verify.rows.association_trials import Limits, association_trial
from scaffold.verify.rows.checks import satisfying_forms
from scaffold.verify.rows.known_rows import KnownRows
from scaffold.verify.rows.row_trials import choices, row_trial
from scaffold.verify.rows.samples import distinct, sample
from scaffold.verify.rows.trial_types import (
    AssociationTrial,
    Cells,
    NotTriedError,
    RowTrial,
    TrialReference,
    TrialValue,
)
from tests.targets.rendering import HEAD, database_of

TYPES = [
    *(DataType(name) for name in ("string", "text", "boolean", "tinyint", "smallint", "integer")),
    *(DataType(name) for name in ("bigint", "float", "double", "real", "date", "datetime", "time")),
    *(DataType(name) for name in ("uuid", "json", "jsonb", "binary", "citext", "inet", "cidr")),
    *(DataType(name) for name in ("macaddr", "hstore", "tsvector")),
    DataType("char", 2),
    DataType("string", 3),
    DataType("decimal", precision=4, scale=2),
    DataType("decimal", precision=3, scale=3),
    DataType("enum", values=("a", "b", "c")),
    DataType("array", of=DataType("array", of=DataType("integer"))),
    DataType("range", of=DataType("date")),
    DataType("range", of=DataType("decimal", precision=6, scale=2)),
    DataType("type", native="VARCHAR(30)"),
    DataType("type", native="int4[]"),
]


@pytest.mark.parametrize("data_type", TYPES, ids=str)
def test_samples_differ_up_to_the_number_of_values(data_type: DataType) -> None:
    column = Column("c", data_type)
    count = min(distinct(column) or 50, 50)
    values = {json.dumps(sample(column, number, key=True)) for number in range(1, count + 1)}
    assert len(values) == count


@pytest.mark.parametrize("length", [1, 2, 5, 6, 255])
def test_sample_texts_have_at_most_their_length(length: int) -> None:
    for number in (1, 9, 30):
        assert len(sample(Column("c", DataType("string", length)), number)) <= length
        assert len(sample(Column("c", DataType("char", length)), number)) == length


def test_unknown_native_type_has_a_sample_only_on_sqlite() -> None:
    column = Column("c", DataType("type", native="WEIRD(3)"))
    with pytest.raises(NotTriedError, match=r'no value of type\("WEIRD\(3\)"\) is known'):
        sample(column, 1)
    assert sample(column, 1, loose=True) == "value1"


@pytest.mark.parametrize(
    "field",
    [
        'x: integer required check("{x} > 1000 AND {x} < 1003")',
        'x: integer required check("{x} IN (7, 9)")',
        "x: \"decimal(6, 2) required check('{x} > 9.5 AND {x} < 9.7')\"",
        'x: float required check("{x} BETWEEN 0 AND 1")',
        "x: \"string required check('{x} LIKE ''%@%''')\"",
        "x: \"string(2) required check('length({x}) = 2 AND upper({x}) = {x}')\"",
        "x: \"enum(a, b, c) required check('{x} <> ''a'' AND {x} <> ''b''')\"",
        'x: boolean required check("NOT {x}")',
        "x: \"date required check('{x} > ''2150-01-01''')\"",
        "x: \"datetime check('{x} < ''2010-01-01''')\"",
        'x: smallint unique required check("{x} < -5")',
        'x: string check("{x} IS NULL")',
        'x: bigint required check("{x} >= 5000000000")',
    ],
)
def test_checks_are_satisfied(field: str) -> None:
    database = database_of(f"{HEAD}models:\n  A:\n    {field}\n")
    (model,) = database.models
    known = KnownRows(database, "sqlite")
    assert next(satisfying_forms(model, choices(known, model)))


def test_checks_of_several_columns_are_satisfied_together() -> None:
    checks = '["{from} > {to}", "{low} < {high} AND {high} < 5", "{a} IS NULL OR {b} IS NULL"]'
    fields = "from: date required, to: date required, low: integer required, high: integer required"
    text = f"{HEAD}models:\n  A: {{{fields}, a: string, b: string, $checks: {checks}}}\n"
    database = database_of(text)
    cells = trial(database, "A").full
    assert value(cells, "from") > value(cells, "to")
    assert value(cells, "low") < value(cells, "high") < 5
    assert None in (value(cells, "a"), value(cells, "b"))


def test_check_with_unknown_sql_is_left_to_the_database() -> None:
    database = database_of(
        "version: 1\ntargets: {sequelize: {}}\noptions: {dialects: [postgres]}\nmodels:\n"
        "  A: {code: 'string required check(\"{code} ~ ''^[a-z]+$'' AND length({code}) > 100\")'}\n"
    )
    assert (
        len(
            list(
                satisfying_forms(
                    database.models[0], choices(KnownRows(database, "postgres"), database.models[0])
                )
            )
        )
        == 12
    )


def test_unsatisfiable_check_is_a_reason_not_to_try() -> None:
    database = database_of(
        f"{HEAD}models:\n  A: {{x: 'integer check(\"{{x}} = {{x}} + 1 AND {{x}} IS NOT NULL\")'}}\n"
    )
    with pytest.raises(NotTriedError, match="no values were found that satisfy"):
        trial(database, "A")


def test_required_rows_are_written_first_and_shared() -> None:
    models = """
  A: {b: belongsTo(B) required, c: belongsTo(C)}
  B: {c: belongsTo(C) required}
  C: {n: string}
"""
    made = trial(database_of(f"{HEAD}models:{models}"), "A")
    assert [row.model for row in made.rows] == ["C", "B"]
    assert made.full["BId"] == TrialReference(made.rows[1].number, "id")
    assert "CId" not in made.full
    assert not made.cyclic


def test_unique_foreign_keys_have_a_row_each() -> None:
    models = "  A: {b: belongsTo(B) required unique}\n  B: {n: string}\n"
    made = trial(database_of(f"{HEAD}models:\n{models}"), "A")
    assert made.minimal is not None
    referred = [cells["BId"] for cells in (made.full, made.minimal, *made.bulk)]
    assert len({each.row for each in referred if isinstance(each, TrialReference)}) == 4


def test_cycle_of_required_keys_is_closed_by_a_known_key() -> None:
    models = "  A: {b: belongsTo(B) required}\n  B: {a: belongsTo(A) required}\n"
    made = trial(database_of(f"{HEAD}models:\n{models}"), "A")
    assert made.cyclic
    (first, *_) = made.rows
    assert first.model == "B"
    assert value(first.cells, "AId") == value(made.full, "id")


def test_row_that_refers_to_itself_is_not_a_cycle() -> None:
    made = trial(database_of(f"{HEAD}models:\n  A: {{a: belongsTo(A) required}}\n"), "A")
    assert (made.cyclic, made.circular, made.rows) == (False, True, ())
    assert value(made.full, "AId") == value(made.full, "id")


def test_few_values_of_a_unique_column_are_enough_for_one_row() -> None:
    made = trial(database_of(f"{HEAD}models:\n  A: {{on: boolean required unique}}\n"), "A")
    assert (made.minimal is not None, made.bulk) == (True, ())


def test_chain_of_required_keys_has_a_greatest_length() -> None:
    models = [f"  M{at}: {{next: belongsTo(M{at + 1}) required}}" for at in range(150)]
    text = "\n".join([f"{HEAD}models:", *models, "  M150: {n: string}", ""])
    with pytest.raises(NotTriedError, match="more than 100 other rows"):
        trial(database_of(text), "M0")


MANY = """
  A: {n: string, bs: hasMany(B), cs: belongsToMany(C) through(AC), d: hasOne(D)}
  B: {n: string}
  C: {n: string}
  D: {n: string, a: belongsTo(A) required}
  AC: {a: belongsTo(A) required, c: belongsTo(C) required, rank: integer required, note: string}
"""


def test_steps_use_every_accessor() -> None:
    database = database_of(f"{HEAD}models:{MANY}")
    found = {each.alias: {step.operation for step in each.steps} for each in associations(database)}
    many = {"get", "include", "set", "clear", "add", "remove", "has", "count", "create"}
    assert found["bs"] == found["cs"] == many
    # Its foreign key takes no null.
    assert found["d"] == {"get", "include", "set", "create"}


def test_required_join_columns_are_set_with_each_pair() -> None:
    database = database_of(f"{HEAD}models:{MANY}")
    (made,) = (each for each in associations(database) if each.alias == "cs")
    through = [step.through for step in made.steps if step.operation in ("add", "set", "create")]
    assert all(each is not None and {*each} == {"rank"} for each in through)


def test_operations_that_a_framework_lacks_are_left_out() -> None:
    database = database_of(f"{HEAD}models:{MANY}")
    limits: Limits = {"add": "x", "set": "x", "remove": "x", "clear": "x", "has": "x"}
    (made,) = (each for each in associations(database, limits) if each.alias == "bs")
    assert {step.operation for step in made.steps} == {"get", "include", "count", "create"}
    assert len([row for row in made.rows if row.model == "B"]) == 3


def test_declared_timestamp_is_left_to_sequelize() -> None:
    database = database_of(f"{HEAD}models:\n  A:\n    updatedAt: datetime required default(now)\n")
    made = trial(database, "A")
    assert "updatedAt" not in made.full
    assert made.update is None


def trial(database: Database, name: str) -> RowTrial:
    """The trial of a model, every model's CHECKs satisfied in the likeliest way."""
    known = KnownRows(database, "sqlite")
    found = {
        each.name: next(satisfying_forms(each, choices(known, each))) for each in database.models
    }
    return row_trial(known, found, database.model(name))


def associations(database: Database, limits: Limits | None = None) -> Iterator[AssociationTrial]:
    known = KnownRows(database, "sqlite")
    for model in database.models:
        for association in model.associations:
            yield association_trial(known, {}, association, limits or {})


def value(cells: Cells, name: str) -> Any:
    cell = cells[name]
    assert isinstance(cell, TrialValue)
    return cell.value
