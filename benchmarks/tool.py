"""The tool itself: its start-up time, and `generate` in several cases."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.contest import Call, Contestant, timed
from benchmarks.raw_write import folders, pack, writer
from benchmarks.schemas import TWO_MODELS, both_targets, edited, schema

PASS = "python -c pass"
BARE = "scaffold check --help"
NEW = "scaffold new --help"
UNCHANGED = "scaffold generate, nothing changed"
EDITED = "scaffold generate, one model of 1,000 edited"
TWO = "scaffold generate, two models in full"
BOTH = "scaffold generate, 1,000 models for two targets"
BOTH_EDITED = "scaffold generate, one model of 1,000 edited for two targets"
JINJA_ALONE = "the same four outputs, by Jinja and a raw write alone"
PACKS = ("express", "zod", "dictionary", "pydantic")
EXAMPLES = Path(__file__).parent.parent / "examples" / "outputs"
SCAFFOLD = (sys.executable, str(Path(__file__).with_name("launcher.py")))
GENERATE = (*SCAFFOLD, "generate", "--quiet")


def in_full(count: int) -> str:
    """What the contestant is called that generates `count` models into an empty folder."""
    return f"scaffold generate, {count:,} models in full"


def with_outputs(count: int) -> str:
    """What the contestant is called that generates four outputs besides."""
    return f"{in_full(count)}, with four outputs"


def new_project(folder: Path, text: str) -> Path:
    """Create a folder with only a schema."""
    folder.mkdir(parents=True)
    (folder / "scaffold.yaml").write_text(text)
    return folder


def generated_project(folder: Path, count: int, *, both: bool = False) -> Path:
    """Create a folder with all generated files of a schema of `count` models.

    `both`: for both targets.
    """
    text = both_targets(schema(count)) if both else schema(count)
    timed(Call(GENERATE, new_project(folder, text)))
    return folder


def starting(work: Path, project: Path) -> list[Contestant]:
    """Return commands that do nothing, `generate` without changes in `project`, and a small run."""
    commands: dict[str, Sequence[str]] = {
        PASS: (sys.executable, "-c", "pass"),
        "scaffold --version": (*SCAFFOLD, "--version"),
        "scaffold --help": (*SCAFFOLD, "--help"),
        BARE: (*SCAFFOLD, "check", "--help"),
        NEW: (*SCAFFOLD, "new", "--help"),
        UNCHANGED: GENERATE,
    }
    contestants = [
        Contestant(name, lambda _, command=command: Call(command, project))  # type: ignore[misc]
        for name, command in commands.items()
    ]
    two = Contestant(
        TWO, lambda number: Call(GENERATE, new_project(work / f"two-{number}", TWO_MODELS))
    )
    return [*contestants, two]


def generating(work: Path, count: int) -> Contestant:
    """Everything, into an empty folder."""
    text = schema(count)
    return Contestant(
        in_full(count),
        lambda number: Call(GENERATE, new_project(work / f"full-{count}-{number}", text)),
    )


def generating_outputs(work: Path, count: int) -> Contestant:
    """Everything, and the files of four packs: two of them for each model."""
    return _with_packs(with_outputs(count), GENERATE, work / f"outputs-{count}", count)


def jinja_alone(work: Path, count: int) -> Contestant:
    """The same, but that plain Jinja renders the packs, and nothing is checked or kept."""
    script = (sys.executable, str(Path(__file__).with_name("jinja_alone.py")))
    return _with_packs(JINJA_ALONE, script, work / f"jinja-{count}", count)


def _with_packs(name: str, command: Sequence[str], work: Path, count: int) -> Contestant:
    outputs = "".join(f"  - from: packs/{each}\n" for each in PACKS)
    text = schema(count).replace("models:\n", f"outputs:\n{outputs}\nmodels:\n", 1)

    def call(number: int) -> Call:
        folder = new_project(work / str(number), text)
        for each in PACKS:
            shutil.copytree(EXAMPLES / each, folder / "packs" / each)
        return Call(command, folder)

    return Contestant(name, call)


def editing(work: Path, project: Path, name: str = EDITED) -> Contestant:
    """One attribute more, in a copy of `project`."""
    text = edited((project / "scaffold.yaml").read_text())

    def call(number: int) -> Call:
        folder = work / f"{project.name}-edited-{number}"
        shutil.copytree(project, folder)
        (folder / "scaffold.yaml").write_text(text)
        return Call(GENERATE, folder)

    return Contestant(name, call)


def for_both_targets(work: Path, project: Path) -> list[Contestant]:
    """Everything for two targets, and an edit in a copy of such a `project`."""
    text = (project / "scaffold.yaml").read_text()
    full = Contestant(
        BOTH, lambda number: Call(GENERATE, new_project(work / f"both-{number}", text))
    )
    return [full, editing(work, project, BOTH_EDITED)]


def raw_writing(work: Path, project: Path) -> tuple[Contestant, int, int]:
    """Return contestants that only write the files of `project`; their number and bytes."""
    name, command = writer(work)
    packed = work / f"{project.name}.pack"
    files, size = pack(project, packed)

    def call(number: int) -> Call:
        folder = work / f"raw-{project.name}-{number}"
        folder.mkdir()
        for each in folders(project):
            (folder / each).mkdir()
        return Call([*command, packed], folder)

    return Contestant(name, call), files, size
