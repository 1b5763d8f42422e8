"""The project's copies of built-in templates, and which of them are out of date."""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.errors import Problem
from scaffold.files.encoding_details import normalized
from scaffold.files.file_plan import Disk
from scaffold.project.outputs.read_templates import OwnFiles
from scaffold.templating.own_templates import builtin_text


def copies(own: OwnFiles, disk: Disk) -> Iterator[tuple[str, str]]:
    """Yield name and path of each override that `scaffold templates copy` made."""
    for name in own.templates.overrides:
        path = own.templates.paths[name]
        if disk.base(path) is not None:
            yield name, path


def copies_behind(own: OwnFiles, disk: Disk) -> tuple[Problem, ...]:
    """Return a note for each copy whose built-in template has changed since."""
    return tuple(
        Problem(
            None,
            f"{path}: the built-in template has changed since it was copied",
            "Merge the change into it: `scaffold templates update`.",
        )
        for name, path in copies(own, disk)
        if normalized(disk.base(path) or "") != normalized(builtin_text(name))
    )
