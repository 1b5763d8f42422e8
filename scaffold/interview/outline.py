"""The schema's models and fields as they are written, for panels, rows and commands."""

from __future__ import annotations

from scaffold.interview.interview_state import InterviewState
from scaffold.schema.document import MappingNode, ScalarNode
from scaffold.schema.edit.model_references import table_of
from scaffold.schema.edit.quoting import in_line
from scaffold.schema.model import DeclaredModel
from scaffold.schema.schema_file import SchemaFile
from scaffold.schema.shorthand import FieldLine
from scaffold.values import dataclass

# Where a model is asked for: elsewhere the question is about all of it.
_PANELLED = (
    *("model", "field", "type", "kind", "setting"),
    *("target", "alias", "key", "through", "other"),
)


@dataclass(frozen=True, slots=True)
class Outline:
    """A model and its fields; a field in the long form has that as its line."""

    name: str
    fields: tuple[FieldLine, ...]

    def line(self, name: str) -> str | None:
        """What the field called `name` says, or None where there is none."""
        return dict(self.fields).get(name)


def outlines(file: SchemaFile) -> tuple[Outline, ...]:
    """Each model of the file in its order."""
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


def outline(state: InterviewState, model: str) -> Outline:
    """The model as it would be, with what is pending for it."""
    standing = {each.name: each for each in outlines(state.schema_file)}.get(model)
    lines = standing.fields if standing else ()
    return Outline(model, (*lines, *(line for name, line in state.pending if name == model)))


def table_called(state: InterviewState) -> str:
    """The name of the table of the model in question."""
    said = state.schema_file.model(state.model) or DeclaredModel(state.model, state.schema.location)
    return table_of(said, state.schema)


def panel(state: InterviewState) -> tuple[str, ...]:
    """The model in question as the file will have it; every model, in short, between models."""
    if state.step not in _PANELLED:
        return ()
    if state.model:
        one = outline(state, state.model)
        return (f"{one.name}:", *(f"  {name}: {line}" for name, line in one.fields))
    return tuple(
        f"{one.name}: {', '.join(name for name, _ in one.fields) or 'no fields yet'}"
        for one in outlines(state.schema_file)
    )
