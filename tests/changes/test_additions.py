"""The operations of additions: what new tables and existing ones get, in an order that runs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scaffold.changes.outcome import changes
from scaffold.changes.snapshot import snapshot
from scaffold.database.apply_operations import apply_operations, reverse
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
from tests.support.planning import operations as operations_between


def changed(name: str, table_: Table) -> tuple[Operation, ...]:
    """The operations from the shop to one with another table for a model."""
    return operations_between(shop(), with_table(shop(), name, table_))


def orders() -> Table:
    return shop().model("Order").table


def test_the_first_comparison_creates_then_relates_then_joins() -> None:
    operations = operations_between(None, shop())
    assert [
        (type(operation).__name__, str(operation.table.name))
        if isinstance(operation, CreateTable)
        else (type(operation).__name__, str(operation.table))
        for operation in operations
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
        for operation in operations
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
        for operation in operations_between(None, shop())
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
    operations = operations_between(None, with_table(shop(), "Order", table_))
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
    operations = operations_between(None, database(model("O", table_), model("C", customers)))
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
    tables = (products, notes, early, tags, tagged)
    after = database(*(model(each.name.name, each) for each in tables))
    operations = operations_between(None, after)
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
    operations = operations_between(
        None, database(*(model(each.name.name, each) for each in (one, other, products)))
    )
    assert isinstance(operations[-1], AddForeignKey)
    assert operations[-1].foreign_key.column == "x"
    assert meaning(apply_operations((), operations)) == meaning((one, other, products))


def test_nothing_changed_is_no_operation() -> None:
    assert operations_between(shop(), shop()) == ()


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
    operations = changed("Order", grown)
    assert operations == (
        AddColumn(table_.name, note),
        AddColumn(table_.name, number, fill=number.default),
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
    operations = operations_between(shop(), after)
    uniques = [at for at, each in enumerate(operations) if isinstance(each, AddUnique)]
    keys = [
        at
        for at, each in enumerate(operations)
        if isinstance(each, AddColumn | AddForeignKey) and each.foreign_key
    ]
    assert (len(uniques), len(keys)) == (2, 3)
    assert max(uniques) < min(keys)
    assert meaning(apply_operations(shop().tables, operations)) == meaning(after.tables)


def test_a_key_with_a_default_is_added_apart_from_its_column() -> None:
    customers = shop().model("Customer").table
    grown = relate(orders(), "OtherId", customers, deferred=False)
    column = replace(grown.column("OtherId"), default=Default("text", "x"))
    grown = replace(grown, columns=(*grown.columns[:-1], column))
    operations = changed("Order", grown)
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
    result = operations_between(
        with_table(shop(), "Order", table_), with_table(shop(), "Order", grown)
    )
    assert result == (
        AddIndex(grown.name, grown.indexes[-1]),
        AddForeignKey(grown.name, grown.foreign_keys[-1]),
    )


def test_new_aliases_and_sides_are_no_change() -> None:
    before = shop()
    order = before.model("Order")
    side = belongs_to("Order", "buyer", "Customer", "CustomerId")
    after = replace(
        before, models=(before.models[0], replace(order, associations=(side,)), *before.models[2:])
    )
    assert operations_between(before, after) == ()


@given(databases())
def test_from_nothing_and_back(after: Database) -> None:
    operations = operations_between(None, after)
    tables = apply_operations((), operations)
    assert meaning(tables) == meaning(after.tables)
    assert apply_operations(tables, reverse(operations)) == ()
    assert_keys_point_to_what_stands((), operations)


@pytest.mark.slow
@given(st.data())
def test_from_one_to_another_and_back(data: st.DataObject) -> None:
    before = data.draw(databases())
    after = data.draw(databases(grown_from=before))
    result = operations_between(before, after)
    tables = apply_operations(before.tables, result)
    assert meaning(tables) == meaning(after.tables)
    assert meaning(apply_operations(tables, reverse(result))) == meaning(before.tables)
    assert changes(replace(snapshot(after), tables=tables), after).operations == ()
    assert_keys_point_to_what_stands(before.tables, result)


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
