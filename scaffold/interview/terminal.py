"""The prompter for terminals with cursor movement and colours.

Only this module, `screen` and `prompts` import questionary and prompt_toolkit.
"""

from __future__ import annotations

import gc
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager

from prompt_toolkit.application import create_app_session
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.input import create_input
from prompt_toolkit.output import create_output
from prompt_toolkit.shortcuts import print_formatted_text

from scaffold.interview.glyphs import displayable, supports_unicode
from scaffold.interview.interview_state import Answer
from scaffold.interview.prompter import Back, QuestionView
from scaffold.interview.prompts import prompt_for
from scaffold.interview.review_table import review_table
from scaffold.interview.screen import STYLE

# Rows that the last question needs below the review.
_BELOW = 5


class TerminalPrompter:
    """Asks on standard error, on a terminal that can move its cursor."""

    def __init__(self) -> None:
        self._output = create_output(stdout=sys.stderr)
        self._unicode = supports_unicode(sys.stderr)

    @contextmanager
    def session(self) -> Iterator[None]:
        """Hide keys that are typed between two questions; the second question receives them."""
        # Every prompt is a reference cycle; the rest of the command runs without the collector.
        gc.enable()
        with create_input().raw_mode():
            yield

    def introduce(self, intro: str) -> None:
        """Print the title."""
        self._print(("bold", intro))
        self._print(("class:dim", "Nothing is written until you confirm at the end."))
        self._print(("", ""))

    def ask(self, view: QuestionView) -> Answer | Back:
        with create_app_session(output=self._output):
            return prompt_for(view, self._unicode).ask()

    def confirm(self, text: str) -> None:
        self._print_marked(("class:done", "✓"), text)

    def note(self, text: str) -> None:
        self._print_marked(("class:dim", "·"), text)

    def retract(self, text: str) -> None:
        # Without a notice, the panel shows that the answer is undone.
        if text:
            self._print_marked(("class:dim", "←"), f"undone: {text}")

    def show_review(self, rows: tuple[tuple[str, str, str], ...]) -> None:
        from rich.console import Console

        size = self._output.get_size()
        console = Console(stderr=True, highlight=False, width=size.columns)
        for short in (False, True):
            table = review_table(rows, short, self._unicode)
            if len(console.render_lines(table)) <= size.rows - _BELOW:
                break
        console.print(table)

    def _print_marked(self, mark: tuple[str, str], text: str) -> None:
        first, *rest = textwrap.wrap(text, max(self._output.get_size().columns - 3, 20)) or [""]
        self._print(mark, ("", f" {first}"))
        for line in rest:
            self._print(("", f"  {line}"))

    def _print(self, *parts: tuple[str, str]) -> None:
        text = FormattedText([(style, displayable(text, self._unicode)) for style, text in parts])
        print_formatted_text(text, style=STYLE, output=self._output)
