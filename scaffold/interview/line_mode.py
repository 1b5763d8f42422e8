"""Asks on terminals that only print and read lines: numbered choices, one answer a line."""

from __future__ import annotations

import sys
import textwrap
from contextlib import AbstractContextManager, nullcontext
from typing import TextIO

from scaffold.errors import Problem
from scaffold.interview.asker import BACK, Back, View
from scaffold.interview.glyphs import speaks_unicode, spelled
from scaffold.interview.interview_state import Answer, Question

HELP = "Enter takes what is in [ ]; < goes back, ? shows files, Ctrl-C keeps a draft."


class Plain:
    """An Asker without keys or colours."""

    def __init__(self, lines: TextIO | None = None, out: TextIO | None = None) -> None:
        self._lines = lines or sys.stdin
        self._out = out or sys.stderr
        self._unicode = speaks_unicode(self._out)
        # The panel as it stands on the paper.
        self._panel: tuple[str, ...] = ()

    def held(self) -> AbstractContextManager[None]:
        return nullcontext()

    def begin(self, intro: str) -> None:
        """The first lines."""
        self._say(intro, HELP)

    def ask(self, view: View) -> Answer | Back:
        question = view.question
        self._show(view.panel)
        while True:
            self._say("", *_shown(question), *_words(view))
            text = self._line(question)
            if text.strip() == "<":
                return BACK
            if text.strip() == "?":
                self._files(view)
                continue
            answer = _read(question, text)
            problems = (answer,) if isinstance(answer, Problem) else view.judge(answer)
            if not isinstance(answer, Problem) and not problems:
                return answer
            self._say(*(line for each in problems for line in str(each).splitlines()))

    def tell(self, text: str) -> None:
        self._say(f"- {text}")

    def note(self, text: str) -> None:
        self._say(f"({text})")

    def untell(self, text: str) -> None:
        self._say(f"- taken back: {text}" if text else "- back")

    def table(self, rows: tuple[tuple[str, str, str], ...]) -> None:
        self._say("")
        before = ""
        for model, name, text in rows:
            if model != before:
                self._say(f"  {model}:")
            before = model
            self._say(f"{'    ' if model else '  '}{name}{': ' if name else ''}{text}")

    def _show(self, panel: tuple[str, ...]) -> None:
        """Print the panel: only what is new where it has grown."""
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

    def _files(self, view: View) -> None:
        for path, text in view.files():
            self._say("", f"{path}:", *(f"  {line}" for line in text.splitlines()))

    def _say(self, *lines: str) -> None:
        for line in lines:
            print(spelled(line, self._unicode), file=self._out)


def _shown(question: Question) -> list[str]:
    lines = [question.message]
    if question.hint:
        lines.append(f"  {question.hint}")
    for number, choice in enumerate(question.choices, 1):
        note = f" ({choice.note})" if choice.note else ""
        lines.append(f"  {number}. {choice.title}{note}")
    if question.kind == "several":
        lines.append("  Several: their numbers with commas between.")
    if question.start:
        lines.append(f"  It is: {question.start}")
        lines.append("  Enter leaves it; a new line replaces it; - removes it.")
    return lines


def _words(view: View) -> list[str]:
    """What may be typed at once, where that is a list of its own."""
    words = [each.title for each in view.suggest("").choices]
    return textwrap.wrap(", ".join(words), 76, initial_indent="  ", subsequent_indent="  ")


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
    """What a line says: numbers or words for choices, else itself."""
    if question.choices or question.start:
        text = text.strip()
    if question.start and text in ("", "-"):
        return question.start if not text else ""
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
            return Problem(None, f"`{part}` is none of the answers", hint)
    return tuple(values) if question.kind == "several" else values[0]
