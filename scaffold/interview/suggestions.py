"""What may be typed next: the words of the schema's lines, and the models that there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from scaffold.database.dialects import DIALECTS
from scaffold.interview.check import waiting
from scaffold.interview.state import Choice, State
from scaffold.schema.reference import ATTRIBUTE, KINDS, MODIFIERS
from scaffold.schema.type_words import TYPE_ALIASES, TYPES

# What most attributes are.
_USUAL = {"string", "text", "integer", "decimal", "boolean", "date", "datetime", "enum"}


class Suggestions(NamedTuple):
    """Words that may stand in the text from `start` on."""

    start: int
    choices: tuple[Choice, ...]


def suggestions(state: State, text: str) -> Suggestions:
    """What may follow at the end of `text`, typed at this state's question."""
    begin = max(text.rfind(" "), text.rfind("\n")) + 1
    word = text[begin:]
    before = text[:begin].strip()
    if "(" in word:
        return Suggestions(len(text), ())
    return Suggestions(begin, _fitting(tuple(_words(state, before)), word))


def _fitting(choices: tuple[Choice, ...], word: str) -> tuple[Choice, ...]:
    """The choices that begin with the word; where none does, those that have it in their note."""
    wanted = word.casefold()
    if any(each.value == word for each in choices):
        return ()
    begin = tuple(each for each in choices if each.value.casefold().startswith(wanted))
    return begin or tuple(each for each in choices if wanted in each.note.casefold())


def _words(state: State, before: str) -> Iterable[Choice]:
    """The words that may come after what stands before the one that is being typed."""
    if state.step in ("model", "target", "through"):
        return () if before else _models(state)
    if state.step == "type":
        return _types(state) if not before else _modifiers(before)
    if state.step == "alias" and state.relation is not None and before:
        return _modifiers(f"{state.relation.kind}(…)")
    if state.step in ("field", "change") and before:
        _, _, line = before.partition(":" if ":" in before else " ")
        return _modifiers(line) if line.strip() else (*_types(state), *_associations())
    return ()


def _models(state: State) -> Iterator[Choice]:
    for name in waiting(state):
        yield Choice(name, name, "spoken of already")
    for model in state.schema.models:
        if model.name != state.model or state.step == "target":
            yield Choice(model.name, model.name)


def _types(state: State) -> Iterator[Choice]:
    """The types that all declared databases have, the usual ones first."""
    dialects = [DIALECTS[name] for name in state.schema.options.dialects]
    for word in sorted(TYPES.values(), key=lambda word: word.name not in _USUAL):
        if word.name == "type" or all(word.name in dialect.types for dialect in dialects):
            yield Choice(word.example or word.name, word.example or word.name, word.description)


def _associations() -> Iterator[Choice]:
    for kind in KINDS.values():
        yield Choice(f"{kind.name}(", kind.name, kind.description)


def _modifiers(line: str) -> Iterator[Choice]:
    """The modifiers that the line may still take."""
    first, *said = (term.split("(")[0] for term in line.split())
    holders = {first} if first in KINDS else {ATTRIBUTE, TYPE_ALIASES.get(first.lower(), first)}
    for modifier in MODIFIERS.values():
        if modifier.word in said or modifier.word == "was" or not holders & set(modifier.on):
            continue
        word = modifier.word if modifier.value == "flag" else f"{modifier.word}("
        yield Choice(word, word.rstrip("("), modifier.description)
