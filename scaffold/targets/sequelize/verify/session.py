"""The node process that creates, migrates, reads and finally drops scratch databases."""

from __future__ import annotations

import os

from scaffold.errors import EnvironmentFailure
from scaffold.verify.scratch import Scratch
from scaffold.verify.worker_session import Session

HERE = os.path.dirname(os.path.abspath(__file__))


class NodeSession(Session):
    """The process of `session.js`, started in the target's directory.

    EnvironmentFailure if node is not installed.
    """

    program = "node"

    def __init__(self, directory: str, scratch: Scratch):
        try:
            super().__init__(["node", os.path.join(HERE, "session.js")], directory, scratch)
        except FileNotFoundError as error:
            hint = "Install Node.js 18 or later (https://nodejs.org)."
            raise EnvironmentFailure("node is not installed, or not in PATH", hint) from error
