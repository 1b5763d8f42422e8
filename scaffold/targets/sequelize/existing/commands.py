"""The commands to migrate a project's database with sequelize-cli."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator, Mapping

from scaffold.files.disk import disk_for
from scaffold.targets.protocol import ProjectContext
from scaffold.targets.sequelize.existing.package_json import (
    install,
    is_installed,
    package_folder,
    run_command,
)
from scaffold.targets.sequelize.existing.rcfile import rc_file

# In the order in which the project template connects to them.
DRIVERS = {"sqlite": "sqlite3", "postgres": "pg", "mysql": "mysql2"}


def first_commands(context: ProjectContext, settings: Mapping[str, str]) -> tuple[str, ...]:
    """Return the commands to type in the current folder.

    They change to the folder of `.sequelizerc` or package.json, install what is missing there, and
    name the folder of the migrations if sequelize-cli would use another. `scaffold verify` is
    included if it could run at once.
    """
    return tuple(_commands(context, settings))


def _commands(context: ProjectContext, settings: Mapping[str, str]) -> Iterator[str]:
    root = os.path.realpath(context.root)
    directory = settings["directory"]
    rc = rc_file(disk_for(root), directory)
    here = os.path.join(root, directory)
    home = os.path.realpath((rc and rc.folder) or package_folder(here) or here)
    yield from context.go_to(home)
    missing = [name for name in _needed(home, context) if not is_installed(home, name)]
    yield from install(home, missing, context.manager)
    if home == root and not missing and _can_verify(home, context):
        yield context.verify_command
    option = rc.path_of("migrations-path") if rc else None
    usual = option if isinstance(option, str) else os.path.join(home, "migrations")
    folder = os.path.normpath(os.path.join(here, settings["migrations"]))
    options = [] if folder == usual else ["--migrations-path", os.path.relpath(folder, home)]
    yield run_command(home, shlex.join(["sequelize", "db:migrate", *options]), context.manager)


def _can_verify(home: str, context: ProjectContext) -> bool:
    """Return whether the installed packages suffice for a scratch database."""
    return "sqlite" in context.dialects and is_installed(home, DRIVERS["sqlite"])


def _needed(home: str, context: ProjectContext) -> Iterator[str]:
    yield "sequelize"
    drivers = [driver for dialect, driver in DRIVERS.items() if dialect in context.dialects]
    # The template's configuration connects to the first, unless DATABASE_URL is set.
    if context.own_configuration or not any(is_installed(home, driver) for driver in drivers):
        yield drivers[0]
    yield "sequelize-cli"
