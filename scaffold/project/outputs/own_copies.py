"""Copies of built-in templates in a project's own folder: create, list and update them."""

from __future__ import annotations

import os
from collections.abc import Collection
from typing import NamedTuple

from scaffold.errors import Problem, UsageError
from scaffold.files.apply_changes import apply_plan, recover
from scaffold.files.conflicts import record_conflicts
from scaffold.files.disk import PENDING_FOLDER, disk_for
from scaffold.files.file_plan import File, FileChange, FilePlan
from scaffold.files.planning import plan_files
from scaffold.files.runlock import exclusive
from scaffold.naming import suggest
from scaffold.project.compilation import configure_targets, known_targets, resolve_source
from scaffold.project.outputs.copied import copies, unused_overrides
from scaffold.project.outputs.of_run import own_files
from scaffold.project.schema_source import Source, write_source
from scaffold.schema.edit.add_setting import with_top_level
from scaffold.schema.schema_file import parse_file
from scaffold.templating.own_templates import OwnTemplates, builtin_names, builtin_text

# The first is many projects' own.
_FOLDERS = ("templates", "scaffold-templates")


class ListedTemplate(NamedTuple):
    """A template and its origin: `built in`, or its file."""

    name: str
    source: str


def listed_templates(source: Source) -> list[ListedTemplate]:
    """Return every template, built-in ones first, each with its source."""
    schema, _ = resolve_source(source)
    templates = own_files(source, schema).templates
    names = (*sorted(builtin_names()), *(each for each in templates.texts))
    return [
        ListedTemplate(name, templates.paths.get(name, "built in")) for name in dict.fromkeys(names)
    ]


def copy(source: Source, name: str) -> list[tuple[str, str]]:
    """Copy a built-in template into the project's folder; return each action with its path.

    UsageError for a name that is not built in, and if the file exists already.
    """
    if name not in builtin_names():
        near = suggest(name, builtin_names())
        message = f"there is no built-in template `{name}`"
        raise UsageError(
            f"{message}: did you mean `{near}`?" if near else message,
            "`scaffold templates list` lists all templates.",
        )
    if not source.paths:
        raise UsageError("standard input cannot be edited", "Name the schema's file with -f.")
    schema, _ = resolve_source(source)
    folder = schema.templates or _free_folder(source)
    path, text = f"{folder}/{name}", builtin_text(name)
    with exclusive(source.root):
        _finish_interrupted(source)
        if disk_for(source.root).read(path) is not None:
            hint = "Edit that file, or remove it and copy again."
            raise UsageError(f"{path} exists already", hint)
        apply_plan(source.root, FilePlan((FileChange(path, "create", text, base=text),)))
    actions = [("create", path)]
    if schema.templates is None:
        _name_folder(source, folder)
        actions.append(("update", source.name))
    return actions


def notes_of_copy(source: Source, name: str) -> tuple[Problem, ...]:
    """Return a note if a copy of the built-in template has no effect in this project."""
    schema, _ = resolve_source(source)
    targets, _, _ = configure_targets(schema, disk_for(source.root))
    path = f"{schema.templates or _free_folder(source)}/{name}"
    return unused_overrides(OwnTemplates(None, {name: builtin_text(name)}, {name: path}), targets)


def _free_folder(source: Source) -> str:
    for folder in _FOLDERS:
        if not os.path.exists(os.path.join(source.root, folder)):
            return folder
    return _FOLDERS[-1]


def _name_folder(source: Source, folder: str) -> None:
    file, problems = parse_file(source.data, source.name, known_targets())
    if file is None:
        raise source.refusal(problems)
    data = with_top_level(file, "templates", folder, before="models")
    write_source(source, data, source.data)


def update(
    source: Source, keep: Collection[str], overwrite: Collection[str], *, dry_run: bool = False
) -> FilePlan:
    """Merge the built-in templates as they are now into their copies."""
    schema, _ = resolve_source(source)
    own = own_files(source, schema)
    with exclusive(source.root):
        _finish_interrupted(source)
        disk = disk_for(source.root)
        files = [File(path, builtin_text(name), "merge") for name, path in copies(own, disk)]
        plan = plan_files(files, disk, keep=keep, overwrite=overwrite)
        if plan.problems:
            record_conflicts(source.root, plan)
        elif not dry_run:
            apply_plan(source.root, plan)
    return plan


def _finish_interrupted(source: Source) -> None:
    if os.path.lexists(os.path.join(source.root, PENDING_FOLDER)):
        recover(source.root)
