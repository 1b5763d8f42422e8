"""Input of a size or kind that nobody means: an answer in words, soon, in little memory."""

from __future__ import annotations

import contextlib
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import SCHEMA, Cli
from tests.support import forked
from tests.support.node_packages import ROOT, clean_environment
from tests.support.timing import timed

MEMORY = 1_000_000_000
HEAD = "version: 1\ntargets: {sequelize: {directory: .}}\nmodels:\n"


def in_one_line(field: str, count: int) -> str:
    return HEAD + "  A: {" + ", ".join(f"f{at}: {field}" for at in range(count)) + "}\n"


def declared(count: int, setting: str) -> str:
    fields = "".join(f"    f{at}: integer\n" for at in range(count))
    return f"{HEAD}  A:\n{fields}    {setting}\n"


def many(count: int, entry: str) -> str:
    return ", ".join(entry.replace("#", str(at)) for at in range(count))


MISTAKES: dict[str, Callable[[int], str]] = {
    "types": lambda count: in_one_line("x", count),
    "near types": lambda count: in_one_line("strng", count),
    "escapes": lambda count: in_one_line('"x\\u0041 y"', count),
    "names": lambda count: HEAD + "  A: {" + many(count, "'f #': string") + "}\n",
    "one key": lambda count: HEAD + "  A: {" + many(count, "f: string") + "}\n",
    "models": lambda count: HEAD + "".join(
        f"  M{at}: {{a: belongsTo(N{at})}}\n" for at in range(count)
    ),
    "indexes": lambda count: declared(count, f"$indexes: [{many(count, '[g#]')}]"),
    "checks": lambda count: declared(count, "$checks: [" + many(count, "'{g#} > 0'") + "]"),
    "modifiers": lambda count: HEAD + f"  A: {{a: 'string {many(count, 'w#')}'}}\n",
    "lines of one text": lambda count: HEAD + '  A:\n    f: "' + "wrng \\n\n\n    " * count + '"\n',
    "settings": lambda count: HEAD + "  A: {" + many(count, "$x#: 1") + "}\n",
    "tags": lambda count: in_one_line("!!str x", count),
    "the other side": lambda count: HEAD + "  B:\n"
    + "".join(f"    b{at}: belongsTo(A)\n" for at in range(count))
    + "  A:\n"
    + "".join(f"    a{at}: hasMany(B) inverse(c{at})\n" for at in range(count)),
}  # fmt: skip


@pytest.mark.slow
@timed
@pytest.mark.parametrize("kind", MISTAKES)
def test_time_is_linear_in_the_number_of_mistakes(cli: Cli, kind: str) -> None:
    spent = []
    for count in (250, 2000):
        cli.schema(MISTAKES[kind](count))
        began = time.process_time()
        result = cli("check", code=1)
        spent.append(time.process_time() - began)
        assert len(result.errors) < 100_000
    # Eight times as many; forty times would be that many squared.
    assert spent[1] < 20 * max(spent[0], 0.02), spent


@pytest.mark.slow
def test_the_first_fifty_problems_are_printed_and_json_has_all(cli: Cli) -> None:
    cli.schema(in_one_line("x", 2000))
    for command in ("check", "generate", "show"):
        result = cli(command, code=1)
        assert result.errors.count("unknown type `x`") == 50
        assert result.errors.endswith(
            "scaffold.yaml: 1950 more problems; `scaffold check --json` prints them all\n"
        )
    assert len(cli.json("check", code=1)["problems"]) == 2000
    cli.schema(in_one_line("x", 51))
    assert "scaffold.yaml: 1 more problem;" in cli("check", code=1).errors
    cli.schema(in_one_line("x", 50))
    assert "more problem" not in cli("check", code=1).errors


def limited(pid: int = 0) -> None:
    """Limit the memory of a process, by default of this one."""
    with contextlib.suppress(ProcessLookupError):
        resource.prlimit(pid, resource.RLIMIT_AS, (MEMORY, MEMORY))


def run_in_little_memory(root: Path, *arguments: str, shell: str = "", expected: int) -> str:
    """Return the command's standard error, with a gigabyte of memory and thirty seconds.

    `shell` has redirections, which a new interpreter meets at its start.
    """
    streams: dict[str, Any] = {"stdin": None if shell else subprocess.DEVNULL}
    with tempfile.TemporaryFile() as errors:
        streams |= {"stdout": subprocess.DEVNULL, "stderr": errors}
        process: forked.Forked | subprocess.Popen[bytes]
        if shell:
            command = [sys.executable, "-m", "scaffold", *arguments]
            process = subprocess.Popen(
                ["sh", "-c", f'exec "$@" {shell}', "sh", *command],
                cwd=root,
                env=clean_environment({"PYTHONPATH": str(ROOT)}),
                preexec_fn=limited,
                **streams,
            )
        else:
            process = forked.start(arguments, root, **streams)
            limited(process.pid)
        try:
            code = process.wait(30)
        finally:
            process.kill()
        errors.seek(0)
        found = errors.read().decode()
    assert code == expected, found
    assert "Traceback" not in found
    return found


