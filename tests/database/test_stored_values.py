"""What stored values become, computed by SQLite itself."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from uuid import UUID

import pytest

from scaffold.database.stored_values import RANDOM_UUID, mapped, sqlite_value, uuid_of_number
from scaffold.schema.data_types import DataType

DECIMAL = DataType("decimal", precision=10, scale=2)


def computed(expression: str, value: object = None) -> object:
    with closing(sqlite3.connect(":memory:")) as connection:
        (found,) = connection.execute(f"SELECT {expression} FROM (SELECT ? AS x)", (value,))
        return found[0]


@pytest.mark.parametrize(
    ("old", "new", "value", "expected"),
    [
        (DataType("string"), DataType("boolean"), "Yes", 1),
        (DataType("string"), DataType("boolean"), "off", 0),
        (DataType("boolean"), DataType("string"), 1, "true"),
        (DataType("boolean"), DataType("string"), None, None),
        (DECIMAL, DataType("integer"), 2.5, 3),
        (DECIMAL, DataType("decimal", precision=10, scale=1), 2.25, 2.3),
        (DataType("decimal"), DECIMAL, 2.123, 2.12),
        (DataType("double"), DECIMAL, 2.123, 2.12),
        (DataType("datetime"), DataType("date"), "2026-01-02 03:04:05.000 +00:00", "2026-01-02"),
        (DataType("datetime"), DataType("time"), "2026-01-02 03:04:05.000 +00:00", "03:04:05"),
        (DataType("date"), DataType("datetime"), "2026-01-02", "2026-01-02 00:00:00.000 +00:00"),
        (DataType("integer"), DataType("boolean"), 7, 1),
    ],
)
def test_value_of_another_type(
    old: DataType, new: DataType, value: object, expected: object
) -> None:
    expression = sqlite_value("x", old, new)
    assert expression is not None
    assert computed(expression, value) == expected


@pytest.mark.parametrize(
    ("old", "new"),
    [(DataType("string"), DataType("text")), (DECIMAL, DataType("decimal", precision=12, scale=2))],
)
def test_value_that_is_stored_alike_is_not_converted(old: DataType, new: DataType) -> None:
    assert sqlite_value("x", old, new) is None


def test_number_comes_back_from_its_uuid() -> None:
    made = computed(uuid_of_number("x", "sqlite"), 42)
    assert UUID(str(made)).version == 4
    back = sqlite_value("x", DataType("uuid"), DataType("integer"))
    assert back is not None and computed(back, made) == 42


def test_random_uuids_are_of_version_4_and_differ() -> None:
    made = {UUID(str(computed(RANDOM_UUID["sqlite"]))) for _ in range(20)}
    assert len(made) == 20
    assert {each.version for each in made} == {4}


def test_mapped_texts_and_others() -> None:
    expression = mapped("x", {"a": "b", "it's": None}, "sqlite")
    assert [computed(expression, text) for text in ("a", "it's", "c")] == ["b", None, "c"]
