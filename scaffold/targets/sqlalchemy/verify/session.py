"""The process in the project's own Python, which makes, migrates and drops scratch databases."""

from __future__ import annotations

import os
import sys

from scaffold.verify.scratch import Scratch
from scaffold.verify.session import Session

_START = (
    "import sys; sys.path.insert(0, sys.argv.pop()); from scaffold_child.main import main; "
    "del sys.path[0]; main()"
)
_HERE = os.path.dirname(os.path.abspath(__file__))


class PythonSession(Session):
    """The process, in the target's directory, by the Python at `python`."""

    program = "Python"

    def __init__(self, directory: str, scratch: Scratch):
        self.python = project_python(directory)
        super().__init__([self.python, "-c", _START, _HERE], directory, scratch)


def project_python(directory: str) -> str:
    """The Python of the active environment, of a .venv in the folder or above it, or our own."""
    folders = [os.environ.get("VIRTUAL_ENV", "")]
    place = os.path.abspath(directory)
    while True:
        folders.append(os.path.join(place, ".venv"))
        if place == os.path.dirname(place):
            break
        place = os.path.dirname(place)
    for folder in filter(None, folders):
        for program in ("bin/python", "Scripts/python.exe"):
            if os.path.exists(found := os.path.join(folder, *program.split("/"))):
                return found
    return sys.executable
