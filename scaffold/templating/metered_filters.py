"""Filters and tests of the sandbox: each use is paid for."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from jinja2 import UndefinedError

from scaffold.templating.filters import OWN_FILTERS, json
from scaffold.templating.limits import MAX_COUNT, Budget, TemplateLimitError, require_room
from scaffold.templating.template_text import TemplateFaultError, text_of, title_of, without_classes

# Their arguments are values, not widths or counts.
_TAKE_ANY_NUMBER = frozenset(("d", "default", "int", "float", "sum"))
# They would print a value's representation.
_TAKE_TEXT = frozenset(
    (
        *("capitalize", "center", "indent", "lower", "striptags", "title", "trim", "truncate"),
        *("upper", "urlencode", "wordcount"),
    )
)
# What these make of texts is kept.
_OF_TEXTS = frozenset((*OWN_FILTERS, *_TAKE_TEXT, "replace"))
_TEXT = frozenset((str,))
# What Jinja's functions raise where an argument is not what they expect.
_FAULTS = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, AssertionError)
# As many results of a filter are kept, with no more characters each, its arguments included.
_KEPT, _KEPT_SIZE = 4096, 400


def metered_filter(name: str, function: Callable[..., Any], budget: Budget) -> Callable[..., Any]:
    """Return a filter that pays for what it reads and makes, and takes no large numbers."""
    takes_text = name in _TAKE_TEXT
    bounds_numbers = name not in _TAKE_ANY_NUMBER
    leading = 1 if getattr(function, "jinja_pass_arg", None) else 0
    read = budget.read

    @functools.wraps(function)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        read(args[leading] if len(args) > leading else None)
        if bounds_numbers and (len(args) > leading + 1 or kwargs):
            for each in (*args[leading + 1 :], *kwargs.values()):
                if isinstance(each, int) and abs(each) > MAX_COUNT:
                    raise TemplateLimitError(f"`{name}` takes no number above {MAX_COUNT:,}")
        if takes_text:
            args = (*args[:leading], text_of(args[leading]), *args[leading + 1 :])
        try:
            value = function(*args, **kwargs)
            if hasattr(value, "__next__"):
                value = list(value)
        except _FAULTS as error:
            raise fault_of(name, args[leading:], error) from error
        if type(value) is str:
            budget.left -= len(value)
            if budget.left < 0:
                budget.refuse()
            return value
        return budget.made(str(value) if isinstance(value, str) else value)

    return _known_texts(wrapped, budget) if name in _OF_TEXTS else wrapped


def fault_of(name: str, args: Sequence[Any], error: Exception) -> TemplateFaultError:
    """Return the fault of a filter or test that cannot work on its value or with its arguments."""
    # Python tells the function, its arguments and classes by names that no template has.
    text = re.sub(r"^[\w.<>]+\(\) ", "", str(error))
    of = f" of {title_of(args[0])}" if args else ""
    return TemplateFaultError(f"`{name}`{of}: {without_classes(text)}")


def metered_test(name: str, function: Callable[..., Any], budget: Budget) -> Callable[..., Any]:
    """Return a test that pays for what it reads."""

    @functools.wraps(function)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        for each in args:
            budget.read(each)
        try:
            return function(*args, **kwargs)
        except _FAULTS as error:
            raise fault_of(name, args, error) from error

    return wrapped


def _known_texts(function: Callable[..., Any], budget: Budget) -> Callable[..., Any]:
    """Return a filter that keeps what it makes of short texts, and pays for it each time.

    Filters compute from their arguments alone, and templates use them on few texts again and again.
    """
    known: dict[tuple[Any, ...], tuple[str, int]] = {}

    @functools.wraps(function)
    def of_text(*args: Any, **kwargs: Any) -> Any:
        try:
            found = None if kwargs else known.get(args)
        except (TypeError, UndefinedError):
            # It has no hash.
            return function(*args, **kwargs)
        if found is None:
            before = budget.left
            text = function(*args, **kwargs)
            paid = before - budget.left
            if not kwargs and _are_short((text, *args)):
                if len(known) >= _KEPT:
                    known.clear()
                known[args] = text, paid
            return text
        text, paid = found
        budget.left -= paid
        if budget.left < 0:
            budget.refuse()
        return text

    return of_text


def _are_short(values: tuple[Any, ...]) -> bool:
    return _TEXT.issuperset(map(type, values)) and sum(map(len, values)) <= _KEPT_SIZE


def _replace(value: Any, old: str, new: str, count: int = -1) -> str:
    text, new = text_of(value), text_of(new)
    require_room(len(text) + (text.count(old) * len(new)))
    return text.replace(old, new, count)


def _wordwrap(value: Any, width: int = 79) -> str:
    import textwrap

    return "\n".join("\n".join(textwrap.wrap(line, width)) for line in text_of(value).split("\n"))


def _escape(value: Any) -> str:
    from markupsafe import escape

    return str(escape(text_of(value)))


# Ours in the place of Jinja's, whose results would not be bounded, or escaped.
REPLACED: Mapping[str, Callable[..., Any]] = {
    "tojson": json,
    "replace": _replace,
    "string": text_of,
    "wordwrap": _wordwrap,
    "escape": _escape,
    "e": _escape,
}
