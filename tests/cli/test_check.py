"""`scaffold check`: for CI."""

from __future__ import annotations

from tests.cli.conftest import FILES, SCHEMA, Cli, all_of


def test_up_to_date(cli: Cli) -> None:
    cli.schema()
    cli.generate("-q")
    result = cli("check")
    assert result.output == "scaffold.yaml: 8 files up to date\n"
    assert result.errors == ""
    assert cli("check", "-q").text == ""
    assert cli.json("check") == {"behind": [], "problems": [], "notes": [], "decisions": []}


def test_behind(cli: Cli) -> None:
    cli.schema()
    before = cli.tree()
    result = cli("check", code=1)
    listed = result.output.splitlines()
    assert len(listed) == len(FILES)
    assert listed[0] == "   create  models/index.js"
    assert result.errors == "8 files out of date with scaffold.yaml: run `scaffold generate`\n"
    assert cli.tree() == before
    quiet = cli("check", "-q", code=1)
    assert (quiet.output, quiet.errors) == ("", result.errors)


def test_json_lists_files_that_are_out_of_date(cli: Cli) -> None:
    cli.schema()
    cli.generate("-q")
    cli("add", "Customer", "email: string", "-q")
    data = cli.json("check", code=1)
    assert data["behind"][0] == {"path": "models/customer.js", "action": "update"}
    assert data["problems"] == []


def test_diff(cli: Cli) -> None:
    cli.schema()
    cli.generate("-q")
    cli("add", "Customer", "email: string", "-q")
    assert "+      email: { type: DataTypes.STRING },\n" in cli("check", "--diff", code=1).output


def test_check_does_not_use_the_cache(cli: Cli) -> None:
    """A model that is of the same size and age as before is not taken for the same."""
    cli.schema()
    cli.generate("-q")
    (cli.root / FILES[1]).unlink()
    assert cli("check", code=1).output == all_of("create", FILES[1])


def test_check_of_one_target(cli: Cli) -> None:
    cli.schema()
    result = cli("check", "--target", "sequelize", code=1)
    assert "history" not in result.output
    assert result.errors.startswith("7 files out of date")
    assert cli("check", "--target", "prisma", code=2).errors == (
        "unknown target `prisma`\n    Use one of: sequelize, sqlalchemy.\n"
    )


def test_all_problems_at_once(cli: Cli) -> None:
    cli.schema(SCHEMA.replace("string(120)", "strng").replace("belongsTo(C", "belongTo(C"))
    result = cli("check", code=1)
    assert result.output == ""
    assert [line for line in result.errors.splitlines() if line.startswith("scaffold.yaml:")] == [
        "scaffold.yaml:8:11: unknown type `strng`: did you mean `string`?",
        "scaffold.yaml:13:15: unknown association `belongTo`: did you mean `belongsTo`?",
    ]
    problems = cli.json("check", code=1)["problems"]
    assert [(each["line"], each["column"]) for each in problems] == [(8, 11), (13, 15)]
    assert all(each["file"] == "scaffold.yaml" and each["hint"] for each in problems)


def test_notes_that_differ_in_names_alone_are_summarized(cli: Cli) -> None:
    fields = "".join(f"    sum{at}: decimal({16 + at}, 2)\n" for at in range(14))
    cli.schema(f"version: 1\ntargets: {{sequelize: {{directory: .}}}}\nmodels:\n  Log:\n{fields}")
    cli.generate("-q")
    shown = cli("check").errors
    assert shown.count("SQLite stores at most 15 digits") == 3
    assert "    11 more such notes on lines 8, 9, 10, 11, 12, 13, 14, 15 and 3 more: " in shown
    assert len(cli.json("check")["notes"]) == 14
