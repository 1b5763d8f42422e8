"""The prompts on a terminal: a line to type, one of a list, several of a list."""

from __future__ import annotations

from prompt_toolkit.document import Document
from prompt_toolkit.filters import Always
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

from scaffold.errors import Problem
from scaffold.interview.asker import View
from scaffold.interview.choice_list import Listing
from scaffold.interview.interview_state import Answer
from scaffold.interview.screen import Prompt


class _Text(Prompt):
    """A line of text; the list has what may stand at its end."""

    def __init__(self, view: View, unicode: bool) -> None:
        super().__init__(view, unicode)
        # What stands before the words of the list, and the text that they made of it.
        self._before = ""
        self._made: str | None = None
        self._suggest()

    def answer(self) -> Answer:
        return self.buffer.text

    def keys(self) -> tuple[str, ...]:
        lines = len(self.buffer.text.splitlines())
        enter = "Enter: take it" if lines < 2 else f"Enter: take {lines} lines"
        return (enter, *(("↓ Tab: list",) if self.listed() else ()))

    def listed(self) -> bool:
        document = self.buffer.document
        return super().listed() and document.is_cursor_at_the_end and document.line_count == 1

    def typed(self) -> None:
        text = self.buffer.text
        if text != self._made:
            self._suggest()
        problem = self.view.typed(text)
        self.problems = (problem,) if problem else ()

    def move(self, by: int) -> None:
        super().move(by)
        if self.listing.pointed is not None:
            self._made = self._before + self.listing.pointed.value
            self.buffer.set_document(Document(self._made))

    def _suggest(self) -> None:
        start, choices = self.view.suggest(self.buffer.text)
        self._before, self._made = self.buffer.text[:start], None
        self.listing = Listing(choices)


class _Choose(Prompt):
    """One of a list; what is typed narrows it."""

    def __init__(self, view: View, unicode: bool) -> None:
        super().__init__(view, unicode)
        self.listing.point(str(view.question.default))

    def keys(self) -> tuple[str, ...]:
        return "↑ ↓ Enter: choose", "type: filter"

    def answer(self) -> Answer:
        pointed = self.listing.pointed
        return pointed.value if pointed else self.buffer.text

    def typed(self) -> None:
        text = self.buffer.text
        self.listing.narrow(text)
        if not text:
            self.listing.point(str(self.view.question.default))
        nothing = Problem(None, f"nothing here has `{text}`", "Backspace takes letters back.")
        self.problems = () if self.listing.choices else (nothing,)


class _Several(Prompt):
    """One or several of a list: Enter takes what is pointed at, or what Space has marked."""

    def __init__(self, view: View, unicode: bool) -> None:
        super().__init__(view, unicode)
        said = tuple(view.question.default)
        self.listing.point(said[0] if said else "")
        self.listing.marks = set(said) if len(said) > 1 else set()
        self.buffer.read_only = Always()

    def keys(self) -> tuple[str, ...]:
        return "↑ ↓ Enter: choose", "Space: several"

    def answer(self) -> Answer:
        marks, pointed = self.listing.marks, self.listing.pointed
        if not marks:
            return (pointed.value,) if pointed else ()
        return tuple(each.value for each in self.listing.choices if each.value in marks)

    def typed(self) -> None:
        """Nothing can be typed."""

    def _bindings(self) -> KeyBindings:
        keys = super()._bindings()

        @keys.add("space", eager=True)
        def mark(event: KeyPressEvent) -> None:
            self.listing.mark()
            self.problems = ()

        return keys


_PROMPTS: dict[str, type[Prompt]] = {"text": _Text, "choose": _Choose, "several": _Several}


def prompt_for(view: View, unicode: bool) -> Prompt:
    """The prompt for a question of this kind."""
    return _PROMPTS[view.question.kind](view, unicode)
