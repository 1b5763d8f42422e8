"""SQL of an existing database as expressions of the schema: `{attribute}` for each column."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

_TOKEN = re.compile(
    r"""(?P<text>[A-Za-z]*'(?:[^'\\]|''|\\.)*')
    |(?P<quoted>"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[A-Za-z_][^\[\]]*\])
    |(?P<cast>::\s*(?:"(?:[^"]|"")*"|[A-Za-z_]\w*)(?:\.(?:"(?:[^"]|"")*"|\w+))?
        (?:\s+(?:varying|precision|with\s+time\s+zone|without\s+time\s+zone))?)
    |(?P<word>[A-Za-z_\u0080-\uffff][\w$]*)
    |(?P<brace>[{}])""",
    re.VERBOSE,
)
# A text search configuration, without its schema and quotes.
_TEXT_SEARCH = re.compile(r"""'(?:[^'.]*\.)?"?([^'."]+)"?'::regconfig""")
_CAST_COLUMN = re.compile(r"""(?<![\w$"'])\((\{[^{}]+\})\)(?=::)""")
# Words that are no columns where they stand without quotes.
_KEYWORDS = frozenset(
    {
        *("and", "or", "not", "in", "is", "null", "true", "false", "like", "between", "any", "all"),
        *("case", "when", "then", "else", "end", "array", "as", "from", "for", "similar", "to"),
        *("escape", "collate", "distinct", "ilike", "exists", "some", "interval", "cast", "xor"),
    }
)


def with_attributes(sql: str, attributes: Mapping[str, str], dialect: str) -> tuple[str, set[str]]:
    """Return the SQL with `{attribute}` for each column, and the columns; braces are doubled."""
    folded = {name.casefold(): name for name in attributes}
    found: set[str] = set()
    pieces: list[str] = []
    end = 0
    for match in _TOKEN.finditer(sql):
        pieces.append(sql[end : match.start()])
        end = match.end()
        token = match[0]
        name = _column(match, sql, attributes, folded, dialect)
        if name is not None:
            found.add(name)
            pieces.append(f"{{{attributes[name]}}}")
        elif match["brace"] or match["text"]:
            pieces.append(token.replace("{", "{{").replace("}", "}}"))
        else:
            pieces.append(token)
    pieces.append(sql[end:])
    expression = "".join(pieces)
    if dialect == "postgres":
        # PostgreSQL writes a cast of a column so, which Alembic does not compare as equal.
        expression = _CAST_COLUMN.sub(r"\1", expression)
    return expression, found


def _column(
    match: re.Match[str],
    sql: str,
    attributes: Mapping[str, str],
    folded: Mapping[str, str],
    dialect: str,
) -> str | None:
    """Return the column that a token names, or None."""
    following = sql[match.end() : match.end() + 1]
    if match["quoted"]:
        token = match["quoted"]
        quote = token[-1]
        name = token[1:-1].replace(quote * 2, quote) if quote != "]" else token[1:-1]
    elif match["word"] and following not in ("(", "."):
        name = match["word"]
        if name.casefold() in _KEYWORDS and not (dialect == "postgres" and name in attributes):
            return None
    else:
        return None
    if name in attributes:
        return name
    # PostgreSQL writes names as they are; the others compare them without case.
    return folded.get(name.casefold()) if dialect != "postgres" else None


def uses_own_words(sql: str, words: Collection[str]) -> bool:
    """Return whether SQL uses a function, a type or a configuration of `words` (`own_words`)."""
    if not words:
        return False
    bare = re.sub(r"'(?:[^']|'')*'", "''", sql)
    called = (f"{found[1]}" for found in re.finditer(r'"?([\w$]+)"?\(', bare))
    cast = (f"::{found[1]}" for found in re.finditer(r'::(?:"?\w+"?\.)?"?([\w$]+)"?', bare))
    searched = (f"'{found}'::regconfig" for found in _TEXT_SEARCH.findall(sql))
    return any(word in words for word in (*called, *cast, *searched))
