"""The options of an imported schema: what most of its tables repeat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import field

from scaffold.database.resolve.key_actions import ACTION_WORDS
from scaffold.database.tables import TableName
from scaffold.importing.database_facts import DatabaseFacts
from scaffold.importing.draft.default_terms import argument
from scaffold.importing.naming.conventions import Conventions
from scaffold.importing.naming.named_tables import NamedKey, NamedTable
from scaffold.naming import foreign_key, pluralize, table_name
from scaffold.schema.model import Action
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """The conventions, and the options that depend on the names too.

    key_column: the column of a foreign key is named as its `alias` or as its `attribute`.
    on_delete, on_update: the actions of most keys, None if the defaults of the schema fit best.
    own_words: as in the facts of the database.
    enum_names: shared enums that the schema has already, by their types.
    extensions: of PostgreSQL, which migrations install.
    keep_names: constraints and indexes are declared with the names of the database.
    """

    styles: Conventions
    dialect: str
    key_column: str = "attribute"
    tables: str = "plural"
    schema: str | None = None
    on_delete: Action | None = None
    on_update: Action | None = None
    own_words: frozenset[str] = frozenset()
    enum_names: Mapping[TableName, str] = field(default_factory=dict)
    keep_names: bool = False
    extensions: tuple[str, ...] = ()

    def as_mapping(self) -> Mapping[str, str]:
        """Return the options that are not the defaults of the schema, as YAML."""
        styles = self.styles
        action_of = {each: ACTION_WORDS[each] for each in ACTION_WORDS}
        wanted = {
            "dialects": f"[{self.dialect}]",
            "id": styles.id if styles.id != "integer" else None,
            "naming": styles.naming if styles.naming != "sequelize" else None,
            "tables": self.tables if self.tables != "plural" else None,
            "schema": self.schema,
            "extensions": f"[{', '.join(self.extensions)}]" if self.extensions else None,
            "timestamps": None if styles.timestamps else "false",
            "paranoid": "true" if styles.deleted_at else None,
            "foreign_key": styles.foreign_key if styles.foreign_key != "PascalCase" else None,
            "key_column": self.key_column if self.key_column != "attribute" else None,
            "on_delete": action_of[self.on_delete] if self.on_delete else None,
            "on_update": action_of[self.on_update] if self.on_update else None,
            "index_foreign_keys": None if styles.index_foreign_keys else "false",
        }
        return {word: value for word, value in wanted.items() if value is not None}

    def kept(self, name: str) -> str | None:
        """Return the name of a constraint as an argument, if it is to be declared."""
        return argument(name) if self.keep_names and name else None

    def table_of(self, model: str) -> str:
        """Return the table of a model without `$table`."""
        noun = model if self.tables == "singular" else pluralize(model)
        return table_name(noun, self.styles.naming)

    def column_of(self, key: NamedKey) -> str:
        """Return the column of a foreign key without `column(…)`."""
        word = key.alias if self.key_column == "alias" else key.attribute
        return self.styles.column(word)

    def deletes(self, required: bool, *, joins: bool = False) -> Action:
        """Return the action of a key without `onDelete(…)`."""
        usual: Action = "CASCADE" if joins else "RESTRICT" if required else "SET NULL"
        if self.on_delete is None or (self.on_delete == "SET NULL" and required):
            return usual
        return self.on_delete

    def updates(self, required: bool) -> Action:
        """Return the action of a key without `onUpdate(…)`."""
        if self.on_update is None or (self.on_update == "SET NULL" and required):
            return "CASCADE"
        return self.on_update


def import_options(
    facts: DatabaseFacts, styles: Conventions, tables: Mapping[TableName, NamedTable]
) -> ImportOptions:
    """Return the options of a schema with these names."""
    keys = [key for table in tables.values() for key in table.keys]
    aliases = sum(styles.column(key.alias) == key.column for key in keys)
    attributes = sum(
        styles.column(foreign_key(key.alias, styles.foreign_key)) == key.column for key in keys
    )
    singular = sum(
        table_name(table.model, styles.naming) == table.name.name for table in tables.values()
    )
    plural = sum(
        table_name(pluralize(table.model), styles.naming) == table.name.name
        for table in tables.values()
    )
    schemas = Counter(name.schema for name, table in facts.tables.items() if not table.external)
    schema = schemas.most_common(1)[0][0] if schemas else None
    on_delete, on_update = _actions(keys)
    return ImportOptions(
        styles,
        facts.dialect,
        "alias" if aliases > attributes else "attribute",
        "singular" if singular > plural else "plural",
        schema if len(schemas) == 1 else None,
        on_delete,
        on_update,
        facts.own_words,
        extensions=facts.extensions,
    )


def _actions(keys: Iterable[NamedKey]) -> tuple[Action | None, Action | None]:
    """Return the options under which the fewest keys must declare their own actions."""
    rows = [
        (_is_required(key), key.holder.join is not None, key.facts.on_delete, key.facts.on_update)
        for key in keys
        if not key.facts.logical
    ]
    if not rows:
        return None, None
    probe = Conventions()

    def misses(on_delete: Action | None, on_update: Action | None) -> tuple[int, int]:
        options = ImportOptions(probe, "", on_delete=on_delete, on_update=on_update)
        return (
            sum(options.deletes(row[0], joins=row[1]) != row[2] for row in rows),
            sum(options.updates(row[0]) != row[3] for row in rows),
        )

    choices: tuple[Action | None, ...] = (None, "NO ACTION", "CASCADE", "RESTRICT", "SET NULL")
    on_delete = min(choices, key=lambda each: misses(each, None)[0])
    on_update = min(choices, key=lambda each: misses(None, each)[1])
    return on_delete, on_update


def _is_required(key: NamedKey) -> bool:
    table = key.holder.facts
    return not table.column(key.column).nullable or key.column in table.primary_key
