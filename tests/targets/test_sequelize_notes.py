"""Notes of `check` about sync()."""

from __future__ import annotations

import pytest

from tests.targets.rendering import HEAD, TARGET, database_of

ENUMS = """
  A:
    b: belongsTo(B)
    kinds: array(enum(x, y))
  B:
    kind: enum(x, y) comment("which")
    plain: enum(x, y)
"""
BACK = "    a: belongsTo(A)\n"


def noted(models: str, dialects: str) -> list[str]:
    options = f"options: {{dialects: [{dialects}]}}\n"
    return [note.message for note in TARGET.notes(database_of(f"{HEAD}{options}models:{models}"))]


def test_sync_of_some_enums_in_a_cycle_is_noted_on_postgresql() -> None:
    first, second = noted(f"{ENUMS}{BACK}", "postgres")
    assert "`A.kinds`, an array of an enum" in first
    assert "`B.kind`, an enum with a comment" in second


def test_without_a_cycle_nothing_is_noted() -> None:
    assert noted(ENUMS, "postgres") == []


def test_enums_are_not_noted_on_other_databases() -> None:
    models = f"{ENUMS}{BACK}".replace("array(enum(x, y))", "json")
    assert len(noted(models, "sqlite, postgres")) == 1
    assert noted(models, "sqlite, mysql") == []


@pytest.mark.parametrize(
    ("dialects", "where"),
    [("sqlite", None), ("sqlite, mysql", "MySQL"), ("postgres, mysql", "PostgreSQL and MySQL")],
)
def test_keys_in_primary_keys_are_noted_where_keys_form_a_cycle(
    dialects: str, where: str | None
) -> None:
    line = "\n  Line:\n    order: belongsTo(Order) primary\n    number: integer primary"
    order = "\n  Order: {last: belongsTo(Note)}\n  Note: {order: belongsTo(Order)}"
    said = (
        f"sync() creates no foreign key for the primary key of `Line` on {where}, "
        "because the foreign keys of this schema form a cycle; the migrations create it"
    )
    expected = [said] if where else []
    assert noted(f"{order}{line}\n", dialects) == expected
    assert noted(f"\n  Order: {{text: string}}{line}\n", dialects) == []


def test_an_array_of_a_shared_enum_is_noted() -> None:
    enums = "options: {dialects: [postgres]}\nenums: {Role: [admin, user]}\n"
    models = (
        "\n  A:\n    roles: array(enum(Role))\n    own: array(enum(a, b))\n    role: enum(Role)"
    )
    notes = TARGET.notes(database_of(f"{HEAD}{enums}models:{models}\n"))
    failing = [note.message for note in notes if "fail on PostgreSQL" in note.message]
    assert len(failing) == 1
    assert "`A.roles`: `bulkCreate` and a `where` on it fail" in failing[0]


def test_a_default_with_a_semicolon_is_noted_where_keys_form_a_cycle() -> None:
    models = """
  A: {text: 'string default("x; y") comment("a; b")', b: belongsTo(B)}
  B: {plain: string default(x), a: belongsTo(A)}
"""
    (note,) = noted(models, "postgres, mysql")
    assert note.startswith("sync() truncates the default of `A.text` on PostgreSQL")
    assert noted(models, "sqlite, mysql") == []
    assert noted(models.replace(", a: belongsTo(A)", ""), "postgres") == []


def test_enums_whose_values_sequelize_cannot_find_are_noted() -> None:
    models = """
  A:
    plain: enum("a (b)", c) comment("(x)")
    lines: 'enum("a\\nb", c)'
    separated: 'enum("a\\u2028b", c)'
    ended: enum("a (b)", c) default("a (b)")
"""
    lines, separated, ended = noted(models, "sqlite, postgres")
    assert "sync() fails on PostgreSQL for `A.lines`" in lines
    assert "sync() fails on PostgreSQL for `A.separated`" in separated
    assert "sync() fails on PostgreSQL for `A.ended`" in ended
    assert noted(models, "sqlite, mysql") == []


@pytest.mark.parametrize(
    ("alias", "dialects", "where"),
    [
        ("employee", "sqlite, postgres", " on SQLite"),
        ("employee", "postgres, mysql", None),
        ("Employee", "postgres", ""),
        ("manager", "sqlite, postgres", None),
    ],
)
def test_alias_equal_to_the_model_in_queries_is_noted(
    alias: str, dialects: str, where: str | None
) -> None:
    said = (
        f"`Employee.{alias}`: including it fails{where}, because the query names one table "
        f"`Employee` and the other `{alias}`"
    )
    expected = [said] if where is not None else []
    assert noted(f"\n  Employee:\n    {alias}: belongsTo(Employee)\n", dialects) == expected


def test_datetime_in_a_primary_key_is_noted_on_sqlite() -> None:
    models = "\n  Visit: {at: datetime primary, place: integer primary}\n"
    (said,) = noted(models, "sqlite, postgres")
    assert said.startswith("`Visit.at`: with a datetime in the primary key, `save` and `update`")
    assert noted(models, "postgres") == []


def test_column_named_like_a_property_of_all_objects_is_noted() -> None:
    models = "\n  A: {plain: string, text: string column(toString)}\n"
    (said,) = noted(models, "postgres")
    assert said.startswith("`A.text`: a `where` on it fails, because its column is named `toStr")
