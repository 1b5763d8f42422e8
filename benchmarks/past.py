"""An earlier commit of this project, as a contestant: its files are taken from git's history."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from benchmarks.contest import Call, Contestant, FailedError, timed
from benchmarks.schemas import edited, schema
from benchmarks.tool import new_project
from tests.support.node_packages import ROOT

COMMIT = "b14dc2c"
FULL = f"{COMMIT}, 1,000 models in full"
EDITED = f"{COMMIT}, one model of 1,000 edited"


def past(work: Path) -> list[Contestant]:
    """Return that commit generating everything, and an edit; FailedError without its history."""
    tree = work / COMMIT
    archive = subprocess.run(
        ["git", "archive", "--format=tar", COMMIT, "scaffold", "templates"],
        cwd=ROOT,
        capture_output=True,
    )
    if archive.returncode:
        raise FailedError(f"the commit {COMMIT} is not in git's history here")
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as files:
        files.extractall(tree, filter="data")
    program = tree / "launcher.py"
    program.write_text(
        "import sys\n"
        f"sys.path.insert(0, {str(tree)!r})\n"
        "from scaffold.__main__ import main\n"
        "sys.exit(main())\n"
    )
    command = (sys.executable, program, "generate", "--quiet")
    text = schema(1000)
    before = new_project(work / f"{COMMIT}-standing", text)
    timed(Call(command, before))

    def full(number: int) -> Call:
        return Call(command, new_project(work / f"{COMMIT}-{number}", text))

    def edit(number: int) -> Call:
        folder = work / f"{COMMIT}-edited-{number}"
        shutil.copytree(before, folder)
        (folder / "scaffold.yaml").write_text(edited(text))
        return Call(command, folder)

    return [Contestant(FULL, full), Contestant(EDITED, edit)]
