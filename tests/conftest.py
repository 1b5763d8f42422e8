"""Fixtures for the whole suite; what they return is defined in tests/support."""

from __future__ import annotations

import gc
import os
import signal
import uuid
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support import built, examples, groups, node_packages, servers
from tests.support import checks as counted
from tests.support.checks import Checks
from tests.support.memory import memory_folder
from tests.support.project import Project, javascript_problems, make_project
from tests.support.scratch import Scratch, SqliteScratch, drop_free, scratch_on

DIALECTS = ("sqlite", "postgres", "mysql")
REQUIRED = os.environ.get("SCAFFOLD_TEST_DATABASES", "")

# In this order, after the groups of tests/support/groups.py.
LONGEST = tuple(
    f"tests/{name}"
    for name in (
        "project_template/test_combinations.py",
        "end_to_end/test_large.py",
        "end_to_end/test_sequelize_changes.py",
        "targets/test_alembic_changes.py",
        "end_to_end/test_accessors.py",
        "end_to_end/test_additions_on_rows.py",
        "end_to_end/test_facts.py",
        "project_template/test_module_systems.py",
        "project_template/test_files.py",
        "project_template/test_existing.py",
        "targets/test_alembic_tables.py",
        "targets/test_sqlalchemy_keywords.py",
        "end_to_end/test_output_packs.py",
        "end_to_end/test_single_databases.py",
        "end_to_end/test_layout.py",
        "end_to_end/test_corpus.py",
        "end_to_end/test_grown_schemas.py",
        "importing/test_metadata.py",
    )
)

MakeProject = Callable[[], Project]
Check = Callable[[Path], list[str]]

# A shared machine may be slow. --hypothesis-profile=ci tries four times as many examples.
settings.register_profile("local", deadline=None, max_examples=examples.BASE)
settings.register_profile("repeatable", settings.get_profile("ci"), max_examples=examples.BASE)
settings.load_profile("repeatable" if "CI" in os.environ else "local")

# What pip installs in a test is imported once at most.
os.environ["PIP_COMPILE"] = "0"

# What is imported during collection stays: to search it for garbage is in vain.
gc.disable()


