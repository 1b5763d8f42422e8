"""A key or a line as YAML text."""

from __future__ import annotations

import re

# A plain scalar that reads the same in a block: it begins with a letter or a setting's `$`, and has
# nothing that YAML would take for its own.
_PLAIN = re.compile(r"\$?[^\W\d](?:[^\n:#]|:(?=[^\s])|(?<!\s)#)*(?<![\s:])")
_FLOW = re.compile(r"[^,\[\]{}:#]*")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def as_yaml(text: str, *, flow: bool = False, json: bool = False) -> str:
    """The text, in quotes only where YAML needs them; `flow` inside `{…}`, `json` as JSON."""
    if json or not text.isprintable():
        return '"' + "".join(map(_escaped, text)) + '"'
    if _PLAIN.fullmatch(text) and (not flow or _FLOW.fullmatch(text)):
        return text
    return "'" + text.replace("'", "''") + "'"


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if char.isprintable() or ord(char) > 0xFFFF:
        return char
    return f"\\u{ord(char):04x}"