@pytest.mark.slow
@pytest.mark.parametrize("command", ["check", "generate", "show", "verify"])
def test_endless_schema_is_refused(cli: Cli, command: str) -> None:
    for path in ("/dev/zero", "pipe"):
        if path == "pipe":
            os.mkfifo(cli.root / path)
        result = run_in_little_memory(cli.root, command, "-f", path, expected=4)
        assert result.startswith(f"{path} is a pipe or a device, not a file\n")
        assert "-f - <" in result


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [("add", "Tag", "-f"), ("rename", "A", "B", "-f")])
def test_edit_of_a_device_is_refused(cli: Cli, arguments: tuple[str, ...]) -> None:
    os.mkfifo(cli.root / "pipe")
    result = run_in_little_memory(cli.root, *arguments, "pipe", expected=4)
    assert "pipe is a pipe or a device" in result


@pytest.mark.slow
def test_endless_answers_are_refused(cli: Cli) -> None:
    result = run_in_little_memory(cli.root, "new", "shop", "--answers", "/dev/zero", expected=4)
    assert result.startswith("/dev/zero is a pipe or a device")


@pytest.mark.slow
def test_closed_or_endless_standard_input_is_refused(cli: Cli) -> None:
    result = run_in_little_memory(cli.root, "check", "-f", "-", shell="<&-", expected=4)
    assert result.startswith("standard input is closed\n")
    result = run_in_little_memory(cli.root, "check", "-f", "-", shell="< /dev/zero", expected=1)
    assert result.startswith("<stdin>:1:1: the file has more than 10,000,000 bytes")
    result = run_in_little_memory(cli.root, "check", "-f", "-", shell="0> written", expected=4)
    assert result.startswith("standard input cannot be read: Bad file descriptor\n")


@pytest.mark.parametrize("name", ["a record", "models/order.js", ".scaffold/cache"])
@pytest.mark.parametrize("kind", ["pipe", "huge", "folder"])
def test_special_file_in_the_project_is_refused(cli: Cli, name: str, kind: str) -> None:
    cli.schema()
    cli.generate("-q")
    path = cli.root / (cli.records[0] if name == "a record" else name)
    path.unlink()
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        with path.open("wb") as file:
            file.truncate(50_000_000_000)
    if name == ".scaffold/cache":
        run_in_little_memory(cli.root, "generate", expected=0)
        return
    codes = {"a record": 4, "models/order.js": 4 if kind == "huge" else 1}
    result = run_in_little_memory(cli.root, "generate", expected=codes[name])
    assert result.startswith(str(path.relative_to(cli.root)))


@timed
def test_nesting_and_aliases(cli: Cli) -> None:
    bomb = "a: &a [x, x, x]\n" + "".join(
        f"b{at}: &b{at} [*{'a' if not at else f'b{at - 1}'}, *a]\n" for at in range(40)
    )
    for text in ("[" * 200_000, HEAD + "  A: " + "{a: " * 50_000, bomb, "- " * 100_000):
        cli.schema(text)
        began = time.process_time()
        assert cli("check", code=1).errors.startswith("scaffold.yaml:")
        assert time.process_time() - began < 3


def test_completion_of_a_pipe_offers_nothing(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(cli.root / "scaffold.yaml")
    answered = threading.Event()

    def complete() -> None:
        monkeypatch.setenv("_SCAFFOLD_COMPLETE", "complete_bash")
        monkeypatch.setenv("COMP_WORDS", "scaffold show ")
        monkeypatch.setenv("COMP_CWORD", "2")
        assert cli().output.strip() == ""
        answered.set()

    thread = threading.Thread(target=complete, daemon=True)
    thread.start()
    assert answered.wait(10)


@pytest.mark.slow
def test_a_schema_is_still_read_from_standard_input(cli: Cli) -> None:
    cli.schema()
    result = run_in_little_memory(cli.root, "check", "-f", "-", shell="< scaffold.yaml", expected=1)
    assert "8 files out of date with <stdin>" in result
    assert SCHEMA.encode() == (cli.root / "scaffold.yaml").read_bytes()
