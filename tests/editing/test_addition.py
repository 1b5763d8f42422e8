"""What a model gets: fields and settings, refused when they are typed where they cannot hold."""

from __future__ import annotations

import pytest

from scaffold.editing.model_additions import add
from scaffold.schema.shorthand import FieldLine
from tests.schema.reading import HEAD, file_of

SHOP = """models:
  Patient:
    name: string
    visits: hasMany(Visit)
  Visit:
    patient: belongsTo(Patient)
    on: date
"""


def added(text: str, model: str, *lines: str) -> tuple[str, list[str]]:
    """Return the text below HEAD with the lines, and their problems."""
    after, problems = add(file_of(HEAD + text), model, [field(line) for line in lines])
    return (
        after.data.decode().removeprefix(HEAD) if after else "",
        [str(problem) for problem in problems],
    )


def field(line: str) -> FieldLine:
    name, _, rest = line.partition(": ")
    return name, rest


@pytest.mark.parametrize(
    ("model", "line", "expected"),
    [
        ("Patient", "tags: array(string)", "type `array`"),
        ("Patient", "save: string", "already has a member `save`"),
        ("Patient", "id: string", "id"),
        ("Patient", "rank: integer autoincrement", "autoincrement"),
        ("Visit", "other: belongsTo(Patient) required onDelete(setNull)", "onDelete"),
        ("Visit", "other: belongsTo(Patient) inverse(nothing)", "nothing"),
        ("Visit", "$unique: [[patient, nothing]]", "`Visit` has no field `nothing`"),
        ("Visit", "$indexes: [[nothing]]", "`Visit` has no field `nothing`"),
        ("Visit", '$checks: ["{nothing} > 0"]', "nothing"),
        ("Visit", "$table: Patients", "would both be named `Patients`"),
        ("Bill", "visit: belongsTo(Visit) required onDelete(setNull)", "onDelete"),
        ("Bill", "payer: belongsTo(Payer) required onDelete(setNull)", "onDelete"),
        ("Bill", "total: integer unsigned default(-1)", "-1"),
    ],
)
def test_invalid_addition_is_refused(model: str, line: str, expected: str) -> None:
    text, problems = added(SHOP, model, line)
    assert text == ""
    assert expected in problems[0]
    assert "\n" in problems[0], "no way out"


@pytest.mark.parametrize(
    ("model", "near"),
    [
        ("Patients", "Patient"),
        ("patient", "Patient"),
        ("PATIENT", "Patient"),
        ("visits", "Visit"),
        ("Pat_ient", "Patient"),
    ],
)
def test_other_form_of_an_existing_model_name_is_refused(model: str, near: str) -> None:
    for text in (SHOP, "models:\n  A:\n    p: belongsTo(Patient)\n    v: belongsTo(Visit)\n"):
        _, problems = added(text, model, "x: string")
        assert f"did you mean `{near}`?" in problems[0]
        _, problems = added(text, "Other", f"x: belongsTo({model})")
        assert f"did you mean `{near}`?" in problems[0]
        assert "`Other.x`" in problems[0]


@pytest.mark.parametrize(
    ("standing", "model"),
    [
        ("models: {Person: {}}", "People"),
        ("models: {People: {}}", "Person"),
        ("models: {OrderItem: {}}", "order_item"),
        ("models: {Criterion: {}}", "Criteria"),
    ],
)
def test_irregular_plurals_and_other_styles_are_refused(standing: str, model: str) -> None:
    _, problems = added(standing, model)
    assert "did you mean" in problems[0]


def test_plural_with_its_own_table_is_accepted() -> None:
    text, problems = added(SHOP, "Patients", "x: string", "$table: old_patients")
    assert not problems
    assert text.endswith("  Patients:\n    x: string\n    $table: old_patients\n")
    assert not added(SHOP, "Patients", "$plural: PatientGroups")[1]


def test_references_to_fields_of_a_missing_model_are_accepted() -> None:
    text = ""
    for model, line in (
        ("Order", "customer: belongsTo(Customer) inverse(orders) targetKey(code)"),
        ("Order", "notes: hasMany(Note) scope(kind, order) logical"),
        ("Order", "tags: belongsToMany(Tag) through(Label) throughScope(kind, x)"),
    ):
        text, problems = added(text, model, line)
        assert not problems, (line, problems)


def test_second_association_adds_inverse_modifiers() -> None:
    text, problems = added(SHOP, "Visit", "referrer: belongsTo(Patient)")
    assert not problems
    assert "    visits: hasMany(Visit) inverse(patient)\n" in text
    text, problems = added(text, "Patient", "referrals: hasMany(Visit) inverse(referrer)")
    assert not problems
    named = SHOP.replace("hasMany(Visit)", "{hasMany: Visit, inverse: patient}")
    text, problems = added(named, "Visit", "referrer: belongsTo(Patient)")
    assert not problems
    assert text == named + "    referrer: belongsTo(Patient)\n"


