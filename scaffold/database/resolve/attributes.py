"""Which attributes and columns each model has, and in what order.

The id; the declared fields, keys that exist in CREATE TABLE among them; timestamps; then the
keys that associations add: the model's own belongsTo first, then what others' ends make.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from scaffold.database.resolve.declared_models import column_namer
from scaffold.database.resolve.primary_keys import ID
from scaffold.database.resolve.stages import (
    AssociationEnds,
    Attributes,
    DeclaredForeignKey,
    ForeignKeyRules,
    ForeignKeys,
    MappedModel,
    PrimaryKeys,
    Problems,
    References,
    line,
)
from scaffold.database.tables import Attribute, AttributeOrigin, Column
from scaffold.schema import model as schema
from scaffold.schema.data_types import DataType, Default
from scaffold.values import dataclass

_MOMENT = DataType("datetime")
_UNKNOWN = DataType("integer")


@dataclass(frozen=True, slots=True)
class KnownColumns:
    """What the stages before know of all models."""

    ends: AssociationEnds
    keys: ForeignKeys
    primary: PrimaryKeys
    rules: ForeignKeyRules
    references: References


def attributes(
    known: KnownColumns, options: schema.Options, problems: Problems
) -> Mapping[MappedModel, Attributes]:
    """Return each model's attributes, each with its column, in the table's order."""
    namer = column_namer(options)
    return {
        model: _Layout(model, known, namer, options, problems).lay()
        for model in known.ends.models.values()
    }


class _Layout:
    def __init__(
        self,
        model: MappedModel,
        known: KnownColumns,
        namer: Callable[[str], str],
        options: schema.Options,
        problems: Problems,
    ) -> None:
        self.model = model
        self.known = known
        self.primary = known.primary[model]
        self.namer = namer
        self.options = options
        self.problems = problems
        self.found: dict[str, Attribute] = {}

    def lay(self) -> Attributes:
        model, primary = self.model, self.primary
        created_at, updated_at, deleted_at = self._timestamp_names()
        if primary.id is not None:
            self._put(_id(primary.id, self.namer))
        keys, later = self._keys()
        placed = set(keys)
        for ours in primary.pair or ():
            if ours.name in placed and not self._is_own(ours):
                self._put_key(ours)
        ends = self.known.ends.by_model[model]
        for field in model.written.fields:
            if isinstance(field, schema.DeclaredAttribute):
                self._put(self._declared(field), field.name in model.attributes)
                continue
            end = ends.get(field.name)
            key = self.known.keys.near.get(end) if end and field.kind == "belongsTo" else None
            if key is not None and key.name in placed:
                self._put_key(key)
        for rest in keys.values():
            self._put_key(rest)
        for name in (created_at, updated_at):
            if name is not None:
                self._put_timestamp(name, False, "timestamp")
        if deleted_at is not None:
            self._put_timestamp(deleted_at, True, "paranoid")
        if not self.found:
            self.problems.add(
                model.location,
                f"the table of `{model.name}` would be created without a column"
                + (", since its foreign keys are added later" if later else ""),
                "Give the model a field, or remove `$id: none`.",
            )
        for added in later:
            self._put_key(added)
        return Attributes(self.found, created_at, updated_at, deleted_at)

    def _is_own(self, key: DeclaredForeignKey) -> bool:
        return any(end.model is self.model and end.written.kind == "belongsTo" for end in key.ends)

    def _keys(self) -> tuple[dict[str, DeclaredForeignKey], list[DeclaredForeignKey]]:
        """The keys that exist in CREATE TABLE, by name, and those that come later."""
        model, near = self.model, self.known.keys.near
        own: dict[str, DeclaredForeignKey] = {}
        for end in self.known.ends.by_model[model].values():
            if end.written.kind == "belongsTo" and end in near:
                own.setdefault(near[end].name, near[end])
        held = self.known.keys.by_model[model]
        others = [shared[0] for name, shared in held.items() if name not in own]
        others.sort(key=lambda key: key.location)
        now: dict[str, DeclaredForeignKey] = {}
        later: list[DeclaredForeignKey] = []
        for key in (*own.values(), *others):
            if key.name in model.attributes:
                continue
            if self.known.rules[key].primary or self.primary.pair is not None:
                now[key.name] = key
            else:
                later.append(key)
        return now, later

    def _put(self, attribute: Attribute, declared: bool = False) -> None:
        first = self.found.setdefault(attribute.name, attribute)
        if first is not attribute and not declared:
            self.problems.add(
                attribute.location,
                f"`{self.model.name}` would have two attributes called `{attribute.name}`",
                "Give one of them another name.",
            )

    def _put_key(self, key: DeclaredForeignKey) -> None:
        there = self.found.get(key.name)
        if there is not None:
            if there.origin not in ("key", "id"):
                self.problems.add(
                    key.location,
                    f"the foreign key `{key.label}` has the name of another attribute of "
                    f"`{self.model.name}`",
                    "Give it another name with `foreignKey(…)`.",
                )
            return
        rule, reference = self.known.rules[key], self.known.references[key]
        column = Column(
            rule.column or self.namer(key.name),
            reference.type or _UNKNOWN,
            nullable=not rule.required,
            comment=rule.comment,
            deferred=not rule.primary and self.primary.pair is None,
        )
        self.found[key.name] = Attribute(key.name, column, "key", key.location)

    def _declared(self, written: schema.DeclaredAttribute) -> Attribute:
        keys = self.known.keys.of(self.model, written.name)
        required = (
            written.required
            or written.primary
            or any(self.known.rules[key].required for key in keys)
        )
        if written.autoincrement and not written.primary:
            self.problems.add(
                written.at("autoincrement"),
                f"`{self.model.name}.{written.name}` has autoincrement but is not the primary key",
                "Add `primary`, or remove `autoincrement`.",
            )
        column = Column(
            written.column or self.namer(written.name),
            written.type,
            not required,
            written.default,
            written.autoincrement,
            written.comment,
        )
        return Attribute(written.name, column, "key" if keys else "field", written.location)

    def _timestamp_names(self) -> tuple[str | None, str | None, str | None]:
        """The names of createdAt, updatedAt and deletedAt, None for those that there are not."""
        written = self.model.written
        stamps = self.options.timestamps if written.timestamps is None else written.timestamps
        names = schema.TimestampNames() if stamps is True else stamps
        # A join row that is only marked as deleted would still hold its pair of keys.
        paranoid = self.options.paranoid and self.primary.pair is None
        asked = paranoid if written.paranoid is None else written.paranoid
        deleted_at = ("deletedAt" if asked is True else asked) if asked else None
        if not isinstance(names, schema.TimestampNames):
            return None, None, deleted_at
        return names.created_at, names.updated_at, deleted_at

    def _put_timestamp(self, name: str, nullable: bool, origin: AttributeOrigin) -> None:
        """Add a timestamp, or take the declared attribute of that name for it."""
        there = self.found.get(name)
        if there is None:
            column = Column(self.namer(name), _MOMENT, nullable)
            self.found[name] = Attribute(name, column, origin, self.model.location)
            return
        setting = "$paranoid" if nullable else "$timestamps"
        if there.origin != "field":
            self.problems.add(
                self.model.written.at(setting),
                f"`{self.model.name}` would have two attributes called `{name}`",
                f"Give the timestamp another name with `{setting}`.",
            )
        elif there.column.type.name != "datetime" or (nullable and not there.column.nullable):
            wanted = "datetime" if nullable else "datetime required"
            self.problems.add(
                there.location,
                f"`{self.model.name}.{name}` has the name of a timestamp, but is "
                + ("required" if there.column.type.name == "datetime" else "no datetime"),
                f"Write `{name}: {wanted}`, another name, or `{setting}` in `{self.model.name}`"
                + (f" ({line(self.model.location)})." if self.model.location else "."),
            )


def _id(type_: DataType, namer: Callable[[str], str]) -> Attribute:
    default = Default("uuid") if type_.name == "uuid" else None
    column = Column(namer(ID), type_, False, default, autoincrement=default is None)
    return Attribute(ID, column, "id")
