"""Keystrokes from an empty directory to a migrated shop: `make keystrokes`.

Every method is really executed, and must lead to the same tables. Commands are typed completely.
In a file, the editor indents; opening, moving, selecting and saving are free. For sequelize-cli,
the edits are the fewest that turn its files into by_hand/: inserted words, and one key for each
deleted run of words. Its `down` is simple, its models have no indexes, and PostgreSQL is not
supported: the generated files do more.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.support.compare_tables import Rules, differences
from tests.support.node_packages import ROOT, clean_environment, ensure
from tests.support.shop_dialogue import SHOP as DIALOGUE
from tests.support.shop_dialogue import keystrokes
from tests.support.sqlite_tables import Tables, reflect
from tests.support.typist import Typist

SHOP = ROOT / "examples" / "shop" / "scaffold.yaml"
BY_HAND = Path(__file__).with_name("by_hand")
DATABASE = "shop.db"
# The folder of the program `scaffold`.
PROGRAMS = Path(sys.executable).parent

INSTALL = "npm install sequelize sequelize-cli sqlite3"
MIGRATE = f"npx sequelize-cli db:migrate --url sqlite://$PWD/{DATABASE}"
GENERATE = "scaffold generate"
# `make migrate` of the project is INSTALL and MIGRATE.
INTERVIEW = ("scaffold new", "make migrate")
ADD = (
    "scaffold add Customer 'name: string(120) required' 'email: string unique'"
    " 'orders: hasMany(Order)'",
    "scaffold add Order 'total: decimal(10, 2) default(0)'"
    " 'status: enum(pending, paid, shipped) default(pending) index'"
    " 'customer: belongsTo(Customer)' 'products: hasMany(Product)'",
    "scaffold add Payment 'amount: decimal(10, 2) required' 'order: hasOne(Order)'",
    "scaffold add Product 'name: string required' 'tags: belongsToMany(Tag) through(ProductTags)'",
    "scaffold add Tag 'name: string unique'"
    " 'products: belongsToMany(Product) through(ProductTags)'",
    "echo 'options: {id: uuid}' >> scaffold.yaml",
)
SEQUELIZE = (
    "npx sequelize-cli init",
    "npx sequelize-cli model:generate --name Customer --attributes name:string,email:string",
    "npx sequelize-cli model:generate --name Order"
    " --attributes 'total:decimal,status:enum:{pending,paid,shipped}'",
    "npx sequelize-cli model:generate --name Payment --attributes amount:decimal",
    "npx sequelize-cli model:generate --name Product --attributes name:string",
    "npx sequelize-cli model:generate --name Tag --attributes name:string",
    "npx sequelize-cli migration:generate --name add-associations",
)

_WORD = re.compile(r"\s*\n\s*|\s+|\w+|.")


@dataclass(frozen=True, slots=True)
class Way:
    """A method: the keystrokes of its commands, and those of answers and files."""

    name: str
    commands: int
    editing: int = 0

    @property
    def keys(self) -> int:
        return self.commands + self.editing


def main() -> int:
    """Execute all methods and print their keystrokes."""
    packages = ensure(lambda line: print(line, file=sys.stderr))
    ways: list[Way] = []
    tables: dict[str, Tables] = {}
    for go in (by_interview, by_add, by_file, by_sequelize_cli):
        with tempfile.TemporaryDirectory() as work:
            folder = Path(work)
            (folder / "node_modules").symlink_to(packages)
            way = go(folder)
            run(folder, MIGRATE)
            tables[way.name] = reflect(folder / DATABASE)
        ways.append(way)
    first = next(iter(tables.values()))
    for name, each in tables.items():
        wrong = differences(first, each, Rules(names=False, unique_as_index=False))
        if wrong:
            print(f"{name} makes other tables:", *wrong, sep="\n  ", file=sys.stderr)
            return 1
    print(table(ways))
    return 0


def by_interview(folder: Path) -> Way:
    """`scaffold new`, typed at a terminal, and the one command that it names next."""
    with Typist(("new",), folder) as person:
        for question, keys in DIALOGUE:
            person.answer(question, *keys)
        person.end(0)
    return Way("`scaffold new`", sum(len(line) + 1 for line in INTERVIEW), keystrokes(DIALOGUE))


def by_add(folder: Path) -> Way:
    """`scaffold add`, a command for each model."""
    return Way("`scaffold add`", commands(folder, *ADD, GENERATE))


def by_file(folder: Path) -> Way:
    """Count the schema written in an editor."""
    text = re.sub(r" +#.*", "", SHOP.read_text(encoding="utf-8"))
    (folder / SHOP.name).write_text(text, encoding="utf-8")
    return Way("writing `scaffold.yaml`", commands(folder, GENERATE), typed(text))


def by_sequelize_cli(folder: Path) -> Way:
    """sequelize-cli, and the editing by hand that it leaves."""
    typed_commands = commands(folder, *SEQUELIZE)
    editing = 0
    for finished in sorted(BY_HAND.glob("*/*.js")):
        (written,) = (folder / finished.parent.name).glob(f"*{finished.name}")
        text = finished.read_text(encoding="utf-8")
        editing += edited(written.read_text(encoding="utf-8"), text)
        written.write_text(text, encoding="utf-8")
    return Way("`sequelize-cli` and editing by hand", typed_commands, editing)


def commands(folder: Path, *lines: str) -> int:
    """Run the commands and count the keystrokes of all of them."""
    for line in lines:
        run(folder, line)
    return sum(len(line) + 1 for line in (INSTALL, *lines, MIGRATE))


def run(folder: Path, line: str) -> None:
    """Run a command as it is typed."""
    path = f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(
        ["/bin/sh", "-c", line],
        cwd=folder,
        env=clean_environment({"PATH": path}),
        check=True,
        stdout=subprocess.DEVNULL,
    )


def typed(text: str) -> int:
    """Return the keystrokes of a text in an editor that indents."""
    return sum(len(line.strip()) + 1 for line in text.splitlines())


def edited(before: str, after: str) -> int:
    """Return the fewest keystrokes that turn one text into the other, word by word."""
    old, new = words(before), words(after)
    # From the end: what the rest costs, and whether a deletion has begun that it can go on with.
    costs = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    going = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for at in range(len(old), -1, -1):
        for to in range(len(new), -1, -1):
            if at == len(old) and to == len(new):
                continue
            best: list[int] = []
            if to < len(new):
                best.append(len(new[to]) + costs[at][to + 1])
            if at < len(old) and to < len(new) and old[at] == new[to]:
                best.append(costs[at + 1][to + 1])
            more = [going[at + 1][to]] if at < len(old) else []
            going[at][to] = min(best + more)
            costs[at][to] = min(best + [1 + cost for cost in more])
    return costs[0][0]


def words(text: str) -> list[str]:
    """Split a text into words, punctuation, and white space of one key each."""
    found = (word[0] for word in _WORD.finditer(text.strip()))
    return [word if word.strip() else "\n" if "\n" in word else " " for word in found]


def table(ways: list[Way]) -> str:
    """Return the counts as a table for the README."""
    last = ways[-1].keys
    lines = ["| method | keystrokes | of which commands | |", "| --- | ---: | ---: | ---: |"]
    for way in ways:
        lines.append(f"| {way.name} | {way.keys} | {way.commands} | {way.keys / last:.0%} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
