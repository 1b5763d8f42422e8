"""The protocol of prompters, which ask questions on a terminal, and its values."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Literal, Protocol

from scaffold.errors import Problem
from scaffold.interview.interview_state import Answer, Question
from scaffold.interview.suggestions import Suggestions
from scaffold.values import dataclass

Back = Literal[False]
BACK: Back = False


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question, and everything that a prompt shows with it.

    panel: the lines of the current model.
    validate: returns the problems of an answer.
    name_problem: returns the problem of a name that is being typed.
    suggest: returns completions for the end of a text.
    files: returns the files that would be generated, as paths and texts.
    """

    question: Question
    panel: tuple[str, ...]
    validate: Callable[[Answer], tuple[Problem, ...]]
    name_problem: Callable[[str], Problem | None]
    suggest: Callable[[str], Suggestions]
    files: Callable[[], tuple[tuple[str, str], ...]]


class Prompter(Protocol):
    """Puts one question at a time, until its answer is valid."""

    def session(self) -> AbstractContextManager[None]:
        """Set up the terminal for questions, and restore it afterwards."""

    def introduce(self, intro: str) -> None:
        """Print the title and the keys."""

    def ask(self, view: QuestionView) -> Answer | Back:
        """Return the answer, or BACK; KeyboardInterrupt or EOFError if the person stops."""

    def confirm(self, text: str) -> None:
        """Print a line about the answer that was just applied."""

    def note(self, text: str) -> None:
        """Print a line about the interview itself."""

    def retract(self, text: str) -> None:
        """Print that the answer confirmed with `text` is undone."""

    def show_review(self, rows: tuple[tuple[str, str, str], ...]) -> None:
        """Print all answers: the model (empty for the project), the field, and its line."""
