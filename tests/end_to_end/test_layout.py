"""Prettier and ESLint accept generated files with short and long names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from random import Random

import pytest

from tests.conftest import Check
from tests.support import corpus
from tests.support.node_packages import ROOT
from tests.support.random_schemas import random_schema
from tests.targets.rendering import files_of

pytestmark = pytest.mark.node

HEAD = "version: 1\ntargets: {sequelize: {}}\n"
OPTIONS: tuple[dict[str, str], ...] = (
    {},
    {"id": "uuid", "foreign_key": "snake_case", "dialects": "[postgres]"},
    {"naming": "snake_case", "foreign_key": "camelCase", "dialects": "[sqlite]"},
    {"associations": "per-model", "foreign_key": "camelCase", "dialects": "[sqlite, mysql]"},
    {"timestamps": "false", "index_foreign_keys": "false", "dialects": "[sqlite]"},
    {"paranoid": "true", "id": "bigint", "dialects": "[sqlite, postgres]"},
    {"dialects": "[mysql]", "id": "uuid"},
)
LONGEST = 60


def name(random: Random, first: str, length: int) -> str:
    """A name of that length, of words of any length."""
    letters = "abcdefghiklmnoprtuv"
    text = first
    while len(text) < length:
        text += random.choice(letters if random.random() < 0.85 else "ABCDEFGHIKLMNOPRTUV012_")
    return text


class Lengths:
    """Models whose every name is of one length, the defaults and comments too."""

    def __init__(self, length: int, options: dict[str, str]) -> None:
        self.random = Random(length)
        self.length = length
        self.options = options
        self.dialects = options.get("dialects", "[sqlite, postgres, mysql]")
        self.without_postgres = "postgres" not in self.dialects
        self.taken: set[str] = set()

    def name(self, first: str) -> str:
        """A new name of the length, or with one letter more where all are taken."""
        length = self.length
        while True:
            for _ in range(50):
                made = name(self.random, first, length)
                if made.casefold() not in self.taken:
                    self.taken.add(made.casefold())
                    return made
            length += 1

    def value(self) -> str:
        return "".join(self.random.choices("abc de'\"x", k=self.length - 1)) + "z"

    def text(self) -> str:
        options = "".join(f"  {key}: {value}\n" for key, value in self.options.items())
        models = "\n".join(self.models())
        return f"{HEAD}options:\n  online: false\n{options}models:\n{models}\n"

    def models(self) -> Iterator[str]:
        one, two = self.name("A"), self.name("B")
        # MySQL names a table's keys after it.
        join, table = self.name("J")[:55], self.name("t")[:55]

        yield from (f"  {one}:", f"    $table: {table}")
        yield from (f"    {line}" for line in self.own_fields())
        key, other = self.name("k"), self.name("o")
        yield f"    {self.name('p')}: belongsTo({two}) foreignKey({key}) column({self.name('c')})"
        parent = self.name("e")
        yield f"    {parent}: belongsTo({one}) onDelete(cascade) foreignKey({self.name('l')})"
        yield f"    {self.name('h')}: hasMany({one}) inverse({parent}) singular({self.name('s')})"
        yield (
            f"    {self.name('m')}: belongsToMany({two}) through({join}) foreignKey({key}X)"
            f" otherKey({other}) singular({self.name('n')})"
        )
        yield f"  {two}:"
        yield from (f"    {line}" for line in self.own_fields())
        yield f"    {self.name('d')}: hasOne({one}) foreignKey({key})"
        a, b = self.name("a"), self.name("b")
        yield f"    {a}: smallint required default(3)"
        yield f"    {b}: double unique"
        yield f"    $indexes: [{{fields: [{a}, {b}], name: {self.name('i')}}}, [{b}, {a}]]"
        yield f"    $unique: [[{a}, {b}]]"
        yield f"    $checks: [{{name: {self.name('x')}, check: '{{{a}}} > 0 OR {{{b}}} < 1'}}]"

    def own_fields(self) -> Iterator[str]:
        values = [self.value() for _ in range(self.random.randint(1, 6))]
        values = list(dict.fromkeys(value.casefold() for value in values))
        listed = ", ".join(map(json.dumps, values))
        # PostgreSQL calls the type of an enum by table and column.
        column = " column(e)" if self.length > 20 else ""
        enum = f"enum({listed}) required default({json.dumps(values[0])}){column}"
        terms = [
            "string(120) required unique",
            f"string default({json.dumps(self.value())}) comment({json.dumps(self.value())})",
            enum if self.length <= 40 or self.without_postgres else "text",
            "decimal(10, 2) required default(0) index",
            "datetime required default(now)",
            "boolean",
            "uuid default(uuid)",
            "tinyint",
        ]
        if "mysql" not in self.dialects:
            document = json.dumps({self.value(): [1, 2.5, self.value()], "a": None})
            terms.append(f"json default({json.dumps(document)})")
            terms.append("text default('')")
        for term in terms:
            field = f"{self.name('f')}: {term}"
            yield json.dumps(field.partition(": ")[0]) + ": " + json.dumps(term)


def write(folder: Path, number: str, text: str) -> None:
    for path, content in files_of(text).items():
        target = folder / number / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")


def test_examples_and_known_databases(tmp_path: Path, js_problems: Check) -> None:
    for path in [*ROOT.glob("examples/*/scaffold.yaml"), *ROOT.glob("tests/**/scaffold.yaml")]:
        write(tmp_path, f"{path.parent.name}", path.read_text(encoding="utf-8"))
    for path in corpus.CORPUS.glob("*.json"):
        for keys in ("declared", "made"):
            write(tmp_path, f"{path.stem}-{keys}", corpus.schema_text(corpus.load(path), keys=keys))
    assert len(list(tmp_path.iterdir())) >= 8
    assert js_problems(tmp_path) == []


def test_names_of_every_length(tmp_path: Path, js_problems: Check) -> None:
    for length, options in zip(range(1, LONGEST + 1), cycle(OPTIONS), strict=False):
        write(tmp_path, str(length), Lengths(length, options).text())
    assert js_problems(tmp_path) == []


def test_random_schemas(tmp_path: Path, js_problems: Check) -> None:
    for seed in range(12):
        options = {**OPTIONS[seed % 4], "dialects": "[sqlite, postgres]"}
        write(tmp_path, str(seed), random_schema(seed, (6, 14), **options))
    assert js_problems(tmp_path) == []
