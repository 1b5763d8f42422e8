"""What a project's own files say of the settings of the Sequelize target."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import replace

from scaffold.files.file_plan import Disk
from scaffold.targets.protocol import FoundSettings
from scaffold.targets.sequelize.existing.module_change import found_scripts, scripts_in
from scaffold.targets.sequelize.existing.modules import package_type
from scaffold.targets.sequelize.existing.rcfile import rc_file, rc_settings
from scaffold.targets.sequelize.flavours import (
    COMMONJS,
    ESM,
    PACKAGE_OF,
    TYPE_OF,
    conflicting_choices,
    modules_of,
)


def found_settings(
    disk: Disk, defaults: Mapping[str, str], given: Mapping[str, str]
) -> FoundSettings:
    """Return what `.sequelizerc` and the scripts that exist say; `defaults` include what is given.

    The problems include choices that exclude each other.
    """
    directory = defaults["directory"]
    found = rc_settings(disk, given, directory)
    settings = {**defaults, **found.settings}
    scripts = found_scripts(disk, directory, settings)
    packages = dict(_packages(disk, settings))
    return replace(
        found,
        settings={**found.settings, **scripts, **packages},
        problems=(*conflicting_choices(given), *found.problems),
    )


def _packages(disk: Disk, settings: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each folder of scripts that needs a package.json of its own, and its type.

    These are migrations and seeds from before `modules` changed: Node would load them as the
    module system of the project's package.
    """
    directory = settings["directory"]
    for relative in (settings["migrations"], _seeds(disk, directory)):
        folder = posixpath.normpath(posixpath.join(directory, relative))
        if folder.startswith("../"):
            continue
        if disk.read(posixpath.join(folder, "package.json")) is not None:
            continue
        scripts = scripts_in(disk, folder)
        if scripts is None or scripts == modules_of(settings):
            continue
        _, kind, problem = package_type(disk, folder)
        of_package = ESM if kind == "module" else COMMONJS
        if problem is None and scripts != of_package:
            yield f"{PACKAGE_OF}{posixpath.normpath(relative)}", TYPE_OF[scripts]


def _seeds(disk: Disk, directory: str) -> str:
    """The folder of seeds, relative to the target's."""
    rc = rc_file(disk, directory)
    path = rc.path_of("seeders-path") if rc is not None else None
    if not isinstance(path, str):
        return "seeders"
    return posixpath.relpath(path, posixpath.normpath(posixpath.join(disk.root, directory)))
