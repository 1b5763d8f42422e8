"""Every way in which a command can end, and its exit code."""

from __future__ import annotations

import ast
import errno
import importlib
import inspect
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest

from scaffold import __version__
from scaffold.cli.app import COMMANDS, MODULES
from tests.cli.conftest import SCHEMA, Cli
from tests.support.node_packages import ROOT, clean_environment

COMMAND = [sys.executable, "-m", "scaffold"]
ENVIRONMENT = {"PYTHONPATH": str(ROOT)}


def start(root: Path, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    """The real command, in a process of its own."""
    return subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=root,
        env=clean_environment(ENVIRONMENT | environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def fail(*_: object, **__: object) -> NoReturn:
    raise LookupError("no such thing")


def test_the_version(cli: Cli) -> None:
    process = start(cli.root, "--version")
    assert process.communicate() == (f"scaffold {__version__}\n", "")
    assert cli("--version").output == f"scaffold {__version__}\n"


@pytest.mark.parametrize("flag", ["-h", "--help"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(cli: Cli, command: str, flag: str) -> None:
    result = cli(command, flag)
    assert result.errors == ""
    assert f"Usage: scaffold {command} " in result.output
    assert f"  scaffold {command}" in result.output.partition("Example")[2]
    assert max(map(len, result.output.splitlines())) <= 80


# Read from the arguments themselves, or reserved for questions that are not asked yet.
UNREAD = {("schema", "as_json"), ("generate", "no_input")}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_of_a_command_is_read(command: str) -> None:
    for function in functions_of(command):
        nodes = ast.walk(ast.parse(inspect.getsource(function)))
        read = {node.id for node in nodes if isinstance(node, ast.Name)}
        unread = {name for name in inspect.signature(function).parameters if name not in read}
        assert {(command, name) for name in unread} <= UNREAD


def functions_of(command: str) -> list[Callable[..., object]]:
    """The function of a command, or those of its subcommands."""
    name = MODULES.get(command, command)
    module = importlib.import_module(f"scaffold.cli.{name}")
    group = getattr(module, "app", None)
    if group is None:
        return [getattr(module, name)]
    return [each.callback for each in group.registered_commands]


def test_help_lists_every_command(cli: Cli) -> None:
    for arguments in (["--help"], ["-h", "generate"]):
        result = cli(*arguments).output
        assert all(f"\n  {command} " in result for command in COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["generat"], "No such command 'generat'"),
        (["generate", "--bogus"], "No such option: --bogus"),
        (["generate", "--quiet=3"], "does not take a value"),
        (["check", "more"], "unexpected extra argument"),
        (["add"], "Missing argument 'MODEL'"),
        (["--bogus"], "No such option: --bogus"),
    ],
)
def test_wrong_usage(cli: Cli, arguments: list[str], message: str) -> None:
    result = cli(*arguments, code=2)
    assert result.output == ""
    assert message in result.errors
    problems = cli.json(*arguments, code=2)["problems"]
    assert message in problems[0]["message"]


def test_no_arguments_show_the_help(cli: Cli) -> None:
    result = cli(code=2)
    assert result.output == ""
    assert "Usage: scaffold" in result.errors


def test_bug_prints_traceback_and_where_to_report_it(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli.schema()
    monkeypatch.setattr("scaffold.project.compilation.resolve", fail)
    result = cli.generate(code=3)
    assert result.output == ""
    assert "Traceback (most recent call last)" in result.errors
    assert "LookupError: no such thing" in result.errors
    assert "This is a bug in scaffold. Please report it: https://" in result.errors
    assert f"scaffold {__version__}, Python 3." in result.errors
    data = cli("check", "--json", code=3)
    assert "a bug in scaffold: LookupError: no such thing" in data.output
    assert list(cli.tree()) == ["scaffold.yaml"]


def test_an_interrupted_command(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> NoReturn:
        raise KeyboardInterrupt

    cli.schema()
    monkeypatch.setattr("scaffold.project.compilation.resolve", interrupt)
    result = cli.generate(code=130)
    assert result.output == ""
    assert result.errors == "interrupted: nothing more was written\n"
    assert list(cli.tree()) == ["scaffold.yaml"]


def test_control_c_while_reading_standard_input(cli: Cli) -> None:
    process = subprocess.Popen(
        [*COMMAND, "generate", "-f", "-"],
        cwd=cli.root,
        env=clean_environment(ENVIRONMENT),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdin
    # More than a pipe holds: this comes back when the other side reads.
    process.stdin.write("#" * 200_000)
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate()
    assert (process.returncode, output) == (130, "")
    assert "Traceback" not in errors
    assert cli.tree() == {}


def refuse(code: int) -> object:
    """Raise the disk's error at every write."""

    def refuse(path: str, *_: object, **__: object) -> NoReturn:
        raise OSError(code, os.strerror(code), path)

    return refuse


@pytest.mark.parametrize(
    ("function", "code", "message"),
    [
        ("mkdir", errno.EROFS, "Read-only file system"),
        ("mkdir", errno.EACCES, "Permission denied"),
        ("open", errno.ENOSPC, "No space left on device"),
        ("replace", errno.EACCES, "Permission denied"),
    ],
)
def test_disk_error_exits_with_4(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, function: str, code: int, message: str
) -> None:
    cli.schema()
    before = cli.tree()
    with monkeypatch.context() as context:
        context.setattr(os, function, refuse(code))
        result = cli.generate(code=4)
        data = cli.json("generate", code=4)
    assert result.output == ""
    assert message in result.errors.splitlines()[0]
    assert len(result.errors.splitlines()) == 2
    assert message in data["problems"][0]["message"]
    assert cli.tree() == before
    cli.generate("-q")


def test_add_on_a_failing_disk(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    cli.schema()
    before = cli.tree()
    monkeypatch.setattr(os, "replace", refuse(errno.EROFS))
    assert "Read-only file system" in cli("add", "Tag", code=4).errors
    assert cli.tree() == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write")
def test_folder_without_write_permission(cli: Cli) -> None:
    cli.schema()
    cli.root.chmod(0o555)
    try:
        assert "Permission denied" in cli.generate(code=4).errors
        assert cli("check", code=1).errors.startswith("7 files out of date")
    finally:
        cli.root.chmod(0o755)


def test_a_schema_that_cannot_be_read(cli: Cli) -> None:
    (cli.root / "scaffold.yaml").mkdir()
    for command in ("generate", "check", "show"):
        assert "scaffold.yaml cannot be read: Is a directory" in cli(command, code=4).errors


@pytest.mark.parametrize("make", [lambda path: path.symlink_to("nowhere"), Path.touch])
def test_scaffold_folder_is_a_file(cli: Cli, make: object) -> None:
    cli.schema()
    assert callable(make)
    make(cli.root / ".scaffold")
    before = cli.tree()
    assert cli.generate(code=4).errors.startswith(".scaffold")
    assert cli.tree() == before


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_standard_output_is_full(cli: Cli) -> None:
    cli.schema()
    for arguments in (["schema"], ["generate"], ["show", "--json"]):
        with open("/dev/full", "w") as full:
            done = subprocess.run(
                [*COMMAND, *arguments],
                cwd=cli.root,
                env=clean_environment(ENVIRONMENT),
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
            )
        assert done.returncode == 4
        assert done.stderr == "standard output cannot be written: No space left on device\n"


@pytest.mark.slow
def test_reader_closes_the_pipe(cli: Cli) -> None:
    cli.schema()
    # What was found out before the pipe broke is said by the code, so check never seems fine.
    for arguments, codes in ((["schema"], {141}), (["check"], {1, 141}), (["generate"], {141})):
        process = start(cli.root, *arguments)
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        errors = process.stderr.read()
        assert process.wait() in codes
        assert "Traceback" not in errors
        assert "Exception" not in errors
    assert "up to date" in cli("check").output


@pytest.mark.slow
def test_closed_streams(cli: Cli) -> None:
    cli.schema()
    done = subprocess.run(
        ["sh", "-c", f"exec {sys.executable} -m scaffold generate >&- 2>&-"],
        cwd=cli.root,
        env=clean_environment(ENVIRONMENT),
    )
    assert done.returncode == 0
    assert "up to date" in cli("check").output


@pytest.mark.slow
def test_terminal_without_unicode(cli: Cli) -> None:
    cli.schema()
    process = start(cli.root, "show", "Order", PYTHONIOENCODING="ascii")
    output, errors = process.communicate()
    assert (process.returncode, errors) == (0, "")
    assert "\\u2192 Customers.id" in output


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda text: text + "garbage\n", "is not a record of a run"),
        (lambda text: text[: len(text) // 2], "is not a record of a run"),
        (lambda text: text.replace('"version": 1', '"version": 9'), "version 9 is not one"),
        (
            lambda text: text + '<<<<<<< ours\n["a"]\n=======\n["b"]\n>>>>>>> theirs\n',
            "it has git's conflict markers",
        ),
        (lambda text: "", "is not a record of a run"),
    ],
)
def test_a_record_that_cannot_be_read(cli: Cli, damage: object, message: str) -> None:
    cli.schema()
    cli.generate("-q")
    (path,) = cli.records
    text = (cli.root / path).read_text()
    assert callable(damage)
    cli.write(path, damage(text))
    before = cli.tree()
    for command in ("generate", "check", "show"):
        result = cli(command, code=1)
        assert result.errors.startswith(".scaffold/history/RECORD.json")
        assert message in result.errors
        assert len(result.errors.splitlines()) >= 2
        assert cli.tree() == before
    cli.write(path, text)
    cli("check")


def test_a_record_that_is_no_text(cli: Cli) -> None:
    cli.schema()
    cli.write(".scaffold/history/20260101000000-00000000.json", b"\xff\xfe\x00")
    assert "RECORD.json is not UTF-8 text" in cli.generate(code=1).errors


@pytest.mark.slow
def test_concurrent_runs(cli: Cli) -> None:
    cli.schema()
    runs = [start(cli.root, "generate") for _ in range(3)]
    result = [process.communicate() for process in runs]
    assert [process.returncode for process in runs] == [0, 0, 0], result
    assert sorted(output.count("   create  ") for output, _ in result)[:2] == [0, 0]
    assert len(list((cli.root / "migrations").glob("*.js"))) == 3
    assert "up to date" in cli("check").output


def test_run_waits_for_another_and_gives_up(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    from scaffold.files import runlock

    cli.schema()
    with runlock.exclusive(str(cli.root)):
        ticks = iter(range(0, 1000, 4))
        monkeypatch.setattr("scaffold.files.runlock.time.monotonic", lambda: next(ticks))
        result = cli.generate(code=4)
    assert f"another run holds .scaffold/run.lock: process {os.getpid()} on " in result.errors
    assert list(cli.tree()) == ["scaffold.yaml"]


def test_a_killed_run_is_finished_by_the_next(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    cli.schema()
    with monkeypatch.context() as context:
        moves = iter(range(4))
        real = os.link

        def link(source: str, target: str, **options: Any) -> None:
            if next(moves, None) is None:
                raise SystemExit("killed")
            real(source, target, **options)

        context.setattr(os, "link", link)
        with pytest.raises(SystemExit):
            from scaffold.naming.timestamps import parse_timestamp
            from scaffold.project import run
            from scaffold.project.request import Request
            from scaffold.project.schema_source import read_source

            run.generate(read_source(None), Request(parse_timestamp("20260101000003")))
    assert cli.records == []
    for command in ("check", "show"):
        assert "was interrupted" in cli(command, code=1).errors
    cli("generate", "-q")
    assert sorted(path.name for path in (cli.root / "migrations").glob("*.js")) == [
        "20260101000001-create-customers.js",
        "20260101000002-create-orders.js",
        "20260101000003-add-associations.js",
    ]
    assert "up to date" in cli("check").output


def test_bad_schemas_of_every_kind_write_nothing(cli: Cli) -> None:
    for text in (b"", b"\xff", b"\0", b"[]", b"models: {", b"&a [*a]", SCHEMA.encode() + b"\t"):
        cli.write("scaffold.yaml", text)
        for command in ("generate", "check", "show", "add"):
            result = cli(command, *(["Tag"] if command == "add" else []), code=1)
            assert result.errors.startswith("scaffold.yaml:"), (text, command)
        assert cli.tree() == {"scaffold.yaml": text}


def test_lost_records_make_no_table_twice(cli: Cli) -> None:
    cli.schema()
    cli.generate("-q")
    (cli.root / cli.records[0]).unlink()
    before = cli.tree()
    for command in ("generate", "check"):
        result = cli(command, code=1)
        assert result.errors.startswith(".scaffold/history has no record")
        assert "version control" in result.errors
    assert cli.tree() == before
