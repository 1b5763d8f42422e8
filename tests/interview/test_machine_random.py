"""Random answers: the machine never fails, and its schema is always valid."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scaffold.interview import machine
from scaffold.interview.conversation import preview_files
from scaffold.interview.draft_schema import missing_models, schema_problems
from scaffold.interview.interview_state import Answer, InterviewState
from scaffold.interview.inverse_questions import NONE
from scaffold.interview.outline import outlines, panel
from scaffold.interview.project_questions import new_project
from scaffold.interview.review_questions import DONE, review_rows
from scaffold.interview.suggestions import suggestions
from tests.interview.interview_states import after, fresh
from tests.strategies import ATTRIBUTES, MODELS
from tests.support.examples import examples

LINES = (
    *("name: string(120) required", "total decimal(10, 2) default(0)", "a: string\nb: integer"),
    *("status: enum(draft, sent) index", "code: string(20) primary", "id: uuid primary"),
    *("owner: belongsTo(User)", "orders: hasMany(Order)", "leaf: hasOne(Leaf) required"),
    *("boxes: belongsToMany(Box) through(Packed)", "day: belongsTo(Day) primary"),
    *("user: belongsTo(User) onDelete(cascade)", "users: hasMany(User) inverse(order)"),
)
TERMS = ("string", "integer required", "decimal(10, 2)", "uuid default(uuid)", "strng", "text")
WORDS = (*MODELS, *ATTRIBUTES, *TERMS, *LINES, "", "", "", "-", "$id", "class", "save", "Größe")
texts = st.one_of(st.sampled_from(WORDS), st.text(max_size=12))


@st.composite
def answers(draw: st.DrawFn, state: InterviewState) -> Answer:
    """An answer that a person could give at this state; more often than not a sensible one."""
    question = machine.question(state)
    values = [choice.value for choice in question.choices]
    if question.kind == "several":
        several = st.lists(st.sampled_from(values), unique=True).map(tuple)
        return draw(st.one_of(several, st.just("")))
    if question.kind == "choose":
        return draw(st.one_of(st.sampled_from(values), st.sampled_from(values), texts))
    if question.initial_text and draw(st.booleans()):
        return question.initial_text
    return draw(texts)


@pytest.mark.slow
@examples(40)
@given(data=st.data())
def test_random_answers_keep_the_schema_valid(data: st.DataObject) -> None:
    states = [data.draw(st.sampled_from((fresh(), new_project("x", "scaffold.yaml"))))]
    said: list[Answer] = []
    for _ in range(data.draw(st.integers(1, 30))):
        state = states[-1]
        if state.step == DONE:
            break
        answer = data.draw(answers(state))
        taken = machine.apply_answer(state, answer)
        if isinstance(taken, InterviewState):
            states.append(taken)
            said.append(answer)
        else:
            assert taken
            assert all(problem.where is None and problem.message for problem in taken)
    last = states[-1]
    assert schema_problems(last) == ()
    # Resuming is giving the same answers again, and going back is taking an earlier state.
    again = states[0]
    for state, answer in zip(states, said, strict=False):
        assert again == state
        again = after(again, answer)
    assert again == last
    if last.step == DONE:
        assert missing_models(last) == ()


@examples(20)
@given(data=st.data())
def test_every_state_can_be_shown(data: st.DataObject) -> None:
    """Every state has a question, a panel, files and completions."""
    state = fresh()
    for _ in range(data.draw(st.integers(1, 12))):
        if state.step == DONE:
            return
        question = machine.question(state)
        assert question.kind != "choose" or question.choices
        text = data.draw(texts)
        machine.name_problem(state, text)
        start, choices = suggestions(state, text)
        assert 0 <= start <= len(text)
        assert len({choice.value for choice in choices}) == len(choices)
        assert all(line.strip() for line in panel(state))
        assert preview_files(state)[-1][1] == state.data.decode()
        assert review_rows(state)
        taken = machine.apply_answer(state, data.draw(answers(state)))
        state = taken if isinstance(taken, InterviewState) else state


KINDS = ("belongsTo", "hasOne", "hasMany", "belongsToMany")


@examples(25)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(("User", "Order", "Leaf")),
            st.sampled_from(KINDS),
            st.sampled_from(("User", "Order", "Leaf", "Day")),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_every_offered_inverse_is_valid(relations: list[tuple[str, str, str]]) -> None:
    """Whatever associations there are, each offer is taken, pairs up, and is one line more."""
    state = fresh()
    for number, (source, kind, target) in enumerate(relations):
        state = after(state, source, "")
        taken = after(state, kind, target)
        alias = machine.apply_answer(taken, "")
        if not isinstance(alias, InterviewState):
            alias = machine.apply_answer(taken, f"rel{number} foreignKey(key{number})")
        if isinstance(alias, InterviewState) and alias.step == "through":
            alias = machine.apply_answer(alias, "")
        if not isinstance(alias, InterviewState):
            state = after(state, "none")
            continue
        if alias.step == "inverse":
            offered = [choice.value for choice in machine.question(alias).choices]
            assert offered[-1] == NONE
            assert len(offered) > 1
            sides = [after(alias, each) for each in offered]
            assert all(schema_problems(each) == () for each in sides)
            for each in sides[:-1]:
                assert lines(each) == lines(sides[-1]) + 1
            alias = sides[0]
        state = after(alias, "none")
    assert schema_problems(state) == ()


def lines(state: InterviewState) -> int:
    written = sum(len(one.fields) for one in outlines(state.schema_file))
    return written + len(state.pending)
