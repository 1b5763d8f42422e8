"""`scaffold import` without a source: it asks on a terminal, or says how to name a database."""

from __future__ import annotations

import contextlib
import getpass
import sqlite3
import sys
from pathlib import Path

import pytest

from scaffold.cli.app import run


def test_import_without_a_source_shows_the_forms_of_a_url(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with contextlib.closing(sqlite3.connect("shop.db")) as database:
        database.execute("CREATE TABLE tags (id INTEGER PRIMARY KEY, name VARCHAR(40))")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False)
    assert run(["import"]) == 2
    assert "`scaffold import sqlite:FILE`" in capsys.readouterr().err
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(getpass, "getpass", lambda prompt: " sqlite:shop.db\n")
    assert run(["import"]) == 0
    assert "or sqlite:FILE for a SQLite file" in capsys.readouterr().err
    assert "  Tag:" in (tmp_path / "scaffold.yaml").read_text()
