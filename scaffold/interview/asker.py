"""What asks: the Protocol that a terminal of each kind fulfils, and what it is given."""

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
class View:
    """A question with all that may be seen and asked about it.

    `panel` is the model as it grows; `judge` says what is wrong with an answer, `typed` with a
    name while it is typed; `suggest` what may follow in a text; `files` has the files that would
    come out, a path and a text each.
    """

    question: Question
    panel: tuple[str, ...]
    judge: Callable[[Answer], tuple[Problem, ...]]
    typed: Callable[[str], Problem | None]
    suggest: Callable[[str], Suggestions]
    files: Callable[[], tuple[tuple[str, str], ...]]


class Asker(Protocol):
    """Asks one question at a time, until the answer holds."""

    def held(self) -> AbstractContextManager[None]:
        """The terminal as it is while questions are asked on it."""

    def begin(self, intro: str) -> None:
        """Say what this is, and which keys it takes."""

    def ask(self, view: View) -> Answer | Back:
        """The answer, or BACK; KeyboardInterrupt or EOFError where the person stops."""

    def tell(self, text: str) -> None:
        """A short line that stays: what was answered."""

    def note(self, text: str) -> None:
        """A short line about the questions themselves."""

    def untell(self, text: str) -> None:
        """That what was told with `text` is taken back."""

    def table(self, rows: tuple[tuple[str, str, str], ...]) -> None:
        """Everything that was said: the model (none: the project), what of it, and its text."""
