"""Modifiers at the prompts: offered ones are valid, and defaults are kept."""

from __future__ import annotations

import re

import pytest

from scaffold.interview import machine
from scaffold.interview.interview_state import Answer, InterviewState
from scaffold.interview.project_questions import new_project
from scaffold.interview.suggestions import suggestions
from scaffold.schema.reference import KINDS, MODIFIERS
from scaffold.schema.type_table import TYPES
from tests.interview.interview_states import ALL, after, fresh, models, refused

STANDING = (
    "  Customer:\n    code: string unique\n    kind: string\n\n"
    "  Link:\n    note: string\n    weight: integer\n\n"
    "  Order:\n    number: string unique\n"
)
ARGUMENTS = {
    **dict.fromkeys(("inverse",), ("customers", "customer", "others")),
    **dict.fromkeys(("targetKey", "scope"), ("code", "kind", "number")),
    "sourceKey": ("number",),
    "throughScope": ("note",),
    "default": (
        "0",
        "x",
        "true",
        "now",
        "uuid",
        "draft",
        '"[]"',
        '"{}"',
        "2030-12-31",
        "09:30:00",
        "10.0.0.1",
        "10.0.0.0/8",
        "08:00:2b:01:02:03",
    ),
    **dict.fromkeys(("onDelete", "onUpdate"), ("cascade",)),
}


def at_alias(kind: str, standing: str = STANDING, target: str = "Customer") -> InterviewState:
    return after(fresh(standing), "Order", "", kind, target)


def at_type(dialects: tuple[str, ...] = ALL) -> InterviewState:
    return after(new_project("x", "scaffold.yaml"), "", dialects, *[""] * 5, "Order", "total")


def offered(state: InterviewState, text: str) -> list[str]:
    return [choice.value for choice in suggestions(state, text).choices]


def completed(word: str) -> list[str]:
    """A word of the list with arguments that a person might type."""
    if not word.endswith("("):
        return [word]
    modifier = MODIFIERS[word[:-1]]
    values = ARGUMENTS.get(modifier.word, ("example", '"1 = 1"'))
    return [f"{word}{value}{', x' if modifier.value == 'pair' else ''})" for value in values]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("target", ["Customer", "Later", "Order"])
def test_every_modifier_offered_for_an_association_is_valid(kind: str, target: str) -> None:
    state = at_alias(kind, target=target)
    words = offered(state, "other ")
    assert words
    for word in words:
        tried = [machine.apply_answer(state, f"other {term}") for term in completed(word)]
        assert any(isinstance(each, InterviewState) for each in tried), (word, tried)


@pytest.mark.slow
@pytest.mark.parametrize("dialects", [ALL, ("sqlite",), ("postgres",), ("mysql",)])
def test_every_type_and_modifier_offered_for_an_attribute_is_valid(
    dialects: tuple[str, ...],
) -> None:
    state = at_type(dialects)
    examples = {f"{name}(": word.example for name, word in TYPES.items() if word.needed}
    for choice in offered(state, ""):
        line = examples.get(choice, choice)
        after(state, line)
        for word in offered(state, f"{line} "):
            tried = [machine.apply_answer(state, f"{line} {term}") for term in completed(word)]
            assert any(isinstance(each, InterviewState) for each in tried), (line, word, tried)


@pytest.mark.parametrize("kind", KINDS)
def test_every_modifier_in_the_hint_is_valid(kind: str) -> None:
    state = at_alias(kind)
    hint = machine.question(state).hint
    words = hint.partition(": ")[2].rstrip(".").split(", ")
    assert words
    for word in words:
        after(state, f"other {word}")
    after(state, "other " + " ".join(words))
    for word in re.findall(r"required|unique|index", machine.question(at_type()).hint):
        after(at_type(), f"string {word}")


def test_required_is_not_offered_where_invalid() -> None:
    state = at_alias("belongsToMany")
    assert "required" not in machine.question(state).hint
    assert "required" not in offered(state, " ")
    assert "belongsToMany" not in str(refused(state, "others required")[0].hint)


