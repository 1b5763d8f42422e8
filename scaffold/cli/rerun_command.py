"""Commands in messages get this run's program, and its flags for the folder and the schema file.

Without these flags they would work on another schema.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Sequence

_COMMAND = re.compile(
    r"`scaffold (?:add|baseline|check|generate|rebase|remove|rename|show|tidy|undo|verify"
    r"|templates [a-z]+)\b"
)
# The program where a command of ours begins: in backticks, or at the start of an indented line.
_PROGRAM = re.compile(r"(?:(?<=`)|(?<=^  ))scaffold(?= [a-z-])", re.MULTILINE)
# The command that the user types, if it is another: the npm package sets it.
VARIABLE = "SCAFFOLD_COMMAND"
# The one that the Makefile of a project falls back to.
PUBLISHED = "npx sequelize-scaffold"
_FLAGS = {"-C": "-C", "--directory": "-C", "-f": "-f", "--file": "-f"}
_values: dict[str, str] = {}


def remember_location_flags(arguments: Sequence[str]) -> None:
    """Remember the values of -C and -f on this command line."""
    _values.clear()
    waiting = None
    for argument in arguments:
        name, equals, value = argument.partition("=")
        if waiting:
            _values[waiting], waiting = argument, None
        elif argument in _FLAGS:
            waiting = _FLAGS[argument]
        elif equals and name.startswith("--") and name in _FLAGS:
            _values[_FLAGS[name]] = value
        elif argument[:2] in ("-C", "-f") and len(argument) > 2:
            _values[argument[:2]] = argument[2:]
        elif argument == "--":
            return


def with_location_flags(text: str) -> str:
    """Return the text with these flags added to every command in backticks, and with the program
    that the user calls.
    """
    flags = [
        part for flag, value in sorted(_values.items()) if value != "-" for part in (flag, value)
    ]
    if flags and "`scaffold " in text:
        text = _COMMAND.sub(lambda found: f"{found[0]} {shlex.join(flags)}", text)
    command = os.environ.get(VARIABLE)
    return _PROGRAM.sub(lambda _: command, text) if command else text
