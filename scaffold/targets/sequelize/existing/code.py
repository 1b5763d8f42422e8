"""Find models and migrations in a project's folders, and what they define, by their text."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

from scaffold.files.file_plan import Disk
from scaffold.targets.protocol import Made

_SCRIPT = re.compile(r"(?!.*\.d\.[cm]?ts\Z)[^.].*\.([cm]?[jt]s|[jt]sx|coffee)\Z")
_TEST = re.compile(r"\.(spec|test)\.")
# Other index files only load the models beside them, like that of `sequelize init`.
_MODEL = re.compile(r"\.define\s*\(|\.init\s*\(|\bextends\s+(\w+\.)?Model\b|@Table\b")
_TABLE = re.compile(
    r"""createTable(?:<[^>]*>)?\s*\(\s*(?:\{\s*tableName\s*:\s*)?(['"`])(?P<made>[^'"`]+)\1
    |\btableName\s*[:=]\s*(['"`])(?P<named>[^'"`]+)\3
    |\bCREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(?:[\w"`\[\]]+\.)?["`\[]?(?P<sql>\w+)""",
    re.VERBOSE | re.IGNORECASE,
)
_NAME = re.compile(
    r"""\.define\s*(?:<[^(]*>)?\(\s*(['"`])(?P<defined>[^'"`]+)\1
    |\bmodelName\s*:\s*(['"`])(?P<named>[^'"`]+)\3
    |\bclass\s+(?P<extended>\w+)\s+extends\s+(?:\w+\.)?Model\b""",
    re.VERBOSE,
)


def code_files(settings: Mapping[str, str], disk: Disk) -> Iterator[str]:
    """Yield the paths of migrations, then of models, relative to the target's directory."""
    models, migrations = settings["models"], settings["migrations"]
    directory = settings["directory"]
    for name in disk.walk(_path(directory, migrations)):
        if _SCRIPT.match(posixpath.basename(name)):
            yield _path(migrations, name)
    # The models' folder may be the target's own, which contains everything else as well.
    whole = posixpath.normpath(models) == posixpath.curdir
    folder = _path(directory, models)
    for name in disk.names(folder) if whole else disk.walk(folder):
        base = posixpath.basename(name)
        if not _SCRIPT.match(base) or _TEST.search(base):
            continue
        text = disk.read(_path(folder, name)) if base.startswith("index.") else None
        if not isinstance(text, str) or _MODEL.search(text):
            yield _path(models, name)


def made_by(text: str) -> Made:
    """Return what `createTable`, `tableName`, `define` and the like name by a literal."""
    tables = (found.group("made", "named", "sql") for found in _TABLE.finditer(text))
    models = (found.group("defined", "named", "extended") for found in _NAME.finditer(text))
    return Made(
        frozenset(name for names in tables for name in names if name),
        frozenset(name for names in models for name in names if name),
    )


def _path(folder: str, name: str) -> str:
    return posixpath.normpath(posixpath.join(folder, name))