def test_existing_problems_do_not_block_additions() -> None:
    wrong = (
        "models:\n  Order:\n    a: belongsTo(Customer)\n    b: array(text)\n"
        "    $unique: [[nothing]]\n  Later:\n    save: string\n"
    )
    for model, line in (("Order", "c: string"), ("Customer", "orders: hasMany(Order)")):
        text, problems = added(wrong, model, line)
        assert not problems
        assert line in text
    assert added(wrong, "Order", "d: array(text)")[1]


NEW = "models:\n  A:\n    x: string\n    y: string\n"
BLOCK = NEW + "    $unique:\n      - [x]\n      - {fields: [y], name: z}   # why\n    w: text\n"
DENTED = NEW + "    $unique:\n    - [x]\n"
FLOW = NEW + "    $unique: [[x]]   # why\n"
SPREAD = NEW + "    $unique: [\n      [x],\n    ]\n"


@pytest.mark.parametrize(
    ("text", "lines", "after"),
    [
        (NEW, ("$unique: [[x, y]]",), NEW + "    $unique: [[x, y]]\n"),
        (NEW, ("$table: a b",), NEW + "    $table: a b\n"),
        (NEW, ("z: text", "$table: t"), NEW + "    z: text\n    $table: t\n"),
        (NEW, ("$id: uuid",), NEW + "    $id: uuid\n"),
        (NEW, ("$timestamps: false",), NEW + "    $timestamps: false\n"),
        (
            NEW,
            ("$timestamps: {createdAt: made, updatedAt: false}",),
            NEW + "    $timestamps: {createdAt: made, updatedAt: false}\n",
        ),
        (NEW, ('$comment: it\'s #1: "x"',), NEW + "    $comment: 'it''s #1: \"x\"'\n"),
        (NEW, ('$comment: "quoted"',), NEW + "    $comment: quoted\n"),
        (
            NEW,
            ("$indexes: [{fields: [x], name: 'a b', unique: true}]",),
            NEW + "    $indexes: [{fields: [x], name: a b, unique: true}]\n",
        ),
        (BLOCK, ("$unique: [[x, y]]",), BLOCK.replace("# why\n", "# why\n      - [x, y]\n")),
        (DENTED, ("$unique: [[x, y]]",), DENTED + "    - [x, y]\n"),
        (
            DENTED,
            ("z: text", "$unique: [[x, y]]"),
            DENTED + "    - [x, y]\n    z: text\n",
        ),
        (
            DENTED,
            ("$table: t", "$unique: [[x, y]]"),
            DENTED + "    - [x, y]\n    $table: t\n",
        ),
        (FLOW, ("$unique: [[x, y]]",), FLOW.replace("[[x]]", "[[x], [x, y]]")),
        (SPREAD, ("$unique: [[x, y]]",), SPREAD.replace("[x],", "[x], [x, y],")),
        (
            NEW + "    $unique: []\n",
            ("$unique: [[x], [y]]",),
            NEW + "    $unique: [[x], [y]]\n",
        ),
    ],
)
def test_setting_is_written_and_list_is_extended(
    text: str, lines: tuple[str, ...], after: str
) -> None:
    written, problems = added(text, "A", *lines)
    assert not problems, problems
    assert written == after


def test_a_setting_in_a_json_file() -> None:
    text = '{"version": 1, "targets": {"sequelize": {}}, "models": {"A": {"x": "string"}}}\n'
    file = file_of(text, "scaffold.json")
    for line in ("$unique: [[x]]", "$timestamps: false", "$table: t", "$unique: [[x, id]]"):
        after, problems = add(file, "A", [field(line)])
        assert after is not None, problems
        file = after
    assert file.data.decode() == text.replace(
        '"string"}',
        '"string", "$unique": [["x"], ["x", "id"]], "$timestamps": false, "$table": "t"}',
    )


@pytest.mark.parametrize(
    ("line", "expected", "hint"),
    [
        ("$table: t", "A has `$table` already: scaffold.yaml:", "scaffold remove 'A.$table'"),
        ("$unique: [[x]]", "`$unique` of A has [x] already", "Leave it out"),
        ("$unique: [x]", "is a list of fields", "[[a, b]]"),
        ("$unique: [[x]", "", "$unique: [[a, b]]"),
        ("$unique: [[x]] # why", "something after its value", "$unique: [[a, b]]"),
        ("$unique: x", "", "$unique: [[a, b]]"),
        ("$tabel: t", "did you mean `$table`?", "the table's name"),
        ("$id: guid", "unknown value", "uuid"),
        ("$checks: {x} > 0", "", "$checks:"),
    ],
)
def test_invalid_setting_is_refused(line: str, expected: str, hint: str) -> None:
    text = NEW + "    $table: s\n    $unique: [[x]]\n"
    written, problems = added(text, "A", line)
    assert written == ""
    assert expected in problems[0]
    assert hint in problems[0]


def test_duplicate_setting_is_refused() -> None:
    assert "given twice" in added(NEW, "A", "$unique: [[x]]", "$unique: [[y]]")[1][0]
