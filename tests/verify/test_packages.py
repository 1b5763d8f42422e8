"""The commands to install missing node packages."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from scaffold.errors import EnvironmentFailure
from scaffold.targets.sequelize.verify.node_packages import require_packages

HAVE: Mapping[str, str | None] = {"sequelize": "6.37.8", "sequelize-cli": "6.6.5", "pg": "8.1.0"}


def refusal(folder: Path, broken: str | None = None, **versions: str | None) -> tuple[str, str]:
    """The message and the way out."""
    found = {**HAVE, **{name.replace("_", "-"): version for name, version in versions.items()}}
    with pytest.raises(EnvironmentFailure) as caught:
        require_packages(str(folder), found, broken, "pg")
    problem = caught.value.problems[0]
    return problem.message, problem.hint or ""


def test_installed_packages_are_accepted(tmp_path: Path) -> None:
    require_packages(str(tmp_path), HAVE, None, "pg")


def test_one_missing_package_is_named_with_its_command(tmp_path: Path) -> None:
    message, hint = refusal(tmp_path, sequelize_cli=None)
    assert message == f"sequelize-cli is not installed in {tmp_path}"
    assert hint == "Run: npm install --save-dev sequelize-cli@6"


def test_several_missing_packages_are_named_with_one_command(tmp_path: Path) -> None:
    message, hint = refusal(tmp_path, sequelize=None, sequelize_cli=None, pg=None)
    assert message == f"sequelize, sequelize-cli and pg are not installed in {tmp_path}"
    assert hint == "Run: npm install sequelize@6 pg && npm install --save-dev sequelize-cli@6"


def test_packages_in_package_json_are_only_installed(tmp_path: Path) -> None:
    package = {"dependencies": {"sequelize": "^6"}, "devDependencies": {"sequelize-cli": "^6"}}
    (tmp_path / "package.json").write_text(json.dumps(package))
    inner = tmp_path / "server"
    inner.mkdir()
    for folder in (tmp_path, inner):
        assert refusal(folder, sequelize=None, sequelize_cli=None)[1] == "Run: npm install"
    assert refusal(tmp_path, pg=None)[1] == "Run: npm install pg"


@pytest.mark.parametrize(
    ("file", "added", "rebuilt"),
    [
        ("pnpm-lock.yaml", "pnpm add pg && pnpm add --save-dev sequelize-cli@6", "pnpm rebuild pg"),
        (".yarnrc.yml", "yarn add pg && yarn add --dev sequelize-cli@6", "yarn rebuild pg"),
    ],
)
def test_the_project_s_own_package_manager(
    tmp_path: Path, file: str, added: str, rebuilt: str
) -> None:
    (tmp_path / "package.json").write_text('{"dependencies": {"sequelize": "^6"}}')
    (tmp_path / file).touch()
    manager = added.split()[0]
    assert refusal(tmp_path, sequelize=None)[1] == f"Run: {manager} install"
    assert refusal(tmp_path, sequelize_cli=None, pg=None)[1] == f"Run: {added}"
    assert refusal(tmp_path, broken="no binding")[1] == f"Run: {rebuilt}"


@pytest.mark.parametrize("text", ["{", "[" * 100_000, "\0"])
def test_unreadable_package_json_is_reported(tmp_path: Path, text: str) -> None:
    (tmp_path / "package.json").write_text(text)
    message, _ = refusal(tmp_path, sequelize=None)
    assert message.startswith(f"{tmp_path / 'package.json'} cannot be read")


def test_package_json_that_is_a_pipe_is_reported(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "package.json")
    message, _ = refusal(tmp_path, sequelize=None)
    assert message == f"{tmp_path / 'package.json'} is not a regular file"


def test_driver_that_does_not_load_is_reported(tmp_path: Path) -> None:
    message, hint = refusal(tmp_path, broken="no binding")
    assert message == f"pg is installed in {tmp_path}, but does not load: no binding"
    assert hint == "Run: npm rebuild pg"


def test_other_major_version_is_reported(tmp_path: Path) -> None:
    message, hint = refusal(tmp_path, sequelize="5.22.5")
    assert message == f"sequelize 5.22.5 is installed in {tmp_path}: the generated code is for 6"
    assert hint == "Run: npm install sequelize@6"
