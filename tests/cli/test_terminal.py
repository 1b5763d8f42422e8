"""What a person sees: colour on a terminal alone, and carets under the right character."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scaffold.cli.excerpt import excerpt
from tests.cli.conftest import SCHEMA, Cli
from tests.support.node_packages import ROOT, clean_environment

pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")


def on_a_terminal(root: Path, *arguments: str, **environment: str) -> tuple[int, str]:
    """Run the command with all its streams on a terminal; return its exit code and its output."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "scaffold", *arguments],
        cwd=root,
        env=clean_environment({"PYTHONPATH": str(ROOT), "TERM": "xterm"} | environment),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    seen = b""
    # The end of the other side is an error on Linux, and an empty read elsewhere.
    while chunk := _read(ours):
        seen += chunk
    os.close(ours)
    return process.wait(), seen.decode().replace("\r\n", "\n")


def _read(handle: int) -> bytes:
    try:
        return os.read(handle, 1 << 16)
    except OSError:
        return b""


@pytest.mark.slow
def test_actions_are_coloured_on_a_terminal(cli: Cli) -> None:
    cli.schema()
    code, seen = on_a_terminal(cli.root, "generate")
    assert code == 0
    assert "\x1b[32m\x1b[1m   create\x1b[0m  models/index.js\n" in seen


@pytest.mark.slow
def test_problems_are_coloured_on_a_terminal(cli: Cli) -> None:
    cli.schema(SCHEMA.replace("string(120)", "strng"))
    code, seen = on_a_terminal(cli.root, "check")
    assert code == 1
    assert "\x1b[1mscaffold.yaml:8:11:\x1b[0m unknown type `strng`" in seen
    assert "\x1b[31m\x1b[1m^\x1b[0m" in seen


@pytest.mark.slow
@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colour_can_be_disabled(cli: Cli, environment: dict[str, str]) -> None:
    cli.schema(SCHEMA.replace("string(120)", "strng"))
    assert "\x1b" not in on_a_terminal(cli.root, "check", **environment)[1]
    cli.schema()
    assert "\x1b" not in on_a_terminal(cli.root, "generate", **environment)[1]


def test_no_colour_without_a_terminal(cli: Cli) -> None:
    cli.schema(SCHEMA.replace("string(120)", "strng"))
    assert "\x1b" not in cli("check", code=1).text
    cli.schema()
    assert "\x1b" not in cli.generate("--diff").text


def shown(line: str, wrong: str, room: int = 40) -> str:
    text, blanks = excerpt(line, line.index(wrong) + 1, room)
    return f"{text}\n{blanks}^"


def test_caret_is_under_the_character() -> None:
    assert shown("name: strng", "strng") == "name: strng\n      ^"


def test_caret_under_wide_characters() -> None:
    # Each of these takes two cells of a terminal.
    assert shown("名前: strng", "strng") == "名前: strng\n      ^"


def test_caret_under_combining_characters() -> None:
    assert shown("e\u0301e: strng", "strng") == "e\u0301e: strng\n    ^"


def test_tab_is_shown_as_one_blank() -> None:
    assert shown('\t"name": "strng"', "strng") == ' "name": "strng"\n          ^'


def test_control_characters_are_not_printed() -> None:
    assert shown("a\x1b[31m: strng", "strng") == "a [31m: strng\n        ^"


def test_long_line_is_truncated_around_the_problem() -> None:
    line = f"{'a' * 100} strng {'b' * 100}"
    text, blanks = excerpt(line, 102, 40)
    assert text == "…aaaaaaaaaaaa strng bbbbbbbbbbbbbbbbbbb…"
    assert len(text) == 40
    assert text[len(blanks) :].startswith("strng")


@pytest.mark.parametrize("column", [1, 50, 200, 400, 401, 9999])
@pytest.mark.parametrize("char", ["a", "名"])
def test_long_line_fits_for_every_column(column: int, char: str) -> None:
    text, blanks = excerpt(char * 400, column, 40)
    cells = 2 if char == "名" else 1
    assert sum(cells if each == char else 1 for each in text) <= 40
    assert len(blanks) <= 40
