"""Run the scripts of tests/node one after another in one node process, which starts slowly."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.support.node_packages import PACKAGES, clean_environment


class ScriptError(AssertionError):
    """A script failed; `failure` has its message and its further output."""

    def __init__(self, script: str, failure: dict[str, str]) -> None:
        super().__init__(f"{script}: {failure['message']}\n{failure.get('sql', '')}")
        self.failure = failure


class _Worker:
    """A process of worker.js."""

    def __init__(self, node: str) -> None:
        self._errors = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115
        self._process = subprocess.Popen(
            [node, str(PACKAGES / "worker.js")],
            env=clean_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
            encoding="utf-8",
        )

    def ask(self, request: dict[str, object], look: Callable[[Any], object]) -> Any:
        answer = self.begin(request)
        while "said" in answer:
            look(answer["said"])
            answer = self.go_on("")
        return answer

    def begin(self, request: dict[str, object]) -> dict[str, Any]:
        """Return the first answer to a request."""
        self._write(json.dumps(request))
        return self._read()

    def go_on(self, line: str) -> dict[str, Any]:
        """Send the line that the script waits for, and return the next answer."""
        self._write(line)
        return self._read()

    def end(self, *, at_once: bool = False) -> None:
        assert self._process.stdin and self._process.stdout
        if at_once:
            self._process.kill()
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()
        self._errors.close()

    def _write(self, line: str) -> None:
        assert self._process.stdin
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            self._process.wait()
            self._errors.seek(0)
            return {"failure": {"message": f"node has ended:\n{self._errors.read()}"}}
        found: dict[str, Any] = json.loads(line)
        return found


_workers: dict[str, _Worker] = {}


def ask(
    script: str,
    folder: Path,
    *,
    environment: dict[str, str] | None = None,
    look: Callable[[Any], object] = lambda said: None,
    node: str = "node",
    **request: object,
) -> Any:
    """Run a script in a folder, with `clean_environment` plus `environment`, and return its result.

    `look` is called with each message of the script, which waits meanwhile. `node` is the program.
    ScriptError if it fails.
    """
    with _worker(node) as worker:
        answer = worker.ask(_whole(script, folder, environment, request), look)
        if not _has_closed(answer):
            return _value(script, answer)
    return _value(script, answer)


@contextmanager
def conversation(
    script: str, folder: Path, *, environment: dict[str, str] | None = None
) -> Iterator[Callable[[str], Any]]:
    """Yield a function that sends a line to a script and returns its answer; an empty line ends it.

    ScriptError if it fails.
    """
    with _worker() as worker:
        answer = worker.begin(_whole(script, folder, environment, {}))

        def send(line: str) -> Any:
            nonlocal answer
            answer = worker.go_on(line)
            return answer["said"] if "said" in answer else _value(script, answer)

        yield send
        _value(script, worker.go_on("") if "said" in answer else answer)


@contextmanager
def _worker(node: str = "node") -> Iterator[_Worker]:
    """Yield the process; it is replaced after a failure, so that nothing of it remains.

    Starting it takes half a second, so a script that has closed all says so in its failure.
    """
    if node not in _workers:
        _workers[node] = _Worker(node)
    try:
        yield _workers[node]
    except BaseException:
        _workers.pop(node).end(at_once=True)
        raise


def _whole(
    script: str, folder: Path, environment: dict[str, str] | None, request: dict[str, object]
) -> dict[str, object]:
    return {
        **request,
        "script": script,
        "folder": os.path.abspath(folder),
        "environment": clean_environment(environment),
    }


def _has_closed(answer: dict[str, Any]) -> bool:
    """Return whether a script that failed says that nothing of it remains."""
    return bool(answer.get("failure", {}).get("closed"))


def _value(script: str, answer: dict[str, Any]) -> Any:
    if "failure" in answer:
        raise ScriptError(script, answer["failure"])
    return answer["value"]


@atexit.register
def _end() -> None:
    for each in _workers.values():
        each.end()
