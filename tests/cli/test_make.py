"""`generate --depfile` and the example in a Makefile, with the real make."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import sqlite3
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.conftest import FILES, SCHEMA, Cli
from tests.support import forked
from tests.support.node_packages import ROOT, clean_environment

EXAMPLE = ROOT / "examples" / "makefile" / "Makefile"
MAKEFILE = """\
all: .scaffold.d

-include $(CURDIR)/.scaffold.d

.scaffold.d: scaffold.yaml
	$(SCAFFOLD) generate --quiet --depfile $@
"""
GENERATE = "generate --quiet --depfile .scaffold.d"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed"),
]


@dataclass
class Make:
    """`make(…)` runs make in `root` and returns the scaffold commands that it ran."""

    root: Path

    def __call__(self, *arguments: str, code: int = 0) -> list[str]:
        scaffold = shlex.join(forked.command())
        done = subprocess.run(
            ["make", f"SCAFFOLD={scaffold}", *arguments],
            cwd=self.root,
            env=clean_environment({"SOURCE_DATE_EPOCH": "1767225601"}),
            capture_output=True,
            text=True,
        )
        assert done.returncode == code, done.stdout + done.stderr
        self.errors = done.stderr
        self.output = done.stdout
        ran = f"{scaffold} "
        return [line.removeprefix(ran) for line in done.stdout.splitlines() if ran in line]

    def touch(self, name: str) -> None:
        """Make a file newer than all others, without a time in the future."""
        now = time.time()
        for path in self.root.rglob("*"):
            os.utime(path, (now - 100, now - 100))
        os.utime(self.root / name, (now - 50, now - 50))


@pytest.fixture
def make(cli: Cli) -> Make:
    cli.schema()
    cli.write("Makefile", MAKEFILE)
    return Make(cli.root)


def test_make_runs_the_command_once(make: Make) -> None:
    assert make() == [GENERATE]
    assert make.output.splitlines()[1:] == []
    for _ in range(2):
        assert make() == []


def test_changed_schema_runs_the_command_once(make: Make, cli: Cli) -> None:
    make()
    cli("add", "Tag", "name: string", "-q")
    make.touch("scaffold.yaml")
    assert make() == [GENERATE]
    assert (cli.root / "models/tag.js").is_file()
    assert make() == []


def test_touched_schema_runs_the_command_once(make: Make, cli: Cli) -> None:
    make()
    make.touch("scaffold.yaml")
    names = (*FILES[:-1], *cli.records)
    before = {name: os.stat(name).st_mtime_ns for name in names}
    assert make() == [GENERATE]
    assert {name: os.stat(name).st_mtime_ns for name in names} == before
    assert make() == []


@pytest.mark.parametrize("name", ["models/order.js", ".scaffold/history"])
def test_deleted_output_is_written_again(make: Make, cli: Cli, name: str) -> None:
    make()
    path = cli.root / name
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    if name == ".scaffold/history":
        shutil.rmtree(cli.root / "migrations")
        shutil.rmtree(cli.root / ".scaffold/base")
    assert make() == [GENERATE]
    assert path.exists()
    assert make() == []


def test_deleted_migration_stops_make(make: Make, cli: Cli) -> None:
    make()
    shutil.rmtree(cli.root / "migrations")
    make(code=2)
    assert "this generated migration was deleted" in make.errors


def test_edited_model_runs_the_command_once(make: Make, cli: Cli) -> None:
    make()
    cli.replace("models/order.js", "'use strict';\n", "'use strict';\n// mine\n")
    make.touch("models/order.js")
    assert make() == [GENERATE]
    assert make() == []
    assert "// mine" in (cli.root / "models/order.js").read_text()


def test_make_with_many_jobs(make: Make) -> None:
    assert make("-j4") == [GENERATE]
    assert make("-j4") == []


def test_a_dry_run_writes_nothing(make: Make, cli: Cli) -> None:
    before = cli.tree()
    assert make("-n") == [GENERATE]
    assert cli.tree() == before
    make()
    assert make("-n") == []
    make("-q")


def test_problem_stops_make_until_it_is_fixed(make: Make, cli: Cli) -> None:
    make()
    cli.replace("scaffold.yaml", "string(120)", "strng")
    make.touch("scaffold.yaml")
    for _ in range(2):
        assert make(code=2) == [GENERATE]
        assert "scaffold.yaml:8:11: unknown type `strng`" in make.errors
    cli.replace("scaffold.yaml", "strng", "string(120)")
    make.touch("scaffold.yaml")
    assert make() == [GENERATE]


def test_a_dry_run_of_generate_writes_no_depfile(cli: Cli) -> None:
    cli.schema()
    cli.generate("-q", "--dry-run", "--depfile", "x.d")
    assert not (cli.root / "x.d").exists()


def test_a_conflict_writes_no_depfile(cli: Cli) -> None:
    cli.schema()
    cli.write("models/customer.js", "// mine\n")
    cli.generate("--depfile", "x.d", code=1)
    assert not (cli.root / "x.d").exists()


def test_a_depfile_that_cannot_be_written(cli: Cli) -> None:
    cli.schema()
    result = cli.generate("--depfile", "nowhere/x.d", code=4)
    assert result.errors == (
        "nowhere/x.d: No such file or directory\n    Give --depfile a path that you can write to.\n"
    )


def test_a_depfile_after_amending(cli: Cli) -> None:
    cli.schema()
    cli.generate("-q")
    cli("add", "Customer", "email: string", "-q")
    cli("generate", "-q", "--amend", "--timestamp", "20260202000000", "--depfile", "x.d")
    text = (cli.root / "x.d").read_text()
    assert "20260202000000-create-customers.js" in text
    assert "20260101000001" not in text


def test_depfile_of_paths_with_blanks(cli: Cli) -> None:
    cli.schema()
    cli.generate("-q", "--depfile", "x.d")
    names = ["scaffold.yaml", *FILES[:-1], *cli.records]
    assert (cli.root / "x.d").read_text() == (
        f"x.d: {' '.join(names)}\n" + "".join(f"{name}:\n" for name in names)
    )


@pytest.mark.parametrize("folder", ["my app", "a$b", "a#b", "50%", "a*b[c]", "back\\slash", "été"])
def test_paths_with_characters_special_to_make(cli: Cli, folder: str) -> None:
    """The schema is in a folder with such a name, the Makefile above it."""
    cli.write(f"{folder}/scaffold.yaml", SCHEMA)
    cli.write(
        "Makefile",
        f"""\
