"""Which unique constraints, indexes and checks a table has, and what they are called."""

from __future__ import annotations

from collections.abc import Iterable

from scaffold.database.resolve.drafts import ModelDraft, Problems, Side, line
from scaffold.database.resolve.expressions import column_expression
from scaffold.database.resolve.titles import Titles
from scaffold.database.tables import Check, Index, Unique
from scaffold.schema.model import IndexSetting


class Indexes:
    """The uniques, indexes and checks of one model's table, each set of columns once."""

    def __init__(self, draft: ModelDraft, titles: Titles, problems: Problems) -> None:
        self.draft = draft
        self.titles = titles
        self.problems = problems
        self.uniques: list[Unique] = []
        self.indexes: list[Index] = []
        self.checks: list[Check] = []

    def collect(self, index_foreign_keys: bool) -> None:
        """Find them all: of fields, then `$unique`, `$indexes` and `$checks`, then of keys."""
        self._settings_named()
        self._of_fields()
        for setting in self.draft.said.uniques:
            self._of_setting(setting, unique=True)
        for setting in self.draft.said.indexes:
            self._of_setting(setting, setting.unique)
        if index_foreign_keys:
            self._of_keys()
        self._checks()

    def _settings_named(self) -> None:
        """What a person names keeps its name: it is taken before any is made."""
        for setting in (*self.draft.said.uniques, *self.draft.said.indexes):
            if setting.name is not None:
                self.titles.take(setting.name, setting.place)
        for check in self.draft.said.checks:
            if check.name is not None:
                self.titles.take(check.name, check.place)

    def _of_fields(self) -> None:
        for attribute in self.draft.attributes.values():
            said = self.draft.declared.get(attribute.name)
            keys = self.draft.keys.get(attribute.name, ())
            column = attribute.column.name
            alone = self.draft.primary == (attribute.name,)
            if alone:
                continue
            if said is not None and said.unique:
                name = self.titles.make(self.draft.table, (column,), "key")
                self.uniques.append(Unique(name, column))
            elif any(key.unique for key in keys):
                self._add((column,), unique=True)
            elif (said is not None and said.index) or any(
                side.said.index for key in keys for side in key.sides
            ):
                self._add((column,))

    def _add(
        self,
        columns: tuple[str, ...],
        unique: bool = False,
        name: str | None = None,
        where: str | None = None,
    ) -> None:
        name = name or self.titles.make(self.draft.table, columns, "key" if unique else "idx")
        self.indexes.append(Index(name, columns, unique, where))

    def _of_setting(self, setting: IndexSetting, unique: bool) -> None:
        columns = tuple(
            column for field in setting.fields if (column := self._column(field, setting))
        )
        if len(columns) != len(setting.fields):
            return
        if len(set(columns)) != len(columns):
            self.problems.add(
                setting.place,
                f"an index of `{self.draft.name}` names a field twice",
                "Name each field once.",
            )
            return
        where = None
        if setting.where is not None:
            where, _ = column_expression(setting.where, self.draft, setting.place, self.problems)
        if any(
            index.columns == columns and index.where == where and index.unique == unique
            for index in self.indexes
        ) or (unique and where is None and any((each.column,) == columns for each in self.uniques)):
            self.problems.add(
                setting.place,
                f"`{self.draft.name}` has this index already: "
                + ", ".join(f"`{field}`" for field in setting.fields),
                "Leave out one of the two.",
            )
            return
        self._add(columns, unique, setting.name, where)

    def _column(self, field: str, setting: IndexSetting) -> str | None:
        """The column of an attribute, or of the key of an association."""
        attribute = self.draft.attributes.get(field)
        side = self.draft.sides.get(field)
        if attribute is None and side is not None and side.said.kind == "belongsTo":
            if side.key is None:
                return None
            attribute = self.draft.attributes.get(side.key.name)
        if attribute is not None:
            return attribute.column.name
        if side is not None:
            self.problems.add(
                setting.place,
                f"the key of `{side.label}` is not a column of `{self.draft.name}`",
                f"Put the index into {_holder(side)}.",
            )
        elif field not in self.draft.fields:
            near = self.problems.nearest(field, [*self.draft.attributes, *self.draft.sides])
            self.problems.add(
                setting.place,
                f"`{self.draft.name}` has no field `{field}`"
                + (f": did you mean `{near}`?" if near else ""),
                "Name attributes or belongsTo associations of this model.",
            )
        return None

    def _of_keys(self) -> None:
        """An index on each key's column that has none of its own and leads no primary key.

        One over several columns does not count, so that adding such a one later drops nothing.
        """
        attributes = self.draft.attributes
        leading = {
            index.columns[0]
            for index in self.indexes
            if index.where is None and len(index.columns) == 1
        }
        leading.update(unique.column for unique in self.uniques)
        first = attributes.get(self.draft.primary[0]) if self.draft.primary else None
        if first is not None:
            leading.add(first.column.name)
        for attribute in attributes.values():
            column = attribute.column.name
            if attribute.name in self.draft.keys and column not in leading:
                self._add((column,))

    def _checks(self) -> None:
        for attribute in self.draft.said.fields:
            expression = getattr(attribute, "check", None)
            if expression is None:
                continue
            sql, _ = column_expression(expression, self.draft, attribute.at("check"), self.problems)
            column = self.draft.attributes[attribute.name].column.name
            self.checks.append(Check(self.titles.make_numbered(self.draft.table, (column,)), sql))
        for setting in self.draft.said.checks:
            sql, columns = column_expression(
                setting.expression, self.draft, setting.place, self.problems
            )
            name = setting.name or self.titles.make_numbered(
                self.draft.table, columns if len(columns) == 1 else ()
            )
            self.checks.append(Check(name, sql))


def _holder(side: Side) -> str:
    holder = side.key.holder if side.key else side.target
    return f"`{holder.name}` ({line(holder.place)})"


def collect_indexes(
    drafts: Iterable[ModelDraft], titles: Titles, index_foreign_keys: bool, problems: Problems
) -> dict[str, Indexes]:
    """Each model's uniques, indexes and checks, by the model's name."""
    found: dict[str, Indexes] = {}
    for draft in drafts:
        found[draft.name] = Indexes(draft, titles, problems)
        found[draft.name].collect(index_foreign_keys)
    return found
