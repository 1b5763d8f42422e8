"""The results of the benchmarks as RESULTS.md."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.contest import Costs

TIMES = "\N{MULTIPLICATION SIGN}"
# Where the median is this many times the best, ratios mean little.
_CALM = 1.5

# What profiles of the runs above their limits show.
_REASONS = (
    "- **Two models**: four fifths is importing some 470 modules, half of them",
    "  scaffold's. Typer and what it imports take a quarter of the run, Jinja a tenth,",
    "  PyYAML a fifteenth. No module stands out.",
    "- **One model of 1,000 edited**: a quarter is rendering and laying out models, a fifth",
    "  compiling the schema, an eighth reading the records, and a tenth each importing",
    "  modules, reading the schema, and comparing it with the records. A name in one model",
    "  can change any other model (constraint names, inverses, join tables), so that all",
    "  models are compiled. Keeping what was rendered would not pay: a key that holds all",
    "  that a file depends on, the compiled models around it, took a prototype 180 ms for",
    "  1,000 models, in each run, and would save 250 ms of an edit. An edit would take 0.66",
    "  of a full run, which would take a tenth longer. Only tables that changed are",
    "  compared part by part, and only files that changed are written.",
    "- **Four outputs**: Jinja and the disk alone take more than a quarter of a run. The row",
    "  of that name is the same run, but that Jinja itself renders the outputs, without",
    "  sandbox and layout, and that their files are written at once, with no text kept for",
    "  merging. All of that takes a seventh more.",
    "- **Memory**: Python with the imported modules has 28 MB. Of the rest, views of",
    "  templates are 9 MB, generated texts 5, the compiled schema 5, layouts and loops",
    "  that are kept 4, the record 2.5; reading the schema leaves gaps of some 10 MB",
    "  between values.",
)


@dataclass(frozen=True, slots=True)
class Target:
    """What was aimed at: `value` should be `limit` at most; `unit` follows both."""

    what: str
    value: float
    limit: float
    unit: str = TIMES

    @property
    def is_kept(self) -> bool:
        """Whether the value is what was aimed at."""
        return self.value <= self.limit

    def line(self) -> str:
        verdict = "yes" if self.is_kept else "**no**"
        value, limit = (f"{number:.3g} {self.unit}" for number in (self.value, self.limit))
        return f"| {self.what} | {value} | {limit} | {verdict} |"


@dataclass(frozen=True, slots=True)
class Section:
    """One contest. Ratios are to the contestant `base`; `notes` are sentences about it."""

    title: str
    costs: Costs
    base: str
    notes: Sequence[str] = ()

    def lines(self) -> list[str]:
        base = self.costs[self.base]
        lines = [
            f"## {self.title}",
            "",
            f"| | CPU | {TIMES} | by the clock | {TIMES} | memory |",
            "|---|---:|---:|---:|---:|---:|",
        ]
        for name, cost in self.costs.items():
            cpu, wall = cost.cpu / base.cpu, cost.wall / base.wall
            lines.append(
                f"| {name} | {cost.cpu * 1000:.0f} ms | {cpu:.2f} "
                f"| {cost.wall * 1000:.0f} ms | {wall:.2f} | {memory(cost.peak)} |"
            )
        notes = list(self.notes)
        if any(cost.median_cpu > _CALM * cost.cpu for cost in self.costs.values()):
            notes.append(
                "The machine was busy: runs of the same work differ too much. Run it again."
            )
        return [*lines, "", *(f"{note}\n" for note in notes)]


def results(
    sections: Sequence[Section],
    targets: Sequence[Target],
    skipped: Sequence[str],
    how: str,
    profiles: Mapping[str, Mapping[str, float]],
) -> str:
    """Return the text of RESULTS.md."""
    lines = [
        "# How fast it is",
        "",
        f"Made by `make bench`: {how}, whole processes; the contestants of a table take turns",
        f"within one run. {TIMES} is the ratio to the row that has 1.00. CPU is user and system",
        "time, of child processes too, of the fastest run, which other work slowed least; the",
        "clock and the memory are medians.",
        "",
        f"{machine()}.",
        "",
        "| aimed at | came to | at most | kept |",
        "|---|---:|---:|---|",
        *(target.line() for target in targets),
        "",
        *(f"Left out: {each}\n" for each in skipped),
    ]
    for section in sections:
        lines += section.lines()
    lines += shares_lines(profiles)
    if not all(target.is_kept for target in targets):
        lines += ["## What is not reached, and why", "", *_REASONS, ""]
    return "\n".join(lines).rstrip() + "\n"


def shares_lines(profiles: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Return the share of each phase of the CPU time of some runs as a table."""
    if not profiles:
        return []
    phases = dict.fromkeys(phase for shares in profiles.values() for phase in shares)
    lines = [
        "## Where the time goes",
        "",
        f"| | {' | '.join(profiles)} |",
        f"|---|{'---:|' * len(profiles)}",
    ]
    for phase in phases:
        columns = (f"{shares.get(phase, 0):.0%}" for shares in profiles.values())
        lines.append(f"| {phase} | {' | '.join(columns)} |")
    return [*lines, ""]


def memory(peak: int | None) -> str:
    """Return the peak in megabytes; small values are unknown."""
    return "small" if peak is None else f"{peak / 1e6:.0f} MB"


def machine() -> str:
    """Return the kind of this machine, without identifying it."""
    parts = [f"{platform.system()}, {os.cpu_count()} cores", f"Python {platform.python_version()}"]
    if shutil.which("node"):
        said = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout
        parts.append(f"Node {said.strip().lstrip('v')}")
    return ", ".join(parts)
