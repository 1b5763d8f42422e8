"""Each kind of change by itself: its operations, what is asked, and the decisions that answer."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from scaffold.changes.decisions import Decisions
from scaffold.changes.outcome import Outcome, changes
from scaffold.changes.snapshot import snapshot
from scaffold.database.alterations import MoveRows
from scaffold.database.operations import AddColumn
from scaffold.schema.data_types import Default
from scaffold.schema.model import DeclaredAttribute, Schema
from tests.changes.test_schedule import check_both_ways
from tests.database.resolving import read, resolved

BEFORE = """
Customer:
  name: string(40) required
  orders: hasMany(Order)
Order:
  total: decimal(10, 2)
  note: string(200)
  status: enum(pending, paid) default(pending) index
  customer: belongsTo(Customer)
  tags: belongsToMany(Tag) through(OrderTags)
Tag:
  label: string unique
"""


_DECIDED = re.compile(r" (fill|map)\(([^)]*)\)")


def decided(text: str) -> tuple[str, Schema]:
    """The models without `fill` and `map`, and their schema with what those say."""
    plain = _DECIDED.sub("", text)
    schema = read(plain)
    models = []
    for model in schema.models:
        fields = list(model.fields)
        for at, field in enumerate(fields):
            line = re.search(rf"^  {field.name}:.*$", text.partition(f"{model.name}:")[2], re.M)
            for word, arguments in _DECIDED.findall(line[0]) if line else ():
                assert isinstance(field, DeclaredAttribute)
                values = arguments.split(", ")
                if word == "fill":
                    field = replace(field, fill=Default("number", values[0]))
                else:
                    field = replace(field, map=tuple(zip(values[::2], values[1::2], strict=True)))
                fields[at] = field
        models.append(replace(model, fields=tuple(fields)))
    return plain, replace(schema, models=tuple(models))


def outcome(after: str, before: str = BEFORE, decisions: Decisions | None = None) -> Outcome:
    """What is found between two schemas."""
    plain, schema = decided(after)
    return changes(snapshot(resolved(before)), resolved(plain), schema, decisions)


def changed(*pairs: tuple[str, str], before: str = BEFORE) -> str:
    """The schema with each text replaced by another."""
    for old, new in pairs:
        assert old in before, old
        before = before.replace(old, new, 1)
    return before


def names(found: Outcome) -> list[str]:
    """The operations as words."""
    return [type(each).__name__ for each in found.operations]


SINGLE = [
    ("nothing", [], []),
    ("attribute renamed", [("note:", "remark: string(200) was(note) #")], ["RenameColumn"]),
    (
        "indexed enum renamed",
        [("status: enum(pending, paid)", "state: enum(pending, paid) was(status)")],
        ["RenameColumn", "RenameIndex"],
    ),
    (
        "foreign key renamed",
        [("customer: belongsTo(Customer)", "client: belongsTo(Customer) was(customer)")],
        ["RenameColumn", "RenameForeignKey", "RenameIndex"],
    ),
    (
        "model renamed",
        [("Tag:\n", "Label:\n  $was: Tag\n"), ("belongsToMany(Tag)", "belongsToMany(Label)")],
        ["RenameTable", "RenameColumn", "RenameForeignKey", "RenameUnique", "RenameIndex"],
    ),
    ("length grows", [("string(200)", "string(255)")], ["AlterColumn"]),
    ("becomes text", [("string(200)", "text")], ["AlterColumn"]),
    ("default changes", [("default(pending)", "default(paid)")], ["AlterColumn"]),
    ("comment added", [("string(200)", 'string(200) comment("x")')], ["AlterColumn"]),
    ("enum value added", [("pending, paid", "pending, paid, sent")], ["AlterColumn"]),
    ("becomes nullable", [("string(40) required", "string(40)")], ["AlterColumn"]),
    ("becomes required", [("string(200)", "string(200) required")], ["AlterColumn"]),
    ("unique dropped", [("string unique", "string")], ["DropUnique"]),
    ("unique added", [("string(200)", "string(200) unique")], ["AddUnique"]),
    ("index added", [("string(200)", "string(200) index")], ["AddIndex"]),
    ("index dropped", [(" index", "")], ["DropIndex"]),
    ("check added", [("Tag:\n", "Tag:\n  $checks: [\"{label} <> ''\"]\n")], ["AddCheck"]),
    (
        "onDelete changes",
        [("belongsTo(Customer)", "belongsTo(Customer) onDelete(cascade)")],
        ["DropForeignKey", "AddForeignKey"],
    ),
    (
        "association becomes required",
        [("belongsTo(Customer)", "belongsTo(Customer) required")],
        ["DropForeignKey", "AlterColumn", "AddForeignKey"],
    ),
    (
        "hasMany becomes hasOne",
        [("orders: hasMany(Order)", "order: hasOne(Order) was(orders)")],
        ["AddIndex", "DropIndex"],
    ),
    (
        "association becomes logical",
        [("belongsTo(Customer)", "belongsTo(Customer) logical")],
        ["DropForeignKey"],
    ),
    ("table comment", [("Tag:\n", "Tag:\n  $comment: Labels\n")], ["AlterTableComment"]),
    ("table renamed", [("Tag:\n", "Tag:\n  $table: Labels\n")], ["RenameTable", "RenameUnique"]),
    ("timestamps off", [("Tag:\n", "Tag:\n  $timestamps: false\n")], ["DropColumn", "DropColumn"]),
    ("paranoid on", [("Tag:\n", "Tag:\n  $paranoid: true\n")], ["AddColumn"]),
    (
        "required attribute added with fill",
        [("label: string unique", "label: string unique\n  rank: integer required fill(0)")],
        ["AddColumn"],
    ),
    (
        "belongsTo becomes belongsToMany",
        [
            ("orders: hasMany(Order)", "orders: belongsToMany(Order) through(CustomerOrders)"),
            ("customer: belongsTo(Customer)", ""),
        ],
        ["DropForeignKey", "DropIndex", "CreateTable", "MoveRows", "DropColumn"],
    ),
]


@pytest.mark.parametrize(
    ("pairs", "expected"), [each[1:] for each in SINGLE], ids=[each[0] for each in SINGLE]
)
def test_operations_of_a_single_change(pairs: list[tuple[str, str]], expected: list[str]) -> None:
    after = changed(*pairs)
    found = outcome(after)
    assert not found.problems, found.problems
    assert names(found) == expected
    plain, schema = decided(after)
    check_both_ways(resolved(BEFORE), resolved(plain), schema)


def test_a_removed_field_is_asked_about_and_may_have_been_renamed() -> None:
    found = outcome(changed(("note: string(200)", "remark: string(200)")))
    (question,) = found.questions
    assert (question.kind, question.name) == ("rename", "Order.note")
    assert [choice.paste for choice in question.choices] == [
        "Order.remark: was(note)",
        "--drop Order.note",
    ]


def test_a_removed_field_may_be_dropped_by_name_of_field_or_model() -> None:
    after = changed(("  note: string(200)\n", ""))
    assert [each.kind for each in outcome(after).questions] == ["drop"]
    for decisions in (
        Decisions(dropped={"Order.note"}),
        Decisions(dropped={"Order"}),
        Decisions(any_loss=True),
    ):
        assert not outcome(after, decisions=decisions).questions


def test_a_removed_join_table_is_asked_about_by_its_association() -> None:
    found = outcome(changed(("  tags: belongsToMany(Tag) through(OrderTags)\n", "")))
    assert [(each.kind, each.name) for each in found.questions] == [("drop", "Order.tags")]


def test_a_required_attribute_without_a_value_is_asked_about() -> None:
    found = outcome(
        changed(("label: string unique", "label: string unique\n  rank: integer required"))
    )
    (question,) = found.questions
    assert question.kind == "fill"
    assert question.choices[0].paste == "Tag.rank: fill(0)"


def test_a_constant_fill_of_a_unique_column_is_a_problem() -> None:
    after = changed(
        ("label: string unique", "label: string unique\n  code: integer required unique fill(1)")
    )
    (problem,) = outcome(after).problems
    assert "two rows would have the same value" in problem.message


def test_a_new_primary_key_of_one_column_takes_no_fill() -> None:
    for fill in ("", " fill(1)"):
        after = changed(("label: string unique", f"label: string\n  code: integer primary{fill}"))
        (problem,) = outcome(after).problems
        assert problem.hint and "with `unique` instead of `primary` first" in problem.hint


KEYED_BY_FIELD = changed(
    (
        "customer: belongsTo(Customer)",
        "customerNo: integer required fill(7)\n"
        "  customer: belongsTo(Customer) foreignKey(customerNo)",
    )
)
UNKEYED = changed(("  customer: belongsTo(Customer)\n", ""), ("  orders: hasMany(Order)\n", ""))


def test_a_field_that_is_a_foreign_key_fills_its_column() -> None:
    found = outcome(KEYED_BY_FIELD, UNKEYED)
    assert not found.problems and not found.questions
    (added,) = (each for each in found.operations if isinstance(each, AddColumn))
    assert (added.column.name, added.fill) == ("customerNo", Default("number", "7"))
    # The hasMany of the other model comes before the field.
    alone = KEYED_BY_FIELD.replace("  customer: belongsTo(Customer) foreignKey(customerNo)\n", "")
    alone = alone.replace("hasMany(Order)", "hasMany(Order) foreignKey(customerNo)")
    (question,) = outcome(alone.replace(" fill(7)", ""), UNKEYED).questions
    assert question.choices[0].paste == "Order.customerNo: fill(1)"
    assert not outcome(alone, UNKEYED).problems


def test_fields_of_one_column_have_one_fill() -> None:
    schema = read(
        KEYED_BY_FIELD.replace("foreignKey(customerNo)", "foreignKey(customerNo) fill(8)")
    )
    before = snapshot(resolved(UNKEYED))
    after = resolved(KEYED_BY_FIELD.replace(" fill(7)", ""))
    (problem,) = changes(before, after, schema).problems
    assert "another field of column Orders.customerNo" in problem.message


NUMBERED = UNKEYED.replace("  note:", "  customerNo: integer\n  note:")
RENAMED_KEY = changed(("belongsTo(Customer)", "belongsTo(Customer) was(customerNo)"))


def test_a_field_may_become_an_association_and_back() -> None:
    found = outcome(RENAMED_KEY, NUMBERED)
    assert not found.problems and not found.questions
    assert names(found) == ["RenameColumn", "AddIndex", "AddForeignKey"]
    (question,) = outcome(BEFORE, NUMBERED).questions
    assert question.choices[0].paste == "Order.customer: was(customerNo)"
    back = NUMBERED.replace("customerNo: integer", "customerNo: integer was(customer)")
    found = outcome(back)
    assert not found.problems and not found.questions
    assert names(found) == ["DropForeignKey", "RenameColumn", "DropIndex"]


def test_a_was_between_a_column_and_none_is_a_problem() -> None:
    before = changed(("orders: hasMany(Order)", "nick: string"))
    after = changed(("hasMany(Order)", "hasMany(Order) was(nick)"))
    (problem,) = outcome(after, before).problems
    assert "not both columns" in problem.message


def test_an_enum_is_not_compared_with_a_new_value_of_it() -> None:
    """PostgreSQL casts both to the enum, which has no such value yet."""

    def kinds(value: str) -> set[str]:
        status = f"status: enum(pending, paid, lost) required fill({value})"
        after = changed(
            ("  status: enum(pending, paid) default(pending) index\n", f"  {status}\n"),
            ("Tag:\n", "  $unique: [[note, status]]\nTag:\n"),
        )
        return {each.kind for each in outcome(after).conditions}

    assert "repeated" in kinds("paid")
    assert "repeated" not in kinds("lost")


def test_an_enum_value_that_goes_asks_for_a_map() -> None:
    found = outcome(changed(("enum(pending, paid)", "enum(pending, settled)")))
    (question,) = found.questions
    assert [choice.paste for choice in question.choices] == [
        "Order.status: map(paid, settled)",
        "--accept Order.status",
    ]


def test_a_mapped_enum_value_loses_nothing_and_is_mapped_back() -> None:
    found = outcome(changed(("enum(pending, paid)", "enum(pending, settled) map(paid, settled)")))
    assert not found.questions
    alter = next(each for each in found.operations if type(each).__name__ == "AlterColumn")
    assert alter.values == (("paid", "settled"),)  # type: ignore[union-attr]
    assert alter.reverse().values == (("settled", "paid"),)  # type: ignore[union-attr]


def test_swapped_names_are_two_renames() -> None:
    before = "A:\n  name: string\n  code: string(20)\n"
    after = "A:\n  name: string(20) was(code)\n  code: string was(name)\n"
    found = outcome(after, before)
    assert not found.questions
    assert names(found) == ["RenameColumn"] * 3
    check_both_ways(resolved(before), resolved(after), read(after))


def test_was_of_a_field_that_is_still_declared_is_a_problem() -> None:
    after = changed(("note: string(200)", "note: string(200)\n  remark: string(200) was(note)"))
    (problem,) = outcome(after).problems
    assert "still declared" in problem.message


def test_a_cast_without_a_meaning_is_refused() -> None:
    (problem,) = outcome(changed(("decimal(10, 2)", "uuid"))).problems
    assert "Order.total changes from decimal(10, 2) to uuid" in problem.message


def test_rows_may_refuse_a_unique_constraint_and_not_null() -> None:
    found = outcome(changed(("string(200)", "string(200) unique required")))
    assert not found.questions
    assert sorted(each.kind for each in found.conditions) == ["not null", "unique"]


def test_a_check_is_set_aside_while_its_column_is_renamed_only_for_mysql() -> None:
    before = "A:\n  name: string check(\"{name} <> ''\")\n"
    after = before.replace("  name: string", "  title: string was(name)").replace("{n", "{t")
    after = after.replace("{tame}", "{title}")
    for dialect, expected in (
        ("mysql", ["DropCheck", "RenameColumn", "AddCheck"]),
        ("postgres", ["RenameColumn", "RenameCheck"]),
    ):
        options = f"dialects: [{dialect}]"
        old, new = resolved(before, options), resolved(after, options)
        assert names(changes(snapshot(old), new, read(after, options))) == expected


def test_a_check_on_a_converted_column_is_no_condition_of_the_stored_values() -> None:
    found = outcome(changed(("string(200)", 'integer check("{note} > 0")')))
    assert [each.kind for each in found.conditions] == ["cast"]


def test_a_primary_key_becomes_bigint_with_the_foreign_keys_to_it() -> None:
    found = changes(
        snapshot(resolved(BEFORE)), resolved(BEFORE, "id: bigint"), read(BEFORE, "id: bigint")
    )
    assert not found.questions
    assert names(found).count("AlterColumn") == 6
    assert names(found).count("AddForeignKey") == names(found).count("DropForeignKey") == 3


def test_a_whole_schema_changes_its_naming() -> None:
    new = resolved(BEFORE, "naming: snake_case")
    found = changes(snapshot(resolved(BEFORE)), new, read(BEFORE, "naming: snake_case"))
    assert not found.questions and not found.problems
    assert not {"DropColumn", "DropTable", "AddColumn", "CreateTable"} & set(names(found))


def test_foreign_keys_are_dropped_while_ids_become_uuids_on_sqlite_too() -> None:
    """Every value changes, so that a foreign key would refuse the first of the two columns."""
    before = "A:\n  $id: integer\n  b: belongsTo(B)\nB:\n  $id: integer\n"
    after = before.replace("integer", "uuid")
    options = "dialects: [sqlite]"
    found = changes(snapshot(resolved(before, options)), resolved(after, options), read(after))
    assert names(found)[0] == "DropForeignKey"
    assert names(found)[-1] == "AddForeignKey"


def test_pairs_that_return_to_a_join_table_fill_its_timestamps() -> None:
    joined = changed(
        ("customer: belongsTo(Customer)", ""),
        ("hasMany(Order)", "belongsToMany(Order) through(CustomerOrders)"),
    )
    found = outcome(BEFORE, joined, Decisions(any_loss=True))
    (move,) = (each for each in found.operations if isinstance(each, MoveRows))
    assert move.reverse().target.timestamps == ("createdAt", "updatedAt")
