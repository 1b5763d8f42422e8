"""Compile a schema for its targets: the registered ones, with the settings of the project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from scaffold.database.resolve import resolve
from scaffold.database.tables import Database
from scaffold.errors import Problem
from scaffold.files.file_plan import Disk
from scaffold.project.compiled_source import CompiledSchema
from scaffold.project.configured_target import ConfiguredTarget
from scaffold.project.outputs.of_run import own_files, renderer_of, require_sound, view_classes
from scaffold.project.outputs.read_templates import NOTHING, OwnFiles
from scaffold.project.schema_data import data_of
from scaffold.project.schema_source import Source
from scaffold.schema.model import Schema
from scaffold.schema.read_schema import KnownTargets, read_schema
from scaffold.targets import TARGETS, known_settings
from scaffold.targets.protocol import FoundSettings


def first_target() -> Mapping[str, Mapping[str, str]]:
    """Return the default `targets:` of a new schema: the first registered target."""
    name, target = next(iter(TARGETS.items()))
    return {name: {"directory": target.settings["directory"]}}


def known_targets() -> KnownTargets:
    """Return the registered targets with their settings: defaults of folders, values of choices."""
    return known_settings()


def resolve_source(source: Source) -> tuple[Schema, Database]:
    """Parse and compile the schema; SchemaError with all problems."""
    schema, problems = read_schema(source.data, source.name, known_targets())
    if schema is None:
        raise source.refusal(problems)
    database, problems = compile_schema(schema)
    if database is None:
        raise source.refusal(problems)
    return schema, database


def compile_schema(schema: Schema) -> tuple[Database | None, tuple[Problem, ...]]:
    """Return the database that a schema declares, or None, and all problems.

    The problems include those of its targets.
    """
    database, problems = resolve(schema)
    if database is None:
        return None, problems
    found = (
        each
        for setting in schema.targets
        for each in TARGETS[setting.name].problems(database, setting.settings)
    )
    problems = tuple(found)
    return (None, problems) if problems else (database, ())


def compile_source(source: Source, disk: Disk | None = None) -> CompiledSchema:
    """Compile the schema and configure its targets; SchemaError with all problems.

    With `disk`, settings that the schema does not have come from the project's own files;
    SchemaError if they cannot be read from there.
    """
    schema, database = resolve_source(source)
    own = own_files(source, schema)
    configured_targets, notices, problems = configure_targets(schema, disk, own)
    if problems:
        raise source.refusal(problems)
    if own is not NOTHING:
        views = view_classes(configured_targets, database, schema, own)
        require_sound(source, own, views, configured_targets)
    return CompiledSchema(source, schema, database, configured_targets, notices, own)


def configure_targets(
    schema: Schema, disk: Disk | None = None, own: OwnFiles = NOTHING
) -> tuple[tuple[ConfiguredTarget, ...], tuple[str, ...], tuple[Problem, ...]]:
    """Return the configured targets, the settings found in the project's files, and problems."""
    configured_targets: list[ConfiguredTarget] = []
    notices: list[str] = []
    problems: list[Problem] = []
    data = data_of(schema)
    for each in schema.targets:
        target = TARGETS[each.name]
        found = target.found_settings(each.settings, disk) if disk else FoundSettings()
        settings = {**target.settings, **found.settings, **each.settings}
        renderer = renderer_of(target, own)
        configured_targets.append(ConfiguredTarget(target, settings, renderer, data))
        notices += found.notices
        problems += (replace(problem, where=each.location) for problem in found.problems)
    return tuple(configured_targets), tuple(notices), tuple(problems)
