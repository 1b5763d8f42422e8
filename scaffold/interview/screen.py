"""One question on a terminal: the panel above, the line that is typed, the list and keys below."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable
from typing import Any

import questionary
from prompt_toolkit.application import Application, run_in_terminal
from prompt_toolkit.filters import Always, Condition
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.layout import FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.layout.containers import ConditionalContainer
from prompt_toolkit.utils import get_cwidth

from scaffold.errors import Problem
from scaffold.interview.asker import BACK, Back, View
from scaffold.interview.choice_list import Line, Listing, cut
from scaffold.interview.glyphs import spelled
from scaffold.interview.interview_state import Answer
from scaffold.interview.signals import stopped_by

STYLE = questionary.Style(
    [
        ("qmark", "ansicyan bold"),
        ("question", "bold"),
        ("answer", "ansicyan"),
        ("pointer", "ansicyan bold"),
        ("highlighted", "ansicyan bold"),
        ("panel.title", "bold"),
        ("dim", "dim"),
        ("placeholder", "dim"),
        ("error", "ansired"),
        ("done", "ansigreen bold"),
    ]
)
# How long Esc waits for the rest of a key's sequence, in seconds.
_ESCAPE = 0.05
# How many cells more our signs may take in ASCII.
_LONGER = 8


class Prompt:
    """A line to type in, with what stands above and below it.

    Each kind of question says what its keys do, and what the answer is.
    """

    def __init__(self, view: View, unicode: bool) -> None:
        self.view = view
        self.problems: tuple[Problem, ...] = ()
        self.listing = Listing(view.question.choices)
        self._unicode = unicode
        self.application = self._application()
        self.buffer = self.application.current_buffer
        self.buffer.on_text_changed += lambda _: self.typed()

    def ask(self) -> Answer | Back:
        """The answer, once it holds."""
        with stopped_by(self._stop):
            answer: Answer | Back = self.application.run()
        return answer

    def _stop(self, *_: object) -> None:
        """End like Ctrl-C: not in the midst of drawing."""
        if (loop := self.application.loop) is None:
            raise KeyboardInterrupt
        loop.call_soon_threadsafe(self._leave)

    def _leave(self) -> None:
        if self.application.is_running and not self.application.is_done:
            self.application.exit(exception=KeyboardInterrupt)

    def answer(self) -> Answer:
        """What stands there now."""
        raise NotImplementedError

    def typed(self) -> None:
        """The text has changed."""
        raise NotImplementedError

    def keys(self) -> tuple[str, ...]:
        """What the keys do that this kind has."""
        raise NotImplementedError

    def listed(self) -> bool:
        """Whether there is a list to move in."""
        return bool(self.listing.choices)

    def move(self, by: int) -> None:
        """The list's pointer is to move."""
        self.listing.move(by)

    def _application(self) -> Application[Any]:
        question = self.view.question
        placeholder = question.default if question.kind == "text" else ""
        application = questionary.text(
            spelled(question.message, self._unicode),
            default=question.start,
            style=STYLE,
            placeholder=FormattedText([("class:placeholder", str(placeholder))]),
            reserve_space_for_menu=0,
            enable_suspend=True,
        ).application
        application.erase_when_done = True
        # A terminal that does not tell where its cursor stands serves all the same.
        application.renderer.cpr_not_supported_callback = None
        application.ttimeoutlen = application.timeoutlen = _ESCAPE
        line = application.layout.current_window
        line.dont_extend_height = Always()
        around = [self._window(self._above), line, self._window(self._below)]
        application.layout = Layout(HSplit(around), line)
        standing = application.key_bindings
        own = self._bindings()
        application.key_bindings = merge_key_bindings([standing, own] if standing else [own])
        return application

    def _window(self, lines: Callable[[int, int], list[Line]]) -> ConditionalContainer:
        def text() -> FormattedText:
            size = self.application.output.get_size()
            shown = lines(size.columns - (0 if self._unicode else _LONGER), size.rows)
            parts = [part for line in shown for part in (*line, ("", "\n"))][:-1]
            return FormattedText((style, spelled(said, self._unicode)) for style, said in parts)

        window = Window(FormattedTextControl(text), dont_extend_height=True, wrap_lines=True)
        return ConditionalContainer(window, Condition(lambda: bool(text())))

    def _above(self, columns: int, rows: int) -> list[Line]:
        """The panel's last lines, as many as there is room for, and the hint."""
        hint = _wrapped("class:dim", self.view.question.hint, columns)
        asked = get_cwidth(self.view.question.message + self.buffer.text) // columns + 1
        room = rows - asked - len(hint) - len(self._below(columns, rows)) - 3
        lines = self.view.panel
        if len(lines) > room:
            rest = lines[len(lines) - room + 2 :] if room > 2 else ()
            lines = (lines[0], f"  … {len(lines) - len(rest) - 1} more", *rest) if room > 1 else ()
        panel = [cut(_barred(line), columns, get_cwidth) for line in lines]
        blank: list[Line] = [[("", "")]]
        return [*blank, *panel, *blank, *hint] if panel else [*blank, *hint] if hint else []

    def _below(self, columns: int, rows: int) -> list[Line]:
        """The list, and what is wrong or else which keys there are."""
        below = []
        if self.listed():
            below = self.listing.lines(columns, max(rows // 2 - 2, 3), get_cwidth)
        if self.problems:
            return below + _wrapped("class:error", "\n".join(map(str, self.problems)), columns)
        keys = (*self.keys(), "Ctrl-O: files", "Esc: back", "Ctrl-C: stop")
        return below + _wrapped("class:dim", " · ".join(keys), columns)

    def _bindings(self) -> KeyBindings:
        keys = KeyBindings()

        # What was typed before the question stood there has its line ends as they were sent.
        @keys.add("enter", eager=True)
        @keys.add("c-j", eager=True)
        def take(event: KeyPressEvent) -> None:
            answer = self.answer()
            self.problems = self.view.judge(answer)
            if not self.problems:
                event.app.exit(result=answer)

        @keys.add("escape")
        def back(event: KeyPressEvent) -> None:
            event.app.exit(result=BACK)

        @keys.add("c-o", eager=True)
        def show(event: KeyPressEvent) -> None:
            run_in_terminal(lambda: _print_files(self.view))

        # There is no history to search.
        for key in ("c-r", "c-s"):
            keys.add(key, eager=True)(lambda event: None)
        listed = Condition(self.listed)
        for key, by in {"down": 1, "c-n": 1, "tab": 1, "up": -1, "c-p": -1, "s-tab": -1}.items():
            keys.add(key, filter=listed, eager=True)(self._mover(by))
        return keys

    def _mover(self, by: int) -> Callable[[KeyPressEvent], None]:
        return lambda event: self.move(by)


def _barred(line: str) -> Line:
    """A line of the panel, which is no question and no answer."""
    return [("class:dim", "│ "), ("" if line.startswith(" ") else "class:panel.title", line)]


def _wrapped(style: str, text: str, columns: int) -> list[Line]:
    """The text's lines, broken at words where they are too long."""
    wrapped: list[Line] = []
    for line in text.splitlines():
        blanks = "  " + line[: len(line) - len(line.lstrip())]
        parts = textwrap.wrap(line.strip(), max(columns - 1 - len(blanks), 20))
        wrapped += [[(style, blanks + part)] for part in parts]
    return wrapped


def _print_files(view: View) -> None:
    for path, text in view.files():
        print(f"\n{path}:\n\n{text}", file=sys.stderr)
