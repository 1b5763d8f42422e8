"""Commands in the pages print what the pages show: each page's console blocks run in a project."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from scaffold.cli.app import run
from tests.support.node_packages import ROOT

SCHEMA = """\
version: 1
targets:
  sequelize: {directory: .}
options: {dialects: [sqlite]}
models:
  Customer:
    name: string
  Order:
    note: text
  Tag:
    name: string
"""
TIMESTAMP = "202601{:02}000001"
# Names of files have times of runs and digests of contents.
_TIME = re.compile(r"\b20\d{12}\b")
_RECORD = re.compile(r"-[0-9a-f]{8}\.json")
_HELPER = re.compile(r"^ +\w+  migrations/helpers/.*\n", re.MULTILINE)


def transcripts(page: str) -> list[list[tuple[str, str]]]:
    """Return each console block of a page: its commands, and what they print."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    found = []
    for block in re.findall(r"^```console\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
        parts = block.removeprefix("$ ").split("\n$ ")
        found.append(
            [(command, output) for command, _, output in (p.partition("\n") for p in parts)]
        )
    return found


def same_names(text: str) -> str:
    """Return the text without times, digests and lines of helper files."""
    return _HELPER.sub("", _RECORD.sub("-RECORD.json", _TIME.sub("TIME", text))).strip()


class Shell:
    """Runs commands in the project of the current folder."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self.capsys, self.runs = root, capsys, 0
        (root / "scaffold.yaml").write_text(SCHEMA)
        self.git("init -q -b main")
        self.scaffold("generate -q")
        self.commit()

    def git(self, line: str) -> None:
        command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *shlex.split(line)]
        subprocess.run(command, cwd=self.root, check=True, capture_output=True)

    def commit(self) -> None:
        self.git("add -A")
        self.git("commit -q -m change")

    def edit(self, old: str, new: str) -> None:
        path = self.root / "scaffold.yaml"
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))

    def scaffold(self, line: str) -> str:
        """Return what `scaffold` prints; each run that generates is a day after the one before."""
        words = shlex.split(line)
        if words[0] in ("generate", "rebase"):
            self.runs += 1
            words += ["--timestamp", TIMESTAMP.format(self.runs)]
        self.capsys.readouterr()
        run(words)
        return "".join(reversed(self.capsys.readouterr()))


@pytest.fixture
def shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Shell:
    monkeypatch.chdir(tmp_path)
    return Shell(tmp_path, capsys)


def test_change_page(shell: Shell) -> None:
    (decision,), (condition,), (dry, migrate, undo) = transcripts("change.md")
    shell.edit("    note: text", "    memo: text")
    assert_printed(shell, decision)
    shell.edit("    memo: text", "    memo: text was(note)")
    shell.scaffold("generate")
    shell.commit()
    shell.edit("    name: string\n", "    name: string unique\n")
    printed = shell.scaffold("generate")
    assert condition[1].strip() in printed
    shell.scaffold("undo --yes")
    shell.edit("    name: string unique\n", "    name: string\n")
    shell.edit("    memo: text was(note)", "    memo: text\n    total: integer")
    shell.scaffold("generate")
    printed = shell.scaffold(dry[0].removeprefix("scaffold "))
    assert same_names(printed) == same_names(dry[1])
    assert f"`{_TIME.sub('TIME', migrate[0])}`" in _TIME.sub("TIME", printed)
    shell.scaffold(undo[0].removeprefix("scaffold "))
    assert not list(shell.root.glob("migrations/*-change-orders.js"))[1:]


def assert_printed(shell: Shell, transcript: tuple[str, str]) -> None:
    command, shown = transcript
    assert same_names(shell.scaffold(command.removeprefix("scaffold "))) == same_names(shown)


def test_team_page(shell: Shell) -> None:
    (merge, check, rebase, _), (again,) = transcripts("team.md")
    shell.git("checkout -q -b other")
    shell.edit("  Tag:\n    name: string\n", "  Tag:\n    name: string index\n")
    shell.scaffold("generate")
    shell.commit()
    shell.git("checkout -q main")
    shell.edit(
        "  Customer:\n    name: string\n", "  Customer:\n    name: string\n    age: integer\n"
    )
    shell.scaffold("generate")
    shell.commit()
    shell.git("checkout -q other")
    shell.git(merge[0].removeprefix("git ") + " --no-edit")
    assert_printed(shell, check)
    assert rebase[0] == again[0]
    printed = same_names(shell.scaffold(rebase[0].removeprefix("scaffold ")))
    assert [line for line in printed.splitlines() if line.startswith("note:")] == same_names(
        again[1]
    ).splitlines()


def test_templates_page(shell: Shell) -> None:
    (copy,), (check,) = transcripts("templates.md")
    assert_printed(shell, copy)
    (shell.root / "templates/sequelize/commonjs/model.jinja").unlink()
    (shell.root / "templates/route.js.jinja").write_text(
        "{% for attribute in model.attributes %}\n// {{ attribute.name }}\n"
        "{% if attribute.requird %}\n{% endif %}\n{% endfor %}\n"
    )
    shell.edit(
        "models:\n",
        "outputs:\n  - {template: route.js.jinja, path: 'r/{{ model.file }}.js', each: model}\n"
        "models:\n",
    )
    assert_printed(shell, check)
