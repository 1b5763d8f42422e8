"""Settings of models, and the style of the names that the interview shows."""

from __future__ import annotations

import pytest

from scaffold.cli.association_chart import association_chart
from scaffold.interview import machine
from scaffold.interview.draft_schema import compiled_database, schema_problems
from scaffold.interview.interview_state import Answer, InterviewState
from scaffold.interview.outline import panel
from scaffold.interview.project_questions import new_project
from scaffold.interview.review_questions import review_rows
from tests.interview.interview_states import after, fresh, models, refused

ORDER = (
    "  Customer:\n    name: string\n\n"
    "  Order:\n    customer: belongsTo(Customer)\n    number: integer\n"
)


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("$unique: [[customer, number]]", "$unique: [[customer, number]]"),
        ("$unique [[customer, number]]", "$unique: [[customer, number]]"),
        ("$indexes: [[number], [customer, number]]", "$indexes: [[number], [customer, number]]"),
        ("$table: old orders", "$table: old orders"),
        ("$comment: Order #1: paid", "$comment: 'Order #1: paid'"),
        ("$id: uuid", "$id: uuid"),
    ],
)
def test_setting_is_accepted_at_attribute_and_association_questions(
    line: str, written: str
) -> None:
    for answers in (("Order", line), ("Order", "", "setting", line)):
        state = after(fresh(ORDER), *answers)
        assert models(state).endswith(f"    number: integer\n    {written}\n".replace("    ", "  "))
        assert schema_problems(state) == ()
    assert state.step == "kind"
    assert f"  {written.partition(':')[0]}" in "\n".join(panel(state))


def test_empty_setting_returns_to_associations() -> None:
    state = after(fresh(ORDER), "Order", "", "setting")
    assert "$unique" in machine.question(state).hint
    assert after(state, "").step == "kind"
    assert after(state, "").data == state.data


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("$unique: [customer, number]", "a list inside the list"),
        ("$unique: [[customer, nothing]]", "`Order` has no field `nothing`"),
        ("$tabel: orders", "did you mean `$table`?"),
        ("$table: Customers", "would both be named `Customers`"),
        ("$unique:", "$unique"),
        ("number: bigint", "is not a model setting"),
        ("$id: guid", "unknown value"),
    ],
)
def test_invalid_setting_is_refused(line: str, expected: str) -> None:
    problems = refused(after(fresh(ORDER), "Order", "", "setting"), line)
    assert expected in "\n".join(map(str, problems))
    assert all(problem.hint for problem in problems)


def test_offered_settings_are_valid() -> None:
    from scaffold.interview.suggestions import suggestions

    values = {
        "$unique:": "[[number]]",
        "$indexes:": "[[number]]",
        "$checks:": '["{number} > 0"]',
        "$timestamps:": "false",
        "$paranoid:": "true",
        "$id:": "uuid",
        "$schema:": "shop",
        "$external:": "true",
        "$data:": "{icon: cart}",
    }
    for dialect in ("sqlite", "postgres"):
        state = after(new_project("x", "f", ORDER), "", (dialect,), *[""] * 5, "Order", "")
        state = after(state, "setting")
        words = [choice.value for choice in suggestions(state, "").choices]
        assert ("$schema:" in words) == (dialect == "postgres")
        for word in words:
            after(state, f"{word} {values.get(word, 'Things')}")
        assert suggestions(after(fresh(ORDER), "Order"), "$u").choices[0].value == "$unique:"


def test_setting_is_changed_and_removed_in_the_review() -> None:
    line = "$unique: [[customer, number]]"
    state = after(fresh(ORDER), "Order", line, "", "none", "")
    assert ("Order.$unique", "[[customer, number]]") in [
        (row.key, row.text) for row in review_rows(state)
    ]
    change = after(state, "change", "Order.$unique")
    assert machine.question(change).initial_text == line
    assert after(change, line).data == state.data
    assert "  $unique: [[number]]\n" in models(after(change, "$unique: [[number]]"))
    assert "$unique" not in models(after(change, ""))
    for text in ("$indexes: [[number]]", "$unique: [number]", "$unique", "number: integer"):
        assert all(problem.hint for problem in refused(change, text))
    field = after(state, "change", "Order.number")
    assert all(problem.hint for problem in refused(field, "$table: x"))


