"""The tests' runners of `scaffold` and node, which do not start a new process each time."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.support import forked
from tests.support.node_packages import clean_environment
from tests.support.project import Project

SCHEMA = "version: 1\ntargets: {sequelize: {directory: .}}\nmodels: {Tag: {name: string}}\n"


def test_a_forked_scaffold_has_streams_folder_and_exit_code_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "scaffold.yaml").write_text(SCHEMA)
    assert forked.run(["generate", "-q"], tmp_path) == (0, "", "")
    assert (tmp_path / "models" / "tag.js").exists()
    refused = forked.run(["generate", "-f", "-"], tmp_path, given="version: 2\n")
    assert (refused.code, refused.output) == (1, "")
    assert refused.errors.startswith("<stdin>:1:1: ")


@pytest.mark.slow
def test_a_forked_scaffold_is_the_one_that_a_new_interpreter_runs(tmp_path: Path) -> None:
    for arguments in (["--help"], ["new", "--help"], ["--version"], ["nothing"]):
        command = [*forked.command(), *arguments]
        environment = clean_environment({"COLUMNS": "50"})
        started = forked.start(
            arguments,
            tmp_path,
            environment | {"PYTHONHASHSEED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        assert isinstance(started, subprocess.Popen)
        expected, _ = started.communicate()
        through = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True)
        ran = forked.run(arguments, tmp_path, environment)
        assert ran.text == expected.decode() == (through.stdout + through.stderr).decode()
        assert ran.code == through.returncode == started.returncode


def test_a_forked_scaffold_is_stopped_by_signals(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    environment = clean_environment({"TERM": "xterm"})
    streams: dict[str, Any] = {"stdin": theirs, "stdout": theirs, "stderr": theirs}
    for number in (signal.SIGKILL, signal.SIGTERM):
        one = forked.start(["new"], tmp_path, environment, terminal=True, **streams)
        assert one.poll() is None
        with pytest.raises(subprocess.TimeoutExpired):
            one.wait(0.01)
        one.send_signal(number)
        assert one.wait(10) == -number
    os.close(ours)
    os.close(theirs)


def test_parent_of_a_forked_scaffold_gets_its_signal(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    with subprocess.Popen([*forked.command(), "generate", "-f", "-"], stdin=reader) as process:
        os.close(reader)
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == -signal.SIGTERM
    os.close(writer)


@pytest.mark.node
def test_script_sees_current_files_and_environment(project: Project) -> None:
    project.write("models/other.js", "module.exports = 1;\n")
    index = "exports.sequelize = { close() {} };\nexports.other = require('./other.js');\n"
    project.write("models/index.js", index)
    assert project.run_js("process.env.LEFT = 'x'; return db.other;") == 1
    project.write("models/other.js", "module.exports = 2;\n")
    assert project.run_js("return [db.other, process.env.LEFT ?? null];") == [2, None]
    (project.root / "models" / "other.js").unlink()
    project.write("models/other/index.js", "module.exports = 3;\n")
    project.write("models/index.js", index.replace("./other.js", "./other"))
    assert project.run_js("return db.other;") == 3


@pytest.mark.node
def test_failing_script_leaves_nothing_behind(project: Project) -> None:
    project.write("models/index.js", "exports.sequelize = { close() {} };\n")
    for body in ("globalThis.left = 1; throw new Error('wrong');", "process.exit(3);"):
        with pytest.raises(AssertionError, match=r"wrong|node has ended"):
            project.run_js(body)
        assert project.run_js("return typeof left;") == "undefined"
