"""Projects with models of their own: import, and changes of the schema as edits of their files.

Each has hooks, validations and scopes, a test of its own, and a migrated database with rows.
"""

from __future__ import annotations

import difflib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.support import forked, output_packages
from tests.support.forked import Run
from tests.support.golden import assert_golden
from tests.support.node_packages import ROOT, clean_environment
from tests.support.sqlite_tables import Tables, reflect

pytestmark = pytest.mark.node

PROJECTS = ROOT / "tests" / "their_projects"
# The scripts of each project that fill and test it, and the changes of its imported schema.
CHANGES: dict[str, tuple[str, str, tuple[tuple[str, str], ...]]] = {
    "bookshop": (
        "seed.js",
        "test.js",
        (
            ("    body: text\n", "    text: text was(body)\n    readAt: datetime\n"),
            ("    stock:", "    language: string(2) required default(en)\n    stock:"),
            (
                "    books: hasMany(Book)\n",
                "    books: hasMany(Book)\n    reviews: hasMany(Review)\n",
            ),
            (
                "    book: belongsTo(Book) required\n",
                "    book: belongsTo(Book) required\n    author: belongsTo(Author)\n",
            ),
        ),
    ),
    "helpdesk": (
        "seed.js",
        "test.js",
        (
            ("    minutes: integer", "    spentMinutes: integer was(minutes)"),
            ("    state: ", "    priority: smallint required default(2)\n    state: "),
            ("    ticket: belongsTo", "    writer: belongsTo(Agent)\n    ticket: belongsTo"),
            (
                "    tickets: hasMany(Ticket)\n",
                "    tickets: hasMany(Ticket)\n    messages: hasMany(Message)\n",
            ),
        ),
    ),
    "tracker": (
        "src/seed.ts",
        "src/test.ts",
        (
            ("    mail: string\n", "    email: string was(mail)\n"),
            ("    budget:", "    archived: boolean required default(false)\n    budget:"),
            ("    project: belongsTo", "    assignee: belongsTo(Member)\n    project: belongsTo"),
            (
                "    projects: hasMany(Project)\n",
                "    projects: hasMany(Project)\n    assignedTasks: hasMany(Task)\n",
            ),
        ),
    ),
}


@dataclass(slots=True)
class TheirProject:
    """A copy of a project. `models` are its model files as its authors wrote them."""

    root: Path
    sqlite: Path
    models: dict[str, str] = field(default_factory=dict)

    def steps(self, *steps: str) -> None:
        environment = clean_environment({"NODE_PATH": str(self.sqlite)})
        command = ["node", str(PROJECTS / "steps.js"), *steps]
        done = subprocess.run(
            command, cwd=self.root, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, f"{steps}: {done.stderr}"

    def scaffold(self, *arguments: str, code: int = 0) -> Run:
        state = clean_environment({"XDG_STATE_HOME": str(self.root.parent / "state")})
        done = forked.run(arguments, self.root, environment=state)
        assert done.code == code, done.text
        return done

    def read_models(self) -> dict[str, str]:
        found = {}
        for path in sorted(self.root.rglob("models/*")):
            if "node_modules" not in path.parts and path.is_file():
                found[path.relative_to(self.root).as_posix()] = path.read_bytes().decode()
        return found

    def state(self) -> tuple[Tables, dict[str, list[tuple[object, ...]]]]:
        """Return the tables and the rows of the database."""
        database = self.root / "data.sqlite"
        tables = reflect(database)
        with closing(sqlite3.connect(database)) as connection:
            rows = {
                name: sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=str)
                for name in tables
                if name != "SequelizeMeta"
            }
        return tables, rows

    def migrations(self) -> list[str]:
        found = self.root.rglob("migrations/*.js")
        return sorted(path.name for path in found if "node_modules" not in path.parts)


@pytest.fixture(params=CHANGES)
def theirs(request: pytest.FixtureRequest, tmp_path: Path, node_env: Path) -> TheirProject:
    """A project that is in use: its database is migrated and has rows."""
    return in_use(str(request.param), tmp_path, node_env)


def in_use(name: str, folder: Path, node_env: Path) -> TheirProject:
    root = folder / name
    shutil.copytree(PROJECTS / name, root)
    os.symlink(output_packages.ensure(), root / "node_modules")
    project = TheirProject(root, node_env)
    seed, test, _ = CHANGES[root.name]
    project.steps("up", seed, test)
    project.models = project.read_models()
    return project


