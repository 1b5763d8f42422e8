"""Awkward texts come out as literals that evaluate back to themselves, and reach the tables."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from random import Random
from typing import Any

import pytest

from scaffold.database.dialects import DIALECTS
from scaffold.database.unsafe_literals import LiteralPosition
from tests.conftest import Check
from tests.support.compare_tables import SYNC, assert_same_tables
from tests.support.project import Project
from tests.targets.test_javascript_literals import ALPHABET, AWKWARD

pytestmark = pytest.mark.node

SAMPLES = [
    *AWKWARD,
    "'; DROP TABLE x; --",
    "a;b",
    "$1 :name ? ?? @p %s",
    "`tick` \\` \\\\` \\${",
    "*/ }}{{ {% %} <%= %> ",
    "SELECT 1 -- DEFAULT 2",
    " leading and trailing ",
    "NULL",
    "NOW()",
    "CURRENT_TIMESTAMP",
    "{name} {0} {{0}}",
    "x" * 200,
]
READ = """
const read = (value) => (value && value.val ? { literal: value.val } : value);
return Object.fromEntries(
  Object.values(sequelize.models).map((model) => [
    model.name,
    {
      comment: model.options.comment,
      fields: Object.fromEntries(
        Object.entries(model.rawAttributes).map(([name, attribute]) => [
          name,
          {
            default: read(attribute.defaultValue),
            values: attribute.values || attribute.type.values,
            comment: attribute.comment,
          },
        ]),
      ),
    },
  ]),
);
"""
MADE = """
const rows = {};
for (const model of Object.values(sequelize.models)) {
  const made = await model.create({});
  const read = await model.findByPk(made.id);
  rows[model.name] = { made: made.get(), read: read.get() };
}
return rows;
"""


def texts(count: int, seed: int, longest: int) -> list[str]:
    """Awkward texts, each once, whatever their case."""
    random = Random(seed)
    drawn = ["".join(random.choices(ALPHABET, k=random.randint(1, longest))) for _ in range(count)]
    return list({text.casefold(): text for text in [*SAMPLES, *drawn] if text.strip()}.values())


def allowed(
    found: Iterable[str], locations: tuple[LiteralPosition, ...], dialects: tuple[str, ...]
) -> list[str]:
    """The texts that the schema does not refuse at one of the places."""
    return [
        text
        for text in found
        if len(text.encode()) <= 60
        and not any(
            DIALECTS[name].unsafe_literal(location, text)
            for location in locations
            for name in dialects
        )
        and "\0" not in text
    ]


class Literals:
    """A schema with those texts, and the expected value of each field."""

    def __init__(self, dialects: tuple[str, ...], seed: int) -> None:
        self.expected: dict[str, dict[str, dict[str, Any]]] = {}
        self.comments: dict[str, str] = {}
        self.models: dict[str, Any] = {}
        found = texts(60, seed, 12)
        for text in allowed(found, ("default",), dialects):
            self.field({"type": "string", "length": 80, "default": text}, default=text)
        if "mysql" not in dialects:
            for text in allowed(found, ("default",), dialects):
                self.field({"type": "text", "default": text}, default=text)
                value = {text: [text, 1.5, None, {"a": text}]}
                self.field({"type": "json", "default": json.dumps(value)}, default=value)
        for text in allowed(found, ("comment", "added comment"), dialects):
            self.field({"type": "string", "comment": text}, comment=text)
        values = allowed(found, ("enum", "enum default"), dialects)
        for number, text in enumerate(values):
            listed = [text, *values[number + 1 : number + 3]]
            enum = {"type": "enum", "values": listed, "default": text}
            self.field(enum, default=text, values=listed)
        document = {
            "version": 1,
            "targets": {"sequelize": {}},
            "options": {"dialects": list(dialects), "timestamps": False},
            "models": self.models,
        }
        text = json.dumps(document, ensure_ascii=seed % 2 == 0)
        self.text = re.sub("[\x7f-\x9f\u2028\u2029]", lambda found: f"\\u{ord(found[0]):04x}", text)

    def field(self, output: dict[str, Any], **expected: Any) -> None:
        """Another field, in a model of at most 40."""
        name = f"Model{sum(map(len, self.expected.values())) // 40}"
        fields = self.expected.setdefault(name, {})
        field = f"field{len(fields)}"
        model = self.models.setdefault(name, {})
        model[field] = output
        fields[field] = expected
        if "comment" in expected and "$comment" not in model:
            model["$comment"] = self.comments[name] = expected["comment"]


@pytest.mark.parametrize(
    ("dialects", "seed"), [(("sqlite",), 1), (("sqlite", "postgres", "mysql"), 2)]
)
def test_texts_are_stored_and_read(
    dialects: tuple[str, ...], seed: int, project: Project, js_problems: Check
) -> None:
    literals = Literals(dialects, seed)
    project.write("scaffold.json", literals.text)
    project.generate()
    assert js_problems(project.root) == []
    tables = project.round_trip()
    assert_same_tables(tables, project.sync(), SYNC)

    models = project.run_js(READ)
    for model, fields in literals.expected.items():
        assert models[model].get("comment") == literals.comments.get(model)
        for field, expected in fields.items():
            found = models[model]["fields"][field]
            assert {key: found.get(key) for key in expected} == expected

    made = project.run_js(MADE)
    with closing(sqlite3.connect(project.database)) as connection:
        connection.row_factory = sqlite3.Row
        for model, fields in literals.expected.items():
            defaults = {
                field: each["default"] for field, each in fields.items() if "default" in each
            }
            assert {field: made[model]["made"][field] for field in defaults} == defaults
            assert {field: made[model]["read"][field] for field in defaults} == defaults
            connection.execute(f"INSERT INTO {model}s DEFAULT VALUES")
            row = connection.execute(f"SELECT * FROM {model}s ORDER BY id DESC LIMIT 1").fetchone()
            for field, default in defaults.items():
                value = json.loads(row[field]) if isinstance(default, dict) else row[field]
                assert value == default, field


def quoted(text: str) -> str:
    """SQL's literal in an expression, where a brace is written twice."""
    text = text.replace("{", "{{").replace("}", "}}")
    return "'" + text.replace("'", "''") + "'"


