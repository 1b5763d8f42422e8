"""Tests share what they compile as long as its text is the same."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from scaffold.templating.super_line import LINES, SuperLine, lines
from tests.support import compiled_once


def test_a_template_of_another_text_or_filter_is_compiled_anew() -> None:
    texts = {"a": "{{ 'x' | mark }}", "b": "{{ 'y' | mark }}"}

    def rendered(name: str, mark: str) -> str:
        environment = Environment(loader=DictLoader(texts), extensions=[SuperLine])
        environment.filters |= {LINES: lines, "mark": str.upper if mark == "upper" else str.title}
        return environment.get_template(name).render()

    assert [rendered("a", "upper"), rendered("b", "upper")] == ["X", "Y"]
    texts["a"] = "{{ 'xyz' | mark }}"
    assert [rendered("a", "upper"), rendered("a", "title")] == ["XYZ", "Xyz"]


def test_a_module_of_another_text_is_compiled_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Compiled files are dated by the second.
    monkeypatch.setattr("sys.dont_write_bytecode", True)

    def value(text: str) -> object:
        path = tmp_path / "module.py"
        path.write_text(text)
        spec = spec_from_file_location("module", path)
        assert spec is not None and spec.loader is not None
        module = module_from_spec(spec)
        with compiled_once.shared_modules():
            spec.loader.exec_module(module)
        return module.value

    values = [value(f"value = {number}\n") for number in (1, 2, 1)]
    assert values == [1, 2, 1]
