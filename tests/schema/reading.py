"""Reading in tests: the targets that are known, and schemas around a few lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scaffold.errors import Problem
from scaffold.schema.edit import Edited
from scaffold.schema.model import DeclaredAttribute, Field, Schema
from scaffold.schema.read_schema import KnownTargets, read_schema
from scaffold.schema.schema_file import SchemaFile, parse_file

TARGETS: KnownTargets = {
    "sequelize": {"directory": ".", "models": "models", "migrations": "migrations"},
    "sqlalchemy": {"directory": "python", "package": "models", "migrations": "migrations"},
}
HEAD = "version: 1\ntargets:\n  sequelize: {directory: .}\n"


def read(text: bytes | str) -> tuple[Schema | None, tuple[Problem, ...]]:
    return read_schema(text, "scaffold.yaml", TARGETS)


def valid(text: str) -> Schema:
    schema, problems = read(text)
    assert schema is not None and not problems, "\n".join(map(str, problems))
    return schema


def file_of(text: bytes | str, name: str = "scaffold.yaml") -> SchemaFile:
    """The schema file with this text, which has no mistakes of form."""
    file, problems = parse_file(text, name, TARGETS)
    assert file is not None, "\n".join(map(str, problems))
    return file


def edit_text(
    edit: Callable[..., Edited], text: bytes | str, *arguments: Any, **options: Any
) -> tuple[bytes | None, tuple[Problem, ...]]:
    """The bytes after an edit of a file, or None with its problems, or with the edit's."""
    file, problems = parse_file(text, "scaffold.yaml", TARGETS)
    if file is None:
        return None, problems
    after, problems = edit(file, *arguments, **options)
    return after.data if after else None, problems


def field(line: str, name: str = "a") -> Field:
    """The field of a model that has this one, written as `name: line`."""
    return valid(f"{HEAD}models:\n  Order:\n    {name}: {line}\n").models[0].fields[0]


def attribute(line: str) -> DeclaredAttribute:
    one = field(line)
    assert isinstance(one, DeclaredAttribute)
    return one


def problem(line: str) -> Problem:
    """The only problem of such a field."""
    _, problems = read(f"{HEAD}models:\n  Order:\n    a: {line}\n")
    assert len(problems) == 1, problems
    return problems[0]
