"""Records that anybody may have edited: an error with a way out, nothing of it in the code."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from scaffold.cli.app import run
from scaffold.database import validation
from scaffold.database.tables import Column, Index, TableName
from scaffold.migrations import check_slug
from scaffold.schema.data_types import DataType, Default
from tests.cli.conftest import Cli, cli

__all__ = ["cli"]

SCHEMA = """\
version: 1
targets: {sequelize: {directory: .}, sqlalchemy: {directory: python}}
models:
  A: {b: integer default(5), e: "enum(one, two) default(one)", c: belongsTo(C)}
  C: {d: "decimal(10, 2) default(1.5)", s: "string unique comment('text')"}
"""
# What the lines of a record have → what a person, or an attacker, puts in its place.
EDITS = (
    ('["CreateTable",', "[[],"),
    ('["CreateTable",', '["MakeTable",'),
    ('["CreateTable",', '["__class__",'),
    ('"type":"integer"', '"type":"x"'),
    ('"type":"integer"', '"type":["x"]'),
    ('"type":"integer"', '"type":{"name":"array"}'),
    ('"type":"integer"', '"type":{"name":"integer","length":3}'),
    ('"type":"integer"', '"type":{"name":"integer","of":"integer"}'),
    ('"precision":10', '"precision":-10'),
    ('"precision":10', '"precision":99999'),
    ('"value":"5"', '"value":"x"'),
    ('"value":"5"', '"value":"5);process.exit(9);//"'),
    ('"value":"5"', '"value":"99999999999"'),
    ('"value":"1.5"', '"value":"1e999"'),
    ('"value":"one"', '"value":"three"'),
    ('"kind":"number"', '"kind":"now"'),
    ('"values":["one","two"]', '"values":[]'),
    ('"values":["one","two"]', '"values":["one","one"]'),
    ('"values":["one","two"]', '"values":["one","t\\u0000"]'),
    ('["sqlite","postgres","mysql"]', '["x"]'),
    ('["sqlite","postgres","mysql"]', "[]"),
    ('["sqlite","postgres","mysql"]', '["sqlite","sqlite"]'),
    ('["sqlite","postgres","mysql"]', '["sqlite","postgres\');process.exit(9);//"]'),
    ('"create-as"', '"../../../x"'),
    ('"create-as"', '"a/../../x"'),
    ('"create-as"', '"a\\\\..\\\\x"'),
    ('"create-as"', '"a\\u0000"'),
    ('"create-as"', '""'),
    ('"create-as"', '"a.b"'),
    ('"create-as"', f'"{"a" * 300}"'),
    ('"create-as"', '"a\\nb"'),
    ('"name":"b"', '"name":"b\',x:process.exit(9),y:\'"'),
    ('"name":"b"', '"name":"b`${process.exit(9)}"'),
    ('"name":"b"', '"name":"b\\u2028c"'),
    ('"name":"b"', '"name":""'),
    ('"name":"b"', '"name":" b"'),
    ('"name":"As"', '"name":"As\\"; DROP"'),
    ('"As"', '["a\'b","As"]'),
    ('"comment":"text"', '"comment":"\\ud800"'),
    ('"primary_key":["id"]', '"primary_key":["nothing"]'),
    ('"columns":["CId"]', '"columns":["nothing"]'),
    ('"columns":["CId"]', '"columns":[]'),
    ('"column":"CId"', '"column":"nothing"'),
    ('"table":"Cs","key":"id"', '"table":"Nothing","key":"id"'),
    ('"table":"Cs","key":"id"', '"table":"Cs","key":"nothing"'),
    ('"on_delete":"SET NULL"', '"on_delete":"SET NULL; DROP"'),
    ('"A"', '"A;process.exit(9)"'),
    ('"sequelize"', '"../sequelize"'),
    ('"20260101000000"', '"2026010100000x"'),
    ('"nullable":false', '"nullable":"x"'),
    ('"autoincrement":true', '"autoincrement":1'),
)


def record(root: Path) -> str:
    """The path of the only record."""
    (path,) = (root / ".scaffold/history").iterdir()
    return str(path.relative_to(root))


def migrations_in(root: Path) -> list[Path]:
    """The files of migrations, of both targets."""
    return [path for path in root.rglob("*2026*") if path.is_file() and path.suffix != ".json"]


def lines_with(text: str, old: str) -> list[int]:
    return [at for at, line in enumerate(text.split("\n")) if old in line]


@pytest.mark.slow
@pytest.mark.parametrize(("old", "new"), EDITS)
def test_each_edited_line_is_refused_or_harmless(cli: Cli, old: str, new: str) -> None:
    cli.schema(SCHEMA)
    cli("generate", "-q", "--timestamp", "20260101000000")
    path = record(cli.root)
    whole = (cli.root / path).read_text()
    migrations = {path: path.read_bytes() for path in migrations_in(cli.root)}
    found = lines_with(whole, old)
    assert found, old
    for at in found:
        lines = whole.split("\n")
        lines[at] = lines[at].replace(old, new)
        cli.write(path, "\n".join(lines))
        for each in migrations:
            each.unlink(missing_ok=True)
        before = cli.tree()
        cli.capsys.readouterr()
        code = run(["generate", "--restore"])
        said = cli.capsys.readouterr()
        assert code in (0, 1, 5), said.err
        assert "Traceback" not in said.err
        if code:
            assert cli.tree() == before
            assert len(said.err.splitlines()) >= 2, "no way out"
        else:
            assert_same(cli.root, migrations)
        assert not [path for path in cli.root.parent.rglob("x*") if path.suffix in (".js", ".py")]


def assert_same(root: Path, migrations: dict[Path, bytes]) -> None:
    """What was made again is what was there, in all but what an edit may say."""
    made = set(migrations_in(root))
    assert made == set(migrations)
    for path in made:
        assert b"process.exit" not in path.read_bytes()


JUNK: tuple[Any, ...] = (
    *("x", "", "'", '"', "a'b", "');process.exit(9);//", "../../x", "\0", "é", "integer", "As"),
    *("id", "now", "true", "5", "{x}", "{", "text", "uuid", "20260101000001", "a b", "\u2028"),
    *(None, 0, -1, 1, 10**30, 1.5, True, [], {}, [[]], ["x"], {"a": 1}, "a" * 3000, "CreateTable"),
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path] if path else []
    entries: dict[Any, Any] = {}
    if isinstance(value, dict):
        entries = value
    elif isinstance(value, list):
        entries = dict(enumerate(value))
    for key, each in entries.items():
        found += places(each, (*path, key))
    return found


def mutated(line: str, chosen: random.Random) -> str:
    """The line's JSON with one value put in the place of another, taken out or added."""
    value = json.loads(line.rstrip(","))
    found = places(value)
    *above, last = chosen.choice(found)
    holder = value
    for key in above:
        holder = holder[key]
    kind = chosen.random()
    if kind < 0.7:
        holder[last] = chosen.choice(JUNK)
    elif kind < 0.85:
        del holder[last]
    else:
        other = value
        for key in chosen.choice(found):
            other = other[key]
        holder[last] = json.loads(json.dumps(other))
    return json.dumps(value, separators=(",", ":")) + "," * line.endswith(",")


