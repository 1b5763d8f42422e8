"""`$data` and `data`: any JSON value, for templates of one's own."""

from __future__ import annotations

import json
import math
import re
from typing import Any

from scaffold.schema.document import MappingNode, Node, ScalarNode
from scaffold.schema.problem_report import Report

_WORDS = {"true": True, "false": False, "null": None}
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
# Python's own limit for the digits of a whole number in text.
_MOST_DIGITS = 4000


def read_data(node: Node, word: str, report: Report) -> str | None:
    """Return a mapping as JSON text; None where something was reported.

    `true`, `false`, `null` and numbers are typed unless they are in quotes.
    """
    if not isinstance(node, MappingNode):
        report.add_at(
            node, f"`{word}` is a mapping of names to values", f"Write `{word}: {{icon: cart}}`."
        )
        return None
    before = len(report.problems)
    value = _value(node, report)
    return json.dumps(value, ensure_ascii=False) if len(report.problems) == before else None


def _value(node: Node, report: Report) -> Any:
    if isinstance(node, MappingNode):
        return {key.text: _value(value, report) for key, value in node.entries}
    if not isinstance(node, ScalarNode):
        return [_value(item, report) for item in node.items]
    text = node.text
    if node.quoted:
        return text
    if node.absent:
        return None
    if text in _WORDS:
        return _WORDS[text]
    if not _NUMBER.fullmatch(text):
        return text
    is_whole = _INTEGER.fullmatch(text) is not None
    if len(text) > _MOST_DIGITS or not (is_whole or math.isfinite(float(text))):
        report.add_at(node, "this number is too large", "Write it as a text, in quotes.")
        return None
    return int(text) if is_whole else float(text)
