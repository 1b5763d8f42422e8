"""The list below a question: what is shown of it, and where it points."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from scaffold.interview.interview_state import Choice

# A style and a text, as prompt_toolkit has them.
Part = tuple[str, str]
Line = list[Part]

POINTER, MARKED, UNMARKED = "»", "●", "○"


@dataclass
class Listing:
    """The choices that are left, the one pointed at (None: none), and the marked values.

    `marks` is None where one choice is taken and not several are marked.
    """

    choices: tuple[Choice, ...]
    at: int | None = None
    marks: set[str] | None = None
    all: tuple[Choice, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.all = self.choices

    @property
    def pointed(self) -> Choice | None:
        """The choice that is pointed at."""
        return None if self.at is None or not self.choices else self.choices[self.at]

    def point(self, value: str) -> None:
        """Point at a value, or at the first choice where it is not shown."""
        values = [each.value for each in self.choices]
        self.at = values.index(value) if value in values else 0

    def move(self, by: int) -> None:
        """Point further down or up, round the ends."""
        if self.choices:
            start = self.at if self.at is not None else (-1 if by > 0 else 0)
            self.at = (start + by) % len(self.choices)

    def mark(self) -> None:
        """Mark what is pointed at, or take its mark away."""
        if self.marks is not None and self.pointed is not None:
            self.marks ^= {self.pointed.value}

    def narrow(self, text: str) -> None:
        """Leave the choices that have the text; point at one that begins with it, if any does."""
        wanted = text.casefold().strip()
        self.choices = tuple(
            each for each in self.all if wanted in f"{each.title}  {each.note}".casefold()
        )
        begin = [each.title.casefold().strip().startswith(wanted) for each in self.choices]
        self.at = begin.index(True) if True in begin else 0

    def lines(self, columns: int, rows: int, width: Callable[[str], int]) -> list[Line]:
        """At most `rows` lines of at most `columns` cells, around what is pointed at.

        `width` counts the cells of a text.
        """
        shown, hidden = self._window(rows)
        titles = max((width(each.title) for each in self.choices), default=0)
        titles = min(titles, columns // 3, 24)
        lines = []
        for at, choice in shown:
            line = self._line(choice, at == self.at, max(titles - width(choice.title), 0))
            lines.append(cut(line, columns, width))
        if hidden:
            lines.append(cut([("class:dim", f"   … {hidden} more")], columns, width))
        return lines

    def _window(self, rows: int) -> tuple[list[tuple[int, Choice]], int]:
        """The choices in view, with their numbers, and how many are not."""
        numbered = list(enumerate(self.choices))
        if len(numbered) <= rows:
            return numbered, 0
        room = max(rows - 1, 1)
        first = min(max((self.at or 0) - room // 2, 0), len(numbered) - room)
        return numbered[first : first + room], len(numbered) - room

    def _line(self, choice: Choice, pointed: bool, blanks: int) -> Line:
        style = "class:highlighted" if pointed else ""
        line = [("class:pointer", f" {POINTER} ") if pointed else ("", "   ")]
        if self.marks is not None:
            marked = choice.value in self.marks
            line.append((style, f"{MARKED if marked else UNMARKED} "))
        line.append((style, choice.title))
        if choice.note:
            line.append(("class:dim", " " * (blanks + 2) + choice.note))
        return line


def cut(line: Line, columns: int, width: Callable[[str], int]) -> Line:
    """The line, ended by `…` where it has more cells than there are columns."""
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
