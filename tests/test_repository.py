"""Rules for the whole repository."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.node_packages import PACKAGES, ROOT
from tests.support.project_template import rendered_template

# Split, so that this file does not match itself.
HOSTS = re.compile("|".join(("registry" + r"\.npmjs", "pypi" + r"\.org", "python" + r"hosted\.")))
PLACES = re.compile(r"(?<![\w./])/(?:" + "|".join(("work", "root", "home", "Users")) + r")/\w")


def tracked() -> Iterator[Path]:
    """Yield the repository's own files."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if listed.returncode:
        pytest.skip("this tree is not a git clone")
    for name in listed.stdout.split("\0"):
        path = ROOT / name
        if name and path.is_file():
            yield path


def found(pattern: re.Pattern[str]) -> list[str]:
    """Return where the pattern occurs in the repository."""
    lines = []
    for path in tracked():
        text = path.read_bytes().decode(errors="replace")
        for match in pattern.finditer(text):
            number = text.count("\n", 0, match.start()) + 1
            lines.append(f"{path.relative_to(ROOT)}:{number}: {match.group()}")
    return lines


def test_no_registry_is_named() -> None:
    assert found(HOSTS) == []


def test_no_path_of_a_machine_is_named() -> None:
    assert found(PLACES) == []
    assert found(re.compile(re.escape(str(ROOT)) + r"\b")) == []


def test_modules_are_short() -> None:
    sizes = {path: len(path.read_text().splitlines()) for path in ROOT.glob("scaffold/**/*.py")}
    assert {str(path): size for path, size in sizes.items() if size > 300} == {}


def limit(path: Path) -> int:
    """An operation is a few statements; a model, or a file of helpers, is read as a whole."""
    if "operations" in path.parts:
        return 80
    return 230 if path.parent.name == "helpers" or path.name == "model.jinja" else 150


def test_templates_are_short() -> None:
    sizes = {path: len(path.read_text().splitlines()) for path in ROOT.glob("templates/**/*.jinja")}
    assert sizes
    assert {str(path): size for path, size in sizes.items() if size > limit(path)} == {}


def test_project_template_requires_the_tested_versions() -> None:
    tested = json.loads((PACKAGES / "package.json").read_text())["dependencies"]
    package = json.loads((rendered_template() / "package.json").read_text())
    asked = package["dependencies"] | package["devDependencies"]
    assert asked == {name: f"^{tested[name]}" for name in asked}


def test_node_packages_are_locked_without_a_host() -> None:
    package = json.loads((PACKAGES / "package.json").read_text())
    lock = json.loads((PACKAGES / "package-lock.json").read_text())
    assert lock["packages"][""]["dependencies"] == package["dependencies"]
    assert [name for name, entry in lock["packages"].items() if "resolved" in entry] == []


def test_contributing_lists_every_module_of_test_support() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text()
    modules = {path.name for path in (ROOT / "tests" / "support").glob("*.py")} - {"__init__.py"}
    table = text[text.index("| `tests/support/` |") :]
    assert {name for name in modules if f"`{name}`" not in table} == set()
    assert set(re.findall(r"`(\w+\.py)`", table)) <= modules
