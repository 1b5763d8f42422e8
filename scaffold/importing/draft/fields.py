"""The attributes and belongsTo of a model."""

from __future__ import annotations

from collections.abc import Mapping

from scaffold.database.resolve.key_actions import ACTION_WORDS
from scaffold.database.tables import TableName
from scaffold.importing.database_facts import ColumnFacts
from scaffold.importing.draft.default_terms import argument, default_term, quoted_argument
from scaffold.importing.draft.draft import Draft, DraftField, Note
from scaffold.importing.draft.enum_entries import own_words_of
from scaffold.importing.draft.imported_options import ImportOptions
from scaffold.importing.draft.sql_expressions import uses_own_words, with_attributes
from scaffold.importing.naming.named_tables import NamedKey, NamedTable
from scaffold.importing.schema_types import SQLITE_BOOLEANS, column_type
from scaffold.schema.data_types import STRING_LENGTH, DataType
from scaffold.schema.native_types import timestamp_digits
from scaffold.schema.type_table import TYPES


def type_term(kind: DataType, enums: Mapping[TableName, str]) -> list[str]:
    """Return a type as the first terms of a field; `enums` are the names of shared ones."""
    if kind.native is not None:
        return [f"type({quoted_argument(kind.native)})"]
    if kind.of is not None:
        return [f"{kind.name}({' '.join(type_term(kind.of, enums))})"]
    if kind.type_name is not None:
        return [f"{kind.name}({enums[TableName(kind.type_name, kind.type_schema)]})"]
    if len(kind.values) == 1:
        # Without quotes it could be the name of a shared one.
        return [f"{kind.name}({quoted_argument(kind.values[0])})"]
    if kind.values:
        return [f"{kind.name}({', '.join(map(argument, kind.values))})"]
    sizes = [str(each) for each in (kind.length, kind.precision, kind.scale) if each is not None]
    if kind.name == "string" and kind.length == STRING_LENGTH:
        sizes = []
    terms = [f"{kind.name}({', '.join(sizes)})" if sizes else kind.name]
    terms += ["unsigned"] if kind.unsigned else []
    terms += ["local"] if kind.local else []
    return terms + ([f"collate({argument(kind.collation)})"] if kind.collation else [])


