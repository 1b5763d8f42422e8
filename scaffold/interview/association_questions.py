"""The questions about a model's associations."""

from __future__ import annotations

from dataclasses import replace

from scaffold.errors import Problem
from scaffold.interview.draft_edits import AnswerResult, with_field, with_model
from scaffold.interview.field_questions import parse_line
from scaffold.interview.interview_state import (
    Answer,
    Choice,
    InterviewState,
    PartialAssociation,
    Question,
)
from scaffold.interview.inverse_questions import NONE, default_alias, state_after_association
from scaffold.interview.modifier_choices import COMMON_MODIFIERS, split_modifiers
from scaffold.interview.outline import outline_of, table_name_of
from scaffold.interview.phrases import article, association_choices, target_prompt
from scaffold.naming import foreign_key, pascal, pluralize, singularize, snake, table_name
from scaffold.schema.edit.setting_edits import is_setting
from scaffold.schema.model import DeclaredAssociation
from scaffold.schema.reference import BELONGS_TO, BELONGS_TO_MANY, KINDS, SETTINGS
from scaffold.schema.shorthand import FieldLine

_KINDS = f"Choose one of: {', '.join(KINDS)}."
# The answer that asks for a setting of the model instead.
SETTING = "setting"


def kind_question(state: InterviewState) -> Question:
    """Return the question for the model's next association or setting."""
    lines = outline_of(state, state.model).fields
    has_association = any(line.partition("(")[0] in KINDS for _, line in lines)
    done = Choice(NONE, "no more" if has_association else "none", "continue with the next model")
    setting = Choice(SETTING, "a setting …", "$unique or $indexes over several fields, $table")
    choices = (done, *association_choices(table_name_of(state)), setting)
    return Question("kind", "choose", f"Association of {state.model}?", NONE, choices=choices)


def apply_kind(state: InterviewState, answer: Answer) -> AnswerResult:
    """Continue with the next model, the association's target, or a setting."""
    if answer == NONE:
        return replace(state, step="model", model="", association=None)
    if answer == SETTING:
        return replace(state, step="setting", association=None)
    if answer not in KINDS:
        return (Problem(None, f"`{answer}` is not a kind of association", _KINDS),)
    return replace(state, step="target", association=PartialAssociation(str(answer)))


def setting_question(state: InterviewState) -> Question:
    """Return the question for a setting of the model."""
    hint = "$unique: [[a, b]], $indexes: [[a, b]] or $table: name. Enter: none."
    return Question("setting", "text", f"Setting of {state.model}?", hint=hint)


def apply_setting(state: InterviewState, answer: Answer) -> AnswerResult:
    """Add the setting, if any, and return to the associations."""
    if not str(answer).strip():
        return replace(state, step="kind")
    line = parse_line(str(answer))
    if isinstance(line, Problem):
        return (line,)
    if not is_setting(line[0]):
        hint = "Use one of: " + ", ".join(name for name in SETTINGS if name != "$was") + "."
        return (Problem(None, f"`{line[0]}` is not a model setting", hint),)
    added = with_field(state, state.model, line)
    return replace(added, step="kind") if isinstance(added, InterviewState) else added


def target_question(state: InterviewState) -> Question:
    """Return the question for the association's target model."""
    message = target_prompt(_association(state).kind, state.model)
    hint = "A model that is not in the schema yet is asked for next."
    return Question("target", "text", message, hint=hint)


def apply_target(state: InterviewState, answer: Answer) -> AnswerResult:
    """Set the target model; the result has problems if the name is invalid."""
    name = str(answer).strip()
    if not name:
        return (
            Problem(None, "the target model is missing", "Write its name, such as `Customer`."),
        )
    possible = with_model(state, name)
    if not isinstance(possible, InterviewState):
        return possible
    return replace(state, step="alias", association=replace(_association(state), target=name))


def alias_question(state: InterviewState) -> Question:
    """Return the question for the association's name."""
    hint = f"Modifiers may follow: {COMMON_MODIFIERS[_association(state).kind]}."
    message = "Name of the association (alias)?"
    return Question("alias", "text", message, _default_alias(state), hint=hint)


