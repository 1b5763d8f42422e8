"""The process of the project's own Python that creates, migrates and drops scratch databases."""

from __future__ import annotations

import os
import sys

from scaffold.targets.sqlalchemy.setup import project_python
from scaffold.verify.scratch import Scratch
from scaffold.verify.worker_session import Session

_START = (
    "import sys; sys.path.insert(0, sys.argv.pop()); from scaffold_child.main import main; "
    "del sys.path[0]; main()"
)
_HERE = os.path.dirname(os.path.abspath(__file__))


class PythonSession(Session):
    """The process of the Python at `python`, started in the target's directory."""

    program = "Python"

    def __init__(self, directory: str, scratch: Scratch):
        self.python = project_python(directory) or sys.executable
        super().__init__([self.python, "-c", _START, _HERE], directory, scratch)
