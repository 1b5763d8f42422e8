"""A project in a temporary folder: generate into it, migrate it, run its models."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from tests.support import forked
from tests.support.compare import Rules, assert_same_tables
from tests.support.forked import Run as Run
from tests.support.node_packages import PACKAGES, clean_environment
from tests.support.scratch import Scratch, SqliteScratch
from tests.support.skeleton import copy_skeleton
from tests.support.sqlite_tables import Tables, reflect

# sync() makes no schema on PostgreSQL.
_SYNC = """
const named = Object.values(sequelize.models).map((model) => model.getTableName().schema);
for (const schema of new Set(named)) {
  if (schema && schema !== 'public') await sequelize.createSchema(schema);
}
await sequelize.sync();
"""


class Move(NamedTuple):
    """One move of `Project.migrate`: make it with `up`, `down` or `sql`."""

    kind: str
    to: str | None = None
    statements: tuple[str, ...] = ()


class Step(NamedTuple):
    """One migration that ran, and the tables after it."""

    file: str
    direction: str
    tables: Tables


def up(to: str | None = None) -> Move:
    """All pending migrations, or those up to and with the file `to`."""
    return Move("up", to)


def down(to: str | None = None) -> Move:
    """All that ran, last first, or those down to and with the file `to`."""
    return Move("down", to)


def sql(*statements: str) -> Move:
    """Statements in between, such as INSERTs."""
    return Move("sql", None, statements)


@dataclass(slots=True)
class Project:
    """`root` holds the skeleton.

    Its database is a SQLite file beside package.json, or `home` where that is said; `other` is
    then the empty one that models are synced to.
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
        """The project's database, whichever it is."""
        return self.home or SqliteScratch(self.database)

    @property
    def migrations(self) -> list[str]:
        """The migration files' names, in order."""
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
        """Run `scaffold` in the project's folder, and expect its exit code."""
        return _expect(code, arguments, forked.run(arguments, self.root))

    def generate(self, *arguments: str, code: int = 0) -> Run:
        return self.scaffold("generate", *arguments, code=code)

    def sequelize(self, *arguments: str, code: int = 0) -> Run:
        """Run the real sequelize-cli: `project.sequelize("db:migrate")`."""
        command = [str(self._packages / ".bin" / "sequelize"), *arguments]
        return self._run(command, code, {"NO_COLOR": "1"})

    def tables(self, **options: bool) -> Tables:
        """The tables of the project's database, a SQLite file."""
        return reflect(self.database, **options)

    def migrate(
        self, *moves: Move, look: Callable[[Step], object] = lambda step: None
    ) -> tuple[Step, ...]:
        """Run the moves as sequelize-cli does, in one process; the tables after each migration.

        `look` is called after each, while the process waits. AssertionError with the migration,
        the error and the SQL where one fails.
        """
        asked = json.dumps([move._asdict() for move in moves or (up(),)])
        steps: list[Step] = []
        with (
            tempfile.TemporaryFile("w+", encoding="utf-8") as errors,
            subprocess.Popen(
                ["node", str(PACKAGES / "migrate.js")],
                cwd=self.root,
                env=clean_environment({"DATABASE_URL": self.scratch.url}),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                encoding="utf-8",
            ) as process,
        ):
            assert process.stdin and process.stdout
            process.stdin.write(f"{asked}\n")
            process.stdin.flush()
            for line in process.stdout:
                answer = json.loads(line)
                if "done" in answer:
                    return tuple(steps)
                if failure := answer.get("failure"):
                    raise AssertionError(_failed(failure))
                steps.append(Step(answer["file"], answer["direction"], self.scratch.tables()))
                look(steps[-1])
                process.stdin.write("\n")
                process.stdin.flush()
            process.wait()
            errors.seek(0)
            raise AssertionError(f"migrate.js: {errors.read()}")

    def round_trip(self, rules: Rules | None = None) -> Tables:
        """From an empty database: all up, all down, all up again, one by one.

        Each down must bring back the tables from before its up, and the second up those of the
        first. The tables at the end.
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
        """The tables that `sequelize.sync()` makes of the models in an empty database."""
        place = self.other or SqliteScratch(self.root / "sync.sqlite")
        place.clear()
        self.run_js(_SYNC, database=place.url)
        return place.tables()

    def run_js(self, body: str, *, database: str | None = None) -> Any:
        """Run the body of an async function against the models; what it returns, through JSON.

        In scope: db, sequelize, Sequelize, Op, assert. The database is the project's own unless
        another's URL is given. AssertionError with node's words where it throws.
        """
        return self._node("run.js", body, {"DATABASE_URL": database or self.scratch.url})

    @property
    def _packages(self) -> Path:
        assert self.node_modules is not None, "this project has no node: take the `project` fixture"
        return self.node_modules

    def _node(self, script: str, stdin: str, environment: dict[str, str] | None = None) -> Any:
        assert self._packages
        done = subprocess.run(
            ["node", str(PACKAGES / script)],
            cwd=self.root,
            env=clean_environment(environment),
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        assert done.returncode == 0, f"{script}: {done.stderr}"
        return json.loads(done.stdout)

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
    """The skeleton's files in a folder, with the shared node packages."""
    copy_skeleton(root)
    if node_modules is not None:
        os.symlink(node_modules, root / "node_modules")
    return Project(root, node_modules)


def javascript_problems(folder: Path, node_modules: Path) -> list[str]:
    """What Prettier and ESLint's recommended rules find in a folder's .js files.

    AssertionError where it has none.
    """
    done = subprocess.run(
        ["node", str(PACKAGES / "check.js"), str(folder), str(node_modules.parent)],
        env=clean_environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return [
        "{file}:{line}:{column}: {message}".format_map(found) for found in json.loads(done.stdout)
    ]
