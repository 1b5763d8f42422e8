"""New projects of ES modules and of TypeScript: linted, tested and built as they are written."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.support import forked, output_packages
from tests.support.node_packages import NodeMissingError, clean_environment

pytestmark = [pytest.mark.node, pytest.mark.slow]

NEW = (
    *("new", ".", "--yes", "--name", "shop"),
    *("--field", "Customer.name: string required", "--field", "Customer.orders: hasMany(Order)"),
    *("--field", "Order.total: decimal(10, 2)", "--field", "Order.customer: belongsTo(Customer)"),
)
COMMANDS = {
    "esm": (
        ("eslint/bin/eslint.js", "."),
        ("prettier/bin/prettier.cjs", "--check", "."),
        ("sequelize-cli/lib/sequelize", "db:migrate"),
        ("--test", "test/models.test.js"),
    ),
    "typescript": (
        ("eslint/bin/eslint.js", "."),
        ("prettier/bin/prettier.cjs", "--check", "."),
        ("typescript/bin/tsc",),
        ("typescript/bin/tsc", "--project", "tsconfig.build.json"),
        ("sequelize-cli/lib/sequelize", "db:migrate"),
        ("--import", "tsx", "--test", "test/models.test.ts"),
        ("--eval", "import('./dist/database.js').then(({ models }) => models.Order.count())"),
    ),
}


@pytest.mark.parametrize("modules", COMMANDS)
def test_new_project_is_clean_and_works(tmp_path: Path, node_env: Path, modules: str) -> None:
    try:
        others = output_packages.ensure()
    except NodeMissingError as error:
        pytest.skip(f"node: {error}")
    done = forked.run([*NEW, "--modules", modules], tmp_path)
    assert done.code == 0, done.text
    assert f"--modules {modules}" in done.text
    packages = tmp_path / "node_modules"
    packages.mkdir()
    for folder in (others, node_env):
        for path in folder.iterdir():
            place = packages / path.name
            if folder is node_env and place.is_symlink():
                place.unlink()
            os.symlink(path, place)
    for command in COMMANDS[modules]:
        program = [*command]
        if not program[0].startswith("--"):
            program[0] = f"node_modules/{program[0]}"
        ran = subprocess.run(
            ["node", *program],
            cwd=tmp_path,
            env=clean_environment(),
            capture_output=True,
            text=True,
        )
        assert ran.returncode == 0, f"{command}: {ran.stdout}{ran.stderr}"
    verified = forked.run(["verify"], tmp_path)
    assert verified.code == 0, verified.text
