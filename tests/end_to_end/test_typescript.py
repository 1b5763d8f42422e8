"""Models in TypeScript: compilers, linters, and what may not compile."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from scaffold.targets.sequelize.flavours import FILE_NAMES
from tests.end_to_end.test_shapes import SCHEMAS
from tests.support import corpus, output_packages
from tests.support.node_packages import ROOT, NodeMissingError, clean_environment
from tests.support.planning import migrations
from tests.support.random_schemas import random_schema
from tests.targets.rendering import TARGET, database_of, migrations_of, rendered

pytestmark = [pytest.mark.node, pytest.mark.slow]

TYPESCRIPT = ROOT / "tests" / "typescript"
# Random schemas that can become the next one without a decision.
CHANGED = (8, 13, 14)
# The linter takes longest: besides these it sees one of the changes and a third of the random ones.
LINTED = ("everything", "names", "people", "postgres", "shop", "stock", "hostile", "computed")
CONFIG = """import type { Options } from 'sequelize';

declare const configs: Record<string, Options>;
export default configs;
"""


@pytest.fixture(scope="module")
def packages() -> Path:
    try:
        return output_packages.ensure()
    except NodeMissingError as error:
        pytest.skip(f"node: {error}")


def schemas(seeds: int) -> Iterator[tuple[str, str]]:
    """Yield names and texts: examples, shapes, known databases, random ones."""
    for name, path in SCHEMAS.items():
        yield name, path.read_text()
    yield "postgres", (ROOT / "tests/targets/schemas/postgres.yaml").read_text()
    for path in sorted(TYPESCRIPT.glob("*.yaml")):
        yield path.stem, path.read_text()
    for path in sorted(corpus.CORPUS.glob("*.json")):
        yield path.stem, corpus.schema_text(corpus.load(path))
    for seed in range(seeds):
        yield f"random{seed}", random_schema(seed, (8, 14))


def documented() -> list[str]:
    """The code of the pages that uses the models of the shop."""
    pages = [ROOT / "docs" / f"{name}.md" for name in ("typescript", "es-modules")]
    blocks = [
        block
        for page in pages
        for block in re.findall(r"^```[tj]s\n(.*?)^```", page.read_text(), re.DOTALL | re.MULTILINE)
        if re.search(r"from '\./(models|database)", block)
    ]
    assert len(blocks) == len(pages)
    return blocks


@pytest.fixture(scope="module")
def written(
    tmp_path_factory: pytest.TempPathFactory, packages: Path, pytestconfig: pytest.Config
) -> Path:
    """A folder with the models of every schema, and one use of them."""
    root = tmp_path_factory.mktemp("typescript")
    # A compiler takes half a second for each.
    seeds = pytestconfig.getoption("--seeds") // 4
    for number, (name, text) in enumerate(schemas(seeds)):
        database = database_of(text)
        settings = {"modules": "typescript", "migration_extension": "ts"}
        if name.startswith("random"):
            settings["file_names"] = FILE_NAMES[number % len(FILE_NAMES)]
        assert list(TARGET.problems(database, settings)) == []
        files = rendered(database, migrations_of(database), **settings)
        for path, content in {**files, "config/config.d.ts": CONFIG}.items():
            place = root / name / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(content)
    for number, code in enumerate(documented()):
        (root / "shop" / f"page{number}.ts").write_text(code)
    for seed in CHANGED:
        before, after = (database_of(random_schema(each, (8, 14))) for each in (seed, seed + 1))
        settings = {"modules": "typescript", "migration_extension": "ts"}
        for path, content in rendered(after, migrations(before, after), **settings).items():
            if path.startswith("migrations/"):
                place = root / f"changed{seed}" / path
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_text(content)
    for each in TYPESCRIPT.iterdir():
        shutil.copy(each, root)
    (root / "package.json").write_text('{"type": "module"}')
    linted = [*LINTED, f"changed{CHANGED[0]}", *(f"random{seed}" for seed in range(seeds // 3))]
    lint = {"extends": "./tsconfig.json", "include": linted}
    (root / "tsconfig.lint.json").write_text(json.dumps(lint))
    os.symlink(packages, root / "node_modules")
    return root


def run(root: Path, program: str, *arguments: str) -> str:
    """Return what a program of the packages prints; an empty text if it finds nothing."""
    command = ["node", f"node_modules/{program}", *arguments]
    done = subprocess.run(
        command, cwd=root, env=clean_environment(), capture_output=True, text=True
    )
    return "" if done.returncode == 0 else (done.stdout + done.stderr)[:4000]


def test_newest_compiler_finds_nothing(written: Path) -> None:
    # Each thread would check the types of Sequelize for itself.
    assert run(written, "typescript-7/bin/tsc", "-p", ".", "--singleThreaded") == ""


def test_compiler_5_4_finds_nothing(written: Path) -> None:
    assert run(written, "typescript-5.4/bin/tsc", "-p", ".") == ""


def test_prettier_finds_nothing(written: Path) -> None:
    program = "prettier/bin/prettier.cjs"
    assert run(written, program, "--single-quote", "--check", "*/**/*.ts") == ""


def test_strict_rules_of_typescript_eslint_find_nothing(written: Path) -> None:
    folders = json.loads((written / "tsconfig.lint.json").read_text())["include"]
    assert run(written, "eslint/bin/eslint.js", *folders) == ""
