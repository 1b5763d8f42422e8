"""Links and planted state in a checkout: nothing outside the project is written or removed."""

from __future__ import annotations

import json
import os
import random
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from scaffold.cli.app import run
from tests.cli.conftest import RECORD, SCHEMA, Cli

pytestmark = pytest.mark.slow

LINKED = (
    ".scaffold",
    ".scaffold/base",
    ".scaffold/base/models",
    ".scaffold/base/models/customer.js",
    ".scaffold/pending",
    ".scaffold/conflict",
    ".scaffold/conflict/index.json",
    ".scaffold/conflict/models",
    ".scaffold/conflict/models/customer.js",
    ".scaffold/run.lock",
    ".scaffold/cache",
    ".scaffold/cache.new",
    ".scaffold/.gitignore",
    "models",
    "models/customer.js",
    "migrations",
    ".scaffold/history",
    ".scaffold/history/20260101000000-00000000.json",
)
# A cache behind a link is no cache, and an ignore file is made where there is none.
NAMED = tuple(name for name in LINKED if "cache" not in name and "ignore" not in name)
COMMANDS = (("generate",), ("check",), ("show",), ("add", "Tag"), ("new", ".", "--yes"))


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder outside the project, which no command may change."""
    folder = tmp_path / "outside"
    folder.mkdir()
    for name in ("a.txt", "index.json", "order.js"):
        (folder / name).write_text("precious\n")
    return folder


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


def plant(root: Path, name: str, target: Path) -> None:
    """A link to `target` in the place of `name`."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    path.symlink_to(target)


@pytest.mark.parametrize("first_run", [True, False])
@pytest.mark.parametrize("name", LINKED)
def test_a_link_to_the_outside_is_never_written_through(
    cli: Cli, outside: Path, name: str, first_run: bool
) -> None:
    cli.schema()
    if not first_run:
        cli.generate("-q")
        cli.replace("scaffold.yaml", "total:", "sum: integer\n    total:")
    before = contents(outside)
    for target in (outside, outside / "a.txt", outside / "new.txt"):
        for command in COMMANDS:
            plant(cli.root, name, target)
            code = run(command)
            result = cli.capsys.readouterr()
            assert code in (0, 1, 2, 4), (command, result.err)
            assert "Traceback" not in result.err
            assert contents(outside) == before, (name, target, command)


@pytest.mark.parametrize("name", NAMED)
def test_link_is_named_with_a_solution(cli: Cli, outside: Path, name: str) -> None:
    cli.schema()
    cli.generate("-q")
    cli.replace("scaffold.yaml", "hasMany(Order)", "hasMany(Order) singular(purchase)")
    cli.replace("models/customer.js", "as: 'orders'", "as: 'mine'")
    if "conflict" in name:
        cli.generate("-q", code=1)
    plant(cli.root, name, outside if (cli.root / name).is_dir() else outside / "a.txt")
    is_ours = name.startswith(".scaffold")
    result = cli("generate", code=4 if is_ours else 1)
    assert RECORD.sub("RECORD.json", name) in result.errors
    assert "link" in result.errors
    assert "Remove the link" in result.errors
    assert run(["generate", "--dry-run"]) in (1, 4)


@pytest.mark.parametrize("content", ["precious", "other"])
@pytest.mark.parametrize("linked", ["models/order.js", "models", ".scaffold/pending/0"])
def test_planted_manifest_changes_nothing_outside(
    cli: Cli, outside: Path, linked: str, content: str
) -> None:
    cli.schema()
    plant(cli.root, linked, outside if linked == "models" else outside / "order.js")
    before = contents(outside)
    digests = [sha256(text.encode()).hexdigest() for text in ("EVIL", f"{content}\n")]
    staged = cli.root / ".scaffold/pending/0"
    for path in ("models/order.js", "models/new.js"):
        for found in (digests[1], None):
            for after in (digests[0], None):
                cli.write(
                    ".scaffold/pending/manifest.json", json.dumps([[path, after, found, None]])
                )
                if not staged.is_symlink():
                    staged.write_text("EVIL")
                cli.capsys.readouterr()
                assert run(["generate", "-q"]) in (0, 1, 4)
                assert "Traceback" not in cli.capsys.readouterr().err
                assert contents(outside) == before


MANIFESTS = (
    "",
    "[[",
    "{}",
    "7",
    "[7]",
    "[[]]",
    '[["models/a.js","","x","y"]]',
    '[["models/a.js",null,null,null]]',
    '[[null,"{digest}",null,null]]',
    '[["../a.js","{digest}",null,null]]',
    '[["/a.js","{digest}",null,null]]',
    '[[".git/hooks/pre-commit","{digest}",null,null]]',
    '[["sub/.GIT/config","{digest}",null,null]]',
    '[[".scaffold/run.lock","{digest}",null,null]]',
    '[[".Scaffold/base/x","{digest}",null,null]]',
    '[[".scaffold/.gitignore","{digest}",null,null]]',
    '[[".scaffold/base/a.js","{digest}",null,null]]',
    '[[".scaffold/base/a.js","{digest}",null,"b.js"]]',
    '[[".scaffold/base/../../a.js","{digest}",null,"../../a.js"]]',
    '[["a.js","{digest}",null,"b.js"]]',
    '[["a\\u0000.js","{digest}",null,null]]',
    '[["a\\ud800.js","{digest}",null,null]]',
    '[["a.js","{digest}",null,null],["A.js","{digest}",null,null]]',
    '[["a.js","{other}",null,null]]',
    '[["a.js","{digest}",null,null,null]]',
    "[" * 100_000,
)


