"""Compiled built-in templates are kept, and used only while they are valid."""

from __future__ import annotations

import sys
from pathlib import Path

import jinja2
import pytest

from scaffold.templating import template_folder
from scaffold.templating.builtin_loader import BuiltinLoader


@pytest.fixture
def compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """The names of the templates that are compiled, in a copy of the folder with one template."""
    (tmp_path / "hello.jinja").write_text("Hello {{ view }}\n")
    monkeypatch.setattr(template_folder, "templates_folder", lambda: str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "kept"))
    names: list[str | None] = []
    compile_template = jinja2.Environment.compile

    def counted(self: jinja2.Environment, source: str, name: str, filename: str) -> object:
        names.append(name)
        return compile_template(self, source, name, filename)

    monkeypatch.setattr(jinja2.Environment, "compile", counted)
    return names


def rendered() -> str:
    """Return what a new environment renders of the template."""
    environment = jinja2.Environment(loader=BuiltinLoader(), keep_trailing_newline=True)
    return environment.get_template("hello.jinja").render(view="you")


def test_template_is_compiled_once(compiled: list[str]) -> None:
    assert [rendered(), rendered()] == ["Hello you\n"] * 2
    assert compiled == ["hello.jinja"]


def test_edited_template_is_compiled_again(compiled: list[str], tmp_path: Path) -> None:
    rendered()
    (tmp_path / "hello.jinja").write_text("Goodbye {{ view }}\n")
    assert rendered() == "Goodbye you\n"
    assert len(compiled) == 2


@pytest.mark.parametrize("changed", ["jinja2.__version__", "scaffold.templating.builtin_loader"])
def test_template_is_compiled_again_by_another_version(
    compiled: list[str], monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    rendered()
    if changed == "jinja2.__version__":
        monkeypatch.setattr(changed, "0.0")
    else:
        monkeypatch.setattr(f"{changed}.__version__", "0.0")
    rendered()
    assert len(compiled) == 2


def test_missing_template_is_an_error_of_jinja(compiled: list[str]) -> None:
    with pytest.raises(jinja2.TemplateNotFound):
        jinja2.Environment(loader=BuiltinLoader()).get_template("missing.jinja")


def test_template_that_cannot_be_kept_is_rendered(
    compiled: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kept").write_text("a file where the folder would be")
    assert rendered() == rendered() == "Hello you\n"
