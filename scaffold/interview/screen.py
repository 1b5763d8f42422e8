"""One question on a terminal: a panel above the input line, a list and key hints below it."""

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
from scaffold.interview.choice_list import ChoiceList, Line, truncated
from scaffold.interview.glyphs import displayable
from scaffold.interview.interview_state import Answer
from scaffold.interview.prompter import BACK, Back, QuestionView
from scaffold.interview.signals import handle_termination

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
# Seconds to wait after Esc for the rest of an escape sequence.
_ESCAPE = 0.05
# Cells that the ASCII replacements of our glyphs may need in addition.
_ASCII_EXTRA = 8


class Prompt:
    """An input line with a panel above it, and a list of choices and key hints below it.

    Each kind of question has a subclass.
    """

    def __init__(self, view: QuestionView, unicode: bool) -> None:
        self.view = view
        self.problems: tuple[Problem, ...] = ()
        self.choices = ChoiceList(view.question.choices)
        self._unicode = unicode
        self.application = self._application()
        self.buffer = self.application.current_buffer
        self.buffer.on_text_changed += lambda _: self.on_text_changed()

    def ask(self) -> Answer | Back:
        """Return the answer as soon as it is valid."""
        with handle_termination(self._stop):
            answer: Answer | Back = self.application.run()
        return answer

    def _stop(self, *_: object) -> None:
        """Interrupt the prompt as Ctrl-C does, but not while it is drawn."""
        if (loop := self.application.loop) is None:
            raise KeyboardInterrupt
        loop.call_soon_threadsafe(self._leave)

    def _leave(self) -> None:
        if self.application.is_running and not self.application.is_done:
            self.application.exit(exception=KeyboardInterrupt)

    def answer(self) -> Answer:
        """Return the answer in the current state of the prompt."""
        raise NotImplementedError

    def on_text_changed(self) -> None:
        """Update the list and the problems after a change of the text."""
        raise NotImplementedError

    def key_hints(self) -> tuple[str, ...]:
        """Return what the keys of this kind of prompt do."""
        raise NotImplementedError

    def has_list(self) -> bool:
        """Whether a list of choices is shown."""
        return bool(self.choices.choices)

    def move(self, by: int) -> None:
        """Move the highlight in the list."""
        self.choices.move(by)

    def _application(self) -> Application[Any]:
        question = self.view.question
        placeholder = question.default if question.kind == "text" else ""
        application = questionary.text(
            displayable(question.message, self._unicode),
            default=question.initial_text,
            style=STYLE,
            placeholder=FormattedText([("class:placeholder", str(placeholder))]),
            reserve_space_for_menu=0,
            enable_suspend=True,
        ).application
        application.erase_when_done = True
        # Do not warn on terminals that do not report their cursor position.
        application.renderer.cpr_not_supported_callback = None
        application.ttimeoutlen = application.timeoutlen = _ESCAPE
        line = application.layout.current_window
        line.dont_extend_height = Always()
        windows = [self._window(self._above), line, self._window(self._below)]
        application.layout = Layout(HSplit(windows), line)
        defaults = application.key_bindings
        own = self._bindings()
        application.key_bindings = merge_key_bindings([defaults, own] if defaults else [own])
        return application

    def _window(self, lines: Callable[[int, int], list[Line]]) -> ConditionalContainer:
        def text() -> FormattedText:
            size = self.application.output.get_size()
            shown = lines(size.columns - (0 if self._unicode else _ASCII_EXTRA), size.rows)
            parts = [part for line in shown for part in (*line, ("", "\n"))][:-1]
            return FormattedText((style, displayable(part, self._unicode)) for style, part in parts)

        window = Window(FormattedTextControl(text), dont_extend_height=True, wrap_lines=True)
        return ConditionalContainer(window, Condition(lambda: bool(text())))

    def _above(self, columns: int, rows: int) -> list[Line]:
        """Return the last lines of the panel that fit on the screen, and the hint."""
        hint = _wrapped("class:dim", self.view.question.hint, columns)
        question_rows = get_cwidth(self.view.question.message + self.buffer.text) // columns + 1
        room = rows - question_rows - len(hint) - len(self._below(columns, rows)) - 3
        lines = self.view.panel
        if len(lines) > room:
            rest = lines[len(lines) - room + 2 :] if room > 2 else ()
            lines = (lines[0], f"  … {len(lines) - len(rest) - 1} more", *rest) if room > 1 else ()
        panel = [truncated(_barred(line), columns, get_cwidth) for line in lines]
        blank: list[Line] = [[("", "")]]
        return [*blank, *panel, *blank, *hint] if panel else [*blank, *hint] if hint else []

    def _below(self, columns: int, rows: int) -> list[Line]:
        """Return the list, and the problems or else the key hints."""
        below = []
        if self.has_list():
            below = self.choices.lines(columns, max(rows // 2 - 2, 3), get_cwidth)
        if self.problems:
            return below + _wrapped("class:error", "\n".join(map(str, self.problems)), columns)
        keys = (*self.key_hints(), "Ctrl-O: files", "Esc: back", "Ctrl-C: quit")
        return below + _wrapped("class:dim", " · ".join(keys), columns)

    def _bindings(self) -> KeyBindings:
        keys = KeyBindings()

        # Keys that were typed before the prompt was drawn arrive with untranslated line feeds.
        @keys.add("enter", eager=True)
        @keys.add("c-j", eager=True)
        def confirm(event: KeyPressEvent) -> None:
            answer = self.answer()
            self.problems = self.view.validate(answer)
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
        has_list = Condition(self.has_list)
        for key, by in {"down": 1, "c-n": 1, "tab": 1, "up": -1, "c-p": -1, "s-tab": -1}.items():
            keys.add(key, filter=has_list, eager=True)(self._mover(by))
        return keys

    def _mover(self, by: int) -> Callable[[KeyPressEvent], None]:
        return lambda event: self.move(by)


def _barred(line: str) -> Line:
    """Return a line of the panel, with a bar that sets it apart from questions."""
    return [("class:dim", "│ "), ("" if line.startswith(" ") else "class:panel.title", line)]


def _wrapped(style: str, text: str, columns: int) -> list[Line]:
    """Return the text wrapped to `columns`."""
    wrapped: list[Line] = []
    for line in text.splitlines():
        blanks = "  " + line[: len(line) - len(line.lstrip())]
        parts = textwrap.wrap(line.strip(), max(columns - 1 - len(blanks), 20))
        wrapped += [[(style, blanks + part)] for part in parts]
    return wrapped


def _print_files(view: QuestionView) -> None:
    for path, text in view.files():
        print(f"\n{path}:\n\n{text}", file=sys.stderr)
