"""Asks on a terminal with keys and colours: a line of questionary's, with what stands around it.

This file, `frame` and `prompts` alone know questionary and prompt_toolkit.
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

from scaffold.interview.asker import Back, View
from scaffold.interview.glyphs import speaks_unicode, spelled
from scaffold.interview.interview_state import Answer
from scaffold.interview.prompts import prompt_for
from scaffold.interview.review_table import review_table
from scaffold.interview.screen import STYLE

# Rows that the last question takes below the table.
_BELOW = 5


class Terminal:
    """An Asker on a terminal that moves its cursor, on standard error."""

    def __init__(self) -> None:
        self._output = create_output(stdout=sys.stderr)
        self._unicode = speaks_unicode(sys.stderr)

    @contextmanager
    def held(self) -> Iterator[None]:
        """What is typed between two questions is not shown, but taken by the second."""
        # Every prompt is a cycle; the command does not look for those elsewhere.
        gc.enable()
        with create_input().raw_mode():
            yield

    def begin(self, intro: str) -> None:
        """The first lines."""
        self._print(("bold", intro))
        self._print(("class:dim", "Nothing is written before your last yes."))
        self._print(("", ""))

    def ask(self, view: View) -> Answer | Back:
        with create_app_session(output=self._output):
            return prompt_for(view, self._unicode).ask()

    def tell(self, text: str) -> None:
        self._told(("class:done", "✓"), text)

    def note(self, text: str) -> None:
        self._told(("class:dim", "·"), text)

    def untell(self, text: str) -> None:
        # Where nothing was told, the panel shows it.
        if text:
            self._told(("class:dim", "←"), f"taken back: {text}")

    def table(self, rows: tuple[tuple[str, str, str], ...]) -> None:
        from rich.console import Console

        size = self._output.get_size()
        console = Console(stderr=True, highlight=False, width=size.columns)
        for short in (False, True):
            table = review_table(rows, short, self._unicode)
            if len(console.render_lines(table)) <= size.rows - _BELOW:
                break
        console.print(table)

    def _told(self, mark: tuple[str, str], text: str) -> None:
        first, *rest = textwrap.wrap(text, max(self._output.get_size().columns - 3, 20)) or [""]
        self._print(mark, ("", f" {first}"))
        for line in rest:
            self._print(("", f"  {line}"))

    def _print(self, *parts: tuple[str, str]) -> None:
        text = FormattedText([(style, spelled(text, self._unicode)) for style, text in parts])
        print_formatted_text(text, style=STYLE, output=self._output)
