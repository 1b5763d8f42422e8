"""One question on a terminal: the panel above, the line that is typed, the list and keys below."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable
from typing import Any

import questionary
from prompt_toolkit.application import Application, run_in_terminal
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Always, Condition, is_done
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.layout import FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.layout.containers import ConditionalContainer
from prompt_toolkit.utils import get_cwidth

from scaffold.errors import Problem
from scaffold.interview.asking import BACK, Back, View
from scaffold.interview.listing import Line, Listing, cut
from scaffold.interview.marks import spelled
from scaffold.interview.state import Answer

STYLE = questionary.Style(
    [
        ("qmark", "ansicyan bold"),
        ("question", "bold"),
        ("answer", "ansicyan"),
        ("pointer", "ansicyan bold"),
        ("highlighted", "ansicyan bold"),
        ("panel.title", "bold"),
        ("dim", "ansibrightblack"),
        ("placeholder", "ansibrightblack"),
        ("error", "ansired"),
        ("done", "ansigreen bold"),
    ]
)
# How long Esc waits for the rest of a key's sequence, in seconds.
_ESCAPE = 0.05


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
        answer: Answer | Back = self.application.run()
        return answer

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
        ).application
        application.erase_when_done = True
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
            shown = lines(size.columns, size.rows)
            parts = [part for line in shown for part in (*line, ("", "\n"))][:-1]
            return FormattedText((style, spelled(said, self._unicode)) for style, said in parts)

        window = Window(FormattedTextControl(text), dont_extend_height=True, wrap_lines=True)
        return ConditionalContainer(window, ~is_done & Condition(lambda: bool(text())))

    def _above(self, columns: int, rows: int) -> list[Line]:
        """The panel's last lines, as many as there is room for, and the hint."""
        lines = self.view.panel
        room = max(rows - self._room(rows) - 8, 3)
        if len(lines) > room:
            rest = lines[len(lines) - room + 2 :]
            lines = (lines[0], f"  … {len(lines) - len(rest) - 1} more", *rest)
        above: list[Line] = []
        for line in lines:
            style = "" if line.startswith(" ") else "class:panel.title"
            above.append(cut([(style, f"  {line}")], columns, get_cwidth))
        if above:
            above.append([("", "")])
        return above + _wrapped("class:dim", self.view.question.hint, columns)

    def _below(self, columns: int, rows: int) -> list[Line]:
        """The list, and what is wrong or else which keys there are."""
        below = self.listing.lines(columns, self._room(rows), get_cwidth) if self.listed() else []
        if self.problems:
            return below + _wrapped("class:error", "\n".join(map(str, self.problems)), columns)
        keys = (*self.keys(), "Ctrl-O: files", "Esc: back", "Ctrl-C: stop")
        return below + _wrapped("class:dim", " · ".join(keys), columns)

    def _room(self, rows: int) -> int:
        """How many lines the list may have."""
        return min(len(self.listing.choices), max(rows // 2 - 2, 3))

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

        listed = Condition(self.listed)
        for key, by in {"down": 1, "c-n": 1, "tab": 1, "up": -1, "c-p": -1, "s-tab": -1}.items():
            keys.add(key, filter=listed, eager=True)(self._mover(by))
        return keys

    def _mover(self, by: int) -> Callable[[KeyPressEvent], None]:
        return lambda event: self.move(by)


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
        return ("Enter: take it", *(("↓ Tab: list",) if self.listed() else ()))

    def listed(self) -> bool:
        return super().listed() and self.buffer.document.is_cursor_at_the_end

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
    """Some of a list; Space marks."""

    def __init__(self, view: View, unicode: bool) -> None:
        super().__init__(view, unicode)
        self.listing.at = 0
        self.listing.marks = set(view.question.default)
        self.buffer.read_only = Always()

    def keys(self) -> tuple[str, ...]:
        return "Space: mark", "Enter: go on"

    def answer(self) -> Answer:
        marks = self.listing.marks or ()
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


def _wrapped(style: str, text: str, columns: int) -> list[Line]:
    """The text's lines, broken at words where they are too long."""
    room = max(columns - 3, 20)
    return [
        [(style, f"  {part}")] for line in text.splitlines() for part in textwrap.wrap(line, room)
    ]


def _print_files(view: View) -> None:
    for path, text in view.files():
        print(f"\n{path}:\n\n{text}", file=sys.stderr)
