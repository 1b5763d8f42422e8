"""What a project's own files say of the settings of the Sequelize target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from scaffold.files.file_plan import Disk
from scaffold.targets.protocol import FoundSettings
from scaffold.targets.sequelize.existing.module_change import found_scripts
from scaffold.targets.sequelize.existing.rcfile import rc_settings
from scaffold.targets.sequelize.flavours import conflicting_choices


def found_settings(
    disk: Disk, defaults: Mapping[str, str], given: Mapping[str, str]
) -> FoundSettings:
    """Return what `.sequelizerc` and the scripts that exist say; `defaults` include what is given.

    The problems include choices that exclude each other.
    """
    directory = defaults["directory"]
    found = rc_settings(disk, given, directory)
    scripts = found_scripts(disk, directory, {**defaults, **found.settings})
    return replace(
        found,
        settings={**found.settings, **scripts},
        problems=(*conflicting_choices(given), *found.problems),
    )
