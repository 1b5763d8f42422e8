"""The names of a view and their types, read from its annotations."""

from __future__ import annotations

import inspect
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Annotated, Any, ClassVar, Literal, Union, get_args, get_origin, get_type_hints

from scaffold.values import dataclass

Kind = Literal["view", "text", "number", "flag", "list", "data", "any"]


@dataclass(frozen=True, slots=True)
class ValueType:
    """What a name of a template holds.

    `words` are the only texts that it may be, `parts` the types of a tuple's items where these
    differ, `views` the classes that it may be of where there are several.
    """

    kind: Kind
    view: type | None = None
    item: ValueType | None = None
    optional: bool = False
    words: tuple[str, ...] = ()
    parts: tuple[ValueType, ...] = ()
    views: tuple[type, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """A name of a view: its type, and what it is, where the view says so."""

    type: ValueType
    description: str


ANY = ValueType("any")
TEXT = ValueType("text")
NUMBER = ValueType("number")
FLAG = ValueType("flag")


def view_type(view: type) -> ValueType:
    """Return the type of a view's class."""
    return ValueType("view", view)


_MEMBERS: dict[type, Mapping[str, Member]] = {}


def members(view: type) -> Mapping[str, Member]:
    """Return the public names of a view's class in their order."""
    known = _MEMBERS.get(view)
    if known is None:
        known = _MEMBERS[view] = _read_members(view)
    return known


def _read_members(view: type) -> Mapping[str, Member]:
    try:
        hints = get_type_hints(view, include_extras=True)
    except NameError:
        # A name that is imported for type checkers alone.
        classes = (each for each in view.__mro__ if "__annotations__" in vars(each))
        hints = {name: Any for each in classes for name in each.__annotations__}
    names = [each.name for each in fields(view)] if is_dataclass(view) else list(hints)
    names += (name for name, hint in hints.items() if get_origin(hint) is ClassVar)
    found = {name: hints[name] for name in names if not name.startswith("_")}
    properties = (each for part in reversed(view.__mro__) for each in vars(part).items())
    for name, value in properties:
        if isinstance(value, property) and not name.startswith("_"):
            try:
                returned = get_type_hints(value.fget, include_extras=True)
            except NameError:
                returned = {}
            found[name] = returned.get("return", Any)
    return {name: _member(annotation) for name, annotation in found.items()}


def is_view(value: Any) -> bool:
    """Whether a value's class has members of its own to look up."""
    return is_dataclass(value) and not inspect.isclass(value)


def _member(annotation: Any) -> Member:
    notes: list[Any] = []
    if get_origin(annotation) is Annotated:
        annotation, *notes = get_args(annotation)
    description = next((each for each in notes if isinstance(each, str)), "")
    words = next((each for each in notes if isinstance(each, tuple)), ())
    kind = type_of(annotation)
    return Member(replace(kind, words=words) if words else kind, description)


def type_of(annotation: Any) -> ValueType:
    """Return the type that an annotation says; ANY where it says nothing that is known."""
    origin = get_origin(annotation)
    if origin in (Annotated, ClassVar):
        return type_of(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        kept = [each for each in get_args(annotation) if each is not type(None)]
        if len(kept) == 1:
            return replace(type_of(kept[0]), optional=True)
        if all(isinstance(each, type) and is_dataclass(each) for each in kept):
            return ValueType("view", optional=len(kept) < len(get_args(annotation)), views=(*kept,))
        return ANY
    if origin is Literal:
        return ValueType("text", words=tuple(map(str, get_args(annotation))))
    if origin in (tuple, list, frozenset):
        items = get_args(annotation)
        is_alike = origin is not tuple or (len(items) == 2 and items[1] is Ellipsis)
        if items and is_alike:
            return ValueType("list", item=type_of(items[0]))
        return ValueType("list", item=ANY, parts=tuple(map(type_of, items)))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return ValueType("data")
    if annotation is bool:
        return FLAG
    if annotation is str:
        return TEXT
    if annotation in (int, float):
        return NUMBER
    if isinstance(annotation, type) and is_dataclass(annotation):
        return view_type(annotation)
    return ANY
