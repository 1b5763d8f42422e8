"""Where a run spends its CPU time: shares of phases, by a sample every few milliseconds.

`python -m benchmarks.shares` runs `scaffold generate` in the current folder and prints the shares.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import FrameType

from benchmarks.contest import FailedError
from tests.support.node_packages import ROOT, clean_environment

_OTHER = "all else"
# The phase of a function by its name and the end of its module's name; the innermost counts.
_PHASES = {
    ("_find_and_load", "importlib._bootstrap"): "importing modules",
    ("read_schema", "schema.read_schema"): "reading the schema",
    ("compile_schema", "project.compilation"): "compiling the schema",
    ("new_migrations", "project.new_migrations"): "comparing it with the last run",
    ("lay_out_regions", "layout.regions"): "laying out code",
    ("render", "templating.renderer"): "rendering templates",
    ("render", "templating.rendering"): "rendering outputs",
    ("models", "project.configured_target"): "views of models",
    ("migration_artifact", "targets.sequelize"): "views of migrations",
    ("migration_artifact", "targets.sqlalchemy"): "views of migrations",
    ("record_of", "project.new_migrations"): "the record of the run",
    ("write", "history.record_text"): "the record of the run",
    ("read_history", "project.run"): "reading the history",
    ("plan_files", "files.planning"): "reading and comparing files",
    ("read", "files.disk"): "reading and comparing files",
    ("apply_plan", "files.apply_changes"): "writing files",
}


def shares(folder: Path) -> Mapping[str, float]:
    """Return the share of each phase of `generate` in a folder; FailedError if it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.shares"],
        cwd=folder,
        env=clean_environment({"PYTHONPATH": str(ROOT)}),
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise FailedError(done.stderr[-2000:])
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _stack(frame: FrameType | None) -> Iterator[tuple[str, str]]:
    while frame is not None:
        yield frame.f_code.co_name, frame.f_globals.get("__name__", "")
        frame = frame.f_back


def _phase(frame: FrameType | None) -> str:
    """Return the phase of the innermost function that has one."""
    for function, module in _stack(frame):
        for (name, suffix), phase in _PHASES.items():
            if function == name and module.endswith(suffix):
                return phase
    return _OTHER


def main() -> None:
    """Run `generate` in the current folder and print the shares as JSON."""
    from scaffold.__main__ import main as scaffold

    found: Counter[str] = Counter()

    def sample(_: int, frame: FrameType | None) -> None:
        found[_phase(frame)] += 1

    signal.signal(signal.SIGPROF, sample)
    signal.setitimer(signal.ITIMER_PROF, 0.004, 0.004)
    sys.argv = ["scaffold", "generate", "--quiet"]
    try:
        scaffold()
    except SystemExit as ended:
        if ended.code:
            raise
    signal.setitimer(signal.ITIMER_PROF, 0)
    total = sum(found.values())
    print(json.dumps({phase: count / total for phase, count in found.most_common()}))


if __name__ == "__main__":
    main()
