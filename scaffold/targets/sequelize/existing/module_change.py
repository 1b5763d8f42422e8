"""Scripts of another module system than the setting's, in a project that changed it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

from scaffold.files.file_plan import Disk
from scaffold.targets.protocol import Artifact
from scaffold.targets.sequelize.flavours import (
    COMMONJS,
    ESM,
    SCRIPTS,
    TYPESCRIPT,
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


def former_modules(settings: Mapping[str, str], disk: Disk) -> Iterator[Modules]:
    """Yield the other module systems of which the folder of models has generated files."""
    now = modules_of(settings)
    folder = posixpath.normpath(posixpath.join(settings["directory"], settings["models"]))
    generated = set(disk.generated_paths())
    names = [name for name in disk.names(folder) if posixpath.join(folder, name) in generated]
    index = disk.read(posixpath.join(folder, "index.js"))
    scripts = [name for name in names if name.endswith(".js")]
    if not isinstance(index, str) and scripts:
        index = disk.base(posixpath.join(folder, scripts[0]))
    found = script_modules(index) if isinstance(index, str) else None
    if found is not None and found != now:
        yield found
    if now != TYPESCRIPT and any(name.endswith(".ts") for name in names):
        yield TYPESCRIPT


def is_in(modules: Modules, artifact: Artifact, settings: Mapping[str, str], disk: Disk) -> bool:
    """Whether the file of an artifact exists, in this module system."""
    path = posixpath.normpath(posixpath.join(settings["directory"], artifact.path))
    text = disk.base(path) or disk.read(path)
    if not isinstance(text, str) or disk.read(path) is None:
        return False
    return modules == TYPESCRIPT or script_modules(text) == modules


def scripts_in(disk: Disk, folder: str) -> Modules | None:
    """Return the module system of the first `.js` file of a folder that shows one."""
    for name in disk.names(folder):
        if name.endswith(".js"):
            text = disk.read(posixpath.join(folder, name))
            found = script_modules(text) if isinstance(text, str) else None
            if found is not None:
                return found
    return None
