"""The methods that Sequelize adds for associations, with their types in TypeScript."""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.database.tables import Association, Model
from scaffold.targets.layout.javascript import literals
from scaffold.targets.sequelize.typescript_types import union
from scaffold.targets.sequelize.typescript_view import TypescriptAccessor


def is_many(association: Association) -> bool:
    """Whether the association leads to several rows."""
    return association.kind in ("hasMany", "belongsToMany")


def found_one(association: Association) -> str:
    """Return what an association that leads to one row finds."""
    if association.required and association.kind == "belongsTo":
        return association.target
    return union(association.target, "null")


def accessors_of(association: Association, target: Model, key: str) -> Iterator[TypescriptAccessor]:
    """Yield the methods of an association; `key` is the type of the key that finds a target."""
    if is_many(association):
        return _of_many(association, target, key)
    return _of_one(association, target.name, key)


def _of_one(association: Association, target: str, key: str) -> Iterator[TypescriptAccessor]:
    mixin, alias = _capital(association.kind), _capital(association.alias)
    if not association.required:
        key = "null" if key == "never" else union(key, "null")
    yield _accessor(f"get{alias}", f"{mixin}GetAssociationMixin", found_one(association))
    yield _accessor(f"set{alias}", f"{mixin}SetAssociationMixin", target, key)
    if association.kind == "hasOne" and (association.required or association.scope):
        # The mixin of hasOne asks for the attributes that the association itself sets.
        arguments = (target, *_set_by_create(association))
        name = f"create{alias}"
        yield TypescriptAccessor(name, "HasManyCreateAssociationMixin", arguments, None, True)
    else:
        yield _accessor(f"create{alias}", f"{mixin}CreateAssociationMixin", target)


def _of_many(association: Association, target: Model, key: str) -> Iterator[TypescriptAccessor]:
    mixin = _capital(association.kind)
    one, several = _capital(association.singular), _capital(association.alias)
    yield _accessor(f"get{several}", f"{mixin}GetAssociationsMixin", target.name)
    yield _accessor(f"count{several}", f"{mixin}CountAssociationsMixin")
    yield from _both("has", mixin, one, several, target.name, key)
    # To targets with a composite key Sequelize writes the rows of one of its columns.
    if association.kind == "belongsToMany" or len(target.table.primary_key) == 1:
        yield _accessor(f"set{several}", f"{mixin}SetAssociationsMixin", target.name, key)
        for verb in ("add", "remove"):
            yield from _both(verb, mixin, one, several, target.name, key)
    created = _set_by_create(association) if association.kind == "hasMany" else ()
    yield _accessor(f"create{one}", f"{mixin}CreateAssociationMixin", target.name, *created)


def _both(
    verb: str, mixin: str, one: str, several: str, *arguments: str
) -> Iterator[TypescriptAccessor]:
    """The method for several rows and that for one, which may have the same name."""
    start = f"{mixin}{_capital(verb)}"
    plural, singular = f"{start}AssociationsMixin", f"{start}AssociationMixin"
    also = singular if one == several else None
    yield TypescriptAccessor(f"{verb}{several}", plural, arguments, also, False)
    if also is None:
        yield _accessor(f"{verb}{one}", singular, *arguments)


def _set_by_create(association: Association) -> tuple[str, ...]:
    """The attributes of the target that `create` sets, as types."""
    scope = (association.scope.attribute,) if association.scope else ()
    return tuple(map(literals.js, (association.foreign_key, *scope)))


def _accessor(name: str, mixin: str, *arguments: str) -> TypescriptAccessor:
    return TypescriptAccessor(name, mixin, arguments, None, False)


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
