"""Comparing what was generated last with what the schema means."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scaffold.database.apply_operations import apply_operations, reverse
from scaffold.database.compare import compare
from scaffold.database.compare.addition_phases import addition_phases
from scaffold.database.facts import facts
from scaffold.database.operations import (
    AddCheck,
    AddColumn,
    AddForeignKey,
    AddIndex,
    AddUnique,
    CreateTable,
    Operation,
)
from scaffold.database.tables import Check, Column, Database, Index, Table, Unique
from scaffold.schema.data_types import DataType, Default
from tests.support.databases import (
    EMPTY,
    UUID,
    belongs_to,
    database,
    databases,
    join,
    meaning,
    model,
    relate,
    shop,
    table,
    text,
    with_table,
)


def changed(name: str, table_: Table) -> tuple[tuple[Operation, ...], list[str]]:
    """Operations and messages from the shop to one with another table for a model."""
    result = compare(facts(shop()), with_table(shop(), name, table_))
    return result.operations, [str(problem) for problem in result.problems]


def orders() -> Table:
    return shop().model("Order").table


def test_the_first_comparison_creates_then_relates_then_joins() -> None:
    result = compare(EMPTY, shop())
    assert not result.problems
    assert [
        (type(operation).__name__, str(operation.table.name))
        if isinstance(operation, CreateTable)
        else (type(operation).__name__, str(operation.table))
        for operation in result.operations
    ] == [
        ("CreateTable", "Customers"),
        ("CreateTable", "Orders"),
        ("CreateTable", "Payments"),
        ("CreateTable", "Products"),
        ("CreateTable", "Tags"),
        ("AddColumn", "Orders"),
        ("AddColumn", "Orders"),
        ("AddColumn", "Products"),
        ("CreateTable", "ProductTags"),
    ]
    created = {
        operation.table.name.name: operation.table
        for operation in result.operations
        if isinstance(operation, CreateTable)
    }
    assert [column.name for column in created["Orders"].columns] == ["id", "status"]
    assert [index.name for index in created["Orders"].indexes] == ["Orders_status_idx"]
    assert not created["Orders"].foreign_keys
    assert len(created["ProductTags"].foreign_keys) == 2
    assert created["Customers"].uniques == (Unique("Customers_email_key", "email"),)


def test_a_key_brings_its_own_index() -> None:
    payment = next(
        operation
        for operation in compare(EMPTY, shop()).operations
        if isinstance(operation, AddColumn) and operation.column.name == "PaymentId"
    )
    assert payment.index == Index("Orders_PaymentId_key", ("PaymentId",), unique=True)
    assert payment.foreign_key and payment.foreign_key.table.name == "Payments"


def test_what_rests_on_a_deferred_column_comes_after_it() -> None:
    table_ = orders()
    wide = Index("wide", ("status", "CustomerId"))
    partial = Index("partial", ("status",), where="CustomerId IS NULL")
    checks = (Check("key", "{PaymentId} <> {id}"), Check("own", "{status} <> 'CustomerIds'"))
    table_ = replace(table_, indexes=(*table_.indexes, wide, partial), checks=checks)
    operations = compare(EMPTY, with_table(shop(), "Order", table_)).operations
    created = next(
        operation.table
        for operation in operations
        if isinstance(operation, CreateTable) and operation.table.name == table_.name
    )
    assert created.checks == (checks[1],)
    assert wide not in created.indexes and partial not in created.indexes
    last_column = max(at for at, each in enumerate(operations) if isinstance(each, AddColumn))
    for late in (
        AddIndex(table_.name, wide),
        AddIndex(table_.name, partial),
        AddCheck(table_.name, checks[0]),
    ):
        assert operations.index(late) > last_column


def test_a_declared_attribute_as_key_gets_its_constraint_later() -> None:
    customers = table("Customers")
    table_ = relate(table("Orders"), "CustomerId", customers, deferred=False)
    operations = compare(EMPTY, database(model("O", table_), model("C", customers))).operations
    created = operations[0]
    assert isinstance(created, CreateTable)
    assert created.table == replace(table_, foreign_keys=())
    assert operations[-1] == AddForeignKey(table_.name, table_.foreign_keys[0])


def test_keys_to_a_join_table_come_after_it() -> None:
    products, tags = table("Products"), table("Tags")
    tagged = join("ProductTags", ("Product", "Tag"), products, tags)
    notes = relate(table("Notes"), "TaggedId", tagged, key="ProductId")
    one = join("Early", ("Product", "Note"), products, notes)
    early = relate(one, "TagId", tagged, key="ProductId", deferred=False)
    operations = compare(
        EMPTY,
        database(*(model(each.name.name, each) for each in (products, notes, early, tags, tagged))),
    ).operations
    labels = [
        operation.table.name.name if isinstance(operation, CreateTable) else operation.table.name
        for operation in operations
    ]
    assert labels == ["Products", "Notes", "Tags", "ProductTags", "Early", "Notes"]


def test_join_tables_in_a_circle_get_the_closing_key_last() -> None:
    products = table("Products")
    one = join("One", ("A", "B"), products, products)
    other = relate(
        join("Other", ("C", "D"), products, products), "x", one, deferred=False, key="AId"
    )
    one = relate(one, "y", other, deferred=False, key="CId")
    operations = compare(
        EMPTY, database(*(model(each.name.name, each) for each in (one, other, products)))
    ).operations
    assert isinstance(operations[-1], AddForeignKey)
    assert operations[-1].foreign_key.column == "x"
    assert meaning(apply_operations((), operations)) == meaning((one, other, products))


def test_nothing_changed_is_no_operation() -> None:
    result = compare(facts(shop()), shop())
    assert result.operations == () and result.problems == ()


def test_a_unique_index_equals_a_unique_constraint() -> None:
    customers = shop().model("Customer").table
    later = replace(
        customers, uniques=(), indexes=(Index("Customers_email_key", ("email",), unique=True),)
    )
    assert changed("Customer", later) == ((), [])
    assert compare(facts(with_table(shop(), "Customer", later)), shop()).operations == ()


def test_additions_to_a_table_that_stands() -> None:
    table_ = orders()
    note, number = (
        text("note"),
        Column("number", DataType("integer"), False, Default("number", "0")),
    )
    grown = replace(
        relate(table_, "TagId", shop().model("Tag").table),
        uniques=(*table_.uniques, Unique("Orders_number_key", "number")),
        checks=(Check("Orders_number_check", "{number} >= 0"),),
    )
    grown = replace(
        grown,
        columns=(*grown.columns, note, number),
        indexes=(*grown.indexes, Index("Orders_note_number_idx", ("note", "number"))),
    )
    operations, problems = changed("Order", grown)
    assert not problems
    assert operations == (
        AddColumn(table_.name, note),
        AddColumn(table_.name, number),
        AddUnique(table_.name, Unique("Orders_number_key", "number")),
        AddIndex(table_.name, Index("Orders_note_number_idx", ("note", "number"))),
        AddCheck(table_.name, grown.checks[0]),
        AddColumn(table_.name, grown.column("TagId"), grown.foreign_keys[-1], grown.indexes[-2]),
    )


def test_a_unique_constraint_is_added_before_the_keys_that_refer_to_its_column() -> None:
    """An existing attribute becomes unique; a new one is unique; keys of others refer to both."""
    tags = shop().model("Tag").table
    code = Column("code", UUID)
    grown = replace(
        tags,
        columns=(*tags.columns, code),
        uniques=(Unique("Tags_id_key", "id"), Unique("Tags_code_key", "code")),
    )
    by_id = relate(shop().model("Payment").table, "TagId", grown, deferred=False, key="id")
    by_code = relate(by_id, "TagCode", grown, key="code")
    after = with_table(with_table(shop(), "Tag", grown), "Payment", by_code)
    for apart in (False, True):
        operations = addition_phases(
            compare(facts(shop()), after).operations, separate_tables=apart
        ).operations
        uniques = [at for at, each in enumerate(operations) if isinstance(each, AddUnique)]
        keys = [at for at, each in enumerate(operations) if getattr(each, "foreign_key", None)]
        assert len(uniques) == len(keys) == 2
        assert max(uniques) < min(keys)
        assert meaning(apply_operations(shop().tables, operations)) == meaning(after.tables)


def test_a_key_with_a_default_is_added_apart_from_its_column() -> None:
    customers = shop().model("Customer").table
    grown = relate(orders(), "OtherId", customers, deferred=False)
    column = replace(grown.column("OtherId"), default=Default("text", "x"))
    grown = replace(grown, columns=(*grown.columns[:-1], column))
    operations, problems = changed("Order", grown)
    assert not problems
    assert operations == (
        AddColumn(grown.name, column, None, grown.indexes[-1]),
        AddForeignKey(grown.name, grown.foreign_keys[-1]),
    )


def test_a_key_on_a_column_that_stands_gets_its_index_first() -> None:
    customers = shop().model("Customer").table
    table_ = replace(
        orders(), columns=(*orders().columns, Column("OtherId", customers.columns[0].type))
    )
    grown = relate(orders(), "OtherId", customers, deferred=False)
    result = compare(facts(with_table(shop(), "Order", table_)), with_table(shop(), "Order", grown))
    assert not result.problems
    assert result.operations == (
        AddIndex(grown.name, grown.indexes[-1]),
        AddForeignKey(grown.name, grown.foreign_keys[-1]),
    )


def _column(**settings: object) -> Table:
    table_ = orders()
    status = replace(table_.column("status"), **settings)  # type: ignore[arg-type]
    return replace(
        table_, columns=tuple(status if each.name == "status" else each for each in table_.columns)
    )


KEY = orders().foreign_keys[0]


@pytest.mark.parametrize(
    ("table_", "expected"),
    [
        (_column(type=DataType("text")), "from string(255) to text"),
        (_column(nullable=False), "from nullable to required"),
        (_column(default=None), "from default(pending) to no default"),
        (_column(comment="new"), 'from no comment to "new"'),
        (replace(orders(), primary_key=("id", "status")), "from id to id, status"),
        (replace(orders(), comment="sold"), "comment of table `Orders` changes from no comment"),
        (replace(orders(), columns=orders().columns[:1]), "column `Orders.status` goes"),
        (replace(orders(), indexes=orders().indexes[1:]), "index `Orders_status_idx`"),
        (
            replace(orders(), indexes=(Index("other", ("status",)), *orders().indexes[1:])),
            "changes its name to `other`",
        ),
        (
            replace(
                orders(),
                indexes=(Index("Orders_status_idx", ("status", "id")), *orders().indexes[1:]),
            ),
            "(status), changes to (status, id)",
        ),
        (replace(orders(), foreign_keys=orders().foreign_keys[1:]), "`Orders.CustomerId`"),
        (
            replace(
                orders(),
                foreign_keys=(replace(KEY, on_delete="CASCADE"), *orders().foreign_keys[1:]),
            ),
            "on delete SET NULL, on update CASCADE to `Customers.id`, on delete CASCADE",
        ),
    ],
)
def test_other_changes_are_named_and_refused(table_: Table, expected: str) -> None:
    operations, problems = changed("Order", table_)
    assert operations == ()
    assert any(expected in problem for problem in problems), problems
    for problem in problems:
        assert problem.startswith("scaffold.yaml:2"), problem
        assert "this release cannot write that migration yet\n  Put it back" in problem


def test_checks_that_go_or_change_are_refused() -> None:
    checked = replace(orders(), checks=(Check("c", "1 = 1"), Check("d", "2 = 2")))
    before = facts(with_table(shop(), "Order", checked))
    other = replace(orders(), checks=(Check("c", "1 < 2"),))
    problems = [str(each) for each in compare(before, with_table(shop(), "Order", other)).problems]
    assert len(problems) == 2
    assert "check `c` of table `Orders`, 1 = 1, changes to 1 < 2" in problems[0]
    assert "check `d` of table `Orders`, 2 = 2, goes" in problems[1]


def test_a_table_that_goes_is_refused_at_the_top_of_the_schema() -> None:
    fewer = replace(shop(), models=shop().models[:-1])
    (problem,) = compare(facts(shop()), fewer).problems
    assert str(problem).startswith(
        "scaffold.yaml:1:1: table `ProductTags` of model `ProductTag` goes:"
    )


def test_a_table_that_changes_its_name_is_one_problem() -> None:
    moved = replace(shop().model("Tag").table, name=table("Labels").name)
    tagged = shop().models[:-1]
    result = compare(
        facts(replace(shop(), models=tagged)),
        with_table(replace(shop(), models=tagged), "Tag", moved),
    )
    (problem,) = result.problems
    assert str(problem).startswith(
        "scaffold.yaml:50:3: the table of model `Tag` changes from `Tags` to `Labels`"
    )
    assert "`$table: Tags`" in str(problem)


def test_a_column_that_changes_its_name_is_one_problem() -> None:
    before = shop()
    renamed = replace(
        orders(), columns=(*orders().columns[:1], text("state"), *orders().columns[2:])
    )
    renamed = replace(renamed, indexes=renamed.indexes[1:])
    after = with_table(before, "Order", renamed)
    status = replace(after.model("Order").attributes[1], name="status")
    attributes = after.model("Order").attributes
    order = replace(after.model("Order"), attributes=(attributes[0], status, *attributes[2:]))
    after = replace(after, models=(after.models[0], order, *after.models[2:]))
    (problem,) = compare(facts(before), after).problems
    assert "column `Orders.status` changes its name to `state`" in problem.message
    assert problem.hint and "`column(status)`" in problem.hint


@pytest.mark.parametrize(
    ("column", "hint"),
    [
        (text("note", nullable=False), "Write `default(value)`"),
        (Column("token", DataType("uuid"), False, Default("uuid")), "Write `default(value)`"),
        (Column("at", DataType("datetime"), False, Default("now")), "Leave `default(now)` away"),
        (Column("at", DataType("datetime"), True, Default("now")), "Leave `default(now)` away"),
    ],
)
def test_columns_that_rows_forbid_are_refused(column: Column, hint: str) -> None:
    grown = replace(orders(), columns=(*orders().columns, column))
    operations, (problem,) = changed("Order", grown)
    assert operations == () and hint in problem


def test_a_required_association_on_a_table_that_stands_is_refused() -> None:
    grown = relate(orders(), "TagId", shop().model("Tag").table, required=True)
    _, (problem,) = changed("Order", grown)
    assert "column `Orders.TagId` is new and required" in problem
    assert problem.endswith("\n  Remove `required` from its association.")


def test_postgresql_alone_fills_columns_by_itself() -> None:
    columns = (
        Column("token", DataType("uuid"), False, Default("uuid")),
        Column("at", DataType("datetime"), False, Default("now")),
    )
    grown = with_table(shop(), "Order", replace(orders(), columns=(*orders().columns, *columns)))
    alone = replace(grown, dialects=("postgres",))
    assert len(compare(facts(shop()), alone).operations) == 2


def test_new_aliases_and_sides_are_no_change() -> None:
    before = shop()
    order = before.model("Order")
    side = belongs_to("Order", "buyer", "Customer", "CustomerId")
    after = replace(
        before, models=(before.models[0], replace(order, associations=(side,)), *before.models[2:])
    )
    assert compare(facts(before), after).operations == ()
    assert not compare(facts(before), after).problems


@given(databases())
def test_from_nothing_and_back(after: Database) -> None:
    operations = compare(EMPTY, after).operations
    tables = apply_operations((), operations)
    assert meaning(tables) == meaning(after.tables)
    assert apply_operations(tables, reverse(operations)) == ()
    assert_keys_point_to_what_stands((), operations)


@given(st.data())
def test_from_one_to_another_and_back(data: st.DataObject) -> None:
    before = data.draw(databases())
    after = data.draw(databases(grown_from=before))
    result = compare(facts(before), after)
    assert not result.problems
    tables = apply_operations(before.tables, result.operations)
    assert meaning(tables) == meaning(after.tables)
    assert meaning(apply_operations(tables, reverse(result.operations))) == meaning(before.tables)
    assert compare(replace(facts(after), tables=tables), after).operations == ()
    assert_keys_point_to_what_stands(before.tables, result.operations)


def assert_keys_point_to_what_stands(
    before: tuple[Table, ...], operations: tuple[Operation, ...]
) -> None:
    tables = before
    for operation in operations:
        tables = apply_operations(tables, [operation])
        columns = {(each.name, column.name) for each in tables for column in each.columns}
        for each in tables:
            for key in each.foreign_keys:
                assert (each.name, key.column) in columns
                assert (key.table, key.key) in columns, (operation, key)
