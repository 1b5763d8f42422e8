"""Unique constraints, indexes and CHECKs of a model."""

from __future__ import annotations

from dataclasses import replace

from scaffold.importing.database_facts import CheckFacts, IndexFacts, IndexKeyFacts
from scaffold.importing.draft.default_terms import quoted_argument
from scaffold.importing.draft.draft import Draft, DraftField, DraftModel, DraftSetting, Note
from scaffold.importing.draft.enum_entries import own_words_of
from scaffold.importing.draft.imported_options import ImportOptions
from scaffold.importing.draft.sql_expressions import uses_own_words, with_attributes
from scaffold.importing.index_keys import stored_index
from scaffold.importing.naming.conventions import has_leading_index, is_leading
from scaffold.importing.naming.named_tables import NamedTable
from scaffold.schema.edit.quoting import as_yaml


class ConstraintTerms:
    """Adds the constraints and indexes of a table to the fields and settings of its model."""

    def __init__(
        self, draft: Draft, model: DraftModel, options: ImportOptions, timestamps: set[str]
    ) -> None:
        self._draft = draft
        self._model = model
        self._table: NamedTable = model.table
        self._options = options
        self._own_words = own_words_of(model.table.facts, options.own_words)
        self._timestamps = timestamps
        self._fields: dict[str, DraftField] = {}
        for each in model.fields:
            if each.column is not None:
                self._fields.setdefault(each.column, each)
        self._attributes = dict(self._table.attributes)
        self._seen: set[tuple[tuple[str, ...], str | None, bool]] = set()

    def add(self) -> None:
        """Add all of them."""
        facts = self._table.facts
        primary = facts.primary_key
        uniques: list[str] = []
        indexes: list[str] = []
        # A unique one makes another over the same column unnecessary.
        for index in sorted(facts.indexes, key=lambda each: not each.unique):
            columns = self._columns(index)
            if columns is None:
                if (item := self._special(index)) is None:
                    self._not_expressed(index)
                elif item in indexes:
                    self._repeats(index)
                else:
                    indexes.append(item)
                continue
            where = self._where(index)
            if self._is_repeated(index, columns, where, primary):
                self._repeats(index)
                continue
            self._seen.add((columns, where, index.unique))
            if index.unique:
                self._unique(index, columns, where, uniques, indexes)
            else:
                self._index(index, columns, where, indexes)
        self._setting("$unique", uniques)
        # A database with other names has them in another order.
        self._setting("$indexes", sorted(indexes))
        # A database with other names has them in another order; SQLite in that of their text.
        in_order = (
            facts.checks
            if self._options.dialect == "sqlite"
            else sorted(facts.checks, key=lambda check: check.expression)
        )
        checks = [item for check in in_order if (item := self._check(check))]
        if checks:
            self._model.settings.append(DraftSetting("$checks", checks, True))

    def _repeats(self, index: IndexFacts) -> None:
        """Leave out an index that another makes unnecessary."""
        self._draft.differs("indexes that repeat another", self._place(index))
        if index.name:
            text = f"{index.name} repeats another index"
            note = Note("index", self._place(index), text, names=(index.name,))
            self._draft.opaque.append((self._table.name, note))

    def _columns(self, index: IndexFacts) -> tuple[str, ...] | None:
        """Return the columns of an index that the schema can declare, else None."""
        names = tuple(part.column for part in index.parts if part.column and part.is_plain)
        if len(names) != len(index.parts) or index.method or index.remarks:
            return None
        if index.where and uses_own_words(index.where, self._own_words):
            return None
        return names if len(set(names)) == len(names) else None

    def _special(self, index: IndexFacts) -> str | None:
        """Return an index of more than columns as an item of `$indexes`, else None."""
        dialect = self._options.dialect
        texts = [index.where or "", *(part.expression or "" for part in index.parts)]
        if any(uses_own_words(text, self._own_words) for text in texts):
            return None
        if stored_index(index, self._table.facts, dialect) is None:
            return None
        parts = [self._part(part) for part in index.parts]
        words = [f"fields: [{', '.join(parts)}]"]
        if self._options.kept(index.name):
            words.append(f"name: {as_yaml(index.name, flow=True)}")
        words += ["unique: true"] if index.unique else []
        words += [f"using: {index.method}"] if index.method else []
        if (where := self._where(index)) is not None:
            words.append(f"where: {_flow(where)}")
        return f"{{{', '.join(words)}}}"

    def _part(self, part: IndexKeyFacts) -> str:
        """Return a part of an index: a name, or a mapping."""
        if part.column is not None and part.is_plain:
            return self._names((part.column,))
        if part.column is not None:
            words = [f"field: {self._names((part.column,))}"]
        else:
            expression, _ = with_attributes(
                part.expression or "", self._attributes, self._options.dialect
            )
            words = [f"expression: {_flow(expression)}"]
        words += [f"ops: {part.operator_class}"] if part.operator_class else []
        words += ["order: desc"] if part.descending else []
        return f"{{{', '.join(words)}}}"

    def _where(self, index: IndexFacts) -> str | None:
        if index.where is None:
            return None
        return with_attributes(index.where, self._attributes, self._options.dialect)[0]

    def _is_repeated(
        self,
        index: IndexFacts,
        columns: tuple[str, ...],
        where: str | None,
        primary: tuple[str, ...],
    ) -> bool:
        if (columns, where, index.unique) in self._seen or (
            not index.unique and (columns, where, True) in self._seen and len(columns) == 1
        ):
            return True
        return where is None and len(columns) == 1 and primary == columns

    def _unique(
        self,
        index: IndexFacts,
        columns: tuple[str, ...],
        where: str | None,
        uniques: list[str],
        indexes: list[str],
    ) -> None:
        key = self._table.key_of(columns[0]) if len(columns) == 1 else None
        if where is not None:
            indexes.append(self._item(index, columns, "unique: true", f"where: {_flow(where)}"))
            return
        field = self._fields.get(columns[0]) if len(columns) == 1 else None
        is_constraint = index.constraint
        if key is not None and field is not None and field.kind == "belongsTo":
            # `unique` of the belongsTo: a unique index.
            is_index = True
            if (name := self._options.kept(index.name)) and "unique" in field.terms:
                field.terms[field.terms.index("unique")] = f"unique({name})"
        elif field is not None:
            self._flag(field, "unique", index)
            is_index = False
        else:
            uniques.append(self._item(index, columns))
            is_index = True
        if self._options.dialect != "mysql" and is_constraint == is_index:
            kind = (
                "unique constraints, as unique indexes"
                if is_index
                else "unique indexes, as unique constraints"
            )
            self._draft.differs(kind, self._place(index))
        if is_constraint and len(columns) > 1 and self._options.dialect != "mysql":
            note = Note("unique", self._place(index), f"{index.name} is a unique constraint")
            note.names = (index.name,) if index.name else ()
            self._draft.opaque.append((self._table.name, note))

    def _index(
        self,
        index: IndexFacts,
        columns: tuple[str, ...],
        where: str | None,
        indexes: list[str],
    ) -> None:
        if where is not None:
            indexes.append(self._item(index, columns, f"where: {_flow(where)}"))
            return
        field = self._fields.get(columns[0]) if len(columns) == 1 else None
        if field is None and self._is_of_composite(index, columns):
            return
        if field is None:
            indexes.append(self._item(index, columns))
        elif field.kind == "belongsTo" and self._options.styles.index_foreign_keys:
            if is_leading(self._table.facts, columns[0]):
                indexes.append(self._item(index, columns))
            elif self._options.keep_names:
                self._flag(field, "index", index)
        else:
            self._flag(field, "index", index)

    def _is_of_composite(self, index: IndexFacts, columns: tuple[str, ...]) -> bool:
        """Return whether it is the index that the schema gives a foreign key of several columns."""
        if not self._options.styles.index_foreign_keys or self._options.kept(index.name):
            return False
        others = tuple(each for each in self._table.facts.indexes if each is not index)
        rest = replace(self._table.facts, indexes=others)
        is_key = any(each.facts.columns == columns for each in self._table.composites)
        return is_key and not has_leading_index(rest, columns)

    def _item(self, index: IndexFacts, columns: tuple[str, ...], *more: str) -> str:
        """Return an index as an item of a setting."""
        names = f"[{self._names(columns)}]"
        kept = index.name if self._options.kept(index.name) else None
        if not more and kept is None:
            return names
        named = [f"name: {as_yaml(kept, flow=True)}"] if kept else []
        return f"{{{', '.join((f'fields: {names}', *named, *more))}}}"

    def _flag(self, field: DraftField, word: str, index: IndexFacts) -> None:
        name = self._options.kept(index.name)
        _insert(field, word if name is None else f"{word}({name})")

    def _names(self, columns: tuple[str, ...]) -> str:
        """Return the fields of columns: the alias of a foreign key, else the attribute."""
        names = []
        for column in columns:
            field = self._fields.get(column)
            name = field.name if field is not None else self._attributes[column]
            names.append(as_yaml(name, flow=True))
        return ", ".join(names)

    def _setting(self, word: str, items: list[str]) -> None:
        if items:
            self._model.settings.append(DraftSetting(word, items, True))

    def _check(self, check: CheckFacts) -> str | None:
        """Add a CHECK to its only attribute, or return it as an item of `$checks`."""
        if uses_own_words(check.expression, self._own_words):
            names = (check.name,) if check.name else ()
            place = f"{self._table.name}.{check.name or 'check'}"
            text = f"check ({check.expression})"
            self._model.notes.append(Note("check", place, text, names=names))
            return None
        expression, columns = with_attributes(
            check.expression, self._attributes, self._options.dialect
        )
        fields = [self._fields.get(column) for column in columns]
        field = fields[0] if len(fields) == 1 else None
        kept = check.name if self._options.kept(check.name) else None
        if kept is not None:
            return f"{{name: {as_yaml(kept, flow=True)}, check: {_flow(expression)}}}"
        if field is not None and field.kind == "attribute" and not _has(field, "check("):
            field.terms.append(f"check({quoted_argument(expression)})")
            return None
        return _flow(expression)

    def _not_expressed(self, index: IndexFacts) -> None:
        text = index.definition or ", ".join(str(part.expression) for part in index.parts)
        columns = tuple(part.column for part in index.parts if part.column)
        names = (index.name,) if index.name else ()
        place = self._place(index)
        self._model.notes.append(Note("index", place, text, columns=columns, names=names))

    def _place(self, index: IndexFacts) -> str:
        columns = ", ".join(part.column or "…" for part in index.parts)
        return f"{self._table.name}.{index.name or columns}"


def _has(field: DraftField, word: str) -> bool:
    return any(term.startswith(word) for term in field.terms)


def _insert(field: DraftField, word: str) -> None:
    """Put a flag before the terms with arguments, and after those of the type."""
    if word in field.terms:
        return
    at = next(
        (
            at
            for at, term in enumerate(field.terms)
            if at and "(" in term and not term.startswith("collate(")
        ),
        len(field.terms),
    )
    field.terms.insert(at, word)


def _flow(text: str) -> str:
    """Return a text as YAML in quotes, as in a flow mapping."""
    return quoted_argument(text) if '"' not in text and "\\" not in text else _single(text)


def _single(text: str) -> str:
    if text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return quoted_argument(text)
