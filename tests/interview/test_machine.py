"""The interview as a state machine: valid answers, and the problems of invalid ones."""

from __future__ import annotations

import pytest

from scaffold.interview import machine
from scaffold.interview.draft_schema import schema_problems
from scaffold.interview.interview_state import PROJECT_STEPS, Answer, InterviewState
from scaffold.interview.outline import panel
from scaffold.interview.project_questions import new_project
from scaffold.interview.review_questions import DONE, review_rows
from scaffold.schema.reference import KINDS
from tests.interview.interview_states import SHOP, after, fresh, models, refused, steps
from tests.interview.test_dialogue import EXAMPLE, without_comments

START = new_project("shop", "scaffold.yaml")


def test_the_shop() -> None:
    done = after(START, *SHOP)
    assert done.step == DONE
    assert done.data.decode() == without_comments(EXAMPLE.read_text())


def test_shop_goes_through_all_steps_without_changes() -> None:
    assert set(steps(SHOP, START)) == set(machine.STEPS) - {
        "foreign_key_name",
        "setting",
        "row",
        "change",
    }


def test_every_question_has_a_message() -> None:
    state = START
    for given in SHOP:
        question = machine.question(state)
        assert question.step == state.step
        assert question.message.endswith(("?", "…"))
        assert question.kind != "choose" or question.default in [c.value for c in question.choices]
        state = after(state, given)


def test_module_system_is_asked_only_for_a_target_that_has_some() -> None:
    targets = after(START, "", "", "", "", "")
    assert after(targets, ("sqlalchemy",)).step == "model"
    modules = after(targets, ("sqlalchemy", "sequelize"))
    assert modules.step == "modules"
    state = after(modules, "esm", "Order", "", "none", "")
    assert "sequelize: {directory: ., modules: esm}" in state.data.decode()
    assert "modules" in {row.key for row in review_rows(state)}
    without = after(state, "change", "targets", ("sqlalchemy",))
    assert "modules" not in without.data.decode()
    assert "modules" not in {row.key for row in review_rows(without)}


FIELD = after(fresh(), "Order")
TYPE = after(FIELD, "total")
KIND = after(FIELD, "")
TARGET = after(KIND, "belongsTo")
ALIAS = after(TARGET, "Customer")
THROUGH = after(KIND, "belongsToMany", "Tag", "")
OTHER = after(ALIAS, "")
REVIEW = after(FIELD, "total: integer", "", "none", "")
ROW = after(REVIEW, "change")
CHANGE = after(ROW, "Order.total")


@pytest.mark.parametrize(
    ("state", "given", "expected"),
    [
        (START, "Not A Name", "is not a valid project name"),
        (START, "-", "is not a valid project name"),
        (START, "a" * 64, "is not a valid project name"),
        (START, "pg", "`pg` is a package that the project depends on"),
        (after(START, ""), (), "Choose at least one of"),
        (after(START, ""), ("sqlite", "mysgl"), "did you mean `mysql`?"),
        (after(START, "", ""), "int", "unknown value"),
        (after(START, "", "", ""), "kebab", "unknown value"),
        (after(START, "", "", "", ""), ("django",), "unknown value"),
        (fresh(), "class", "class"),
        (fresh(), "two words", "two words"),
        (fresh(), "Order\nCustomer", "Order"),
        (fresh(), "$id", "$id"),
        (after(FIELD, "", "none"), "Orders", "Orders"),
        (FIELD, "save", "save"),
        (FIELD, "total:", "total"),
        (FIELD, "total: strng", "did you mean `string`?"),
        (FIELD, "total decimal", "decimal"),
        (FIELD, "a: string\nb: strng", "did you mean `string`?"),
        (FIELD, "total: integer default(x)", "default"),
        (FIELD, "id: string", "id"),
        (FIELD, "customer: belongsTo(9)", "9"),
        (TYPE, "strng", "did you mean `string`?"),
        (TYPE, "string required required", "required"),
        (TYPE, "string(", "("),
        (KIND, "hasLots", "is not a kind of association"),
        (TARGET, "", "the target model is missing"),
        (TARGET, "9", "9"),
        (ALIAS, "9", "9"),
        (ALIAS, "customer strng", "strng"),
        (ALIAS, "customer onDelete(never)", "never"),
        (after(FIELD, "customer: string", "", "belongsTo", "Customer"), "", "the name is missing"),
        (THROUGH, "9 lives", "lives"),
        (OTHER, "belongsToMany", "is not one of the choices"),
        (REVIEW, "perhaps", "is not one of the choices"),
        (ROW, "Order.nothing", "is not a row of the review"),
        (CHANGE, "total: strng", "did you mean `string`?"),
        (CHANGE, "total", "total"),
    ],
)
def test_invalid_answers_are_refused(state: InterviewState, given: Answer, expected: str) -> None:
    problems = refused(state, given)
    assert any(expected in str(problem) for problem in problems), problems
    for problem in problems:
        assert problem.where is None
        assert problem.hint, problem


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("total: decimal(10, 2) required", "total: decimal(10, 2) required"),
        ("total decimal(10, 2)", "total: decimal(10, 2)"),
        ("  total :  INT  ", "total: INT"),
        ("status enum(a, b) default(a)", "status: enum(a, b) default(a)"),
        ('note: string comment("a: b # c")', "note: 'string comment(\"a: b # c\")'"),
        ("buyer: belongsTo(Customer) required", "buyer: belongsTo(Customer) required"),
    ],
)
def test_whole_line_adds_an_attribute(line: str, written: str) -> None:
    assert models(after(FIELD, line)).splitlines()[:2] == ["Order:", f"  {written}"]


