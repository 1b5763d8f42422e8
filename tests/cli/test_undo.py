"""`scaffold undo`: a record and its migrations are removed, the schema and the models stay."""

from __future__ import annotations

import pytest

from tests.cli.conftest import STAMP, Cli, lines
from tests.cli.test_amend import commit, git
from tests.cli.test_decisions import answering

CHANGE = "20260101000004-change-customers.js"
DOWN = f"npx sequelize db:migrate:undo:all --to {CHANGE}"
CACHE = ".scaffold/cache"
AGAIN = "scaffold generate --timestamp 20260101000004"


@pytest.fixture
def grown(cli: Cli) -> Cli:
    """A project with two runs."""
    cli.schema()
    cli.generate("-q")
    cli("add", "Customer", "email: string", "-q")
    cli.generate("-q")
    return cli


def migrations(cli: Cli) -> list[str]:
    return sorted(path.name for path in (cli.root / "migrations").glob("*.js"))


def test_the_last_run_is_taken_back(grown: Cli) -> None:
    schema, model = (
        (grown.root / path).read_text() for path in ("scaffold.yaml", "models/customer.js")
    )
    said = grown("undo")
    assert said.output == lines(
        ("remove", ".scaffold/history/RECORD.json"), ("remove", f"migrations/{CHANGE}")
    )
    assert said.errors == (
        "note: to undo these migrations in a database that ran them, write them again from the "
        f"same schema: `{AGAIN}`, then `{DOWN}`, then `scaffold undo --yes`\n"
    )
    assert (grown.root / "scaffold.yaml").read_text() == schema
    assert (grown.root / "models/customer.js").read_text() == model
    assert "-change-customers.js" in grown("check", code=1).output
    grown.generate("-q")
    assert migrations(grown)[-1] == CHANGE
    assert "up to date" in grown("check").output


def test_the_printed_command_writes_the_migrations_again(cli: Cli) -> None:
    two_targets(cli)
    before = cli.tree()
    again = cli.json("undo")["again"]
    assert cli.tree().keys() < before.keys()
    cli(*again.split()[1:], "-q")
    after = cli.tree()
    assert {**after, CACHE: b""} == {**before, CACHE: b""}
    assert cli("undo", "--yes").errors == ""


@pytest.mark.parametrize("command", [("undo",), ("generate", "--amend", "--timestamp", STAMP)])
@pytest.mark.parametrize(("answer", "goes_on"), [("y\n", True), ("\n", False), ("", False)])
def test_databases_are_undone_before_the_files_are_removed(
    grown: Cli,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
    answer: str,
    goes_on: bool,
) -> None:
    if command != ("undo",):
        grown("add", "Customer", "phone: string", "-q")
    before = grown.tree()
    answering(grown, monkeypatch, answer)
    said = grown(*command, code=0 if goes_on else 1)
    note = f"note: in a database that ran these migrations, first: `{DOWN}`\n"
    assert said.errors.startswith(f"{note}Remove the migrations now? [y/N]: ")
    assert ("nothing was removed" in said.errors) is not goes_on
    assert (grown.tree() == before) is not goes_on


def test_every_run_is_taken_back_and_made_again(grown: Cli) -> None:
    grown("undo", "-q")
    grown("undo", "-q")
    assert migrations(grown) == []
    assert "there is no run to undo" in grown("undo", code=2).errors
    grown.generate("-q")
    assert len(migrations(grown)) == 3
    assert "up to date" in grown("check").output


def test_every_run_is_undone_beside_a_migration_of_ones_own(grown: Cli) -> None:
    grown.write("migrations/20270101000000-mine.js", "// createTable('Others', {})\n")
    grown("undo", "-q")
    grown("undo", "-q")
    grown("generate", "-q", "--timestamp", "20270102000000")
    assert len(migrations(grown)) == 4
    assert "up to date" in grown("check").output


# The template of new revisions loads it.
TYPES = "py/migrations/helpers/types_1.py"


