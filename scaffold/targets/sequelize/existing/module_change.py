"""Scripts of another module system than the setting's, in a project that changed it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

from scaffold.files.file_plan import Disk
from scaffold.targets.sequelize.flavours import (
    COMMONJS,
    ESM,
    SCRIPTS,
    Modules,
    modules_of,
    scripts_declared,
)

_COMMONJS = re.compile(r"^\s*(module\.exports|exports\.\w+)\s*=|\brequire\(", re.MULTILINE)
_ESM = re.compile(r"^(import\b|export\b)", re.MULTILINE)


def script_modules(text: str) -> Modules | None:
    """Return the module system of a script according to its text; None if it shows none."""
    if _ESM.search(text):
        return ESM
    return COMMONJS if _COMMONJS.search(text) else None


def found_scripts(disk: Disk, directory: str, settings: Mapping[str, str]) -> Mapping[str, str]:
    """Return what is known of `.js` files in the folder of migrations, as settings.

    Either its own package.json says it, or the files that are there show it.
    """
    folder = posixpath.normpath(posixpath.join(directory, settings["migrations"]))
    declared = scripts_declared(disk, folder)
    found = declared or scripts_in(disk, folder)
    usual = COMMONJS if modules_of(settings) == COMMONJS else ESM
    return {} if found in (None, usual) else {SCRIPTS: found}


def scripts_in(disk: Disk, folder: str) -> Modules | None:
    """Return the module system of the first `.js` file of a folder that shows one."""
    for name in disk.names(folder):
        if name.endswith(".js"):
            text = disk.read(posixpath.join(folder, name))
            found = script_modules(text) if isinstance(text, str) else None
            if found is not None:
                return found
    return None
