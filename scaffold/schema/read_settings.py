"""A model's `$` settings → the parts of Model that they fill."""

from __future__ import annotations

from typing import Any

from scaffold.schema.document import MappingNode, Node, ScalarNode, SequenceNode
from scaffold.schema.model import CheckSetting, TimestampNames
from scaffold.schema.problem_report import Report, known_keys
from scaffold.schema.read_data import read_data
from scaffold.schema.read_indexes import named_text, read_indexes
from scaffold.schema.reference import SETTINGS, Setting


def read_setting(key: ScalarNode, node: Node, report: Report) -> tuple[str, Any] | None:
    """Return the attribute of DeclaredModel and its value, or None if a problem was reported."""
    setting = SETTINGS.get(key.text)
    if setting is None:
        report.unknown(report.document.location(key), "model setting", key.text, SETTINGS)
        return None
    value = _value(setting, node, report)
    return None if value is None else (setting.field, value)


def _value(setting: Setting, node: Node, report: Report) -> Any:
    word = setting.word
    match setting.value:
        case "timestamps":
            return _timestamps(node, report)
        case "paranoid":
            return _paranoid(node, report)
        case "indexes":
            return read_indexes(node, word, report)
        case "checks":
            return _checks(node, report)
        case "data":
            return read_data(node, word, report)
        case "word":
            return report.word(node, word, setting.words)
        case "flag":
            return report.flag(node, word)
    scalar = report.scalar(node, word, f"{word}: …")
    if scalar is None:
        return None
    location = report.document.location(scalar)
    if setting.value == "name":
        return scalar.text if report.identifier(scalar.text, location, word) else None
    if setting.value == "sql":
        return scalar.text if report.sql_name(scalar.text, location, word) else None
    return scalar.text


def _timestamps(node: Node, report: Report) -> bool | TimestampNames | None:
    if not isinstance(node, MappingNode):
        return report.flag(node, "$timestamps")
    names: dict[str, str | None] = {}
    known = {"createdAt": "created_at", "updatedAt": "updated_at"}
    meanings = dict.fromkeys(known, "an attribute's name, or false")
    sound = True
    for key, value in known_keys(
        report, node.entries, meanings, "key of $timestamps", "keys of $timestamps"
    ):
        scalar = report.scalar(value, key.text, f"{key.text}: {known[key.text]}")
        if scalar is None:
            sound = False
        elif scalar.text == "false":
            names[known[key.text]] = None
        elif report.identifier(scalar.text, report.document.location(scalar), "an attribute"):
            names[known[key.text]] = scalar.text
        else:
            sound = False
    return TimestampNames(**names) if sound else None


def _paranoid(node: Node, report: Report) -> bool | str | None:
    scalar = report.scalar(node, "$paranoid", "$paranoid: true")
    if scalar is None:
        return None
    if scalar.text in ("true", "false"):
        return scalar.text == "true"
    location = report.document.location(scalar)
    return scalar.text if report.identifier(scalar.text, location, "an attribute") else None


_CHECK_KEYS = {"name": "", "check": ""}


def _checks(node: Node, report: Report) -> tuple[CheckSetting, ...] | None:
    example = '$checks: ["{total} >= 0"]'
    if not isinstance(node, SequenceNode):
        report.add_at(node, "$checks is a list of expressions", f"Write `{example}`.")
        return None
    read = [_check(item, example, report) for item in node.items]
    return tuple(check for check in read if check is not None)


def _check(node: Node, example: str, report: Report) -> CheckSetting | None:
    location = report.document.location(node)
    if not isinstance(node, MappingNode):
        scalar = report.scalar(node, "a check", example)
        return None if scalar is None else CheckSetting(scalar.text, location)
    name = expression = None
    for key, value in known_keys(
        report, node.entries, _CHECK_KEYS, "key of $checks", "keys of $checks"
    ):
        text = named_text(key.text, value, report)
        if key.text == "name":
            name = text
        else:
            expression = text
    if not any(key.text == "check" for key, _ in node.entries):
        report.add(location, "an entry of $checks has no expression", 'Add `check: "…"`.')
    return CheckSetting(expression, location, name) if expression is not None else None
