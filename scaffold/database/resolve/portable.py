"""What a declared dialect cannot hold: types, names, indexes, keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from scaffold.database.dialects import Dialect, name_limit
from scaffold.database.resolve.drafts import Key, ModelDraft, Problems, line
from scaffold.database.resolve.keys import ACTION_WORDS
from scaffold.database.resolve.points import type_text
from scaffold.database.resolve.texts import check_texts
from scaffold.database.tables import Attribute, Table
from scaffold.errors import Place
from scaffold.schema.types import DataType


class Portability:
    """Judges models and their tables by the dialects that are declared."""

    def __init__(self, dialects: Sequence[Dialect], problems: Problems) -> None:
        self.dialects = dialects
        self.problems = problems
        self._limit = name_limit(dialects)
        self._everywhere = frozenset.intersection(*(frozenset(each.types) for each in dialects))
        self._limited = {name for each in dialects for name in each.type_limits}
        self._reserved = frozenset().union(*(each.system_columns for each in dialects))
        self._indexless = frozenset().union(*(each.without_index for each in dialects))
        self._enums: dict[str, Attribute] = {}

    def check(self, draft: ModelDraft, table: Table) -> None:
        """Report what the model and its table ask for that a declared dialect has not."""
        self._table(draft)
        for attribute in draft.attributes.values():
            if attribute.name not in draft.keys or attribute.name in draft.declared:
                self._type(attribute, attribute.column.type, draft)
            self._column_name(attribute, draft)
        check_texts(draft, self.dialects, self.problems)
        self._primary(draft)
        self._indexes(draft, table)
        for keys in draft.keys.values():
            for key in keys:
                self._key(key)

    def _lack(
        self, where: Place | None, lacks: Callable[[Dialect], bool], message: str, hint: str
    ) -> bool:
        """Report where dialects lack something; `{dialects}` in the message names them."""
        lacking = [each for each in self.dialects if lacks(each)]
        if not lacking:
            return False
        labels = " and ".join(each.label for each in lacking)
        words = ", ".join(each.name for each in lacking)
        way_out = f"{hint}, or leave {words} out of `dialects`."
        self.problems.add(where, message.replace("{dialects}", labels), way_out)
        return True

    def _table(self, draft: ModelDraft) -> None:
        name, schema = draft.table
        where = draft.said.at("$table") if not draft.made else draft.place
        self._name(where, name, f"the table's name of `{draft.name}`", "Name it with `$table`")
        if schema is not None:
            where = draft.said.at("$schema")
            self._lack(
                where,
                lambda dialect: not dialect.schemas,
                "{dialects} cannot hold a table in a schema of its own: "
                f"`$schema: {schema}` in `{draft.name}`",
                "Leave out `$schema`",
            )
            self._name(where, schema, f"the schema of `{draft.name}`", "Give it another name")

    def _column_name(self, attribute: Attribute, draft: ModelDraft) -> None:
        name = attribute.column.name
        where = attribute.place or draft.place
        what = f"the column's name of `{draft.name}.{attribute.name}`"
        self._name(where, name, what, "Name it with `column(…)`")
        if name in self._reserved:
            self._lack(
                where,
                lambda dialect: name in dialect.system_columns,
                f"{{dialects}} has a column `{name}` of its own in every table, "
                f"so `{draft.name}.{attribute.name}` cannot have that name",
                "Name it with `column(…)`",
            )

    def _name(self, where: Place | None, name: str, what: str, hint: str) -> None:
        if not self._limit.allows(name):
            for dialect in self.dialects:
                if not dialect.name_limit.allows(name):
                    limit = dialect.name_limit
                    size = (
                        f"{limit.octets} bytes"
                        if limit.octets
                        else f"{limit.characters} characters"
                    )
                    self.problems.add(
                        where,
                        f"{what}, `{name}`, is too long: {dialect.label} takes {size}",
                        f"{hint}, shorter.",
                    )
                    break
        if not name.isascii() and max(name) > "\uffff":
            self._lack(
                where,
                lambda dialect: not dialect.names_beyond_bmp,
                f"{what}, `{name}`, has a character that {{dialects}} does not take in names",
                hint,
            )

    def _type(self, attribute: Attribute, kind: DataType, draft: ModelDraft) -> None:
        if kind.name in self._everywhere and kind.name not in self._limited:
            if kind.name == "enum":
                self._enum_type(attribute, draft)
            return
        where = attribute.place or draft.place
        lacking = self._lack(
            where,
            lambda dialect: kind.name not in dialect.types,
            f"`{draft.name}.{attribute.name}`: {{dialects}} has no type `{kind.name}`",
            "Write another type",
        )
        arguments = tuple(
            each for each in (kind.length, kind.precision, kind.scale) if each is not None
        )
        if not lacking and arguments:
            self._lack(
                where,
                lambda dialect: any(
                    said > limit
                    for said, limit in zip(
                        arguments, dialect.type_limits.get(kind.name, ()), strict=False
                    )
                ),
                f"`{draft.name}.{attribute.name}`: `{type_text(kind)}` is more than "
                "{dialects} takes",
                "Write a smaller one",
            )
        if kind.of is not None:
            self._type(attribute, kind.of, draft)

    def _enum_type(self, attribute: Attribute, draft: ModelDraft) -> None:
        """Where enums are types with names, the names must be short and differ."""
        for dialect in self.dialects:
            if not dialect.enum_is_named_type:
                continue
            name = dialect.types["enum"].format(
                table=draft.table.name, column=attribute.column.name
            )
            label = f"`{draft.name}.{attribute.name}`"
            where = attribute.place or draft.place
            first = self._enums.setdefault(f"{draft.table.schema}.{name}", attribute)
            if first is not attribute:
                self.problems.add(
                    where,
                    f"the enum of {label} would be the type `{name}` on {dialect.label}, "
                    "which another enum is" + (f" ({line(first.place)})" if first.place else ""),
                    "Name the column with `column(…)`, or the table with `$table`.",
                )
            elif not dialect.name_limit.allows(name):
                self.problems.add(
                    where,
                    f"the enum of {label} would be the type `{name}` on {dialect.label}, "
                    f"which takes {dialect.name_limit.octets} bytes",
                    "Name the column with `column(…)`, or the table with `$table`, shorter.",
                )

    def _primary(self, draft: ModelDraft) -> None:
        if len(draft.primary) > 1:
            for name in draft.primary:
                said = draft.declared.get(name)
                if said is not None and said.autoincrement:
                    self._lack(
                        said.at("autoincrement"),
                        lambda dialect: not dialect.autoincrement_in_composite_key,
                        f"`{draft.name}.{name}` cannot count up in {{dialects}}: the primary key "
                        "has other fields too",
                        "Leave out `autoincrement`",
                    )

    def _indexes(self, draft: ModelDraft, table: Table) -> None:
        types = {each.column.name: each for each in draft.attributes.values()}
        for index in table.indexes:
            place = self._index_place(draft, types, index.columns)
            self._indexed(draft, types, index.columns, place)
            if index.where is not None:
                self._lack(
                    next(
                        each.place
                        for each in (*draft.said.indexes, *draft.said.uniques)
                        if each.where is not None
                    ),
                    lambda dialect: not dialect.partial_indexes,
                    f"an index of `{draft.name}` has a `where`, which {{dialects}} does not take",
                    "Leave out `where`",
                )
        for unique in table.uniques:
            self._indexed(draft, types, (unique.column,), types[unique.column].place)
        self._indexed(draft, types, table.primary_key, draft.place)

    def _index_place(
        self, draft: ModelDraft, types: dict[str, Attribute], columns: tuple[str, ...]
    ) -> Place:
        for setting in (*draft.said.uniques, *draft.said.indexes):
            if len(setting.fields) == len(columns) > 1:
                return setting.place
        return types[columns[0]].place or draft.place

    def _indexed(
        self,
        draft: ModelDraft,
        types: dict[str, Attribute],
        columns: Iterable[str],
        where: Place | None,
    ) -> None:
        size = 0
        for column in columns:
            kind = types[column].column.type
            size += _octets(kind)
            if kind.name in self._indexless:
                self._lack(
                    types[column].place or where,
                    lambda dialect, name=kind.name: name in dialect.without_index,  # type: ignore[misc]
                    f"`{draft.name}.{types[column].name}`: {{dialects}} cannot index `{kind.name}`",
                    "Write another type, such as `string`",
                )
        if size > 1000:
            self._lack(
                where,
                lambda dialect: dialect.index_octets is not None and size > dialect.index_octets,
                f"an index of `{draft.name}` would hold up to {size} bytes, which is more than "
                "{dialects} takes",
                "Write shorter types",
            )

    def _key(self, key: Key) -> None:
        if key.logical:
            return
        if key.type is not None and key.type.name in ("enum", "array"):
            inner = key.type.of or key.type
            if inner.name == "enum":
                self._lack(
                    key.place,
                    lambda dialect: dialect.enum_is_named_type,
                    f"`{key.label}` points to `{key.target.name}.{key.points_to}`, an enum: in "
                    "{dialects} each enum is a type of its own, and no key can join two types",
                    "Point to another attribute, write `logical`",
                )
        for word, action in (("onDelete", key.on_delete), ("onUpdate", key.on_update)):
            said = next((side for side in key.sides if word in side.said.marks), None)
            self._lack(
                said.said.at(word) if said else key.place,
                lambda dialect, action=action: action not in dialect.actions,  # type: ignore[misc]
                f"`{word}({ACTION_WORDS[action]})` on `{key.label}`: {{dialects}} has no such action",
                "Choose another",
            )


def _octets(kind: DataType) -> int:
    """What a value may take in an index, in the widest encoding, UTF-8 of four bytes."""
    if kind.name in ("string", "char"):
        return 4 * (kind.length or 255)
    return 144 if kind.name == "uuid" else 8
