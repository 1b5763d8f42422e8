"""The files, moves and removals of a run's outputs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from scaffold.database.tables import Association, Attribute, Database, Model
from scaffold.errors import Problem, SchemaError
from scaffold.files.disk import OUTPUTS_INDEX
from scaffold.files.encoding_details import is_same_text, text_digest
from scaffold.files.file_plan import Disk, File, Policy, Removal
from scaffold.project.outputs.former_paths import former_paths
from scaffold.project.outputs.index import Identity, dump_index, load_index
from scaffold.project.outputs.output_plan import OutputPlan
from scaffold.project.outputs.paths import TakenPaths, folders_of
from scaffold.project.outputs.read_templates import OwnFiles
from scaffold.project.outputs.render import RenderedFile, render_outputs
from scaffold.project.schema_data import data_of
from scaffold.schema.model import Schema
from scaffold.schema.problem_report import shown
from scaffold.targets import TARGETS
from scaffold.targets.protocol import AddedViews, Target
from scaffold.templating.contract.schema_view import schema_view

_POLICIES: Mapping[str, Policy] = {"merge": "merge", "once": "remembered", "replace": "unedited"}


def plan_outputs(
    own: OwnFiles,
    schema: Schema,
    database: Database,
    disk: Disk,
    taken: TakenPaths,
) -> OutputPlan:
    """Return the plan of the outputs; SchemaError with all their problems.

    The templates must have been checked.
    """
    recorded = disk.read(OUTPUTS_INDEX)
    before = load_index(recorded if isinstance(recorded, str) else None)
    if not own.outputs and not before:
        return OutputPlan()
    views = {name: _when_used(target, database) for name, target in TARGETS.items()}
    view = schema_view(database, data_of(schema), views)
    rendered, problems = render_outputs(own, view, own.templates.sandbox())
    problems += _path_problems(rendered, taken, disk)
    if problems:
        sources = {**own.sources, **own.templates.sources(problems)}
        raise SchemaError(problems, sources=sources)
    files: list[File] = []
    after: dict[str, Identity] = {}
    left = dict(before)
    models = {each.name: each for each in schema.models}
    for each, previous in zip(rendered, former_paths(rendered, before, models), strict=True):
        path = each.path
        if previous is not None:
            left.pop(previous, None)
            if previous.casefold() == path.casefold():
                # Where case does not count, the two are one file.
                path = previous
        policy = _POLICIES[each.ownership]
        files.append(File(path, each.text, policy, previous=previous if previous != path else None))
        after[path] = each.identity
    removals, notes = _unwanted((path for path in left if path not in after), disk)
    files.append(File(OUTPUTS_INDEX, dump_index(after), "replace"))
    return OutputPlan(tuple(files), removals, notes)


def _when_used(target: Target, database: Database) -> AddedViews:
    """What a target adds to views, prepared only where a template asks for it."""
    made: list[AddedViews] = []

    def view(model: Model, part: Attribute | Association | None) -> Any:
        if not made:
            made.append(target.added_views(database))
        return made[0](model, part)

    return view


def _path_problems(files: list[RenderedFile], taken: TakenPaths, disk: Disk) -> list[Problem]:
    problems: dict[Problem, None] = {}
    seen: dict[str, RenderedFile] = {}
    for file in files:
        found = taken.problem(file.path, disk)
        if found is not None:
            problems[Problem(file.where, *found)] = None
            continue
        other = seen.setdefault(file.path.casefold(), file)
        if other is not file:
            problems[_shared_path(file, other)] = None
    for file in files:
        for folder in folders_of(file.path):
            if below := seen.get(folder.casefold()):
                message = f"`{shown(file.path, 80)}` needs a folder where {_subject(below)} has "
                message += f"the file `{shown(below.path, 80)}`"
                hint = "Write another path for one of them."
                problems[Problem(file.where, message, hint)] = None
    return list(problems)


def _shared_path(file: RenderedFile, other: RenderedFile) -> Problem:
    of, first = _subject(file), _subject(other)
    hint = "Use a path that differs for each, such as `{{ model.file }}`."
    if file.identity.output != other.identity.output:
        of, first = (_subject(each, with_output=True) for each in (file, other))
        hint = "Write another path for one of them, or let `when` choose between them."
    if file.path == other.path:
        message = f"{first} and {of} have the same path, `{shown(file.path, 80)}`"
    else:
        paths = f"`{shown(other.path, 80)}` of {first} and `{shown(file.path, 80)}` of {of}"
        message = f"{paths} differ only in case"
    return Problem(file.where, message, hint)


def _subject(file: RenderedFile, *, with_output: bool = False) -> str:
    subject = ".".join(filter(None, file.identity[1:]))
    output = f"the output `{file.identity.output}`"
    if not subject:
        return output
    return f"{subject} of {output}" if with_output else subject


def _unwanted(paths: Iterable[str], disk: Disk) -> tuple[tuple[Removal, ...], tuple[Problem, ...]]:
    """Return removals of files that no output generates any more; edited ones are noted."""
    removals: list[Removal] = []
    notes: list[Problem] = []
    for path in paths:
        current, base = disk.read(path), disk.base(path)
        if current is None:
            continue
        if isinstance(current, str) and is_same_text(current, base):
            removals.append(Removal(path, text_digest(current)))
        else:
            message = (
                f"{path}: no output generates this file any more; it was edited, so it is kept"
            )
            notes.append(Problem(None, message, "Remove it if you do not need it."))
    return tuple(removals), tuple(notes)
