"""The answer to an open decision, written into the schema file."""

from __future__ import annotations

from collections.abc import Set

from scaffold.changes.decisions import Decision, in_schema
from scaffold.changes.questions import QuestionEdit
from scaffold.editing.edited_file import Edit, edit
from scaffold.project.schema_source import Source
from scaffold.schema.edit import Edited
from scaffold.schema.edit.decision_terms import remove_term, write_term
from scaffold.schema.schema_file import SchemaFile


def write_answer(file: str | None, answer: QuestionEdit) -> Edit:
    """Write the answer's term into the schema; SchemaError if the file cannot have it."""

    def change(schema: SchemaFile, source: Source) -> Edited:
        return write_term(schema, answer.model, answer.field, answer.text)

    return edit(file, change, dry_run=False)


def without_spent(file: SchemaFile, spent: Set[Decision]) -> Edited:
    """Return the file without the `was`, `fill` and `map` that earlier runs used."""
    for decision in in_schema(file.schema):
        if decision in spent:
            model, _, field = decision.subject.partition(".")
            word = decision.kind if field else f"${decision.kind}"
            without, problems = remove_term(file, model, field or None, word)
            if without is None:
                return None, problems
            file = without
    return file, ()
