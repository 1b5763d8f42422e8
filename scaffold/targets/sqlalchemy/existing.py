"""Find models and revisions in a project's folders, and what they define, by their text."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

from scaffold.files.file_plan import Disk
from scaffold.targets.protocol import Made

_TABLE = re.compile(
    r"""(?:\bcreate_table|\bTable)\s*\(\s*(['"])(?P<made>[^'"]+)\1
    |\b__tablename__\s*(?::[^=\n]*)?=\s*(['"])(?P<named>[^'"]+)\3
    |\bCREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(?:[\w"`]+\.)?["`]?(?P<sql>\w+)""",
    re.VERBOSE,
)


def code_files(settings: Mapping[str, str], disk: Disk) -> Iterator[str]:
    """Yield the paths of revisions, then of models, relative to the target's directory."""
    directory, package = settings["directory"], settings["package"]
    versions = posixpath.join(settings["migrations"], "versions")
    for name in disk.names(_path(directory, versions)):
        if name.endswith(".py"):
            yield _path(versions, name)
    folder = _path(directory, package)
    whole = posixpath.normpath(package) == posixpath.curdir
    for name in disk.names(folder) if whole else disk.walk(folder):
        if not name.endswith(".py"):
            continue
        text = disk.read(_path(folder, name))
        # An __init__.py that is empty or only imports defines nothing.
        is_init = posixpath.basename(name) == "__init__.py"
        if not is_init or (isinstance(text, str) and made_by(text).tables):
            yield _path(package, name)


def made_by(text: str) -> Made:
    """Return the tables that `create_table`, `Table` and `__tablename__` name by a literal."""
    found = (each.group("made", "named", "sql") for each in _TABLE.finditer(text))
    return Made(frozenset(name for names in found for name in names if name))


def _path(folder: str, name: str) -> str:
    return posixpath.normpath(posixpath.join(folder, name))
