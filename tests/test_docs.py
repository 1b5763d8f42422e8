"""The documentation matches the tool; `--update-golden` updates its generated blocks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from typer._click import Command
from typer.core import TyperGroup as Group

from docs.generate import PAGES, filled
from scaffold.cli.app import COMMANDS, build, run
from scaffold.database.resolve import resolve
from scaffold.errors import SourceLocation
from scaffold.project.compilation import known_targets
from scaffold.schema.model import DeclaredModel, Schema
from scaffold.schema.read_schema import read_schema
from scaffold.schema.reference import KINDS, MODIFIERS
from scaffold.schema.type_table import TYPES
from scaffold.targets import TARGETS
from tests.support.node_packages import ROOT

TEXTS = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "README.md", *PAGES)}
HEAD = "version: 1\ntargets:\n  sequelize: {directory: .}\n"
# Words of other tools that the pages speak of.
OTHERS = {
    *("--autogenerate", "--data", "--data-file", "--defaults", "--from", "--help", "--models"),
    *("--sql", "--to", "--trust"),
}


def blocks(kind: str) -> list[tuple[str, str]]:
    """Each fenced block of a kind: its page and line, and its text."""
    found = []
    for name, text in TEXTS.items():
        for match in re.finditer(rf"^```{kind}\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
            found.append((f"{name}:{text.count(chr(10), 0, match.start()) + 1}", match[1]))
    return found


def read(text: str) -> Schema:
    schema, problems = read_schema(text.encode(), "docs.yaml", known_targets())
    assert schema is not None, "\n".join(map(str, problems))
    return schema


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_generated_blocks_of_the_pages_are_current(page: Path, update_golden: bool) -> None:
    text = page.read_text(encoding="utf-8")
    wanted = filled(text)
    if update_golden:
        page.write_text(wanted, encoding="utf-8")
    else:
        assert text == wanted, "run: python -m docs.generate"


def test_every_command_has_its_section_and_its_line_in_the_readme() -> None:
    for command in COMMANDS:
        assert f"\n## {command}\n\n<!-- help-{command} -->\n" in TEXTS["commands.md"]
        assert f"| `scaffold {command}" in TEXTS["README.md"], command


def test_every_mentioned_command_exists() -> None:
    for name, text in TEXTS.items():
        for match in re.finditer(r"(?:`|\$ |^\s+)scaffold ([a-z]+)", text, re.MULTILINE):
            assert match[1] in COMMANDS, f"{name}: scaffold {match[1]}"


def commands() -> Mapping[str, Command]:
    """The commands by name."""
    group = build()
    assert isinstance(group, Group)
    return group.commands


def test_every_mentioned_flag_exists() -> None:
    named_commands = commands().values()
    inner = [each for group in named_commands for each in getattr(group, "commands", {}).values()]
    known = {
        flag
        for command in (build(), *named_commands, *inner)
        for parameter in command.params
        for flag in (*parameter.opts, *parameter.secondary_opts)
    }
    for name, text in TEXTS.items():
        named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text))
        assert named - known - OTHERS == set(), name


@pytest.mark.parametrize(("location", "text"), blocks("yaml"), ids=[at for at, _ in blocks("yaml")])
def test_schemas_are_valid(location: str, text: str) -> None:
    """A block without a head is a piece: the models that it leads to are somewhere else."""
    if not text.startswith("version:"):
        missing = read(HEAD + text).missing_models()
        text = f"{HEAD}{text}" + "".join(f"  {name}: {{}}\n" for name in missing)
    schema = read(text)
    database, problems = resolve(schema)
    assert database is not None, "\n".join(map(str, problems))
    for target in TARGETS.values():
        assert list(target.problems(database)) == []


def test_every_keyword_is_in_the_reference() -> None:
    page = TEXTS["schema.md"]
    for word in (*TYPES, *KINDS, *MODIFIERS):
        assert re.search(rf"\| .*`{word}[`(]", page), word


def without_places(value: Any) -> Any:
    """Return a declared value as plain data, without locations."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: without_places(getattr(value, field.name))
            for field in fields(value)
            if field.name not in ("location", "locations")
        }
    if isinstance(value, SourceLocation):
        return None
    if isinstance(value, tuple):
        return [without_places(each) for each in value]
    return {k: without_places(v) for k, v in value.items()} if isinstance(value, dict) else value


