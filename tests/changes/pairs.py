"""Pairs of schemas drawn at random, where names of the first were others' in the second."""

from __future__ import annotations

import json
from typing import Any

import yaml
from hypothesis import strategies as st

from scaffold.database.resolve import resolve
from scaffold.database.tables import Database
from scaffold.schema.model import Schema
from scaffold.schema.read_schema import read_schema
from tests.database.resolving import TARGETS
from tests.strategies import schemas

Models = dict[str, dict[str, Any]]


def compiled(text: str) -> tuple[Schema, Database]:
    """The schema of a text and the database that it means."""
    schema, problems = read_schema(text, "s.yaml", TARGETS)
    assert schema, problems
    database, problems = resolve(schema)
    assert database, problems
    return schema, database


@st.composite
def pairs(draw: st.DrawFn, dialect: str | None = None) -> tuple[str, str]:
    """Two valid schemas; the second says of some models and fields what they were.

    `dialect` is one that both are for.
    """

    def is_for(text: str) -> bool:
        return dialect is None or dialect in yaml.safe_load(text)["options"]["dialects"]

    one = schemas(min_models=1, max_models=4).filter(is_for)
    old, new = draw(one), draw(one)
    before, after = yaml.safe_load(old), yaml.safe_load(new)
    after["options"]["dialects"] = before["options"]["dialects"]
    renamed = _renamed(draw, list(before["models"]), list(after["models"]))
    for name, was in renamed.items():
        body = after["models"][name] = dict(after["models"][name] or {})
        body["$was"] = was
    for name, body in after["models"].items():
        was = before["models"].get(renamed.get(name, name))
        if was:
            _rename_fields(draw, was, body)
    text = json.dumps(after)
    schema, _ = read_schema(text, "s.yaml", TARGETS)
    # A column type of one dialect may not exist in the other schema's dialects.
    if schema is None or resolve(schema)[0] is None:
        return old, old
    return old, text


def _renamed(draw: st.DrawFn, before: list[str], after: list[str]) -> dict[str, str]:
    """Which names of the second were which of the first; names may be swapped and reused."""
    sources = draw(st.permutations(before))
    targets = draw(st.permutations(after))
    count = draw(st.integers(0, min(len(sources), len(targets))))
    chosen = dict(zip(targets[:count], sources[:count], strict=True))
    while True:
        # An old name that is declared too must itself be said to have been another.
        wrong = [new for new, old in chosen.items() if old in after and old not in chosen]
        if not wrong:
            return {new: old for new, old in chosen.items() if new != old}
        for each in wrong:
            del chosen[each]


def _rename_fields(draw: st.DrawFn, before: dict[str, Any], after: dict[str, Any]) -> None:
    def own(fields: dict[str, Any]) -> list[str]:
        return [
            name
            for name, line in fields.items()
            if not name.startswith("$")
            and isinstance(line, str)
            and "To" not in line.split("(")[0]
            and not line.startswith("has")
        ]

    chosen = _renamed(draw, own(before), own(after))
    declared = {name for name in after if not name.startswith("$")}
    for name, was in chosen.items():
        if was in declared and was not in chosen:
            continue
        after[name] = f"{after[name]} was({was})"
