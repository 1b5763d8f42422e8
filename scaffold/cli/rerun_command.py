"""Commands that a message names, with this run's own flags for the folder and the file.

Without them they would be about another schema.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence

_COMMAND = re.compile(r"`scaffold (?:add|check|generate|remove|rename|show|verify)\b")
_FLAGS = {"-C": "-C", "--directory": "-C", "-f": "-f", "--file": "-f"}
_given: dict[str, str] = {}


def remember_place(arguments: Sequence[str]) -> None:
    """Keep the flags that say where the schema is, of a command line."""
    _given.clear()
    waiting = None
    for argument in arguments:
        name, equals, value = argument.partition("=")
        if waiting:
            _given[waiting], waiting = argument, None
        elif argument in _FLAGS:
            waiting = _FLAGS[argument]
        elif equals and name.startswith("--") and name in _FLAGS:
            _given[_FLAGS[name]] = value
        elif argument[:2] in ("-C", "-f") and len(argument) > 2:
            _given[argument[:2]] = argument[2:]
        elif argument == "--":
            return


def with_place(text: str) -> str:
    """Return the text with those flags in every command that it names in backticks."""
    words = [
        word for flag, value in sorted(_given.items()) if value != "-" for word in (flag, value)
    ]
    if not words or "`scaffold " not in text:
        return text
    return _COMMAND.sub(lambda found: f"{found[0]} {shlex.join(words)}", text)
