"""Every type: stored values, null, defaults and indexes, migrated up and down."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.end_to_end import kinds
from tests.end_to_end.kinds import ALL, Kind
from tests.support.checks import Checks
from tests.support.project import Project
from tests.support.rounds import whole_round
from tests.support.sqlite_tables import Table, Tables

pytestmark = pytest.mark.node

# By name: what a schema holds, and the dialects that it declares.
GROUPS: dict[str, tuple[dict[str, Kind], tuple[str, ...]]] = {
    "common": (kinds.COMMON, ALL),
    "sqlite-alone": (kinds.COMMON | kinds.JSONS, ("sqlite",)),
    "postgres-alone": (kinds.COMMON | kinds.JSONS | kinds.PRECISE, ("postgres",)),
    "postgres-only": (kinds.POSTGRES_ONLY, ("postgres",)),
    "mysql-alone": (kinds.COMMON | kinds.PRECISE | kinds.UNSIGNED, ("mysql",)),
    "two": (kinds.JSONS, ("sqlite", "postgres")),
    "servers": (kinds.COMMON | kinds.PRECISE, ("postgres", "mysql")),
}
CASES = [(group, dialect) for group, (_, dialects) in GROUPS.items() for dialect in dialects]
SHOW = """
const show = (value) => {
  if (Buffer.isBuffer(value)) return value.toString('hex');
  return value === undefined ? 'undefined' : value;
};
const all = (row, names) => names.map((name) => show(row.get(name)));
"""


def schema(group: dict[str, Kind], dialects: tuple[str, ...]) -> str:
    """Models that have each type plain, required, with its default, with an index, unique."""
    models: dict[str, dict[str, str]] = {
        "Plain": {name: kind.term for name, kind in group.items()},
        "Strict": {name: f"{kind.term} required" for name, kind in group.items()},
        "Filled": {
            name: f"{kind.term} required {kind.default}"
            for name, kind in group.items()
            if kind.default
        },
        "Sorted": {name: f"{kind.term} index" for name, kind in group.items() if kind.indexed},
        "Single": {name: f"{kind.term} unique" for name, kind in group.items() if kind.indexed},
    }
    document = {
        "version": 1,
        "targets": {"sequelize": {}},
        "options": {"dialects": list(dialects), "timestamps": False},
        "models": {name: fields for name, fields in models.items() if fields},
    }
    return json.dumps(document, ensure_ascii=False)


@pytest.mark.parametrize(("name", "dialect"), CASES, indirect=["dialect"])
def test_every_type(housed: Project, checks: Checks, name: str) -> None:
    group, dialects = GROUPS[name]
    housed.write("scaffold.json", schema(group, dialects))
    housed.generate("-f", "scaffold.json")
    tables = whole_round(housed, checks, name)
    for field, kind in group.items():
        ask_of_tables(checks, tables, f"{name}: {field}", field, kind)
    ask_of_values(housed, checks, name, group)
    ask_of_defaults(housed, checks, name, group)


def ask_of_tables(checks: Checks, tables: Tables, label: str, field: str, kind: Kind) -> None:
    """Check the columns of one type."""
    for table in ("Plains", "Stricts", "Filleds", "Sorteds", "Singles"):
        columns = tables[table].columns if table in tables else ()
        column = next((one for one in columns if one.name == field), None)
        if column is None:
            continue
        expected = kind.stored[checks.dialect].replace("{table}", table)
        checks.equal(f"{label}: type in {table}", plain_type(column.type), expected)
        required = table in ("Stricts", "Filleds")
        checks.equal(f"{label}: NOT NULL in {table}", column.not_null, required)
        has_default = column.default is not None
        checks.equal(f"{label}: default in {table}", has_default, table == "Filleds")
    if kind.indexed:
        for table, unique, suffix in (("Sorteds", False, "idx"), ("Singles", True, "key")):
            found = indexes(tables[table], field)
            name = "" if unique and checks.dialect == "sqlite" else f"{table}_{field}_{suffix}"
            checks.equal(f"{label}: index in {table}", found, [(unique, name)])


def plain_type(text: str) -> str:
    """Return a type without differences between servers of one dialect."""
    text = re.sub(r"^((?:tiny|small|big)?int)\((?!1\))\d+\)", r"\1", text)
    text = re.sub(r"^enum\(.*", "enum", text).replace('"', "")
    return "json" if text == "longtext" else text


def indexes(table: Table, column: str) -> list[tuple[bool, str]]:
    """Whether each index on the column alone is unique, and its name."""
    found = [index for index in table.indexes if index.origin != "p"]
    return [(index.unique, index.name) for index in found if index.columns == (column,)]


def ask_of_values(project: Project, checks: Checks, name: str, group: dict[str, Kind]) -> None:
    """Each value through the model and back; NULL too."""
    count = max(len(kind.values) for kind in group.values())
    rows = [{} for _ in range(count + 1)]  # type: list[dict[str, str]]
    for field, kind in group.items():
        for at, (code, _) in enumerate(kind.values):
            rows[at][field] = code
    literals = ",\n".join(
        "{" + ", ".join(f"{field}: {code}" for field, code in row.items()) + "}" for row in rows
    )
    read = project.run_js(
        f"""{SHOW}
        const names = {json.dumps(list(group))};
        const found = [];
        for (const values of [{literals}]) {{
          const {{ id }} = await db.Plain.create(values);
          found.push(all(await db.Plain.findByPk(id), names));
        }}
        return found;
        """
    )
    for column, (field, kind) in enumerate(group.items()):
        for at, (code, output) in enumerate(kind.values):
            wanted: Any = json.loads(code) if output is None else output
            found = kinds.value(kind, read[at][column])
            short = code if len(code) < 60 else f"{code[:57]}..."
            checks.equal(f"{name}: {field}: {short}", found, kinds.expected(kind, wanted))
        checks.equal(f"{name}: {field}: NULL", read[count][column], None)


def ask_of_defaults(project: Project, checks: Checks, name: str, group: dict[str, Kind]) -> None:
    """Each default as the database and as the model fill it in."""
    fields = [field for field, kind in group.items() if kind.default]
    insert = "() VALUES ()" if checks.dialect == "mysql" else "DEFAULT VALUES"
    project.scratch.execute(f"INSERT INTO {project.scratch.quoted('Filleds')} {insert}")
    by_database, by_model = project.run_js(
        f"""{SHOW}
        const names = {json.dumps(fields)};
        const first = await db.Filled.findOne();
        const second = await db.Filled.create({{}});
        await second.reload();
        return [all(first, names), all(second, names)];
        """
    )
    for at, field in enumerate(fields):
        kind = group[field]
        wanted = kinds.expected(kind, kinds.AWKWARD if kind.reads is None else kind.reads)
        for who, row in (("the database", by_database), ("the model", by_model)):
            found = kinds.value(kind, row[at])
            checks.equal(f"{name}: {field}: default by {who}", found, wanted)
