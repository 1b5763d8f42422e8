"""Renames: in place, in all references, and in `was`."""

from __future__ import annotations

import pytest

from scaffold.errors import Problem
from scaffold.schema.edit import rename_field, rename_model
from scaffold.schema.edit.rename_markers import Generated
from tests.schema.reading import HEAD, edit_text


def renamed(
    text: str, what: str, name: str, generated: Generated | None = None
) -> tuple[str, tuple[Problem, ...]]:
    model, _, field = what.partition(".")
    source = text.encode()
    if field:
        edited, problems = edit_text(rename_field, source, model, field, name, generated=generated)
    else:
        edited, problems = edit_text(rename_model, source, model, name, generated=generated)
    return (edited or b"").decode(), problems


def changed(text: str, what: str, name: str) -> dict[str, str]:
    """The lines that a rename changed, with what each became; lines that came are under their
    own words."""
    edited, problems = renamed(text, what, name)
    assert not problems, "\n".join(map(str, problems))
    old, new = text.splitlines(), edited.splitlines()
    came = [line for line in new if line.strip() in (f"$was: {what}", f"was: {what[6:]}")]
    for line in came:
        new.remove(line)
    assert len(old) == len(new)
    assert edited.endswith("\n") == text.endswith("\n")
    both = zip(old, new, strict=True)
    pairs = {one.strip(): other.strip() for one, other in both if one != other}
    return pairs | {line.strip(): line.strip() for line in came}


SHOP = r"""models:
  Buyer:
    name: string # name
    "email": "string unique"  # y
    orders: hasMany(Order) inverse(buyer)
    notes: {hasMany: Note, scope: [kind, buyer]}
    tags: belongsToMany(Tag) through(BuyerTags) foreignKey(buyerId) otherKey(tagId)
    tagged: {belongsToMany: Tag, through: "BuyerTag", foreignKey: 'nearId', otherKey: farId}
  Order:
    total: >
      decimal(10, 2)
      check("{total} > 0 or {{total}} or '{other}'")
    other: decimal(10, 2)
    keyed: integer
    buyer:
      belongsTo: Buyer
      foreignKey: keyed  # the key
      targetKey: "id"
    $indexes: [[buyer, total], {fields: [total], where: '{total} > 1 and {keyed} is null'}]
    $checks: ["{total} < 'it''s'", {check: '{total} <> ''{other}''', name: total}]
  Note: {kind: "string check(\"{kind} <> 'a'\")", at: datetime required, gone: datetime, $timestamps: {createdAt: at, updatedAt: false}, $paranoid: gone}
  BuyerTag:
    buyerId: integer
  Tag:
"""  # noqa: E501

