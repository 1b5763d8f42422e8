"""The filters of templates of one's own: names in other styles, and values as literals."""

from __future__ import annotations

import json as json_text
import math
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeGuard

from scaffold.naming import camel, kebab, pascal, pluralize, singularize, snake, words
from scaffold.targets.layout.javascript import literals
from scaffold.templating.contract.language_types import python_string
from scaffold.templating.contract.reflection import is_view
from scaffold.templating.contract.value_views import DefaultView
from scaffold.templating.limits import require_room
from scaffold.templating.template_text import text_of
from scaffold.values import dataclass

if TYPE_CHECKING:
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class FilterDescription:
    """A filter of ours: its function, what it does, and an example with its result."""

    function: Callable[..., Any]
    description: str
    example: str


def spaced(name: str) -> str:
    """`OrderItem` → `order item`."""
    return " ".join(words(name)).lower()


def _of_name(function: Callable[[str], str]) -> Callable[[Any], str]:
    return lambda value: function(text_of(value))


def js(value: Any) -> str:
    """The value as a JavaScript literal, with single quotes as Prettier has them."""
    if isinstance(value, str):
        return literals.string(value)
    value = _plain(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if _is_number(value):
        return _number(value)
    if isinstance(value, Mapping):
        inside = ", ".join(f"{key(name)}: {js(each)}" for name, each in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(js, value))}]"
    return literals.string(str(value))


def py(value: Any) -> str:
    """The value as a Python literal, with double quotes as ruff has them."""
    value = _plain(value)
    if isinstance(value, bool) or value is None:
        return repr(value)
    if _is_number(value):
        return _number(value)
    if isinstance(value, Mapping):
        inside = ", ".join(f"{py(name)}: {py(each)}" for name, each in value.items())
        return f"{{{inside}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(py, value))}]"
    return python_string(str(value))


def json(value: Any, indent: int | None = None) -> str:
    """The value as JSON; `indent` spaces a level, on one line without it."""
    if indent is None:
        return _ENCODER.encode(_plain(value))
    return json_text.dumps(
        _plain(value), ensure_ascii=False, indent=indent, default=_plain_or_text, allow_nan=False
    )


def key(name: Any) -> str:
    """The name as a key of a JavaScript object, in quotes only where it needs them."""
    return literals.key(text_of(name))


def indent(value: Any, width: int = 4, first: bool = False, blank: bool = False) -> str:
    """The text with its lines moved right by `width`; the first one with `first`."""
    text, margin = str(value), " " * width
    require_room(len(text) + width * (text.count("\n") + 1))
    head, *lines = text.split("\n")
    moved = [margin + line if line.strip() or blank else line for line in lines]
    return "\n".join([margin + head if first else head, *moved])


def _is_number(value: Any) -> TypeGuard[int | float | Decimal]:
    if isinstance(value, int | float):
        return True
    # Without the module, which is slow to import, there is no such number.
    module = sys.modules.get("decimal")
    return module is not None and isinstance(value, module.Decimal)


def _number(value: int | float | Decimal) -> str:
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"{value} is no literal")
    return repr(value) if isinstance(value, float) else str(value)


def _plain(value: Any) -> Any:
    """A default as its typed value, other views as their text."""
    if isinstance(value, DefaultView):
        return value.value
    return text_of(value) if is_view(value) else value


def _plain_or_text(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else _plain(value)


# One encoder for all values: to make it takes longer than to use it.
_ENCODER = json_text.JSONEncoder(ensure_ascii=False, default=_plain_or_text, allow_nan=False)

OWN_FILTERS: Mapping[str, FilterDescription] = {
    "camel": FilterDescription(_of_name(camel), "camelCase", "OrderItem → orderItem"),
    "pascal": FilterDescription(_of_name(pascal), "PascalCase", "order_item → OrderItem"),
    "snake": FilterDescription(_of_name(snake), "snake_case", "OrderItem → order_item"),
    "kebab": FilterDescription(_of_name(kebab), "kebab-case", "OrderItem → order-item"),
    "words": FilterDescription(_of_name(spaced), "words in lower case", "OrderItem → order item"),
    "plural": FilterDescription(_of_name(pluralize), "the plural", "Category → Categories"),
    "singular": FilterDescription(_of_name(singularize), "the singular", "Categories → Category"),
    "js": FilterDescription(js, "a literal of JavaScript", "it's → \"it's\""),
    "py": FilterDescription(py, "a literal of Python", 'paid → "paid"'),
    "json": FilterDescription(json, "JSON; `json(2)` on lines of their own", 'paid → "paid"'),
    "key": FilterDescription(key, "a key of a JavaScript object", "unit-price → 'unit-price'"),
    "indent": FilterDescription(
        indent, "lines moved right: `indent(4)`, also the first: `indent(4, true)`", ""
    ),
}
# Jinja's own filters that work on values alone, and always alike.
JINJA_FILTERS = (
    *("abs", "batch", "capitalize", "center", "count", "d", "default", "dictsort", "e", "escape"),
    *("first", "float", "groupby", "int", "items", "join", "last", "length", "list", "lower"),
    *("map", "max", "min", "reject", "rejectattr", "replace", "reverse", "round", "select"),
    *("selectattr", "slice", "sort", "string", "striptags", "sum", "title", "tojson", "trim"),
    *("truncate", "unique", "upper", "urlencode", "wordcount", "wordwrap"),
)
JINJA_TESTS = (
    *("boolean", "defined", "divisibleby", "eq", "equalto", "even", "false", "float", "ge"),
    *("greaterthan", "gt", "in", "integer", "iterable", "le", "lessthan", "lower", "lt"),
    *("mapping", "ne", "none", "number", "odd", "sameas", "sequence", "string", "true"),
    *("undefined", "upper", "==", "!=", ">", ">=", "<", "<="),
)
