"""Reading files and standard input as bytes."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from scaffold.errors import EnvironmentFailure, SchemaError, UsageError
from scaffold.schema.load import load


def test_bytes_are_read_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "scaffold.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: b\r\n")
    assert load(path) == b"\xef\xbb\xbfa: b\r\n"


def test_a_hundred_megabytes_are_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "scaffold.yaml"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(SchemaError, match="100,000,000 bytes") as refused:
        load(path)
    assert refused.value.problems[0].where == (str(path), 1, 1)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a: \xff\n")))
    assert load("-") == b"a: \xff\n"


def test_too_much_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b" " * 11_000_000)))
    with pytest.raises(SchemaError, match="more than"):
        load("-")


def test_missing_file_is_reported(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="scaffold add"):
        load(tmp_path / "scaffold.yaml")


def test_folder_is_reported(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailure, match="cannot be read"):
        load(tmp_path)
