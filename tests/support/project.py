"""A project in a temporary folder: generate into it, migrate it, run its models."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from tests.support import forked, node_worker
from tests.support.compare_tables import Rules, assert_same_tables
from tests.support.forked import Run as Run
from tests.support.node_packages import clean_environment
from tests.support.project_template import copy_project_template
from tests.support.scratch import Scratch, SqliteScratch
from tests.support.sqlite_tables import Tables, reflect

# sync() creates no schema on PostgreSQL.
_SYNC = """
const named = Object.values(sequelize.models).map((model) => model.getTableName().schema);
for (const schema of new Set(named)) {
  if (schema && schema !== 'public') await sequelize.createSchema(schema);
}
await sequelize.sync();
"""


class Move(NamedTuple):
    """One move of `Project.migrate`, made by `up`, `down` or `sql`."""

    kind: str
    to: str | None = None
    statements: tuple[str, ...] = ()


class Step(NamedTuple):
    """One migration that ran, and the tables after it."""

    file: str
    direction: str
    tables: Tables


def up(to: str | None = None) -> Move:
    """Return a move that runs all pending migrations, or those up to the file `to`."""
    return Move("up", to)


def down(to: str | None = None) -> Move:
    """Return a move that undoes all migrations, last first, or those down to and including `to`."""
    return Move("down", to)


def sql(*statements: str) -> Move:
    """Return a move that runs statements in between, such as INSERTs."""
    return Move("sql", None, statements)


@dataclass(slots=True)
class Project:
    """A project of the project template in `root`.

    Its database is a SQLite file beside package.json, or `home` if that is set; `other` is then the
    empty one that models are synced to.
    """

    root: Path
    node_modules: Path | None = None
    home: Scratch | None = None
    other: Scratch | None = None

    @property
    def database(self) -> Path:
        return self.root / "database.sqlite"

    @property
    def scratch(self) -> Scratch:
        """Return the project's database."""
        return self.home or SqliteScratch(self.database)

    @property
    def migrations(self) -> list[str]:
        """Return the names of the migration files, in order."""
        return sorted(path.name for path in (self.root / "migrations").glob("*.js"))

    def write(self, name: str, text: str) -> Path:
        """Write a file of the project, with its folders."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def read(self, name: str) -> str:
        return (self.root / name).read_text(encoding="utf-8")

    def schema(self, text: str) -> Path:
        """Write scaffold.yaml."""
        return self.write("scaffold.yaml", text)

    def scaffold(self, *arguments: str, code: int = 0) -> Run:
        """Run `scaffold` in the project's folder, and check its exit code."""
        return _expect(code, arguments, forked.run(arguments, self.root))

    def generate(self, *arguments: str, code: int = 0) -> Run:
        return self.scaffold("generate", *arguments, code=code)

    def sequelize(self, *arguments: str, code: int = 0) -> Run:
        """Run the real sequelize-cli: `project.sequelize("db:migrate")`."""
        command = [str(self._packages / ".bin" / "sequelize"), *arguments]
        database = {"DATABASE_URL": self.home.url} if self.home else {}
        return self._run(command, code, {"NO_COLOR": "1"} | database)

    def tables(self, **options: bool) -> Tables:
        """Return the tables of the project's database, a SQLite file."""
        return reflect(self.database, **options)

    def run_migrations(self, *moves: Move) -> Tables:
        """Run the moves like sequelize-cli, in one process, and return the tables afterwards.

        AssertionError with the migration, the error and the SQL if one fails.
        """
        self._move(moves)
        return self.scratch.tables()

    def migrate(
        self, *moves: Move, look: Callable[[Step], object] = lambda step: None
    ) -> tuple[Step, ...]:
        """Run the moves like `run_migrations`, and return the tables after each migration.

        `look` is called after each, while the process waits.
        """
        steps: list[Step] = []

        def after(migration: dict[str, str]) -> None:
            steps.append(Step(migration["file"], migration["direction"], self.scratch.tables()))
            look(steps[-1])

        self._move(moves, look=after, says=True)
        return tuple(steps)

    def round_trip(self, rules: Rules | None = None) -> Tables:
        """Migrate an empty database up, down and up again, one by one, and return the tables.

        Each down must restore the tables from before its up, and the second up those of the first.
        """
        self.scratch.clear()
        steps = self.migrate(up(), down(), up())
        count = len(steps) // 3
        assert count, "there is no migration"
        ups, downs, again = steps[:count], steps[count : 2 * count], steps[2 * count :]
        before = [Tables(), *(step.tables for step in ups[:-1])]
        for step, expected in zip(downs, reversed(before), strict=True):
            try:
                assert_same_tables(expected, step.tables, rules)
            except AssertionError as error:
                raise AssertionError(f"down of {step.file}: {error}") from None
        for first, second in zip(ups, again, strict=True):
            assert first.file == second.file
            assert_same_tables(first.tables, second.tables, rules)
        return ups[-1].tables

    def sync(self) -> Tables:
        """Return the tables that `sequelize.sync()` creates from the models."""
        location = self.other or SqliteScratch(self.root / "sync.sqlite")
        location.clear()
        self.run_js(_SYNC, database=location.url)
        return location.tables()

    def run_js(self, body: str, *, database: str | None = None) -> Any:
        """Run the body of an async function with the models; return its result through JSON.

        In scope: db, sequelize, Sequelize, Op, assert. The database is the project's own unless a
        URL is given. AssertionError with node's message if it throws.
        """
        return self._node("run", database, body=body)

    @property
    def _packages(self) -> Path:
        assert self.node_modules is not None, "this project has no node: take the `project` fixture"
        return self.node_modules

    def _move(self, moves: tuple[Move, ...], **how: Any) -> None:
        try:
            self._node("migrate", moves=[move._asdict() for move in moves or (up(),)], **how)
        except node_worker.ScriptError as error:
            raise AssertionError(_failed(error.failure)) from None

    def _node(self, script: str, database: str | None = None, **request: Any) -> Any:
        assert self._packages
        environment = {"DATABASE_URL": database or self.scratch.url}
        return node_worker.ask(script, self.root, environment=environment, **request)

    def _run(self, command: list[str], code: int, environment: dict[str, str]) -> Run:
        done = subprocess.run(
            command,
            cwd=self.root,
            env=clean_environment(environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        return _expect(code, command, Run(done.returncode, done.stdout, done.stderr))


def _expect(code: int, command: Sequence[str], run: Run) -> Run:
    said = f"{' '.join(command[-3:])}: exit {run.code} instead of {code}\n{run.text}"
    assert run.code == code, said
    return run


def _failed(failure: dict[str, str]) -> str:
    return (
        f"{failure.get('file', 'no migration')} {failure.get('direction', '')} failed: "
        f"{failure['message']}\n{failure.get('sql')}"
    )


def make_project(root: Path, node_modules: Path | None = None) -> Project:
    """Return a project of the project template in a folder, with the shared node packages."""
    copy_project_template(root)
    if node_modules is not None:
        os.symlink(node_modules, root / "node_modules")
    return Project(root, node_modules)


def javascript_problems(folder: Path, node_modules: Path) -> list[str]:
    """Return what Prettier and ESLint's recommended rules find in a folder's .js files.

    AssertionError if there are none.
    """
    found = node_worker.ask("check", folder, packages=str(node_modules.parent))
    return ["{file}:{line}:{column}: {message}".format_map(each) for each in found]
