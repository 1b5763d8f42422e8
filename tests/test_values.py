"""Values behave as frozen dataclasses do to the code that uses them."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import field

import pytest

from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """A value with all kinds of defaults."""

    x: int
    y: int = 2
    names: list[str] = field(default_factory=list)
    tags: dict[str, str] = field(default_factory=dict)
    note: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Named(Point):
    """A value with one field more."""

    label: str = "none"


@dataclass(frozen=True, slots=True, eq=False)
class Identified:
    """A value that is equal to itself only."""

    x: int


@dataclass(frozen=True, slots=True)
class Empty:
    """A value without fields."""


def test_default_factory_is_called_for_each_value() -> None:
    first, second = Point(1), Point(1)
    first.names.append("a")
    assert second.names == []
    assert first.tags == {} and first.tags is not second.tags
    assert Point(1, names=["b"]).names == ["b"]


def test_wrong_arguments_are_type_errors() -> None:
    with pytest.raises(TypeError, match="x"):
        Point()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="z"):
        Point(1, z=3)  # type: ignore[call-arg]


def test_values_are_equal_by_compared_fields_and_class() -> None:
    assert Point(1, note="a") == Point(1, note="b")
    assert Point(1) != Point(2)
    assert Point(1) != Named(1)
    assert Named(1, label="a") != Named(1, label="b")
    other: object = (1, 2, [], {})
    assert Point(1) != other
    assert Empty() == Empty()
    assert Identified(1) != Identified(1)


def test_equal_values_have_equal_hashes() -> None:
    def value(note: str) -> Named:
        return Named(1, names=(), tags=(), note=note, label="a")  # type: ignore[arg-type]

    assert hash(value("a")) == hash(value("b"))
    assert len({value("a"), value("b")}) == 1
    assert hash(Empty()) == hash(Empty())


def test_standard_functions_of_dataclasses_work() -> None:
    point = Named(1, names=["a"], label="b")
    assert dataclasses.replace(point, y=5) == Named(1, 5, ["a"], label="b")
    assert dataclasses.asdict(Point(1)) == {"x": 1, "y": 2, "names": [], "tags": {}, "note": ""}
    assert copy.deepcopy(point) == point == pickle.loads(pickle.dumps(point))
    match point:
        case Point(x, y):
            assert (x, y) == (1, 2)
    assert repr(Identified(1)) == "Identified(x=1)"
