"""The prompts on a terminal: a line of text, one choice of a list, several choices."""

from __future__ import annotations

from prompt_toolkit.document import Document
from prompt_toolkit.filters import Always
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

from scaffold.errors import Problem
from scaffold.interview.choice_list import ChoiceList
from scaffold.interview.interview_state import Answer
from scaffold.interview.prompter import QuestionView
from scaffold.interview.screen import Prompt


class _Text(Prompt):
    """A line of text, with a list of completions for its end."""

    def __init__(self, view: QuestionView, unicode: bool) -> None:
        super().__init__(view, unicode)
        # The text before the completion, and the text with a completion from the list.
        self._prefix = ""
        self._completed: str | None = None
        self._suggest()

    def answer(self) -> Answer:
        return self.buffer.text

    def key_hints(self) -> tuple[str, ...]:
        lines = len(self.buffer.text.splitlines())
        enter = "Enter: confirm" if lines < 2 else f"Enter: add {lines} lines"
        return (enter, *(("↓ Tab: choose",) if self.has_list() else ()))

    def has_list(self) -> bool:
        document = self.buffer.document
        return super().has_list() and document.is_cursor_at_the_end and document.line_count == 1

    def on_text_changed(self) -> None:
        text = self.buffer.text
        if text != self._completed:
            self._suggest()
        problem = self.view.name_problem(text)
        self.problems = (problem,) if problem else ()

    def move(self, by: int) -> None:
        super().move(by)
        if self.choices.highlighted is not None:
            self._completed = self._prefix + self.choices.highlighted.value
            self.buffer.set_document(Document(self._completed))

    def _suggest(self) -> None:
        start, choices = self.view.suggest(self.buffer.text)
        self._prefix, self._completed = self.buffer.text[:start], None
        self.choices = ChoiceList(choices)


class _Choose(Prompt):
    """One choice of a list, which is filtered by what is typed."""

    def __init__(self, view: QuestionView, unicode: bool) -> None:
        super().__init__(view, unicode)
        self.choices.highlight(str(view.question.default))

    def key_hints(self) -> tuple[str, ...]:
        return "↑ ↓ Enter: choose", "type: filter"

    def answer(self) -> Answer:
        highlighted = self.choices.highlighted
        return highlighted.value if highlighted else self.buffer.text

    def on_text_changed(self) -> None:
        text = self.buffer.text
        self.choices.filter(text)
        if not text:
            self.choices.highlight(str(self.view.question.default))
        nothing = Problem(
            None, f"no choice contains `{text}`", "Press Backspace to delete letters."
        )
        self.problems = () if self.choices.choices else (nothing,)


class _Several(Prompt):
    """One or more choices of a list: those selected with Space, or else the highlighted one."""

    def __init__(self, view: QuestionView, unicode: bool) -> None:
        super().__init__(view, unicode)
        default = tuple(view.question.default)
        self.choices.highlight(default[0] if default else "")
        self.choices.selected = set(default) if len(default) > 1 else set()
        self.buffer.read_only = Always()

    def key_hints(self) -> tuple[str, ...]:
        return "↑ ↓ Enter: choose", "Space: select"

    def answer(self) -> Answer:
        selected, highlighted = self.choices.selected, self.choices.highlighted
        if not selected:
            return (highlighted.value,) if highlighted else ()
        return tuple(each.value for each in self.choices.choices if each.value in selected)

    def on_text_changed(self) -> None:
        """Ignore the change: the line is read-only."""

    def _bindings(self) -> KeyBindings:
        keys = super()._bindings()

        @keys.add("space", eager=True)
        def toggle(event: KeyPressEvent) -> None:
            self.choices.toggle()
            self.problems = ()

        return keys


_PROMPTS: dict[str, type[Prompt]] = {"text": _Text, "choose": _Choose, "several": _Several}


def prompt_for(view: QuestionView, unicode: bool) -> Prompt:
    """Return the prompt for the question's kind."""
    return _PROMPTS[view.question.kind](view, unicode)
