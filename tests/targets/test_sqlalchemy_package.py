"""Generated packages pass ruff and mypy, and are mapped without a warning."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from tests.support.groups import MYPY_CACHE
from tests.support.random_schemas import random_schema
from tests.targets.python_rendering import models_of, notes_of, package_of
from tests.targets.rendering import HEAD
from tests.targets.test_sequelize_lengths import models as models_of_every_length

SCHEMAS = Path(__file__).parent / "schemas"
SHAPES = Path(__file__).parents[1] / "end_to_end" / "shapes"
REFERENCE = Path(__file__).parents[1] / "reference"
DIALECTS = ("sqlite", "postgres", "mysql")
SUBSETS = [chosen for size in (1, 2, 3) for chosen in combinations(DIALECTS, size)]

MAP = """
import importlib, pathlib, sys, warnings
warnings.simplefilter("error")
for folder in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    if not (folder / "models").is_dir():
        continue
    for name in [name for name in sys.modules if name.partition(".")[0] == "models"]:
        del sys.modules[name]
    sys.path.insert(0, str(folder))
    try:
        importlib.import_module("models").Base.registry.configure()
    except Exception as error:
        print(folder.name, type(error).__name__, str(error)[:500])
    sys.path.remove(str(folder))
"""


def schemas() -> Iterator[tuple[str, str]]:
    """Names and texts of schemas of all kinds."""
    for path in (*SCHEMAS.glob("*.yaml"), *SHAPES.glob("*.yaml"), *REFERENCE.glob("*/*.yaml")):
        if path.stem != "subset":
            yield f"{path.parent.name}-{path.stem}", path.read_text()
    subset = (SCHEMAS / "subset.yaml").read_text()
    for chosen in SUBSETS:
        yield "-".join(chosen), subset.replace("DIALECTS", ", ".join(chosen))
    for seed in range(8):
        yield f"random-{seed}", random_schema(seed, (15, 45))
    for dialects in ("sqlite, postgres, mysql", "postgres", "mysql"):
        text = "".join(models_of_every_length(range(1, 54, 4)))
        options = f"options: {{dialects: [{dialects}]}}\n"
        yield f"lengths-{dialects[:5]}", f"{HEAD}{options}models:{text}"


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a project for each schema."""
    folder = tmp_path_factory.mktemp("packages")
    for name, text in schemas():
        package_of(text, folder / name)
    return folder


@pytest.mark.slow
def test_ruff_finds_nothing_and_changes_nothing(packages: Path) -> None:
    folders = [str(path / "models") for path in packages.iterdir()]
    ruff = [sys.executable, "-m", "ruff"]
    isolated = ["--isolated", "--no-cache"]
    for command in (["check", "--extend-select", "I"], ["format", "--diff"]):
        done = subprocess.run(
            [*ruff, *command, *isolated, *folders], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


@pytest.mark.slow
def test_mappers_are_configured_without_a_warning(packages: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", MAP, str(packages)], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


@pytest.mark.slow
def test_mypy_finds_nothing(packages: Path, tmp_path: Path) -> None:
    # One package after another would take minutes: all at once, each with another name.
    for index, folder in enumerate(sorted(packages.iterdir())):
        if (folder / "models").is_dir():
            (tmp_path / f"models_{index}").symlink_to(folder / "models")
    mypy = [sys.executable, "-m", "mypy", "--strict", f"--cache-dir={MYPY_CACHE}"]
    done = subprocess.run(
        [*mypy, "--config-file=", "."],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
    checked = re.search(r"no issues found in (\d+) source files", done.stdout)
    assert checked is not None
    assert int(checked[1]) == len([*packages.glob("*/models/*.py")])


@pytest.mark.parametrize("chosen", SUBSETS, ids=",".join)
def test_package_mentions_no_undeclared_dialect(chosen: tuple[str, ...]) -> None:
    schema = (SCHEMAS / "subset.yaml").read_text().replace("DIALECTS", ", ".join(chosen))
    for name, text in models_of(schema).items():
        named = {one for one in DIALECTS if one in text.lower()}
        if name == "types.py":
            # PostgreSQL may be named where a helper spares it.
            named -= {"postgres"} if len(chosen) > 1 else set()
        assert named <= set(chosen), f"{name} mentions {named}"


def test_postgresql_only_package_needs_no_helper() -> None:
    files = models_of((SCHEMAS / "subset.yaml").read_text().replace("DIALECTS", "postgres"))
    assert "types.py" not in files
    assert "event" not in files["database.py"]


def test_inexact_numbers_and_keyless_tables_are_noted() -> None:
    models = """
  Log:
    $id: none
    big: bigint
    wide: decimal(20, 2)
    small: decimal(15, 2)
    of: belongsTo(Thing)
  Thing: {a: string}
"""
    messages = [note.message for note in notes_of(models)]
    found = [message.split(":")[0] for message in messages]
    assert found == ["`Log.big`", "`Log.wide`", messages[-1]]
    assert messages[-1].startswith("`Log` has no primary key, so it is a Table in Python")
    postgres = notes_of(models, "options: {dialects: [postgres]}\n")
    assert [note.message.split(" ")[0] for note in postgres] == ["`Log`"]


def table_args(settings: str, options: str = "") -> str:
    """What a model's class says of its table."""
    text = models_of(f"{HEAD}{options}models:\n  Shop: {{name: string{settings}}}\n")["shop.py"]
    said = re.search(r"    __table_args__ = (.+?)\n\n", text, re.DOTALL)
    return said[1] if said else ""


def test_table_settings_are_a_dictionary_and_follow_its_content() -> None:
    assert table_args("") == "AUTOINCREMENT"
    assert table_args(", $id: uuid") == ""
    assert table_args(", $id: uuid, $comment: sold here").startswith('{"comment": "sold here"}')
    unique = table_args(", code: integer, $unique: [[name, code]]")
    assert unique.startswith("(\n        Index(")
    assert unique.endswith("        AUTOINCREMENT,\n    )")
    alone = "options: {dialects: [postgres], id: uuid}\n"
    assert table_args(", $schema: sales", alone).startswith('{"schema": "sales"}')
