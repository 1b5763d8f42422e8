"""`make bench`: run all benchmarks and write RESULTS.md."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import applying, importing, large_table, past, peers, tool
from benchmarks.contest import Contestant, Costs, FailedError, contest
from benchmarks.report import Section, Target, results
from benchmarks.shares import shares
from tests.support import servers
from tests.support.node_packages import ROOT, NodeMissingError, ensure
from tests.support.scratch import scratch_on

RESULTS = Path(__file__).with_name("RESULTS.md")
ENDED = ROOT / "build" / "benchmarks-ended"
# ext4 does not take an inode again within five minutes, and looks at each one that it passes over:
# new files then cost up to ten times as much (recently_deleted in fs/ext4/ialloc.c).
REST = 330


@dataclass(slots=True)
class Findings:
    """What has been measured so far."""

    sections: list[Section] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    profiles: dict[str, Mapping[str, float]] = field(default_factory=dict)


def main() -> int:
    """Run all benchmarks; return 1 if one of ours failed, else 0."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few rounds; writes no RESULTS.md")
    parser.add_argument(
        "--rounds", type=int, default=6, help="rounds of each table, 6 if not given"
    )
    arguments = parser.parse_args()
    quick, rounds = arguments.quick, 1 if arguments.quick else arguments.rounds
    (ROOT / "build").mkdir(exist_ok=True)
    rest(quick)
    work = Path(tempfile.mkdtemp(prefix="bench-", dir=ROOT / "build"))
    found = Findings()
    try:
        project = tool.generated_project(work / "standing", 1000)
        start(found, work, project, 5 * rounds)
        generate(found, work, project, rounds)
        generate_for_both(found, work, rounds)
        if not quick:
            grow(found, work / "grown", max(1, rounds // 3))
        profile(found, work, project)
        apply(found, work, rounds)
        change_large_table(found, work, rounds)
        import_database(found, work, rounds)
    except FailedError as error:
        print(f"The benchmark stopped: {error}", file=sys.stderr)
        return 1
    finally:
        # At the very end: deleting a tree slows the writes that come after it.
        shutil.rmtree(work)
        ENDED.touch()
    text = results(
        found.sections,
        found.targets,
        found.skipped,
        f"{max(1, rounds // 3)} to {5 * rounds} rounds",
        found.profiles,
    )
    print(text)
    if not quick:
        RESULTS.write_text(text)
    return 0


def rest(quick: bool) -> None:
    """Let the file system forget the files that the last run deleted."""
    since = time.time() - ENDED.stat().st_mtime if ENDED.exists() else REST
    if since < REST and quick:
        say("WARNING: a run has just ended: writing costs more than it should")
    elif since < REST:
        say(f"Waiting {REST - since:.0f} s, since files that were just deleted slow new ones")
        time.sleep(REST - since)


def start(found: Findings, work: Path, project: Path, rounds: int) -> None:
    """What it costs to start, and to find that nothing changed."""
    say("Start-up")
    costs = contest(tool.starting(work, project), rounds)
    found.sections.append(Section("Start-up", costs, tool.PASS))
    limits = {"scaffold --version": 1.3, "scaffold --help": 8.0, tool.BARE: 8.0, tool.NEW: 8.0}
    limits[tool.TWO] = 12.0
    found.targets += [
        Target(f"`{name}`, against `{tool.PASS}`", ratio(costs, name, tool.PASS), limit)
        for name, limit in limits.items()
    ]
    nothing = ratio(costs, tool.UNCHANGED, tool.BARE)
    found.targets.append(Target(f"nothing changed, against `{tool.BARE}`", nothing, 1.3))


def generate(found: Findings, work: Path, project: Path, rounds: int) -> None:
    """Measure a thousand models: all, one edited, and a tenth, with lower bound and other tools."""
    say("Generating")
    floor, files, size = tool.raw_writing(work, project)
    contestants: list[Contestant] = [
        floor,
        tool.generating(work, 1000),
        tool.generating_outputs(work, 1000),
        tool.jinja_alone(work, 1000),
        tool.generating(work, 100),
        tool.editing(work, project),
        *earlier(found, work),
        *peers_here(found, work),
    ]
    costs = contest(contestants, rounds)
    written = f"{files:,} files, {size / 1e6:.1f} MB, the texts kept for merging among them."
    found.sections.append(Section("Generating", costs, floor.name, [f"In full: {written}"]))
    full = tool.in_full(1000)
    found.targets += [
        Target(f"1,000 models, against a {floor.name}", ratio(costs, full, floor.name), 15),
        Target("four outputs besides", ratio(costs, tool.with_outputs(1000), full), 1.25),
        Target(
            "four outputs besides, against the same by Jinja and a raw write alone",
            ratio(costs, tool.with_outputs(1000), tool.JINJA_ALONE),
            1.15,
        ),
        Target("one model of 1,000 edited, against all", ratio(costs, tool.EDITED, full), 0.5),
        Target("memory at 1,000 models", (costs[full].peak or 0) / 1e6, 60, "MB"),
    ]
    if past.FULL in costs:
        edited = ratio(costs, tool.EDITED, past.EDITED)
        found.targets += [
            Target(f"1,000 models, against {past.COMMIT}", ratio(costs, full, past.FULL), 1.25),
            Target(f"one of 1,000 edited, against {past.COMMIT}", edited, 1.25),
        ]
    if peers.SEQUELIZE in costs:
        one = ratio(costs, full, peers.SEQUELIZE) / 1000
        found.targets.append(Target("a model, against one of sequelize-cli", one, 1))
    if peers.DRIZZLE in costs:
        edited = ratio(costs, tool.EDITED, peers.DRIZZLE_EDITED)
        found.targets += [
            Target("1,000 models, against drizzle-kit", ratio(costs, full, peers.DRIZZLE), 0.5),
            Target("one of 1,000 edited, against drizzle-kit", edited, 0.3),
        ]
    if peers.SQLDEF in costs:
        edited = ratio(costs, tool.EDITED, peers.SQLDEF)
        found.targets.append(Target("one of 1,000 edited, against sqlite3def", edited, 1))


def generate_for_both(found: Findings, work: Path, rounds: int) -> None:
    """Measure a thousand models for two targets, and an edit of one of them."""
    say("Generating for two targets")
    project = tool.generated_project(work / "standing-both", 1000, both=True)
    floor, files, size = tool.raw_writing(work, project)
    costs = contest([floor, *tool.for_both_targets(work, project)], rounds)
    written = f"{files:,} files, {size / 1e6:.1f} MB, the texts kept for merging among them."
    found.sections.append(
        Section("Generating for two targets", costs, floor.name, [f"In full: {written}"])
    )
    edited = ratio(costs, tool.BOTH_EDITED, tool.BOTH)
    found.targets += [
        Target(f"two targets, against a {floor.name}", ratio(costs, tool.BOTH, floor.name), 15),
        Target("one of 1,000 edited for two targets, against all", edited, 0.5),
    ]


def profile(found: Findings, work: Path, project: Path) -> None:
    """Find out where a full run, an edit, and a small run spend their time."""
    say("Sampling")
    both = work / "standing-both"
    calls = [
        (tool.generating(work / "sampled", 1000), "1,000 models in full"),
        (tool.generating_outputs(work / "sampled", 1000), "with four outputs"),
        (tool.for_both_targets(work / "sampled", both)[0], "for two targets"),
        (tool.editing(work / "sampled", project), "one edited"),
        (tool.starting(work / "sampled", project)[-1], "two models"),
    ]
    for contestant, name in calls:
        found.profiles[name] = shares(contestant.call(0).folder)


def grow(found: Findings, work: Path, rounds: int) -> None:
    """Whether the time grows with the schema, and no faster."""
    say("Ten times the models")
    counts = 1000, 10_000
    costs = contest([tool.generating(work, count) for count in counts], rounds)
    base, grown = map(tool.in_full, counts)
    found.sections.append(Section("Ten times the models", costs, base))
    found.targets.append(Target("10,000 models, against 1,000", ratio(costs, grown, base), 11))


def apply(found: Findings, work: Path, rounds: int) -> None:
    """What the generated migrations cost when sequelize-cli runs them."""
    say("Applying")
    try:
        packages = ensure(say)
    except NodeMissingError as error:
        found.skipped.append(f"applying the migrations ({error})")
        return
    costs = contest(applying.applying(work, packages), rounds)
    applying.assert_same_work(work)
    title = "Applying 100 create files and 200 keys on SQLite"
    found.sections.append(Section(title, costs, applying.WRITTEN))
    rest = costs[applying.NOTHING].wall
    generated, written = (
        costs[name].wall - rest for name in (applying.GENERATED, applying.WRITTEN)
    )
    what = "applying by the clock, against a set written by hand, the start apart"
    found.targets.append(Target(what, generated / written, 1))


def change_large_table(found: Findings, work: Path, rounds: int) -> None:
    """Whether a change of a table of many rows costs no more than it has to on SQLite."""
    say(f"Changing a table of {large_table.ROWS:,} rows")
    try:
        packages = ensure(say)
    except NodeMissingError as error:
        found.skipped.append(f"changing a large table ({error})")
        return
    costs = contest(large_table.changing(work, packages), rounds)
    large_table.assert_changed(work)
    title = f"Changing a table of {large_table.ROWS:,} rows on SQLite"
    found.sections.append(Section(title, costs, large_table.UPDATE))
    update = costs[large_table.UPDATE].cpu - costs[tool.PASS].cpu
    rest = costs[large_table.NOTHING].cpu
    for name in large_table.names():
        what = f"{large_table.ROWS:,} rows: {name}, against an UPDATE, the starts apart"
        found.targets.append(Target(what, (costs[name].cpu - rest) / update, 2))


def import_database(found: Findings, work: Path, rounds: int) -> None:
    """Whether an import costs little more than reading the database."""
    say(f"Importing {importing.TABLES} tables")
    try:
        with servers.running("postgres") as server, scratch_on("postgres", server) as scratch:
            importing.create(scratch)
            costs = contest(importing.importing(work / "imports", scratch.url), rounds)
    except servers.ServerMissingError as error:
        found.skipped.append(f"importing a database ({error})")
        return
    title = f"Importing {importing.TABLES} tables with {importing.KEYS} foreign keys (PostgreSQL)"
    found.sections.append(Section(title, costs, importing.REFLECT))
    against = ratio(costs, importing.IMPORT, importing.REFLECT)
    name = f"import of {importing.TABLES} tables, against `{importing.REFLECT}`"
    found.targets.append(Target(name, against, 1.5))


def earlier(found: Findings, work: Path) -> list[Contestant]:
    """Return an earlier commit of this project, where git has it."""
    try:
        return past.past(work)
    except (FailedError, OSError) as error:
        found.skipped.append(f"the earlier commit ({error})")
        return []


def peers_here(found: Findings, work: Path) -> list[Contestant]:
    """Return the other tools that can be run here, and notes about the others."""
    contestants: list[Contestant] = []
    try:
        contestants.append(peers.sequelize_generating(work, ensure(say)))
        contestants += peers.drizzle_generating(work)
    except (NodeMissingError, FailedError, OSError) as error:
        found.skipped.append(f"peers that run on node ({error})")
        say(f"WARNING: left out {found.skipped[-1]}")
    try:
        contestants.append(peers.sqldef_changing(work))
    except FailedError as error:
        found.skipped.append(f"sqldef ({error})")
    return contestants


def ratio(costs: Costs, name: str, base: str) -> float:
    """CPU time against CPU time."""
    return costs[name].cpu / costs[base].cpu


def say(text: str) -> None:
    """Progress, on standard error."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
