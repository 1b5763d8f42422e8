"""The list below a question: what is shown of it, and where it points."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.utils import get_cwidth

from scaffold.interview.choice_list import Listing, cut
from scaffold.interview.glyphs import spelled
from scaffold.interview.interview_state import Choice


def listing(*titles: str, at: int | None = 0) -> Listing:
    return Listing(tuple(Choice(title.lower(), title, f"is {title}") for title in titles), at)


def shown(of: Listing, columns: int = 80, rows: int = 10) -> list[str]:
    lines = of.lines(columns, rows, get_cwidth)
    return ["".join(text for _, text in line) for line in lines]


def test_notes_stand_in_a_column() -> None:
    assert shown(listing("One", "Three")) == [" » One    is One", "   Three  is Three"]


def test_marks() -> None:
    some = listing("One", "Two")
    some.marks = {"two"}
    assert shown(some) == [" » ○ One  is One", "   ● Two  is Two"]
    some.mark()
    some.move(1)
    some.mark()
    assert some.marks == {"one"}


def test_it_moves_round_the_ends() -> None:
    some = listing("A", "B", "C", at=None)
    pointed = []
    for by in (1, 1, 1, 1, -1, -1):
        some.move(by)
        assert some.pointed
        pointed.append(some.pointed.value)
    assert pointed == ["a", "b", "c", "a", "c", "b"]
    last = listing("A", "B", "C", at=None)
    last.move(-1)
    assert last.pointed and last.pointed.value == "c"
    nothing = listing(at=None)
    nothing.move(1)
    assert nothing.pointed is None


@pytest.mark.parametrize(
    ("text", "left", "pointed"),
    [
        ("", "One Two Three", "One"),
        ("T", "Two Three", "Two"),
        ("three", "Three", "Three"),
        ("o", "One Two", "One"),
        ("wo", "Two", "Two"),
        # What begins with it is pointed at, though it is not the first that has it.
        ("two", "Two", "Two"),
        ("is t", "Two Three", "Two"),
        ("xyz", "", None),
    ],
)
def test_it_narrows(text: str, left: str, pointed: str | None) -> None:
    some = listing("One", "Two", "Three")
    some.narrow(text)
    assert [each.title for each in some.choices] == left.split()
    assert (some.pointed.title if some.pointed else None) == pointed


def test_it_points_at_what_begins_with_the_text() -> None:
    some = listing("No longer", "Longer")
    some.narrow("long")
    assert some.pointed and some.pointed.title == "Longer"


@given(st.integers(1, 40), st.integers(0, 39), st.integers(2, 20), st.integers(5, 60))
def test_it_fits_and_shows_what_is_pointed_at(count: int, at: int, rows: int, columns: int) -> None:
    some = listing(*(f"名前{number}" for number in range(count)), at=min(at, count - 1))
    lines = shown(some, columns, rows)
    assert len(lines) <= rows
    assert all(get_cwidth(line) <= columns for line in lines)
    assert sum(line.startswith(" »") for line in lines) == 1
    if count > rows and columns > 20:
        assert lines[-1] == f"   … {count - rows + 1} more"


@given(st.text(alphabet="ab名é…", max_size=30), st.integers(1, 30))
def test_a_line_is_cut_at_the_edge(text: str, columns: int) -> None:
    half = len(text) // 2
    line = cut([("", text[:half]), ("x", text[half:])], columns, get_cwidth)
    said = "".join(part for _, part in line)
    assert get_cwidth(said) <= columns
    if get_cwidth(text) <= columns:
        assert said == text
    else:
        assert said.endswith("…") and text.startswith(said[:-1])


def test_signs_in_ascii() -> None:
    assert spelled("✓ » ● ○ … · │ ← ↑ ↓", unicode=False).isascii()
    assert spelled("✓ Größe", unicode=True) == "✓ Größe"
