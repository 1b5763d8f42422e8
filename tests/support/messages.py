"""The texts of all messages in the code, read from its syntax; an expression in one is `x`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache

from tests.support.node_packages import ROOT

# The position of the message in a call of these names.
CALLS = {
    "Problem": 1,
    "add": 1,
    "at": 1,
    "SchemaError": 0,
    "UsageError": 0,
    "EnvironmentFailure": 0,
}
_CALL = re.compile(rf"\b(?:{'|'.join(CALLS)})\(")
HOLE = "x"
# A text that is only an expression and its surroundings has the kind of what is put in.
FRAMES = (": did you mean ", "note: ", "--field '", " on ", " in ", "': ", ": ", "?", "(", ")", "`")

Assigned = Mapping[str, list[ast.expr]]


@cache
def messages() -> tuple[tuple[str, str], ...]:
    """Return where each message is, and its text."""
    found = set()
    for path in sorted((ROOT / "scaffold").rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        if not _CALL.search(source):
            continue
        tree = ast.parse(source)
        name = path.relative_to(ROOT / "scaffold").as_posix()
        for scope in ast.walk(tree):
            if isinstance(scope, ast.FunctionDef):
                found |= {(name, text) for text in _messages_of(scope)}
    return tuple(sorted(each for each in found if not _is_frame(each[1])))


def _messages_of(scope: ast.FunctionDef) -> Iterator[str]:
    assigned: dict[str, list[ast.expr]] = {}
    for node in ast.walk(scope):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            assigned.setdefault(node.targets[0].id, []).append(node.value)
    for node in ast.walk(scope):
        if isinstance(node, ast.Call):
            called = node.func
            name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
            position = CALLS.get(name)
            if position is not None and len(node.args) > position:
                yield from _texts(node.args[position], assigned)


def _texts(node: ast.expr, assigned: Assigned) -> set[str]:
    """Return the texts that an expression can be; none if it is no text that is written there."""
    if isinstance(node, ast.Constant):
        return {node.value} if isinstance(node.value, str) else set()
    if isinstance(node, ast.JoinedStr):
        made = {""}
        for part in node.values:
            texts = _texts(part, {}) if isinstance(part, ast.Constant | ast.IfExp) else {HOLE}
            if isinstance(part, ast.FormattedValue) and isinstance(part.value, ast.IfExp):
                texts = _texts(part.value, {}) or {HOLE}
            made = {before + text for before in made for text in texts}
        return made
    if isinstance(node, ast.IfExp):
        return _texts(node.body, assigned) | _texts(node.orelse, assigned)
    if isinstance(node, ast.Name):
        return {text for each in assigned.get(node.id, ()) for text in _texts(each, {})}
    return set()


def _is_frame(text: str) -> bool:
    for frame in FRAMES:
        text = text.replace(frame, "")
    return text.replace(HOLE, "").strip() == ""
