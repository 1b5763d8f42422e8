"""A key or a line as YAML text."""

from __future__ import annotations

import re

from scaffold.schema.document import Node, ScalarNode, SequenceNode

# A plain scalar that reads the same in a block: it begins with a letter or a setting's `$`, and has
# nothing that YAML would take for its own; or it is a number, which we read as it is written.
_PLAIN = re.compile(r"\$?[^\W\d](?:[^\n:#]|:(?=[^\s])|(?<!\s)#)*(?<![\s:])|\d+")
_FLOW = re.compile(r"[^,\[\]{}:#]*")
# A word that is no text in JSON.
_LITERAL = re.compile(r"true|false")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def as_yaml(text: str, *, flow: bool = False, json: bool = False) -> str:
    """Return the text as YAML, quoted only if needed; `flow`: inside `{…}`, `json`: as JSON."""
    if json or not text.isprintable():
        return '"' + "".join(map(_escaped, text)) + '"'
    if _PLAIN.fullmatch(text) and (not flow or _FLOW.fullmatch(text)):
        return text
    return "'" + text.replace("'", "''") + "'"


def in_line(node: Node, json: bool = False) -> str:
    """Return a node as YAML or JSON in one line; an empty text for an absent one."""
    if isinstance(node, ScalarNode):
        if json and not node.quoted and _LITERAL.fullmatch(node.text):
            return node.text
        return "" if node.absent else as_yaml(node.text, flow=True, json=json)
    if isinstance(node, SequenceNode):
        return f"[{', '.join(in_line(item, json) for item in node.items)}]"
    entries = (
        f"{as_yaml(key.text, flow=True, json=json)}: {in_line(value, json)}"
        for key, value in node.entries
    )
    return f"{{{', '.join(entries)}}}"


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if char.isprintable() or ord(char) > 0xFFFF:
        return char
    return f"\\u{ord(char):04x}"
