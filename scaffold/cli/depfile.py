"""The make rule that `scaffold generate --depfile` writes."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable

from scaffold.errors import EnvironmentFailure
from scaffold.files.directory import Directory

_SPECIAL = re.compile(r"[ #:]")


def write_depfile(depfile: str, paths: Iterable[str]) -> None:
    """Write a make rule for `depfile` itself, and an empty rule for each path that may be deleted.

    So make runs the recipe if a path is newer or missing. EnvironmentFailure if it cannot
    be written.
    """
    names = tuple(dict.fromkeys(os.path.normpath(path) for path in paths))
    rule = f"{_target(depfile)}: {' '.join(map(_name, names))}\n"
    text = rule + "".join(f"{_target(name)}:\n" for name in names)
    folder, name = os.path.split(depfile)
    try:
        Directory.open(folder or os.curdir).replace_file(
            name, text.encode("utf-8", "surrogateescape")
        )
    except OSError as error:
        hint = "Give --depfile a path that you can write to."
        raise EnvironmentFailure(f"{depfile}: {error.strerror}", hint) from error


def _name(path: str) -> str:
    """Escape a path for make's prerequisites."""
    return _SPECIAL.sub(r"\\\g<0>", path.replace("$", "$$"))


def _target(path: str) -> str:
    """Escape a path for a make target, where `%` would be a pattern."""
    return _name(path).replace("%", "\\%")
