"""What was generated last, as values and as text that branches merge."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scaffold.database.apply_operations import apply_operations
from scaffold.database.compare import compare
from scaffold.database.facts import facts
from scaffold.database.tables import Check, Column, Database, Index, TableName
from scaffold.errors import SchemaError
from scaffold.lock import Lock, advance, dumps, loads
from scaffold.migrations import Migration, plan_migrations
from scaffold.schema.data_types import DataType, Default
from tests.support.databases import (
    belongs_to,
    database,
    databases,
    meaning,
    model,
    relate,
    shop,
    table,
    text,
    with_table,
)

NOW = datetime(2026, 1, 1, 0, 0, 1, tzinfo=UTC)


def run(lock: Lock, after: Database, *targets: str, now: datetime = NOW) -> Lock:
    """The lock after a run of the targets."""
    migrations: dict[str, tuple[Migration, ...]] = {}
    for target in targets or ("sequelize",):
        result = compare(lock.facts_for(target), after)
        assert not result.problems
        migrations[target] = plan_migrations(
            result.operations,
            after,
            now=now,
            first=now,
            after=lock.last_stamp,
            used=lock.slugs(target),
        )
    return advance(lock, after, compare(lock.facts, after).operations, migrations)


def grown(name: str = "Order", column: str = "note") -> Database:
    """The shop with a column more."""
    old = shop().model(name).table
    return with_table(shop(), name, replace(old, columns=(*old.columns, text(column))))


def faults(text: str) -> list[str]:
    """The problems of a text, without their hints."""
    with pytest.raises(SchemaError) as error:
        loads(text, "scaffold.lock")
    for problem in error.value.problems:
        assert problem.where and problem.hint
    return [f"{problem.where}: {problem.message}" for problem in error.value.problems]


@given(st.data())
def test_dumped_lock_is_loaded(data: st.DataObject) -> None:
    first = data.draw(databases())
    lock = run(Lock(), first, "sequelize")
    lock = run(lock, data.draw(databases(grown_from=first)), "sequelize", "sqlalchemy")
    text = dumps(lock)
    assert loads(text, "scaffold.lock") == lock
    assert dumps(loads(text, "scaffold.lock")) == text
    shuffled = data.draw(st.permutations(text.splitlines()[1:]))
    assert loads("\n".join([text.splitlines()[0], *shuffled]), "scaffold.lock") == lock
    for target in lock.targets:
        operations = [each for made in lock.migrations(target) for each in made.operations]
        assert meaning(apply_operations((), operations)) == meaning(lock.facts.tables)


@given(st.data())
def test_last_run_can_be_removed_from_the_lock(data: st.DataObject) -> None:
    first = data.draw(databases())
    before = run(Lock(), first)
    after = run(before, data.draw(databases(grown_from=first)))
    if len(after.targets["sequelize"]) > len(before.targets["sequelize"]):
        taken_back = after.before_last_run()
        assert taken_back.targets == before.targets
        assert meaning(taken_back.facts.tables) == meaning(before.facts.tables)
        assert taken_back.before_last_run() == Lock()
    else:
        assert after == before


def test_lock_has_one_sorted_line_per_fact() -> None:
    first, *groups = dumps(run(Lock(), shop())).rstrip("\n").split("\n\n")
    assert first.startswith("# scaffold.lock 1")
    assert groups == sorted(groups)
    lines = [line for group in groups for line in group.split("\n")]
    assert lines == sorted(set(lines))
    assert (
        '["column","Orders",{"name":"status","type":{"name":"string","length":255},'
        '"default":{"kind":"text","value":"pending"}},2]'
    ) in lines
    assert (
        '["migration","sequelize","add-associations","20260101000006","associations",'
        '"20260101000001",["sqlite","postgres","mysql"]]'
    ) in lines


def test_any_names_and_texts_are_loaded() -> None:
    odd = 'a"b\\c\n\u2028`${x}`, [é] {"op":1}],["'
    name = "größe-1 $x 名前"
    where = "{größe-1 $x 名前} <> '\u2028\"],[' AND '{{}}' <> ''"
    columns = (
        text(name, comment=odd, default=Default("text", odd)),
        Column("kind", DataType("enum", values=(odd, "a", "b"))),
        Column(
            "list",
            DataType("array", of=DataType("array", of=DataType("decimal", precision=3, scale=0))),
        ),
    )
    made = table(name, *columns)
    made = replace(
        made,
        name=TableName(name, "audit"),
        comment=odd,
        indexes=(Index(name, (name,), True, where),),
        checks=(Check(f"{name}_check", where),),
    )
    lock = run(Lock(), database(model("Größe", made)))
    assert loads(dumps(lock), "scaffold.lock") == lock
    assert loads(dumps(lock).replace("\n", "\r\n"), "scaffold.lock") == lock
    assert (
        lock.migrations("sequelize")[0].operations
        == loads(dumps(lock), "scaffold.lock").migrations("sequelize")[0].operations
    )


def test_attributes_with_columns_of_another_name_are_kept() -> None:
    orders = model("Order", table("orders", text("unit_price")))
    named = replace(
        orders,
        attributes=(orders.attributes[0], replace(orders.attributes[1], name="unitPrice")),
    )
    lock = loads(dumps(run(Lock(), database(named))), "scaffold.lock")
    assert lock.facts.models[0].attributes == (("id", "id"), ("unitPrice", "unit_price"))


def test_columns_keep_their_order() -> None:
    lock = loads(dumps(run(run(Lock(), shop()), grown(column="a"))), "scaffold.lock")
    orders = next(each for each in lock.facts.tables if each.name.name == "Orders")
    assert [column.name for column in orders.columns] == [
        "id",
        "status",
        "CustomerId",
        "PaymentId",
        "a",
    ]


def merged(tmp_path: Path, base: Lock, ours: Lock, theirs: Lock) -> tuple[int, str]:
    """What git makes of two branches: the number of conflicts, and the text."""
    for name, lock in (("base", base), ("ours", ours), ("theirs", theirs)):
        (tmp_path / name).write_text(dumps(lock), encoding="utf-8")
    done = subprocess.run(
        ["git", "merge-file", "-p", "ours", "base", "theirs"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def test_branches_with_different_additions_merge_in_git(tmp_path: Path) -> None:
    base = run(Lock(), shop())
    invoices = relate(table("Invoices"), "OrderId", shop().model("Order").table)
    invoice = model("Invoice", invoices, belongs_to("Invoice", "order", "Order", "OrderId"))
    with_invoices = replace(shop(), models=(*shop().models, invoice))
    with_note = grown("Customer", "phone")
    ours = run(base, with_invoices, now=NOW.replace(month=2))
    theirs = run(base, with_note, now=NOW.replace(month=3))
    conflicts, both = merged(tmp_path, base, ours, theirs)
    assert conflicts == 0
    lock = loads(both, "scaffold.lock")
    wanted = replace(with_note, models=(*with_note.models, invoice))
    result = compare(lock.facts, wanted)
    assert not result.operations and not result.problems
    assert [each.slug for each in lock.targets["sequelize"]][-3:] == [
        "create-invoices",
        "add-invoice-order",
        "change-customers",
    ]
    assert [each.slug for each in lock.last_recorded("sequelize")] == ["change-customers"]


def test_git_conflict_is_reported_and_resolved_by_keeping_both_sides(tmp_path: Path) -> None:
    base = run(Lock(), shop())
    ours = run(base, grown(column="note"), now=NOW.replace(month=2))
    theirs = run(base, grown(column="number"), now=NOW.replace(month=3))
    conflicts, both = merged(tmp_path, base, ours, theirs)
    assert conflicts > 0
    (fault,) = faults(both)
    assert fault.endswith("this file has unresolved git conflict markers")
    number = int(fault.split(":")[1])
    assert both.splitlines()[number - 1].startswith("<<<<<<<")
    markers = ("<<<<<<<", "=======", ">>>>>>>")
    resolved = "\n".join(line for line in both.split("\n") if not line.startswith(markers))
    lock = loads(resolved, "scaffold.lock")
    orders = next(each for each in lock.facts.tables if each.name.name == "Orders")
    assert [column.name for column in orders.columns][-2:] == ["note", "number"]
    assert len(lock.targets["sequelize"]) == 9


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("# scaffold.lock 1", "# scaffold.lock 2", ":1:1: this lock is of version 2"),
        ("# scaffold.lock 1", "something", ":1:1: the first line is not that of a lock"),
        ('["model","Order","Orders"]', '["model","Order","Orders"', "cannot be read: Expecting"),
        ('["model","Order","Orders"]', '["model","Order"]', "a model has 2 parts, and this has 1"),
        ('["model","Order","Orders"]', '["modle","Order","Orders"]', "no fact that this release"),
        ('["model","Order","Orders"]', '["model","Order","Orders"],["x"]', "Extra data"),
        ('["model","Order","Orders"]', "7", "no fact that this release knows"),
        ('["model","Order","Orders"]', '["model","Order",7]', "7 is no pair of texts"),
        ('"nullable":false},1]', '"nullable":0},1]', "0 is no true or false"),
        ('"nullable":false},1]', '"nulable":false},1]', "Column has no `nulable`"),
        ('"kind":"text",', '"kind":"txet",', "'txet' is none of boolean"),
        ('"kind":"text",', "", "Default lacks a part"),
        ('"20260101000006","associations"', '"20261301000006","associations"', "month must be"),
        ('"20260101000006","associations"', '"20260101000006","other"', "no kind of migration"),
    ],
)
def test_damaged_line_is_reported_with_its_number(old: str, new: str, expected: str) -> None:
    whole = dumps(run(Lock(), shop()))
    assert old in whole
    damaged = whole.replace(old, new, 1)
    number = whole[: whole.index(old)].count("\n") + 1
    found = faults(damaged)
    assert any(
        expected in fault and fault.startswith(f"scaffold.lock:{number}:") for fault in found
    ), found


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ('["table",{"name":"Tags"', "rests on a table line of `Tags`"),
        ('["model","Product","Products"', "rests on a model line of `Product`"),
        (
            '["migration","sequelize","create-tags"',
            "migration line of `20260101000005-create-tags`",
        ),
        (
            '["operation","sequelize","create-tags"',
            "operation line of `20260101000005-create-tags`",
        ),
        ('["operation","sequelize","add-associations","20260101000006",2', "is missing"),
    ],
)
def test_missing_line_is_reported(start: str, expected: str) -> None:
    side = belongs_to("Product", "order", "Order", "OrderId")
    product = replace(shop().model("Product"), associations=(side,))
    after = replace(shop(), models=(*shop().models[:3], product, *shop().models[4:]))
    lines = dumps(run(Lock(), after)).split("\n")
    fewer = [line for line in lines if not line.startswith(start)]
    assert len(fewer) == len(lines) - 1
    assert any(expected in fault for fault in faults("\n".join(fewer)))


def test_contradictory_lines_are_reported() -> None:
    whole = dumps(run(Lock(), shop()))
    line = '["model","Order","Orders"]'
    (fault,) = faults(whole + '["model","Order","Tags"]\n')
    number = whole[: whole.index(line)].count("\n") + 1
    assert fault.endswith(f"this line contradicts line {number}")
    assert loads(f"{whole}{line}\n", "scaffold.lock") == run(Lock(), shop())


def test_unreadable_operation_is_reported_when_needed() -> None:
    whole = dumps(run(Lock(), shop()))
    lock = loads(whole.replace('["CreateTable",', '["MakeTable",', 1), "scaffold.lock")
    with pytest.raises(
        SchemaError, match="an operation of 20260101000007-associate-product-tag cannot"
    ):
        lock.migrations("sequelize")


def test_added_target_gets_one_chain_to_the_lock() -> None:
    lock = run(run(Lock(), shop()), grown())
    both = run(lock, grown(), "sequelize", "sqlalchemy")
    assert both.targets["sequelize"] == lock.targets["sequelize"]
    assert [each.slug for each in both.targets["sqlalchemy"]] == [
        "create-customers",
        "create-orders",
        "create-payments",
        "create-products",
        "create-tags",
        "add-associations",
        "associate-product-tag",
    ]
    assert both.facts == lock.facts
    assert both.before_last_run() == lock


def test_target_that_was_removed_for_a_while_is_updated() -> None:
    lock = run(Lock(), shop(), "sequelize", "sqlalchemy")
    away = run(lock, grown(), "sequelize")
    both = run(away, grown(), "sequelize", "sqlalchemy")
    assert [each.slug for each in both.targets["sqlalchemy"]][-1] == "change-orders"
    assert both.targets["sequelize"] == away.targets["sequelize"]
    assert both.facts == away.facts


def test_amending_plans_from_before_the_last_run() -> None:
    lock = run(run(Lock(), shop()), grown(column="note"))
    earlier = lock.before_last_run()
    amended = run(earlier, grown(column="remark"))
    assert [each.name for each in amended.migrations("sequelize")][-1].endswith("change-orders")
    assert "note" not in {column.name for each in amended.facts.tables for column in each.columns}
    assert earlier.facts == facts_of_first_run()


def facts_of_first_run() -> object:
    """The facts after the shop's first run."""
    lock = run(Lock(), shop())
    assert meaning(lock.facts.tables) == meaning(facts(shop()).tables)
    return lock.facts
