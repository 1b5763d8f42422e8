"""Update the generated blocks of the reference pages: `python -m docs.generate`.

Blocks are between `<!-- name -->` and `<!-- end -->`; the rest of a page is written by hand.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from docs.association_examples import EXAMPLES, example
from docs.json_examples import COMMANDS as JSON_EXAMPLES
from docs.json_examples import json_example
from scaffold.database.dialects import DIALECTS
from scaffold.project.template import questions
from scaffold.schema.output_reference import OUTPUT_KEYS
from scaffold.schema.reference import (
    ATTRIBUTE,
    KINDS,
    MODIFIERS,
    OPTIONS,
    SETTINGS,
    TOP_LEVEL,
    Modifier,
    ValueKind,
)
from scaffold.schema.type_table import (
    FOREIGN_TYPES,
    TYPE_KEYS,
    TYPES,
    Takes,
    TypeWord,
)
from scaffold.targets import known_settings

if TYPE_CHECKING:
    from scaffold.explain.catalogue import ProblemKind

FOLDER = Path(__file__).parent
PAGES = tuple(sorted(FOLDER.glob("*.md")))

_BLOCK = re.compile(r"(<!-- (?P<name>[\w-]+) -->\n)(?P<body>.*?)(<!-- end -->)", re.DOTALL)
_LINE: Mapping[Takes, str] = {
    "nothing": "",
    "length": "(n)",
    "digits": "(n)",
    "decimal": "(p, s)",
    "values": "(a, b)",
    "type": "(TYPE)",
    "range": "(TYPE)",
    "native": '("…")',
}
_LONG: Mapping[Takes, str] = {
    "nothing": "",
    "length": ", length: n",
    "digits": ", length: n",
    "decimal": ", precision: p, scale: s",
    "values": ", values: [a, b]",
    "type": ", of: TYPE",
    "range": ", of: TYPE",
    "native": "",
}
_OPTION_VALUES = {"sql": "a name", "names": "names"}
_VALUES: Mapping[ValueKind, str] = {
    "collation": "name",
    "text": '"…"',
    "name": "name",
    "sql": "name",
    "model": "Model",
    "table": "Join",
    "action": "action",
    "pair": "attribute, value",
    "map": "old, new",
    "default": "value",
    "expression": '"…"',
}


def filled(page: str) -> str:
    """Return the page with its blocks updated; KeyError for an unknown block."""
    return _BLOCK.sub(lambda block: f"{block[1]}\n{BLOCKS[block['name']]()}\n\n{block[4]}", page)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines
    )


def _code(*words: str) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _types() -> str:
    head = ("a field's line", "long form", "what it is", "databases", "also understood")
    return _table(head, map(_type_row, TYPES.values()))


def _type_row(word: TypeWord) -> tuple[str, ...]:
    line = _code(f"{word.name}{_LINE[word.takes]}")
    if _LINE[word.takes] and not word.needed:
        line = f"`{word.name}`, {line}"
    native = "'type(\"…\")'" if word.takes == "native" else word.name
    has = [each.label for each in DIALECTS.values() if word.name in each.types]
    where = "all" if len(has) == len(DIALECTS) else ", ".join(has)
    meaning = word.description.partition(" (PostgreSQL")[0] if where != "all" else word.description
    return (
        line,
        _code(f"{{type: {native}{_LONG[word.takes]}}}"),
        meaning,
        where,
        _code(*word.aliases),
    )


def _type_keys() -> str:
    return _table(("key", "what it is"), ((_code(key), what) for key, what in TYPE_KEYS.items()))


def _other_types() -> str:
    return _table(("instead of", "do this"), ((_code(k), v) for k, v in FOREIGN_TYPES.items()))


def _forms(modifier: Modifier) -> tuple[str, str]:
    if modifier.value == "flag":
        return _code(modifier.word), _code(f"{modifier.word}: true")
    value = _VALUES[modifier.value]
    long = f"[{value}]" if modifier.value == "pair" else value
    if modifier.value == "map":
        long = "{old: new}"
    return _code(f"{modifier.word}({value})"), _code(f"{modifier.word}: {long}")


def _attribute_modifiers() -> str:
    rows = []
    for each in MODIFIERS.values():
        if ATTRIBUTE in each.on or not set(each.on) & set(KINDS):
            only = "" if ATTRIBUTE in each.on else f" ({', '.join(each.on)})"
            rows.append((*_forms(each), each.description + only))
    return _table(("term", "long form", "meaning"), rows)


def _association_modifiers() -> str:
    rows = []
    for each in MODIFIERS.values():
        on = [kind for kind in KINDS if kind in each.on]
        if on:
            rows.append(
                (*_forms(each), "all" if len(on) == len(KINDS) else ", ".join(on), each.description)
            )
    return _table(("term", "long form", "on", "meaning"), rows)


def _kinds() -> str:
    rows = (
        (
            _code(
                f"{kind.name}(Model)" + (" through(Join)" if kind.name == "belongsToMany" else "")
            ),
            _code(
                f"{kind.name}: Model" + (", through: Join" if kind.name == "belongsToMany" else "")
            ),
            kind.description.partition(":")[0],
        )
        for kind in KINDS.values()
    )
    return _table(("term", "long form", "location of the foreign key"), rows)


def _settings() -> str:
    return _table(
        ("setting", "meaning"), ((_code(s.word), s.description) for s in SETTINGS.values())
    )


def _outputs() -> str:
    rows = ((_code(o.word), _code(*o.words) or "text", o.description) for o in OUTPUT_KEYS.values())
    return _table(("key", "values", "meaning (default)"), rows)


def _contract() -> str:
    from scaffold.project.outputs.description import described_names

    head = ("name", "type", "what it is")
    rows = ((_code(each.name), each.type, each.description) for each in described_names())
    return _table(head, rows)


def _filters() -> str:
    from scaffold.project.outputs.description import described_filters, jinja_filters

    rows = (
        (_code(each.name), each.description, _code(*filter(None, [each.type])))
        for each in described_filters()
    )
    table = _table(("filter", "result", "example"), rows)
    return f"{table}\n\nOf Jinja's own: {_code(*jinja_filters())}."


def _options() -> str:
    head = ("option", "values", "meaning (default)")
    rows = (
        (
            _code(o.word),
            _OPTION_VALUES.get(o.value) or _code(*(o.words or ("true", "false"))),
            o.description,
        )
        for o in OPTIONS.values()
    )
    return _table(head, rows)


def _targets() -> str:
    rows = (
        (_code(name), _code(key), *_values_of(values))
        for name, settings in known_settings().items()
        for key, values in settings.items()
    )
    return _table(("target", "setting", "values", "default"), rows)


def _values_of(values: str | tuple[str, ...]) -> tuple[str, str]:
    """The values of a setting, and its default, which is the first of a choice."""
    return (
        ("a folder", _code(values))
        if isinstance(values, str)
        else (_code(*values), _code(values[0]))
    )


def _top_level() -> str:
    return _table(("key", "what it is"), ((_code(key), what) for key, what in TOP_LEVEL.items()))


def _help(command: str) -> Callable[[], str]:
    return lambda: f"```\n{help_of(command)}\n```"


def help_of(command: str) -> str:
    """Return the output of `scaffold COMMAND --help` in 80 columns; empty: of `scaffold --help`."""
    from scaffold.cli.app import run

    output = io.StringIO()
    with patch.dict(os.environ, {"COLUMNS": "80"}), contextlib.redirect_stdout(output):
        run([command, "--help"] if command else ["--help"])
    return output.getvalue().strip()


def _questions() -> str:
    rows = []
    for name, question in questions().items():
        choices = question.get("choices", [])
        values = choices.values() if isinstance(choices, dict) else choices
        answers = _code(*values) or {"bool": "yes or no"}.get(question["type"], "text")
        rows.append((_code(name), question["help"], answers, _default(question["default"])))
    return _table(("question", "what it asks", "answers", "default"), rows)


def _default(value: object) -> str:
    if isinstance(value, list):
        return "all" if len(value) > 1 else _code(*value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value == "{{ not node }}":
        return "no, or yes without `node`"
    return "the folder's" if "{" in str(value) else _code(*filter(None, [str(value)]))


def _problems() -> str:
    from scaffold.explain.catalogue import kinds

    areas = {
        "schema": "The schema file",
        "associations": "Models and associations",
        "changes": "Changes and generated files",
        "commands": "Commands and the machine",
    }
    parts = []
    for area, title in areas.items():
        parts.append(f"## {title}")
        parts += [_problem(kind) for kind in kinds().values() if kind.area == area]
    return "\n\n".join(parts)


def _problem(kind: ProblemKind) -> str:
    parts = [f"### {kind.code}", f"**{kind.title}.** {kind.cause}", kind.cure]
    for title, text in (("Before:", kind.before), ("Example:", kind.schema)):
        if text:
            parts += [title, f"```\n{_printable(text).strip()}\n```"]
    if kind.run:
        parts.append(f"```sh\n{kind.run}\n```")
    messages = (f"- `` {message} ``" for message in kind.messages)
    listed = "\n".join(messages)
    return "\n\n".join([*parts, f"<details><summary>Messages</summary>\n\n{listed}\n\n</details>"])


def _printable(text: str) -> str:
    return "".join(each if each.isprintable() or each == "\n" else "�" for each in text)


def _commands() -> tuple[str, ...]:
    from scaffold.cli.app import COMMANDS

    return COMMANDS


BLOCKS: Mapping[str, Callable[[], str]] = {
    "top-level": _top_level,
    "types": _types,
    "type-keys": _type_keys,
    "other-types": _other_types,
    "attribute-modifiers": _attribute_modifiers,
    "kinds": _kinds,
    "association-modifiers": _association_modifiers,
    "settings": _settings,
    "options": _options,
    "outputs": _outputs,
    "contract": _contract,
    "filters": _filters,
    "targets": _targets,
    "questions": _questions,
    "problems": _problems,
    **{f"association-{name}": partial(example, name) for name in EXAMPLES},
    **{f"json-{name}": partial(json_example, name) for name in JSON_EXAMPLES},
    "help": _help(""),
    **{f"help-{command}": _help(command) for command in _commands()},
}


def main() -> None:
    """Update all pages."""
    for page in PAGES:
        page.write_text(filled(page.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
