"""A letter dropped from any name of a real template is found before anything is rendered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from scaffold.project.outputs.check_outputs import problems_of
from scaffold.project.outputs.read_templates import OwnFiles, read_own_files
from scaffold.schema.read_schema import read_schema
from scaffold.templating.own_templates import OwnTemplates
from tests.schema.reading import HEAD, TARGETS
from tests.support.node_packages import ROOT

PACKS = ROOT / "examples" / "outputs"
NAMES = sorted(path.parent.name for path in PACKS.glob("*/outputs.yaml"))


def files_of(pack: str) -> OwnFiles:
    text = f"{HEAD}outputs: [{{from: {pack}}}]\n"
    schema, _ = read_schema(text, "s.yaml", TARGETS)
    assert schema is not None
    return read_own_files(schema, str(PACKS), "s.yaml")


def with_text(own: OwnFiles, name: str, text: str) -> OwnFiles:
    templates = own.templates
    texts: Mapping[str, str] = {**templates.texts, name: text}
    return OwnFiles(OwnTemplates(None, texts, templates.paths), own.outputs, own.sources)


_TAG = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_WORD = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|([A-Za-z_]\w*)", re.DOTALL)


def mutations(text: str) -> Iterator[tuple[str, str]]:
    """Each name in a tag or an expression without one letter, and the text with it."""
    for tag in _TAG.finditer(text):
        for word in _WORD.finditer(tag[0]) if not tag[0].startswith("{#") else ():
            if word[1] and len(word[1]) > 2:
                at = tag.start() + word.start() + len(word[1]) // 2
                yield f"{word[1]} in {tag[0]}", text[:at] + text[at + 1 :]


def templates() -> list[tuple[str, str]]:
    return [
        (pack, name)
        for pack in NAMES
        for name in files_of(pack).templates.texts
        if name.endswith(".jinja")
    ]


@pytest.mark.slow
@pytest.mark.parametrize(("pack", "name"), templates(), ids=lambda value: Path(value).name)
def test_a_letter_dropped_from_any_name_is_found(pack: str, name: str) -> None:
    own = files_of(pack)
    assert problems_of(own, {}) == ()
    text = own.templates.texts[name]
    passed = [
        (word, changed)
        for word, changed in mutations(text)
        if not problems_of(with_text(own, name, changed), {})
    ]
    assert passed == [], [word for word, _ in passed]
