"""Which attributes and columns each model has, and in what order.

The id; the declared fields, keys that stand in CREATE TABLE among them; timestamps; then the
keys that associations add: the model's own belongsTo first, then what others' sides make.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from scaffold.database.resolve.drafts import Key, ModelDraft, Problems, line
from scaffold.database.resolve.models import column_namer
from scaffold.database.resolve.primary import ID
from scaffold.database.tables import Attribute, AttributeOrigin, Column
from scaffold.schema import model as schema
from scaffold.schema.types import DataType, Default

_MOMENT = DataType("datetime")
_UNKNOWN = DataType("integer")


def lay_columns(drafts: Iterable[ModelDraft], options: schema.Options, problems: Problems) -> None:
    """Give each model its attributes, each with its column, in the table's order."""
    namer = column_namer(options)
    for draft in drafts:
        _Layout(draft, namer, options, problems).lay()


class _Layout:
    def __init__(
        self,
        draft: ModelDraft,
        namer: Callable[[str], str],
        options: schema.Options,
        problems: Problems,
    ) -> None:
        self.draft = draft
        self.namer = namer
        self.options = options
        self.problems = problems

    def lay(self) -> None:
        draft = self.draft
        stamps = self._timestamp_names()
        if draft.id is not None:
            self._put(_id(draft.id, self.namer))
        keys, later = self._keys()
        placed = set(keys)
        for ours in draft.pair or ():
            if ours.name in placed and not self._is_own(ours):
                self._put_key(ours)
        for field in draft.said.fields:
            if isinstance(field, schema.Attribute):
                self._put(self._declared(field), field.name in draft.declared)
                continue
            side = draft.sides.get(field.name)
            key = side.key if side and field.kind == "belongsTo" else None
            if key is not None and key.name in placed:
                self._put_key(key)
        for rest in keys.values():
            self._put_key(rest)
        for name, nullable, origin in stamps:
            self._put_timestamp(name, nullable, origin)
        if not draft.attributes:
            self.problems.add(
                draft.place,
                f"the table of `{draft.name}` would be made without a column"
                + (", as foreign keys come after it" if later else ""),
                "Give the model a field, or leave out `$id: none`.",
            )
        for added in later:
            self._put_key(added)

    def _is_own(self, key: Key) -> bool:
        return any(side.model is self.draft and side.said.kind == "belongsTo" for side in key.sides)

    def _keys(self) -> tuple[dict[str, Key], list[Key]]:
        """The keys that stand in CREATE TABLE, by name, and those that come later."""
        draft = self.draft
        own: dict[str, Key] = {}
        for side in draft.sides.values():
            if side.said.kind == "belongsTo" and side.key is not None:
                own.setdefault(side.key.name, side.key)
        others = [keys[0] for name, keys in draft.keys.items() if name not in own]
        others.sort(key=lambda key: key.place)
        now: dict[str, Key] = {}
        later: list[Key] = []
        for key in (*own.values(), *others):
            if key.name in draft.declared:
                continue
            if key.primary or draft.pair is not None:
                now[key.name] = key
            else:
                later.append(key)
        return now, later

    def _put(self, attribute: Attribute, declared: bool = False) -> None:
        first = self.draft.attributes.setdefault(attribute.name, attribute)
        if first is not attribute and not declared:
            self.problems.add(
                attribute.place,
                f"`{self.draft.name}` would have two attributes called `{attribute.name}`",
                "Give one of them another name.",
            )

    def _put_key(self, key: Key) -> None:
        there = self.draft.attributes.get(key.name)
        if there is not None:
            if there.origin not in ("key", "id"):
                self.problems.add(
                    key.place,
                    f"the key `{key.label}` is called like another attribute of "
                    f"`{self.draft.name}`",
                    "Give it another name with `foreignKey(…)`.",
                )
            return
        deferred = not key.primary and self.draft.pair is None
        column = Column(
            key.column or self.namer(key.name),
            key.type or _UNKNOWN,
            nullable=not key.required,
            comment=key.comment,
            deferred=deferred,
        )
        self.draft.attributes[key.name] = Attribute(key.name, column, "key", key.place)

    def _declared(self, said: schema.Attribute) -> Attribute:
        keys = self.draft.keys.get(said.name, ())
        required = said.required or said.primary or any(key.required for key in keys)
        if said.autoincrement and not said.primary:
            self.problems.add(
                said.at("autoincrement"),
                f"`{self.draft.name}.{said.name}` counts up but is not the primary key",
                "Write `primary`, or leave out `autoincrement`.",
            )
        column = Column(
            said.column or self.namer(said.name),
            said.type,
            not required,
            said.default,
            said.autoincrement,
            said.comment,
        )
        return Attribute(said.name, column, "key" if keys else "field", said.place)

    def _timestamp_names(self) -> list[tuple[str, bool, AttributeOrigin]]:
        draft, said = self.draft, self.draft.said
        stamps = self.options.timestamps if said.timestamps is None else said.timestamps
        names = schema.TimestampNames() if stamps is True else stamps
        # A join row that is only marked as deleted would still hold its pair of keys.
        paranoid = self.options.paranoid and draft.pair is None
        paranoid_said = paranoid if said.paranoid is None else said.paranoid
        if isinstance(names, schema.TimestampNames):
            draft.created_at, draft.updated_at = names.created_at, names.updated_at
        if paranoid_said:
            draft.deleted_at = "deletedAt" if paranoid_said is True else paranoid_said
        found: list[tuple[str, bool, AttributeOrigin]] = []
        for name in (draft.created_at, draft.updated_at):
            if name is not None:
                found.append((name, False, "timestamp"))
        if draft.deleted_at is not None:
            found.append((draft.deleted_at, True, "paranoid"))
        return found

    def _put_timestamp(self, name: str, nullable: bool, origin: AttributeOrigin) -> None:
        """Add a timestamp, or take the declared attribute of that name for it."""
        there = self.draft.attributes.get(name)
        if there is None:
            column = Column(self.namer(name), _MOMENT, nullable)
            self.draft.attributes[name] = Attribute(name, column, origin, self.draft.place)
            return
        setting = "$paranoid" if nullable else "$timestamps"
        if there.origin != "field":
            self.problems.add(
                self.draft.said.at(setting),
                f"`{self.draft.name}` would have two attributes called `{name}`",
                f"Give the timestamp another name with `{setting}`.",
            )
        elif there.column.type.name != "datetime" or (nullable and not there.column.nullable):
            wanted = "datetime" if nullable else "datetime required"
            self.problems.add(
                there.place,
                f"`{self.draft.name}.{name}` has the name of a timestamp, but is "
                + ("required" if there.column.type.name == "datetime" else "no datetime"),
                f"Write `{name}: {wanted}`, another name, or `{setting}` in `{self.draft.name}`"
                + (f" ({line(self.draft.place)})." if self.draft.place else "."),
            )


def _id(type_: DataType, namer: Callable[[str], str]) -> Attribute:
    default = Default("uuid") if type_.name == "uuid" else None
    column = Column(namer(ID), type_, False, default, autoincrement=default is None)
    return Attribute(ID, column, "id")
