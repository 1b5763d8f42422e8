"""The project's copies of built-in templates: which are out of date, or without effect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scaffold.errors import Problem
from scaffold.files.encoding_details import normalized
from scaffold.files.file_plan import Disk
from scaffold.project.configured_target import ConfiguredTarget
from scaffold.project.outputs.read_templates import OwnFiles
from scaffold.templating.own_templates import OwnTemplates, builtin_names, builtin_text


def copies(own: OwnFiles, disk: Disk) -> Iterator[tuple[str, str]]:
    """Yield name and path of each override that `scaffold templates copy` made."""
    for name in own.templates.overrides:
        path = own.templates.paths[name]
        if disk.base(path) is not None:
            yield name, path


def notes_of_overrides(
    own: OwnFiles, disk: Disk, targets: Iterable[ConfiguredTarget]
) -> tuple[Problem, ...]:
    """Return a note for each copy that is out of date, and each override without effect."""
    return (*copies_behind(own, disk), *unused_overrides(own.templates, targets))


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


def unused_overrides(
    templates: OwnTemplates, targets: Iterable[ConfiguredTarget]
) -> tuple[Problem, ...]:
    """Return a note for each override of a module system that its target does not have here."""
    return tuple(
        note
        for configured in targets
        for name in templates.overrides
        if (note := _unused(name, templates, configured))
    )


def _unused(name: str, templates: OwnTemplates, configured: ConfiguredTarget) -> Problem | None:
    target = configured.target
    systems = tuple(target.choices.get("modules", ()))
    here = configured.settings.get("modules", systems[0] if systems else "")
    others = tuple(f"{target.name}/{each}/" for each in systems if each != here)
    if not name.startswith(others):
        return None
    folder = f"{target.name}/{here}/"
    built_in = [builtin_text(each) for each in builtin_names() if each.startswith(folder)]
    own = [text for each, text in templates.texts.items() if each != name]
    if any(name in text for text in (*built_in, *own)):
        return None
    instead = folder + name.split("/", 2)[2]
    hint = "Remove it."
    if instead in builtin_names():
        hint = f"Remove it, and copy the one that has one: `scaffold templates copy {instead}`."
    message = f"{templates.paths[name]}: it has no effect with `modules: {here}`"
    return Problem(None, message, hint)
