"""The question for the inverse of an association, asked after each association."""

from __future__ import annotations

from dataclasses import replace

from scaffold.database.tables import Association, Database
from scaffold.editing.compiled_schema import compiled_around
from scaffold.errors import Problem
from scaffold.interview.draft_edits import AnswerResult, with_field, with_pending
from scaffold.interview.draft_schema import compiled_database
from scaffold.interview.interview_state import (
    Answer,
    Choice,
    InterviewState,
    PartialAssociation,
    Question,
)
from scaffold.interview.outline import outline_of, outlines
from scaffold.interview.phrases import describe_association, inverse_choices
from scaffold.naming import camel, foreign_key, pascal, pluralize
from scaffold.schema.reference import BELONGS_TO, HAS_ONE
from scaffold.schema.shorthand import FieldLine

NONE = "none"


def default_alias(kind: str, target: str) -> str:
    """Return the default name of an association."""
    return camel(target) if kind in (BELONGS_TO, HAS_ONE) else camel(pluralize(target))


def state_after_association(state: InterviewState, name: str, next_step: str) -> InterviewState:
    """Return the state that asks for the inverse of the field `name`, or else for `next_step`.

    Nothing is asked about an attribute, or if the inverse exists already.
    """
    done = replace(state, step=next_step, association=None, return_step="")
    added = _find(compiled_database(state), state.model, name)
    if added is None:
        return done
    done = replace(done, notice=_notice(state, added))
    if added.inverse is not None or not _choices(state, added):
        return done
    association = PartialAssociation(added.kind, added.target, name)
    return replace(done, step="inverse", return_step=next_step, association=association)


def inverse_question(state: InterviewState) -> Question:
    """Return the question for the inverse on the target model."""
    association = _current(state)
    note = f"{association.source}.{association.alias} only"
    no_inverse = Choice(NONE, f"No association on {association.target}", note)
    choices = (*_choices(state, association), no_inverse)
    message = f"Inverse association on {association.target}?"
    return Question("inverse", "choose", message, choices[0].value, choices=choices)


def apply_inverse(state: InterviewState, answer: Answer) -> AnswerResult:
    """Add the inverse to the target model; keep it pending if that is not in the schema yet."""
    unchanged = replace(state, step=state.return_step, association=None, return_step="", notice="")
    if answer == NONE:
        return unchanged
    association = _current(state)
    line = _line(state, association, str(answer))
    if line is None:
        return (
            Problem(None, f"`{answer}` is not one of the choices", "Choose one from the list."),
        )
    result = _with_line(unchanged, association.target, line)
    if not isinstance(result, InterviewState):
        return result
    added = _find(compiled_database(result), association.target, line[0])
    return replace(result, notice=_notice(result, added) if added else "")


def _current(state: InterviewState) -> Association:
    assert state.association is not None
    association = _find(compiled_database(state), state.model, state.association.alias)
    assert association is not None
    return association


def _find(database: Database, model: str, alias: str) -> Association | None:
    for each in database.model(model).associations:
        if each.alias == alias:
            return each
    return None


def _notice(state: InterviewState, association: Association) -> str:
    sentence = describe_association(association, compiled_database(state))
    return f"{association.source}.{association.alias}  {sentence}"


def _choices(state: InterviewState, association: Association) -> tuple[Choice, ...]:
    """Return the inverses that would be valid."""
    found = inverse_choices(
        association.kind, association.source, association.target, _through(state, association)
    )
    lines = ((each, _line(state, association, each.value)) for each in found)
    return tuple(_with_alias(each, line[0]) for each, line in lines if line is not None)


def _with_alias(choice: Choice, alias: str) -> Choice:
    kind = choice.value
    return replace(choice, note=choice.note.replace(kind, f"{kind} as {alias}", 1))


def _line(state: InterviewState, association: Association, kind: str) -> FieldLine | None:
    """Return the inverse's field: under its default name, or else named after the association.

    None if neither is valid, or if `kind` does not fit the association.
    """
    through, source, target = _through(state, association), association.source, association.target
    if kind not in {each.value for each in inverse_choices(association.kind, source, target, "")}:
        return None
    alias = _inverse_alias(state, association, kind)
    line = f"{kind}({source})" + (f" through({through})" if through else "")
    for field in (
        (alias, line),
        (alias, f"{line} inverse({association.alias})"),
        (association.alias + pascal(alias), f"{line} inverse({association.alias})"),
    ):
        if outline_of(state, target).line(field[0]) is not None:
            continue
        if _is_inverse(state, association, field):
            return field
    return None


def _is_inverse(state: InterviewState, association: Association, field: FieldLine) -> bool:
    """Whether the field would be the inverse: compiled with the models around only."""
    lines = (*state.pending, (association.target, field))
    models = tuple(filter(None, (association.source, association.target, association.through)))
    database, _ = compiled_around(state.schema_file, lines, models)
    found = _find(database, association.source, association.alias) if database else None
    return found is not None and found.inverse is not None


def _inverse_alias(state: InterviewState, association: Association, kind: str) -> str:
    """Return the default name of the inverse: after a named foreign key, or after the model."""
    default, style = default_alias(kind, association.source), state.schema.options.foreign_key
    if kind != BELONGS_TO or association.foreign_key == foreign_key(default, style):
        return default
    alias = camel(association.foreign_key).removesuffix("Id")
    return alias if alias and foreign_key(alias, style) == association.foreign_key else default


def _with_line(state: InterviewState, model: str, line: FieldLine) -> AnswerResult:
    exists = any(each.name == model for each in outlines(state.schema_file))
    return with_field(state, model, line) if exists else with_pending(state, (model, line))


def _through(state: InterviewState, association: Association) -> str:
    """Return the join table as the schema names it; empty if it does not."""
    for model in state.schema.models:
        for field in model.fields:
            if model.name == association.source and field.name == association.alias:
                return getattr(field, "through", None) or ""
    return ""
