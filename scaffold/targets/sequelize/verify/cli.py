"""Run the real sequelize-cli on a scratch database."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Mapping

from scaffold.targets.sequelize.verify.session import HERE
from scaffold.verify.worker_session import RequestError, Session


class SequelizeCli:
    """Runs the project's sequelize-cli with the scratch database as its only configuration.

    Configuration, folder and environment are passed to it, a stand-in replaces .sequelizerc, and
    the guard is loaded first: config/config.js is never read.
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
        self._command = ["node", "--require", os.path.join(HERE, "guard.js"), script]
        self._options = ["--options-path", os.path.join(HERE, "options.js"), "--config", config]
        self._options += ["--env", "verify", "--migrations-path", migrations]

    def run(self, command: str) -> None:
        """Run `db:migrate` or another command; RequestError with its message if it fails."""
        done = subprocess.run(
            [*self._command, command, *self._options],
            cwd=self._session.directory,
            env={
                **self._session.environment,
                "NO_COLOR": "1",
                "SCAFFOLD_REFUSALS": self._refusals,
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
            pass_fds=self._session.inherited_files,
        )
        if refusal := self._refusal():
            raise RequestError(refusal)
        if done.returncode:
            raise RequestError(_error_message(done.stdout + done.stderr))

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
