"""Which of a new project's files a folder gets, where a project exists already."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from scaffold.files.disk import disk_for
from scaffold.files.file_plan import Disk, File
from scaffold.targets.sequelize.existing.package_json import manager
from scaffold.targets.sequelize.existing.rcfile import RC_FILE, configuration
from scaffold.values import dataclass

# Where one of these is there, so is a project. The second counts for Python alone.
_MANIFESTS = ("package.json", "pyproject.toml")
_CONFIG = "config/config.js"
# A folder with a manifest of its own gets no more than what migrating needs.
_NEEDED = frozenset({_CONFIG, "pyproject.toml"})
_YARN = ".yarnrc.yml"
# Files of which a tool takes one: ours would take the place of theirs, or would be ignored.
_ALTERNATIVES: Mapping[str, re.Pattern[str]] = {
    "Makefile": re.compile("GNUmakefile|makefile"),
    "compose.yaml": re.compile(r"compose\.yml|docker-compose\.ya?ml"),
    "eslint.config.js": re.compile(r"eslint\.config\.\w+|\.eslintrc(\.\w+)?"),
    ".prettierrc.json": re.compile(r"\.prettierrc(\.\w+)?|prettier\.config\.\w+"),
}


@dataclass(frozen=True, slots=True)
class Fitting:
    """The files to write, and why others are left out, a sentence for each reason."""

    files: tuple[File, ...]
    left_out: tuple[str, ...] = ()


def fitting(files: tuple[File, ...], root: str, chosen_manager: str) -> Fitting:
    """Leave out what would take the place of something in the folder `root`.

    Beside a manifest only what is needed is written: the rest of the project is its owner's.
    """
    disk = disk_for(root, files)
    names = disk.names("")
    taken = dict(_taken(disk, names))
    paths = {file.path for file in files}
    own = next((name for name in _MANIFESTS if name in paths), None)
    is_package = own in names
    needed = _NEEDED
    if chosen_manager == "yarn" and manager(root) is None:
        needed |= {_YARN}
    kept: list[File] = []
    left_out: list[str] = []
    if is_package:
        left_out.append(f"{own} is yours, and so are the other files of the project")
    for file in files:
        if is_package and file.path not in needed:
            continue
        if file.path in taken:
            left_out.append(f"{file.path} is not written beside {taken[file.path]}")
        else:
            kept.append(file)
    return Fitting(tuple(kept), tuple(left_out))


def _taken(disk: Disk, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Our files that another takes the place of, and which."""
    for ours, pattern in _ALTERNATIVES.items():
        for name in names:
            if name != ours and pattern.fullmatch(name):
                yield ours, name
    if existing := _configuration(disk, names):
        yield from ((path, existing) for path in (_CONFIG, RC_FILE) if path != existing)


def _configuration(disk: Disk, names: tuple[str, ...]) -> str | None:
    """The file that says where sequelize-cli's configuration is, or is it, where there is one."""
    found = [name for name in disk.names("config") if name.startswith("config.")]
    own = [name for name in found if f"config/{name}" != _CONFIG]
    if found:
        return f"config/{(own or found)[0]}"
    if configuration(disk, ".") is not None and RC_FILE in names:
        return RC_FILE
    return None
