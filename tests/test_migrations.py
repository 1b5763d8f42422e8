"""Cutting operations into stamped files."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scaffold.database.operations import AddColumn, AddForeignKey, CreateTable
from scaffold.database.tables import Check, Database, Index
from scaffold.migrations import Migration
from tests.support.databases import (
    belongs_to,
    database,
    databases,
    join,
    model,
    relate,
    shop,
    table,
    text,
    with_table,
)
from tests.support.planning import migrations, operations

NOW = datetime(2026, 1, 1, 0, 0, 1, tzinfo=UTC)


def planned(before: Database | None, after: Database, **settings: object) -> tuple[Migration, ...]:
    """The migrations from one database to another; the slugs before are those of a first run."""
    used = [] if before is None else [each.slug for each in planned(None, before)]
    return migrations(before, after, used=used, **settings)  # type: ignore[arg-type]


def slugs(before: Database | None, after: Database) -> list[str]:
    """The slugs of `planned`."""
    return [each.slug for each in planned(before, after)]


def test_the_first_run_has_the_files_of_the_reference() -> None:
    assert [each.name for each in planned(None, shop())] == [
        "20260101000001-create-customers",
        "20260101000002-create-orders",
        "20260101000003-create-payments",
        "20260101000004-create-products",
        "20260101000005-create-tags",
        "20260101000006-add-associations",
        "20260101000007-associate-product-tag",
    ]
    kinds = [each.kind for each in planned(None, shop())]
    assert kinds == ["create"] * 5 + ["associations", "associate"]


def test_slugs_are_words_with_hyphens() -> None:
    items = replace(model("OrderItem", table("order_lines")), plural="OrderItems")
    assert slugs(None, database(items)) == ["create-order-items"]


def test_per_model_gives_each_model_with_keys_its_file() -> None:
    assert slugs(None, replace(shop(), associations="per-model"))[5:] == [
        "add-order-associations",
        "add-product-associations",
        "associate-product-tag",
    ]


def test_per_model_a_key_to_another_models_key_comes_after_both() -> None:
    users = table("Users")
    profiles = relate(table("Profiles"), "UserId", users, unique=True)
    badges = relate(table("Badges"), "ProfileId", profiles, key="UserId")
    models = (model("Badge", badges), model("Profile", profiles), model("User", users))
    after = database(*models, associations="per-model")
    assert slugs(None, after)[3:] == ["add-profile-associations", "add-badge-profile-id"]


def test_per_model_a_join_table_comes_after_what_it_points_to() -> None:
    users = table("Users")
    profiles = relate(table("Profiles"), "UserId", users, unique=True)
    badges = relate(table("Badges"), "ProfileId", profiles, key="UserId", unique=True)
    worn = relate(
        join("Worn", ("User", "Badge"), users, badges), "x", badges, key="ProfileId", deferred=False
    )
    models = [model(name, each) for name, each in (("User", users), ("Profile", profiles))]
    after = database(
        model("Badge", badges), *models, model("Wearing", worn), associations="per-model"
    )
    assert slugs(None, after)[3:] == [
        "add-profile-associations",
        "add-badge-profile-id",
        "associate-user-badge",
    ]


def test_one_new_association_gives_the_file_its_name() -> None:
    grown = relate(shop().model("Order").table, "TagId", shop().model("Tag").table)
    side = belongs_to("Order", "mainTag", "Tag", "TagId")
    after = with_table(shop(), "Order", grown)
    order = replace(after.model("Order"), associations=(side,))
    named = replace(after, models=(after.models[0], order, *after.models[2:]))
    assert slugs(shop(), named) == ["add-order-main-tag"]

    many = replace(side, kind="hasMany", alias="orders", source="Tag", target="Order")
    tag = replace(after.model("Tag"), associations=(many,))
    one_sided = replace(after, models=(*after.models[:4], tag, after.models[5]))
    assert slugs(shop(), one_sided) == ["add-order-tag"]


def test_further_runs_change_create_relate_and_join_in_that_order() -> None:
    before = shop()
    notes = relate(table("Notes"), "OrderId", before.model("Order").table)
    orders = relate(before.model("Order").table, "TagId", before.model("Tag").table)
    note = text("note")
    orders = replace(
        orders,
        columns=(*orders.columns, note),
        indexes=(*orders.indexes, Index("wide", ("status", "TagId"))),
        checks=(Check("some", "{note} <> ''"),),
    )
    grown = with_table(before, "Order", orders)
    noted = join("NoteTags", ("Note", "Tag"), notes, before.model("Tag").table)
    after = replace(grown, models=(*grown.models, model("Note", notes), model("NoteTag", noted)))
    made = planned(before, after)
    assert [each.slug for each in made] == [
        "change-orders",
        "create-notes",
        "add-associations",
        "associate-note-tag",
    ]
    assert [type(each).__name__ for each in made[0].operations] == ["AddColumn", "AddCheck"]
    assert [type(each).__name__ for each in made[2].operations] == [
        "AddColumn",
        "AddColumn",
        "AddIndex",
    ]


def test_a_second_join_of_a_pair_names_its_table() -> None:
    before = shop()
    products, tags = before.model("Product").table, before.model("Tag").table
    second = model("Favourite", join("Favourites", ("Tag", "Product"), tags, products))
    both = replace(before, models=(*before.models, second))
    assert slugs(None, both)[-2:] == [
        "associate-product-tag",
        "associate-tag-product-through-favourites",
    ]
    assert slugs(before, both) == ["associate-tag-product-through-favourites"]


def test_a_key_to_a_join_table_comes_after_it() -> None:
    before = shop()
    tagged = before.model("ProductTag").table
    grown = with_table(
        before, "Payment", relate(before.model("Payment").table, "x", tagged, key="ProductId")
    )
    assert slugs(None, grown)[-3:] == ["add-associations", "associate-product-tag", "add-payment-x"]
    two = with_table(
        grown, "Customer", relate(before.model("Customer").table, "y", tagged, key="ProductId")
    )
    assert slugs(None, two)[-1] == "add-further-associations"


def test_slugs_of_one_run_differ_and_fit_a_file_name() -> None:
    long = "Long" * 80
    models = [
        replace(model(name, table(f"T{at}")), plural=plural)
        for at, (name, plural) in enumerate(
            [("A", "Things"), ("B", "things"), (f"{long}A", f"{long}As"), (f"{long}B", f"{long}Bs")]
        )
    ]
    made = planned(None, database(*models))
    names = [each.name for each in made]
    assert [each.slug for each in made][:2] == ["create-things", "create-things-2"]
    assert len(set(names)) == 4
    assert all(len(f"{name}.js".encode()) <= 255 for name in names)


@pytest.mark.parametrize(
    ("now", "last", "expected"),
    [
        (NOW, None, ["20260101000001", "20260101000002"]),
        (NOW, "20251231235959", ["20260101000001", "20260101000002"]),
        (NOW, "20260101000001", ["20260101000002", "20260101000003"]),
        (NOW, "20261231235958", ["20261231235959", "20270101000000"]),
        (datetime(2024, 2, 28, 23, 59, 59, tzinfo=UTC), None, ["20240228235959", "20240229000000"]),
        (
            datetime(2026, 1, 1, 2, 0, tzinfo=timezone(timedelta(hours=2))),
            None,
            ["20260101000000", "20260101000001"],
        ),
        (datetime(2026, 5, 6, 7, 8, 9, 999), None, ["20260506070809", "20260506070810"]),
    ],
)
def test_timestamps_follow_the_calendar(
    now: datetime, last: str | None, expected: list[str]
) -> None:
    after = database(model("A", table("As")), model("B", table("Bs")))
    made = migrations(None, after, first=now, later_than=last)
    assert [each.version for each in made] == expected


def test_no_timestamps_after_the_year_9999() -> None:
    after = database(model("A", table("As")), model("B", table("Bs")))
    with pytest.raises(ValueError, match="9999"):
        migrations(None, after, first=datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC))
    with pytest.raises(ValueError, match="9999"):
        migrations(None, after, later_than="99991231235959")


@given(st.data())
def test_migrations_hold_every_operation_once_in_an_order_that_runs(data: st.DataObject) -> None:
    before = data.draw(st.none() | databases())
    after = data.draw(databases(grown_from=before))
    made = planned(before, after)
    done = [operation for each in made for operation in each.operations]
    assert sorted(map(repr, done)) == sorted(map(repr, operations(before, after)))
    stands = {
        (each.name, column.name)
        for each in (before.tables if before else ())
        for column in each.columns
    }
    for operation in done:
        match operation:
            case CreateTable(new):
                stands |= {(new.name, column.name) for column in new.columns}
                keys = new.foreign_keys
            case AddColumn(name, column, key):
                stands.add((name, column.name))
                keys = (key,) if key else ()
            case AddForeignKey(_, key):
                keys = (key,)
            case _:
                keys = ()
        assert all((key.table, key.key) in stands for key in keys)
    names = [each.name for each in made]
    assert names == sorted(set(names))