def test_attribute_name_leads_to_type_question() -> None:
    assert TYPE.step == "type"
    assert models(after(TYPE, "")) == "Order:\n  total: string\n"
    assert models(after(TYPE, "integer required")) == "Order:\n  total: integer required\n"
    assert models(after(TYPE, "total: integer")) == "Order:\n  total: integer\n"


def test_pasted_lines_are_added_all_or_none() -> None:
    assert models(after(FIELD, "a: string\n\nb integer\n")) == (
        "Order:\n  a: string\n  b: integer\n"
    )
    refused(FIELD, "a: string\na: integer")


def test_missing_model_is_asked_for_next_and_required() -> None:
    state = after(OTHER, "hasMany", "none")
    assert machine.question(state).default == "Customer"
    review = after(state, "Payment", "", "none")
    assert machine.question(review).default == "Customer"
    # Nothing leads past it: neither Enter, nor writing.
    assert after(review, "").model == "Customer"
    assert models(after(review, "", "", "none")).endswith("Customer:\n  orders: hasMany(Order)\n")


def test_associations_of_all_kinds_to_the_own_model() -> None:
    state = after(
        fresh(),
        *("Person", "name: string", ""),
        *("belongsTo", "Person", "boss", "hasMany"),
        *("hasMany", "Person", "friends foreignKey(friendOf)", "none"),
        *("hasOne", "Person", "successor foreignKey(succeeds)", "none"),
        *("belongsToMany", "Person", "children", "Families", "none"),
        *("belongsToMany", "Person", "neighbours", "", "none"),
        *("none", ""),
    )
    assert state.step == "review"
    assert schema_problems(state) == ()
    written = models(state)
    assert "  boss: belongsTo(Person)" in written
    assert "  people: hasMany(Person)" in written
    assert "  children: belongsToMany(Person) through(Families) otherKey(ChildId)" in written
    assert "through(PersonNeighbours) otherKey(NeighbourId)" in written


def test_two_associations_between_the_same_models() -> None:
    state = after(
        fresh("  Customer:\n    name: string\n"),
        *("Order", ""),
        *("belongsTo", "Customer", "billedTo", "hasMany"),
        *("belongsTo", "Customer", "shippedTo", "hasMany"),
        "none",
    )
    assert models(state) == (
        "Customer:\n  name: string\n"
        "  orders: hasMany(Order) inverse(billedTo)\n"
        "  shippedToOrders: hasMany(Order) inverse(shippedTo)\n"
        "\nOrder:\n  billedTo: belongsTo(Customer)\n  shippedTo: belongsTo(Customer)\n"
    )


def test_invalid_second_association_is_refused() -> None:
    """The problem is that of the answer, not the missing `inverse(…)` of the others."""
    state = after(fresh(), *("Order", "", "belongsTo", "Customer", "billedTo", "hasMany"))
    state = after(state, "belongsTo", "Customer")
    problems = refused(state, "shippedTo required onDelete(setNull)")
    assert len(problems) == 1
    assert "onDelete" in problems[0].message
    assert "not clear" not in problems[0].message


def test_two_associations_with_a_pending_model() -> None:
    state = after(
        fresh(),
        *("Order", ""),
        *("belongsTo", "Customer", "billedTo", "hasMany"),
        *("belongsTo", "Customer", "shippedTo", "hasMany"),
        *("none", "Customer", "", "none"),
    )
    assert schema_problems(state) == ()
    assert models(state).count("inverse(") == 2


def test_second_association_beside_one_in_long_form() -> None:
    standing = (
        "  Customer:\n    orders: {hasMany: Order}\n\n"
        "  Order:\n    customer:\n      belongsTo: Customer   # who pays\n      required: true\n"
    )
    state = after(fresh(standing), *("Order", "", "belongsTo", "Customer", "shippedTo", "none"))
    assert models(state) == (
        "Customer:\n  orders: {hasMany: Order, inverse: customer}\n\n"
        "Order:\n  customer:\n    belongsTo: Customer   # who pays\n    required: true\n"
        "  shippedTo: belongsTo(Customer)\n"
    )


def test_row_in_long_form_is_kept_or_renamed() -> None:
    state = after(
        fresh(
            "  Order:\n    total:\n      type: decimal   # exact\n      precision: 9\n"
            "      scale: 2\n"
        ),
        *("", "change", "Order.total"),
    )
    line = "{type: decimal, precision: 9, scale: 2}"
    assert machine.question(state).initial_text == f"total: {line}"
    assert after(state, f"total: {line}").data == state.data
    assert models(after(state, f"sum: {line}")) == models(state).replace("total", "sum")
    assert "  total: bigint\n" in models(after(state, "total: bigint"))