HARMLESS = ('[["a.js","{other}",null,null]]',)


@pytest.mark.parametrize("manifest", MANIFESTS)
@pytest.mark.parametrize("name", ["manifest.json", "reversed.json"])
def test_foreign_manifest_is_refused(cli: Cli, name: str, manifest: str) -> None:
    if name == "reversed.json" and manifest in HARMLESS:
        pytest.skip("there is nothing to put back")
    cli.schema()
    for path in (".git/hooks/x", "a.js"):
        cli.write(path, "theirs")
    cli.write(".scaffold/pending/0", "EVIL")
    digest = sha256(b"EVIL").hexdigest()
    text = manifest.replace("{digest}", digest).replace("{other}", digest[::-1])
    cli.write(f".scaffold/pending/{name}", text)
    before = cli.tree()
    result = cli("generate", code=4)
    assert f"{name}: the interrupted run cannot be finished" in result.errors
    assert "Remove .scaffold/pending" in result.errors
    assert cli.tree() == before
    shutil.rmtree(cli.root / ".scaffold/pending")
    cli.generate("-q")


def test_hard_linked_run_lock_is_not_written(cli: Cli, outside: Path) -> None:
    cli.schema()
    (cli.root / ".scaffold").mkdir()
    os.link(outside / "a.txt", cli.root / ".scaffold/run.lock")
    assert ".scaffold/run.lock" in cli("generate", code=4).errors
    assert (outside / "a.txt").read_text() == "precious\n"
    (cli.root / ".scaffold/run.lock").unlink()
    os.mkfifo(cli.root / ".scaffold/run.lock")
    assert ".scaffold/run.lock" in cli("generate", code=4).errors


@pytest.mark.parametrize("inner", [".git", ".scaffold/base", ".git/hooks"])
def test_a_link_into_git_or_our_own_folder_is_refused(cli: Cli, inner: str) -> None:
    cli.schema()
    (cli.root / inner).mkdir(parents=True)
    (cli.root / "models").symlink_to(inner)
    result = cli("generate", code=1)
    assert f"the folder models is a link to {inner}" in result.errors
    assert not [path for path in (cli.root / inner).rglob("*") if path.is_file()]


def test_a_schema_behind_a_link_out_of_its_folder_is_not_edited(cli: Cli, outside: Path) -> None:
    (outside / "shared.yaml").write_text(SCHEMA)
    (cli.root / "scaffold.yaml").symlink_to(outside / "shared.yaml")
    cli("check", code=1)
    result = cli("add", "Tag", code=4)
    assert result.errors.startswith("scaffold.yaml: this link leads out of its folder")
    assert (outside / "shared.yaml").read_text() == SCHEMA
    cli("add", "Tag", "-f", str(outside / "shared.yaml"))
    assert "Tag" in (outside / "shared.yaml").read_text()


@pytest.mark.parametrize("command", [("add", "Tag"), ("rename", "Order", "Purchase")])
def test_links_among_leftovers_of_an_edit(
    cli: Cli, outside: Path, command: tuple[str, ...]
) -> None:
    cli.schema()
    for name in (".scaffold.yaml.scaffold-new", ".scaffold.yaml.scaffold-kept"):
        (cli.root / name).symlink_to(outside / "a.txt")
    cli(*command)
    assert (outside / "a.txt").read_text() == "precious\n"
    assert list(cli.tree()) == ["scaffold.yaml"]


def test_random_links_change_nothing_outside(cli: Cli, outside: Path) -> None:
    chosen = random.Random(8)
    before = contents(outside)
    for _ in range(60):
        for path in cli.root.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
        cli.schema()
        if chosen.random() < 0.7:
            cli.generate("-q")
            cli.replace("models/order.js", "total", "mine")
            cli.replace("scaffold.yaml", "decimal(10, 2) default(0)", "decimal(12, 2)")
        targets = [outside, outside / "a.txt", outside / "new", cli.root, cli.root / "models"]
        for _ in range(chosen.choice((1, 1, 2, 3))):
            name = chosen.choice(LINKED)
            try:
                plant(cli.root, name, chosen.choice(targets))
            except (FileExistsError, NotADirectoryError, FileNotFoundError, OSError):
                continue
        run(chosen.choice(COMMANDS))
        assert "Traceback" not in cli.capsys.readouterr().err
        assert contents(outside) == before


@pytest.mark.parametrize("name", ["made.d", ".made.d.scaffold-new"])
def test_a_depfile_is_not_written_through_a_link(cli: Cli, outside: Path, name: str) -> None:
    cli.schema()
    (cli.root / name).symlink_to(outside / "a.txt")
    result = cli("generate", "--depfile", "made.d", code=4 if name == "made.d" else 0)
    assert (outside / "a.txt").read_text() == "precious\n"
    if name == "made.d":
        assert result.errors.startswith("made.d: it is a link")
    else:
        assert (cli.root / "made.d").read_text().startswith("made.d: scaffold.yaml ")
        assert not (cli.root / name).is_symlink()
