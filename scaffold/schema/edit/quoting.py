"""A key or a line as YAML text."""

from __future__ import annotations

import re

from scaffold.schema.document import Node, ScalarNode, SequenceNode

# A plain scalar that reads the same in a block: it begins with a letter or a setting's `$`, and has
# nothing that YAML would take for its own; or it is a number, which we read as it is written.
_PLAIN = re.compile(r"\$?[^\W\d](?:[^\n:#]|:(?=[^\s])|(?<!\s)#)*(?<![\s:])|\d+")
_FLOW = re.compile(r"[^,\[\]{}:#]*")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def as_yaml(text: str, *, flow: bool = False, json: bool = False) -> str:
    """The text, in quotes only where YAML needs them; `flow` inside `{…}`, `json` as JSON."""
    if json or not text.isprintable():
        return '"' + "".join(map(_escaped, text)) + '"'
    if _PLAIN.fullmatch(text) and (not flow or _FLOW.fullmatch(text)):
        return text
    return "'" + text.replace("'", "''") + "'"


def in_line(node: Node) -> str:
    """A node as YAML in one line; nothing where nothing stands there."""
    if isinstance(node, ScalarNode):
        return "" if node.absent else as_yaml(node.text, flow=True)
    if isinstance(node, SequenceNode):
        return f"[{', '.join(map(in_line, node.items))}]"
    entries = (f"{as_yaml(key.text, flow=True)}: {in_line(value)}" for key, value in node.entries)
    return f"{{{', '.join(entries)}}}"


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if char.isprintable() or ord(char) > 0xFFFF:
        return char
    return f"\\u{ord(char):04x}"
