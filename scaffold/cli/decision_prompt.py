"""Questions on a terminal: open decisions, one at a time, and yes or no."""

from __future__ import annotations

import sys

from scaffold.changes.questions import OpenQuestion, QuestionChoice


def can_ask() -> bool:
    """Whether a person is there to answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask(question: OpenQuestion) -> QuestionChoice | None:
    """Return the chosen answer; None if the person leaves the decision open."""
    where = f"{question.where}: " if question.where else ""
    _print(f"\n{where}{question.message}.")
    for number, choice in enumerate(question.choices, 1):
        written = f" (writes `{choice.edit.text}`)" if choice.edit else ""
        _print(f"  {number}. {choice.label}{written}")
    last = len(question.choices)
    while True:
        numbers = "1" if last == 1 else f"1-{last}"
        print(f"Choice [{numbers}, Enter: none]: ", end="", file=sys.stderr, flush=True)
        text = sys.stdin.readline()
        if not text.strip():
            return None
        if text.strip().isdecimal() and 1 <= int(text) <= last:
            return question.choices[int(text) - 1]
        _print(f"Type a number from 1 to {last}, or Enter to stop.")


def confirmed(question: str) -> bool:
    """Whether the person answers yes; Enter is no."""
    print(f"{question} [y/N]: ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _print(text: str) -> None:
    print(text, file=sys.stderr)
