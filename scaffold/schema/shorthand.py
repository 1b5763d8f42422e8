"""Fields in command line arguments: `total: decimal(10, 2)`, or sequelize-cli's syntax."""

from __future__ import annotations

import re
from collections.abc import Callable

from scaffold.errors import Problem
from scaffold.schema.problem_report import nearest, quoted_list, shown
from scaffold.schema.reference import BELONGS_TO_MANY, KINDS
from scaffold.schema.type_table import FOREIGN_TYPES, TYPE_ALIASES

FieldLine = tuple[str, str]

# sequelize-cli names Sequelize's DataTypes: its `date` has a time, and some of its types have
# arguments that only Sequelize supplies (Sequelize 6 data-types.js).
_MEANINGS = {"date": "datetime", "dateonly": "date", "char": "char(255)", "range": "range(integer)"}
_ATTRIBUTES = "--attributes 'name:string,paidAt:date,role:enum:{admin,guest},notes:array:text'"
_ASSOCIATIONS = "--associations customer:belongsTo:Customer,tags:belongsToMany:Tag:ProductTags"
_NEEDS_ARGUMENTS = {
    "decimal": "decimal(10, 2)",
    "enum": "enum(draft, sent)",
    "array": "array(text)",
    "type": 'type("POINT")',
}
_ADVICE = FOREIGN_TYPES | {
    "uuidv1": "write uuid",
    "uuidv4": "write it as a field: 'name: uuid default(uuid)'",
    "now": "write it as a field: 'name: datetime default(now)'",
}


def read_field_argument(argument: str) -> FieldLine | Problem:
    """Parse `total: decimal(10, 2)` to a name and a line."""
    name, colon, line = argument.partition(":")
    if colon and name.strip() and line.strip():
        return name.strip(), line.strip()
    message = f"`{shown(argument)}` is not a field"
    return Problem(
        None, message, "Write `name: terms` in quotes: 'total: decimal(10, 2) required'."
    )


def read_attributes(flag: str) -> tuple[tuple[FieldLine, ...], tuple[Problem, ...]]:
    """sequelize-cli's `--attributes` → fields, its types by their meaning there."""
    return _collect(flag, _attribute, _ATTRIBUTES)


def read_associations(flag: str) -> tuple[tuple[FieldLine, ...], tuple[Problem, ...]]:
    """Parse `--associations alias:kind:Target[:Join]` to fields."""
    return _collect(flag, _association, _ASSOCIATIONS)


def _collect(
    flag: str, read: Callable[[str], FieldLine | Problem], example: str
) -> tuple[tuple[FieldLine, ...], tuple[Problem, ...]]:
    parts = _parts(flag)
    if not parts:
        return (), (Problem(None, f"{example.split()[0]} is empty", f"Write `{example}`."),)
    found = [read(part) for part in parts]
    return (
        tuple(each for each in found if not isinstance(each, Problem)),
        tuple(each for each in found if isinstance(each, Problem)),
    )


def _parts(flag: str) -> list[str]:
    """Split at commas and spaces outside braces, as sequelize-cli does."""
    return re.findall(r"(?:\{[^}]*\}?|[^\s,{])+", flag)


def _attribute(part: str) -> FieldLine | Problem:
    name, *words = part.split(":", 2)
    kind = words[0].lower() if words else ""
    if not name or not kind:
        message = f"`{shown(part)}` has no {'type' if name else 'name'}"
        return Problem(None, message, f"Write `{_ATTRIBUTES}`.")
    if "references" in part.lower().split(":")[1:]:
        message = f"`{shown(part)}`: a reference is an association here"
        hint = f"Write `--associations {name.removesuffix('Id') or name}:belongsTo:Model`."
        return Problem(None, message, hint)
    if kind == "enum" and len(words) == 2:
        return _enum(part, name, words[1])
    if kind == "array" and len(words) == 2:
        inner = _type(part, words[1])
        return inner if isinstance(inner, Problem) else (name, f"array({inner})")
    if len(words) == 2:
        message = f"`{shown(part)}` is none of sequelize-cli's three forms"
        rest = f"Write `{_ATTRIBUTES}`, or as a field what is more: '{name}: {kind} required'."
        return Problem(None, message, rest)
    line = _type(part, kind)
    return line if isinstance(line, Problem) else (name, line)


def _enum(part: str, name: str, values: str) -> FieldLine | Problem:
    if not re.fullmatch(r"\{[^{}]*\}", values):
        message = f"`{shown(part)}`: an enum's values are written in braces"
        hint = f"Write '{name}:enum:{{admin,guest}}' in quotes: else the shell takes the braces."
        return Problem(None, message, hint)
    words = [value.strip() for value in values[1:-1].split(",")]
    if not all(words):
        message = f"`{shown(part)}`: a value of the enum is missing"
        return Problem(None, message, f"Write '{name}:enum:{{admin,guest}}'.")
    return name, f"enum({', '.join(map(_value, words))})"


def _value(value: str) -> str:
    import json

    quoted = re.fullmatch(r"'(.*)'|\"(.*)\"", value)
    plain = (quoted[1] or quoted[2] or "") if quoted else value
    return plain if re.fullmatch(r"[\w-]+", plain) else json.dumps(plain, ensure_ascii=False)


def _type(part: str, word: str) -> str | Problem:
    lower = word.lower()
    kind = _MEANINGS.get(lower) or TYPE_ALIASES.get(lower)
    name = part.partition(":")[0]
    if kind in _NEEDS_ARGUMENTS:
        message = f"`{shown(part)}`: {kind} needs arguments, which this spelling does not say"
        return Problem(None, message, f"Write it as a field: '{name}: {_NEEDS_ARGUMENTS[kind]}'.")
    if kind is not None:
        return kind
    if "(" in word:
        message = f"`{shown(part)}`: this spelling has no arguments"
        return Problem(None, message, f"Write it as a field: '{name}: {word}'.")
    advice = _ADVICE.get(lower)
    near = nearest(word, TYPE_ALIASES)
    message = f"`{shown(part)}`: unknown type `{shown(word)}`"
    if advice:
        advice = advice.replace("'name:", f"'{name}:")
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
        return Problem(None, message, f"The kinds are {quoted_list(KINDS)}.")
    if kind == BELONGS_TO_MANY and not through:
        message = f"`{shown(part)}`: belongsToMany needs the join table"
        return Problem(None, message, f"Write `{part}:JoinTable`, with the table's own name.")
    if through and kind != BELONGS_TO_MANY:
        message = f"`{shown(part)}`: {kind} has no join table"
        return Problem(None, message, f"Write `{alias}:{kind}:{target}`.")
    return alias, f"{kind}({target})" + "".join(f" through({join})" for join in through)
