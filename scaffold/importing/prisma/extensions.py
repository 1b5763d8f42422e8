"""The extensions of PostgreSQL that a Prisma schema declares, and those that its tables need."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from scaffold.database.tables import TableName
from scaffold.importing.database_facts import TableFacts
from scaffold.importing.prisma.prisma_declarations import Block

# Types, operator classes and functions of https://www.postgresql.org/docs/current/contrib.html
# and of pgvector.
_OF_WORDS = {
    **{"citext": "citext", "cube": "cube", "hstore": "hstore", "ltree": "ltree"},
    **dict.fromkeys(("gin_trgm_ops", "gist_trgm_ops"), "pg_trgm"),
    **dict.fromkeys((f"uuid_generate_v{each}" for each in ("1", "1mc", "4")), "uuid-ossp"),
    **dict.fromkeys(("gen_random_bytes", "crypt"), "pgcrypto"),
    **dict.fromkeys(("vector", "halfvec", "sparsevec"), "vector"),
    **dict.fromkeys(("geometry", "geography"), "postgis"),
}
_TEXT = re.compile(r"'[^']*'")
_WORD = re.compile(r"[a-z]\w*")


def extensions(source: Block, tables: Mapping[TableName, TableFacts]) -> tuple[str, ...]:
    """Return the names of both, in order."""
    return tuple(sorted({*_declared(source), *_needed(tables)}))


def _declared(source: Block) -> Iterator[str]:
    """Yield those of `extensions = [pgcrypto, uuid_ossp(map: "uuid-ossp")]`."""
    value = source.setting("extensions")
    for item in value.items if value is not None else ():
        given = {each.name: each.value.text for each in item.value.items}
        yield given.get("map", item.value.text)


def _needed(tables: Mapping[TableName, TableFacts]) -> Iterator[str]:
    for table in tables.values():
        for column in table.columns:
            if not column.values:
                yield from _of(f"{column.type} {_TEXT.sub('', column.default or '')}")
        for index in table.indexes:
            for part in index.parts:
                yield from _of(part.operator_class or "")


def _of(text: str) -> Iterator[str]:
    return (_OF_WORDS[word] for word in _WORD.findall(text.lower()) if word in _OF_WORDS)
