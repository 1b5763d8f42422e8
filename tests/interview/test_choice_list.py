"""The list of choices: filtering, scrolling, the highlight and the selection."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.utils import get_cwidth

from scaffold.interview.choice_list import ChoiceList, truncated
from scaffold.interview.glyphs import displayable
from scaffold.interview.interview_state import Choice


def listing(*titles: str, at: int | None = 0) -> ChoiceList:
    return ChoiceList(tuple(Choice(title.lower(), title, f"is {title}") for title in titles), at)


def shown(of: ChoiceList, columns: int = 80, rows: int = 10) -> list[str]:
    lines = of.lines(columns, rows, get_cwidth)
    return ["".join(text for _, text in line) for line in lines]


def test_notes_are_aligned_in_a_column() -> None:
    assert shown(listing("One", "Three")) == [" » One    is One", "   Three  is Three"]


def test_toggle_selects_and_deselects() -> None:
    some = listing("One", "Two")
    some.selected = {"two"}
    assert shown(some) == [" » ○ One  is One", "   ● Two  is Two"]
    some.toggle()
    some.move(1)
    some.toggle()
    assert some.selected == {"one"}


def test_move_wraps_around_at_the_ends() -> None:
    some = listing("A", "B", "C", at=None)
    pointed = []
    for by in (1, 1, 1, 1, -1, -1):
        some.move(by)
        assert some.highlighted
        pointed.append(some.highlighted.value)
    assert pointed == ["a", "b", "c", "a", "c", "b"]
    last = listing("A", "B", "C", at=None)
    last.move(-1)
    assert last.highlighted and last.highlighted.value == "c"
    nothing = listing(at=None)
    nothing.move(1)
    assert nothing.highlighted is None


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
def test_filter_keeps_choices_that_contain_the_text(
    text: str, left: str, pointed: str | None
) -> None:
    some = listing("One", "Two", "Three")
    some.filter(text)
    assert [each.title for each in some.choices] == left.split()
    assert (some.highlighted.title if some.highlighted else None) == pointed


def test_filter_highlights_the_choice_that_begins_with_the_text() -> None:
    some = listing("No longer", "Longer")
    some.filter("long")
    assert some.highlighted and some.highlighted.title == "Longer"


@given(st.integers(1, 40), st.integers(0, 39), st.integers(2, 20), st.integers(5, 60))
def test_lines_fit_the_screen_and_show_the_highlighted_choice(
    count: int, at: int, rows: int, columns: int
) -> None:
    some = listing(*(f"名前{number}" for number in range(count)), at=min(at, count - 1))
    lines = shown(some, columns, rows)
    assert len(lines) <= rows
    assert all(get_cwidth(line) <= columns for line in lines)
    assert sum(line.startswith(" »") for line in lines) == 1
    if count > rows and columns > 20:
        assert lines[-1] == f"   … {count - rows + 1} more"


@given(st.text(alphabet="ab名é…", max_size=30), st.integers(1, 30))
def test_long_line_is_truncated(text: str, columns: int) -> None:
    half = len(text) // 2
    line = truncated([("", text[:half]), ("x", text[half:])], columns, get_cwidth)
    said = "".join(part for _, part in line)
    assert get_cwidth(said) <= columns
    if get_cwidth(text) <= columns:
        assert said == text
    else:
        assert said.endswith("…") and text.startswith(said[:-1])


def test_glyphs_have_ascii_replacements() -> None:
    assert displayable("✓ » ● ○ … · │ ← ↑ ↓", unicode=False).isascii()
    assert displayable("✓ Größe", unicode=True) == "✓ Größe"