CASES = {
    "Buyer": (
        "Client",
        {
            "Buyer:": "Client:",
            "$was: Buyer": "$was: Buyer",
            "belongsTo: Buyer": "belongsTo: Client",
        },
    ),
    "Buyer.name": ("title", {"name: string # name": "title: string was(name) # name"}),
    "Buyer.email": (
        "mail",
        {'"email": "string unique"  # y': '"mail": "string unique was(email)"  # y'},
    ),
    "Order.other": (
        "rest",
        {
            "other: decimal(10, 2)": "rest: decimal(10, 2) was(other)",
            "check(\"{total} > 0 or {{total}} or '{other}'\")": (
                "check(\"{total} > 0 or {{total}} or '{rest}'\")"
            ),
            "$checks: [\"{total} < 'it''s'\", {check: '{total} <> ''{other}''', name: total}]": (
                "$checks: [\"{total} < 'it''s'\", {check: '{total} <> ''{rest}''', name: total}]"
            ),
        },
    ),
    "Order.total": (
        "amount",
        {
            "total: >": "amount: >",
            "check(\"{total} > 0 or {{total}} or '{other}'\")": (
                "check(\"{amount} > 0 or {{total}} or '{other}'\") was(total)"
            ),
            "$indexes: [[buyer, total], {fields: [total],"
            " where: '{total} > 1 and {keyed} is null'}]": (
                "$indexes: [[buyer, amount], {fields: [amount],"
                " where: '{amount} > 1 and {keyed} is null'}]"
            ),
            "$checks: [\"{total} < 'it''s'\", {check: '{total} <> ''{other}''', name: total}]": (
                "$checks: [\"{amount} < 'it''s'\", {check: '{amount} <> ''{other}''', name: total}]"
            ),
        },
    ),
    "Order.keyed": (
        "key",
        {
            "keyed: integer": "key: integer was(keyed)",
            "foreignKey: keyed  # the key": "foreignKey: key  # the key",
            "$indexes: [[buyer, total], {fields: [total],"
            " where: '{total} > 1 and {keyed} is null'}]": (
                "$indexes: [[buyer, total], {fields: [total],"
                " where: '{total} > 1 and {key} is null'}]"
            ),
        },
    ),
    "Order.buyer": (
        "who",
        {
            "orders: hasMany(Order) inverse(buyer)": "orders: hasMany(Order) inverse(who)",
            "buyer:": "who:",
            "was: buyer": "was: buyer",
            "$indexes: [[buyer, total], {fields: [total],"
            " where: '{total} > 1 and {keyed} is null'}]": (
                "$indexes: [[who, total], {fields: [total],"
                " where: '{total} > 1 and {keyed} is null'}]"
            ),
        },
    ),
    "BuyerTag": (
        "Label",
        {
            "tags: belongsToMany(Tag) through(BuyerTags) foreignKey(buyerId) otherKey(tagId)": (
                "tags: belongsToMany(Tag) through(Labels) foreignKey(buyerId) otherKey(tagId)"
            ),
            'tagged: {belongsToMany: Tag, through: "BuyerTag",'
            " foreignKey: 'nearId', otherKey: farId}": (
                'tagged: {belongsToMany: Tag, through: "Label",'
                " foreignKey: 'nearId', otherKey: farId}"
            ),
            "BuyerTag:": "Label:",
            "$was: BuyerTag": "$was: BuyerTag",
        },
    ),
    "BuyerTag.buyerId": (
        "near",
        {
            "tags: belongsToMany(Tag) through(BuyerTags) foreignKey(buyerId) otherKey(tagId)": (
                "tags: belongsToMany(Tag) through(BuyerTags) foreignKey(near) otherKey(tagId)"
            ),
            "buyerId: integer": "near: integer was(buyerId)",
        },
    ),
    "Tag": (
        "Mark",
        {
            "tags: belongsToMany(Tag) through(BuyerTags) foreignKey(buyerId) otherKey(tagId)": (
                "tags: belongsToMany(Mark) through(BuyerTags) foreignKey(buyerId) otherKey(tagId)"
            ),
            'tagged: {belongsToMany: Tag, through: "BuyerTag",'
            " foreignKey: 'nearId', otherKey: farId}": (
                'tagged: {belongsToMany: Mark, through: "BuyerTag",'
                " foreignKey: 'nearId', otherKey: farId}"
            ),
            "Tag:": "Mark:",
            "$was: Tag": "$was: Tag",
        },
    ),
}


@pytest.mark.parametrize("what", CASES)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_references_are_renamed(what: str, newline: str) -> None:
    name, expected = CASES[what]
    assert changed((HEAD + SHOP).replace("\n", newline), what, name) == expected


def test_within_one_line() -> None:
    line = SHOP.splitlines()[-4]
    edited, _ = renamed(HEAD + SHOP, "Note.kind", "sort")
    assert line.replace("kind:", "sort:").replace("{kind}", "{sort}").replace(
        "'a'\\\")", "'a'\\\") was(kind)"
    ) in (edited)
    assert "scope: [sort, buyer]" in edited
    edited, _ = renamed(HEAD + SHOP, "Note.at", "born")
    assert "born: datetime required was(at)" in edited
    assert "createdAt: born" in edited
    edited, _ = renamed(HEAD + SHOP, "Note.gone", "left")
    assert "left: datetime was(gone)" in edited
    assert "$paranoid: left}" in edited


ONE = HEAD + "models:\n  Order:\n    FIELD\n"
FORMS = [
    "a: string required # x",
    "a:   'string required'   # x",
    'a: "string required" # x',
    "a: {type: string, required: true} # x",
    "a:\n      type: string\n      required: true # x\n    b: text",
    "a: >\n      string\n      required\n    b: text",
    "a: string\n      required # x",
]