def test_second_has_many_asks_for_its_foreign_key_name() -> None:
    state = after(
        fresh(),
        *("User", ""),
        *("hasMany", "Order", "purchases", "belongsTo"),
        *("hasMany", "Order", "sales required"),
    )
    assert state.step == "foreign_key_name"
    assert machine.question(state).default == "SaleId"
    assert refused(state, "not a name")
    state = after(state, "SellerId", "belongsTo", "none", "Order", "", "none")
    assert models(state) == (
        "User:\n  purchases: hasMany(Order) inverse(user)\n"
        "  sales: hasMany(Order) foreignKey(SellerId) required\n"
        "\nOrder:\n  user: belongsTo(User)\n  seller: belongsTo(User)\n"
    )


def test_inverse_is_named_after_the_named_foreign_key() -> None:
    state = after(fresh(), "User", "", "hasMany", "Order", "sales foreignKey(SellerId)")
    assert "seller: belongsTo(User)" in models(after(state, "belongsTo", "none", "", "", "none"))


def test_inverse_of_belongs_to_many_uses_the_same_join_table() -> None:
    state = after(fresh(), "Product", "", "belongsToMany", "Tag", "", "Labels", "belongsToMany")
    state = after(state, "none", "", "", "belongsToMany", "Product")
    assert state.step == "alias"
    state = after(fresh(), "Product", "", "belongsToMany", "Tag", "", "Labels", "none", "none")
    state = after(state, "Tag", "", "belongsToMany", "Product", "")
    assert machine.question(state).default == "Labels"
    assert after(state, "").step == "kind"


def test_inverse_is_offered_with_its_alias() -> None:
    notes = [choice.note for choice in machine.question(OTHER).choices]
    assert notes[:2] == ["hasMany as orders", "hasOne as order: the foreign key is unique"]


def test_existing_inverse_is_not_offered() -> None:
    state = after(fresh(), "Order", "customer: belongsTo(Customer)", "hasMany", "", "none", "")
    assert after(state, "", "belongsTo", "Order", "favourite").step == "inverse"
    standing = "  Customer:\n    orders: hasMany(Order)\n\n  Order:\n    total: integer\n"
    state = after(fresh(standing), "Order", "", "belongsTo", "Customer", "")
    assert state.step == "kind"


@pytest.mark.parametrize("kind", KINDS)
def test_association_typed_as_a_line_is_added(kind: str) -> None:
    through = " through(Links)" if kind == "belongsToMany" else ""
    state = after(FIELD, f"other: {kind}(Customer){through}")
    assert state.step == "inverse"
    offered = [choice.value for choice in machine.question(state).choices]
    assert offered[-1] == "none"
    for choice in offered:
        assert after(state, choice).step == "field"


def test_project_question_is_asked_again_from_the_review() -> None:
    state = after(ROW, "id", "uuid")
    assert state.step == "review"
    assert "  id: uuid\n" in state.data.decode()
    assert models(state) == models(REVIEW)
    assert after(ROW, "name", "store").project_answer("name") == "store"


def test_row_is_edited_renamed_or_removed() -> None:
    assert models(after(CHANGE, "total: bigint required")) == "Order:\n  total: bigint required\n"
    assert models(after(CHANGE, "sum: integer")) == "Order:\n  sum: integer\n"
    assert models(after(CHANGE, "total: integer")) == models(REVIEW)
    assert "total" not in models(after(CHANGE, ""))


def test_model_is_renamed_with_all_references() -> None:
    state = after(OTHER, "hasMany", "none", "Customer", "name: string", "", "none", "")
    renamed = models(after(state, "change", "Customer", "Client"))
    assert "customer: belongsTo(Client)" in renamed
    assert "Client:\n" in renamed


def test_review_rows_cover_all_answers() -> None:
    keys = [row.key for row in review_rows(REVIEW)]
    assert keys == [*PROJECT_STEPS, "Order", "Order.total"]
    for key in keys:
        assert after(REVIEW, "change", key).step in ("change", key)


def test_panel_shows_the_current_model() -> None:
    assert panel(after(FIELD, "total: integer")) == ("Order:", "  total: integer")
    assert panel(after(OTHER, "hasMany", "none", "Customer")) == (
        "Customer:",
        "  orders: hasMany(Order)",
    )
    assert panel(after(OTHER, "hasMany", "none")) == ("Order: customer",)


@pytest.mark.parametrize(
    ("state", "text", "expected"),
    [
        (fresh(), "Ord", None),
        (fresh(), "class", "class"),
        (FIELD, "", None),
        (FIELD, "save", "save"),
        (FIELD, "save string", None),
        (FIELD, "total: strng", None),
        (TYPE, "strng", None),
        (ALIAS, "9", "9"),
        (START, "A", "is not a valid"),
    ],
)
def test_names_are_checked_while_typed(
    state: InterviewState, text: str, expected: str | None
) -> None:
    problem = machine.name_problem(state, text)
    assert (problem is None) is (expected is None)
    assert expected is None or expected in str(problem)
