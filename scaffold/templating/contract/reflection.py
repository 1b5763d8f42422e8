"""The names of a view and their types, read from its annotations."""

from __future__ import annotations

import inspect
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from scaffold.values import dataclass

Kind = Literal["view", "text", "number", "flag", "list", "data", "any"]


@dataclass(frozen=True, slots=True)
class ValueType:
    """What a name of a template holds. `words` are the only texts that it may be."""

    kind: Kind
    view: type | None = None
    item: ValueType | None = None
    optional: bool = False
    words: tuple[str, ...] = ()


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
        hints = dict.fromkeys(view.__annotations__, Any)
    names = [each.name for each in fields(view)] if is_dataclass(view) else list(hints)
    found = {name: hints[name] for name in names if not name.startswith("_")}
    for name, value in vars(view).items():
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
    if origin is Annotated:
        return type_of(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        kept = [each for each in get_args(annotation) if each is not type(None)]
        if len(kept) != 1:
            return ANY
        inner = type_of(kept[0])
        return ValueType(inner.kind, inner.view, inner.item, True, inner.words)
    if origin is Literal:
        return ValueType("text", words=tuple(map(str, get_args(annotation))))
    if origin in (tuple, list, frozenset):
        items = get_args(annotation)
        is_alike = origin is not tuple or (len(items) == 2 and items[1] is Ellipsis)
        return ValueType("list", item=type_of(items[0]) if items and is_alike else ANY)
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
