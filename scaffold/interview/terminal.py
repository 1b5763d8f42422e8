"""Asks on a terminal with keys and colours: questionary's prompts, with what stands around them.

This file alone knows questionary and prompt_toolkit.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Any

import questionary
from prompt_toolkit.application import Application, create_app_session, run_in_terminal
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition, is_done
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.layout import FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.layout.containers import ConditionalContainer
from prompt_toolkit.output import create_output
from prompt_toolkit.shortcuts import print_formatted_text
from questionary.prompts.common import InquirerControl

from scaffold.errors import Problem
from scaffold.interview.asking import BACK, Back, View
from scaffold.interview.state import Answer, Question

KEYS = "Enter takes what is shown · Esc goes back · Ctrl-O files · Ctrl-C stops"
STYLE = questionary.Style(
    [
        ("qmark", "ansicyan bold"),
        ("question", "bold"),
        ("answer", "ansicyan"),
        ("pointer", "ansicyan bold"),
        ("highlighted", "ansicyan bold"),
        ("selected", "ansicyan noreverse"),
        ("instruction", ""),
        ("panel.title", "bold"),
        ("dim", "ansibrightblack"),
        ("placeholder", "ansibrightblack"),
        ("error", "ansired"),
        ("done", "ansigreen bold"),
        ("completion-menu", "noinherit"),
        ("completion-menu.completion", "noinherit"),
        ("completion-menu.completion.current", "noinherit reverse"),
        ("completion-menu.meta.completion", "noinherit ansibrightblack"),
        ("completion-menu.meta.completion.current", "noinherit reverse"),
        ("bottom-toolbar", "noreverse"),
    ]
)
# Rows that the question itself, its choices and the lines below it need.
_RESERVED = 15


class Terminal:
    """An Asker on a terminal that moves its cursor, on standard error."""

    def __init__(self) -> None:
        self._output = create_output(stdout=sys.stderr)
        encoding = (getattr(sys.stderr, "encoding", "") or "").lower()
        self._tick, self._arrow = ("✓", "↶") if encoding.startswith("utf") else ("*", "<")

    def begin(self, intro: str) -> None:
        """The first line."""
        self._print([("bold", intro)])
        self._print([("", "")])

    def ask(self, view: View) -> Answer | Back:
        with create_app_session(output=self._output):
            prompt = _PROMPTS[view.question.kind](view)
            return prompt.ask()

    def tell(self, text: str) -> None:
        self._print([("class:done", f"{self._tick} "), ("", text)])

    def take_back(self, text: str) -> None:
        self._print([("class:dim", f"{self._arrow} {text}")])

    def table(self, rows: tuple[tuple[str, str], ...]) -> None:
        width = max((len(label) for label, _ in rows), default=0)
        self._print([("", "")])
        for label, text in rows:
            style = "" if label.startswith(" ") else "class:panel.title"
            self._print([(style, f"  {label.ljust(width)}"), ("", f"  {text}".rstrip())])
        self._print([("", "")])

    def _print(self, parts: list[tuple[str, str]]) -> None:
        print_formatted_text(FormattedText(parts), style=STYLE, output=self._output)


class _Prompt:
    """A prompt of questionary with the panel above it, and problems and keys below."""

    def __init__(self, view: View, application: Application[Any]) -> None:
        self.view = view
        self.application = application
        self.problems: tuple[Problem, ...] = ()
        application.erase_when_done = True
        # How long Esc waits for the rest of a key's sequence, in seconds.
        application.ttimeoutlen = 0.05
        application.layout = self._layout()
        own = self._bindings()
        standing = application.key_bindings
        application.key_bindings = merge_key_bindings([standing, own] if standing else [own])

    def ask(self) -> Answer | Back:
        answer: Answer | Back = self.application.run()
        return answer

    def answer(self) -> Answer:
        """What stands in the prompt now."""
        raise NotImplementedError

    def _layout(self) -> Layout:
        standing = self.application.layout
        above = [self._window(self._panel), self._window(self._hint)]
        below = [self._window(self._below)]
        return Layout(HSplit([*above, standing.container, *below]), standing.current_window)

    def _window(self, parts: Callable[[], list[tuple[str, str]]]) -> ConditionalContainer:
        control = FormattedTextControl(lambda: FormattedText(_lines(parts())))
        window = Window(control, dont_extend_height=True, wrap_lines=True)
        return ConditionalContainer(window, ~is_done & Condition(lambda: bool(parts())))

    def _panel(self) -> list[tuple[str, str]]:
        """The panel's last lines, as many as there is room for."""
        room = max(3, self.application.output.get_size().rows - _RESERVED)
        lines = self.view.panel
        if len(lines) > room:
            rest = lines[len(lines) - room + 2 :]
            lines = (lines[0], f"  … {len(lines) - len(rest) - 1} more", *rest)
        return [
            *(("class:panel.title" if line[:1] != " " else "", f"  {line}") for line in lines),
            *([("", "")] if lines else []),
        ]

    def _hint(self) -> list[tuple[str, str]]:
        hint = self.view.question.hint
        return [("class:dim", f"  {hint}")] if hint else []

    def _below(self) -> list[tuple[str, str]]:
        if self.problems:
            return [
                ("class:error", f"  {line}")
                for problem in self.problems
                for line in str(problem).splitlines()
            ]
        return [("class:dim", f"  {KEYS}")]

    def _bindings(self) -> KeyBindings:
        keys = KeyBindings()

        @keys.add("enter", eager=True)
        def take(event: KeyPressEvent) -> None:
            answer = self.answer()
            self.problems = self.view.judge(answer)
            if not self.problems:
                event.app.exit(result=answer)

        @keys.add("escape", eager=True)
        def back(event: KeyPressEvent) -> None:
            event.app.exit(result=BACK)

        @keys.add("c-o", eager=True)
        def show(event: KeyPressEvent) -> None:
            run_in_terminal(lambda: _print_files(self.view))

        return keys


