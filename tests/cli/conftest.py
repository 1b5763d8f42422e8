"""The command line in this process, in an empty folder of its own."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from scaffold.cli.app import run
from tests.support.project import Run

SCHEMA = """\
version: 1

targets:
  sequelize: {directory: .}

models:
  Customer:
    name: string(120) required
    orders: hasMany(Order)

  Order:
    total: decimal(10, 2) default(0)
    customer: belongsTo(Customer)
"""
STAMP = "20260101000001"
FILES = (
    "models/index.js",
    "models/customer.js",
    "models/order.js",
    "migrations/20260101000001-create-customers.js",
    "migrations/20260101000002-create-orders.js",
    "migrations/helpers/remove-column-1.js",
    "migrations/20260101000003-add-associations.js",
    ".scaffold/history/RECORD.json",
)
MIGRATIONS = tuple(path for path in FILES if path.startswith("migrations/2"))
# The name of a record has a digest of what was generated.
RECORD = re.compile(r"\d{14}-[0-9a-f]{8}\.json")


@dataclass
class Cli:
    """`cli("generate", "-q")` runs the command in `root`, the current folder; `code` is expected.

    Names of records in its output are replaced by RECORD.json.
    """

    root: Path
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *arguments: str, code: int = 0) -> Run:
        self.capsys.readouterr()
        ended = run(arguments)
        output, errors = (RECORD.sub("RECORD.json", each) for each in self.capsys.readouterr())
        result = Run(ended, output, errors)
        assert ended == code, f"{arguments}: exit {ended} instead of {code}\n{result.text}"
        assert code == 3 or "Traceback" not in result.text
        return result

    def json(self, *arguments: str, code: int = 0) -> Any:
        """Return the output with --json; standard error must be empty."""
        result = self(*arguments, "--json", code=code)
        assert result.errors == ""
        return json.loads(result.output)

    def generate(self, *arguments: str, code: int = 0) -> Run:
        """`generate`, at a moment that does not change."""
        return self("generate", "--timestamp", STAMP, *arguments, code=code)

    @property
    def records(self) -> list[str]:
        """The paths of the records, the first run first."""
        found = sorted((self.root / ".scaffold/history").glob("*.json"))
        return [str(path.relative_to(self.root)) for path in found]

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def schema(self, text: str = SCHEMA) -> Path:
        return self.write("scaffold.yaml", text)

    def replace(self, name: str, old: str, new: str) -> None:
        """Edit a file as a person does."""
        text = (self.root / name).read_text()
        assert old in text
        self.write(name, text.replace(old, new))

    def tree(self) -> dict[str, bytes]:
        """Every file in the folder."""
        return {
            str(path.relative_to(self.root)): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file()
        }


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    root = tmp_path / "project"
    root.mkdir()
    monkeypatch.chdir(root)
    return Cli(root, capsys)


def lines(*actions: tuple[str, str]) -> str:
    """Output lines: an action and its path each."""
    return "".join(f"{action:>9}  {path}\n" for action, path in actions)


def all_of(action: str, *paths: str) -> str:
    return lines(*((action, path) for path in paths))
