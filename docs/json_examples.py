"""The generated parts of docs/json.md: what each command prints with --json, run in one project."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import sqlite3
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

# The commands in the order in which they run; the last one of a name is shown.
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "new": ("new", ".", "--yes", "--no-project-files", "--field", "Customer.name: string"),
    "check": ("check",),
    "show": ("show", "Customer"),
    "add": ("add", "Customer", "email: string", "note: text"),
    "rename": ("rename", "Customer.email", "mail"),
    "diagram": ("diagram", "-o", "diagram.dbml"),
    "generate": ("generate",),
    "remove": ("remove", "Customer.note"),
    "decisions": ("generate", "--no-input"),
    "undo": ("undo", "--dry-run"),
    "tidy": ("tidy",),
    "problems": ("show", "Custmer"),
    "explain": ("explain", "unknown-model"),
    "templates": ("templates", "list"),
    "import": ("import", "sqlite:shop.db", "-f", "imported.yaml", "--dry-run"),
}
# Entries of a list that are shown.
_MOST = 2


def json_example(name: str) -> str:
    """Return the command and what it prints, in Markdown; long lists are cut."""
    command = " ".join(f"'{word}'" if " " in word else word for word in COMMANDS[name])
    return f"```\n$ scaffold {command} --json\n{_printed()[name]}\n```"


@cache
def _printed() -> Mapping[str, str]:
    from scaffold.cli.app import run

    found = {}
    here = os.getcwd()
    with tempfile.TemporaryDirectory() as folder:
        with contextlib.closing(sqlite3.connect(Path(folder) / "shop.db")) as database:
            database.execute("CREATE TABLE tags (id INTEGER PRIMARY KEY, name VARCHAR(40))")
        os.chdir(folder)
        try:
            for name, command in COMMANDS.items():
                output = io.StringIO()
                with (
                    contextlib.redirect_stdout(output),
                    contextlib.redirect_stderr(io.StringIO()),
                ):
                    run([*command, "--json"])
                found[name] = _steady(json.dumps(_cut(json.loads(output.getvalue())), indent=2))
        finally:
            os.chdir(here)
    return found


def _cut(data: object) -> object:
    if isinstance(data, dict):
        return {key: _cut(value) for key, value in data.items()}
    return [_cut(each) for each in data[:_MOST]] if isinstance(data, list) else data


def _steady(text: str) -> str:
    """Replace what differs from run to run: times, digests and the version of SQLite."""
    text = re.sub(r"SQLite [\d.]+", "SQLite 3.46.0", text)
    return re.sub(r"\b20\d{12}(-[0-9a-f]{8}\.json)?", lambda m: _named(bool(m[1])), text)


def _named(is_record: bool) -> str:
    return "20260101000000-0123abcd.json" if is_record else "20260101000000"