def helpers(cli: Cli) -> list[str]:
    return sorted(
        str(path.relative_to(cli.root))
        for path in cli.root.rglob("migrations/helpers/*")
        if path.suffix in (".js", ".py")
    )


def two_targets(cli: Cli) -> None:
    """Two runs of both targets, each of which calls helpers in migrations."""
    cli.schema()
    cli.replace("scaffold.yaml", "{directory: .}", "{directory: .}\n  sqlalchemy: {directory: py}")
    cli.generate("-q")
    cli.replace("scaffold.yaml", "name: string(120) required", "name: string(90) required")
    cli.generate("-q", "--allow-data-loss")


@pytest.mark.slow
def test_helpers_that_no_migration_calls_any_more_are_removed(cli: Cli) -> None:
    two_targets(cli)
    after_two = helpers(cli)
    cli("undo", "-q")
    assert "migrations/helpers/remove-column-1.js" in helpers(cli)
    assert len(helpers(cli)) < len(after_two)
    assert any(path.startswith("py/") for path in after_two)
    cli("undo", "-q")
    assert helpers(cli) == [TYPES]
    cli.generate("-q")
    assert "up to date" in cli("check").output


def test_a_helper_that_a_user_calls_is_kept_with_those_that_it_calls(cli: Cli) -> None:
    two_targets(cli)
    mine = "migrations/20270101000000-mine.js"
    cli.write(mine, "const { changeColumn } = require('./helpers/columns-1');\n")
    cli("undo", "-q")
    expected = ("columns-1", "remove-column-1", "sqlite-columns-1", "sqlite-tables-1")
    kept = [path for path in helpers(cli) if path.endswith(".js")]
    assert kept == [f"migrations/helpers/{name}.js" for name in expected]


def test_an_edited_helper_is_kept(cli: Cli) -> None:
    two_targets(cli)
    cli("undo", "-q")
    helper = "migrations/helpers/remove-column-1.js"
    cli.write(helper, (cli.root / helper).read_text() + "// mine\n")
    cli("undo", "-q")
    assert helpers(cli) == [helper, TYPES]


def test_amend_removes_the_helpers_that_its_migrations_do_not_call(cli: Cli) -> None:
    two_targets(cli)
    assert "migrations/helpers/columns-1.js" in helpers(cli)
    cli.replace("scaffold.yaml", "string(90) required", "string(120) required\n    email: string")
    cli.generate("--amend", "-q")
    assert helpers(cli)[0] == "migrations/helpers/remove-column-1.js"
    assert "up to date" in cli("check").output


def test_a_dry_run_removes_nothing(grown: Cli) -> None:
    before = grown.tree()
    data = grown.json("undo", "--dry-run")
    assert [each["action"] for each in data["files"]] == ["remove", "remove"]
    assert data["commands"] == [DOWN] and data["written"] is False
    assert f"first: `{DOWN}`" in grown("undo", "--dry-run").errors
    assert grown.tree() == before


def test_a_record_that_another_follows_is_refused(grown: Cli) -> None:
    first = grown.records[0]
    before = grown.tree()
    said = grown("undo", first, code=1)
    assert "another record follows it" in said.errors and "scaffold undo 2026" in said.errors
    assert "there is no record" in grown("undo", "x", code=2).errors
    assert grown.tree() == before
    grown("undo", grown.records[1].rpartition("/")[2].removesuffix(".json"), "-q")
    assert grown.records == [first]


def test_an_edited_migration_needs_force(grown: Cli) -> None:
    path = f"migrations/{CHANGE}"
    grown.write(path, (grown.root / path).read_text() + "// mine\n")
    before = grown.tree()
    said = grown("undo", code=1)
    assert f"{path}: this migration was edited" in said.errors
    assert "`scaffold undo --force`" in said.errors
    assert grown.tree() == before
    grown("undo", "--force", "-q")
    assert CHANGE not in migrations(grown)


