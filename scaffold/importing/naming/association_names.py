"""The other sides: hasMany, hasOne and belongsToMany."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from scaffold.database.tables import TableName
from scaffold.importing.code_names import CodeNames, KeyNames
from scaffold.importing.database_facts import COLLATION, IndexFacts
from scaffold.importing.naming.conventions import Conventions, is_leading
from scaffold.importing.naming.free_names import FreeNames
from scaffold.importing.naming.model_names import identifier
from scaffold.importing.naming.named_tables import NamedComposite, NamedJoin, NamedKey, NamedTable
from scaffold.naming import camel, pascal, pluralize

# What those are called that a row of the same table refers to.
_SELF = {
    "parent": "children",
    "manager": "reports",
    "supervisor": "subordinates",
    "boss": "reports",
    "reportsTo": "reports",
    "replyTo": "replies",
    "previous": "nexts",
}
_PARTICIPLE = re.compile(r"(.*?[a-z](?:ed|en|ten|own|ung|ught|ent|ut|et|old|id|ade))By")
Free = Mapping[str, FreeNames]


def find_joins(table: NamedTable, styles: Conventions, order: Mapping[TableName, int]) -> None:
    """Set `join` of a table whose rows are pairs: by its primary key, or by a unique pair.

    `order`: the place of each table's model in the schema.
    """
    keys = [key for key in table.keys if key.facts.columns == (key.column,)]
    columns = [column.name for column in table.facts.columns]
    primary = set(table.facts.primary_key)
    pair = [key for key in keys if key.column in primary]
    if len(pair) == 2 and primary == {key.column for key in pair}:
        first, second = (
            order[table.key_of(column).target.name]  # type: ignore[union-attr]
            for column in table.facts.primary_key
        )
        # The primary key of a join table without a model begins with the key to the first model.
        is_plain = len(columns) == 2 and first <= second and _is_plain(table, styles)
        # Only its two ends could declare the actions of both keys.
        is_plain = is_plain and not any(key.target.facts.external for key in pair)
        table.join = "plain" if is_plain else "model"
        return
    for index in table.facts.indexes:
        if index.unique and index.columns is not None and len(index.columns) == 2:
            pair = [key for key in keys if key.column in index.columns]
            rest = set(columns) - set(index.columns) - primary - set(styles.timestamps or ())
            if len(pair) == 2 and not rest:
                table.join = "model"
                return


def _is_plain(table: NamedTable, styles: Conventions) -> bool:
    """Return whether a pair's table has nothing that only a model of its own can declare."""
    facts = table.facts
    indexes = [each for each in facts.indexes if not _is_of_key(each, table, styles)]
    # A join table has the database's collation, which its own is then listed as different from.
    remarks = [each for each in facts.remarks if not each.startswith(COLLATION)]
    has_more = facts.comment or facts.checks or indexes or remarks or table.other_keys
    return (
        not has_more
        and facts.primary_key == tuple(column.name for column in facts.columns)
        and not any(column.comment or column.default for column in facts.columns)
        and not table.incoming
        and all(key.facts.remarks == () for key in table.keys)
        and all(styles.column(key.attribute) == key.column for key in table.keys)
        and all(key.target.facts.primary_key == key.facts.references for key in table.keys)
    )


def _is_of_key(index: IndexFacts, table: NamedTable, styles: Conventions) -> bool:
    """Return whether an index is the one that the schema gives a foreign key."""
    columns = index.columns
    return (
        styles.index_foreign_keys
        and not index.unique
        and columns is not None
        and len(columns) == 1
        and table.key_of(columns[0]) is not None
        and not is_leading(table.facts, columns[0])
    )


def claim_names(table: NamedTable, code: CodeNames, free: Free) -> None:
    """Name the associations to a table that code names, before others take their names."""
    keys: list[NamedKey | NamedComposite] = [*table.keys, *table.composites]
    for key in keys if table.join != "plain" else ():
        known = code.keys.get((table.name, key.facts.columns), KeyNames())
        if known.inverse and not key.target.facts.external:
            key.inverse = free[key.target.model].take((known.inverse,))
    for end in table.keys if table.join is not None else ():
        join = code.joins.get((table.name, end.column))
        if join is not None and not end.target.facts.external:
            table.join_aliases[end.column] = free[end.target.model].take((join.alias,))


def name_inverses(table: NamedTable, code: CodeNames, free: Free) -> None:
    """Name the hasMany or hasOne of each foreign key of a table."""
    if table.join == "plain":
        return
    number = Counter(id(key.target) for key in table.keys)
    for key in table.keys:
        known = code.keys.get((table.name, key.facts.columns), KeyNames())
        key.inverse_kind = known.inverse_kind or ("hasOne" if key.unique else "hasMany")
        names = free[key.target.model]
        if key.target.facts.external:
            # Others declare what their model has.
            continue
        if known.inverse is None and not code.one_sided:
            candidates = inverse_candidates(key, number[id(key.target)] == 1)
            if key.inverse_kind == "hasOne":
                key.inverse = names.take(candidates)
            else:
                key.inverse = names.take_plural(candidates)


def inverse_candidates(key: NamedKey | NamedComposite, is_only: bool) -> tuple[str, ...]:
    """Return names for the other end of a foreign key, the best first.

    `is_only`: its model has no other foreign key to that model.
    """
    number = (lambda name: name) if key.inverse_kind == "hasOne" else pluralize
    alias = camel(key.alias)
    found = _PARTICIPLE.fullmatch(alias)
    prefix = found[1] if found else alias
    plain = number(camel(key.holder.model))
    prefixed = prefix + pascal(number(key.holder.model))
    if key.is_self:
        if alias in _SELF:
            own = _SELF[alias] if key.inverse_kind == "hasMany" else ""
            return tuple(filter(None, (own, prefixed)))
        if re.match("parent[A-Z]", alias):
            return (number(f"child{alias[6:]}"), prefixed)
        return (prefixed,)
    if is_only or alias.lower() == key.target.model.lower():
        return (plain, prefixed)
    return (prefixed, plain)


def name_joins(table: NamedTable, code: CodeNames, free: Free) -> None:
    """Name the belongsToMany of both sides of a join table."""
    if table.join is None:
        return
    one, other = _pair(table)
    for source, target in ((one, other), (other, one)):
        if source.target.facts.external:
            continue
        known = table.join_aliases.get(source.column)
        names = free[source.target.model]
        if known is not None:
            alias = known
        elif code.one_sided or any(not each.facts.references for each in (source, target)):
            continue
        else:
            plural = pluralize(camel(target.alias))
            model = pluralize(camel(target.target.model))
            through = camel(source.alias) + pascal(plural)
            last = model + "Of" + pascal(table.model)
            is_column = camel(target.alias) == camel(identifier(target.column))
            first = (model, plural) if is_column else (plural, model)
            alias = names.take_plural((*first, through, last))
        source.target.joins.append(NamedJoin(alias, table, source, target))


def _pair(table: NamedTable) -> tuple[NamedKey, NamedKey]:
    primary = set(table.facts.primary_key)
    keys = [key for key in table.keys if key.column in primary]
    if len(keys) != 2 or primary != {key.column for key in keys}:
        unique = next(
            index.columns
            for index in table.facts.indexes
            if index.unique
            and index.columns is not None
            and len(index.columns) == 2
            and all(table.key_of(column) for column in index.columns)
        )
        keys = [key for key in table.keys if key.column in unique]
    return keys[0], keys[1]
