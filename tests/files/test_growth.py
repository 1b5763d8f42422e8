"""A model that grows while people edit it keeps every edit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from scaffold.files.merge import merge
from tests.support.examples import examples

ATTRIBUTES = ("id", "name", "email", "total", "state", "placedAt")
ASSOCIATIONS = ("customer", "payment", "lines", "tags")


def render(attributes: list[str], associations: list[str], indexes: list[str]) -> str:
    """A model as a generator would lay it out, with nothing that is empty."""
    lines = ["'use strict';", "", "const { Model } = require('sequelize');", ""]
    lines += ["module.exports = (sequelize, DataTypes) => {"]
    if associations:
        lines += ["  class Order extends Model {", "    static associate(models) {"]
        for name in associations:
            lines += [f"      Order.belongsTo(models.{name}, {{", f"        as: '{name}',"]
            lines += ["        onDelete: 'SET NULL',", "      });"]
        lines += ["    }", "  }"]
    else:
        lines += ["  class Order extends Model {}"]
    lines += ["", "  Order.init(", "    {"]
    for name in attributes:
        if len(name) % 2:
            lines += [f"      {name}: DataTypes.STRING,"]
        else:
            lines += [f"      {name}: {{", "        type: DataTypes.STRING,"]
            lines += ["        allowNull: false,", "      },"]
    lines += ["    },", "    {", "      sequelize,", "      modelName: 'Order',"]
    if indexes:
        lines += ["      indexes: ["]
        lines += [f"        {{ name: '{name}', fields: ['{name}'] }}," for name in indexes]
        lines += ["      ],"]
    lines += ["    },", "  );", "", "  return Order;", "};", ""]
    return "\n".join(lines)


def method_last(text: str) -> str:
    method = "    total() {\n      return this.sum;\n    }\n"
    if "Model {}" in text:
        return text.replace("Model {}\n", "Model {\n" + method + "  }\n")
    return text.replace("    }\n  }\n", "    }\n\n" + method + "  }\n")


def method_first(text: str) -> str:
    method = "    get label() {\n      return this.name;\n    }\n"
    if "Model {}" in text:
        return text.replace("Model {}\n", "Model {\n" + method + "  }\n")
    return text.replace("    static associate", method + "\n    static associate")


def hook(text: str) -> str:
    added = "  Order.beforeSave((order) => {\n    order.touch();\n  });\n\n"
    return text.replace("  return Order;\n", added + "  return Order;\n")


def scope(text: str) -> str:
    added = "      scopes: {\n        recent: { order: ['id'] },\n      },\n"
    return text.replace("      modelName: 'Order',\n", "      modelName: 'Order',\n" + added)


def validation(text: str) -> str:
    old = "      name: {\n        type: DataTypes.STRING,\n        allowNull: false,\n"
    return text.replace(old, old + "        validate: { len: [1, 80] },\n")


def rewritten(text: str) -> str:
    old = "      email: DataTypes.STRING,\n"
    return text.replace(old, "      email: { type: DataTypes.STRING, set: lower },\n")


def call(text: str) -> str:
    old = "        onDelete: 'SET NULL',\n      });\n    }\n"
    return text.replace(old, old[:-6] + "      models.audit(Order);\n    }\n")


def imports(text: str) -> str:
    old = "const { Model } = require('sequelize');\n"
    return text.replace(old, old + "const { lower } = require('../text');\n")


Edit = Callable[[str], str]
EDITS: tuple[Edit, ...] = (hook, scope, validation, rewritten, call, imports)


@st.composite
def growth(draw: st.DrawFn) -> tuple[str, str]:
    """A model before and after some of its parts were added, each at its place."""

    def parts(names: tuple[str, ...], least: int) -> tuple[list[str], list[str]]:
        stages = draw(st.lists(st.integers(0, 2), min_size=len(names), max_size=len(names)))
        stages[:least] = [0] * least
        return (
            [name for name, stage in zip(names, stages, strict=True) if stage == 0],
            [name for name, stage in zip(names, stages, strict=True) if stage <= 1],
        )

    attributes, associations = parts(ATTRIBUTES, 1), parts(ASSOCIATIONS, 0)
    indexes = parts(("a", "b"), 0)
    before = render(attributes[0], associations[0], indexes[0])
    return before, render(attributes[1], associations[1], indexes[1])


@examples(300)
@given(
    growth(), st.sets(st.sampled_from(EDITS)), st.sampled_from((method_first, method_last, None))
)
def test_edits_are_kept_and_new_code_is_added(
    case: tuple[str, str], edits: set[Edit], method: Edit | None
) -> None:
    base, ours = case
    theirs, wanted = base, ours
    for edit in (*sorted(edits, key=lambda edit: edit.__name__), *filter(None, [method])):
        if edit(theirs) != theirs:
            theirs, wanted = edit(theirs), edit(wanted)
    merged = merge(base, theirs, ours)
    assert merged.conflicts == (), merged.text
    # Where two insertions meet, which comes first and whether a blank line parts them is open.
    assert Counter(filter(str.strip, merged.text.split("\n"))) == Counter(
        filter(str.strip, wanted.split("\n"))
    ), merged.text
    assert is_nested(merged.text), merged.text


def is_nested(text: str) -> bool:
    """Whether each bracket closes the one that was opened last, at its own indent."""
    opened: list[tuple[str, int]] = []
    for line in text.split("\n"):
        indent = len(line) - len(line.lstrip())
        for character in line:
            if character in "({[":
                opened.append((character, indent))
            elif character in ")}]":
                bracket, opened_at = opened.pop()
                if bracket + character not in ("()", "{}", "[]") or opened_at != indent:
                    return False
    return not opened