@pytest.mark.slow
def test_random_damage_is_told_of(cli: Cli) -> None:
    chosen = random.Random(13)
    cli.schema(SCHEMA)
    cli("generate", "-q", "--timestamp", "20260101000000")
    before = cli.tree()
    path = record(cli.root)
    lines = before[path].decode().split("\n")
    numbers = [at for at, line in enumerate(lines) if line.startswith("[")]
    codes = set()
    for _ in range(120):
        damaged = list(lines)
        at = chosen.choice(numbers)
        damaged[at] = mutated(lines[at], chosen)
        for folder in ("migrations", "python/migrations/versions"):
            shutil.rmtree(cli.root / folder, ignore_errors=True)
        cli.write(path, "\n".join(damaged))
        if chosen.random() < 0.3:
            cli.schema(SCHEMA + "  D: {x: text}\n")
        cli.capsys.readouterr()
        code = run(
            chosen.choice(
                (
                    ["generate", "--restore"],
                    ["generate"],
                    ["generate", "--amend"],
                    ["show"],
                    ["check"],
                )
            )
        )
        said = cli.capsys.readouterr()
        assert code in (0, 1, 5), f"{damaged[at]}\n{said.err}"
        assert "Traceback" not in said.err
        codes.add(code)
        for name, text in before.items():
            cli.write(name, text)
    assert {0, 1} <= codes