class _Text(_Prompt):
    def __init__(self, view: View) -> None:
        question = view.question
        prompt = questionary.text(
            question.message,
            default=question.start,
            style=STYLE,
            completer=_Suggest(view),
            complete_while_typing=True,
            placeholder=FormattedText([("class:placeholder", str(question.default))]),
            reserve_space_for_menu=6,
        )
        super().__init__(view, prompt.application)
        self.buffer = prompt.application.current_buffer
        self.buffer.on_text_changed += self._typed

    def answer(self) -> Answer:
        return self.buffer.text

    def _typed(self, _: object) -> None:
        problem = self.view.typed(self.buffer.text)
        self.problems = (problem,) if problem else ()


class _Choose(_Prompt):
    def __init__(self, view: View) -> None:
        question = view.question
        prompt = questionary.select(
            question.message,
            choices=_choices(question),
            default=str(question.default),
            style=STYLE,
            instruction=" ",
            use_search_filter=True,
            use_jk_keys=False,
            show_description=False,
        )
        super().__init__(view, prompt.application)
        self.control = _control(prompt.application)

    def answer(self) -> Answer:
        return str(self.control.get_pointed_at().value)


class _Several(_Prompt):
    def __init__(self, view: View) -> None:
        question = view.question
        prompt = questionary.checkbox(
            question.message,
            choices=_choices(question, checked=question.default),
            style=STYLE,
            instruction="(Space marks)",
        )
        super().__init__(view, prompt.application)
        self.control = _control(prompt.application)

    def answer(self) -> Answer:
        return tuple(str(choice.value) for choice in self.control.get_selected_values())


_PROMPTS: dict[str, Callable[[View], _Prompt]] = {
    "text": _Text,
    "choose": _Choose,
    "several": _Several,
}


class _Suggest(Completer):
    def __init__(self, view: View) -> None:
        self.view = view

    def get_completions(self, document: Document, event: CompleteEvent) -> Iterable[Completion]:
        text = document.text_before_cursor
        if document.text_after_cursor:
            return
        start, choices = self.view.suggest(text)
        for choice in choices:
            yield Completion(choice.value, start - len(text), choice.title, choice.note)


def _choices(question: Question, checked: Answer = ()) -> list[questionary.Choice]:
    """The choices with their notes in a column, which can be searched for, too."""
    width = max(len(each.title) for each in question.choices)
    return [
        questionary.Choice(
            f"{each.title.ljust(width)}  {each.note}".rstrip(),
            each.value,
            checked=each.value in checked,
        )
        for each in question.choices
    ]


def _control(application: Application[Any]) -> InquirerControl:
    controls = application.layout.find_all_controls()
    return next(each for each in controls if isinstance(each, InquirerControl))


def _lines(parts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The parts, a line each."""
    broken = [(style, f"{text}\n") for style, text in parts]
    return [*broken[:-1], parts[-1]] if parts else []


def _print_files(view: View) -> None:
    for path, text in view.files():
        print(f"\n{path}:\n\n{text}", file=sys.stderr)
