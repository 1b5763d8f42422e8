"""Find models and migrations in a project's folders, and what they define, by their text."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

from scaffold.files.file_plan import Disk
from scaffold.targets.protocol import Made

# Compiled by `re` when they are used: most projects have no such files.
_SCRIPT = r"(?!.*\.d\.[cm]?ts\Z)[^.].*\.([cm]?[jt]s|[jt]sx|coffee)\Z"
_TEST = r"\.(spec|test)\."
# Other index files only load the models beside them, like that of `sequelize init`.
_MODEL = r"\.define\s*\(|\.init\s*\(|\bextends\s+(\w+\.)?Model\b|@Table\b"
_TABLE = r"""(?xi)
    createTable(?:<[^>]*>)?\s*\(\s*(?:\{\s*tableName\s*:\s*)?(['"`])(?P<made>[^'"`]+)\1
    |\btableName\s*[:=]\s*(['"`])(?P<named>[^'"`]+)\3
    |\bCREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(?:[\w"`\[\]]+\.)?["`\[]?(?P<sql>\w+)"""
_NAME = r"""(?x)
    \.define\s*(?:<[^(]*>)?\(\s*(['"`])(?P<defined>[^'"`]+)\1
    |\bmodelName\s*:\s*(['"`])(?P<named>[^'"`]+)\3
    |\bclass\s+(?P<extended>\w+)\s+extends\s+(?:\w+\.)?Model\b"""


def code_files(settings: Mapping[str, str], disk: Disk) -> Iterator[str]:
    """Yield the paths of migrations, then of models, relative to the target's directory."""
    models, migrations = settings["models"], settings["migrations"]
    directory = settings["directory"]
    for name in disk.walk(_path(directory, migrations)):
        if re.match(_SCRIPT, posixpath.basename(name)):
            yield _path(migrations, name)
    # The models' folder may be the target's own, which contains everything else as well.
    whole = posixpath.normpath(models) == posixpath.curdir
    folder = _path(directory, models)
    for name in disk.names(folder) if whole else disk.walk(folder):
        base = posixpath.basename(name)
        if not re.match(_SCRIPT, base) or re.search(_TEST, base):
            continue
        text = disk.read(_path(folder, name)) if base.startswith("index.") else None
        if not isinstance(text, str) or re.search(_MODEL, text):
            yield _path(models, name)


def made_by(text: str) -> Made:
    """Return what `createTable`, `tableName`, `define` and the like name by a literal."""
    tables = (found.group("made", "named", "sql") for found in re.finditer(_TABLE, text))
    models = (found.group("defined", "named", "extended") for found in re.finditer(_NAME, text))
    return Made(
        frozenset(name for names in tables for name in names if name),
        frozenset(name for names in models for name in names if name),
    )


def _path(folder: str, name: str) -> str:
    return posixpath.normpath(posixpath.join(folder, name))
