"""Build the packages of this repository, and run what is installed from them."""

from __future__ import annotations

import ensurepip
import os
import subprocess
import sys
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

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
  for site in "$3"/lib/python*/site-packages; do
    "{python}" -m zipfile --extract "{pip}" "$site"
    cp -R "{packages}"/site/. "$site"
  done
  for script in "{packages}"/bin/*; do
    [ -e "$script" ] || continue
    sed "1s|^#!.*|#!$(cd "$3" && pwd)/bin/python|" "$script" > "$3/bin/${{script##*/}}"
  done
  printf '#!/bin/sh\\nexec "${{0%%pip}}python" -m pip "$@"\\n' > "$3/bin/pip"
  exec chmod +x "$3"/bin/*
fi
"""


def python_with_pip(path: Path, *packages: str) -> Path:
    """Return `path`, a program like this Python whose new environments have its pip unpacked.

    ensurepip also compiles all of it, most of which no installation imports: several seconds.
    With `packages`, new environments have those and what they require as links to the packages of
    the tests: pip still reads the requirements of a project, but finds them satisfied.
    """
    pip = next((Path(ensurepip.__file__).parent / "_bundled").glob("pip-*.whl"), None)
    linked = path.with_name(f"{path.name}-packages")
    _link_packages(linked, packages)
    start = _VENV.format(python=sys.executable, pip=pip, packages=linked) if pip else ""
    path.write_text(f'#!/bin/sh -e\n{start}exec "{sys.executable}" "$@"\n')
    path.chmod(0o755)
    return path


def _link_packages(folder: Path, packages: Iterable[str]) -> None:
    """Write the folders `site`, links to packages and all that they require, and `bin`."""
    site, scripts = folder / "site", folder / "bin"
    for each in (site, scripts):
        each.mkdir(parents=True, exist_ok=True)
    for found in _with_requirements(packages):
        for file in found.files or ():
            there = Path(str(found.locate_file(file))).resolve()
            if file.parts[0] != "..":
                top = site / file.parts[0]
                if not top.is_symlink():
                    top.symlink_to(str(found.locate_file(file.parts[0])))
            elif there.parent == Path(sys.executable).parent:
                (scripts / file.name).symlink_to(there)


def _with_requirements(packages: Iterable[str]) -> list[metadata.Distribution]:
    found: dict[str, metadata.Distribution] = {}
    wanted = [*packages]
    while wanted:
        name = wanted.pop()
        if name not in found:
            found[name] = metadata.distribution(name)
            needed = [Requirement(each) for each in found[name].requires or ()]
            wanted += [
                each.name
                for each in needed
                if each.marker is None or each.marker.evaluate({"extra": ""})
            ]
    return [*found.values()]


def build_wheel(out: Path) -> Path:
    """Build the wheel from the sdist, as an index builds it."""
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, ROOT, cwd=out)
    (wheel,) = out.glob("*.whl")
    return wheel
