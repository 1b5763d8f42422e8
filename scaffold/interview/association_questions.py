"""The questions about a model's associations."""

from __future__ import annotations

from dataclasses import replace

from scaffold.errors import Problem
from scaffold.interview.draft_edits import Taken, with_field, with_model
from scaffold.interview.field_questions import parse_line
from scaffold.interview.interview_state import (
    Answer,
    Choice,
    InterviewState,
    Question,
    Relation,
)
from scaffold.interview.inverse_questions import NONE, after_association, alias_for
from scaffold.interview.modifier_choices import USUAL, split
from scaffold.interview.outline import outline, table_called
from scaffold.interview.phrases import article, kinds, which
from scaffold.naming import foreign_key, pascal, pluralize, singularize, snake, table_name
from scaffold.schema.edit.setting_edits import is_setting
from scaffold.schema.model import DeclaredAssociation
from scaffold.schema.reference import BELONGS_TO, BELONGS_TO_MANY, KINDS, SETTINGS
from scaffold.schema.shorthand import FieldLine

# The answer that leads to a setting of the model.
SETTING = "setting"


def ask_kind(state: InterviewState) -> Question:
    """Which association comes next, if any; or a setting of the model."""
    lines = outline(state, state.model).fields
    some = any(line.partition("(")[0] in KINDS for _, line in lines)
    done = Choice(NONE, "no more" if some else "none", "on to the next model")
    setting = Choice(SETTING, "a setting …", "$unique or $indexes of several fields, $table")
    choices = (done, *kinds(table_called(state)), setting)
    return Question("kind", "choose", f"Association of {state.model}?", NONE, choices=choices)


def take_kind(state: InterviewState, given: Answer) -> Taken:
    """On to the next model, to the association's target, or to a setting."""
    if given == NONE:
        return replace(state, step="model", model="", relation=None)
    if given == SETTING:
        return replace(state, step="setting", relation=None)
    if given not in KINDS:
        return (Problem(None, f"`{given}` is no association", f"There are: {', '.join(KINDS)}."),)
    return replace(state, step="target", relation=Relation(str(given)))


def ask_setting(state: InterviewState) -> Question:
    """A line that says a setting of the model."""
    hint = "$unique: [[a, b]] or $indexes: [[a, b]] for several fields, $table: name. Enter: none."
    return Question("setting", "text", f"Setting of {state.model}?", hint=hint)


def take_setting(state: InterviewState, given: Answer) -> Taken:
    """Add the setting, if any, and go back to the associations."""
    if not str(given).strip():
        return replace(state, step="kind")
    line = parse_line(str(given))
    if isinstance(line, Problem):
        return (line,)
    if not is_setting(line[0]):
        hint = "Write one of these: " + ", ".join(word for word in SETTINGS if word != "$was") + "."
        return (Problem(None, f"`{line[0]}` is no setting of a model", hint),)
    added = with_field(state, state.model, line)
    return replace(added, step="kind") if isinstance(added, InterviewState) else added


def ask_target(state: InterviewState) -> Question:
    """The other model."""
    message = which(_relation(state).kind, state.model)
    hint = "One that is not in the schema yet is asked for next."
    return Question("target", "text", message, hint=hint)


def take_target(state: InterviewState, given: Answer) -> Taken:
    """The other model, where the name can be one."""
    name = str(given).strip()
    if not name:
        return (Problem(None, "the other model is missing", "Write its name: Customer."),)
    possible = with_model(state, name)
    if not isinstance(possible, InterviewState):
        return possible
    return replace(state, step="alias", relation=replace(_relation(state), target=name))


def ask_alias(state: InterviewState) -> Question:
    """The association's name."""
    hint = f"Modifiers may follow: {USUAL[_relation(state).kind]}."
    message = "Name of the association (alias)?"
    return Question("alias", "text", message, _usual(state), hint=hint)


