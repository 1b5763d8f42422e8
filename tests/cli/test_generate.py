"""`scaffold generate`: the files that it writes, its messages and its refusals."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import FILES, MIGRATIONS, SCHEMA, STAMP, Cli, all_of, lines


def test_each_file_is_a_line_on_standard_output(cli: Cli) -> None:
    cli.schema()
    result = cli.generate()
    assert result.output == all_of("create", *FILES)
    assert result.errors == ""
    assert {*FILES[:-1], *cli.records} < set(cli.tree())


def test_second_run_writes_nothing(cli: Cli) -> None:
    cli.schema()
    cli.generate()
    before = {name: os.stat(cli.root / name).st_mtime_ns for name in cli.tree()}
    assert cli("generate").output == all_of("identical", *FILES[:-1])
    assert {name: os.stat(cli.root / name).st_mtime_ns for name in cli.tree()} == before


def test_second_run_without_cache_writes_nothing(cli: Cli) -> None:
    cli.schema()
    cli.generate()
    (cli.root / ".scaffold" / "cache").unlink()
    assert cli("generate").output == all_of("identical", *FILES[:-1])


def test_quiet_prints_nothing(cli: Cli) -> None:
    cli.schema()
    for _ in range(2):
        assert cli.generate("-q").text == ""
    assert cli.generate("--quiet").text == ""


def test_quiet_prints_problems(cli: Cli) -> None:
    cli.schema(SCHEMA.replace("string(120)", "strng"))
    assert "unknown type `strng`" in cli.generate("-q", code=1).errors


def test_a_dry_run_writes_nothing(cli: Cli) -> None:
    cli.schema()
    result = cli.generate("--dry-run")
    assert result.output == all_of("create", *FILES)
    assert list(cli.tree()) == ["scaffold.yaml"]
    assert not (cli.root / ".scaffold").exists()


def test_diff_shows_what_changes(cli: Cli) -> None:
    cli.schema()
    cli.generate("-q")
    cli.replace(
        "scaffold.yaml", "name: string(120) required", "name: string(120) required\n    x: text"
    )
    before = cli.tree()
    result = cli.generate("--dry-run", "--diff")
    assert cli.tree() == before
    assert (
        "   update  models/customer.js\n--- a/models/customer.js\n+++ b/models/customer.js\n"
        in (result.output)
    )
    assert "+      x: { type: DataTypes.TEXT },\n" in result.output
    assert cli.generate("--diff").output == result.output


def test_an_edited_model_is_merged(cli: Cli) -> None:
    cli.schema()
    cli.generate("-q")
    cli.replace("models/customer.js", "static associate", "get shout() {}\n\n    static associate")
    assert cli.generate().output == all_of("identical", *FILES[:-1])
    cli.replace(
        "scaffold.yaml", "name: string(120) required", "name: string(120) required\n    x: text"
    )
    assert "    merge  models/customer.js\n" in cli.generate().output
    text = (cli.root / "models/customer.js").read_text()
    assert "get shout()" in text
    assert "x: { type: DataTypes.TEXT }" in text


def test_user_files_are_skipped(cli: Cli) -> None:
    cli.schema()
    cli.write("models/index.js", "module.exports = {};\n")
    assert cli.generate().output == lines(
        ("skip", FILES[0]), *(("create", path) for path in FILES[1:])
    )


def test_the_schema_of_another_folder(cli: Cli) -> None:
    cli.write("deep/er/shop.yaml", SCHEMA)
    assert cli.generate("-f", "deep/er/shop.yaml").output == all_of("create", *FILES)
    assert (cli.root / "deep/er/models/order.js").is_file()
    assert cli("check", "--file", "deep/er/shop.yaml").output.startswith("deep/er/shop.yaml: ")


def test_directory_option_changes_the_folder(cli: Cli) -> None:
    cli.write("deep/scaffold.yaml", SCHEMA)
    cli.generate("-C", "deep")
    assert (cli.root / "deep/models/order.js").is_file()
    os.chdir(cli.root)
    cli.write("deep/other.yaml", SCHEMA)
    assert cli.generate("--directory", "deep", "-f", "other.yaml").output == (
        all_of("identical", *FILES[:-1])
    )


def test_missing_directory_is_refused(cli: Cli) -> None:
    result = cli.generate("-C", "nowhere", code=2)
    assert result.errors == (
        "nowhere: No such file or directory\n    Give -C/--directory an existing directory.\n"
    )


def test_standard_input(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SCHEMA.encode())))
    assert cli.generate("-f", "-").output == all_of("create", *FILES)
    assert not (cli.root / "scaffold.yaml").exists()


def test_problems_of_standard_input_have_a_location(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = SCHEMA.replace("string(120)", "strng").encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(wrong)))
    result = cli.generate("-f", "-", code=1)
    assert result.errors.startswith("<stdin>:8:11: unknown type `strng`")
    assert "  8 |     name: strng required\n    |           ^\n" in result.errors


def test_missing_schema_names_the_next_command(cli: Cli) -> None:
    for command in ("generate", "check", "show"):
        result = cli(command, code=2)
        assert result.output == ""
        assert "no scaffold.yaml here" in result.errors
        assert "scaffold add Customer 'name: string required'" in result.errors
    assert cli.tree() == {}


def test_two_schemas_are_refused(cli: Cli) -> None:
    cli.schema()
    cli.write("scaffold.json", "{}")
    result = cli.generate(code=2)
    assert result.errors == (
        "there are two schemas: scaffold.yaml and scaffold.json\n    Choose one with -f/--file.\n"
    )
    assert cli.generate("-f", "scaffold.yaml").output == all_of("create", *FILES)


def test_schema_in_json(cli: Cli) -> None:
    cli.write(
        "scaffold.json",
        '{"version": 1, "targets": {"sequelize": {"directory": "."}},\n'
        '\t"models": {"Tag": {"name": "string unique"}}}',
    )
    assert "   create  models/tag.js\n" in cli.generate().output
    cli.replace("scaffold.json", "string", "strng")
    result = cli.generate(code=1)
    assert result.errors.startswith("scaffold.json:2:30: unknown type `strng`")
    assert '  2 |  "models": {"Tag": {"name": "strng unique"}}}\n' in result.errors


def test_target_folder_is_created(cli: Cli) -> None:
    cli.schema(SCHEMA.replace("{directory: .}", "{directory: a/b}"))
    assert cli.generate().output == all_of(
        "create", *(f"a/b/{path}" for path in FILES[:-1]), FILES[-1]
    )


@pytest.mark.parametrize("folder", ["..", "../other", "a/../../b", "/elsewhere"])
def test_a_target_outside_is_refused(cli: Cli, folder: str) -> None:
    cli.schema(SCHEMA.replace("{directory: .}", f"{{directory: {folder}}}"))
    before = cli.tree()
    result = cli.generate(code=1)
    assert result.errors.startswith("scaffold.yaml:4:")
    assert cli.tree() == before


def test_a_link_out_of_the_folder_is_refused(cli: Cli, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (cli.root / "models").symlink_to(outside)
    cli.schema()
    result = cli.generate(code=1)
    assert "leads out of the schema's folder" in result.errors
    assert list(outside.iterdir()) == []


def test_timestamp_option_sets_the_first_timestamp(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225601")
    cli.schema()
    assert cli("generate").output == all_of("create", *FILES)


def test_the_flag_wins_over_the_environment(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "nonsense")
    cli.schema()
    assert cli.generate().output == all_of("create", *FILES)


@pytest.mark.parametrize("epoch", ["nonsense", "-1", "1.5", "1e3", "99999999999999999999", "١٢"])
def test_invalid_source_date_epoch_is_refused(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    cli.schema()
    result = cli("generate", code=2)
    assert result.errors == (
        f"SOURCE_DATE_EPOCH={epoch} is not a valid time\n"
        "    Set it to whole seconds since 1970, or unset it.\n"
    )
    assert list(cli.tree()) == ["scaffold.yaml"]


@pytest.mark.parametrize("stamp", ["1", "2026010100000", "20260230000000", "20260101250000", "now"])
def test_invalid_timestamp_is_refused(cli: Cli, stamp: str) -> None:
    cli.schema()
    result = cli("generate", "--timestamp", stamp, code=2)
    assert result.errors.startswith(f"--timestamp {stamp}: ")
    assert "YYYYMMDDHHMMSS" in result.errors


def test_timestamps_end_with_the_year_9999(cli: Cli) -> None:
    cli.schema()
    result = cli("generate", "--timestamp", "99991231235958", code=2)
    assert "no timestamp comes after the year 9999" in result.errors
    assert list(cli.tree()) == ["scaffold.yaml"]


def test_list_prints_every_path_and_writes_nothing(cli: Cli) -> None:
    cli.schema()
    result = cli.generate("--list")
    assert result.output == "".join(f"{path}\n" for path in FILES)
    assert list(cli.tree()) == ["scaffold.yaml"]
    assert cli.json("generate", "--timestamp", STAMP, "--list") == list(FILES)


def test_list_is_the_same_before_and_after_the_run(cli: Cli) -> None:
    cli.schema()
    cli.generate("-q")
    assert cli("generate", "--list").output == "".join(f"{path}\n" for path in FILES)


def test_list_is_relative_to_the_current_folder(cli: Cli) -> None:
    cli.write("deep/scaffold.yaml", SCHEMA)
    result = cli.generate("--list", "-f", "deep/scaffold.yaml")
    assert result.output == "".join(f"deep/{path}\n" for path in FILES)


def test_list_of_one_target(cli: Cli) -> None:
    cli.schema()
    result = cli.generate("--list", "--target", "sequelize")
    assert result.output == "".join(f"{path}\n" for path in FILES[:-1])


def test_generating_one_target_is_refused(cli: Cli) -> None:
    cli.schema()
    assert (
        "--target can only be used with --list"
        in cli.generate("--target", "sequelize", code=2).errors
    )
    result = cli.generate("--list", "--target", "prisma", code=2)
    assert result.errors == "unknown target `prisma`\n    Use one of: sequelize, sqlalchemy.\n"


def test_json(cli: Cli) -> None:
    cli.schema()
    first = cli.json("generate", "--timestamp", STAMP)
    assert first["written"] is True
    assert first["problems"] == []
    assert first["migrations"] == [Path(path).stem for path in MIGRATIONS]
    assert [each["path"] for each in first["files"]] == list(FILES)
    assert {each["action"] for each in first["files"]} == {"create"}
    second = cli.json("generate")
    assert second["migrations"] == []
    assert [{**each, "action": "create"} for each in second["files"]] == first["files"]
    assert {each["action"] for each in second["files"]} == {"identical"}


def test_json_of_a_dry_run(cli: Cli) -> None:
    cli.schema()
    assert cli.json("generate", "--dry-run")["written"] is False
    assert list(cli.tree()) == ["scaffold.yaml"]


def test_invalid_input_writes_nothing(cli: Cli) -> None:
    cli.schema(SCHEMA.replace("string(120)", "strng").replace("decimal(10, 2)", "decimal"))
    before = cli.tree()
    result = cli.generate(code=1)
    assert result.output == ""
    assert "scaffold.yaml:8:11: " in result.errors
    assert "scaffold.yaml:12:12: " in result.errors
    assert cli.tree() == before


def test_a_change_that_waits_for_a_decision_writes_nothing(cli: Cli) -> None:
    cli.schema()
    cli.generate("-q")
    cli.replace("scaffold.yaml", "    name: string(120) required\n", "")
    before = cli.tree()
    result = cli.generate(code=5)
    assert "Customer.name was removed" in result.errors
    assert "`scaffold generate --drop Customer.name`" in result.errors
    assert cli.tree() == before
