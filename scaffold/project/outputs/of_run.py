"""How templates of one's own take part in a run of `generate` or `check`."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from scaffold.changes.outcome import changes
from scaffold.changes.snapshot import Snapshot
from scaffold.database.tables import Database
from scaffold.errors import Problem, SchemaError
from scaffold.files.file_plan import Disk, File
from scaffold.migrations import Migration
from scaffold.project.configured_target import ConfiguredTarget
from scaffold.project.outputs.output_plan import OutputPlan
from scaffold.project.outputs.read_templates import NOTHING, OwnFiles, read_own_files
from scaffold.project.schema_source import Source
from scaffold.schema.model import Schema
from scaffold.targets.protocol import Target
from scaffold.templating.own_renderer import OwnRenderer
from scaffold.templating.renderer import Renderer
from scaffold.values import collector_at_rest

if TYPE_CHECKING:
    from scaffold.project.compiled_source import CompiledSchema

# The timestamp of the migration that shows what a template makes.
SAMPLE_VERSION = "20000101000000"


def own_files(source: Source, schema: Schema) -> OwnFiles:
    """Return the templates and outputs of a schema; SchemaError as `read_own_files` has it."""
    try:
        return read_own_files(schema, source.root, source.name)
    except SchemaError as error:
        raise _with_schema(source, error.problems, error.sources) from error


def renderer_of(target: Target, own: OwnFiles) -> Renderer | OwnRenderer:
    """Return the renderer of a target's templates, sandboxed if the project has its own."""
    if any(name.startswith(f"{target.name}/") for name in own.templates.overrides):
        return OwnRenderer(own.templates, target.filters)
    return Renderer(target.filters)


def require_sound(
    source: Source,
    own: OwnFiles,
    views: Mapping[str, tuple[str, type]],
    targets: Iterable[ConfiguredTarget],
) -> None:
    """SchemaError with all problems of templates and outputs."""
    from scaffold.project.outputs.check_outputs import problems_of

    folders = tuple(
        f"{each.target.name}/{each.settings.get('modules', systems[0])}/"
        for each in targets
        if (systems := each.target.choices.get("modules"))
    )
    problems = problems_of(own, views, folders)
    if problems:
        raise _with_schema(source, problems, {**own.sources, **own.templates.sources(problems)})


def view_classes(
    targets: Iterable[ConfiguredTarget], database: Database, schema: Schema, own: OwnFiles
) -> Mapping[str, tuple[str, type]]:
    """Return the name and class of the view of each built-in template that is rendered directly.

    The result is empty if no built-in template is overridden.
    """
    classes: dict[str, tuple[str, type]] = {}
    if not own.templates.overrides:
        return classes
    operations = changes(Snapshot(), database, schema).operations
    for configured in targets:
        target, settings = configured.target, configured.settings
        for artifact in target.model_artifacts(database, settings):
            classes[artifact.template] = artifact.view_name, type(artifact.view)
        sample = Migration(SAMPLE_VERSION, "sample", "create", operations)
        artifact = target.migration_artifact(sample, database.dialects, settings, None)
        classes[artifact.template] = artifact.view_name, type(artifact.view)
    return classes


def outputs_of(compiled: CompiledSchema, files: Iterable[File], disk: Disk) -> OutputPlan:
    """Return the plan of a run's outputs, in addition to the `files` of targets."""
    source, own = compiled.source, compiled.own
    if own is NOTHING and not _has_index(disk):
        return OutputPlan()
    from scaffold.project.outputs.paths import TakenPaths
    from scaffold.project.outputs.planned_outputs import plan_outputs

    folders = {
        posixpath.join(configured.settings["directory"], folder): configured.target.name
        for configured in compiled.configured_targets
        for word, folder in configured.settings.items()
        if word in configured.target.settings and word != "directory"
    }
    schema = os.path.relpath(source.name, source.root or os.curdir) if source.paths else ""
    packs = [posixpath.normpath(each.pack) for each in compiled.schema.outputs if each.pack]
    taken = TakenPaths.of(
        schema.replace(os.sep, "/"),
        [*filter(None, [own.templates.folder]), *packs],
        folders,
        [file.path for file in files],
    )
    try:
        with collector_at_rest():
            return plan_outputs(own, compiled.schema, compiled.database, disk, taken)
    except SchemaError as error:
        raise _with_schema(source, error.problems, error.sources) from error


def _has_index(disk: Disk) -> bool:
    from scaffold.files.disk import OUTPUTS_INDEX

    return disk.read(OUTPUTS_INDEX) is not None


def _with_schema(
    source: Source, problems: Iterable[Problem], sources: Mapping[str, str]
) -> SchemaError:
    """Return the error with the schema's text added to its sources."""
    refusal = source.refusal(problems)
    return SchemaError(problems, sources={**refusal.sources, **sources})
