"""Fixtures for the whole suite; what they give is in tests/support."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support import node_packages
from tests.support.project import Project, javascript_problems, make_project

MakeProject = Callable[[], Project]
Check = Callable[[Path], list[str]]

# A shared machine may be slow; in CI hypothesis takes its own profile, which repeats itself.
settings.register_profile("local", deadline=None)
if "CI" not in os.environ:
    settings.load_profile("local")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="take what is generated as what is expected"
    )


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether goldens are to be rewritten: `assert_golden(…, update=update_golden)`."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def node_env() -> Path:
    """The node_modules folder; without node the test is skipped, where databases are required
    (SCAFFOLD_TEST_DATABASES) it fails."""
    try:
        return node_packages.ensure(lambda line: None)
    except node_packages.NodeMissingError as error:
        if os.environ.get("SCAFFOLD_TEST_DATABASES"):
            pytest.fail(f"node is required here: {error}", pytrace=False)
        pytest.skip(f"node: {error}")


@pytest.fixture
def new_project(tmp_path: Path, node_env: Path) -> MakeProject:
    """Makes projects (skeleton and node packages), each in a folder of its own."""
    made: list[Project] = []

    def make() -> Project:
        made.append(make_project(tmp_path / f"project{len(made) or ''}", node_env))
        return made[-1]

    return make


@pytest.fixture
def project(new_project: MakeProject) -> Project:
    """One such project."""
    return new_project()


@pytest.fixture
def folder(tmp_path: Path) -> Project:
    """A project without node, for tests that only generate."""
    return make_project(tmp_path / "project")


@pytest.fixture
def js_problems(node_env: Path) -> Check:
    """Checks a folder's JavaScript with Prettier and ESLint; a line for each thing found."""
    return lambda path: javascript_problems(path, node_env)
