"""`.sequelizerc`: the folders and the configuration that sequelize-cli uses.

sequelize-cli runs it as a script in the folder where the command is called, and resolves relative
paths from there (lib/core/yargs.js, lib/helpers/path-helper.js of sequelize-cli 6).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from scaffold.errors import Problem
from scaffold.files.file_plan import Disk
from scaffold.targets.protocol import FoundSettings
from scaffold.targets.sequelize.existing.exports import exported
from scaffold.targets.sequelize.existing.js_expressions import COMPUTED, Computed
from scaffold.targets.sequelize.existing.js_tokens import UnreadableError
from scaffold.values import dataclass

RC_FILE = ".sequelizerc"
# sequelize-cli's defaults, the first that exists: lib/helpers/config-helper.js.
_CONFIGS = ("config/config.js", "config/config.json")
_FOLDERS = {"models": "models-path", "migrations": "migrations-path"}


@dataclass(frozen=True, slots=True)
class RcFile:
    """A `.sequelizerc`: its absolute path, and the texts that it exports.

    `unreadable`: why these are not known.
    """

    path: str
    values: Mapping[str, str | Computed]
    unreadable: str | None = None

    @property
    def folder(self) -> str:
        return posixpath.dirname(self.path)

    def path_of(self, option: str) -> str | Computed | None:
        """Return the absolute path that an option declares; None if it is not declared."""
        if self.unreadable is not None:
            return COMPUTED
        first, *others = option.split("-")
        camel = first + "".join(map(str.capitalize, others))
        value = self.values.get(option, self.values.get(camel))
        if not isinstance(value, str):
            return value
        return posixpath.normpath(posixpath.join(self.folder, value))


def rc_file(disk: Disk, directory: str) -> RcFile | None:
    """Return the `.sequelizerc` of a folder: there, or above it in the same package."""
    for path, text in within_package(disk, directory, RC_FILE):
        try:
            return RcFile(path, exported(text, posixpath.dirname(path)))
        except UnreadableError as error:
            return RcFile(path, {}, str(error))
    return None


def configuration(disk: Disk, directory: str) -> str | Computed | None:
    """Return the absolute path of sequelize-cli's configuration; None if there is none yet."""
    rc = rc_file(disk, directory)
    if rc is not None and (path := rc.path_of("config")) is not None:
        return path
    found = (path for name in _CONFIGS for path, _ in within_package(disk, directory, name))
    # The nearest; the first of two in the same folder.
    return max(found, key=lambda path: path.count("/"), default=None)


def rc_settings(disk: Disk, given: Mapping[str, str], directory: str) -> FoundSettings:
    """Return the settings in `.sequelizerc` that are not given, and the configuration's path.

    Paths are relative to `directory`.
    """
    settings: dict[str, str] = {}
    home = posixpath.normpath(posixpath.join(disk.root, directory))
    config = configuration(disk, directory)
    if isinstance(config, str):
        relative = posixpath.relpath(config, home)
        settings["config"] = relative.removesuffix(".js")
    rc = rc_file(disk, directory)
    if rc is None:
        return FoundSettings(settings)
    name = posixpath.relpath(rc.path, disk.root)
    notices: list[str] = []
    if isinstance(path := rc.path_of("config"), str) and settings["config"] != "config/config":
        shown = posixpath.relpath(path, disk.root)
        notices.append(f"configuration: {shown} (config in {name})")
    problems: list[Problem] = []
    for setting, option in _FOLDERS.items():
        path = rc.path_of(option) if setting not in given else None
        if path is None:
            continue
        if isinstance(path, Computed):
            problems.append(_computed(rc, name, setting, option, directory))
        elif not _is_inside(path, disk.root):
            # One above the schema's folder may belong to other code.
            if _is_inside(rc.path, disk.root):
                problems.append(_outside(name, setting, option, path))
        else:
            settings[setting] = posixpath.relpath(path, home)
            if settings[setting] != setting:
                notices.append(
                    f"{setting}: {posixpath.relpath(path, disk.root)} ({option} in {name})"
                )
    return FoundSettings(settings, tuple(notices), tuple(problems))


def within_package(disk: Disk, directory: str, name: str) -> Iterator[tuple[str, str]]:
    """Yield absolute path and text of a file in a folder and above it, up to package.json's folder.

    Without a package.json, up to the schema's folder.
    """
    package = next((path for path, _ in disk.find_upwards(directory, "package.json")), None)
    top = posixpath.dirname(package) if package else disk.root
    yield from disk.find_upwards(directory, name, top)


def _is_inside(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def _computed(rc: RcFile, name: str, setting: str, option: str, directory: str) -> Problem:
    why = rc.unreadable or "its value is computed at run time"
    return Problem(
        None,
        f"{name}: {option} cannot be determined: {why}",
        "scaffold does not run the file. Declare the folder in the schema: "
        f"`sequelize: {{directory: {directory}, {setting}: FOLDER}}`.",
    )


def _outside(name: str, setting: str, option: str, path: str) -> Problem:
    return Problem(
        None,
        f"{name}: {option} is {path}, which is outside the schema's folder",
        f"Move the schema to a folder above it, or declare another folder: `{setting}: FOLDER`.",
    )
