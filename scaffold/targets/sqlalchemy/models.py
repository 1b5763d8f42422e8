"""The modules of the models as their templates see them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scaffold.database.sql_text import expression, index_key_sql
from scaffold.database.tables import Check, Database, Index, IndexKey, Model, Table
from scaffold.targets.sqlalchemy.columns import Columns, ColumnView, EnumView
from scaffold.targets.sqlalchemy.composite_joins import CompositeKeyView, composite_key_view
from scaffold.targets.sqlalchemy.declared_schema import DeclaredSchema
from scaffold.targets.sqlalchemy.import_collector import (
    ImportCollector,
    ImportStatement,
    LocalNames,
    module_order,
)
from scaffold.targets.sqlalchemy.keywords import QuotedName, needs_quotes
from scaffold.targets.sqlalchemy.literals import string
from scaffold.targets.sqlalchemy.names import ModelNames, PythonNames
from scaffold.targets.sqlalchemy.relationship_view import RelationshipView
from scaffold.targets.sqlalchemy.relationships import Relationships
from scaffold.templating.contract.views import ModelView
from scaffold.values import dataclass

# A name that SQLAlchemy's text() takes for a parameter.
_PARAMETER = re.compile(r"(?<![:\w\\]):(?=\w)(?!:)")
_WHERE = {"sqlite": "sqlite_where", "postgres": "postgresql_where"}


@dataclass(frozen=True, slots=True)
class UniqueView:
    """A unique constraint that its column does not name by the convention."""

    name: str
    column: str


@dataclass(frozen=True, slots=True)
class IndexView:
    """An index; `columns` are codes, `using` is the method of PostgreSQL.

    `where` has the condition by the keyword of each dialect that has partial ones.
    """

    name: str
    columns: tuple[str, ...]
    unique: bool
    where: tuple[tuple[str, str], ...]
    using: str | None


@dataclass(frozen=True, slots=True)
class CheckView:
    """A check; `quoted`: its `{column}`s are quoted by each dialect in its own way."""

    name: str
    sql: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class TableView:
    """A model's module. `imports` are in blocks, `types` only for a type checker.

    `names` has the local names of imports. `table_name` is the database's,
    `primary_key` its columns where their order is not that of the table, or where it has a name
    of its own. `relationships` and
    `enums` are empty for a Table without a class, which is called `name`.
    """

    names: LocalNames
    imports: tuple[tuple[ImportStatement, ...], ...]
    types: tuple[ImportStatement, ...]
    name: str
    table_name: str
    schema: str | None
    comment: str | None
    autoincrement: bool
    enums: tuple[EnumView, ...]
    columns: tuple[ColumnView, ...]
    relationships: tuple[RelationshipView, ...]
    primary_key: tuple[str, ...]
    primary_key_name: str | None
    uniques: tuple[UniqueView, ...]
    indexes: tuple[IndexView, ...]
    checks: tuple[CheckView, ...]
    composite_keys: tuple[CompositeKeyView, ...]
    _schema: DeclaredSchema
    _model: str

    @property
    def model(self) -> ModelView:
        """The model as templates of outputs see it."""
        return self._schema.model(self._model)

    @property
    def has_constraints(self) -> bool:
        """Whether `__table_args__` has more than settings."""
        return bool(
            self.primary_key or self.composite_keys or self.uniques or self.indexes or self.checks
        )


class ModelViews:
    """Makes the views of the models of a database."""

    def __init__(self, database: Database, schema: DeclaredSchema) -> None:
        self._schema = schema
        self._dialects = frozenset(database.dialects)
        self._ordered = database.dialects
        self.names = PythonNames(database)
        self._relationships = Relationships(database, self.names, schema)
        # Whether base.py has to set the foreign keys of rows that are removed from a relationship.
        self.releases = any(
            self._relationships.keeps_keys(association)
            for model in database.models
            for association in self._relationships.every(model)
        )

    def view(self, model: Model) -> tuple[str, TableView, frozenset[str]]:
        """Return the template of the model's module, its view, and the names that it imports."""
        names = self.names[model.name]
        if names.table:
            imports = ImportCollector((names.variable,))
            return "sqlalchemy/table.jinja", self._table(names, imports), imports.used
        related = self._relationships.every(model)
        targets = {each.target: self.names[each.target] for each in related}
        classes = [names.class_name, *(each.class_name for each in targets.values())]
        imports = ImportCollector((*classes, *names.members.values()))
        view = self._class(names, targets, imports)
        return "sqlalchemy/model.jinja", view, imports.used

    def _class(
        self, names: ModelNames, targets: dict[str, ModelNames], imports: ImportCollector
    ) -> TableView:
        imports("Mapped")
        imports("mapped_column")
        columns = Columns(names, imports, self._ordered, self._schema)
        relationships = tuple(
            self._relationships.view(association, imports)
            for association in self._relationships.every(names.model)
        )
        others = {each.module: each.class_name for each in targets.values() if each is not names}
        if relationships:
            imports("relationship")
        if others:
            imports("TYPE_CHECKING")
        return self._view(
            names,
            names.class_name,
            columns,
            imports,
            enums=tuple(columns.enums()),
            mapped=tuple(map(columns.mapped, columns.attributes())),
            relationships=relationships,
            types=tuple(
                ImportStatement(f".{module}", others[module])
                for module in sorted(others, key=module_order)
            ),
        )

    def _table(self, names: ModelNames, imports: ImportCollector) -> TableView:
        columns = Columns(names, imports, self._ordered, self._schema)
        imports("Table")
        imports("Column")
        mapped = tuple(map(columns.plain, columns.attributes()))
        return self._view(names, names.variable, columns, imports, mapped=mapped)

    def _view(
        self,
        names: ModelNames,
        name: str,
        columns: Columns,
        imports: ImportCollector,
        *,
        mapped: tuple[ColumnView, ...],
        enums: tuple[EnumView, ...] = (),
        relationships: tuple[RelationshipView, ...] = (),
        types: tuple[ImportStatement, ...] = (),
    ) -> TableView:
        table = names.model.table
        imports("Base")
        primary_key = _primary_key(columns, table)
        if primary_key:
            imports("PrimaryKeyConstraint")
        uniques = tuple(
            UniqueView(self._name(unique.name, imports), unique.column)
            for unique in table.uniques
            if not columns.is_named_by_convention(unique.name)
        )
        if uniques:
            imports("UniqueConstraint")
        indexes = tuple(
            self._index(index, imports)
            for index in table.indexes
            if not columns.is_named_by_convention(index.name)
        )
        checks = tuple(self._check(check, imports) for check in table.checks)
        composite_keys = tuple(
            composite_key_view(key, self._name(key.name, imports)) for key in table.composite_keys
        )
        if composite_keys:
            imports("ForeignKeyConstraint")
        numbers = "sqlite" in self._dialects and any(each.autoincrement for each in table.columns)
        alone = not table.name.schema and table.comment is None
        if numbers and alone and not names.table:
            imports("AUTOINCREMENT")
        table_name = self._name(table.name.name, imports, table=True)
        schema = table.name.schema
        if schema is not None:
            schema = self._name(schema, imports)
        return TableView(
            names=imports.local_names(),
            imports=imports.statements(),
            types=types,
            name=name,
            table_name=table_name,
            schema=schema,
            comment=table.comment,
            autoincrement=numbers,
            enums=enums,
            columns=mapped,
            relationships=relationships,
            primary_key=primary_key,
            primary_key_name=table.primary_key_name and self._name(table.primary_key_name, imports),
            uniques=uniques,
            indexes=indexes,
            checks=checks,
            composite_keys=composite_keys,
            _schema=self._schema,
            _model=names.model.name,
        )

    def _index(self, index: Index, imports: ImportCollector) -> IndexView:
        imports("Index")
        where: list[tuple[str, str]] = []
        if index.where is not None:
            imports("text")
            where = [
                (_WHERE[dialect], _escaped(expression(index.where, dialect)))
                for dialect in self._ordered
                if dialect in _WHERE
            ]
        name, columns = self._name(index.name, imports), tuple(self._index_keys(index, imports))
        return IndexView(name, columns, index.unique, tuple(where), index.using)

    def _index_keys(self, index: Index, imports: ImportCollector) -> Iterator[str]:
        """Yield each part of an index as code."""
        if not index.keys:
            yield from map(string, index.columns)
        for key in index.keys:
            if key == IndexKey(key.sql):
                yield string(key.sql[1:-1])
            else:
                alone = self._ordered[0] if len(self._ordered) == 1 else "postgres"
                yield f"{imports('text')}({string(_escaped(index_key_sql(key, alone)))})"

    def _check(self, check: Check, imports: ImportCollector) -> CheckView:
        imports("CheckConstraint")
        written = {expression(check.expression, dialect) for dialect in self._ordered}
        name = self._name(check.name, imports)
        if len(written) == 1:
            return CheckView(name, _escaped(written.pop()), False)
        imports("Sql")
        return CheckView(name, check.expression, True)

    def _name(self, name: str, imports: ImportCollector, *, table: bool = False) -> str:
        """The code of a name: a string, or `quoted_name(…, True)`."""
        if needs_quotes(name, self._ordered, table=table):
            return QuotedName(name, imports("quoted_name"))
        return name


def _primary_key(columns: Columns, table: Table) -> tuple[str, ...]:
    """The primary key, if its order is not that of the columns."""
    names = [each.column.name for each in columns.attributes()]
    ordered = tuple(name for name in names if name in table.primary_key)
    is_plain = ordered == table.primary_key and table.primary_key_name is None
    return () if is_plain else table.primary_key


def _escaped(sql: str) -> str:
    """SQL as text() takes it."""
    return _PARAMETER.sub(r"\\:", sql)
