"""Words that Sequelize or a database could take for its own, in every place that holds a text."""

from __future__ import annotations

import json

import pytest

from scaffold.database.dialects import DIALECTS
from scaffold.database.unsafe_literals import LiteralPosition
from tests.support.checks import Checks
from tests.support.project import Project
from tests.support.rounds import whole_round

pytestmark = pytest.mark.node

# What JavaScript, Python, YAML or JSON ends a line with.
LINES = ("\n", "\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029")
WORDS = (
    *("PRIMARY KEY", "REFERENCES", "REFERENCES `x` (`y`)", "SERIAL", "BIGSERIAL", "COMMENT"),
    *("x COMMENT y", "DEFAULT true", "DEFAULT 1", "true", "false", "NULL", "NOT NULL", "UNIQUE"),
    *("CHECK (x)", "INT", "AUTO_INCREMENT", "AUTOINCREMENT", "ON DELETE CASCADE", "UNSIGNED"),
    *("ENUM('a', 'b')", "ENUM(", "CONSTRAINT", "FOREIGN KEY", "COLLATE NOCASE", "GENERATED"),
    *("a;b", "-- x", "/* x */", ":name", ":1", "$1", "$$", "?", "%s", "100%", "\\", "\\n", "a\nb"),
    *("a\tb", "it's", "''", '"', '""', "`", "(", ")", ") x (", "[x]", "{x}", "::text", "x,y"),
    *("😀", "é", "<b>", "&amp;", "now()", "CURRENT_TIMESTAMP", "uuid_generate_v4()", "NaN", "0"),
    *("0x1F", "1e5", "-1", "007", "integer", "TINYINT(1)", "DATETIME", "varchar(3)", "x PRIMARY"),
    *("primary key", "references", "end "),
    *(f"a{line}b" for line in LINES),
    *(f"a{line})" for line in LINES),
)  # fmt: skip


def survives(dialect: str, location: LiteralPosition) -> list[str]:
    """The words that are not refused there."""
    return [word for word in WORDS if DIALECTS[dialect].unsafe_literal(location, word) is None]


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def fields(line: str, words: list[str]) -> dict[str, str]:
    return {f"x{at}": line.format(quoted(word)) for at, word in enumerate(words)}


def test_every_text_in_every_position(housed: Project, checks: Checks, dialect: str) -> None:
    defaults, enums = survives(dialect, "default"), survives(dialect, "enum")
    chosen, added = survives(dialect, "enum default"), survives(dialect, "added comment")
    comments = [word for word in survives(dialect, "comment") if word in added]
    # An enum's values must differ in more than case on MySQL.
    values = list({word.casefold(): word for word in enums}.values())
    models = {
        "Default": fields("string(80) default({})", defaults),
        "Comment": fields("integer comment({})", comments),
        "Enum": fields("enum({0}, zz) default({0})", [word for word in values if word in chosen]),
        "All": {"of": f"enum({', '.join(map(quoted, values))})"},
        # The words of SQL come first; a key for each of the others takes MySQL half a minute.
        "Added": fields("belongsTo(All) comment({})", comments[:30]),
    }
    options = {"dialects": [dialect], "timestamps": False, "foreign_key": "camelCase"}
    document = {"version": 1, "targets": {"sequelize": {}}, "options": options, "models": models}
    housed.write("scaffold.json", json.dumps(document))
    housed.generate("-f", "scaffold.json")
    lines = any("\n" in word for word in values) or any(")" in word for word in chosen)
    tables = whole_round(housed, checks, "words", syncs=dialect != "postgres" or not lines)
    if dialect != "sqlite":
        comment = {
            (table.name, column.name): column.comment
            for table in tables.values()
            for column in table.columns
        }
        for at, word in enumerate(comments):
            checks.equal(f"comment {word!r}", comment["Comments", f"x{at}"], word)
        for at, word in enumerate(comments[:30]):
            checks.equal(f"comment of a key {word!r}", comment["Addeds", f"x{at}Id"], word)
    read = housed.run_js(
        f"""
        const [first, second] = [await db.Default.create({{}}), await db.Enum.create({{}})];
        await Promise.all([first.reload(), second.reload()]);
        const all = [];
        for (const of of {json.dumps(values)}) {{
          const {{ id }} = await db.All.create({{ of }});
          all.push((await db.All.findByPk(id)).of);
        }}
        return [first, second, all];
        """
    )
    for at, word in enumerate(defaults):
        checks.equal(f"default {word!r}", read[0][f"x{at}"], word)
    for at, word in enumerate(word for word in values if word in chosen):
        checks.equal(f"default of an enum {word!r}", read[1][f"x{at}"], word)
    checks.equal("values of an enum", read[2], values)
