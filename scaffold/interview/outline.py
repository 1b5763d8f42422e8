"""Models and fields as the schema file spells them, for the panel, the review and commands."""

from __future__ import annotations

from scaffold.interview.interview_state import InterviewState
from scaffold.schema.document import MappingNode, ScalarNode
from scaffold.schema.edit.model_references import table_of
from scaffold.schema.edit.quoting import in_line
from scaffold.schema.model import DeclaredModel
from scaffold.schema.schema_file import SchemaFile
from scaffold.schema.shorthand import FieldLine
from scaffold.values import dataclass

# Steps with a panel; the other questions are about the whole schema.
_STEPS_WITH_PANEL = (
    *("model", "field", "type", "kind", "setting"),
    *("target", "alias", "foreign_key_name", "through", "inverse"),
)


@dataclass(frozen=True, slots=True)
class Outline:
    """A model and the lines of its fields; a field in the long form is written in one line."""

    name: str
    fields: tuple[FieldLine, ...]

    def line(self, name: str) -> str | None:
        """Return the line of the field `name`, or None."""
        return dict(self.fields).get(name)


def outlines(file: SchemaFile) -> tuple[Outline, ...]:
    """Return the models of the file in order."""
    found = []
    for key, node in file.models.entries if file.models else ():
        fields = node.entries if isinstance(node, MappingNode) else []
        lines = tuple(
            (
                name.text,
                value.text if isinstance(value, ScalarNode) else in_line(value),
            )
            for name, value in fields
        )
        found.append(Outline(key.text, lines))
    return tuple(found)


def outline_of(state: InterviewState, model: str) -> Outline:
    """Return the model with its pending fields."""
    existing = {each.name: each for each in outlines(state.schema_file)}.get(model)
    lines = existing.fields if existing else ()
    return Outline(model, (*lines, *(line for name, line in state.pending if name == model)))


def table_name_of(state: InterviewState) -> str:
    """Return the table name of the current model."""
    declared = state.schema_file.model(state.model) or DeclaredModel(
        state.model, state.schema.location
    )
    return table_of(declared, state.schema)


def panel(state: InterviewState) -> tuple[str, ...]:
    """Return the lines of the current model, or one line for each model between models."""
    if state.step not in _STEPS_WITH_PANEL:
        return ()
    if state.model:
        one = outline_of(state, state.model)
        return (f"{one.name}:", *(f"  {name}: {line}" for name, line in one.fields))
    return tuple(
        f"{one.name}: {', '.join(name for name, _ in one.fields) or 'no fields yet'}"
        for one in outlines(state.schema_file)
    )
