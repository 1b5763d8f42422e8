"""The questions about a model's associations."""

from __future__ import annotations

from dataclasses import replace

from scaffold.errors import Problem
from scaffold.interview.edits import Taken, with_field, with_model
from scaffold.interview.other_side import NONE, after_association, alias_for
from scaffold.interview.outline import outline
from scaffold.interview.state import Answer, Choice, Question, Relation, State
from scaffold.interview.wording import article, capital, kinds, which
from scaffold.naming import foreign_key, pascal, pluralize, singularize
from scaffold.schema.model import Association
from scaffold.schema.reference import BELONGS_TO, BELONGS_TO_MANY, HAS_ONE, KINDS
from scaffold.schema.shorthand import FieldLine


def ask_kind(state: State) -> Question:
    """Which association comes next, if any."""
    lines = outline(state, state.model).fields
    some = any(line.partition("(")[0] in KINDS for _, line in lines)
    done = Choice(NONE, "that is all" if some else "stands alone", "on to the next model")
    message = f"{capital(article(state.model))} …"
    return Question("kind", "choose", message, NONE, choices=(done, *kinds(state.model)))


def take_kind(state: State, given: Answer) -> Taken:
    """On to the next model, or to the association's target."""
    if given == NONE:
        return replace(state, step="model", model="", relation=None)
    if given not in KINDS:
        return (Problem(None, f"`{given}` is no association", f"There are: {', '.join(KINDS)}."),)
    return replace(state, step="target", relation=Relation(str(given)))


def ask_target(state: State) -> Question:
    """The other model."""
    message = which(_relation(state).kind, state.model)
    return Question("target", "text", message, hint="One that is not there yet is asked for next.")


def take_target(state: State, given: Answer) -> Taken:
    """The other model, where the name can be one."""
    name = str(given).strip()
    if not name:
        return (Problem(None, "the other model is missing", "Write its name: Customer."),)
    possible = with_model(state, name)
    if not isinstance(possible, State):
        return possible
    return replace(state, step="alias", relation=replace(_relation(state), target=name))


def ask_alias(state: State) -> Question:
    """What the model calls the other one."""
    relation = _relation(state)
    usual = alias_for(relation.kind, relation.target)
    taken = outline(state, state.model).line(usual) is not None
    message = f"What does {article(state.model)} call {'them' if _many(relation) else 'it'}?"
    hint = "Words may follow it: required, onDelete(cascade)."
    return Question("alias", "text", message, "" if taken else usual, hint=hint)


def take_alias(state: State, given: Answer) -> Taken:
    """Add the association, or ask for its join table or its key first."""
    alias, _, terms = str(given).strip().partition(" ")
    if not alias:
        return (Problem(None, "the name is missing", "Write one, such as `billedTo`."),)
    relation = replace(_relation(state), alias=alias.removesuffix(":"), terms=terms.strip())
    named = replace(state, relation=relation)
    if relation.kind != BELONGS_TO_MANY or "through(" in relation.terms:
        added = _add(named, _line(named))
        needs_key = not isinstance(added, State) and _can_have_key(named)
        return replace(named, step="key") if needs_key else added
    tried = with_field(named, state.model, _line(named, f"through({_join(named)})"))
    return replace(named, step="through") if isinstance(tried, State) else tried


def ask_through(state: State) -> Question:
    """The table or model that has the keys of both."""
    relation = _relation(state)
    message = f"Which table joins {pluralize(state.model)} and {pluralize(relation.target)}?"
    return Question("through", "text", message, _join(state), hint="A model may join them, too.")


def take_through(state: State, given: Answer) -> Taken:
    """Add the association through this table."""
    through = str(given).strip()
    return _add(state, _line(state, f"through({through})" if through else ""))


def ask_key(state: State) -> Question:
    """The key that the others get, where the usual one leads to this model already."""
    relation = _relation(state)
    others = pluralize(relation.target)
    message = f"Which key do {others} get for {relation.alias}?"
    hint = f"Their usual one is taken. Say what {article(state.model)} is to them: OwnerId."
    return Question("key", "text", message, _own_key(state, relation), hint=hint)


def take_key(state: State, given: Answer) -> Taken:
    """Add the association with this key."""
    return _add(state, _line(state, f"foreignKey({str(given).strip()})"))


def _can_have_key(state: State) -> bool:
    """Whether the association holds as soon as it says a key of its own."""
    relation = _relation(state)
    if relation.kind == BELONGS_TO or "foreignKey(" in relation.terms:
        return False
    line = _line(state, f"foreignKey({_own_key(state, relation)})")
    return isinstance(with_field(state, state.model, line), State)


def _add(state: State, line: FieldLine) -> Taken:
    added = with_field(state, state.model, line)
    return after_association(added, line[0], "kind") if isinstance(added, State) else added


def _line(state: State, term: str = "") -> FieldLine:
    """The field that the answers so far make, with the term that was asked for last."""
    relation = _relation(state)
    terms = [f"{relation.kind}({relation.target})", term]
    is_joined_with_itself = relation.kind == BELONGS_TO_MANY and relation.target == state.model
    if is_joined_with_itself and "otherKey(" not in relation.terms:
        terms.append(f"otherKey({_own_key(state, relation)})")
    return relation.alias, " ".join(filter(None, (*terms, relation.terms)))


def _own_key(state: State, relation: Relation) -> str:
    """A key that is called after the association."""
    return foreign_key(singularize(relation.alias), state.schema.options.foreign_key)


def _join(state: State) -> str:
    """The join table by default: that of the other side, or one called after both."""
    relation = _relation(state)
    if relation.target == state.model:
        return state.model + pascal(relation.alias)
    others = [each for each in state.schema.models if each.name == relation.target]
    for side in (field for model in others for field in model.fields):
        if isinstance(side, Association) and side.through and side.target == state.model:
            return side.through
    return state.model + pascal(pluralize(relation.target))


def _many(relation: Relation) -> bool:
    return relation.kind not in (BELONGS_TO, HAS_ONE)


def _relation(state: State) -> Relation:
    assert state.relation is not None
    return state.relation
