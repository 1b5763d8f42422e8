"""From one schema file to a migrated database: `make demo`.

Generates examples/shop into build/demo, migrates it up, down and up again with the real
sequelize-cli on SQLite, and shows what came out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.support.node_packages import ROOT, NodeMissingError, clean_environment, ensure
from tests.support.project_template import copy_project_template
from tests.support.sqlite_tables import Column, Table, reflect

SHOP = ROOT / "examples" / "shop" / "scaffold.yaml"
DEMO = ROOT / "build" / "demo"
OWN = ".scaffold-demo"
DATABASE = "database.sqlite"


class DemoError(Exception):
    """A step did not do what it should; the message is for the reader."""


def main() -> int:
    """Every step in order; the exit code."""
    try:
        packages = ensure(lambda line: print(dim(line), flush=True))
        prepare(packages)
        generate()
        migrate()
    except (DemoError, NodeMissingError) as error:
        print(f"\nThe demo stopped: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    say("What came out")
    print(f"The tables in build/demo/{DATABASE}:")
    for table in reflect(DEMO / DATABASE).values():
        print("\n".join(described(table)))
    print("\nThe project is in build/demo: read its models/ and migrations/,")
    print("or change its scaffold.yaml and run, in that folder:")
    print("  ../../.venv/bin/scaffold generate && npx sequelize db:migrate")
    return 0


def prepare(packages: Path) -> None:
    """A fresh build/demo with the project template, the schema and the node packages."""
    if DEMO.exists() and not (DEMO / OWN).exists():
        raise DemoError("build/demo is not the demo's own folder: move it away and try again")
    shutil.rmtree(DEMO, ignore_errors=True)
    copy_project_template(DEMO)
    (DEMO / OWN).touch()
    shutil.copy(SHOP, DEMO)
    os.symlink(os.path.relpath(packages, DEMO), DEMO / "node_modules")
    say("The schema: scaffold.yaml")
    print(SHOP.read_text().rstrip())


def generate() -> None:
    """Run `scaffold generate` and show its lines."""
    say("$ scaffold generate")
    print(run([sys.executable, "-m", "scaffold", "generate"]).rstrip())


def migrate() -> None:
    """Up, down and up again with the real sequelize-cli."""
    for command in ("db:migrate", "db:migrate:undo:all", "db:migrate"):
        say(f"$ npx sequelize {command}")
        output = run(["npx", "--no-install", "sequelize", command])
        done = [line for line in output.splitlines() if "migrated" in line or "reverted" in line]
        if not done:
            raise DemoError(f"sequelize {command} ran no migration:\n{output}")
        print("\n".join(line.strip("= ") for line in done))
        left = len(reflect(DEMO / DATABASE))
        if command.endswith("undo:all"):
            print(dim(f"{left or 'no'} tables left"))
            if left:
                raise DemoError("undoing every migration left tables behind")


def described(table: Table) -> Iterator[str]:
    """The lines that show a table: its columns, then its indexes."""
    yield f"\n{bold(table.name)}"
    names = max(len(column.name) for column in table.columns)
    types = max(len(column.type) for column in table.columns)
    for column in table.columns:
        facts = ", ".join(_facts(column, table))
        yield f"  {column.name:{names}}  {column.type:{types}}  {facts}".rstrip()
    for index in table.indexes:
        if index.origin == "c":
            kind = "unique index" if index.unique else "index"
            yield dim(f"  {kind} {index.name} ({', '.join(index.columns)})")


def _facts(column: Column, table: Table) -> Iterator[str]:
    if column.key:
        yield "primary key"
    elif column.not_null:
        yield "required"
    if any(index.columns == (column.name,) and index.origin == "u" for index in table.indexes):
        yield "unique"
    if column.default is not None:
        yield f"default {column.default}"
    for key in table.foreign_keys:
        if key.columns == (column.name,):
            yield f"→ {key.table}, on delete {key.on_delete.lower()}"


def run(command: list[str]) -> str:
    """Run it in build/demo; what it printed, or DemoError with that."""
    done = subprocess.run(
        command,
        cwd=DEMO,
        env=clean_environment({"NO_COLOR": "1"}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        raise DemoError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}")
    return done.stdout


def say(heading: str) -> None:
    print(f"\n{bold(heading)}", flush=True)


def bold(text: str) -> str:
    return _style("1", text)


def dim(text: str) -> str:
    return _style("2", text)


def _style(code: str, text: str) -> str:
    plain = not sys.stdout.isatty() or "NO_COLOR" in os.environ
    return text if plain else f"\x1b[{code}m{text}\x1b[0m"


if __name__ == "__main__":
    sys.exit(main())
