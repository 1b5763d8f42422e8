"""Tests share compiled modules as long as their texts are the same."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from tests.support.shared_modules import shared_modules


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
        with shared_modules():
            spec.loader.exec_module(module)
        return module.value

    values = [value(f"value = {number}\n") for number in (1, 2, 1)]
    assert values == [1, 2, 1]
