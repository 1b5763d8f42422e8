"""Fields as they are typed at a shell: ours, `total: decimal(10, 2)`, and sequelize-cli's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scaffold.errors import Problem
from scaffold.schema.reference import KINDS
from scaffold.schema.report import listed, nearest, shown
from scaffold.schema.type_words import FOREIGN_TYPES, TYPE_ALIASES

FieldLine = tuple[str, str]

# sequelize-cli names Sequelize's DataTypes: its `date` is a moment, and some of its types have
# arguments that only Sequelize supplies (Sequelize 6 data-types.js).
_MEANINGS = {"date": "datetime", "dateonly": "date", "char": "char(255)", "range": "range(integer)"}
_ATTRIBUTES = "--attributes name:string,paidAt:date,role:enum:{admin,guest},notes:array:text"
_ASSOCIATIONS = "--associations customer:belongsTo:Customer,tags:belongsToMany:Tag:ProductTags"


def read_field_argument(argument: str) -> FieldLine | Problem:
    """`total: decimal(10, 2)` → its name and its line."""
    name, colon, line = argument.partition(":")
    if colon and name.strip() and line.strip():
        return name.strip(), line.strip()
    message = f"`{shown(argument)}` is not a field"
    return Problem(
        None, message, "Write `name: terms` in quotes: 'total: decimal(10, 2) required'."
    )


def read_attributes(flag: str) -> tuple[tuple[FieldLine, ...], tuple[Problem, ...]]:
    """sequelize-cli's `--attributes` → fields, its types by their meaning there."""
    return _collect(_attribute(part) for part in _parts(flag))


def read_associations(flag: str) -> tuple[tuple[FieldLine, ...], tuple[Problem, ...]]:
    """`--associations alias:kind:Target[:Join]` → fields."""
    return _collect(_association(part) for part in _parts(flag))


def _collect(
    read: Iterator[FieldLine | Problem],
) -> tuple[tuple[FieldLine, ...], tuple[Problem, ...]]:
    fields: list[FieldLine] = []
    problems: list[Problem] = []
    for one in read:
        if isinstance(one, Problem):
            problems.append(one)
        else:
            fields.append(one)
    return tuple(fields), tuple(problems)


def _parts(flag: str) -> list[str]:
    """Split at commas and spaces outside braces, as sequelize-cli does."""
    return re.findall(r"(?:\{[^}]*\}?|[^\s,{])+", flag)


def _attribute(part: str) -> FieldLine | Problem:
    name, *words = part.split(":", 2)
    if not words or not name:
        message = f"`{shown(part)}` has no type"
        return Problem(None, message, f"Write `{_ATTRIBUTES}`.")
    kind = words[0].lower()
    if kind == "enum" and len(words) == 2 and words[1].startswith("{"):
        values = [_value(value) for value in words[1].strip("{}").split(",")]
        return name, f"enum({', '.join(values)})"
    if kind == "array" and len(words) == 2:
        inner = _type(part, words[1])
        return inner if isinstance(inner, Problem) else (name, f"array({inner})")
    if len(words) == 2:
        message = f"`{shown(part)}` is none of sequelize-cli's three forms"
        return Problem(None, message, f"Write `{_ATTRIBUTES}`.")
    line = _type(part, kind)
    return line if isinstance(line, Problem) else (name, line)


def _value(value: str) -> str:
    plain = value.strip().strip("'\"")
    return plain if re.fullmatch(r"[\w-]+", plain) else f'"{plain}"'


def _type(part: str, word: str) -> str | Problem:
    kind = _MEANINGS.get(word.lower()) or TYPE_ALIASES.get(word.lower())
    if kind in ("decimal", "enum", "array", "type"):
        name = part.partition(":")[0]
        example = {"decimal": "decimal(10, 2)", "enum": "enum(draft, sent)"}.get(
            kind, "array(text)"
        )
        message = f"`{shown(part)}`: {kind} needs arguments, which this spelling does not say"
        return Problem(None, message, f"Write it as a field: '{name}: {example}'.")
    if kind is not None:
        return kind
    advice = FOREIGN_TYPES.get(word.lower())
    near = nearest(word, TYPE_ALIASES)
    message = f"`{shown(part)}`: unknown type `{shown(word)}`"
    if advice:
        return Problem(None, message, advice[0].upper() + advice[1:] + ".")
    if near:
        return Problem(None, f"{message}: did you mean `{near}`?", f"Write `{near}`.")
    return Problem(None, message, f"Write `{_ATTRIBUTES}`.")


def _association(part: str) -> FieldLine | Problem:
    words = part.split(":")
    if len(words) not in (3, 4) or not all(words):
        message = f"`{shown(part)}` is not an association"
        return Problem(None, message, f"Write `{_ASSOCIATIONS}`.")
    alias, kind, target, *through = words
    if kind not in KINDS:
        near = nearest(kind, KINDS)
        message = f"`{shown(part)}`: unknown association kind `{shown(kind)}`"
        message += f": did you mean `{near}`?" if near else ""
        return Problem(None, message, f"The kinds are {listed(KINDS)}.")
    return alias, f"{kind}({target})" + "".join(f" through({join})" for join in through)
