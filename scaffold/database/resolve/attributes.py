"""Stage 8: each model's attributes and columns, in the order of the table.

The id; the declared fields, including foreign keys that are part of CREATE TABLE; timestamps; then
the foreign keys that associations add: first of the model's own belongsTo, then of other models'
associations.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from scaffold.database.resolve.declared_models import column_namer
from scaffold.database.resolve.expressions import generated_expression
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

_TIMESTAMP_TYPE = DataType("datetime")
_UNKNOWN = DataType("integer")


@dataclass(frozen=True, slots=True)
class EarlierStages:
    """The results of the earlier stages for all models."""

    ends: AssociationEnds
    keys: ForeignKeys
    primary: PrimaryKeys
    rules: ForeignKeyRules
    references: References


def attributes(
    known: EarlierStages, options: schema.Options, problems: Problems
) -> Mapping[MappedModel, Attributes]:
    """Return each model's attributes and their columns, in the table's order."""
    namer = column_namer(options)
    return {
        model: _Layout(model, known, namer, options, problems).collect()
        for model in known.ends.models.values()
    }


class _Layout:
    def __init__(
        self,
        model: MappedModel,
        known: EarlierStages,
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
        self.placed: frozenset[str] = frozenset()
        self.found: dict[str, Attribute] = {}

    def collect(self) -> Attributes:
        model, primary = self.model, self.primary
        created_at, updated_at, deleted_at = self._timestamp_names()
        if primary.id is not None:
            self._put(_id(primary.id, self.namer))
        keys, later = self._keys()
        has_others = primary.id or model.attributes or created_at or updated_at or deleted_at
        if not keys and not has_others:
            # No database but PostgreSQL creates a table without a column.
            keys, later = {key.name: key for key in later}, []
        placed = self.placed = frozenset(keys)
        for pair_key in primary.pair or ():
            if pair_key.name in placed and not self._belongs_to(pair_key):
                self._put_key(pair_key)
        ends = self.known.ends.by_model[model]
        for field in model.declaration.fields:
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
                f"the table of `{model.name}` would be created without a column",
                "Give the model a field, or remove `$id: none`.",
            )
        for added in later:
            self._put_key(added)
        self._generate()
        return Attributes(self.found, created_at, updated_at, deleted_at)

    def _generate(self) -> None:
        """Resolve the expressions of generated columns, which come after what they use."""
        for declaration in self.model.attributes.values():
            if declaration.generated is None:
                continue
            location = declaration.location_of("generated")
            sql, used = generated_expression(
                declaration.generated, self.model.name, self.found, location, self.problems
            )
            deferred = any(each.column.deferred for each in used)
            attribute = (
                self.found.pop(declaration.name) if deferred else self.found[declaration.name]
            )
            column = replace(attribute.column, generated=sql, deferred=deferred)
            self.found[declaration.name] = replace(attribute, column=column)

    def _belongs_to(self, key: DeclaredForeignKey) -> bool:
        return any(
            end.model is self.model and end.declaration.kind == "belongsTo" for end in key.ends
        )

    def _keys(self) -> tuple[dict[str, DeclaredForeignKey], list[DeclaredForeignKey]]:
        """Return the foreign keys in CREATE TABLE, by name, and those that are added later."""
        model, near = self.model, self.known.keys.near
        own: dict[str, DeclaredForeignKey] = {}
        for end in self.known.ends.by_model[model].values():
            if end.declaration.kind == "belongsTo" and end in near:
                own.setdefault(near[end].name, near[end])
        by_name = self.known.keys.by_model[model]
        others = [shared[0] for name, shared in by_name.items() if name not in own]
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
                f"`{self.model.name}` would have two attributes named `{attribute.name}`",
                "Give one of them another name.",
            )

    def _put_key(self, key: DeclaredForeignKey) -> None:
        existing = self.found.get(key.name)
        if existing is not None:
            if existing.origin not in ("key", "id"):
                self.problems.add(
                    key.location,
                    f"the foreign key `{key.label}` has the same name as another attribute of "
                    f"`{self.model.name}`",
                    "Give it another name with `foreignKey(…)`.",
                )
            return
        rule, reference = self.known.rules[key], self.known.references[key]
        column = Column(
            rule.column or self.namer(self._column_word(key)),
            reference.type or _UNKNOWN,
            nullable=not rule.required,
            default=self._key_default(key, reference.type),
            comment=rule.comment,
            deferred=key.name not in self.placed,
        )
        self.found[key.name] = Attribute(key.name, column, "key", key.location)

    def _key_default(self, key: DeclaredForeignKey, kind: DataType | None) -> Default | None:
        """Return the default of a belongsTo with the type of its foreign key."""
        default = self.known.rules[key].default
        if default is None or default.kind == "sql" or kind is None:
            return default
        # A large module, needed only for defaults of foreign keys.
        from scaffold.schema.defaults import judge

        judged = judge(default.value, False, kind)
        if isinstance(judged, Default):
            return judged
        shared = self.known.keys.of(key.holder, key.name)
        ends = (end for each in shared for end in each.ends)
        end = next(end for end in ends if end.declaration.default is not None)
        self.problems.add(end.declaration.location_of("default"), *judged)
        return None

    def _column_word(self, key: DeclaredForeignKey) -> str:
        """Return what the column of a foreign key is named after: its attribute, or the alias."""
        if self.options.key_column == "alias":
            for end in key.ends:
                if end.declaration.kind == "belongsTo":
                    return end.declaration.name
        return key.name

    def _declared(self, declaration: schema.DeclaredAttribute) -> Attribute:
        keys = self.known.keys.of(self.model, declaration.name)
        required = (
            declaration.required
            or declaration.primary
            or declaration.autoincrement
            or any(self.known.rules[key].required for key in keys)
        )
        column = Column(
            declaration.column or self.namer(declaration.name),
            declaration.type,
            not required,
            declaration.default,
            declaration.autoincrement,
            declaration.comment,
            declaration.generated,
            declaration.updates_now,
        )
        return Attribute(declaration.name, column, "key" if keys else "field", declaration.location)

    def _timestamp_names(self) -> tuple[str | None, str | None, str | None]:
        """Return the names of createdAt, updatedAt and deletedAt, None for those that are off.

        The options are for own tables: an external one has what its model declares.
        """
        declaration = self.model.declaration
        own = not declaration.external
        timestamps = (
            self.options.timestamps and own
            if declaration.timestamps is None
            else declaration.timestamps
        )
        names = schema.TimestampNames() if timestamps is True else timestamps
        # A soft-deleted join row would still occupy its pair of keys.
        paranoid = self.options.paranoid and own and self.primary.pair is None
        asked = paranoid if declaration.paranoid is None else declaration.paranoid
        deleted_at = ("deletedAt" if asked is True else asked) if asked else None
        if not isinstance(names, schema.TimestampNames):
            return None, None, deleted_at
        return names.created_at, names.updated_at, deleted_at

    def _put_timestamp(self, name: str, nullable: bool, origin: AttributeOrigin) -> None:
        """Add a timestamp, or use the declared attribute of that name."""
        existing = self.found.get(name)
        if existing is None:
            column = Column(self.namer(name), _TIMESTAMP_TYPE, nullable)
            self.found[name] = Attribute(name, column, origin, self.model.location)
            return
        setting = "$paranoid" if nullable else "$timestamps"
        if existing.origin != "field":
            self.problems.add(
                self.model.declaration.location_of(setting),
                f"`{self.model.name}` would have two attributes named `{name}`",
                f"Give the timestamp another name with `{setting}`.",
            )
        elif existing.column.type.name != "datetime" or (nullable and not existing.column.nullable):
            wanted = "datetime" if nullable else "datetime required"
            self.problems.add(
                existing.location,
                f"`{self.model.name}.{name}` has the name of a timestamp, but is "
                + ("required" if existing.column.type.name == "datetime" else "no datetime"),
                f"Write `{name}: {wanted}`, another name, or `{setting}` in `{self.model.name}`"
                + (f" ({line(self.model.location)})." if self.model.location else "."),
            )


def _id(type_: DataType, namer: Callable[[str], str]) -> Attribute:
    default = Default("uuid") if type_.name == "uuid" else None
    column = Column(namer(ID), type_, False, default, autoincrement=default is None)
    return Attribute(ID, column, "id")