def test_names_of_every_allowed_kind_are_read_again(cli: Cli) -> None:
    cli.schema(
        "version: 1\ntargets: {sequelize: {directory: .}}\noptions: {dialects: [postgres]}\n"
        "models:\n"
        "  Größe:\n    _x1: string column('first name-$1') unique\n"
        "    名前: string index\n    r: range(decimal)\n    list: array(array(decimal(3, 0)))\n"
        "    f: float default(1e-5)\n    g: double default(.5e10)\n    t: time default(09:30)\n"
        "    m: datetime(3) default(2030-12-31T23:00:00.125+02:00)\n"
        "    u: uuid default(0E37DF36-F698-11E6-8DD4-CB9CED3DF976)\n"
        "    o: type('tsquery') default(-007)\n    i: inet default('10.0.0.1/8')\n"
        "    $table: 1-größe $x\n    $schema: über\n"
        "    $checks: [\"{名前} <> '{{}}'\"]\n"
        "    $indexes: [{fields: [名前], where: \"{_x1} <> ''\", name: ix-1 $}]\n"
    )
    cli("generate", "-q")
    for path in (cli.root / "migrations").glob("*.js"):
        path.unlink()
    cli("generate", "-q", "--restore")
    assert "up to date" in cli("check").output


@pytest.mark.parametrize("slug", ["create-as", "größe", "a1", "add-as-2", "名前"])
def test_a_slug_that_a_file_may_have(slug: str) -> None:
    check_slug(slug)


@pytest.mark.parametrize(
    "slug", ["", "a/b", "..", "a.b", "a\\b", "a b", "a\n", "a\0", "a_b", "é" * 200]
)
def test_a_slug_that_no_file_may_have(slug: str) -> None:
    with pytest.raises(ValueError, match="not a slug"):
        check_slug(slug)


@pytest.mark.parametrize("name", ["", " a", "a ", "a'b", "a`b", "a;b", "a\nb", "a\0", "a" * 2000])
def test_a_name_that_no_table_may_have(name: str) -> None:
    with pytest.raises(ValueError, match="not a name"):
        validation.check_table_name(TableName("a", name))
    with pytest.raises(ValueError, match="not a name"):
        validation.check_column(Column(name, DataType("integer")))
    with pytest.raises(ValueError, match="not a name"):
        validation.check_index(Index("i", (name,)))


@pytest.mark.parametrize(
    "kind",
    [
        DataType("x"),
        DataType("decimal", precision=5),
        DataType("decimal", precision=3, scale=4),
        DataType("enum"),
        DataType("array"),
        DataType("array", of=DataType("char")),
        DataType("array", of=DataType("x")),
        DataType("range", of=DataType("text")),
        DataType("text", length=3),
        DataType("string", length=0),
        DataType("datetime", length=7),
        DataType("uuid", unsigned=True),
        DataType("type", native=" "),
        DataType("integer", native="x"),
    ],
)
def test_a_type_that_no_column_may_have(kind: DataType) -> None:
    with pytest.raises(ValueError):
        validation.check_type(kind)


def test_a_type_within_a_type_within_a_type() -> None:
    kind = DataType("integer")
    for _ in range(9):
        validation.check_type(kind)
        kind = DataType("array", of=kind)
    with pytest.raises(ValueError, match="nested too deeply"):
        validation.check_type(kind)


@pytest.mark.parametrize(
    ("default", "kind"),
    [
        (Default("number", "x"), DataType("integer")),
        (Default("number", "007"), DataType("integer")),
        (Default("text", "5"), DataType("integer")),
        (Default("boolean", "yes"), DataType("boolean")),
        (Default("json", "{"), DataType("json")),
        (Default("json", '{"a": 1}'), DataType("json")),
        (Default("now", "x"), DataType("datetime")),
        (Default("now"), DataType("integer")),
        (Default("uuid"), DataType("string")),
        (Default("text", "x"), DataType("binary")),
        (Default("text", "abc"), DataType("char", length=2)),
        (Default("text", "a\0"), DataType("text")),
    ],
)
def test_a_default_that_no_column_may_have(default: Default, kind: DataType) -> None:
    with pytest.raises(ValueError):
        validation.check_default(default, kind)