@pytest.mark.parametrize(
    ("kind", "text", "written"),
    [
        ("belongsTo", " required", "customer: belongsTo(Customer) required"),
        ("belongsTo", "required", "customer: belongsTo(Customer) required"),
        ("belongsTo", "onDelete(cascade)", "customer: belongsTo(Customer) onDelete(cascade)"),
        (
            "belongsTo",
            ' comment("who pays") required',
            'customer: belongsTo(Customer) comment("who pays") required',
        ),
        ("belongsTo", "customer required", "customer: belongsTo(Customer) required"),
        ("belongsTo", "buyer: required", "buyer: belongsTo(Customer) required"),
        ("belongsTo", "index:", "index: belongsTo(Customer)"),
        ("belongsTo", "   ", "customer: belongsTo(Customer)"),
        ("hasOne", " required", "customer: hasOne(Customer) required"),
        ("hasMany", " required", "customers: hasMany(Customer) required"),
    ],
)
def test_modifiers_alone_keep_the_default_alias(kind: str, text: str, written: str) -> None:
    assert f"  {written}\n" in models(after(at_alias(kind), text, "none"))


def test_modifiers_before_and_after_the_join_table() -> None:
    state = after(at_alias("belongsToMany"), " onDelete(cascade)")
    assert state.step == "through"
    assert "  customers: belongsToMany(Customer) through(OrderCustomers) onDelete(cascade)\n" in (
        models(after(state, "", "none"))
    )
    assert "through(OrderCustomers) onDelete(cascade) onUpdate(cascade)\n" in (
        models(after(state, " onUpdate(cascade)", "none"))
    )


def test_modifiers_alone_keep_the_default_foreign_key() -> None:
    state = after(fresh(), "User", "", "hasMany", "Order", "purchases", "belongsTo")
    state = after(state, "hasMany", "Order", "sales")
    assert state.step == "foreign_key_name"
    written = models(after(state, " required", "none"))
    assert "sales: hasMany(Order) foreignKey(SaleId) required" in written


def test_misspelled_modifier_is_not_read_as_a_name() -> None:
    for kind in KINDS:
        problem = refused(at_alias(kind), " onDelte(cascade)")[0]
        assert "did you mean `onDelete`?" in problem.message
    problem = refused(at_type(), " requird")[0]
    assert "did you mean `required`?" in problem.message


@pytest.mark.parametrize("word", [word for word, each in MODIFIERS.items() if each.value == "flag"])
@pytest.mark.parametrize("kind", KINDS)
def test_flag_modifier_is_not_read_as_a_name(kind: str, word: str) -> None:
    for text in (word, f" {word}"):
        taken = machine.apply_answer(at_alias(kind), text)
        assert not isinstance(taken, InterviewState) or f"  {word}: " not in models(taken)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (" required", "string required"),
        ("required", "string required"),
        ("unique index", "string unique index"),
        ("default(x) required", "string default(x) required"),
        (" integer required", "integer required"),
        ("total: required", "string required"),
        ("total: integer", "integer"),
    ],
)
def test_modifiers_alone_keep_the_default_type(text: str, written: str) -> None:
    assert f"  total: {written}\n" in models(after(at_type(), text))


@pytest.mark.parametrize("name", [name for name, word in TYPES.items() if word.needed])
def test_type_with_arguments_is_not_completed_with_its_example(name: str) -> None:
    state = at_type(("postgres",))
    (choice,) = [each for each in suggestions(state, name).choices if each.value == f"{name}("]
    assert choice.title == f"{name}(…)"
    assert TYPES[name].example in choice.note
    problem = refused(state, choice.value)[0]
    assert TYPES[name].example in str(problem.hint)


def test_missing_target_offers_no_modifiers_that_refer_to_its_fields() -> None:
    words = offered(at_alias("belongsTo", target="Later"), "later ")
    assert not {"inverse(", "targetKey(", "scope("} & set(words)
    assert "foreignKey(" in words


def test_offered_join_table_is_valid() -> None:
    state = after(at_alias("belongsToMany"), "")
    words = offered(state, "")
    assert words == ["Link"]
    for word in words:
        after(state, word)


def test_modifiers_offered_in_a_review_line() -> None:
    answers: tuple[Answer, ...] = ("", "change", "Customer.code")
    state = after(fresh(STANDING), *answers)
    words = offered(state, "code: string unique ")
    assert "required" in words
    assert "unique" not in words
    assert "unsigned" not in words
