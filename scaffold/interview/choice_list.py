"""The list of choices below a question: filtered, scrolled, with a highlighted choice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from scaffold.interview.interview_state import Choice

# A style and a text, as in prompt_toolkit's formatted text.
Part = tuple[str, str]
Line = list[Part]

POINTER, SELECTED, UNSELECTED = "»", "●", "○"


@dataclass
class ChoiceList:
    """The visible choices, the index of the highlighted one, and the selected values.

    `selected` is None in a list that has one answer.
    """

    choices: tuple[Choice, ...]
    index: int | None = None
    selected: set[str] | None = None
    all: tuple[Choice, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.all = self.choices

    @property
    def highlighted(self) -> Choice | None:
        """The highlighted choice."""
        return None if self.index is None or not self.choices else self.choices[self.index]

    def highlight(self, value: str) -> None:
        """Highlight the choice with this value, or else the first one."""
        values = [each.value for each in self.choices]
        self.index = values.index(value) if value in values else 0

    def move(self, by: int) -> None:
        """Move the highlight down or up, wrapping around at the ends."""
        if self.choices:
            start = self.index if self.index is not None else (-1 if by > 0 else 0)
            self.index = (start + by) % len(self.choices)

    def toggle(self) -> None:
        """Select the highlighted choice, or deselect it."""
        if self.selected is not None and self.highlighted is not None:
            self.selected ^= {self.highlighted.value}

    def filter(self, text: str) -> None:
        """Keep the choices that contain the text; highlight the first that begins with it."""
        needle = text.casefold().strip()
        self.choices = tuple(
            each for each in self.all if needle in f"{each.title}  {each.note}".casefold()
        )
        begin = [each.title.casefold().strip().startswith(needle) for each in self.choices]
        self.index = begin.index(True) if True in begin else 0

    def lines(self, columns: int, rows: int, width: Callable[[str], int]) -> list[Line]:
        """Return at most `rows` lines of at most `columns` cells, around the highlighted choice.

        `width` returns the number of cells of a text.
        """
        shown, hidden = self._window(rows)
        titles = max((width(each.title) for each in self.choices), default=0)
        titles = min(titles, columns // 3, 24)
        lines = []
        for at, choice in shown:
            line = self._line(choice, at == self.index, max(titles - width(choice.title), 0))
            lines.append(truncated(line, columns, width))
        if hidden:
            lines.append(truncated([("class:dim", f"   … {hidden} more")], columns, width))
        return lines

    def _window(self, rows: int) -> tuple[list[tuple[int, Choice]], int]:
        """Return the visible choices with their indexes, and the number of hidden ones."""
        numbered = list(enumerate(self.choices))
        if len(numbered) <= rows:
            return numbered, 0
        room = max(rows - 1, 1)
        first = min(max((self.index or 0) - room // 2, 0), len(numbered) - room)
        return numbered[first : first + room], len(numbered) - room

    def _line(self, choice: Choice, highlighted: bool, blanks: int) -> Line:
        style = "class:highlighted" if highlighted else ""
        line = [("class:pointer", f" {POINTER} ") if highlighted else ("", "   ")]
        if self.selected is not None:
            selected = choice.value in self.selected
            line.append((style, f"{SELECTED if selected else UNSELECTED} "))
        line.append((style, choice.title))
        if choice.note:
            line.append(("class:dim", " " * (blanks + 2) + choice.note))
        return line


def truncated(line: Line, columns: int, width: Callable[[str], int]) -> Line:
    """Return the line, cut and ended by `…` if it is wider than `columns`."""
    if sum(width(text) for _, text in line) <= columns:
        return line
    left, kept = columns - 1, []
    for style, text in line:
        count = 0
        while count < len(text) and width(text[: count + 1]) <= left:
            count += 1
        kept.append((style, text[:count]))
        left -= width(text[:count])
        if count < len(text):
            break
    return [*kept, ("class:dim", "…")]
