"""The real sequelize-cli on a scratch database."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Mapping

from scaffold.targets.sequelize.verify.session import HERE
from scaffold.verify.worker_session import RequestError, Session


class SequelizeCli:
    """Runs the project's own sequelize-cli, told of the scratch database and nothing else.

    Its configuration, folder and environment are given, a stand-in takes .sequelizerc's place,
    and the guard is loaded before it: config/config.js is never read.
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
        """Run `db:migrate` or another command; RequestError with its words where it fails."""
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
            raise RequestError(_said(done.stdout + done.stderr))

    def _refusal(self) -> str | None:
        """What the guard refused first, whatever became of the error."""
        try:
            with open(self._refusals, encoding="utf-8") as file:
                return file.readline().rstrip("\n")
        except FileNotFoundError:
            return None


def _said(text: str) -> str:
    """The line that says what went wrong: sequelize-cli's own, or the one above a stack."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    errors = [line for line in lines if re.match(r"ERROR:|\w*Error\b", line)]
    return (errors or lines or ["it said nothing"])[-1]
