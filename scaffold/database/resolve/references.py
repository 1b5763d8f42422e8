"""Stage 7: the attribute that each foreign key refers to, which gives its type."""

from __future__ import annotations

from scaffold.database.resolve.stages import (
    AssociationEnds,
    DeclaredForeignKey,
    ForeignKeyRules,
    ForeignKeys,
    MappedModel,
    PrimaryKeys,
    Problems,
    ReferencedAttribute,
    References,
    line,
)
from scaffold.errors import SourceLocation
from scaffold.naming.words import camel
from scaffold.schema.data_types import STRING_LENGTH, DataType
from scaffold.schema.type_table import can_refer


def references(
    ends: AssociationEnds,
    keys: ForeignKeys,
    primary: PrimaryKeys,
    rules: ForeignKeyRules,
    dialects: tuple[str, ...],
    problems: Problems,
) -> References:
    """Return the attribute that each foreign key refers to, and that attribute's type."""
    return _Finder(ends, keys, primary, rules, dialects, problems).references()


class _Finder:
    def __init__(
        self,
        ends: AssociationEnds,
        keys: ForeignKeys,
        primary: PrimaryKeys,
        rules: ForeignKeyRules,
        dialects: tuple[str, ...],
        problems: Problems,
    ) -> None:
        self._dialects = dialects
        self._ends = ends
        self._keys = keys
        self._primary = primary
        self._rules = rules
        self._problems = problems
        self._attributes: dict[DeclaredForeignKey, str] = {}
        self._types: dict[DeclaredForeignKey, DataType | None] = {}

    def references(self) -> References:
        every = tuple(self._keys)
        self._read_targets()
        for key in every:
            if key not in self._attributes:
                self._default_target(key)
        for key in every:
            if self._attributes.get(key) and self._types.get(key) is None:
                self._follow(key)
        for key in every:
            self._match(key)
        return {
            key: ReferencedAttribute(self._attributes.get(key, ""), self._types.get(key))
            for key in every
        }

    def _read_targets(self) -> None:
        """Read `sourceKey` and `targetKey`."""
        for end in self._ends:
            declaration = end.declaration
            near, far = self._keys.near.get(end), self._keys.far.get(end)
            if declaration.kind == "belongsTo":
                near, far = None, near
            for keyword, name, key in (
                ("sourceKey", declaration.source_key, near),
                ("targetKey", declaration.target_key, far),
            ):
                if name is None or key is None:
                    continue
                known = self._attributes.get(key)
                if known and known != name:
                    self._problems.add(
                        declaration.location_of(keyword),
                        f"`{end.label}` has `{keyword}({name})`, but its other side makes the "
                        f"foreign key `{key.label}` refer to `{known}`",
                        "Write it on one side only, or the same on both.",
                    )
                elif self._is_candidate(
                    key, name, end.label, keyword, declaration.location_of(keyword)
                ):
                    self._attributes[key] = name

    def _is_candidate(
        self, key: DeclaredForeignKey, name: str, label: str, keyword: str, location: SourceLocation
    ) -> bool:
        target = key.target
        primary = self._primary[target]
        implied = primary.attributes if primary.id else ()
        names = [*target.attributes, *self._keys.by_model[target], *implied]
        if name not in names:
            near = self._problems.nearest(name, names)
            self._problems.add(
                location,
                f"`{target.name}` has no attribute `{name}`"
                + (f": did you mean `{near}`?" if near else ""),
                f"`{keyword}` on `{label}` names a unique or primary attribute of `{target.name}`.",
            )
            return False
        if not self._is_unique(target, name) and not self._rules[key].logical:
            self._problems.add(
                location,
                f"`{target.name}.{name}` is neither unique nor the primary key, "
                "so no foreign key can refer to it",
                self._unique_hint(target, name),
            )
            return False
        return True

    def _unique_hint(self, target: MappedModel, name: str) -> str:
        if name in target.attributes:
            return f"Add `unique` to `{target.name}.{name}`."
        ends = [end for key in self._keys.of(target, name) for end in key.ends]
        belongs = [end for end in ends if end.declaration.kind == "belongsTo"]
        if belongs:
            return f"Add `unique` to `{belongs[0].label}`, whose foreign key it is."
        return f"Declare the foreign key in `{target.name}`, as an attribute with `unique`."

    def _is_unique(self, model: MappedModel, name: str) -> bool:
        """Return whether the attribute alone identifies the table's rows."""
        if self._primary[model].attributes == (name,):
            return True
        attribute = model.attributes.get(name)
        if attribute is not None and attribute.unique:
            return True
        if any(self._rules[key].unique for key in self._keys.of(model, name)):
            return True
        unique = [setting for setting in model.declaration.indexes if setting.unique]
        return any(
            setting.fields == (name,) and setting.where is None and not setting.parts
            for setting in (*model.declaration.uniques, *unique)
        )

    def _default_target(self, key: DeclaredForeignKey) -> None:
        primary = self._primary[key.target].attributes
        if len(primary) == 1:
            self._attributes[key] = primary[0]
            return
        keyword, label = self._term(key)
        what = "has no primary key"
        if primary:
            what = f"has a primary key of {len(primary)} attributes"
        self._problems.add(
            key.location,
            f"`{label}` needs one attribute of `{key.target.name}` to refer to, which {what}",
            self._single_attribute_hint(key.target, keyword, label)
            if len(primary) < 2 or key.is_joining
            else self._composite_hint(key, primary, keyword, label),
        )

    def _term(self, key: DeclaredForeignKey) -> tuple[str, str]:
        """Return the term that declares what a key refers to, and the association for it."""
        for end in self._ends:
            if self._keys.far.get(end) is key:
                return "targetKey", end.label
            if self._keys.near.get(end) is key:
                belongs = end.declaration.kind == "belongsTo"
                return "targetKey" if belongs else "sourceKey", end.label
        return "targetKey", key.label

    def _single_attribute_hint(self, target: MappedModel, keyword: str, label: str) -> str:
        """Return the hint for a key to a model that no single attribute identifies."""
        unique = [name for name in target.attributes if self._is_unique(target, name)]
        if unique:
            either = " or ".join(f"`{keyword}({name})`" for name in unique[:3])
            return f"Write {either} on `{label}`."
        return (
            f"Give `{target.name}` an attribute that is unique by itself, such as "
            f"`code: string required unique`, and write `{keyword}(code)` on `{label}`."
        )

    def _composite_hint(
        self, key: DeclaredForeignKey, primary: tuple[str, ...], keyword: str, label: str
    ) -> str:
        """Return how to declare a key of as many attributes as the primary key has."""
        end = next((end for end in key.ends if end.model is key.holder), None)
        word = camel(end.declaration.name if end else key.target.name)
        names = [f"{word}{name[:1].upper()}{name[1:]}" for name in primary]
        types = [self._own_type(key.target, name) or DataType("integer") for name in primary]
        listed = " and ".join(f"`{name}: {kind}`" for name, kind in zip(names, types, strict=True))
        unique = [name for name in key.target.attributes if self._is_unique(key.target, name)]
        single = f"Write `{keyword}({unique[0]})` on `{label}`; or declare" if unique else "Declare"
        return (
            f"{single} {listed} in `{key.holder.name}`, and write "
            f"`foreignKey({', '.join(names)})` on `{label}`."
        )

    def _follow(self, key: DeclaredForeignKey) -> None:
        """Find the type at the end of the chain of keys that starts here, for all keys in it."""
        chain: list[DeclaredForeignKey] = []
        visited: set[DeclaredForeignKey] = set()
        here: DeclaredForeignKey | None = key
        found: DataType | None = None
        while here is not None:
            if here in visited:
                self._circle(chain[chain.index(here) :])
                break
            if (known := self._types.get(here)) is not None:
                found = known
                break
            chain.append(here)
            visited.add(here)
            attribute = self._attributes.get(here, "")
            found = self._own_type(here.target, attribute)
            if found is not None or not attribute:
                break
            here = next(iter(self._keys.of(here.target, attribute)), None)
        for each in chain:
            self._types[each] = found

    def _own_type(self, model: MappedModel, name: str) -> DataType | None:
        """Return the type of an attribute that is not a foreign key."""
        attribute = model.attributes.get(name)
        if attribute is not None:
            return attribute.type
        primary = self._primary[model]
        return primary.id if primary.attributes == (name,) else None

    def _circle(self, keys: list[DeclaredForeignKey]) -> None:
        shown = " → ".join(f"`{key.label}`" for key in (*keys, keys[0]))
        first = min(keys, key=lambda key: key.location)
        self._problems.add(
            first.location,
            f"the types of these foreign keys depend on each other in a circle: {shown}",
            f"Declare one of them with a type, such as `{first.name}: integer`, "
            f"and write `foreignKey({first.name})`.",
        )
        for key in keys:
            self._attributes[key] = ""

    def _match(self, key: DeclaredForeignKey) -> None:
        """Check that an attribute that is a key has a type that can refer to the other's.

        A logical key has no constraint, so that the database compares values of any two types.
        """
        if self._rules[key].logical:
            return
        theirs = self._types.get(key)
        attribute = key.holder.attributes.get(key.name)
        first = self._keys.of(key.holder, key.name)[0]
        mine = attribute.type if attribute else self._types.get(first)
        if mine is None or theirs is None or full_type(mine) == full_type(theirs):
            return
        if attribute and all(can_refer(mine.name, theirs.name, each) for each in self._dialects):
            return
        end = key.ends[0] if key.ends else None
        where = line(attribute.location) if attribute else line(first.location)
        self._problems.add(
            end.declaration.location if end else key.location,
            f"`{key.label}` ({where}) is `{mine}`, but refers to "
            f"`{key.target.name}.{self._attributes.get(key, '')}`, which is `{theirs}`",
            f"Give both the same type: `{key.name}: {theirs}`.",
        )


def full_type(type_: DataType) -> DataType:
    """Return the type with its default length where it has none."""
    if type_.name == "string" and type_.length is None:
        return DataType("string", STRING_LENGTH)
    return type_