def test_changes_of_the_schema_are_edits_of_their_files(
    theirs: TheirProject, update_golden: bool
) -> None:
    name = theirs.root.name
    _, test, changes = CHANGES[name]
    before, rows = theirs.state()
    known = theirs.migrations()

    done = theirs.scaffold("import", "sqlite:data.sqlite", "--models", ".", "--no-input")
    assert "named by rule" not in done.text
    assert theirs.read_models() == theirs.models
    theirs.scaffold("check")
    imported = (theirs.root / "scaffold.yaml").read_text()
    schema = imported
    for old, new in changes:
        assert old in schema
        schema = schema.replace(old, new, 1)
    (theirs.root / "scaffold.yaml").write_text(schema)
    planned = theirs.scaffold("generate", "--dry-run")
    assert theirs.read_models() == theirs.models
    generated = theirs.scaffold("generate")
    assert "todo" not in planned.text + generated.text
    theirs.scaffold("check")

    # One migration for each change, after theirs; no file of a model but theirs.
    made = theirs.migrations()
    assert len(made) == len(known) + 3 and made[: len(known)] == known
    assert theirs.read_models().keys() == theirs.models.keys()
    diff = "".join(_diff(theirs.models, theirs.read_models()))
    expected = ROOT / "tests" / "golden" / "their_projects" / name
    assert_golden(expected, {"edits.diff": diff}, update=update_golden)
    if name == "tracker":
        _compile(theirs.root)

    theirs.steps("up", test)
    _, after = theirs.state()
    assert {table: len(each) for table, each in after.items()} == {
        table: len(each) for table, each in rows.items()
    }
    theirs.steps("undo", "undo", "undo")
    undone, restored = theirs.state()
    assert restored == rows
    assert _structure(undone) == _structure(before)

    # Undone, and the schema changed back: their files are as they were.
    theirs.scaffold("undo", "--force")
    (theirs.root / "scaffold.yaml").write_text(imported)
    theirs.scaffold("generate")
    assert theirs.read_models() == theirs.models
    theirs.scaffold("check")


def test_adopted_files_are_generated_around_their_code(
    tmp_path: Path, node_env: Path, update_golden: bool
) -> None:
    theirs = in_use("bookshop", tmp_path, node_env)
    theirs.scaffold("import", "sqlite:data.sqlite", "--models", ".", "--no-input")
    refused = theirs.scaffold("generate", "--adopt", "models/Book.js", code=2)
    assert "Rename the file to models/book.js first" in refused.errors
    os.rename(theirs.root / "models/Book.js", theirs.root / "models/book.js")
    paths = [f"models/{name}.js" for name in ("author", "book", "review", "tag")]
    adopts = [word for path in paths for word in ("--adopt", path)]
    done = theirs.scaffold("generate", *adopts)
    assert "models/book.js: from now on as the schema has it: type of status" in done.errors
    expected = ROOT / "tests" / "golden" / "their_projects" / "adopted"
    found = {path: (theirs.root / path).read_text() for path in paths}
    assert_golden(expected, found, update=update_golden)
    theirs.scaffold("check")
    assert "is a generated file already" in theirs.scaffold("generate", *adopts, code=2).errors

    # Later runs merge into them, and their own test still passes.
    theirs.scaffold("add", "Author", "nick: string(20)", "-q")
    theirs.scaffold("add", "Review", "critic: belongsTo(Author)", "-q")
    # Their index loads the file of a new model, which is proved before it is written.
    theirs.scaffold("add", "Publisher", "name: string(40)", "-q")
    assert "todo" not in theirs.scaffold("generate").text
    theirs.scaffold("check")
    _, test, _ = CHANGES["bookshop"]
    theirs.steps("up", test)
    author = (theirs.root / "models/author.js").read_text()
    assert "nick: { type: DataTypes.STRING(20) }" in author
    assert "an author has a name" in author and "initials" in author


def test_a_new_model_has_a_file_like_theirs(tmp_path: Path, node_env: Path) -> None:
    theirs = in_use("bookshop", tmp_path, node_env)
    for name in ("author", "Book", "review", "tag"):
        path = theirs.root / "models" / f"{name}.js"
        path.rename(path.with_name(f"{name.title()}.model.js"))
    theirs.scaffold("import", "sqlite:data.sqlite", "--models", ".", "--no-input")
    schema = (theirs.root / "scaffold.yaml").read_text()
    assert "model_files: theirs, file_names: PascalCase.model}" in schema
    theirs.scaffold("add", "SalesOffice", "name: string(40)", "-q")
    assert "todo" not in theirs.scaffold("generate").text
    assert (theirs.root / "models/SalesOffice.model.js").exists()
    theirs.scaffold("check")


def _diff(before: dict[str, str], after: dict[str, str]) -> Iterator[str]:
    for path, text in after.items():
        old, new = (each.splitlines(keepends=True) for each in (before[path], text))
        yield from difflib.unified_diff(old, new, path, path, n=1)


def _structure(tables: Tables) -> dict[str, object]:
    return {
        name: (table.columns, table.foreign_keys, sorted(table.indexes), table.checks)
        for name, table in tables.items()
    }


def _compile(root: Path) -> None:
    """Check the types of the project, its scripts included."""
    compiler = root / "node_modules" / "typescript" / "bin" / "tsc"
    command = ["node", str(compiler), "--noEmit", "-p", "."]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
