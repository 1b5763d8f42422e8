"""The compiled schema of a file, also of an incomplete one; pure and cached."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from scaffold.database.tables import Database
from scaffold.editing.neighbours import with_neighbours
from scaffold.errors import Problem, SchemaError
from scaffold.project.compilation import compile_schema
from scaffold.schema.document import read_document
from scaffold.schema.edit.quoting import as_yaml
from scaffold.schema.model import DeclaredModel, Field, Schema
from scaffold.schema.problem_report import Report
from scaffold.schema.read_fields import read_field
from scaffold.schema.schema_file import SchemaFile, with_models
from scaffold.schema.shorthand import FieldLine

Compiled = tuple[Database | None, tuple[Problem, ...]]
# Pairs of a model's name and a field line.
Lines = tuple[tuple[str, FieldLine], ...]
# Number of cached schemas: an answer of the interview needs those before and after it.
_CACHED = 8


@lru_cache(maxsize=_CACHED)
def compiled(file: SchemaFile) -> Compiled:
    """Return the database that the file declares, or None, and all problems."""
    return compile_schema(file.schema)


def database_of(file: SchemaFile) -> Database:
    """Return the database that the file declares; SchemaError with all problems."""
    return _require_database(compiled(file))


@lru_cache(maxsize=_CACHED)
def compiled_draft(file: SchemaFile, pending: Lines = ()) -> Compiled:
    """Compile the file with `pending` fields, and with empty models for missing ones."""
    schema, problems = _draft(file.schema, pending)
    if problems:
        return None, problems
    return compiled(file) if schema is file.schema else compile_schema(schema)


@lru_cache(maxsize=4 * _CACHED)
def compiled_around(file: SchemaFile, pending: Lines, models: tuple[str, ...]) -> Compiled:
    """Compile only the part of a draft that these models depend on."""
    schema, problems = _draft(file.schema, pending)
    return (None, problems) if problems else compile_schema(with_neighbours(schema, models))


def draft_database(file: SchemaFile, pending: Lines = ()) -> Database:
    """Return the database of a draft; SchemaError with all problems."""
    return _require_database(compiled_draft(file, pending))


def _require_database(result: Compiled) -> Database:
    database, problems = result
    if database is None:
        raise SchemaError(problems)
    return database


def _draft(schema: Schema, pending: Lines) -> tuple[Schema, tuple[Problem, ...]]:
    schema, problems = _with_lines(schema, pending)
    missing = tuple(DeclaredModel(name, schema.location) for name in schema.missing_models())
    return with_models(schema, (*schema.models, *missing)) if missing else schema, problems


def _with_lines(schema: Schema, lines: Lines) -> tuple[Schema, tuple[Problem, ...]]:
    """Return the schema with fields appended to their models, which are created if missing."""
    models = {model.name: model for model in schema.models}
    found: list[Problem] = []
    for name, line in lines:
        model = models.get(name) or DeclaredModel(name, schema.location)
        field, problems = _read(line, name)
        found += problems
        if field is not None:
            models[name] = replace(model, fields=(*model.fields, field))
    return (with_models(schema, tuple(models.values())) if lines else schema), tuple(found)


def _read(line: FieldLine, model: str) -> tuple[Field | None, Iterable[Problem]]:
    """Return the field that a line of a model declares; its locations are relative to the line."""
    name, text = line
    document, problems = read_document(f"{as_yaml(name)}: {as_yaml(text)}\n", name)
    if document is None or problems:
        return None, problems
    report = Report(document)
    field = read_field(*document.root.entries[0], report, False, model)
    return (None, report.problems) if report.problems else (field, ())