@pytest.mark.parametrize(
    ("state", "name", "near"),
    [
        (after(fresh("  Appointment:\n    a: text\n")), "Appointments", "Appointment"),
        (after(fresh("  Appointment:\n    a: text\n")), "appointment", "Appointment"),
        (after(fresh("  OrderItem:\n    a: text\n")), "order_items", "OrderItem"),
        (after(fresh("  Person:\n    a: text\n")), "People", "Person"),
        (
            after(fresh(), "Order", "customer: belongsTo(Customer)", "none", "", "none"),
            "Customers",
            "Customer",
        ),
        (
            after(fresh("  Visit:\n    a: text\n"), "Order", "", "belongsTo"),
            "Visits",
            "Visit",
        ),
        (after(fresh(), "Order", "", "hasMany"), "Orders", "Order"),
    ],
)
def test_other_form_of_an_existing_model_name_is_refused(
    state: InterviewState, name: str, near: str
) -> None:
    problems = refused(state, name)
    assert f"did you mean `{near}`?" in problems[0].message
    typed = machine.name_problem(state, name)
    assert typed is not None and typed.message == problems[0].message


def test_reference_to_other_form_of_a_model_name_is_refused() -> None:
    state = after(fresh("  Visit:\n    a: text\n"), "Order")
    problem = refused(state, "visit: belongsTo(Visits)")[0]
    assert problem.message.startswith("`Order.visit`: ")
    assert "did you mean `Visit`?" in problem.message


SNAKE: tuple[Answer, ...] = (
    *("shop", "", "", "snake_case", "", "", ""),
    *("OrderItem", "unitPrice: integer", "", "belongsTo", "BillingAddress", "", "hasOne"),
)


def test_snake_case_naming_shows_snake_case_names() -> None:
    state = after(new_project("shop", "scaffold.yaml"), "shop", "", "", "snake_case")
    notes = [choice.note for choice in machine.question(state).choices]
    assert notes == [
        "CustomerId, column customer_id",
        "customerId, column customer_id",
        "customer_id",
    ]
    state = after(new_project("shop", "scaffold.yaml"), *SNAKE)
    assert state.notice.endswith("foreign key order_items.billing_address_id")
    assert machine.question(state).choices[1].note.endswith("foreign key in order_items")
    state = after(state, "belongsToMany", "ProductTag", "")
    assert machine.question(state).default == "order_item_product_tags"
    state = after(state, "")
    assert state.notice.endswith("order_item_product_tags has order_item_id and product_tag_id")
    assert "through order_item_product_tags" in machine.question(state).choices[0].note
    state = after(state, "none", "hasMany", "OrderNote", "")
    assert state.notice.endswith("foreign key order_notes.order_item_id")
    drawn = [str(cell) for cell in association_chart(compiled_database(state)).columns[3].cells]
    assert drawn == [
        "order_items.billing_address_id",
        "order_item_product_tags: order_item_id, product_tag_id",
        "order_notes.order_item_id",
    ]


def test_foreign_key_question_shows_its_column() -> None:
    state = after(new_project("x", "f"), "", "", "", "snake_case", "", "", "", "User", "")
    state = after(state, "hasMany", "Order", "purchases", "none", "hasMany", "Order", "sales")
    assert state.step == "foreign_key_name"
    assert "The column of SaleId is sale_id." in machine.question(state).hint
    assert after(state, "").notice.endswith("foreign key orders.sale_id")


def test_join_table_of_a_self_association_is_snake_case() -> None:
    state = after(new_project("x", "f"), "", "", "", "snake_case", "", "", "", "Person", "")
    state = after(state, "belongsToMany", "Person", "neighbourFriends")
    assert machine.question(state).default == "person_neighbour_friends"


@pytest.mark.parametrize(
    ("style", "key"),
    [("PascalCase", "CustomerId"), ("camelCase", "customerId"), ("snake_case", "customer_id")],
)
def test_foreign_keys_have_the_chosen_style(style: str, key: str) -> None:
    state = after(
        *(new_project("x", "f"), "", "", "", "", style, "", ""),
        *("Order", "", "belongsTo", "Customer"),
    )
    assert (f"  foreign_key: {style}\n" in state.data.decode()) == (style != "PascalCase")
    state = after(state, "")
    assert state.notice.endswith(f"foreign key Orders.{key}")


@pytest.mark.parametrize(
    ("dialects", "written"),
    [
        ("", "  dialects: [sqlite]\n"),
        (("postgres",), "  dialects: [postgres]\n"),
        (("sqlite", "mysql"), "  dialects: [sqlite, mysql]\n"),
    ],
)
def test_one_or_several_databases_are_written(dialects: Answer, written: str) -> None:
    state = after(new_project("x", "f"), "", dialects, "", "", "", "", "")
    assert written in state.data.decode()
    assert "dialects" not in after(fresh(), "A").data.decode()


def test_type_that_a_database_lacks_is_reported_in_the_review() -> None:
    answers: tuple[Answer, ...] = ("", ("postgres",), *[""] * 5, "A", "tags: array(text)")
    state = after(new_project("x", "f"), *answers, "", "none", "", "change", "dialects")
    problems = refused(state, ("postgres", "mysql"))
    assert "array" in problems[0].message
    assert after(state, ("postgres",)).step == "review"