def apply_alias(state: InterviewState, answer: Answer) -> AnswerResult:
    """Add the association, unless its join table or foreign key must be asked for first."""
    alias, terms = split_modifiers(str(answer), _default_alias(state))
    if not alias:
        return (Problem(None, "the name is missing", "Write one, such as `billedTo`."),)
    association = replace(_association(state), alias=alias, terms=terms)
    named = replace(state, association=association)
    if association.kind != BELONGS_TO_MANY or "through(" in association.terms:
        added = _add(named, _line(named))
        needs_key = not isinstance(added, InterviewState) and _is_valid_with_own_key(named)
        return replace(named, step="foreign_key_name") if needs_key else added
    tried = with_field(named, state.model, _line(named, f"through({_join(named)})"))
    return replace(named, step="through") if isinstance(tried, InterviewState) else tried


def _default_alias(state: InterviewState) -> str:
    """Return the default name of the association; empty if the model has that field already."""
    association = _association(state)
    alias = default_alias(association.kind, association.target)
    return "" if outline_of(state, state.model).line(alias) is not None else alias


def through_question(state: InterviewState) -> Question:
    """Return the question for the join table."""
    association = _association(state)
    pair = f"{article(state.model)} and {article(association.target)}"
    hint = f"It has a row for each pair of {pair}. Name a new table or an existing model."
    return Question("through", "text", "Join table?", _join(state), hint=hint)


def apply_through(state: InterviewState, answer: Answer) -> AnswerResult:
    """Add the association through this table or model."""
    through, terms = split_modifiers(str(answer), _join(state))
    return _add(_with_terms(state, terms), _line(_with_terms(state, terms), f"through({through})"))


def key_question(state: InterviewState) -> Question:
    """Return the question for the foreign key's name, if the default one is in use."""
    association = _association(state)
    own, options = _key_named_after_alias(state, association), state.schema.options
    default = foreign_key(state.model, options.foreign_key)
    hint = f"Another association of {association.target} uses {default}."
    if options.naming == "snake_case" and snake(own) != own:
        hint = f"{hint} The column of {own} is {snake(own)}."
    return Question("foreign_key_name", "text", "Foreign key name?", own, hint=hint)


def apply_key(state: InterviewState, answer: Answer) -> AnswerResult:
    """Add the association with this foreign key."""
    key, terms = split_modifiers(str(answer), _key_named_after_alias(state, _association(state)))
    changed = _with_terms(state, terms)
    return _add(changed, _line(changed, f"foreignKey({key})"))


def _with_terms(state: InterviewState, terms: str) -> InterviewState:
    """Return the state with more modifiers after those of the association."""
    association = _association(state)
    terms = " ".join(filter(None, (association.terms, terms)))
    return replace(state, association=replace(association, terms=terms))


def _is_valid_with_own_key(state: InterviewState) -> bool:
    """Whether the association is valid with a foreign key named after itself."""
    association = _association(state)
    if association.kind == BELONGS_TO or "foreignKey(" in association.terms:
        return False
    line = _line(state, f"foreignKey({_key_named_after_alias(state, association)})")
    return isinstance(with_field(state, state.model, line), InterviewState)


def _add(state: InterviewState, line: FieldLine) -> AnswerResult:
    added = with_field(state, state.model, line)
    return (
        state_after_association(added, line[0], "kind")
        if isinstance(added, InterviewState)
        else added
    )


def _line(state: InterviewState, term: str = "") -> FieldLine:
    """Return the field line of the answers so far, with one more term."""
    association = _association(state)
    terms = [f"{association.kind}({association.target})", term]
    is_joined_with_itself = (
        association.kind == BELONGS_TO_MANY and association.target == state.model
    )
    if is_joined_with_itself and "otherKey(" not in association.terms:
        terms.append(f"otherKey({_key_named_after_alias(state, association)})")
    return association.alias, " ".join(filter(None, (*terms, association.terms)))


def _key_named_after_alias(state: InterviewState, association: PartialAssociation) -> str:
    """Return the foreign key named after the association."""
    return foreign_key(singularize(association.alias), state.schema.options.foreign_key)


def _join(state: InterviewState) -> str:
    """Return the default join table: that of the inverse, or one named after both models."""
    association = _association(state)
    naming = state.schema.options.naming
    if association.target == state.model:
        return table_name(state.model + pascal(association.alias), naming)
    others = [each for each in state.schema.models if each.name == association.target]
    for each in (field for model in others for field in model.fields):
        if isinstance(each, DeclaredAssociation) and each.through and each.target == state.model:
            return each.through
    return table_name(state.model + pascal(pluralize(association.target)), naming)


def _association(state: InterviewState) -> PartialAssociation:
    assert state.association is not None
    return state.association
