"""Read the kinds of problems, and find the kind of a message."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from functools import cache

from scaffold.values import dataclass

_FILES = ("schema", "associations", "changes", "commands")


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """A kind of problem. `messages` are its texts, in which `*` is any text.

    The example is a schema (`models:` alone, or a whole file) and a command that has the problem:
    before: the schema that is generated first. files: further files. remove: a pattern of files
    that are deleted. generated: `schema` is generated before the command runs.
    """

    code: str
    area: str
    title: str
    cause: str
    cure: str
    messages: tuple[str, ...]
    schema: str | None = None
    before: str | None = None
    run: str | None = None
    remove: str | None = None
    files: Mapping[str, str] | None = None
    generated: bool = False


@cache
def kinds() -> Mapping[str, ProblemKind]:
    """Return the kinds of problems by code, in the order in which messages are compared."""
    found: dict[str, ProblemKind] = {}
    for area in _FILES:
        path = os.path.join(os.path.dirname(__file__), f"{area}.toml")
        with open(path, "rb") as file:
            for code, entry in tomllib.load(file).items():
                messages = tuple(entry.pop("messages"))
                found[code] = ProblemKind(code=code, area=area, messages=messages, **entry)
    return found


def code_of(message: str) -> str | None:
    """Return the code of a message's kind, or None for a text of another program."""
    first, _, _ = message.partition("\n")
    text = first.removeprefix("note: ")
    return next((code for code, pattern in _patterns() if pattern.fullmatch(text)), None)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    # A literal text before the wildcards is compared first, so that special kinds win.
    texts = [(code, text) for code, kind in kinds().items() for text in kind.messages]
    texts.sort(key=lambda each: -len(each[1].replace("*", "")))
    return tuple((code, _pattern(text)) for code, text in texts)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, text.split("*"))), re.DOTALL)