class FieldTerms:
    """Makes the fields of columns; what the schema does not express becomes a note."""

    def __init__(self, draft: Draft, table: NamedTable, options: ImportOptions) -> None:
        self._draft = draft
        self._table = table
        self._facts = table.facts
        self._options = options
        self._own_words = own_words_of(table.facts, options.own_words)

    def attribute(self, column: ColumnFacts, *, name: str | None = None) -> DraftField:
        """Return the attribute of a column."""
        name = name or self._table.attributes[column.name]
        kind = self._type(column)
        terms = type_term(kind, self._draft.enum_names)
        made = DraftField(name, terms, "attribute", column.name)
        if column.name in self._facts.primary_key:
            terms.append("primary")
            if column.nullable:
                self._draft.differs("primary keys that allow NULL", self._place(column))
        elif not column.nullable or (column.autoincrement and self._options.dialect == "postgres"):
            terms.append("required")
        if column.autoincrement:
            self._autoincrement(made, column, kind)
        if column.updates_to_now and timestamp_digits(kind) is not None:
            terms.append("onUpdateNow")
        self._default(made, column, kind)
        if self._options.styles.column(name) != column.name:
            terms.append(f"column({argument(column.name)})")
        self._rest(made, column)
        return made

    def has_own_type(self, key: NamedKey) -> bool:
        """Return whether a foreign key's type is not that of the column that it refers to."""
        referenced = key.target.facts.column(key.facts.references[0])
        dialect = self._options.dialect
        mine = column_type(self._facts.column(key.column), dialect)
        return mine != column_type(referenced, dialect)

    def belongs_to_attribute(self, key: NamedKey) -> DraftField:
        """Return the belongsTo of a foreign key that is a declared attribute."""
        column = self._facts.column(key.column)
        terms = [f"belongsTo({key.target.model})", f"foreignKey({key.attribute})"]
        made = DraftField(key.alias, terms, "belongsTo", column.name, key)
        self._actions(key, terms, required=not column.nullable)
        self._constraint(key, terms)
        for remark in key.facts.remarks:
            made.notes.append(self._note(column, "foreign key", f"foreign key {remark}"))
        return made

    def _actions(self, key: NamedKey, terms: list[str], *, required: bool) -> None:
        """Add the actions of a foreign key, and the attribute that it refers to."""
        facts, options = key.facts, self._options
        joins = self._table.join is not None
        if facts.logical:
            terms.append("logical")
        elif facts.on_delete != options.deletes(required, joins=joins):
            terms.append(f"onDelete({ACTION_WORDS[facts.on_delete]})")
        if not facts.logical and facts.on_update != options.updates(required):
            terms.append(f"onUpdate({ACTION_WORDS[facts.on_update]})")
        if key.target.facts.primary_key != facts.references:
            terms.append(f"targetKey({key.target.attributes[facts.references[0]]})")

    def belongs_to(self, key: NamedKey) -> DraftField:
        """Return the belongsTo of a foreign key."""
        column = self._facts.column(key.column)
        facts = key.facts
        options = self._options
        terms = [f"belongsTo({key.target.model})"]
        made = DraftField(key.alias, terms, "belongsTo", column.name, key)
        is_primary = column.name in self._facts.primary_key
        required = is_primary or not column.nullable
        if is_primary:
            terms.append("primary")
            if column.nullable:
                self._draft.differs("primary keys that allow NULL", self._place(column))
        elif required:
            terms.append("required")
        if key.unique and self._facts.primary_key != (column.name,):
            terms.append("unique")
        self._actions(key, terms, required=required)
        self._key_names(key, terms)
        self._constraint(key, terms)
        self._default(made, column, self._type(column))
        # In SQLite it is the alias of the rowid, whatever else it is.
        if column.autoincrement and options.dialect != "sqlite":
            made.notes.append(self._note(column, "numbering", "it is numbered by the database"))
        self._rest(made, column)
        for remark in facts.remarks:
            made.notes.append(self._note(column, "foreign key", f"foreign key {remark}"))
        return made

    def _constraint(self, key: NamedKey, terms: list[str]) -> None:
        name = self._options.kept(key.facts.name)
        if name is not None and not key.facts.logical:
            terms.append(f"constraint({name})")
            if self._options.dialect == "sqlite":
                place = f"{self._facts.name}.{key.column}"
                self._draft.differs("names of foreign keys of one column, as none", place)

    def _default(self, made: DraftField, column: ColumnFacts, kind: DataType) -> None:
        default = default_term(
            column,
            kind,
            self._options.dialect,
            as_sql=made.kind == "belongsTo" and bool(kind.native),
        )
        is_sql = default is not None and default.startswith("default(sql(")
        if is_sql and uses_own_words(column.default or "", self._own_words):
            made.notes.append(self._note(column, "default", f"default {column.default}"))
        elif default is not None:
            made.terms.append(default)

    def _key_names(self, key: NamedKey, terms: list[str]) -> None:
        from scaffold.naming import foreign_key

        options = self._options
        if foreign_key(key.alias, options.styles.foreign_key) != key.attribute:
            terms.append(f"foreignKey({key.attribute})")
        if options.column_of(key) != key.column:
            terms.append(f"column({argument(key.column)})")

    def _type(self, column: ColumnFacts) -> DataType:
        kind = column_type(column, self._options.dialect)
        is_key = self._facts.primary_key == (column.name,)
        # SQLite's only integer key is its rowid, whose type is always INTEGER.
        if self._options.dialect != "sqlite" or not is_key or column.type.upper() == "INTEGER":
            return kind
        if "INT" in column.type.upper() and "sequelize" in self._draft.targets:
            self._draft.differs("integer keys, as INTEGER by Sequelize", self._place(column))
        if TYPES[kind.name].family == "integer":
            return DataType("type", native=column.type)
        return kind

    def _autoincrement(self, made: DraftField, column: ColumnFacts, kind: DataType) -> None:
        # InnoDB numbers only a column that an index begins with: here that of the primary key.
        primary = self._facts.primary_key
        is_later = self._options.dialect == "mysql" and column.name in primary[1:]
        if TYPES[kind.name].family == "integer" and not is_later:
            made.terms.append("autoincrement")
        else:
            made.notes.append(self._note(column, "numbering", "it is numbered by the database"))

    def _rest(self, made: DraftField, column: ColumnFacts) -> None:
        """Add what attributes and belongsTo have in common."""
        if column.comment is not None:
            made.terms.append(f"comment({quoted_argument(column.comment)})")
        if column.generated is not None:
            if uses_own_words(column.generated, self._own_words):
                text = f"generated always as ({column.generated})"
                made.notes.append(self._note(column, "generated column", text))
                return
            expression, _ = with_attributes(
                column.generated, self._table.attributes, self._options.dialect
            )
            made.terms.append(f"generated({quoted_argument(expression)})")
            # SQLite computes such a column when it is read, the others when it is written.
            if column.stored == (self._options.dialect == "sqlite"):
                kind = "stored" if column.stored else "virtual"
                other = "virtual" if column.stored else "stored"
                self._draft.differs(f"{kind} generated columns, as {other}", self._place(column))
        if column.collation is not None and self._type(column).name == "enum":
            made.notes.append(self._note(column, "collation", f"collation {column.collation}"))
        if column.updates_to_now and not _updates(made):
            text = "ON UPDATE CURRENT_TIMESTAMP"
            made.notes.append(self._note(column, "on update", text))
        if column.domain is not None:
            self._draft.differs("columns of a domain, by its base type", self._place(column))
        if self._options.dialect == "sqlite" and not column.type:
            self._draft.differs("columns without a type, as BLOB", self._place(column))
        self.list_other_words(column)
        for remark in column.remarks:
            if remark.startswith(("identity", "its sequence", "SQLite")):
                self._draft.differs(_numbering(remark), self._place(column))
                if column.nullable and column.name not in self._facts.primary_key:
                    # A numbered column of the schema is NOT NULL.
                    note = self._note(column, "numbering", f"NULL is allowed, and {remark}")
                    self._draft.opaque.append((self._table.name, note))
            else:
                made.notes.append(self._note(column, "column", remark))

    def list_other_words(self, column: ColumnFacts) -> None:
        """List a type of SQLite that the schema writes in other words."""
        if self._options.dialect != "sqlite":
            return
        if column.type.upper() in SQLITE_BOOLEANS:
            self._draft.differs("booleans, as TINYINT(1)", self._place(column))
        elif column.type.upper().startswith("DATETIME("):
            self._draft.differs("datetimes, as DATETIME", self._place(column))

    def _place(self, column: ColumnFacts) -> str:
        return f"{self._table.name}.{column.name}"

    def _note(self, column: ColumnFacts, kind: str, text: str) -> Note:
        return Note(kind, self._place(column), text, columns=(column.name,))


def _updates(field: DraftField) -> bool:
    """Return whether a field's terms have ON UPDATE CURRENT_TIMESTAMP."""
    return any(term == "onUpdateNow" or "ON UPDATE" in term for term in field.terms)


def _numbering(remark: str) -> str:
    """Return the kind of a difference between numbered columns."""
    if remark.endswith("does not belong to it"):
        return "sequences that do not belong to their column, as its own"
    return _NUMBERING.get(remark, f"numbered columns: {remark}")


_NUMBERING = {
    "identity: GENERATED ALWAYS": "identity columns, as serial",
    "identity: GENERATED BY DEFAULT": "identity columns, as serial",
    "SQLite numbers it without AUTOINCREMENT": "rowid keys, with AUTOINCREMENT",
}