def only_model(text: str) -> DeclaredModel:
    (model, *_) = read(f"{HEAD}models:\n  A:\n    x: {text}\n").models
    return model


VALUES = {"n": "3", "p": "10", "s": "2", "a": "a", "b": "b", "TYPE": "integer"}


def test_both_forms_of_a_type_are_equal() -> None:
    rows = re.findall(r"^\| .*?`([a-z]+[^`]*)` \| `(\{type: [^`]*\})` \|", TEXTS["schema.md"], re.M)
    assert len(rows) == len(TYPES)
    for line, long in rows:
        line, long = (re.sub(r"\b(n|p|s|TYPE)\b", lambda m: VALUES[m[1]], x) for x in (line, long))
        line, long = line.replace("…", "NUMBER"), long.replace("…", "NUMBER")
        assert without_places(only_model(f"'{line}'")) == without_places(only_model(long)), line


def test_both_forms_of_a_modifier_are_equal() -> None:
    rows = re.findall(
        r"^\| `([a-zA-Z]+)(\([^|]*\))?` \| `(\w+: [^`]*)` \| (.*?) \|", TEXTS["schema.md"], re.M
    )
    seen = set()
    for word, argument, long, on in rows:
        if word not in MODIFIERS:
            continue
        kinds = [kind for kind in KINDS if on == "all" or kind in on.split(", ")]
        of = next((each for each in MODIFIERS[word].on if each in TYPES), "integer")
        first = (of, f"type: {of}") if not kinds else (f"{kinds[0]}(B)", f"{kinds[0]}: B")
        if kinds == ["belongsToMany"] and word != "through":
            first = (first[0] + " through(J)", first[1] + ", through: J")
        argument, long = (
            re.sub(r"\b(value|action)\b", lambda m: {"value": "5", "action": "cascade"}[m[1]], x)
            for x in (argument, long)
        )
        argument, long = argument.replace("…", "{x} > 0"), long.replace("…", "{x} > 0")
        line = f"'{first[0]} {word}{argument}'"
        mapping = f"{{{first[1]}, {long}}}"
        assert without_places(only_model(line)) == without_places(only_model(mapping)), line
        seen.add(word)
    assert seen == set(MODIFIERS)


def test_problem_in_the_readme_is_printed_exactly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (result,) = (text for _, text in blocks("console") if text.startswith("$ scaffold check\n"))
    schema = f"{HEAD}\n\nmodels:\n  Customer:\n    name: strng required\n"
    assert schema.splitlines()[7].strip() == "name: strng required"
    (tmp_path / "scaffold.yaml").write_text(schema)
    monkeypatch.chdir(tmp_path)
    assert run(["check"]) == 1
    assert capsys.readouterr().err == result.partition("\n")[2]


def test_output_in_the_readme_is_generated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (declared,) = (text for at, text in blocks("yaml") if "README" in at and "outputs:" in text)
    (template,) = (text for at, text in blocks("jinja") if "README" in at)
    (models,) = (text for at, text in blocks("yaml") if "README" in at and "models:" in text)
    (tmp_path / "scaffold.yaml").write_text(models.replace("models:\n", f"{declared}\nmodels:\n"))
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "fields.js.jinja").write_text(template)
    monkeypatch.chdir(tmp_path)
    assert run(["generate", "--quiet"]) == 0
    made = (tmp_path / "src" / "fields" / "order.js").read_text()
    assert made == "module.exports = ['total', 'status', 'CustomerId'];\n"
