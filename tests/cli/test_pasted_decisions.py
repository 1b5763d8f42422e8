"""Every open decision is answered by pasting what was printed, an option or a schema line."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest

from scaffold.cli.app import run
from tests.cli.conftest import Cli
from tests.support import forked

SCHEMA = """\
version: 1

targets:
  sequelize: {directory: .}
  sqlalchemy: {directory: python}

options: {dialects: [postgres]}

models:
  Customer:
    name: string(120) required  # as on the invoice
    email: string
    state: enum(new, active, closed) required default(new)
    tags: array(enum(a, b))
    score: decimal(10, 2)
    born: datetime
    text: string
    orders: hasMany(Order) inverse(customer)
    groups: belongsToMany(Group) through(Memberships)

  Group:
    title: string

  Order:
    total: decimal(10, 2)
    note: text
    customer: belongsTo(Customer)
    seller: belongsTo(Customer)
    code: {type: enum, values: [x, y]}
"""
NEW = """\
    note: text
    kind: enum("x y", b) required
    n: integer required
    u: uuid required
    d: date required
    t: time required
    j: json required
    b: boolean required
    f: float required
    s: {type: string, required: true}
    ts: datetime required
    a: array(string) required
    ip: inet required
    m: macaddr required
    co: char(2) required
"""
# The number of questions, and the edits of the schema.
CASES: dict[str, tuple[int, tuple[tuple[str, str], ...]]] = {
    "a model renamed": (
        1,
        (("  Group:", "  Team:"), ("belongsToMany(Group)", "belongsToMany(Team)")),
    ),
    "a model dropped": (
        2,
        (
            ("  Group:\n    title: string\n\n", ""),
            ("    groups: belongsToMany(Group) through(Memberships)\n", ""),
        ),
    ),
    "a field renamed": (1, (("email: string", "mail: string"),)),
    "a field renamed, the new one in the long form": (
        1,
        (("email: string", "mail: {type: string}"),),
    ),
    "a field dropped": (1, (("    email: string\n", ""),)),
    "two fields renamed": (
        2,
        (("email: string", "mail: string"), ("text: string", "texts: string")),
    ),
    "a field renamed, the new one required": (2, (("email: string", "mail: string required"),)),
    "an association renamed": (1, (("seller: belongsTo", "vendor: belongsTo"),)),
    "an association dropped": (1, (("    seller: belongsTo(Customer)\n", ""),)),
    "belongsToMany dropped": (
        1,
        (("    groups: belongsToMany(Group) through(Memberships)\n", ""),),
    ),
    "belongsToMany becomes belongsTo": (
        1,
        (("groups: belongsToMany(Group) through(Memberships)", "groups: belongsTo(Group)"),),
    ),
    "required columns": (14, (("    note: text\n", NEW),)),
    "a required unique UUID": (
        1,
        (("    note: text\n", "    note: text\n    u: uuid required unique\n"),),
    ),
    "a required association": (
        1,
        (("    note: text\n", "    note: text\n    group: belongsTo(Group) required\n"),),
    ),
    "NULLs": (1, (("note: text", "note: text required fill(x)"),)),
    "a narrower decimal": (1, (("score: decimal(10, 2)", "score: decimal(10, 1)"),)),
    "decimal to integer": (1, (("score: decimal(10, 2)", "score: integer"),)),
    "string to integer": (1, (("text: string", "text: integer"),)),
    "string to enum": (1, (("text: string", "text: enum(a, b)"),)),
    "datetime to date": (1, (("born: datetime", "born: date"),)),
    "an enum value removed": (1, (("enum(new, active, closed)", "enum(new, active)"),)),
    "enum values removed and others added": (
        1,
        (
            (
                "enum(new, active, closed) required default(new)",
                'enum(fresh, active, "shut down") required default(fresh)',
            ),
        ),
    ),
    "an enum value removed, in the long form": (1, (("values: [x, y]", "values: [x, z]"),)),
    "an enum value of an array removed": (1, (("array(enum(a, b))", "array(enum(a, c))"),)),
    "a map to NULL": (
        1,
        (
            (
                "enum(new, active, closed) required default(new)",
                "enum(new, active) map(closed, null)",
            ),
        ),
    ),
    "integer ids become UUIDs": (1, (("  Order:\n", "  Order:\n    $id: uuid\n"),)),
    "removed timestamps": (2, (("  Group:\n", "  Group:\n    $timestamps: false\n"),)),
}


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project before the change."""
    root = tmp_path_factory.mktemp("generated")
    (root / "scaffold.yaml").write_text(SCHEMA)
    assert forked.run(["generate", "-q"], root).code == 0
    return root


