"""The files of the project template that are written into an existing project."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from scaffold.files.disk import disk_for
from scaffold.files.file_plan import Disk, File
from scaffold.targets.sequelize.existing.package_json import manager
from scaffold.targets.sequelize.existing.rcfile import RC_FILE, configuration
from scaffold.values import dataclass

# The manifest of an existing project; the second one is for Python alone.
_MANIFESTS = ("package.json", "pyproject.toml")
_CONFIG = "config/config.js"
# The only files that an existing project gets: those that migrations need.
_NEEDED = frozenset({_CONFIG, "pyproject.toml"})
_YARN = ".yarnrc.yml"
# Files with alternatives: a tool would use ours instead of the user's, or ignore ours.
_ALTERNATIVES: Mapping[str, re.Pattern[str]] = {
    "Makefile": re.compile("GNUmakefile|makefile"),
    "compose.yaml": re.compile(r"compose\.yml|docker-compose\.ya?ml"),
    "eslint.config.js": re.compile(r"eslint\.config\.\w+|\.eslintrc(\.\w+)?"),
    ".prettierrc.json": re.compile(r"\.prettierrc(\.\w+)?|prettier\.config\.\w+"),
}


@dataclass(frozen=True, slots=True)
class AdaptedFiles:
    """The files to write, and a sentence for each reason to leave out others."""

    files: tuple[File, ...]
    left_out: tuple[str, ...] = ()


def adapted_files(files: tuple[File, ...], root: str, chosen_manager: str) -> AdaptedFiles:
    """Return the files that replace nothing in the folder `root`.

    An existing project gets only the files that migrations need.
    """
    disk = disk_for(root, files)
    names = disk.names("")
    replaced = dict(_alternatives(disk, names))
    paths = {file.path for file in files}
    own = next((name for name in _MANIFESTS if name in paths), None)
    is_package = own in names
    needed = _NEEDED
    if chosen_manager == "yarn" and manager(root) is None:
        needed |= {_YARN}
    kept: list[File] = []
    left_out: list[str] = []
    if is_package:
        left_out.append(f"{own} exists, so the other files of a new project are not written")
    for file in files:
        if is_package and file.path not in needed:
            continue
        if file.path in replaced:
            left_out.append(f"{file.path} is not written because of {replaced[file.path]}")
        else:
            kept.append(file)
    return AdaptedFiles(tuple(kept), tuple(left_out))


def _alternatives(disk: Disk, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Return the files that have an existing alternative, with that alternative."""
    for ours, pattern in _ALTERNATIVES.items():
        for name in names:
            if name != ours and pattern.fullmatch(name):
                yield ours, name
    if existing := _configuration(disk, names):
        yield from ((path, existing) for path in (_CONFIG, RC_FILE) if path != existing)


def _configuration(disk: Disk, names: tuple[str, ...]) -> str | None:
    """Return the file that contains sequelize-cli's configuration or its path, if any."""
    found = [name for name in disk.names("config") if name.startswith("config.")]
    own = [name for name in found if f"config/{name}" != _CONFIG]
    if found:
        return f"config/{(own or found)[0]}"
    if configuration(disk, ".") is not None and RC_FILE in names:
        return RC_FILE
    return None
