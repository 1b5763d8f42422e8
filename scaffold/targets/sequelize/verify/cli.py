"""Run the real sequelize-cli on a scratch database."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
from collections.abc import Mapping
from types import TracebackType
from typing import Self

from scaffold.targets.sequelize.verify.session import HERE
from scaffold.verify.worker_session import RequestError, Session


class SequelizeCli:
    """Runs the project's sequelize-cli with the scratch database as its only configuration.

    Configuration, folder and environment are passed to it, a stand-in replaces .sequelizerc, and
    the guard is loaded first: config/config.js is never read. One process runs all commands of a
    `with` block.
    """

    def __init__(
        self,
        script: str,
        session: Session,
        location: Mapping[str, object],
        migrations: str,
        folder: str,
    ):
        self._session = session
        self._refusals = os.path.join(folder, "refusals.log")
        config = os.path.join(folder, "config.json")
        with open(config, "w", encoding="utf-8") as file:
            json.dump({"verify": {**location, "logging": False}}, file)
        self._command = ["node", os.path.join(HERE, "cli.js"), script]
        self._command += ["--options-path", os.path.join(HERE, "options.js"), "--config", config]
        self._command += ["--env", "verify", "--migrations-path", migrations]

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            self._command,
            cwd=self._session.directory,
            env={
                **self._session.environment,
                "NO_COLOR": "1",
                "SCAFFOLD_REFUSALS": self._refusals,
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
            pass_fds=self._session.inherited_files,
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if error is not None:
            self._process.kill()
        with contextlib.suppress(BrokenPipeError):
            self._process.communicate()

    def run(self, command: str) -> None:
        """Run `db:migrate` or another command; RequestError with its message if it fails."""
        reply = self._reply(command)
        if refusal := self._refusal():
            raise RequestError(refusal)
        if not reply:
            raise RequestError(f"node ended unexpectedly: exit {self._process.wait()}")
        answer = json.loads(reply)
        if answer["code"]:
            raise RequestError(_error_message(answer["output"]))

    def _reply(self, command: str) -> str:
        """Return the line of JSON; empty if the process ended."""
        assert self._process.stdin is not None and self._process.stdout is not None
        try:
            self._process.stdin.write(f"{command}\n")
            self._process.stdin.flush()
            return self._process.stdout.readline()
        except BrokenPipeError:
            return ""

    def _refusal(self) -> str | None:
        """Return what the guard refused first, even if the error was caught."""
        try:
            with open(self._refusals, encoding="utf-8") as file:
                return file.readline().rstrip("\n")
        except FileNotFoundError:
            return None


def _error_message(text: str) -> str:
    """Return the error message in the output: sequelize-cli's own, or the line before a stack
    trace.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    errors = [line for line in lines if re.match(r"ERROR:|\w*Error\b", line)]
    return (errors or lines or ["it printed nothing"])[-1]
