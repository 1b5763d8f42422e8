"""What a command loads: its start-up is most of what a small project waits for."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.support.node_packages import ROOT
from tests.support.project import Project

SHOP = ROOT / "examples" / "shop" / "scaffold.yaml"
# None of these has a part in generating; each takes longer to import than a small project to make.
HEAVY = {"copier", "prompt_toolkit", "pydantic", "questionary", "rich", "sqlalchemy"}
PARSERS = {"yaml", "jinja2", "json", "scaffold.project.plan", "scaffold.schema.read_schema"}


def loaded(folder: Project, *arguments: str) -> set[str]:
    """The modules that a run of the command has imported."""
    script = (
        "import atexit, sys\n"
        "atexit.register(lambda: print(*sys.modules, sep='\\n', file=sys.stderr))\n"
        f"sys.argv = ['scaffold', *{arguments!r}]\n"
        "from scaffold.__main__ import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder.root,
        env={"PATH": "", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines())


def test_generate_imports_nothing_that_it_does_not_need(folder: Project) -> None:
    folder.schema(SHOP.read_text())
    modules = loaded(folder, "generate")
    assert {"scaffold", *PARSERS} <= modules
    assert modules.isdisjoint(HEAVY)


def test_a_run_that_changes_nothing_loads_no_parser(folder: Project) -> None:
    folder.schema(SHOP.read_text())
    folder.generate()
    modules = loaded(folder, "generate", "--quiet")
    assert "scaffold.files.cache" in modules
    assert modules.isdisjoint(HEAVY | PARSERS)


HELPS = [("--help",), ("generate", "--help"), ("check", "--help"), ("new", "--help")]


@pytest.mark.parametrize("arguments", HELPS)
def test_help_loads_no_parser(arguments: tuple[str, ...]) -> None:
    modules = loaded(Project(ROOT), *arguments)
    assert "typer" in modules
    assert modules.isdisjoint(HEAVY | PARSERS)


def test_version_loads_no_command_line() -> None:
    modules = loaded(Project(ROOT), "--version")
    assert modules.isdisjoint(HEAVY | PARSERS | {"typer", "scaffold.cli.app"})


def test_new_without_questions_loads_no_prompts(folder: Project) -> None:
    modules = loaded(
        folder, "new", "shop", "--yes", "--no-project-files", "--field", "Tag.name: string"
    )
    assert "scaffold.interview.preset_answers" in modules
    assert modules.isdisjoint({"copier", "prompt_toolkit", "questionary"})


def test_interview_imports_no_terminal_library() -> None:
    """But for the three modules that are one."""
    script = "import scaffold.interview.interview_run, sys; print(*sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert "scaffold.interview.machine" in done.stdout.splitlines()
    assert HEAVY.isdisjoint(done.stdout.splitlines())
