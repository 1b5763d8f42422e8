"""Allowed imports between folders, and the modules that each command loads.

Loading modules takes most of the time of a command in a small project.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.node_packages import ROOT
from tests.support.project import Project

SHOP = ROOT / "examples" / "shop" / "scaffold.yaml"
# None of these has a part in generating; each takes longer to import than a small project to make.
HEAVY = {"copier", "prompt_toolkit", "pydantic", "questionary", "rich", "sqlalchemy"}
PARSERS = {
    "yaml",
    "jinja2",
    "json",
    "scaffold.project.compilation",
    "scaffold.project.plan",
    "scaffold.schema.read_schema",
}

# From the lowest layer to the highest; a module belongs to the longest name that it begins with.
LAYERS = (
    "scaffold",
    "scaffold.values",
    "scaffold.errors",
    "scaffold.explain",
    "scaffold.naming",
    "scaffold.schema",
    "scaffold.database",
    "scaffold.migrations",
    "scaffold.changes",
    "scaffold.files",
    "scaffold.diagram",
    "scaffold.history",
    "scaffold.reflection",
    "scaffold.verify",
    "scaffold.targets.protocol",
    "scaffold.targets.layout",
    "scaffold.templating",
    "scaffold.targets",
    "scaffold.project",
    "scaffold.importing",
    "scaffold.editing",
    "scaffold.interview",
    "scaffold.cli",
    "scaffold.__main__",
)


def modules() -> dict[str, Path]:
    """Return the file of each module of the package, by the module's name."""
    found = {}
    for path in sorted((ROOT / "scaffold").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


# Statements alone are parsed: whole files take seconds.
STATEMENT = re.compile(
    r"^[ \t]*((?:from|import) scaffold\b(?:[^\n(]*\([^)]*\)|[^\n]*))", re.MULTILINE
)


def imports(path: Path, known: dict[str, Path]) -> Iterator[str]:
    """Yield the modules of the package that a file imports, at any place and for types too."""
    for statement in STATEMENT.findall(path.read_text()):
        (node,) = ast.parse(statement).body
        if isinstance(node, ast.ImportFrom):
            for name in node.names:
                inner = f"{node.module}.{name.name}"
                yield inner if inner in known else str(node.module)
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name in known)


def layer(module: str) -> int:
    return max(
        (len(name), number)
        for number, name in enumerate(LAYERS)
        if module == name or module.startswith(f"{name}.")
    )[1]


def test_no_module_imports_from_a_higher_layer() -> None:
    known = modules()
    upwards = [
        f"{module} imports {imported}"
        for module, path in known.items()
        for imported in imports(path, known)
        if layer(imported) > layer(module)
    ]
    assert upwards == [], "\n".join(upwards)


def test_no_modules_import_each_other_in_a_circle() -> None:
    known = modules()
    left = {module: set(imports(path, known)) - {module} for module, path in known.items()}
    size = -1
    while size != len(left):
        size = len(left)
        imported = {each for found in left.values() for each in found}
        left = {module: found & left.keys() for module, found in left.items() if module in imported}
        left = {module: found for module, found in left.items() if found}
    circles = [f"{module} imports {', '.join(sorted(found))}" for module, found in left.items()]
    assert circles == [], "\n".join(circles)


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
