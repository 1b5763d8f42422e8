"""The node packages that a project must bring, and what to type where one is missing."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping

from scaffold.errors import SurroundingsError

MAJOR = "6"
# What generated code is written for; npm would take the newest otherwise.
_VERSIONS = {"sequelize": "@6", "sequelize-cli": "@6"}
# An application that runs needs none of these; one on SQLite names sqlite3 itself.
_FOR_DEVELOPMENT = frozenset({"sequelize-cli", "sqlite3"})
# By what stands beside package.json; npm where none of these does.
_MANAGERS = {
    "pnpm-lock.yaml": "pnpm",
    "pnpm-workspace.yaml": "pnpm",
    "yarn.lock": "yarn",
    ".yarnrc.yml": "yarn",
}
_ADD = {
    "npm": ("npm install", "npm install --save-dev"),
    "pnpm": ("pnpm add", "pnpm add --save-dev"),
    "yarn": ("yarn add", "yarn add --dev"),
}


def require_packages(
    directory: str, versions: Mapping[str, str | None], broken: str | None, driver: str
) -> None:
    """SurroundingsError where a package is missing, does not load or is of another major."""
    missing = [name for name, version in versions.items() if version is None]
    if missing:
        words = " and ".join(filter(None, (", ".join(missing[:-1]), missing[-1])))
        verb = "is" if len(missing) == 1 else "are"
        raise SurroundingsError(
            f"{words} {verb} not installed in {directory}", f"Run: {_install(directory, missing)}"
        )
    if broken:
        raise SurroundingsError(
            f"{driver} is installed in {directory}, but does not load: {broken}",
            f"Run: {_manager(directory)} rebuild {driver}",
        )
    for name in _VERSIONS:
        version = versions[name] or ""
        if version.split(".")[0] != MAJOR:
            raise SurroundingsError(
                f"{name} {version} is installed in {directory}: what is generated is for {MAJOR}",
                f"Run: {_install(directory, [name])}",
            )


def _install(directory: str, names: list[str]) -> str:
    """`npm install` where package.json asks for them all, else the commands that add them."""
    manager = _manager(directory)
    if set(names) <= _asked(directory):
        return f"{manager} install"
    add, add_for_development = _ADD[manager]
    commands = (
        (add, [name for name in names if name not in _FOR_DEVELOPMENT]),
        (add_for_development, [name for name in names if name in _FOR_DEVELOPMENT]),
    )
    return " && ".join(
        " ".join([command, *(name + _VERSIONS.get(name, "") for name in some)])
        for command, some in commands
        if some
    )


def _home(directory: str) -> str | None:
    """The nearest folder that has a package.json."""
    while not os.path.exists(os.path.join(directory, "package.json")):
        parent = os.path.dirname(directory)
        if parent == directory:
            return None
        directory = parent
    return directory


def _manager(directory: str) -> str:
    """The package manager of the nearest package.json."""
    home = _home(directory)
    standing = os.listdir(home) if home else ()
    return next((manager for name, manager in _MANAGERS.items() if name in standing), "npm")


def _asked(directory: str) -> set[str]:
    """The packages that the nearest package.json names."""
    home = _home(directory)
    if home is None:
        return set()
    path = os.path.join(home, "package.json")
    try:
        with open(path, encoding="utf-8") as file:
            package = json.load(file)
    except (OSError, ValueError) as error:
        raise SurroundingsError(f"{path} cannot be read: {error}", "Mend it first.") from error
    return {*package.get("dependencies", {}), *package.get("devDependencies", {})}