def take_alias(state: InterviewState, given: Answer) -> Taken:
    """Add the association, or ask for its join table or its foreign key first."""
    alias, terms = split(str(given), _usual(state))
    if not alias:
        return (Problem(None, "the name is missing", "Write one, such as `billedTo`."),)
    relation = replace(_relation(state), alias=alias, terms=terms)
    named = replace(state, relation=relation)
    if relation.kind != BELONGS_TO_MANY or "through(" in relation.terms:
        added = _add(named, _line(named))
        needs_key = not isinstance(added, InterviewState) and _can_have_key(named)
        return replace(named, step="key") if needs_key else added
    tried = with_field(named, state.model, _line(named, f"through({_join(named)})"))
    return replace(named, step="through") if isinstance(tried, InterviewState) else tried


def _usual(state: InterviewState) -> str:
    """The association's name by default; none where the model has it already."""
    relation = _relation(state)
    usual = alias_for(relation.kind, relation.target)
    return "" if outline(state, state.model).line(usual) is not None else usual


def ask_through(state: InterviewState) -> Question:
    """The table or model that has the foreign keys to both."""
    relation = _relation(state)
    pair = f"{article(state.model)} and {article(relation.target)}"
    hint = f"A row for each pair of {pair}: a new table, or a model of the schema."
    return Question("through", "text", "Join table?", _join(state), hint=hint)


def take_through(state: InterviewState, given: Answer) -> Taken:
    """Add the association through this table."""
    through, terms = split(str(given), _join(state))
    return _add(_with_terms(state, terms), _line(_with_terms(state, terms), f"through({through})"))


def ask_key(state: InterviewState) -> Question:
    """The foreign key of an association to a model that has the usual one for another."""
    relation = _relation(state)
    own, options = _own_key(state, relation), state.schema.options
    usual = foreign_key(state.model, options.foreign_key)
    hint = f"{relation.target} has {usual} for another association: name it after this one."
    if options.naming == "snake_case" and snake(own) != own:
        hint = f"{hint} The column of {own} is {snake(own)}."
    return Question("key", "text", "Foreign key name?", own, hint=hint)


def take_key(state: InterviewState, given: Answer) -> Taken:
    """Add the association with this foreign key."""
    key, terms = split(str(given), _own_key(state, _relation(state)))
    said = _with_terms(state, terms)
    return _add(said, _line(said, f"foreignKey({key})"))


def _with_terms(state: InterviewState, terms: str) -> InterviewState:
    """The state with more modifiers behind those of the association."""
    relation = _relation(state)
    terms = " ".join(filter(None, (relation.terms, terms)))
    return replace(state, relation=replace(relation, terms=terms))


def _can_have_key(state: InterviewState) -> bool:
    """Whether the association holds as soon as it says a key of its own."""
    relation = _relation(state)
    if relation.kind == BELONGS_TO or "foreignKey(" in relation.terms:
        return False
    line = _line(state, f"foreignKey({_own_key(state, relation)})")
    return isinstance(with_field(state, state.model, line), InterviewState)


def _add(state: InterviewState, line: FieldLine) -> Taken:
    added = with_field(state, state.model, line)
    return after_association(added, line[0], "kind") if isinstance(added, InterviewState) else added


def _line(state: InterviewState, term: str = "") -> FieldLine:
    """The field that the answers so far make, with the term that was asked for last."""
    relation = _relation(state)
    terms = [f"{relation.kind}({relation.target})", term]
    is_joined_with_itself = relation.kind == BELONGS_TO_MANY and relation.target == state.model
    if is_joined_with_itself and "otherKey(" not in relation.terms:
        terms.append(f"otherKey({_own_key(state, relation)})")
    return relation.alias, " ".join(filter(None, (*terms, relation.terms)))


def _own_key(state: InterviewState, relation: Relation) -> str:
    """A key that is called after the association."""
    return foreign_key(singularize(relation.alias), state.schema.options.foreign_key)


def _join(state: InterviewState) -> str:
    """The join table by default: that of the other side, or one called after both."""
    relation = _relation(state)
    naming = state.schema.options.naming
    if relation.target == state.model:
        return table_name(state.model + pascal(relation.alias), naming)
    others = [each for each in state.schema.models if each.name == relation.target]
    for side in (field for model in others for field in model.fields):
        if isinstance(side, DeclaredAssociation) and side.through and side.target == state.model:
            return side.through
    return table_name(state.model + pascal(pluralize(relation.target)), naming)


def _relation(state: InterviewState) -> Relation:
    assert state.relation is not None
    return state.relation
