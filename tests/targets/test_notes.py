"""Notes of `check` about numbers, scoped hasOnes and Sequelize's accessors."""

from __future__ import annotations

import pytest

from scaffold.targets.sequelize.verify.row_limits import row_limits
from tests.database.resolving import refused
from tests.targets import python_rendering, rendering
from tests.targets.rendering import HEAD, database_of

NUMBERS = """
  Log:
    big: bigint
    wide: decimal(20, 2)
    small: decimal(15, 2)
"""
OWNERS = """
  Fan: {picture: "hasOne(Picture) foreignKey(ownerId) scope(owner, fan) logical"}
  Post: {pictures: "hasMany(Picture) foreignKey(ownerId) scope(owner, post) logical"}
  Picture: {owner: string(20), ownerId: integer}
"""
JOIN = """
  Foo: {bazs: belongsToMany(Baz) through(FooBaz)}
  Baz: {name: string}
  FooBaz:
    foo: belongsTo(Foo)
    baz: belongsTo(Baz)
    role: string(10)
"""


def noted(models: str, dialects: str, *, of_sequelize: bool = True) -> list[str]:
    target = rendering.TARGET if of_sequelize else python_rendering.TARGET
    options = f"options: {{dialects: [{dialects}]}}\n"
    return [note.message for note in target.notes(database_of(f"{HEAD}{options}models:{models}"))]


@pytest.mark.parametrize("of_sequelize", [True, False], ids=["sequelize", "sqlalchemy"])
def test_inexact_numbers_of_sqlite_and_node_are_noted(of_sequelize: bool) -> None:
    found = noted(NUMBERS, "sqlite, postgres", of_sequelize=of_sequelize)
    assert [message.split(":")[0] for message in found] == ["`Log.big`", "`Log.wide`"]
    assert noted(NUMBERS, "postgres, mysql", of_sequelize=of_sequelize) == []


@pytest.mark.parametrize("of_sequelize", [True, False], ids=["sequelize", "sqlalchemy"])
def test_scoped_hasone_without_an_index_is_noted(of_sequelize: bool) -> None:
    (note,) = noted(OWNERS, "sqlite, mysql", of_sequelize=of_sequelize)
    assert note.startswith("`Fan.picture`: a hasMany shares its foreign key, and MySQL")
    assert noted(OWNERS, "sqlite, postgres", of_sequelize=of_sequelize) == []
    alone = OWNERS.replace("hasMany", "hasOne")
    assert noted(alone, "sqlite, mysql", of_sequelize=of_sequelize) == []


@pytest.mark.parametrize("of_sequelize", [True, False], ids=["sequelize", "sqlalchemy"])
def test_rows_too_wide_for_one_server_are_noted(of_sequelize: bool) -> None:
    def wide(field: str, count: int, dialects: str = "sqlite, mysql") -> list[str]:
        fields = "".join(f"    c{at}: {field}\n" for at in range(count))
        return noted(f"\n  Wide:\n{fields}", dialects, of_sequelize=of_sequelize)

    (note,) = wide("string(60)", 34)
    assert note.startswith("MariaDB creates no table for `Wide`: a row could have 8,231 bytes")
    assert wide("string(64)", 34) == wide("string(60)", 30) == []
    assert wide("string(60)", 34, "sqlite, postgres") == []
    (note,) = wide("text", 200)
    assert note.startswith("MySQL creates no table for `Wide`: a row could have 8,257 bytes")


def test_rows_too_wide_for_both_servers_are_refused() -> None:
    fields = "".join(f"  c{at}: string(60)\n" for at in range(200))
    (problem,) = refused(f"Wide:\n{fields}", "dialects: [mysql]")
    assert "`Wide` could have 8257 bytes in its page, too many for MySQL" in problem.message


def test_hasmany_to_a_composite_primary_key_is_noted() -> None:
    models = """
  Order: {lines: hasMany(Line), notes: hasMany(Note), logs: hasMany(Log)}
  Line: {product: integer primary, number: integer primary, part: integer primary}
  Note: {text: string}
  Log: {text: string, $id: none}
"""
    lines, logs = noted(models, "postgres")
    assert lines == (
        "`Order.lines`: `addLine`, `setLines` and `removeLine` find rows of `Line` only by "
        "`product`, and change all rows with the same value, whatever their `number` and `part`"
    )
    assert logs == (
        "`Order.logs`: `addLog`, `setLogs` and `removeLog` find rows by their primary key, "
        "which `Log` does not have: they fail, or change nothing, and an `include` finds one row "
        "of many"
    )


def test_datetimes_without_a_time_zone_are_one_note() -> None:
    one = "\n  Log: {at: datetime local, on: datetime}\n"
    (note,) = noted(one, "postgres")
    assert note.startswith("`Log.at`: Sequelize writes a datetime without a time zone in UTC")
    (note,) = noted(one + "  Visit: {from: datetime(3) local, to: datetime(3) local}\n", "postgres")
    assert note.startswith("`Log.at` and 2 more: Sequelize writes")


def test_shared_types_are_one_note() -> None:
    database = database_of(
        f"{HEAD}options: {{dialects: [postgres]}}\n"
        "enums: {Role: [a, b]}\nmodels:\n"
        "  Log: {one: enum(Role), two: enum(Role), three: array(enum(Role))}\n"
    )
    messages = [note.message for note in rendering.TARGET.notes(database)]
    assert any(
        each.startswith("sync() leaves out the shared type of `Log.one` and 2 more;")
        for each in messages
    )
    (model,) = database.models
    assert list(row_limits(model, "postgres")) == ["bulkCreate"]


PAIRED = JOIN + "    $id: integer\n    $unique: [[foo, baz]]\n    $paranoid: true\n"


def test_removed_pair_of_a_paranoid_join_is_noted_on_mysql() -> None:
    (note,) = noted(PAIRED, "sqlite, mysql")
    assert note == (
        "`FooBaz` is paranoid: `Foo.bazs` cannot add a removed pair again, because its "
        "soft-deleted row keeps the unique pair, and MySQL has no partial indexes"
    )
    assert noted(PAIRED, "sqlite, postgres") == []
    assert noted(PAIRED.replace("paranoid: true", "paranoid: false"), "mysql") == []
    assert noted(PAIRED.replace("    $unique: [[foo, baz]]\n", ""), "mysql") == []


@pytest.mark.parametrize("dialects", ["sqlite", "postgres, mysql"])
def test_removed_pair_in_the_primary_key_is_noted(dialects: str) -> None:
    (note,) = noted(JOIN + "    $paranoid: true\n", dialects)
    assert note.endswith(
        "cannot add a removed pair again, because its soft-deleted row keeps the primary key"
    )
