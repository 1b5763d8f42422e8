"""The answer to an open decision, written into the schema file."""

from __future__ import annotations

from scaffold.changes.questions import QuestionEdit
from scaffold.editing.edited_file import Edit, edit
from scaffold.project.schema_source import Source
from scaffold.schema.edit import Edited
from scaffold.schema.edit.decision_terms import write_term
from scaffold.schema.schema_file import SchemaFile


def write_answer(file: str | None, answer: QuestionEdit) -> Edit:
    """Write the answer's term into the schema; SchemaError where the file cannot take it."""

    def change(schema: SchemaFile, source: Source) -> Edited:
        return write_term(schema, answer.model, answer.field, answer.text)

    return edit(file, change, dry_run=False)