def pytest_configure() -> None:
    """Put tests' folders in memory where there is room, and let Ctrl-C interrupt child processes.

    A shell ignores it for commands in the background.
    """
    if memory := memory_folder():
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(memory))
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_finish() -> None:
    """From now on, collect garbage of the tests alone, and less often than by default."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """One more than there are processors: tests with node or servers wait for installations.

    None, the default of xdist, for the fast tests.
    """
    return None if "not node" in config.option.markexpr else (os.cpu_count() or 1) + 1


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object | None:
    """Keep the tests of a group in one worker, with `--dist loadgroup`."""
    return groups.scheduling(config, log) if config.option.dist == "loadgroup" else None


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="take what is generated as what is expected"
    )
    parser.addoption("--built", help="the folder of a wheel that is built already, to be tested")
    parser.addoption(
        "--seeds", type=int, default=24, help="how many random schemas are tried (default: 24)"
    )
    parser.addoption(
        "--pairs", type=int, default=12, help="how many random pairs are migrated (default: 12)"
    )
    parser.addoption(
        "--kills", type=int, default=8, help="how often each command is killed (default: 8)"
    )
    parser.addoption("--pairs-seed", type=int, default=1, help="which random pairs these are")
    parser.addoption(
        "--seeds-everywhere",
        action="store_true",
        help="try each random schema on every database instead of on one of them",
    )


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Path:
    """Return the wheel in the folder of `--built`, or else one that is built."""
    given = pytestconfig.getoption("--built")
    if given:
        (found,) = Path(given).resolve().glob("*.whl")
        return found
    return built.build_wheel(tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="session")
def wheel_environments() -> list[Path]:
    """Return a list for the environments into which pip has installed the wheel, and no more."""
    return []


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether to rewrite goldens: `assert_golden(…, update=update_golden)`."""
    return bool(request.config.getoption("--update-golden"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Parametrize `seeds`, ten at a time."""
    if "seeds" in metafunc.fixturenames:
        width = 10 * _seed_step(metafunc.config)
        starts = range(0, metafunc.config.getoption("--seeds"), width)
        metafunc.parametrize("seeds", starts, indirect=True)


def _seed_step(config: pytest.Config) -> int:
    return 1 if config.getoption("--seeds-everywhere") else len(DIALECTS)


@pytest.fixture
def seeds(request: pytest.FixtureRequest, dialect: str) -> range:
    """Return seeds of random schemas; each is tried on one database, or on all with
    --seeds-everywhere.
    """
    step, start = _seed_step(request.config), int(request.param)
    end = min(start + 10 * step, request.config.getoption("--seeds"))
    return range(start + DIALECTS.index(dialect) % step, end, step)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest tests first, so that no worker is left with one of them at the end."""
    ranks = {path: rank for rank, path in enumerate(LONGEST)}
    items.sort(key=lambda item: ranks.get(item.nodeid.partition("::")[0], len(ranks)))


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark a test that needs a server as slow."""
    chosen = getattr(item, "callspec", None)
    needs = "new_scratch" in getattr(item, "fixturenames", ())
    if needs and chosen and chosen.params.get("dialect") in servers.URLS:
        item.add_marker("slow")


@pytest.fixture(scope="session")
def node_env() -> Path:
    """Return the node_modules folder; without node skip the test, or fail if databases are
    required.
    """
    try:
        return node_packages.ensure(lambda line: None)
    except node_packages.NodeMissingError as error:
        if REQUIRED:
            pytest.fail(f"node is required here: {error}", pytrace=False)
        pytest.skip(f"node: {error}")


@pytest.fixture
def new_project(tmp_path: Path, node_env: Path) -> MakeProject:
    """Return a function that creates projects (template and node packages) in separate folders."""
    made: list[Project] = []

    def make() -> Project:
        made.append(make_project(tmp_path / f"project{len(made) or ''}", node_env))
        return made[-1]

    return make


@pytest.fixture
def project(new_project: MakeProject) -> Project:
    """Return one such project."""
    return new_project()


@pytest.fixture
def folder(tmp_path: Path) -> Project:
    """Return a project without node, for tests that only generate."""
    return make_project(tmp_path / "project")


@pytest.fixture(scope="session")
def server_of() -> Iterator[Callable[[str], str]]:
    """Return a function that starts a dialect's server at its first use; all are stopped at the
    end.

    If there is none the test is skipped, or fails if it is required (SCAFFOLD_TEST_DATABASES).
    """
    started: dict[str, str | servers.ServerMissingError] = {}
    with ExitStack() as stack:

        def find(dialect: str) -> str:
            if dialect not in started:
                try:
                    started[dialect] = url = stack.enter_context(servers.running(dialect))
                    if servers.URLS[dialect] in os.environ:
                        stack.callback(drop_free, dialect, url)
                except servers.ServerMissingError as error:
                    started[dialect] = error
            found = started[dialect]
            if isinstance(found, str):
                return found
            if dialect in REQUIRED.split(","):
                pytest.fail(f"{dialect} is required here: {found}", pytrace=False)
            pytest.skip(f"{dialect}: {found}")

        yield find


@pytest.fixture(params=DIALECTS)
def dialect(request: pytest.FixtureRequest) -> str:
    """Each dialect in turn; a test may set its own by an indirect parameter."""
    if REQUIRED and request.param not in REQUIRED.split(","):
        pytest.skip(f"{request.param}: SCAFFOLD_TEST_DATABASES does not name it")
    return str(request.param)


@pytest.fixture(scope="session")
def sqlite_folder() -> Iterator[Path]:
    """Return a folder for files of SQLite, in memory where that is possible.

    SQLite waits for the disk at the end of each statement.
    """
    with servers.data_folder() as folder:
        yield folder


@pytest.fixture
def new_scratch(
    dialect: str, server_of: Callable[[str], str], sqlite_folder: Path
) -> Iterator[Callable[[], Scratch]]:
    """Return a function that creates empty databases of the dialect."""
    made: list[Scratch] = []
    with ExitStack() as stack:

        def make() -> Scratch:
            if dialect == "sqlite":
                path = sqlite_folder / f"{uuid.uuid4().hex}.sqlite"
                stack.callback(path.unlink, missing_ok=True)
                one: Scratch = SqliteScratch(path)
                one.clear()
            else:
                one = stack.enter_context(scratch_on(dialect, server_of(dialect)))
            made.append(one)
            return one

        yield make


@pytest.fixture
def housed(new_scratch: Callable[[], Scratch], new_project: MakeProject, dialect: str) -> Project:
    """Return a project whose database is of the dialect."""
    made = new_project()
    made.home, made.other = new_scratch(), new_scratch()
    return made


@pytest.fixture
def checks(dialect: str) -> Checks:
    """Count checks on the dialect's database; the test fails at its end."""
    return Checks(dialect)


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, object, object]:
    made = pyfuncitem.funcargs.get("checks")
    try:
        result = yield
    finally:
        if isinstance(made, Checks):
            pyfuncitem.user_properties.append(made.report)
    if isinstance(made, Checks):
        made.conclude()
    return result


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    for line in counted.summary(
        each for report in reports if report.when == "call" for each in report.user_properties
    ):
        terminalreporter.write_line(line)


@pytest.fixture
def js_problems(node_env: Path) -> Check:
    """Return a function that checks a folder's JavaScript with Prettier and ESLint."""
    return lambda path: javascript_problems(path, node_env)
