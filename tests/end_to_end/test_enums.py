"""Enums whose values Sequelize does not find in its own SQL for PostgreSQL."""

from __future__ import annotations

import pytest

from tests.conftest import Check
from tests.support.checks import Checks
from tests.support.project import Project, down, sql, up
from tests.support.rounds import whole_round

pytestmark = pytest.mark.node

FIELDS = """
    lines: "enum(\\"two\\\\nlines\\", one, \\"a\\\\r\\\\nb\\") required"
    closed: enum("open (all)", shut) default("open (all)")
    told: enum("x)", y) default(y) comment("it's (said)")
    both: "enum(\\"\\\\n)\\", b) default(\\"\\\\n)\\") index"
    separated: "enum(\\"\\\\u2028\\", \\"b\\\\u2029c\\", \\"\\\\u0085\\") default(\\"\\\\u2028\\")"
"""
ADDED = """
    later: enum("(a)", b) comment("that is (later)") default(b)
    last: "enum(\\"two\\\\nlines\\", one)"
    paragraph: "enum(\\"\\\\u2029\\", b) default(\\"\\\\u2029\\")"
"""
LISTS = """
    lists: 'array(enum("two\\nlines", "\\u2028", "(a)")) default(''["(a)"]'')'
"""


def schema(fields: str, dialects: str) -> str:
    options = f"options: {{dialects: [{dialects}]}}"
    head = f"version: 1\ntargets: {{sequelize: {{}}}}\n{options}\nmodels:\n"
    return f"{head}  Other: {{name: string}}\n  Ticket:{fields}"


@pytest.mark.parametrize("alone", [True, False], ids=["alone", "all"])
def test_enums_are_created_used_and_dropped(
    housed: Project, checks: Checks, js_problems: Check, alone: bool
) -> None:
    postgres = checks.dialect == "postgres"
    dialects = checks.dialect if alone else "sqlite, postgres, mysql"
    fields = FIELDS + (LISTS if postgres and alone else "")
    housed.schema(schema(fields, dialects))
    housed.generate()
    checks.none("the JavaScript is clean", js_problems(housed.root))
    tables = whole_round(housed, checks, "enums", syncs=not postgres)
    if postgres:
        values = [column.name for column in tables["type enum_Tickets_lines"].columns]
        checks.equal("a type's values", values, ["two\nlines", "one", "a\r\nb"])
        values = [column.name for column in tables["type enum_Tickets_separated"].columns]
        checks.equal("separators in values", values, ["\u2028", "b\u2029c", "\x85"])
    comments = {column.name: column.comment for column in tables["Tickets"].columns}
    output = "" if checks.dialect == "sqlite" else "it's (said)"
    checks.equal("a comment", comments["told"], output)
    read = housed.run_js(
        """
        const made = await db.Ticket.create({ lines: 'two\\nlines' });
        const other = { closed: 'shut', told: 'x)', both: 'b', separated: 'b\\u2029c' };
        await db.Ticket.create({ lines: 'a\\r\\nb', ...other });
        await made.reload();
        const found = await db.Ticket.findOne({ where: { lines: 'a\\r\\nb' } });
        const names = ['lines', 'closed', 'told', 'both', 'separated'];
        return [made, found].map((row) => names.map((name) => row[name]));
        """
    )
    checks.equal("values by default", read[0], ["two\nlines", "open (all)", "y", "\n)", "\u2028"])
    checks.equal("values", read[1], ["a\r\nb", "shut", "x)", "b", "b\u2029c"])


def test_enums_are_added_to_tables_with_rows(housed: Project, checks: Checks) -> None:
    every = "sqlite, postgres, mysql"
    housed.schema(schema(FIELDS, every))
    housed.generate()
    first = len(housed.migrations)
    housed.schema(schema(FIELDS + ADDED, every))
    housed.generate()
    further = housed.migrations[first:]
    before = housed.run_migrations(up(housed.migrations[first - 1]))
    table = housed.scratch.quoted("Tickets")
    names = ", ".join(map(housed.scratch.quoted, ("lines", "createdAt", "updatedAt")))
    insert = f"INSERT INTO {table} ({names}) VALUES ('one', '2020-01-01', '2020-01-01')"
    steps = housed.migrate(sql(insert), up())
    columns = {column.name: column for column in steps[-1].tables["Tickets"].columns}
    if checks.dialect != "sqlite":
        checks.equal("a comment", columns["later"].comment, "that is (later)")
    read = housed.run_js(
        """
        const [row] = await db.Ticket.findAll();
        await row.update({ last: 'two\\nlines' });
        await row.reload();
        return [row.later, row.last, row.paragraph];
        """
    )
    checks.equal("values", read, ["b", "two\nlines", "\u2029"])
    undone = housed.run_migrations(down(further[0]))
    checks.equal("types that are left", sorted(undone), sorted(before))
    checks.equal("rows", undone["Tickets"].rows, 1)
