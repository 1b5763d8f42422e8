"""The unique constraints, indexes and CHECK constraints of each table, and their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from scaffold.database.resolve.declared_names import check_names, reserve_names
from scaffold.database.resolve.expressions import column_expression
from scaffold.database.resolve.resolved_model import ResolvedModel
from scaffold.database.resolve.scoped_keys import scoped_uniques
from scaffold.database.resolve.stages import (
    AssociationEnd,
    Problems,
    line,
)
from scaffold.database.resolve.unique_names import ConstraintNames
from scaffold.database.sql_text import expression_parts
from scaffold.database.tables import Check, Index, IndexKey, Unique
from scaffold.schema.model import IndexSetting


class Constraints:
    """The uniques, indexes and CHECKs of one model's table, each set of columns once."""

    def __init__(
        self, model: ResolvedModel, names: ConstraintNames, problems: Problems, *, partial: bool
    ) -> None:
        self.model = model
        self.names = names
        self.problems = problems
        self.partial = partial
        self.uniques: list[Unique] = []
        self.indexes: list[Index] = []
        self.checks: list[Check] = []

    def collect(self, index_foreign_keys: bool) -> None:
        """Collect those of fields, then of `$unique`, `$indexes` and `$checks`, then of foreign
        keys.
        """
        self._of_fields()
        for setting in self.model.declaration.uniques:
            self._of_setting(setting, unique=True)
        for setting in self.model.declaration.indexes:
            self._of_setting(setting, setting.unique)
        if index_foreign_keys:
            self._of_keys()
        self._of_composite_keys(index_foreign_keys)
        check_names(self.model, self.uniques, self.indexes, self.problems)
        self._checks()

    def _of_fields(self) -> None:
        for attribute in self.model.attributes.values():
            declared = self.model.declared_attribute(attribute.name)
            keys = self.model.keys.get(attribute.name, ())
            if not keys and (declared is None or not (declared.unique or declared.index)):
                continue
            column = attribute.column.name
            is_primary_key = self.model.primary.attributes == (attribute.name,)
            if is_primary_key:
                continue
            name_of_key = keys[0].rule.unique_name if keys else None
            if declared is not None and declared.unique:
                name = declared.unique_name or name_of_key
                name = name or self.names.make(self.model.table, (column,), "key")
                self.uniques.append(Unique(name, column))
            elif any(key.rule.unique for key in keys):
                self._add((column,), unique=True, name=name_of_key)
            elif (declared is not None and declared.index) or any(
                end.declaration.index for key in keys for end in key.declared.ends
            ):
                index_name = declared.index_name if declared is not None else None
                index_name = index_name or (keys[0].rule.index_name if keys else None)
                self._add((column,), name=index_name)
            if keys:
                self._of_scopes(attribute.name)

    def _of_scopes(self, key: str) -> None:
        """Add unique indexes of scoped hasOnes, unless the schema declares the same."""
        declaration = self.model.declaration
        declared = {
            frozenset(map(self._column_of, setting.fields))
            for setting in (
                *declaration.uniques,
                *(each for each in declaration.indexes if each.unique),
            )
            if setting.where is None and not setting.parts
        }
        for columns, where in scoped_uniques(self.model, key, partial=self.partial):
            if where is not None or frozenset(columns) not in declared:
                self._add(columns, unique=True, where=where)

    def _add(
        self,
        columns: tuple[str, ...],
        unique: bool = False,
        name: str | None = None,
        where: str | None = None,
        using: str | None = None,
        keys: tuple[IndexKey, ...] = (),
    ) -> None:
        name = name or self.names.make(self.model.table, columns, "key" if unique else "idx")
        self.indexes.append(Index(name, columns, unique, where, using, keys))

    def _of_setting(self, setting: IndexSetting, unique: bool) -> None:
        found = [self._columns(field, setting) for field in setting.fields]
        if not all(found):
            return
        columns = tuple(column for each in found for column in each)
        if len(set(columns)) != len(columns):
            self.problems.add(
                setting.location,
                f"an index of `{self.model.name}` has a field twice",
                "Name each field once.",
            )
            return
        keys = tuple(self._keys(setting)) if setting.parts else ()
        if keys:
            columns = tuple(dict.fromkeys(column for key in keys for column in _used(key.sql)))
        where = None
        if setting.where is not None:
            where, _ = column_expression(setting.where, self.model, setting.location, self.problems)
        elif unique:
            where = self._not_deleted(columns)
        if not columns:
            self.problems.add(
                setting.location,
                f"an index of `{self.model.name}` uses no column",
                'Name its attributes in braces: `expression("lower({name})")`.',
            )
            return
        made = Index("", columns, unique, where, setting.using, keys)
        if any(replace(index, name="") == made for index in self.indexes) or (
            made == Index("", columns, True)
            and any((each.column,) == columns for each in self.uniques)
        ):
            self.problems.add(
                setting.location,
                f"`{self.model.name}` has this index already: "
                + ", ".join(f"`{field}`" for field in setting.fields or columns),
                "Remove one of them.",
            )
            return
        self._add(columns, unique, setting.name, where, setting.using, keys)

    def _keys(self, setting: IndexSetting) -> Iterator[IndexKey]:
        """Yield the keys of an index of which one is more than a column."""
        for part in setting.parts:
            if part.expression is not None:
                sql, _ = column_expression(
                    part.expression, self.model, setting.location, self.problems
                )
                yield IndexKey(sql, True, part.ops, part.descending)
            elif part.field is not None:
                column = self._column_of(part.field)
                yield IndexKey(f"{{{column}}}", False, part.ops, part.descending)

    def _not_deleted(self, columns: tuple[str, ...]) -> str | None:
        """Return the condition that excludes soft-deleted rows of a paranoid join."""
        deleted_at = self.model.attributes.get(self.model.own.deleted_at or "")
        if deleted_at is None or not self.partial:
            return None
        for end in self.model.joined:
            keys = (self.model.near.get(end), self.model.far.get(end))
            names = [key.declared.name for key in keys if key is not None]
            pair = {self.model.attributes[name].column.name for name in names}
            if len(pair) == 2 and pair <= set(columns):
                return f"{{{deleted_at.column.name}}} IS NULL"
        return None

    def _column_of(self, field: str) -> str | None:
        """Return the column of an attribute, or of the foreign key of a belongsTo."""
        attribute = self.model.attributes.get(field)
        end = self.model.ends.get(field)
        if attribute is None and end is not None and end.declaration.kind == "belongsTo":
            key = self.model.near.get(end)
            attribute = self.model.attributes.get(key.declared.name) if key else None
        return attribute.column.name if attribute else None

    def _columns(self, field: str, setting: IndexSetting) -> tuple[str, ...]:
        """Return the columns of a field: several of an association with such a foreign key."""
        for end, key in self.model.composite_ends.items():
            if end.declaration.name == field and end.declaration.kind == "belongsTo":
                return key.columns
        column = self._column(field, setting)
        return (column,) if column else ()

    def _column(self, field: str, setting: IndexSetting) -> str | None:
        """Return the column of a field; a problem is reported if there is none and no other was."""
        column = self._column_of(field)
        end = self.model.ends.get(field)
        if column is not None or (end is not None and end not in self.model.near):
            return column
        if end is not None:
            self.problems.add(
                setting.location,
                f"the foreign key of `{end.label}` is not a column of `{self.model.name}`",
                f"Declare the index in {_holder(end, self.model)}.",
            )
        elif field not in self.model.declared.fields:
            near = self.problems.nearest(field, [*self.model.attributes, *self.model.ends])
            self.problems.add(
                setting.location,
                f"`{self.model.name}` has no field `{field}`"
                + (f": did you mean `{near}`?" if near else ""),
                "Name attributes or belongsTo associations of this model.",
            )
        return None

    def _of_keys(self) -> None:
        """Add an index on each foreign key column without one that does not lead the primary key.

        An index over several columns does not count, so that declaring one later drops nothing.
        """
        attributes = self.model.attributes
        leading = {
            index.columns[0]
            for index in self.indexes
            if index.where is None and len(index.columns) == 1 and index.is_plain
        }
        leading.update(unique.column for unique in self.uniques)
        primary = self.model.primary.attributes
        first = attributes.get(primary[0]) if primary else None
        if first is not None:
            leading.add(first.column.name)
        for attribute in attributes.values():
            column = attribute.column.name
            if attribute.name in self.model.keys and column not in leading:
                self._add((column,))

    def _of_composite_keys(self, index_foreign_keys: bool) -> None:
        """Add an index on the columns of each foreign key of several, where none begins so."""
        primary = tuple(
            self.model.attributes[name].column.name
            for name in self.model.primary.attributes
            if name in self.model.attributes
        )
        for key in self.model.composites:
            whole = [index for index in self.indexes if index.where is None and index.is_plain]
            unique = {frozenset(index.columns) for index in whole if index.unique}
            if key.rule.unique and frozenset(key.columns) not in unique | {frozenset(primary)}:
                self._add(key.columns, unique=True, name=key.rule.unique_name)
                continue
            size = len(key.columns)
            leading = {index.columns[:size] for index in whole} | {primary[:size]}
            if (index_foreign_keys or key.indexed) and key.columns not in leading:
                self._add(key.columns, name=key.rule.index_name)

    def _checks(self) -> None:
        for attribute in self.model.declaration.fields:
            expression = getattr(attribute, "check", None)
            if expression is None:
                continue
            sql, _ = column_expression(
                expression, self.model, attribute.location_of("check"), self.problems
            )
            column = self.model.attributes[attribute.name].column.name
            self.checks.append(Check(self.names.make_numbered(self.model.table, (column,)), sql))
        for setting in self.model.declaration.checks:
            sql, columns = column_expression(
                setting.expression, self.model, setting.location, self.problems
            )
            name = setting.name or self.names.make_numbered(
                self.model.table, columns if len(columns) == 1 else ()
            )
            self.checks.append(Check(name, sql))


def _used(sql: str) -> Iterator[str]:
    return (part for is_name, part in expression_parts(sql) if is_name)


def _holder(end: AssociationEnd, model: ResolvedModel) -> str:
    key = model.near.get(end)
    holder = key.declared.holder if key else end.target
    return f"`{holder.name}` ({line(holder.location)})"


def collect_constraints(
    models: Iterable[ResolvedModel],
    names: ConstraintNames,
    index_foreign_keys: bool,
    problems: Problems,
    *,
    partial: bool,
) -> dict[str, Constraints]:
    """Return each model's uniques, indexes and CHECKs, by the model's name.

    `partial`: all dialects have partial indexes.
    """
    found: dict[str, Constraints] = {}
    for model in models:
        found[model.name] = Constraints(model, names, problems, partial=partial)
    for each in found.values():
        reserve_names(each.model, names)
    for each in found.values():
        # An index that others' table lacks would be one that nobody declared.
        each.collect(index_foreign_keys and not each.model.declaration.external)
    return found
