"""Build the draft of a schema from named tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scaffold.database.resolve.key_actions import ACTION_WORDS
from scaffold.database.tables import TableName
from scaffold.importing.database_facts import COLLATION, ColumnFacts, DatabaseFacts
from scaffold.importing.draft.composite_fields import composite_fields, key_note
from scaffold.importing.draft.constraint_lines import ConstraintTerms
from scaffold.importing.draft.default_terms import argument, default_term
from scaffold.importing.draft.draft import Draft, DraftField, DraftModel, DraftSetting, Note
from scaffold.importing.draft.enum_entries import add_shared_enums
from scaffold.importing.draft.fields import FieldTerms
from scaffold.importing.draft.imported_options import ImportOptions
from scaffold.importing.naming.conventions import is_timestamp
from scaffold.importing.naming.named_tables import NamedKey, NamedTable
from scaffold.importing.schema_types import column_type
from scaffold.importing.stored_tables import own_primary_key_name
from scaffold.naming import foreign_key
from scaffold.schema.edit.quoting import as_yaml


def build_draft(
    facts: DatabaseFacts,
    tables: Mapping[TableName, NamedTable],
    options: ImportOptions,
    targets: Mapping[str, str],
) -> Draft:
    """Return the draft of the schema of a database."""
    draft = Draft(options.as_mapping(), targets)
    add_shared_enums(draft, facts, options, (table.model for table in tables.values()))
    draft.models = [DraftModel(table) for table in tables.values() if table.join != "plain"]
    for model in draft.models:
        _Model(draft, model, options).build()
    for table in tables.values():
        if table.join == "plain":
            for name in table.facts.primary_key:
                if table.facts.column(name).nullable:
                    draft.differs("primary keys that allow NULL", f"{table.name}.{name}")
            for remark in table.facts.remarks:
                _differs_in_collation(draft, table, remark)
    missing = [each for each in facts.extensions if each not in options.extensions]
    for extension in (*missing, *facts.foreign_extensions):
        draft.differs("extensions that a database needs first", extension)
    draft.notes += [Note("outside", "", each, kept=False) for each in facts.outside]
    return draft


def _differs_in_collation(draft: Draft, table: NamedTable, remark: str) -> None:
    collation = remark.removeprefix(COLLATION).partition(",")[0]
    draft.differs(f"tables of another collation ({collation})", str(table.name))


class _Model:
    def __init__(self, draft: Draft, model: DraftModel, options: ImportOptions) -> None:
        self._draft = draft
        self._model = model
        self._table = model.table
        self._facts = model.table.facts
        self._options = options
        self._terms = FieldTerms(draft, model.table, options)
        self._implicit: set[str] = set()

    def build(self) -> None:
        identity = self._implicit_id()
        timestamps = [] if self._facts.external else self._timestamps()
        in_key = self._facts.primary_key
        # The order of the primary key is that of its fields.
        columns = [
            *(self._facts.column(name) for name in in_key),
            *(each for each in self._facts.columns if each.name not in in_key),
        ]
        keys: list[DraftField] = []
        typed: list[DraftField] = []
        for column in columns:
            if column.name in self._implicit:
                continue
            key = self._table.key_of(column.name)
            if key is None:
                self._model.fields.append(self._terms.attribute(column))
            elif self._terms.has_own_type(key):
                name = key.attribute
                self._model.fields.append(self._terms.attribute(column, name=name))
                typed.append(self._terms.belongs_to_attribute(key))
            elif column.name in in_key:
                self._model.fields.append(self._terms.belongs_to(key))
            else:
                keys.append(self._terms.belongs_to(key))
        # A database that is built from the schema has the columns in this order.
        self._model.fields += (*typed, *keys)
        self._model.fields += composite_fields(self._table, self._options)
        self._inverses()
        self._joins()
        self._name_settings(identity)
        self._model.settings += timestamps
        if self._facts.external:
            self._set("$external", "true")
        ConstraintTerms(self._draft, self._model, self._options, self._implicit).add()
        if self._facts.comment is not None:
            self._set("$comment", as_yaml(self._facts.comment))
        self._notes()

    def _set(self, word: str, value: str) -> None:
        self._model.settings.append(DraftSetting(word, [value]))

    def _implicit_id(self) -> str | None:
        """Return the type of the key if it is the implicit `id`; its column is then implicit."""
        primary = self._facts.primary_key
        if len(primary) != 1 or self._table.key_of(primary[0]) is not None:
            return None
        column = self._facts.column(primary[0])
        name = self._table.attributes[column.name]
        kind = column_type(column, self._options.dialect)
        if name != "id" or self._options.styles.column("id") != column.name or column.comment:
            return None
        if column.collation is not None and kind.name != "uuid":
            return None
        default = default_term(column, kind, self._options.dialect)
        if kind.name == "uuid":
            wanted = "default(uuid)" if self._options.dialect == "postgres" else None
            fits = default == wanted
        else:
            fits = str(kind) in ("integer", "bigint") and column.autoincrement
            if self._options.dialect == "sqlite":
                fits = fits and column.type.upper() == "INTEGER"
                kind_name = "integer" if fits else None
                return self._implied(column, kind_name) if fits else None
        return self._implied(column, kind.name) if fits else None

    def _implied(self, column: ColumnFacts, kind: str | None) -> str | None:
        self._implicit.add(column.name)
        # Its notes are those of an attribute.
        self._model.notes += self._terms.attribute(column).notes
        return kind

    def _name_settings(self, identity: str | None) -> None:
        facts = self._facts
        if self._options.table_of(self._table.model) != facts.name.name:
            self._set("$table", as_yaml(facts.name.name))
        if facts.name.schema is not None and facts.name.schema != self._options.schema:
            self._set("$schema", as_yaml(facts.name.schema))
        elif facts.name.schema is None and self._options.schema is not None:
            self._set("$schema", "public")
        if identity is not None and identity != self._options.styles.id:
            self._set("$id", identity)
        elif identity is not None and self._is_joined():
            # A join model without `$id` would have its two keys as its primary key.
            self._set("$id", identity)
        elif not facts.primary_key:
            self._set("$id", "none")

    def _is_joined(self) -> bool:
        return self._table.join == "model"

    def _timestamps(self) -> list[DraftSetting]:
        """Return the settings of timestamps; columns that they imply are left out."""
        styles = self._options.styles
        settings: list[DraftSetting] = []
        if styles.timestamps is not None:
            names = ("createdAt", "updatedAt")
            found = [
                self._timestamp(column, name, nullable=False)
                for column, name in zip(styles.timestamps, names, strict=True)
            ]
            if not all(found):
                settings.append(DraftSetting("$timestamps", [_timestamp_setting(names, found)]))
        if styles.deleted_at is not None and not self._timestamp(
            styles.deleted_at, "deletedAt", nullable=True
        ):
            if self._table.join is None:
                settings.append(DraftSetting("$paranoid", ["false"]))
        elif (styles.deleted_at is not None and self._table.join is not None) or (
            styles.deleted_at is None and self._is_paranoid()
        ):
            settings.append(DraftSetting("$paranoid", ["true"]))
        return settings

    def _is_paranoid(self) -> bool:
        """Return whether the model of the code is, with a column that the schema has for it."""
        column = self._table.deleted_at
        return column is not None and self._timestamp(column, "deletedAt", nullable=True)

    def _timestamp(self, name: str, attribute: str, *, nullable: bool) -> bool:
        """Return whether a column is a timestamp of the schema; it is left out if it is exact."""
        column = next((each for each in self._facts.columns if each.name == name), None)
        if column is None or not is_timestamp(column, self._options.dialect):
            return False
        if self._table.attributes.get(name) != attribute or self._table.key_of(name) is not None:
            return False
        if nullable and not column.nullable:
            return False
        special = column.default or column.comment or column.updates_to_now or column.remarks
        is_local = column_type(column, self._options.dialect).local
        is_exact = (
            column.nullable == nullable and not special and not column.domain and not is_local
        )
        if is_exact and self._options.styles.column(attribute) == name:
            self._implicit.add(name)
            self._terms.list_other_words(column)
        return True

    def _inverses(self) -> None:
        number: dict[str, int] = {}
        for key in self._table.incoming:
            number[key.holder.model] = number.get(key.holder.model, 0) + 1
        for key in self._in_order(self._table.incoming):
            if key.inverse is None or key.holder.join == "plain":
                continue
            terms = [f"{key.inverse_kind}({key.holder.model})"]
            if number[key.holder.model] > 1 or key.is_self:
                terms.append(f"inverse({key.alias})")
            self._model.fields.append(DraftField(key.inverse, terms, "inverse", None, key))

    def _in_order(self, keys: Sequence[NamedKey]) -> list[NamedKey]:
        """Return foreign keys to this model in the order that they have in a fresh database."""
        holders = list(dict.fromkeys(key.holder.name for key in keys))

        def position(key: NamedKey) -> tuple[int, bool, int]:
            facts = key.holder.facts
            names = [each.name for each in facts.columns]
            has_attribute = FieldTerms(self._draft, key.holder, self._options).has_own_type(key)
            is_last = not has_attribute and key.column not in facts.primary_key
            return holders.index(key.holder.name), is_last, names.index(key.column)

        return sorted(keys, key=position)

    def _joins(self) -> None:
        style = self._options.styles.foreign_key
        for join in self._table.joins:
            source, target = join.source, join.target
            is_plain = join.table.join == "plain"
            through = join.table.name.name if is_plain else join.table.model
            terms = [f"belongsToMany({target.target.model})", f"through({argument(through)})"]
            needs_names = _is_ambiguous(source, target) or (
                is_plain and foreign_key(source.target.model, style) != source.attribute
            )
            if needs_names:
                terms.append(f"foreignKey({source.attribute})")
            if _is_ambiguous(source, target) or (
                is_plain and foreign_key(target.target.model, style) != target.attribute
            ):
                terms.append(f"otherKey({target.attribute})")
            if is_plain and source.facts.logical:
                terms.append("logical")
            elif is_plain:
                if source.facts.on_delete != self._options.deletes(True, joins=True):
                    terms.append(f"onDelete({ACTION_WORDS[source.facts.on_delete]})")
                if source.facts.on_update != self._options.updates(True):
                    terms.append(f"onUpdate({ACTION_WORDS[source.facts.on_update]})")
            self._model.fields.append(DraftField(join.alias, terms, "join", None, source))

    def _notes(self) -> None:
        table = self._table
        if self._options.keep_names and own_primary_key_name(self._facts, self._options.dialect):
            kind = "primary keys with a name of their own, as PostgreSQL names them"
            self._draft.differs(kind, str(table.name))
        for key, reason in table.other_keys:
            self._model.notes.append(key_note(table, key, reason))
        for remark in self._facts.remarks:
            if remark.startswith(COLLATION):
                _differs_in_collation(self._draft, table, remark)
                continue
            self._model.notes.append(Note("table", str(table.name), remark))


def _is_ambiguous(source: NamedKey, target: NamedKey) -> bool:
    """Return whether a join table has several keys to one of the two models."""
    targets = [key.target for key in source.holder.keys]
    return targets.count(source.target) > 1 or targets.count(target.target) > 1


def _timestamp_setting(names: Sequence[str], found: Sequence[bool]) -> str:
    if not any(found):
        return "false"
    parts = [f"{name}: {name if has else 'false'}" for name, has in zip(names, found, strict=True)]
    return f"{{{', '.join(parts)}}}"