def test_texts_in_expressions_and_scopes(project: Project, js_problems: Check) -> None:
    """A check forbids each text, a partial index covers it, and a scope searches for it."""
    found = [
        text for text in allowed(texts(40, 3, 12), ("default",), ("sqlite",)) if "{" not in text
    ]
    notes: dict[str, Any] = {"kind": "string(80)", "ownerId": "integer"}
    owner: dict[str, Any] = {"name": "string(80)"}
    checks: list[dict[str, Any]] = []
    indexes: list[dict[str, Any]] = []
    checked = {"text": "string(80)", "$checks": checks, "$indexes": indexes}
    for at, text in enumerate(found):
        checks.append({"name": f"c{at}", "check": f"{{text}} <> {quoted(text)}"})
        where = f"{{text}} = {quoted(text)}"
        indexes.append({"fields": ["text"], "name": f"i{at}", "unique": True, "where": where})
        output = {"hasMany": "Note", "foreignKey": "ownerId", "scope": ["kind", text]}
        owner[f"notes{at}"] = {**output, "logical": True, "singular": f"note{at}"}
    document = {
        "version": 1,
        "targets": {"sequelize": {}},
        "options": {"dialects": ["sqlite"], "timestamps": False},
        "models": {"Note": notes, "Owner": owner, "Checked": checked},
    }
    project.write("scaffold.json", json.dumps(document))
    project.generate()
    assert js_problems(project.root) == []
    assert_same_tables(project.round_trip(), project.sync(), SYNC)
    kinds = project.run_js(
        """
        const owner = await db.Owner.create({ name: 'o' });
        const kinds = [];
        for (const { as } of Object.values(db.Owner.associations)) {
          const suffix = as.slice('notes'.length);
          await owner[`createNote${suffix}`]({});
          const [note] = await owner[`getNotes${suffix}`]();
          kinds.push(note.kind);
        }
        return kinds;
        """
    )
    assert kinds == found
    with closing(sqlite3.connect(project.database)) as connection:
        for text in found:
            with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
                connection.execute("INSERT INTO Checkeds (text) VALUES (?)", (text,))
        connection.execute("INSERT INTO Checkeds (text) VALUES ('fine')")
