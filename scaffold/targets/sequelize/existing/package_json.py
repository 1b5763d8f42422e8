"""A project's package manager, its installed packages, and the commands to install and run them."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from scaffold.errors import EnvironmentFailure

MANAGERS = ("npm", "pnpm", "yarn")
# The versions that the generated code supports; npm would install the newest otherwise.
VERSIONS = {"sequelize": "@6", "sequelize-cli": "@6"}
# Not needed by a running application.
_FOR_DEVELOPMENT = frozenset({"sequelize-cli"})
# Packages with an install script for a binary, which pnpm and yarn do not run by default.
_BUILT = frozenset({"sqlite3"})
# By the files beside package.json.
_LOCK_FILES = {
    "pnpm-lock.yaml": "pnpm",
    "pnpm-workspace.yaml": "pnpm",
    "yarn.lock": "yarn",
    ".yarnrc.yml": "yarn",
    "package-lock.json": "npm",
    "npm-shrinkwrap.json": "npm",
}
_ADD = {
    "npm": ("npm install", "npm install --save-dev"),
    "pnpm": ("pnpm add", "pnpm add --save-dev"),
    "yarn": ("yarn add", "yarn add --dev"),
}
_RUN = {"npm": "npx", "pnpm": "pnpm exec", "yarn": "yarn"}


def manager(directory: str) -> str | None:
    """Return the package manager of the nearest package that shows one, or None."""
    for folder in _above(directory):
        names = set(os.listdir(folder))
        found = [each for name, each in _LOCK_FILES.items() if name in names]
        if "package.json" in names:
            declared = str(_manifest(folder).get("packageManager", "")).partition("@")[0]
            found += [declared] if declared in MANAGERS else []
        if found:
            return found[0]
        if ".git" in names:
            return None
    return None


def package_folder(directory: str) -> str | None:
    """Return the nearest folder that has a package.json."""
    for folder in _above(directory):
        if os.path.exists(os.path.join(folder, "package.json")):
            return folder
    return None


def is_installed(directory: str, name: str) -> bool:
    """Return whether Node finds a package; with Plug'n'Play, whether it is declared."""
    if any(
        os.path.exists(os.path.join(folder, "node_modules", name, "package.json"))
        for folder in _above(directory)
    ):
        return True
    plays = any(os.path.exists(os.path.join(folder, ".pnp.cjs")) for folder in _above(directory))
    return plays and name in declared_packages(directory)


def declared_packages(directory: str) -> set[str]:
    """Return the packages that the nearest package.json declares."""
    folder = package_folder(directory)
    package = _manifest(folder) if folder else {}
    return {
        name
        for word in ("dependencies", "devDependencies", "optionalDependencies")
        if isinstance(package.get(word), dict)
        for name in package[word]
    }


def install(
    directory: str,
    names: Iterable[str],
    chosen: str | None = None,
    development: Collection[str] = _FOR_DEVELOPMENT,
) -> tuple[str, ...]:
    """Return the commands that install packages, some of which package.json may declare already.

    `chosen` is the package manager of a project that shows none; `development` are added as
    development dependencies.
    """
    names = tuple(names)
    tool = manager(directory) or chosen or "npm"
    if not names:
        return ()
    if set(names) <= declared_packages(directory):
        return (f"{tool} install",)
    return tuple(_add(tool, names, development))


def run_command(directory: str, command: str, chosen: str | None = None) -> str:
    """Return the command that runs a program of a package."""
    return f"{_RUN[manager(directory) or chosen or 'npm']} {command}"


def _add(tool: str, names: tuple[str, ...], development: Collection[str]) -> Iterator[str]:
    built = [name for name in names if name in _BUILT]
    if tool == "yarn":
        for name in built:
            yield f"npm pkg set dependenciesMeta.{name}.built=true --json"
    for at, add in enumerate(_ADD[tool]):
        some = [name for name in names if (name in development) == bool(at)]
        allow = [f"--allow-build={name}" for name in some if name in _BUILT and tool == "pnpm"]
        if some:
            yield " ".join([add, *allow, *(name + VERSIONS.get(name, "") for name in some)])


def _above(directory: str) -> Iterator[str]:
    """Yield the folder and its parents, as far as they exist."""
    at = os.path.abspath(directory)
    below = ""
    while at != below:
        if os.path.isdir(at):
            yield at
        at, below = os.path.dirname(at), at


def _manifest(folder: str) -> Mapping[str, Any]:
    path = os.path.join(folder, "package.json")
    if not os.path.isfile(path):
        raise EnvironmentFailure(f"{path} is not a regular file", "Replace it with a regular file.")
    try:
        with open(path, encoding="utf-8-sig") as file:
            package = json.load(file)
    except (OSError, ValueError, RecursionError) as error:
        raise EnvironmentFailure(f"{path} cannot be read: {error}", "Correct it first.") from error
    return package if isinstance(package, dict) else {}