def test_a_committed_migration_needs_force(grown: Cli) -> None:
    git(grown.root, "init", "-q")
    commit(grown.root)
    said = grown("undo", code=1)
    assert f"migrations/{CHANGE}: this migration is committed" in said.errors
    grown("undo", "--force", "-q")
    assert CHANGE not in migrations(grown)


def test_amend_tells_the_same(grown: Cli) -> None:
    grown("add", "Customer", "phone: string", "-q")
    said = grown.generate("--amend")
    assert f"must be made again; to keep it, run `{DOWN}` before" in said.errors


def test_a_baseline_records_tables_without_a_migration(cli: Cli) -> None:
    cli.schema()
    said = cli("baseline")
    assert "migrations/" not in said.output and len(cli.records) == 1
    assert "up to date" in cli("check").output
    cli("add", "Customer", "email: string", "-q")
    cli.generate("-q")
    assert [name[15:] for name in migrations(cli)] == ["change-customers.js"]
    cli("undo", "-q")
    assert migrations(cli) == []


def test_a_baseline_asks_nothing_and_takes_a_change_for_done(grown: Cli) -> None:
    grown.replace("scaffold.yaml", "name: string(120) required", "name: boolean required")
    grown.replace("scaffold.yaml", "    email: string\n", "    code: integer required\n")
    grown("generate", code=5)
    grown("baseline", "-q")
    assert "up to date" in grown("check").output
    assert len(migrations(grown)) == 4


def test_spent_decisions_are_removed_and_others_stay(cli: Cli) -> None:
    cli.schema()
    cli.generate("-q")
    schema = (cli.root / "scaffold.yaml").read_text()
    changed = schema.replace("name: string(120)", "title: string(120) was(name)")
    cli.schema(changed)
    assert cli("tidy").output == "identical  scaffold.yaml\n"
    cli("baseline", "-q")
    cli("add", "Customer", "code: string required fill(x)", "-q")
    assert cli("tidy").output == "   update  scaffold.yaml\n"
    text = (cli.root / "scaffold.yaml").read_text()
    assert "title: string(120) required\n" in text
    assert "code: string required fill(x)\n" in text


STATES = """version: 1
targets:
  sequelize: {directory: .}
options: {dialects: [sqlite, postgres]}
enums:
  State: [a, b]
models:
  Ticket:
    state: enum(State)
    before: enum(State)
"""


@pytest.mark.parametrize(
    "enum",
    ["{values: [a, c], map: {b: c}}", "\n    # Of a ticket.\n    values: [a, c]\n    map: {b: c}"],
    ids=["braces", "block"],
)
def test_the_spent_map_of_a_shared_enum_is_removed(cli: Cli, enum: str) -> None:
    cli.schema(STATES)
    cli.generate("-q")
    changed = STATES.replace("[a, b]", enum)
    cli.schema(changed)
    assert cli("tidy").output == "identical  scaffold.yaml\n"
    cli.generate("-q")
    cli("tidy", "-q")
    tidied = changed.replace(", map: {b: c}", "").replace("    map: {b: c}\n", "")
    assert (cli.root / "scaffold.yaml").read_text() == tidied
    assert "up to date" in cli("check").output


def test_tidy_removes_the_former_alias_of_a_foreign_key_of_several_columns(cli: Cli) -> None:
    schema = (
        "version: 1\ntargets: {sequelize: {directory: .}}\nmodels:\n"
        "  City:\n    postcode: integer primary\n    name: string(80) primary\n"
        "  Person:\n    code: integer\n    town: string(80)\n    home: belongsTo(City) "
        "foreignKey(code, town)\n"
    )
    cli.schema(schema)
    cli("generate", "-q")
    renamed = schema.replace("home: belongsTo(City) ", "origin: belongsTo(City) was(home) ")
    cli.schema(renamed)
    assert cli("tidy").output == "identical  scaffold.yaml\n"
    assert cli.json("generate")["migrations"] == []
    assert "up to date" in cli("check").output
    cli("tidy", "-q")
    assert (cli.root / "scaffold.yaml").read_text() == renamed.replace("was(home) ", "")
    assert "up to date" in cli("check").output
