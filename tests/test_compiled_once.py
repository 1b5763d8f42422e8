"""Tests share what they compile as long as its text is the same."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from jinja2 import DictLoader

from scaffold.templating.sandbox import Sandbox
from tests.support import compiled_once


def test_a_template_of_another_text_is_compiled_anew() -> None:
    texts = {"a": "{{ 'x' | mark }}"}

    def rendered(mark: Callable[[str], str]) -> str:
        return Sandbox(DictLoader(texts), {"mark": mark}).get_template("a").render()

    assert [rendered(str.upper), rendered(str.lower)] == ["X", "x"]
    texts["a"] = "{{ 'Xyz' | mark }}"
    assert [rendered(str.upper), rendered(str.lower)] == ["XYZ", "xyz"]


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
