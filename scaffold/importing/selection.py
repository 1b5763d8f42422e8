"""Which tables of a database are imported."""

from __future__ import annotations

from collections.abc import Collection, Set
from dataclasses import replace
from fnmatch import fnmatchcase

from scaffold.database.tables import TableName
from scaffold.errors import UsageError
from scaffold.importing.database_facts import DatabaseFacts, TableFacts
from scaffold.naming.suggest import suggest
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class Selection:
    """Names of tables, in which `*` and `?` are wildcards, and schemas; empty for all."""

    tables: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    schemas: tuple[str, ...] = ()

    def of(self, facts: DatabaseFacts) -> DatabaseFacts:
        """Return the selected tables; UsageError if a name or a schema is not there.

        Others that foreign keys refer to are external, with their keys alone.
        """
        self._require_known(facts)
        selected = {name for name in facts.tables if self._has(name)}
        referred = _referred(facts, selected)
        chosen = {
            name: table if name in selected else as_external(table, referred[name])
            for name, table in facts.tables.items()
            if name in selected or name in referred
        }
        used = {column.enum for table in chosen.values() for column in table.columns}
        enums = tuple(each for each in facts.enums if each.name in used)
        return replace(facts, tables=chosen, enums=enums)

    def _has(self, name: TableName) -> bool:
        if self.schemas and (name.schema or "public") not in self.schemas:
            return False
        if self.tables and not any(_matches(name, each) for each in self.tables):
            return False
        return not any(_matches(name, each) for each in self.exclude)

    def _require_known(self, facts: DatabaseFacts) -> None:
        for option, names in (("--tables", self.tables), ("--exclude", self.exclude)):
            for each in names:
                if not any(_matches(name, each) for name in facts.tables):
                    near = suggest(each, list(map(str, facts.tables)))
                    hint = f"Did you mean `{near}`?" if near else "See the names with --dry-run."
                    raise UsageError(f"{option} {each}: the database has no such table", hint)
        known = {name.schema or "public" for name in facts.tables}
        if self.schemas and facts.dialect != "postgres":
            raise UsageError("--schema is for PostgreSQL", "Name the database in the URL.")
        for each in self.schemas:
            if each not in known:
                raise UsageError(
                    f"--schema {each}: the database has no tables in such a schema",
                    f"It has tables in: {', '.join(sorted(known)) or 'none'}.",
                )


def _referred(facts: DatabaseFacts, selected: Set[TableName]) -> dict[TableName, set[str]]:
    """Return the columns of other tables that foreign keys of the selected ones refer to."""
    found: dict[TableName, set[str]] = {}
    for name in selected:
        for key in facts.tables[name].foreign_keys:
            if key.table in facts.tables and key.table not in selected:
                found.setdefault(key.table, set()).update(key.references)
    return found


def as_external(table: TableFacts, columns: Collection[str]) -> TableFacts:
    """Return the primary key and these columns of a table that others own."""
    kept = {*table.primary_key, *columns}
    return TableFacts(
        table.name,
        tuple(replace(each, comment=None) for each in table.columns if each.name in kept),
        table.primary_key,
        table.primary_key_name,
        tuple(
            index
            for index in table.indexes
            if index.unique and index.columns is not None and kept.issuperset(index.columns)
        ),
        external=True,
    )


def _matches(name: TableName, pattern: str) -> bool:
    return fnmatchcase(name.name, pattern) or fnmatchcase(str(name), pattern)
