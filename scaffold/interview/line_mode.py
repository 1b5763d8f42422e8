"""The prompter for terminals without cursor movement: numbered choices, one answer a line."""

from __future__ import annotations

import sys
import textwrap
from contextlib import AbstractContextManager, nullcontext
from typing import TextIO

from scaffold.errors import Problem
from scaffold.interview.glyphs import displayable, supports_unicode
from scaffold.interview.interview_state import Answer, Question
from scaffold.interview.prompter import BACK, Back, QuestionView

HELP = "Enter: the answer in [ ]. <: back. ?: show files. Ctrl-C: quit and keep a draft."


class LinePrompter:
    """Asks by printing and reading lines, without special keys or colours."""

    def __init__(self, lines: TextIO | None = None, out: TextIO | None = None) -> None:
        self._lines = lines or sys.stdin
        self._out = out or sys.stderr
        self._unicode = supports_unicode(self._out)
        # The panel that was printed last.
        self._panel: tuple[str, ...] = ()

    def session(self) -> AbstractContextManager[None]:
        return nullcontext()

    def introduce(self, intro: str) -> None:
        """Print the title and the keys."""
        self._say(intro, HELP)

    def ask(self, view: QuestionView) -> Answer | Back:
        question = view.question
        self._show(view.panel)
        while True:
            self._say("", *_shown(question), *_completions(view))
            text = self._line(question)
            if text.strip() == "<":
                return BACK
            if text.strip() == "?":
                self._files(view)
                continue
            answer = _read(question, text)
            problems = (answer,) if isinstance(answer, Problem) else view.validate(answer)
            if not isinstance(answer, Problem) and not problems:
                return answer
            self._say(*(line for each in problems for line in str(each).splitlines()))

    def confirm(self, text: str) -> None:
        self._say(f"- {text}")

    def note(self, text: str) -> None:
        self._say(f"({text})")

    def retract(self, text: str) -> None:
        self._say(f"- undone: {text}" if text else "- back")

    def show_review(self, rows: tuple[tuple[str, str, str], ...]) -> None:
        self._say("")
        before = ""
        for model, name, text in rows:
            if model != before:
                self._say(f"  {model}:")
            before = model
            self._say(f"{'    ' if model else '  '}{name}{': ' if name else ''}{text}")

    def _show(self, panel: tuple[str, ...]) -> None:
        """Print the panel, or only its new lines if it has grown."""
        before, self._panel = self._panel, panel
        if not before or panel[: len(before)] != before:
            self._say(*([""] if panel else []), *panel)
        else:
            self._say(*panel[len(before) :])

    def _line(self, question: Question) -> str:
        print(_prompt(question), end="", file=self._out, flush=True)
        line = self._lines.readline()
        if not line:
            raise EOFError
        return line.rstrip()

    def _files(self, view: QuestionView) -> None:
        for path, text in view.files():
            self._say("", f"{path}:", *(f"  {line}" for line in text.splitlines()))

    def _say(self, *lines: str) -> None:
        for line in lines:
            print(displayable(line, self._unicode), file=self._out)


def _shown(question: Question) -> list[str]:
    lines = [question.message]
    if question.hint:
        lines.append(f"  {question.hint}")
    for number, choice in enumerate(question.choices, 1):
        note = f" ({choice.note})" if choice.note else ""
        lines.append(f"  {number}. {choice.title}{note}")
    if question.kind == "several":
        lines.append("  For several, separate the numbers with commas.")
    if question.initial_text:
        lines.append(f"  Current value: {question.initial_text}")
        lines.append("  Enter: keep it. A new line: replace it. -: remove it.")
    return lines


def _completions(view: QuestionView) -> list[str]:
    """Return the completions of an empty answer, wrapped to lines."""
    titles = [each.title for each in view.suggest("").choices]
    return textwrap.wrap(", ".join(titles), 76, initial_indent="  ", subsequent_indent="  ")


def _prompt(question: Question) -> str:
    default = question.default
    if question.choices:
        values = default if isinstance(default, tuple) else (default,)
        numbers = [
            str(number)
            for number, choice in enumerate(question.choices, 1)
            if choice.value in values
        ]
        default = ", ".join(numbers)
    return f"[{default}] > " if default else "> "


def _read(question: Question, text: str) -> Answer | Problem:
    """Return the answer in a line: numbers or values for choices, or else the line itself."""
    if question.choices or question.initial_text:
        text = text.strip()
    if question.initial_text and text in ("", "-"):
        return question.initial_text if not text else ""
    if not question.choices or not text:
        return text
    parts = [part.strip() for part in text.split(",")] if question.kind == "several" else [text]
    known = {choice.value for choice in question.choices}
    values = []
    for part in parts:
        if part.isdigit() and 1 <= int(part) <= len(question.choices):
            values.append(question.choices[int(part) - 1].value)
        elif part in known:
            values.append(part)
        else:
            hint = f"Type a number from 1 to {len(question.choices)}."
            return Problem(None, f"`{part}` is not one of the choices", hint)
    return tuple(values) if question.kind == "several" else values[0]
