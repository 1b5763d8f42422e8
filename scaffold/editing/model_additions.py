"""Fields and settings that a model gets, held to the checks of the file: pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from scaffold.editing.compiled_schema import Lines, compiled_around, compiled_draft
from scaffold.editing.matching_associations import inverses_to_name, may_come_between, targets_of
from scaffold.errors import Problem, SourceLocation
from scaffold.schema.edit import Edited, add_fields
from scaffold.schema.edit.edit_subject import unplaced
from scaffold.schema.edit.modifier_edits import Modified
from scaffold.schema.edit.setting_edits import is_setting
from scaffold.schema.model import DeclaredAssociation, Schema
from scaffold.schema.schema_file import SchemaFile
from scaffold.schema.shorthand import FieldLine

# Terms that name something of the other model.
_OF_THE_OTHER = ("inverse", "targetKey", "scope", "throughScope")
_LINE = re.compile(r"\bline \d+")


def add(file: SchemaFile, model: str, lines: Sequence[FieldLine]) -> Edited:
    """Return the file with `lines` at the end of `model`.

    None with the problems that these lines bring. What is wrong without them is no reason to
    refuse them, nor is what they say of a model that is missing so far.
    """
    known = {_key(each) for each in compiled_draft(file)[1]}

    def wrong(after: SchemaFile) -> tuple[Problem, ...]:
        waiting = _waiting(after.schema)
        return tuple(
            unplaced(each, after.document.text)
            for each in compiled_draft(after)[1]
            if _key(each) not in known and each.where not in waiting
        )

    return _added(file, model, lines, (), wrong)


def extend(file: SchemaFile, model: str, lines: Sequence[FieldLine], pending: Lines = ()) -> Edited:
    """The same for a file without problems, which is to have none with the lines either.

    `pending` are fields that other models get later.
    """
    return _added(file, model, lines, pending, lambda after: compiled_draft(after, pending)[1])


def _added(
    file: SchemaFile,
    model: str,
    lines: Sequence[FieldLine],
    pending: Lines,
    wrong: Callable[[SchemaFile], tuple[Problem, ...]],
) -> Edited:
    """The file with the lines, and with `inverse(…)` on those that pair up, where it is needed."""
    modified: tuple[Modified, ...] = ()
    if may_come_between(file.schema, pending, model, lines) and not _holds(
        file, model, lines, pending
    ):
        database, _ = compiled_draft(file, pending)
        modified = inverses_to_name(file, database, model, lines) if database else ()
    after, problems = add_fields(file, model, lines, modified)
    if after is None:
        return None, problems
    problems = wrong(after)
    return (None, problems) if problems else (after, ())


def _holds(file: SchemaFile, model: str, lines: Sequence[FieldLine], pending: Lines) -> bool:
    """Whether the lines hold as they are, tried on the models around."""
    tried = (*pending, *((model, line) for line in lines if not is_setting(line[0])))
    return compiled_around(file, tried, (model, *sorted(targets_of(lines))))[0] is not None


def _key(problem: Problem) -> str:
    """What a problem says, wherever the lines are that it speaks of."""
    return _LINE.sub("line", problem.message)


def _waiting(schema: Schema) -> set[SourceLocation]:
    """The places of terms that name something of a model that is missing."""
    missing = schema.missing_models()
    return {
        field.at(word)
        for model in schema.models
        for field in model.fields
        if isinstance(field, DeclaredAssociation) and field.target in missing
        for word in _OF_THE_OTHER
        if word in field.marks
    }
