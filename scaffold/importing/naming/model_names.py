"""The model of each table: its last word in the singular, in PascalCase."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from scaffold.database.tables import TableName
from scaffold.importing.code_names import CodeNames
from scaffold.importing.database_facts import DatabaseFacts
from scaffold.importing.naming.conventions import Conventions
from scaffold.importing.naming.reserved_names import reserved_models
from scaffold.naming import pascal, singularize, words

_NO_IDENTIFIER = re.compile(r"[^0-9A-Za-z_]+")


def model_names(
    facts: DatabaseFacts, styles: Conventions, code: CodeNames, targets: Sequence[str]
) -> Mapping[TableName, str]:
    """Return the name of each table's model, each once even without regard to case."""
    names = {table: _by_rule(table.name, styles) for table in facts.tables}
    common = Counter(table.name.casefold() for table in facts.tables)
    for table in names:
        if common[table.name.casefold()] > 1 and table.schema:
            names[table] = pascal(identifier(table.schema)) + names[table]
    reserved = reserved_models(names.values(), targets)
    found: dict[TableName, str] = dict(code.models)
    taken = {_folded(name) for name in found.values()}
    for table, name in names.items():
        if table in found:
            continue
        wanted = f"{name}Record" if name in reserved else name
        free, number = wanted, 2
        while _folded(free) in taken:
            free, number = f"{wanted}{number}", number + 1
        taken.add(_folded(free))
        found[table] = free
    return {table: found[table] for table in names}


def identifier(name: str) -> str:
    """Return a name with `_` instead of what no identifier can have, never with a digit first."""
    plain = _NO_IDENTIFIER.sub("_", _ascii(name)).strip("_") or "x"
    return f"n{plain}" if plain[0].isdigit() else plain


def _ascii(name: str) -> str:
    if name.isascii():
        return name
    from unicodedata import normalize

    return normalize("NFKD", name).encode("ascii", "ignore").decode()


def _by_rule(table: str, styles: Conventions) -> str:
    parts = list(words(identifier(table))) or ["Table"]
    if styles.plural_tables:
        parts[-1] = singularize(parts[-1])
    # Capitals are an acronym only beside words that are not.
    shouts = len(parts) > 1 and table.upper() == table
    name = "".join(
        part[:1].upper() + (part[1:].lower() if shouts or part.isupper() else part[1:])
        for part in parts
    )
    return name if name[:1].isalpha() else f"M{name}"


def _folded(name: str) -> str:
    """Return the name as the files of models are compared."""
    return name.replace("_", "").casefold()
