"""TAB in the shells themselves: commands, options, and names out of the schema."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import SCHEMA, Cli
from tests.support.node_packages import clean_environment
from tests.support.shell import BIN, Shell, find
from tests.support.timing import timed

pytest.importorskip("pty", reason="this system has no pseudo-terminals")

MORE = (
    SCHEMA
    + """
  Shipment:
    sentAt: date
    $table: parcels
"""
)


def offered(cli: Cli, monkeypatch: pytest.MonkeyPatch, *words: str) -> list[str]:
    """Return what bash gets while the last of these words is being typed."""
    monkeypatch.setenv("_SCAFFOLD_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "\n".join(("scaffold", *words)))
    monkeypatch.setenv("COMP_CWORD", str(len(words)))
    result = cli()
    assert result.errors == ""
    return result.output.split()


MODELS = ["Customer", "Order", "Shipment"]
FIELDS = ["Shipment", "Shipment.sentAt"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("ren",), ["rename"]),
        (("show", ""), MODELS),
        (("show", "S"), ["Shipment"]),
        (("add", "O"), ["Order"]),
        (("add", "-q", "O"), ["Order"]),
        (("remove", ""), MODELS),
        (("remove", "S"), FIELDS),
        (("remove", "Shipment"), FIELDS),
        (("remove", "Shipment."), FIELDS[1:]),
        (("remove", "Order.c"), ["Order.customer"]),
        (("remove", "Order.total", "Cust"), ["Customer", "Customer.name", "Customer.orders"]),
        (("rename", "Order.t"), ["Order.total"]),
        (("rename", "Order.total", ""), []),
        (("check", "--target", "sequ"), ["sequelize"]),
        (("check", "--target", "=", ""), ["sequelize", "sqlalchemy"]),
        (("check", "--target", "="), ["sequelize", "sqlalchemy"]),
        (("generate", "--ov"), ["--overwrite"]),
        (("generate", "--keep", ""), []),
        (("show", "Nobody."), []),
    ],
)
def test_completions(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], expected: list[str]
) -> None:
    cli.schema(MORE)
    assert offered(cli, monkeypatch, *words) == expected


def test_completion_uses_the_named_schema(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    cli.schema()
    cli.write("deep/shop.yaml", MORE)
    cli.write("deep/er/scaffold.json", '{"models": {"Tag": {"name": "string"}}}')
    for where, expected in (
        (("-f", "deep/shop.yaml"), MODELS),
        (("--file=deep/shop.yaml",), MODELS),
        (("-C", "deep", "--file", "shop.yaml"), MODELS),
        (("--directory", "deep/er"), ["Tag"]),
        (("-C", "nowhere"), []),
        (("-f", "nothing.yaml"), []),
        (("-f", "-"), []),
    ):
        monkeypatch.chdir(cli.root)
        assert offered(cli, monkeypatch, "show", *where, "") == expected, where


@pytest.mark.parametrize(
    "text", ["", "models: [", "models: x", "- a", "\0", "models:\n  A:\n   b: string\n  : {", "{"]
)
def test_invalid_schema_completes_nothing(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    cli.schema(text)
    before = cli.tree()
    assert offered(cli, monkeypatch, "remove", "") == []
    assert cli.tree() == before


def test_schema_with_problems_completes_names(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    cli.schema(MORE.replace("string(120)", "strng").replace("version: 1", "version: 9"))
    assert offered(cli, monkeypatch, "show", "") == MODELS
    cli.write("scaffold.json", "{}")
    assert offered(cli, monkeypatch, "show", "") == []


def test_paths_of_conflicts_are_completed(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    cli.schema()
    cli.generate("-q")
    cli.replace("models/customer.js", "as: 'orders'", "as: 'mine'")
    cli.replace("scaffold.yaml", "hasMany(Order)", "hasMany(Order) singular(purchase)")
    cli.generate(code=1)
    assert offered(cli, monkeypatch, "generate", "--keep", "") == ["models/customer.js"]
    assert offered(cli, monkeypatch, "generate", "--overwrite", "mod") == ["models/customer.js"]


@pytest.mark.slow
@timed
def test_completion_is_fast(cli: Cli) -> None:
    """Most of it is the start of Python and Typer; the rest must not grow into a pause."""
    cli.schema(MORE)
    environment = {
        "_SCAFFOLD_COMPLETE": "complete_zsh",
        "_TYPER_COMPLETE_ARGS": "scaffold remove Order.",
    }
    spent = []
    for _ in range(3):
        before = os.times()
        subprocess.run(
            [BIN / "scaffold"], env=clean_environment(environment), check=True, cwd=cli.root
        )
        after = os.times()
        spent.append(after.children_user - before.children_user)
    assert min(spent) < 0.2


@pytest.fixture(params=["bash", "zsh", "fish"])
def shell(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    if find(name) is None:
        pytest.skip(f"{name} is not installed")
    return name


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


def start(shell: str, folder: Path, home: Path) -> Shell:
    """Start the shell with completion installed, beside a schema."""
    environment = {"HOME": str(home), "ZDOTDIR": str(home), "PS1": "$ ", "PROMPT": "$ "}
    environment |= {"XDG_CONFIG_HOME": str(home / ".config"), "XDG_DATA_HOME": str(home / "data")}
    flags = {"bash": ["--noprofile", "-i"], "zsh": ["-i"], "fish": ["-i"]}
    return Shell([shell, *flags[shell]], folder, environment)


def install(shell: str, folder: Path, home: Path) -> None:
    done = subprocess.run(
        [shell, "-c", f"'{BIN / 'scaffold'}' --install-completion; exit"],
        cwd=folder,
        env=clean_environment({"HOME": str(home), "PATH": os.environ["PATH"]}),
        capture_output=True,
        text=True,
    )
    assert f"{shell} completion installed" in done.stdout, done
    assert done.stderr == ""


@pytest.mark.slow
def test_installed_completion_in_a_shell(shell: str, cli: Cli, home: Path) -> None:
    """Words are completed at a prompt, from the first TAB on, and the command is run."""
    cli.schema(MORE)
    install(shell, cli.root, home)
    with start(shell, cli.root, home) as terminal:
        terminal.run("true")
        terminal.type("scaffold sho\tShip\t\r")
        assert "Shipment (table parcels)" in terminal.until("sentAt")
        terminal.run("true")
        terminal.type("scaffold remove -C . Order.t\t--dry\t\r")
        assert "Order:" in terminal.until("customer: belongsTo(Customer)")


@pytest.mark.slow
def test_completion_prints_no_errors(shell: str, cli: Cli, home: Path) -> None:
    """Where there is no schema, TAB falls back on files, and is silent."""
    cli.write("orders.txt", "what is in it\n")
    install(shell, cli.root, home)
    with start(shell, cli.root, home) as terminal:
        terminal.run("true")
        terminal.type("scaffold show Sh\t\t\x15cat ord\t\r")
        seen = terminal.until("what is in it")
    assert "Traceback" not in seen and "scaffold.yaml" not in seen
