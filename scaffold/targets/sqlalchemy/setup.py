"""What generated Python needs to run: an environment, packages, a database."""

from __future__ import annotations

import os
import re
import shlex

# Before 1.19 Alembic omits ON DELETE and ON UPDATE of a foreign key added with its column.
OLDEST = {"alembic": "1.19", "sqlalchemy": "2.0.40"}
_DRIVERS = {"postgres": "psycopg[binary]>=3.2", "mysql": "PyMySQL>=1.1"}
_URLS = {
    "sqlite": "sqlite:database.sqlite",
    "postgres": "postgres://user:password@localhost:5432/database",
    "mysql": "mysql://user:password@localhost:3306/database",
}


def setup_commands(root: str, dialects: tuple[str, ...]) -> tuple[str, ...]:
    """Return the commands, in the folder `root`, that make Alembic and its settings available."""
    drivers = (_DRIVERS[name] for name in dialects if name in _DRIVERS)
    packages = (f"{name}>={version}" for name, version in OLDEST.items())
    install = shlex.join(("pip", "install", *packages, *drivers))
    return (*_activation(root), install, f"export DATABASE_URL={_URLS[dialects[0]]}")


def _activation(root: str) -> tuple[str, ...]:
    """Return the command that activates the project's environment; none if one is active."""
    if os.environ.get("VIRTUAL_ENV"):
        return ()
    python = project_python(root)
    if python is None:
        return ("python3 -m venv .venv && . .venv/bin/activate",)
    activate = os.path.join(os.path.dirname(python), "activate")
    return (shlex.join((".", os.path.relpath(activate, root))),)


def project_python(directory: str) -> str | None:
    """Return the Python of the active environment, or of a .venv in the folder or above it."""
    folders = [os.environ.get("VIRTUAL_ENV", "")]
    location = os.path.abspath(directory)
    while True:
        folders.append(os.path.join(location, ".venv"))
        if location == os.path.dirname(location):
            break
        location = os.path.dirname(location)
    for folder in filter(None, folders):
        for program in ("bin/python", "Scripts/python.exe"):
            if os.path.exists(found := os.path.join(folder, *program.split("/"))):
                return found
    return None


def is_too_old(package: str, version: str) -> bool:
    """Return whether the generated code needs a later version of the package."""
    return package in OLDEST and _numbers(version) < _numbers(OLDEST[package])


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", version)[:3]))
