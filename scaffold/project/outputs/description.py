"""The contract of templates as text, for the documentation and `scaffold templates variables`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from scaffold.project.outputs.target_members import target_members
from scaffold.templating.contract.reflection import ValueType, members
from scaffold.templating.contract.value_views import DefaultView, EnumView
from scaffold.templating.contract.views import (
    AssociationView,
    AttributeView,
    CheckView,
    IndexView,
    ModelView,
    SchemaView,
    ScopeView,
    UniqueView,
)
from scaffold.templating.filters import JINJA_FILTERS, OWN_FILTERS
from scaffold.templating.template_text import view_title

VIEWS: tuple[type, ...] = (
    SchemaView,
    ModelView,
    AttributeView,
    AssociationView,
    DefaultView,
    EnumView,
    ScopeView,
    IndexView,
    UniqueView,
    CheckView,
)
# What no sentence can name one by one.
_MANY_WORDS = 8
_KINDS = {"text": "text", "number": "number", "flag": "true or false", "data": "mapping"}


class DescribedName(NamedTuple):
    """A name that templates can use, such as `attribute.type`, its type and its description."""

    name: str
    type: str
    description: str


def described_names() -> Iterator[DescribedName]:
    """Return every name of the contract, view by view."""
    added = target_members()
    for view in VIEWS:
        for name, member in members(view).items():
            yield DescribedName(
                f"{view_title(view)}.{name}", type_in_words(member.type), member.description
            )
        for target, member in added.get(view, {}).items():
            for name, inner in members(member.type.view or view).items():
                written = f"{view_title(view)}.{target}.{name}"
                yield DescribedName(written, type_in_words(inner.type), inner.description)


def described_filters() -> Iterator[DescribedName]:
    """Return every filter: its name, an example, what it makes."""
    for name, each in OWN_FILTERS.items():
        yield DescribedName(name, each.example, each.description)


def jinja_filters() -> tuple[str, ...]:
    """Return the names of Jinja's own filters that templates may use."""
    return tuple(sorted(set(JINJA_FILTERS) - set(OWN_FILTERS)))


def type_in_words(kind: ValueType) -> str:
    """Return a type for people: `text or none`, `list of attributes`."""
    if kind.words and len(kind.words) <= _MANY_WORDS:
        words = ", ".join(f"`{word}`" for word in kind.words)
    elif kind.kind == "view" and kind.view is not None:
        words = view_title(kind.view)
    elif kind.kind == "list" and kind.item is not None:
        words = f"list of {_plural(type_in_words(kind.item))}"
    else:
        words = _KINDS.get(kind.kind, "any value")
    return f"{words} or none" if kind.optional else words


def _plural(words: str) -> str:
    if words.startswith("`"):
        return words
    return "indexes" if words == "index" else f"{words}s"