all: out.d
-include $(CURDIR)/out.d
out.d:
	$(SCAFFOLD) generate --quiet --depfile $@ -f '{folder.replace("$", "$$")}/scaffold.yaml'
""",
    )
    make = Make(cli.root)
    assert len(make()) == 1
    assert make.errors == ""
    assert make() == []
    for name in ("scaffold.yaml", "models/order.js"):
        make.touch(f"{folder}/{name}")
        assert len(make()) == 1, name
        assert make() == []
    (cli.root / folder / "models/order.js").unlink()
    assert len(make()) == 1
    assert (cli.root / folder / "models/order.js").is_file()
    assert make.errors == ""


ADDED = ["add"] * 5


def words(ran: list[str]) -> list[str]:
    return [line.split()[0] for line in ran]


@pytest.fixture
def example(cli: Cli) -> Make:
    shutil.copy(EXAMPLE, cli.root)
    return Make(cli.root)


def test_makefile_example(example: Make, cli: Cli) -> None:
    assert len(example("-n")) == 6
    assert list(cli.tree()) == ["Makefile"]
    assert words(example("-j4")) == [*ADDED, "generate"]
    assert example() == []
    assert example("-n") == []
    example("-q")
    assert "up to date" in cli("check").output
    assert sorted(path.name for path in (cli.root / "models").iterdir()) == [
        "author.js",
        "index.js",
        "post.js",
        "postTag.js",
        "tag.js",
    ]


@pytest.mark.node
def test_the_makefile_example_migrates_a_database(example: Make, cli: Cli, node_env: Path) -> None:
    (cli.root / "node_modules").symlink_to(node_env)
    assert words(example("migrate")) == [*ADDED, "generate"]
    with contextlib.closing(sqlite3.connect(cli.root / "blog.sqlite3")) as database:
        names = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
    assert {"Authors", "Posts", "Tags", "PostTags"} <= names
    example("migrate")
    assert "already up to date" in example.output


@pytest.mark.node
def test_the_makefile_example_installs_packages_beside_itself(tmp_path: Path) -> None:
    """Also below a folder with a package.json, where npm installs by default."""
    (tmp_path / "package.json").write_text("{}")
    (tmp_path / "local").mkdir()
    (tmp_path / "local/package.json").write_text('{"name": "local", "version": "1.0.0"}')
    (tmp_path / "example").mkdir()
    text = EXAMPLE.read_text()
    packages = "sequelize@6 sequelize-cli@6 sqlite3@6"
    assert packages in text
    (tmp_path / "example/Makefile").write_text(text.replace(packages, "--offline ../local"))
    command = ["make", "SCAFFOLD=false", "-o", ".scaffold.d", "-o", "scaffold.yaml", "node_modules"]
    for name in ("scaffold.yaml", ".scaffold.d"):
        (tmp_path / "example" / name).write_text("")
    done = subprocess.run(
        command, cwd=tmp_path / "example", env=clean_environment(), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "example/node_modules/local").exists()
    assert not (tmp_path / "node_modules").exists()


def test_changed_flags_rebuild_schema_and_files(example: Make, cli: Cli) -> None:
    example()
    cli.replace("Makefile", "(40) required unique", "(40) required unique' 'rank: integer")
    example.touch("Makefile")
    assert words(example("-n")) == [*ADDED, "generate"]
    assert words(example()) == [*ADDED, "generate"]
    assert "rank" in (cli.root / "models/tag.js").read_text()
    assert len(list((cli.root / "migrations").glob("*.js"))) == 6
    assert example() == []


def test_equivalent_flags_change_no_file(example: Make, cli: Cli) -> None:
    example()
    before = {
        path: path.stat().st_mtime_ns
        for folder in ("models", "migrations")
        for path in (cli.root / folder).iterdir()
    }
    cli.replace("Makefile", "# A blog", "# The blog")
    os.utime(cli.root / "Makefile")
    assert words(example()) == [*ADDED, "generate"]
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert example() == []


def test_invalid_flag_stops_make_until_it_is_fixed(example: Make, cli: Cli) -> None:
    cli.replace("Makefile", "string(40)", "strng(40)")
    for _ in range(2):
        assert words(example(code=2)) == ADDED
        assert "unknown type `strng`: did you mean `string`?" in example.errors
        assert not (cli.root / "scaffold.yaml").exists()
    cli.replace("Makefile", "strng(40)", "string(40)")
    assert words(example()) == [*ADDED, "generate"]


def test_other_targets_of_the_makefile_example(example: Make, cli: Cli) -> None:
    assert words(example("-j4", "check", "all")) == [*ADDED, "generate", "check"]
    assert words(example("check")) == ["check"]
    cli.replace("models/post.js", "'use strict';", "'use strict'; // mine")
    assert words(example("check")) == ["generate", "check"]
    example("clean")
    assert list(cli.tree()) == ["Makefile"]
    example("clean")
    assert words(example()) == [*ADDED, "generate"]
