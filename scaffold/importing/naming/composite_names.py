"""Foreign keys of several columns: which associations can declare, and their names."""

from __future__ import annotations

from collections.abc import Mapping

from scaffold.database.tables import TableName
from scaffold.importing.code_names import CodeNames, KeyNames
from scaffold.importing.database_facts import ForeignKeyFacts
from scaffold.importing.naming.association_names import inverse_candidates
from scaffold.importing.naming.attribute_names import stem
from scaffold.importing.naming.free_names import FreeNames
from scaffold.importing.naming.model_names import identifier
from scaffold.importing.naming.named_tables import NamedComposite, NamedTable
from scaffold.naming import camel, pascal


def composite_obstacle(
    table: NamedTable, key: ForeignKeyFacts, tables: Mapping[TableName, NamedTable]
) -> str | None:
    """Return why no association can declare a foreign key of several columns, or None."""
    if key.table not in tables:
        return f"{key.table} is not imported"
    target = tables[key.table].facts
    known = {column.name for column in target.columns}
    if len(key.references) != len(key.columns) or not known.issuperset(key.references):
        return "it refers to no columns"
    if any(set(each.facts.columns) == set(key.columns) for each in table.composites):
        return "its columns have another foreign key"
    if not target.is_unique(key.references):
        return f"{target.name} ({', '.join(key.references)}) is not unique"
    if any(table.facts.column(column).generated is not None for column in key.columns):
        return "one of its columns is generated"
    if (table.name, key.columns) == (key.table, key.references):
        return "it refers to its own columns"
    return None


def name_composites(table: NamedTable, code: CodeNames, free: FreeNames) -> None:
    """Name the belongsTo of each foreign key of several columns."""
    for key in table.composites:
        known = code.keys.get((table.name, key.facts.columns), KeyNames())
        if known.alias is not None:
            key.alias = free.take((known.alias,))
            continue
        target = camel(key.target.model)
        stems = list(_own_stems(key))
        # A column that is no other foreign key says what the row refers to.
        first = stems[0] if len(stems) == 1 else target
        other = camel(identifier(_own_columns(key)[0])) + pascal(key.target.model)
        key.alias = free.take((first, target, other, f"{target}Ref"))


def _own_columns(key: NamedComposite) -> list[str]:
    own = [name for name in key.facts.columns if key.holder.key_of(name) is None]
    return own or list(key.facts.columns)


def _own_stems(key: NamedComposite) -> list[str]:
    own = _own_columns(key)
    found = [stem(name) for name in own]
    # A name without the suffix of a key is that of a value: the number of a line.
    return [camel(identifier(each)) for each, name in zip(found, own, strict=True) if each != name]


def name_composite_inverses(
    table: NamedTable, code: CodeNames, free: Mapping[str, FreeNames]
) -> None:
    """Name the hasMany or hasOne of each foreign key of several columns."""
    for key in table.composites:
        known = code.keys.get((table.name, key.facts.columns), KeyNames())
        unique = table.facts.is_unique(key.facts.columns)
        key.inverse_kind = known.inverse_kind or ("hasOne" if unique else "hasMany")
        names = free[key.target.model]
        if key.target.facts.external:
            continue
        if known.inverse is None and not code.one_sided:
            targets = [each.target for each in table.keys]
            targets += [each.target for each in table.composites]
            is_only = sum(target is key.target for target in targets) == 1
            candidates = inverse_candidates(key, is_only)
            is_one = key.inverse_kind == "hasOne"
            key.inverse = names.take(candidates) if is_one else names.take_plural(candidates)
