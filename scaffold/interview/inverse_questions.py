"""The question for an association's other side, which follows each that is added."""

from __future__ import annotations

from dataclasses import replace

from scaffold.database.tables import Association, Database
from scaffold.editing.compiled_schema import compiled_around
from scaffold.errors import Problem
from scaffold.interview.draft_edits import Taken, with_field, with_pending
from scaffold.interview.draft_schema import compiled
from scaffold.interview.interview_state import (
    Answer,
    Choice,
    InterviewState,
    Question,
    Relation,
)
from scaffold.interview.outline import outline, outlines
from scaffold.interview.phrases import effect, other_sides
from scaffold.naming import camel, foreign_key, pascal, pluralize
from scaffold.schema.reference import BELONGS_TO, HAS_ONE
from scaffold.schema.shorthand import FieldLine

NONE = "none"


def alias_for(kind: str, target: str) -> str:
    """What an association is called where nothing else is said."""
    return camel(target) if kind in (BELONGS_TO, HAS_ONE) else camel(pluralize(target))


def after_association(state: InterviewState, name: str, then: str) -> InterviewState:
    """The question for the other side of the field just added, or the step `then`.

    An attribute has none, and nothing is asked where the other side is there already.
    """
    plain = replace(state, step=then, relation=None, then="")
    side = _side(state, state.model, name)
    if side is None:
        return plain
    told = replace(plain, told=_told(state, side))
    relation = Relation(side.kind, side.target, name)
    if side.inverse is not None or not _offers(state, side):
        return told
    return replace(told, step="other", then=then, relation=relation)


def ask_other(state: InterviewState) -> Question:
    """Whether the other model has the association, too."""
    side = _current(state)
    note = f"{side.source}.{side.alias} only"
    nothing = Choice(NONE, f"No association on {side.target}", note)
    choices = (*_offers(state, side), nothing)
    message = f"Inverse association on {side.target}?"
    return Question("other", "choose", message, choices[0].value, choices=choices)


def take_other(state: InterviewState, given: Answer) -> Taken:
    """Give the other model its side: at once where it is there, else when it is its turn."""
    back = replace(state, step=state.then, relation=None, then="", told="")
    if given == NONE:
        return back
    side = _current(state)
    line = _line(state, side, str(given))
    if line is None:
        return (Problem(None, f"`{given}` is none of the answers", "Choose one of those shown."),)
    taken = _with(back, side.target, line)
    if not isinstance(taken, InterviewState):
        return taken
    added = _side(taken, side.target, line[0])
    return replace(taken, told=_told(taken, added) if added else "")


def _current(state: InterviewState) -> Association:
    assert state.relation is not None
    side = _side(state, state.model, state.relation.alias)
    assert side is not None
    return side


def _side(state: InterviewState, model: str, alias: str) -> Association | None:
    return _find(compiled(state), model, alias)


def _find(database: Database, model: str, alias: str) -> Association | None:
    for each in database.model(model).associations:
        if each.alias == alias:
            return each
    return None


def _told(state: InterviewState, side: Association) -> str:
    return f"{side.source}.{side.alias}  {effect(side, compiled(state))}"


def _offers(state: InterviewState, side: Association) -> tuple[Choice, ...]:
    """The other sides that would hold, said in words."""
    sides = other_sides(side.kind, side.source, side.target, _through(state, side))
    lines = ((each, _line(state, side, each.value)) for each in sides)
    return tuple(_called(each, line[0]) for each, line in lines if line is not None)


def _called(offer: Choice, alias: str) -> Choice:
    kind = offer.value
    return replace(offer, note=offer.note.replace(kind, f"{kind} as {alias}", 1))


def _line(state: InterviewState, side: Association, kind: str) -> FieldLine | None:
    """The field that is the other side: by the usual name, or else called after this one.

    None where neither holds, or `kind` is no other side of this.
    """
    through = _through(state, side)
    if kind not in {each.value for each in other_sides(side.kind, side.source, side.target, "")}:
        return None
    usual = _usual(state, side, kind)
    line = f"{kind}({side.source})" + (f" through({through})" if through else "")
    for field in (
        (usual, line),
        (usual, f"{line} inverse({side.alias})"),
        (side.alias + pascal(usual), f"{line} inverse({side.alias})"),
    ):
        if outline(state, side.target).line(field[0]) is not None:
            continue
        if _holds(state, side, field):
            return field
    return None


def _holds(state: InterviewState, side: Association, field: FieldLine) -> bool:
    """Whether the field can be the other side: tried on the models around."""
    lines = (*state.pending, (side.target, field))
    models = tuple(filter(None, (side.source, side.target, side.through)))
    database, _ = compiled_around(state.schema_file, lines, models)
    found = _find(database, side.source, side.alias) if database else None
    return found is not None and found.inverse is not None


def _usual(state: InterviewState, side: Association, kind: str) -> str:
    """What the other side is called: after a key that is named, or after the model."""
    usual, style = alias_for(kind, side.source), state.schema.options.foreign_key
    if kind != BELONGS_TO or side.foreign_key == foreign_key(usual, style):
        return usual
    named = camel(side.foreign_key).removesuffix("Id")
    return named if named and foreign_key(named, style) == side.foreign_key else usual


def _with(state: InterviewState, model: str, line: FieldLine) -> Taken:
    there = any(each.name == model for each in outlines(state.schema_file))
    return with_field(state, model, line) if there else with_pending(state, (model, line))


def _through(state: InterviewState, side: Association) -> str:
    """The join table as the schema names it."""
    for model in state.schema.models:
        for field in model.fields:
            if model.name == side.source and field.name == side.alias:
                return getattr(field, "through", None) or ""
    return ""