@pytest.mark.parametrize("form", FORMS)
def test_renaming_back_restores_the_file(form: str) -> None:
    text = ONE.replace("FIELD", form)
    there, problems = renamed(text, "Order.a", "c")
    assert not problems
    assert "was" in there
    assert renamed(there, "Order.c", "a")[0] == text
    assert renamed(renamed(there, "Order.c", "d")[0], "Order.d", "a")[0] == text
    there, _ = renamed(text, "Order", "Purchase")
    assert renamed(renamed(there, "Purchase", "Sale")[0], "Sale", "Order")[0] == text


def test_renaming_in_json() -> None:
    text = '{"version": 1, "targets": {"sequelize": {}}, "models": {"A": {"b": "hasOne(A)"}}}'
    assert renamed(text, "A.b", "c")[0] == text.replace(
        '"b": "hasOne(A)"', '"c": "hasOne(A) was(b)"'
    )
    assert renamed(text, "A", "B")[0] == text.replace(
        '"A": {"b": "hasOne(A)"', '"B": {"b": "hasOne(B)", "$was": "A"'
    )


def was(before: str, after: str, **generated: set[str]) -> str | None:
    """The term that a field `b` with these terms has once it is `after`."""
    text = ONE.replace("FIELD", f"b: {before}")
    known = Generated(generated) if generated else None
    edited, problems = renamed(text, "Order.b", after, known)
    if problems:
        return problems[0].message
    line = edited.splitlines()[-1].strip()
    assert line.startswith(f"{after}: text")
    return line.removeprefix(f"{after}: text").strip() or None


def test_was_has_the_name_that_was_generated_last() -> None:
    assert was("text", "c") == "was(b)"
    assert was("text", "c", Order={"b"}) == "was(b)"
    assert was("text", "c", Order={"x"}) is None
    assert was("text", "c", Other={"b"}) is None


def test_a_second_rename_before_generating_keeps_the_first_name() -> None:
    assert was("text was(a)", "c") == "was(a)"
    assert was("text was(a)", "c", Order={"a"}) == "was(a)"
    assert was("text was(a)", "a") is None
    assert was("text was(a)", "a", Order={"a"}) is None


def test_second_rename_after_generating_sets_a_new_was() -> None:
    assert was("text was(a)", "c", Order={"b"}) == "was(b)"
    assert was("text was(a)", "a", Order={"b"}) == "was(b)"


def test_former_name_of_another_is_refused() -> None:
    assert was("text", "c", Order={"b", "c"}) == (
        "`c` was generated last as something else than `Order.b`"
    )
    # Nothing of it was generated: it takes the place of the one that was.
    assert was("text", "c", Order={"c"}) is None


def test_fields_of_a_renamed_model_are_known_by_its_old_name() -> None:
    text = HEAD + "models:\n  New:\n    b: text\n    $was: Old\n"
    assert "c: text was(b)" in renamed(text, "New.b", "c", Generated({"Old": {"b"}}))[0]


def test_refused_edits() -> None:
    text = HEAD + "models:\n  Order:\n    a: text\n    b: text\n  Tag: {}\n"
    for what, name, message in (
        ("Order.a", "b", "Order already has a field `b`: scaffold.yaml:7:5"),
        ("Order.a", "$b", "`$b` is a setting of the model, not a field"),
        ("Order.a", "b c", "`b c: text was(a)`: `b c` is no name for a field"),
        ("Order", "Tag", "there is a model `Tag` already: scaffold.yaml:8:3"),
        ("Order", "tag", "there is a model `Tag`, and `tag` would have the same file"),
        ("Order", "My Order", "`My Order:`: `My Order` is no name for a model"),
    ):
        edited, problems = renamed(text, what, name)
        assert not edited
        assert problems[0].message == message
        assert problems[0].hint


def test_a_name_in_another_case_is_another_name() -> None:
    text = HEAD + "models:\n  order:\n    a: text\n"
    assert "Order:\n    a: text\n    $was: order\n" in renamed(text, "order", "Order")[0]
