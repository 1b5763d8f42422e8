"""Large random schemas: every kind of association, foreign key and action, and cycles."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

ACTIONS = ("cascade", "setNull", "restrict", "noAction")
IDS = {"integer": "integer", "bigint": "bigint", "uuid": "uuid"}
ATTRIBUTES = (
    "string(40) required",
    "text",
    "integer default(-7)",
    "decimal(8, 3) default(1.5) index",
    "boolean required default(false)",
    "enum(a, 'b c', \"it's\") default(\"it's\")",
    "datetime(3)",
    "date default(now)",
    "double unique",
    "uuid default(uuid)",
    "json",
    "bigint required default(0) check('{%} >= 0')",
    "string comment('a; b') default('x; y')",
    "decimal(5, 0) index unique",
    "enum('c\\\\d', 'x%y', ':z') required default(':z')",
    "tinyint default(-3) index",
)

EXPRESSION = "'expression(\"lower({code})\")', field0"


@dataclass(slots=True)
class Model:
    """A model's lines; `key` is its implicit id's type, None if its primary key is composite."""

    name: str
    key: str | None
    settings: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


def random_schema(seed: int, size: tuple[int, int], **options: str) -> str:
    """Return a schema with `size` models and associations, both sides counted."""
    return _Maker(Random(seed), size[0], options).text(size[1])


def growing_schemas(seed: int, steps: Sequence[tuple[int, int]], **options: str) -> Iterator[str]:
    """Yield one schema as it grows to each size, in ways that existing rows allow."""
    maker = _Maker(Random(seed), 0, options)
    for models, associations in steps:
        while len(maker.models) < models:
            maker.models.append(maker.model(len(maker.models)))
        yield maker.text(associations)
        maker.stands = True


class _Maker:
    def __init__(self, random: Random, count: int, options: dict[str, str]) -> None:
        self.random = random
        # What is added to an existing table cannot be required.
        self.stands = False
        self.options = {"id": "uuid", "dialects": "[sqlite]", **options}
        self.models: list[Model] = []
        self.sides = 0
        # Two sides between two models are inverses if no other ones remain.
        self.manners: dict[tuple[str, str], str] = {}
        for number in range(count):
            self.models.append(self.model(number))

    def text(self, associations: int) -> str:
        while self.sides < associations:
            source, target = self.random.choices(self.models, k=2)
            if self.random.random() < 0.1:
                target = source
            self.relate(source, target)
        lines = ["version: 1", "targets:", "  sequelize: {directory: .}", "options:"]
        lines += [f"  {key}: {value}" for key, value in self.options.items()]
        lines.append("models:")
        for model in self.models:
            lines += [f"  {model.name}:", *model.settings]
            lines += [f"    {line}" for line in model.lines]
        return "\n".join([*lines, ""])

    def model(self, number: int) -> Model:
        name = f"{self.random.choice(['Item', 'OrderLine', 'Box', 'Person', 'Category'])}{number}"
        key = self.random.choice([None, *IDS, self.options["id"]])
        model = Model(name, key)
        if key is not None and key != self.options["id"]:
            model.settings.append(f"    $id: {key}")
        drawn = self.random.sample(ATTRIBUTES, k=3)
        for at, terms in enumerate(drawn):
            attribute = f"field{at}"
            column = self.random.choice(["", "", f" column(COL_{at})"])
            model.lines.append(f"{attribute}: {_quoted(terms.replace('%', attribute) + column)}")
        model.lines.append("code: string(20) required unique")
        if self.random.random() < 0.2 and drawn[0] != "json":
            parts = ["field0, code", "{field: code, order: desc}, field0", EXPRESSION]
            if "mysql" in self.options["dialects"]:
                parts = parts[: 2 if self.options["dialects"] == "[mysql]" else 1]
            model.settings.append(f"    $indexes: [{{fields: [{self.random.choice(parts)}]}}]")
        if self.random.random() < 0.2:
            model.settings.append("    $checks: [\"{code} <> 'x'\"]")
        extra = self.random.choice(["$paranoid: true", "$timestamps: false", "", "", ""])
        if extra:
            model.settings.append(f"    {extra}")
        if key is None:
            self.give_keys(model)
        return model

    def give_keys(self, model: Model) -> None:
        """Add a composite primary key, one of its columns a foreign key if there is a target."""
        targets = [each for each in self.models if each.key is not None]
        model.lines.append("lineNo: smallint primary")
        if targets:
            target = self.random.choice(targets)
            action = self.random.choice(["", " onDelete(cascade)", " onDelete(restrict)"])
            model.lines.append(f"owner: belongsTo({target.name}) primary{action}")
            self.manners[model.name, target.name] = "belongs"
            self.sides += 1
        else:
            model.lines.append("part: string(8) primary")

    def relate(self, source: Model, target: Model) -> None:
        if self.random.random() < 0.25:
            self.join(source, target)
            return
        manner = self.manners.setdefault(
            (source.name, target.name), self.random.choice(["both", "both", "belongs", "has"])
        )
        number = self.sides
        terms = self.key_terms(source, target, number, declares=manner != "has")
        one = self.random.random() < 0.3
        has = f"{'hasOne' if one else 'hasMany'}({source.name})"
        alias = f"thing{number}" if one else f"things{number}"
        singular = "" if one else f" singular(oneThing{number})"
        point = "" if target.key else " sourceKey(code)"
        if manner == "has":
            self.add(target, f"{alias}: {has} foreignKey(Has{number}){singular}{point}{terms}")
            return
        point_back = "" if target.key else " targetKey(code)"
        if one and manner == "belongs" and self.random.random() < 0.5:
            terms += " unique"
        self.add(source, f"link{number}: belongsTo({target.name}){point_back}{terms}")
        if manner == "both":
            self.add(target, f"{alias}: {has} inverse(link{number}){singular}{point}")

    def key_terms(self, source: Model, target: Model, number: int, declares: bool) -> str:
        """Return the terms after kind and target: required, actions, the key's name."""
        random = self.random
        required = random.random() < 0.3 and not self.stands
        actions = [each for each in ACTIONS if not (required and each == "setNull")]
        terms = " required" if required else ""
        if random.random() < 0.1:
            terms += " logical"
        elif random.random() < 0.5:
            terms += f" onDelete({random.choice(actions)})"
            terms += f" onUpdate({random.choice(actions)})" if random.random() < 0.5 else ""
        kind = IDS[target.key] if target.key else "string(20)"
        if declares and random.random() < 0.3:
            source.lines.append(f"key{number}: {kind}{' required' if required else ''}")
            return terms.replace(" required", "") + f" foreignKey(key{number})"
        if declares and random.random() < 0.3:
            terms += f" foreignKey(Linked{number}) column(linked_{number})"
        return terms

    def join(self, source: Model, target: Model) -> None:
        """Add both sides of a belongsToMany or one, sometimes with a declared join model."""
        if source.key is None or target.key is None:
            return
        number = self.sides
        through = f"Join{number}"
        mine, theirs = f"Left{number}Id", f"Right{number}Id"
        named = source is target or self.random.random() < 0.5
        keys = f" foreignKey({mine}) otherKey({theirs})" if named else ""
        back = f" foreignKey({theirs}) otherKey({mine})" if named else ""
        declared = self.random.random() < 0.3
        if declared:
            has_id = self.random.random() < 0.5
            made = Model(through, "integer" if has_id else None)
            made.settings += ["    $id: integer"] if has_id else []
            made.lines = ["code: string(20) required unique", "rank: integer default(0)"]
            self.models.append(made)
        # A belongsTo that is added later may share the key of a declared join model.
        action = "" if declared else self.random.choice(["", " onDelete(restrict)"])
        self.add(
            source,
            f"peers{number}: belongsToMany({target.name}) through({through}){keys}"
            f" singular(peer{number}){action}",
        )
        if self.random.random() < 0.7:
            inverse = f" inverse(peers{number})"
            self.add(
                target,
                f"friends{number}: belongsToMany({source.name}) through({through}){back}"
                f" singular(friend{number}){inverse}",
            )

    def add(self, model: Model, line: str) -> None:
        model.lines.append(line)
        self.sides += 1


def _quoted(text: str) -> str:
    """Return a YAML scalar in double quotes, which accept JSON's escapes."""
    return json.dumps(text)