@pytest.fixture(params=CASES)
def changed(request: pytest.FixtureRequest, cli: Cli, generated: Path) -> Cli:
    """The project after the change, with its open questions."""
    shutil.copytree(generated, cli.root, dirs_exist_ok=True)
    questions, edits = CASES[request.param]
    for old, new in edits:
        cli.replace("scaffold.yaml", old, new)
    data = cli.json("generate", "--no-input", code=5)
    assert len(data["decisions"]) == questions
    return cli


def open_names(cli: Cli, *options: str) -> set[str]:
    """The names of the open questions of a preview."""
    cli.capsys.readouterr()
    code = run(["generate", "--dry-run", "--json", *options])
    data = json.loads(cli.capsys.readouterr().out)
    assert code == (5 if data["decisions"] else 0), data
    return {each["name"] for each in data["decisions"]}


@pytest.mark.slow
def test_each_choice_answers_its_question(changed: Cli) -> None:
    before = (changed.root / "scaffold.yaml").read_text()
    decisions: list[dict[str, Any]] = changed.json("generate", code=5)["decisions"]
    for decision in decisions:
        for choice in decision["choices"]:
            if choice["options"]:
                assert decision["name"] not in open_names(changed, *choice["options"])
                continue
            edit, lines = choice["edit"], before.split("\n")
            begin, end = edit["line"] - 1, edit["line"] - 1 + len(edit["old"])
            assert lines[begin:end] == edit["old"]
            lines[begin:end] = edit["new"]
            changed.schema("\n".join(lines))
            assert decision["name"] not in open_names(changed)
            changed.schema(before)


@pytest.mark.slow
def test_the_printed_lines_answer_all_questions(changed: Cli) -> None:
    """As a person reads them: the first answer that is a line of the schema, else the command."""
    for _ in range(40):
        said = changed("generate", "--no-input", code=5).errors
        lines = (changed.root / "scaffold.yaml").read_text().split("\n")
        if found := re.search(r"line (\d+) becomes `(.*)`$", said, re.M):
            at = int(found[1]) - 1
            lines[at] = lines[at][: len(lines[at]) - len(lines[at].lstrip())] + found[2]
        elif found := re.search(r"add after line (\d+) `(.*)`$", said, re.M):
            lines.insert(int(found[1]), found[2])
        else:
            break
        changed.schema("\n".join(lines))
        if not open_names(changed):
            changed("generate", "-q")
            break
    else:
        raise AssertionError(said)
    if open_names(changed):
        commands = re.findall(r"`scaffold (generate --.*)`$", said, re.M)
        changed(*shlex.split(commands[-1]), "-q")
    assert "up to date" in changed("check").output


@pytest.mark.slow
def test_all_losses_are_accepted_together(changed: Cli) -> None:
    said = changed("check", code=1).errors
    found = re.search(r"give them together: `scaffold (.*)`$", said, re.M)
    options = re.findall(r"`scaffold (generate --(?:drop|accept) .*)`$", said, re.M)
    if len(options) == 1 or found is None:
        assert len(options) < 2
    elif "becomes" not in said:
        changed(*shlex.split(found[1]), "-q")
        assert "up to date" in changed("check").output


@pytest.mark.slow
@pytest.mark.parametrize(
    ("field", "reason"),
    [
        ("file: binary required", "binary takes no `fill`"),
        ("label: string required unique", "it is unique, so no `fill` can be the value of all"),
        ("group: belongsTo(Group) required unique", "it is unique, so no `fill` can be the value"),
    ],
)
def test_what_no_line_can_answer_is_refused_with_two_steps(
    cli: Cli, generated: Path, field: str, reason: str
) -> None:
    shutil.copytree(generated, cli.root, dirs_exist_ok=True)
    cli.replace("scaffold.yaml", "    note: text\n", f"    note: text\n    {field}\n")
    said = cli("generate", "--no-input", "--allow-data-loss", code=1).errors
    assert reason in said
    assert "Add the field without `required` first, give rows their values" in said
