"""Values that a template reads as keys: `1` and `true` are equal, but print differently."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from jinja2.runtime import Macro

# Equal values of these types render alike: text equals no other type's value, nor does a flag
# while numbers are left out. Classes are added as they are met.
_EXACT: set[type] = {str, bool, NoneType, Macro}
_INEXACT: set[type] = {int, float}


def exact(values: tuple[Any, ...]) -> Any:
    """Return a key that is equal only for values that render alike, None if there is none."""
    if _EXACT.issuperset(map(type, values)):
        return values
    found: list[Any] = []
    for value in values:
        kind = type(value)
        if kind is tuple:
            value = exact(value)
            if value is None:
                return None
        elif kind is int:
            value = int, value
        elif kind not in _EXACT and not _is_exact(kind):
            return None
        found.append(value)
    return tuple(found)


def _is_exact(kind: type) -> bool:
    """Whether equal values of a class have exactly equal fields, according to its annotations."""
    if kind in _EXACT:
        return True
    if kind in _INEXACT:
        return False
    # Until it is known, so that a class may refer to itself.
    _INEXACT.add(kind)
    if not is_dataclass(kind) or kind.__hash__ is object.__hash__:
        return False
    described = fields(kind)
    try:
        hints = get_type_hints(kind)
    except NameError:
        # A name that is imported for type checkers alone.
        return False
    if not all(each.compare and _is_exact_hint(hints[each.name]) for each in described):
        return False
    _INEXACT.remove(kind)
    _EXACT.add(kind)
    return True


def _is_exact_hint(hint: Any) -> bool:
    origin = get_origin(hint)
    if origin is Annotated:
        return _is_exact_hint(get_args(hint)[0])
    if origin is Literal:
        return all(isinstance(each, str) for each in get_args(hint))
    if origin in (Union, UnionType, tuple):
        return all(each is Ellipsis or _is_exact_hint(each) for each in get_args(hint))
    return isinstance(hint, type) and _is_exact(hint)
