"""The answer to an open decision, written into the schema file."""

from __future__ import annotations

from collections.abc import Iterator, Set

from scaffold.changes.decisions import Decision, in_schema, map_text
from scaffold.changes.questions import QuestionEdit
from scaffold.editing.edited_file import Edit, edit
from scaffold.project.schema_source import Source
from scaffold.schema.edit import Edited
from scaffold.schema.edit.decision_terms import remove_enum_map, remove_term, write_term
from scaffold.schema.model import DeclaredAttribute, Schema, is_shared
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
    for name in _spent_maps(file.schema, spent):
        without, problems = remove_enum_map(file, name)
        if without is None:
            return None, problems
        file = without
    return file, ()


def _spent_maps(schema: Schema, spent: Set[Decision]) -> Iterator[str]:
    """Yield the shared enums whose `map` an earlier run used for one of their fields."""
    texts = {(each.subject, each.text) for each in spent if each.kind == "map"}
    for enum in schema.enums:
        if enum.map and any(
            isinstance(field, DeclaredAttribute)
            and is_shared(field.type, enum)
            and (f"{model.name}.{field.name}", map_text(enum.map)) in texts
            for model in schema.models
            for field in model.fields
        ):
            yield enum.name
