"""Fields and settings added to a model, and checked as a whole file; pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from scaffold.editing.compiled_schema import Lines, compiled_around, compiled_draft
from scaffold.editing.matching_associations import (
    inverses_to_name,
    may_separate_inverses,
    targets_of,
)
from scaffold.errors import Problem, SourceLocation
from scaffold.schema.edit import Edited, add_fields
from scaffold.schema.edit.edit_subject import with_quoted_line
from scaffold.schema.edit.modifier_edits import Modified
from scaffold.schema.edit.setting_edits import is_setting
from scaffold.schema.model import DeclaredAssociation, Schema
from scaffold.schema.schema_file import SchemaFile
from scaffold.schema.shorthand import FieldLine

# Terms that refer to a field of the other model.
_TERMS_OF_TARGET = ("inverse", "targetKey", "scope", "throughScope")
_LINE = re.compile(r"\bline \d+")


def add(file: SchemaFile, model: str, lines: Sequence[FieldLine]) -> Edited:
    """Return the file with `lines` appended to `model`.

    The result is None with the problems that these lines cause. Existing problems, and references
    to fields of a missing model, do not count.
    """
    known = {_key(each) for each in compiled_draft(file)[1]}

    def new_problems(after: SchemaFile) -> tuple[Problem, ...]:
        ignored = _references_to_missing(after.schema)
        return tuple(
            with_quoted_line(each, after.document.text)
            for each in compiled_draft(after)[1]
            if _key(each) not in known and each.where not in ignored
        )

    return _added(file, model, lines, (), new_problems)


def extend(file: SchemaFile, model: str, lines: Sequence[FieldLine], pending: Lines = ()) -> Edited:
    """Return the same for a file without problems, which must have none afterwards.

    `pending` are fields that are added to other models later.
    """
    return _added(file, model, lines, pending, lambda after: compiled_draft(after, pending)[1])


def _added(
    file: SchemaFile,
    model: str,
    lines: Sequence[FieldLine],
    pending: Lines,
    new_problems: Callable[[SchemaFile], tuple[Problem, ...]],
) -> Edited:
    """Return the file with the lines, and with `inverse(…)` where the file needs it."""
    modified: tuple[Modified, ...] = ()
    if may_separate_inverses(file.schema, pending, model, lines) and not _is_valid(
        file, model, lines, pending
    ):
        database, _ = compiled_draft(file, pending)
        modified = inverses_to_name(file, database, model, lines) if database else ()
    after, problems = add_fields(file, model, lines, modified)
    if after is None:
        return None, problems
    problems = new_problems(after)
    return (None, problems) if problems else (after, ())


def _is_valid(file: SchemaFile, model: str, lines: Sequence[FieldLine], pending: Lines) -> bool:
    """Whether the lines are valid without changes: compiled with the models around only."""
    tried = (*pending, *((model, line) for line in lines if not is_setting(line[0])))
    return compiled_around(file, tried, (model, *sorted(targets_of(lines))))[0] is not None


def _key(problem: Problem) -> str:
    """Return the problem's message without line numbers."""
    return _LINE.sub("line", problem.message)


def _references_to_missing(schema: Schema) -> set[SourceLocation]:
    """Return the locations of terms that refer to fields of missing models."""
    missing = schema.missing_models()
    return {
        field.location_of(word)
        for model in schema.models
        for field in model.fields
        if isinstance(field, DeclaredAssociation) and field.target in missing
        for word in _TERMS_OF_TARGET
        if word in field.locations
    }
