"""Times whole processes side by side: in each round every contestant runs once.

What is compared are ratios within one contest, so that a busy machine slows all alike.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.support.node_packages import ROOT, clean_environment


class FailedError(Exception):
    """A contestant failed; the message has its output."""


@dataclass(frozen=True, slots=True)
class Call:
    """A command and the folder to run it in."""

    command: Sequence[str | Path]
    folder: Path


@dataclass(frozen=True, slots=True)
class Contestant:
    """A measured command. `call` prepares round `number`, untimed, and returns its call."""

    name: str
    call: Callable[[int], Call]


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds (user and system, with child processes), wall clock seconds, and peak bytes.

    Of several runs, `cpu` is that of the fastest, which other work on the machine slowed least;
    `median_cpu` and the others are medians. `peak` is None if it is not above that of this process,
    which the system includes in it.
    """

    cpu: float
    wall: float
    peak: int | None
    median_cpu: float


Costs = Mapping[str, Cost]


def contest(contestants: Sequence[Contestant], rounds: int) -> Costs:
    """Return the cost of each contestant by name, without its first run."""
    samples: dict[str, list[Cost]] = {each.name: [] for each in contestants}
    for number in range(rounds + 1):
        turn = number % len(contestants)
        for each in (*contestants[turn:], *contestants[:turn]):
            cost = timed(each.call(number))
            if number:
                samples[each.name].append(cost)
    return {name: _of_all(costs) for name, costs in samples.items()}


def timed(call: Call) -> Cost:
    """Return the cost of a run; FailedError if it fails."""
    # What was written to make it ready is not to be waited for by this run.
    os.sync()
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            call.command,
            cwd=call.folder,
            env=clean_environment({"PYTHONPATH": str(ROOT), "NO_COLOR": "1"}),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            text = said.read()[-4000:].decode(errors="replace")
            command = " ".join(str(word) for word in call.command)
            raise FailedError(f"{command} ended with {process.returncode}:\n{text}")
    mine = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    peak = usage.ru_maxrss * 1024 if usage.ru_maxrss > 1.1 * mine else None
    cpu = usage.ru_utime + usage.ru_stime
    return Cost(cpu, wall, peak, cpu)


def _of_all(costs: Sequence[Cost]) -> Cost:
    peaks = [each.peak for each in costs]
    return Cost(
        min(each.cpu for each in costs),
        statistics.median(each.wall for each in costs),
        None if None in peaks else int(statistics.median(filter(None, peaks))),
        statistics.median(each.cpu for each in costs),
    )
