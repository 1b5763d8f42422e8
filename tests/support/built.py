"""Build the packages of this repository, and run what is installed from them."""

from __future__ import annotations

import ensurepip
import os
import subprocess
import sys
from pathlib import Path

from tests.support.node_packages import ROOT

# Variables that change where Python and pip look.
FOREIGN = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "PIP_TARGET", "PIP_USER", "PIP_PREFIX")


def clean() -> dict[str, str]:
    """Return the environment without variables of this process's own Python."""
    return {name: value for name, value in os.environ.items() if name not in FOREIGN}


def run(*command: str | Path, cwd: Path) -> str:
    """Return the command's standard output; AssertionError with all its output if it fails."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=clean(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


_VENV = """\
if [ "$1 $2" = "-m venv" ]; then
  "{python}" -m venv --without-pip "$3"
  "{python}" -m zipfile --extract "{pip}" "$3"/lib/python*/site-packages
  printf '#!/bin/sh\\nexec "${{0%%pip}}python" -m pip "$@"\\n' > "$3/bin/pip"
  exec chmod +x "$3/bin/pip"
fi
"""


def python_with_pip(path: Path) -> Path:
    """Return `path`, a program like this Python whose new environments have its pip unpacked.

    ensurepip also compiles all of it, most of which no installation imports: several seconds.
    """
    pip = next((Path(ensurepip.__file__).parent / "_bundled").glob("pip-*.whl"), None)
    start = _VENV.format(python=sys.executable, pip=pip) if pip else ""
    path.write_text(f'#!/bin/sh -e\n{start}exec "{sys.executable}" "$@"\n')
    path.chmod(0o755)
    return path


def build_wheel(out: Path) -> Path:
    """Build the wheel from the sdist, as an index builds it."""
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, ROOT, cwd=out)
    (wheel,) = out.glob("*.whl")
    return wheel
