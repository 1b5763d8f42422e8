"""The modules of the package as their templates see them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scaffold.database.sql_text import expression
from scaffold.database.tables import Check, Database, Index, Model
from scaffold.targets.sqlalchemy.columns import Columns
from scaffold.targets.sqlalchemy.import_collector import (
    ImportCollector,
    import_statement,
    module_order,
)
from scaffold.targets.sqlalchemy.layout import (
    TRUE,
    Call,
    Dict,
    Expr,
    Str,
    Tuple,
    print_assignment,
    print_expr,
)
from scaffold.targets.sqlalchemy.names import ModelNames, PythonNames
from scaffold.targets.sqlalchemy.relationships import Relationships
from scaffold.values import dataclass

# A name that SQLAlchemy's text() takes for a parameter.
_PARAMETER = re.compile(r"(?<![:\w\\]):(?=\w)(?!:)")
Named = tuple[str, Expr]
_AUTOINCREMENT: tuple[Named, ...] = (("sqlite_autoincrement", TRUE),)


@dataclass(frozen=True, slots=True)
class ClassView:
    """A model's module: `imports` in blocks, `types` those that only a type checker needs."""

    imports: tuple[str, ...]
    types: tuple[str, ...]
    aliases: tuple[str, ...]
    name: str
    base: str
    table_name: str
    table_args: str | None
    columns: tuple[str, ...]
    relationships: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableView:
    """A module that holds a Table without a class."""

    imports: tuple[str, ...]
    variable: str
    callee: str
    name: str
    metadata: str
    parts: tuple[str, ...]


class ModelViews:
    """Makes the views of all models of a database."""

    def __init__(self, database: Database) -> None:
        self._dialects = frozenset(database.dialects)
        self._ordered = database.dialects
        self.names = PythonNames(database)
        self._relationships = Relationships(database, self.names)
        # Whether base.py must take foreign keys from rows that relationships let go of.
        self.releases = any(
            self._relationships.keeps_keys(association)
            for model in database.models
            for association in self._relationships.of(model)
        )

    def view(self, model: Model) -> tuple[str, ClassView | TableView, frozenset[str]]:
        """The template of the model's module, its view, and the names that it imports."""
        names = self.names[model.name]
        if names.table:
            scope = ImportCollector((names.variable,))
            return "sqlalchemy/table.jinja", self._table(names, scope), scope.used
        related = [*self._relationships.of(model)]
        targets = {each.target: self.names[each.target] for each in related}
        classes = [names.class_name, *(each.class_name for each in targets.values())]
        scope = ImportCollector((*classes, *names.members.values()))
        view = self._class(names, targets, scope)
        return "sqlalchemy/model.jinja", view, scope.used

    def _class(
        self, names: ModelNames, targets: dict[str, ModelNames], scope: ImportCollector
    ) -> ClassView:
        model = names.model
        columns = Columns(names, scope, self._ordered)
        aliases = tuple(columns.aliases())
        mapped = tuple(map(columns.mapped, columns.attributes()))
        args = self._table_args(names, columns, scope)
        relationships = tuple(
            self._relationships.statement(association, scope)
            for association in self._relationships.of(model)
        )
        others = {each.module: each.class_name for each in targets.values() if each is not names}
        if others:
            scope("TYPE_CHECKING")
        base = scope("Base")
        return ClassView(
            imports=scope.imports(),
            types=tuple(
                import_statement(f".{module}", others[module], indent=4)
                for module in sorted(others, key=module_order)
            ),
            aliases=aliases,
            name=names.class_name,
            base=base,
            table_name=print_assignment("__tablename__", Str(model.table.name.name), indent=4),
            table_args=_assigned(args) if args else None,
            columns=mapped,
            relationships=relationships,
        )

    def _table(self, names: ModelNames, scope: ImportCollector) -> TableView:
        columns = Columns(names, scope, self._ordered)
        parts = [columns.plain(attribute) for attribute in columns.attributes()]
        parts += [
            print_expr(each, indent=4, suffix=",") for each in self._items(names, columns, scope)
        ]
        for name, value in self._settings(names, scope):
            parts.append(f"{name}={print_expr(value, indent=4)},")
        return TableView(
            variable=names.variable,
            callee=scope("Table"),
            name=Str(names.model.table.name.name).flat(),
            metadata=f"{scope('Base')}.metadata",
            parts=tuple(parts),
            imports=scope.imports(),
        )

    def _table_args(
        self, names: ModelNames, columns: Columns, scope: ImportCollector
    ) -> Expr | None:
        items = tuple(self._items(names, columns, scope))
        settings = tuple(self._settings(names, scope))
        last: Expr = Dict(settings)
        if settings == _AUTOINCREMENT:
            last = scope.raw("AUTOINCREMENT")
        if not items:
            return last if settings else None
        return Tuple((*items, last) if settings else items)

    def _items(self, names: ModelNames, columns: Columns, scope: ImportCollector) -> Iterator[Expr]:
        """Constraints and indexes that no column says."""
        table = names.model.table
        ordered = tuple(
            each.column.name
            for each in columns.attributes()
            if each.column.name in table.primary_key
        )
        if ordered != table.primary_key:
            yield Call(scope("PrimaryKeyConstraint"), tuple(map(Str, table.primary_key)))
        for unique in table.uniques:
            if columns.in_column(unique.name):
                continue
            name = (("name", Str(unique.name)),)
            yield Call(scope("UniqueConstraint"), (Str(unique.column),), name)
        for index in table.indexes:
            if not columns.in_column(index.name):
                yield self._index(index, scope)
        for check in table.checks:
            yield self._check(check, scope)

    def _index(self, index: Index, scope: ImportCollector) -> Expr:
        named: list[Named] = [("unique", TRUE)] if index.unique else []
        if index.where is not None:
            words = {"sqlite": "sqlite_where", "postgres": "postgresql_where"}
            for dialect in self._ordered:
                if dialect in words:
                    where = Str(_escaped(expression(index.where, dialect)))
                    named.append((words[dialect], Call(scope("text"), (where,))))
        columns = map(Str, index.columns)
        return Call(scope("Index"), (Str(index.name), *columns), tuple(named))

    def _check(self, check: Check, scope: ImportCollector) -> Expr:
        written = {expression(check.expression, dialect) for dialect in self._ordered}
        said: Expr
        if len(written) == 1:
            said = Str(_escaped(written.pop()))
        else:
            said = Call(scope("Sql"), (Str(check.expression),))
        return Call(scope("CheckConstraint"), (said,), (("name", Str(check.name)),))

    def _settings(self, names: ModelNames, scope: ImportCollector) -> Iterator[Named]:
        table = names.model.table
        if table.name.schema is not None:
            yield "schema", Str(table.name.schema)
        if table.comment is not None:
            yield "comment", Str(table.comment)
        if "sqlite" in self._dialects and any(column.autoincrement for column in table.columns):
            yield from _AUTOINCREMENT


def _assigned(args: Expr) -> str:
    """`__table_args__ = …`; ruff takes a dictionary of a class for a mutable default."""
    first, *lines = print_assignment("__table_args__", args, indent=4).split("\n")
    if isinstance(args, Dict):
        first += "  # noqa: RUF012"
    return "\n".join((first, *lines))


def _escaped(sql: str) -> str:
    """SQL as text() takes it."""
    return _PARAMETER.sub(r"\\:", sql)
