from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scaffold.files.merge import merge, unresolved_marker

BASE = """\
'use strict';

module.exports = (sequelize, DataTypes) => {
  class Order extends Model {
    static associate(models) {
      Order.belongsTo(models.Customer, { as: 'customer' });
    }
  }

  Order.init(
    {
      id: {
        type: DataTypes.UUID,
        primaryKey: true,
      },
      email: DataTypes.STRING,
      status: {
        type: DataTypes.STRING,
      },
    },
    {
      sequelize,
      tableName: 'Orders',
    },
  );

  return Order;
};
"""
CUSTOMER = "      Order.belongsTo(models.Customer, { as: 'customer' });\n"
PAYMENT = "      Order.belongsTo(models.Payment, { as: 'payment' });\n"
ASSOCIATE = "    static associate(models) {\n" + CUSTOMER + "    }\n"
METHOD = "\n    get label() {\n      return this.email;\n    }\n"
STATUS = "      status: {\n        type: DataTypes.STRING,\n      },\n"


def swap(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, old
    return text.replace(old, new)


def clean(theirs: str, ours: str, base: str = BASE) -> str:
    merged = merge(base, theirs, ours)
    assert merged.conflicts == (), merged.text
    return merged.text


def test_a_method_beside_associate_survives_a_new_association() -> None:
    theirs = swap(BASE, ASSOCIATE, ASSOCIATE + METHOD)
    ours = swap(BASE, CUSTOMER, CUSTOMER + PAYMENT)
    assert clean(theirs, ours) == swap(theirs, CUSTOMER, CUSTOMER + PAYMENT)


def test_a_method_before_associate_survives_a_new_association() -> None:
    method = METHOD.lstrip("\n") + "\n"
    theirs = swap(BASE, ASSOCIATE, method + ASSOCIATE)
    ours = swap(BASE, CUSTOMER, PAYMENT + CUSTOMER)
    assert clean(theirs, ours) == swap(theirs, CUSTOMER, PAYMENT + CUSTOMER)


def test_a_call_beside_the_generated_ones_survives_a_new_association() -> None:
    scope = "      Order.addScope('recent', { order: ['id'] });\n"
    theirs = swap(BASE, CUSTOMER, CUSTOMER + scope)
    ours = swap(BASE, CUSTOMER, CUSTOMER + PAYMENT)
    assert clean(theirs, ours) == swap(BASE, CUSTOMER, CUSTOMER + PAYMENT + scope)


def test_a_class_that_was_empty_takes_a_method_and_its_first_association() -> None:
    empty = "class Order extends Model {}\n\nreturn 1;\n"
    method = "  label() {\n    return 1;\n  }\n"
    associate = "  static associate(models) {\n    Order.hasMany(models.Tag);\n  }\n"
    opened = "class Order extends Model {\n{}}\n\nreturn 1;\n"
    merged = clean(opened.replace("{}", method), opened.replace("{}", associate), base=empty)
    assert merged == opened.replace("{}", associate + method)


def test_an_associate_of_their_own_is_not_doubled() -> None:
    empty = "class Order extends Model {}\n"
    theirs = "class Order extends Model {\n  static associate({ Tag }) {\n    go(Tag);\n  }\n}\n"
    ours = "class Order extends Model {\n  static associate(models) {\n    go(models);\n  }\n}\n"
    assert merge(empty, theirs, ours).conflicts == (2,)


def test_attributes_added_at_one_place_are_both_kept_whole() -> None:
    mine = "      virtual: {\n        type: DataTypes.VIRTUAL,\n      },\n"
    generated = "      total: {\n        type: DataTypes.DECIMAL(10, 2),\n      },\n"
    theirs = swap(BASE, STATUS, STATUS + mine)
    ours = swap(BASE, STATUS, STATUS + generated)
    merged = clean(theirs, ours)
    assert merged in (
        swap(BASE, STATUS, STATUS + generated + mine),
        swap(BASE, STATUS, STATUS + mine + generated),
    )


def test_the_same_attribute_written_by_both_is_a_conflict() -> None:
    mine = "      phone: DataTypes.STRING,\n"
    generated = "      phone: DataTypes.STRING(20),\n"
    theirs = swap(BASE, STATUS, STATUS + mine)
    merged = merge(BASE, theirs, swap(BASE, STATUS, STATUS + generated))
    line = theirs[: theirs.index(mine)].count("\n") + 1
    assert merged.conflicts == (line,)
    block = f"<<<<<<< yours\n{mine}=======\n{generated}>>>>>>> scaffold's\n"
    assert merged.text == swap(BASE, STATUS, STATUS + block)


def test_an_attribute_rewritten_beside_a_new_one() -> None:
    email = "      email: DataTypes.STRING,\n"
    validated = "      email: { type: DataTypes.STRING, validate: { isEmail: true } },\n"
    phone = "      phone: DataTypes.STRING,\n"
    merged = clean(swap(BASE, email, validated), swap(BASE, email, email + phone))
    assert merged == swap(BASE, email, validated + phone)


def test_an_option_beside_a_generated_one() -> None:
    table = "      tableName: 'Orders',\n"
    hooks = "      hooks: {\n        beforeSave(order) {\n          touch(order);\n"
    hooks += "        },\n      },\n"
    indexes = "      indexes: [{ name: 'i', fields: ['email'] }],\n"
    merged = clean(swap(BASE, table, table + hooks), swap(BASE, table, table + indexes))
    assert merged == swap(BASE, table, table + indexes + hooks)


def test_one_line_changed_by_both_is_a_conflict() -> None:
    email = "      email: DataTypes.STRING,\n"
    theirs = swap(BASE, email, "      email: DataTypes.TEXT,\n")
    ours = swap(BASE, email, "      email: DataTypes.STRING(80),\n")
    assert merge(BASE, theirs, ours).conflicts == (16,)


def test_a_removal_on_one_side_and_a_change_on_the_other_is_a_conflict() -> None:
    theirs = swap(BASE, STATUS, "")
    ours = swap(BASE, STATUS, STATUS.replace("STRING", "TEXT"))
    assert merge(BASE, theirs, ours).conflicts
    assert merge(BASE, ours, theirs).conflicts


def test_a_line_put_into_a_block_that_the_other_side_removes_does_not_move_to_another() -> None:
    base = "first {\n  1\n},\nsecond {\n  1\n},\nlast {\n  2\n},\n"
    removed = swap(base, "second {\n  1\n},\n", "")
    for inside in ("second {\n  mine\n  1\n},\n", "second {\n  1\n  mine\n},\n"):
        edited = swap(base, "second {\n  1\n},\n", inside)
        assert merge(base, edited, removed).conflicts
        assert merge(base, removed, edited).conflicts
    objects = "[\n{\n  a\n},\n{\n  b\n},\n]\n"
    assert merge(
        objects, swap(objects, "  a\n", "  mine\n  a\n"), swap(objects, "{\n  a\n},\n", "")
    ).conflicts


def test_changes_of_neighbouring_lines_are_a_conflict_as_in_git() -> None:
    assert merge("a\nb\nc\n", "A\nb\nc\n", "a\nB\nc\n").conflicts == (1,)


lines = st.lists(st.sampled_from(["a", "b", "}", "", "  x: 1,", "  y() {"]), max_size=12)
texts = lines.map(lambda parts: "".join(f"{part}\n" for part in parts))


@given(texts, texts)
def test_unchanged_side_yields_the_other(base: str, other: str) -> None:
    assert clean(other, base, base=base) == other
    assert clean(base, other, base=base) == other
    assert clean(other, other, base=base) == other


@given(texts, texts, texts)
def test_conflicts_do_not_depend_on_the_side(base: str, one: str, two: str) -> None:
    assert bool(merge(base, one, two).conflicts) == bool(merge(base, two, one).conflicts)


@given(texts, texts, texts)
def test_markers_appear_only_in_conflicts(base: str, one: str, two: str) -> None:
    merged = merge(base, one, two)
    assert (unresolved_marker(merged.text) is not None) == bool(merged.conflicts)


@given(texts, texts, texts)
def test_nothing_that_only_one_side_wrote_is_lost(base: str, one: str, two: str) -> None:
    def mark(text: str, name: str) -> str:
        return "".join(
            f"{line}\n" if line in base.split("\n") else f"{name} {line}\n"
            for line in text.split("\n")[:-1]
        )

    theirs, ours = mark(one, "theirs"), mark(two, "ours")
    merged = merge(base, theirs, ours).text.split("\n")
    for text in (theirs, ours):
        for line in text.split("\n"):
            if line not in base.split("\n"):
                assert merged.count(line) == text.split("\n").count(line)


@st.composite
def distant_edits(draw: st.DrawFn) -> tuple[str, str, str, str]:
    """A base, two sides that edit different places of it, and what must come of them."""
    count = draw(st.integers(3, 12))
    base = [f"line {number}" for number in range(count)]
    split = draw(st.integers(1, count - 2))
    first = draw(st.integers(0, split - 1))
    second = draw(st.integers(split + 1, count - 1))

    def edit(at: int, name: str) -> list[str]:
        kind = draw(st.sampled_from(["change", "insert", "remove"]))
        new = draw(st.lists(st.sampled_from([f"{name} 1", f"{name} 2", "}"]), min_size=1))
        return {"change": new, "insert": [*new, base[at]], "remove": []}[kind]

    early, late = edit(first, "theirs"), edit(second, "ours")
    theirs = [*base[:first], *early, *base[first + 1 :]]
    ours = [*base[:second], *late, *base[second + 1 :]]
    both = [*base[:first], *early, *base[first + 1 : second], *late, *base[second + 1 :]]
    return "\n".join(base), "\n".join(theirs), "\n".join(ours), "\n".join(both)


@given(distant_edits())
def test_edits_of_distant_places_always_merge(case: tuple[str, str, str, str]) -> None:
    base, theirs, ours, both = case
    assert clean(theirs, ours, base=base) == both
    assert clean(ours, theirs, base=base) == both


def test_a_long_file_merges_in_time() -> None:
    base = "".join(f"  name{number}: {{\n    type: X,\n  }},\n" for number in range(1000))
    theirs = swap(base, "  name10: {\n", "  name10: {\n    validate: 1,\n")
    ours = swap(base, "  name990: {\n", "  name990: {\n    unique: 1,\n")
    assert clean(theirs, ours, base=base).count("\n") == 3002


def test_markers_are_found_only_where_they_make_a_whole_conflict() -> None:
    whole = "a\n<<<<<<< yours\nb\n=======\nc\n>>>>>>> generated\n"
    assert unresolved_marker(whole) == 2
    assert unresolved_marker("a\n=======\nb\n") is None
    assert unresolved_marker("<<<<<<< x\n>>>>>>> y\n") is None
    assert unresolved_marker("const heading = '<<<<<<< ';\n=======\n  >>>>>>> \n") is None


def test_a_method_badly_indented_in_an_empty_class_is_kept() -> None:
    base = "  class A extends B {}\n  end\n"
    theirs = "  class A extends B {\n  own() {\n    return 1;\n  }\n}\n  end\n"
    ours = "  class A extends B {\n    static made(it) {\n      it();\n    }\n  }\n  end\n"
    merged = merge(base, theirs, ours)
    assert merged.conflicts == ()
    assert merged.text == (
        "  class A extends B {\n    static made(it) {\n      it();\n    }\n"
        "  own() {\n    return 1;\n  }\n  }\n  end\n"
    )
