"""Other people's generators, as contestants, on the same models."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from benchmarks.contest import Call, Contestant, FailedError, timed
from tests.support.node_packages import CACHE, clean_environment
from tests.support.project_template import copy_project_template

SEQUELIZE = "sequelize-cli model:generate, one model"
DRIZZLE = "drizzle-kit generate, 1,000 tables in full"
DRIZZLE_EDITED = "drizzle-kit generate, one table of 1,000 edited"
SQLDEF = "sqlite3def, one table of 1,000 edited"
DRIZZLE_PACKAGES = {"drizzle-kit": "0.31.11", "drizzle-orm": "0.45.4"}
_KINDS = (
    *("string", "string", "decimal", "enum:{pending,paid,shipped}"),
    *("integer", "date", "boolean", "text"),
)


def sequelize_project(folder: Path, packages: Path) -> Path:
    """The project template with the empty folders that sequelize-cli needs."""
    copy_project_template(folder)
    (folder / "node_modules").symlink_to(packages)
    (folder / "models").mkdir()
    return folder


def sequelize_cli(folder: Path, *words: str) -> Call:
    """Return a call of the real sequelize-cli in a project."""
    return Call(["node", "node_modules/sequelize-cli/lib/sequelize", *words], folder)


def sequelize_generating(work: Path, packages: Path) -> Contestant:
    """Generate one model of eight attributes: sequelize-cli generates one in a process."""
    project = sequelize_project(work / "sequelize-cli", packages)
    words = ("--attributes", " ".join(f"field{n}:{kind}" for n, kind in enumerate(_KINDS)))
    return Contestant(
        SEQUELIZE,
        lambda number: sequelize_cli(project, "model:generate", "--name", f"Model{number}", *words),
    )


def drizzle_generating(work: Path) -> list[Contestant]:
    """Generate all tables, and one edited table; FailedError if drizzle-kit cannot be installed."""
    packages = _install_drizzle(CACHE / "benchmarks" / "drizzle")
    program = packages / "drizzle-kit" / "bin.cjs"
    options = ("generate", "--dialect=postgresql", "--schema=schema.js", "--out=out")

    def project(folder: Path, edited: bool) -> Call:
        folder.mkdir(exist_ok=True)
        (folder / "schema.js").write_text("\n".join(_drizzle_schema(1000, edited)))
        if not (folder / "node_modules").exists():
            (folder / "node_modules").symlink_to(packages)
        return Call(["node", program, *options], folder)

    before = work / "drizzle"
    timed(project(before, False))

    def edit(number: int) -> Call:
        folder = work / f"drizzle-edited-{number}"
        shutil.copytree(before, folder, symlinks=True)
        return project(folder, True)

    return [
        Contestant(DRIZZLE, lambda number: project(work / f"drizzle-{number}", False)),
        Contestant(DRIZZLE_EDITED, edit),
    ]


def sqldef_changing(work: Path) -> Contestant:
    """Compare two SQL files of 1,000 tables that differ in a column; FailedError without sqldef.

    It comes as a program from its releases, or by its Go module, and is used if it is installed.
    """
    program = shutil.which("sqlite3def")
    if program is None:
        raise FailedError("sqlite3def is not installed: no registry of npm or Python has it")
    folder = work / "sqldef"
    folder.mkdir()
    for name, edited in (("before.sql", False), ("after.sql", True)):
        (folder / name).write_text("\n".join(_sql_schema(1000, edited)))
    command = (program, "--dry-run", "--file=after.sql", "before.sql")
    return Contestant(SQLDEF, lambda _: Call(command, folder))


def _sql_schema(count: int, edited: bool) -> Iterator[str]:
    for number in range(count):
        yield f'CREATE TABLE "Model{number}s" ('
        if edited and number == count // 2:
            yield "  added VARCHAR(40),"
        yield "  id INTEGER PRIMARY KEY,"
        yield "  field0 VARCHAR(120) NOT NULL,"
        yield "  field1 VARCHAR(255) UNIQUE,"
        yield "  field2 DECIMAL(10, 2) DEFAULT 0,"
        yield "  field3 TEXT DEFAULT 'pending',"
        yield "  field4 INTEGER,"
        yield "  field5 DATETIME,"
        yield "  field6 BOOLEAN NOT NULL DEFAULT 0,"
        yield "  field7 TEXT,"
        for key, offset in (("nextId", 1), ("secondId", 2)):
            yield f'  {key} INTEGER REFERENCES "Model{(number + offset) % count}s" (id),'
        yield "  createdAt DATETIME NOT NULL,"
        yield "  updatedAt DATETIME NOT NULL"
        yield ");"


def _install_drizzle(folder: Path) -> Path:
    packages = folder / "node_modules"
    wanted = json.dumps({"private": True, "dependencies": DRIZZLE_PACKAGES})
    manifest = folder / "package.json"
    if not (packages / "drizzle-kit").exists() or manifest.read_text() != wanted:
        folder.mkdir(parents=True, exist_ok=True)
        manifest.write_text(wanted)
        done = subprocess.run(
            ["npm", "install", "--no-audit", "--no-fund", "--no-package-lock"],
            cwd=folder,
            env=clean_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise FailedError(f"npm could not install drizzle-kit:\n{done.stderr[-1000:]}")
    return packages


def _drizzle_schema(count: int, edited: bool) -> Iterator[str]:
    kinds = "boolean, index, integer, numeric, pgEnum, pgTable, serial, text, timestamp, varchar"
    yield f"import {{ {kinds} }} from 'drizzle-orm/pg-core';"
    yield "export const status = pgEnum('status', ['pending', 'paid', 'shipped']);"
    for number in range(count):
        yield f"export const model{number} = pgTable('Model{number}s', {{"
        if edited and number == count // 2:
            yield "  added: varchar({ length: 40 }),"
        yield "  id: serial().primaryKey(),"
        yield "  field0: varchar({ length: 120 }).notNull(),"
        yield "  field1: varchar().unique(),"
        yield "  field2: numeric({ precision: 10, scale: 2 }).default('0'),"
        yield "  field3: status().default('pending'),"
        yield "  field4: integer(),"
        yield "  field5: timestamp(),"
        yield "  field6: boolean().default(false).notNull(),"
        yield "  field7: text(),"
        yield "  createdAt: timestamp().notNull(),"
        yield "  updatedAt: timestamp().notNull(),"
        for key, offset in (("nextId", 1), ("secondId", 2)):
            target = (number + offset) % count
            yield f"  {key}: integer().references(() => model{target}.id),"
        keys = ("field3", "nextId", "secondId")
        indexes = ", ".join(f"index('{number}_{key}').on(table.{key})" for key in keys)
        yield f"}}, (table) => [{indexes}]);"
