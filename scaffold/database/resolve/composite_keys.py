"""Stage 9: the foreign keys of several attributes, which are attributes of the models by now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from scaffold.database.dialects import DIALECTS
from scaffold.database.resolve.composite_rules import check_rule, check_shared, check_terms
from scaffold.database.resolve.key_rules import agreed, by_option, declares_unique
from scaffold.database.resolve.references import full_type
from scaffold.database.resolve.resolved_model import ResolvedCompositeKey
from scaffold.database.resolve.stages import (
    AssociationEnd,
    Attributes,
    DeclaredCompositeKey,
    ForeignKeyRule,
    MappedModel,
    PrimaryKeys,
    Problems,
    line,
)
from scaffold.database.tables import Attribute
from scaffold.schema import model as schema
from scaffold.schema.model import Action


def composite_keys(
    declared: Iterable[DeclaredCompositeKey],
    own: Mapping[MappedModel, Attributes],
    primary: PrimaryKeys,
    options: schema.Options,
    problems: Problems,
) -> Mapping[DeclaredCompositeKey, ResolvedCompositeKey]:
    """Return each foreign key with its attributes; those with problems are left out."""
    found: dict[DeclaredCompositeKey, ResolvedCompositeKey] = {}
    for key in declared:
        resolved = _Key(key, own, primary, options, problems).resolve()
        if resolved is not None:
            found[key] = resolved
    for key, resolved in found.items():
        check_shared(key, resolved, found, problems)
    return found


class _Key:
    def __init__(
        self,
        key: DeclaredCompositeKey,
        own: Mapping[MappedModel, Attributes],
        primary: PrimaryKeys,
        options: schema.Options,
        problems: Problems,
    ) -> None:
        self._key = key
        self._holder = own[key.holder].by_name
        self._target = own[key.target].by_name
        self._primary = primary[key.target].attributes
        self._options = options
        self._problems = problems

    def resolve(self) -> ResolvedCompositeKey | None:
        before = len(self._problems.found)
        check_terms(self._key, self._problems)
        attributes = self._attributes()
        names = self._referenced()
        if attributes is None or names is None or len(self._problems.found) > before:
            return None
        referenced = tuple(self._target[name] for name in names)
        rule = self._rule(attributes)
        if not rule.logical:
            self._match(attributes, referenced)
        check_rule(self._key, rule, attributes, self._options.dialects, self._problems)
        indexed = any(end.declaration.index for end in self._key.ends)
        return ResolvedCompositeKey(self._key, attributes, referenced, rule, indexed)

    def _attributes(self) -> tuple[Attribute, ...] | None:
        holder = self._key.holder
        found = []
        for name in self._key.names:
            attribute = self._holder.get(name)
            if attribute is not None:
                found.append(attribute)
                continue
            end = next(end for end in self._key.ends if end.declaration.foreign_keys)
            near = self._problems.nearest(name, self._holder)
            self._problems.add(
                end.declaration.location_of("foreignKey"),
                f"`{holder.name}` has no attribute `{name}`"
                + (f": did you mean `{near}`?" if near else ""),
                f"Declare the attributes of a foreign key of several in `{holder.name}`, such as "
                f"`{name}: integer`.",
            )
        return tuple(found) if len(found) == len(self._key.names) else None

    def _referenced(self) -> tuple[str, ...] | None:
        """Return the attributes of the target, as declared or by default."""
        found: tuple[str, ...] | None = None
        first: AssociationEnd | None = None
        for end in self._key.ends:
            declaration = end.declaration
            word = "targetKey" if declaration.kind == "belongsTo" else "sourceKey"
            names = declaration.target_keys or declaration.source_keys
            single = declaration.target_key or declaration.source_key
            names = names or ((single,) if single else ())
            if not names:
                continue
            if first is not None and names != found:
                self._problems.add(
                    declaration.location_of(word),
                    f"`{end.label}` has `{word}({', '.join(names)})`, but its other side makes the "
                    f"foreign key refer to `{', '.join(found or ())}`",
                    "Write it on one side only, or the same on both.",
                )
                return None
            found, first = names, end
            if not self._is_possible(end, word, names):
                return None
        return found or self._default()

    def _is_possible(self, end: AssociationEnd, word: str, names: tuple[str, ...]) -> bool:
        key = self._key
        where = end.declaration.location_of(word)
        for name in names:
            if name not in self._target:
                near = self._problems.nearest(name, self._target)
                self._problems.add(
                    where,
                    f"`{key.target.name}` has no attribute `{name}`"
                    + (f": did you mean `{near}`?" if near else ""),
                    f"`{word}` on `{end.label}` names attributes of `{key.target.name}`.",
                )
                return False
        if len(names) != len(key.names):
            self._problems.add(
                where,
                f"`{word}` on `{end.label}` names {_count(names)}, and `foreignKey` "
                f"{_count(key.names)}",
                "Name as many attributes in both, in the same order.",
            )
            return False
        logical = any(each.declaration.logical for each in key.ends)
        if not logical and set(names) not in map(set, self._unique()):
            listed = ", ".join(names)
            self._problems.add(
                where,
                f"`{listed}` of `{key.target.name}` are neither its primary key nor unique "
                "together, so no foreign key can refer to them",
                f"Add `$unique: [[{listed}]]` to `{key.target.name}`.",
            )
            return False
        return self._is_ordered(end, word, names, logical)

    def _is_ordered(
        self, end: AssociationEnd, word: str, names: tuple[str, ...], logical: bool
    ) -> bool:
        """Report an order that MySQL has no index for (InnoDB's foreign key constraints)."""
        if logical or names in self._unique():
            return True
        needing = [DIALECTS[each] for each in self._options.dialects]
        labels = [each.label for each in needing if each.indexes_foreign_keys]
        if not labels:
            return True
        order = next(each for each in self._unique() if set(each) == set(names))
        self._problems.add(
            end.declaration.location_of(word),
            f"`{word}({', '.join(names)})` on `{end.label}` has another order than the index "
            f"({', '.join(order)}) of `{self._key.target.name}`, which {labels[0]} needs",
            f"Write `{word}({', '.join(order)})`, and `foreignKey` in the same order.",
        )
        return False

    def _default(self) -> tuple[str, ...] | None:
        count = len(self._key.names)
        if len(self._primary) == count:
            return self._primary
        unique = [each for each in self._unique() if len(each) == count]
        if len(unique) == 1:
            return unique[0]
        end = next(end for end in self._key.ends if end.declaration.foreign_keys)
        word = "targetKey" if end.declaration.kind == "belongsTo" else "sourceKey"
        target = self._key.target.name
        choices = " or ".join(f"`{word}({', '.join(each)})`" for each in unique[:3])
        self._problems.add(
            end.declaration.location_of("foreignKey"),
            f"the foreign key of `{end.label}` has {count} attributes, and the primary key of "
            f"`{target}` has {len(self._primary)}",
            f"Write {choices}."
            if choices
            else f"Name as many attributes as the primary key has, or make {count} attributes of "
            f"`{target}` unique with `$unique`, and name them with `{word}(…)`.",
        )
        return None

    def _unique(self) -> tuple[tuple[str, ...], ...]:
        """Return the attributes of each key and unique index of the target, over all its rows."""
        declaration = self._key.target.declaration
        settings = (*declaration.uniques, *(each for each in declaration.indexes if each.unique))
        found = [self._primary] if self._primary else []
        found += [
            tuple(self._fields(setting.fields))
            for setting in settings
            if setting.where is None and not setting.parts
        ]
        return tuple(dict.fromkeys(found))

    def _fields(self, names: Iterable[str]) -> Iterator[str]:
        """Yield the attributes of an index; an association stands for its foreign key."""
        by_location = {
            attribute.location: name
            for name, attribute in self._target.items()
            if attribute.origin == "key"
        }
        fields = {field.name: field for field in self._key.target.declaration.fields}
        for name in names:
            field = fields.get(name)
            if name in self._target or not isinstance(field, schema.DeclaredAssociation):
                yield name
            elif field.foreign_keys:
                yield from field.foreign_keys
            else:
                yield field.foreign_key or by_location.get(field.location, name)

    def _match(self, attributes: Iterable[Attribute], referenced: Iterable[Attribute]) -> None:
        """Check that each attribute has the type of the one that it refers to."""
        key = self._key
        for mine, theirs in zip(attributes, referenced, strict=True):
            if full_type(mine.column.type) == full_type(theirs.column.type):
                continue
            where = f" ({line(mine.location)})" if mine.location else ""
            self._problems.add(
                key.location,
                f"`{key.holder.name}.{mine.name}`{where} is `{mine.column.type}`, but refers to "
                f"`{key.target.name}.{theirs.name}`, which is `{theirs.column.type}`",
                f"Give both the same type: `{mine.name}: {theirs.column.type}`.",
            )

    def _rule(self, attributes: Iterable[Attribute]) -> ForeignKeyRule:
        key, problems = self._key, self._problems
        fixed = any(not attribute.column.nullable for attribute in attributes)
        delete: Action | None = agreed(key, "onDelete", lambda each: each.on_delete, problems)
        update: Action | None = agreed(key, "onUpdate", lambda each: each.on_update, problems)
        if delete is None:
            default: Action = "RESTRICT" if fixed else "SET NULL"
            delete = by_option(self._options.on_delete, fixed, default)
        if update is None:
            update = by_option(self._options.on_update, fixed, "CASCADE")
        return ForeignKeyRule(
            required=all(not attribute.column.nullable for attribute in attributes),
            unique=bool(agreed(key, "unique", declares_unique, problems)),
            logical=bool(agreed(key, "logical", lambda each: each.logical, problems)),
            constraint=agreed(key, "constraint", lambda each: each.constraint, problems),
            unique_name=agreed(key, "unique", lambda each: each.unique_name, problems),
            index_name=agreed(key, "index", lambda each: each.index_name, problems),
            on_delete=delete,
            on_update=update,
        )


def _count(names: tuple[str, ...]) -> str:
    return "one attribute" if len(names) == 1 else f"{len(names)} attributes"
