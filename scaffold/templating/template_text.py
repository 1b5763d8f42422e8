"""Values as the text that a template prints."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from scaffold.naming import words
from scaffold.templating.contract.reflection import is_view

# As Python writes it: `'scaffold.….ModelView' object`, `'ModelView'`, `ModelView object`.
_CLASS = re.compile(r"'?(?:(?:scaffold|jinja2)\.[\w.]*\.)?\b([A-Z]\w*)View\b(?: object)?'?")
# The classes of views that print as something, as far as they were met.
_WITH_TEXT: set[type] = set()


class TemplateFaultError(Exception):
    """A template does what no template may; the message says what."""


def text_of(value: Any) -> str:
    """Return a value as it is printed; TemplateFaultError for what has no text."""
    if isinstance(value, (str, int, float)) or type(value) in _WITH_TEXT:
        return str(value)
    if value is None:
        raise TemplateFaultError(
            "this value is none: test it with `if`, or write `| default('…', true)`"
        )
    if isinstance(value, (list, tuple)):
        raise TemplateFaultError("a list cannot be printed: join it: `| join(', ')`")
    if isinstance(value, Mapping):
        raise TemplateFaultError("a mapping cannot be printed: write `| json`, or one of its names")
    if is_view(value):
        if not has_text(value):
            message = f"a {view_title(type(value))} cannot be printed: print one of its names"
            raise TemplateFaultError(message)
        _WITH_TEXT.add(type(value))
    return str(value)


def title_of(value: Any) -> str:
    """Return what a value is in words: `a text`, `a list`, `a model`."""
    if is_view(value):
        title = view_title(type(value))
        return f"{'an' if title[0] in 'aeiou' else 'a'} {title}"
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "true or false"
    kinds = {str: "a text", int: "a number", float: "a number", list: "a list", tuple: "a list"}
    return kinds.get(type(value), "a mapping" if isinstance(value, Mapping) else "this value")


def without_classes(message: str) -> str:
    """Return a message of Python or Jinja with the words for values in the place of our classes."""
    return _CLASS.sub(lambda found: f"`{' '.join(words(found[1])).lower()}`", message)


def has_text(view: Any) -> bool:
    """Whether a view prints as something, such as its name."""
    return any("__str__" in vars(each) for each in type(view).__mro__[:-1])


def view_title(view: type) -> str:
    """Return what a view is called for people: `ModelView` → `model`."""
    return " ".join(words(view.__name__.removesuffix("View"))).lower()
