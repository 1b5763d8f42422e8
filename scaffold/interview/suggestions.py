"""Completions for the text that is being typed: keywords, types and models."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from scaffold.database.dialects import DIALECTS
from scaffold.interview.draft_schema import missing_models
from scaffold.interview.interview_state import Choice, InterviewState
from scaffold.interview.modifier_choices import begins_with_modifier, modifier_choices
from scaffold.schema.reference import KINDS, SETTINGS
from scaffold.schema.type_table import TYPES, TypeWord

# The types that most attributes have.
_COMMON_TYPES = {"string", "text", "integer", "decimal", "boolean", "date", "datetime", "enum"}


class Suggestions(NamedTuple):
    """Completions for the text from position `start` on."""

    start: int
    choices: tuple[Choice, ...]


def suggestions(state: InterviewState, text: str) -> Suggestions:
    """Return the completions at the end of `text`, typed at this state's question."""
    begin = max(text.rfind(" "), text.rfind("\n")) + 1
    word = text[begin:]
    if "(" in word:
        return Suggestions(len(text), ())
    return Suggestions(begin, _matching(tuple(_possible_words(state, text[:begin], word)), word))


def _matching(choices: tuple[Choice, ...], word: str) -> tuple[Choice, ...]:
    """Return the choices that begin with the word, or else those with the word in their note."""
    needle = word.casefold()
    if any(each.value == word for each in choices):
        return ()
    begin = tuple(each for each in choices if each.value.casefold().startswith(needle))
    return begin or tuple(each for each in choices if needle in each.note.casefold())


def _possible_words(state: InterviewState, before: str, word: str) -> Iterable[Choice]:
    """Return the possible values of the word that is being typed after `before`."""
    text = before.strip()
    if state.step in ("model", "target", "through"):
        return () if before else _models(state)
    if state.step == "type":
        return _after_type(state, text) if before else _types(state)
    if state.step == "alias" and state.association is not None and before:
        _, _, terms = ("", "", text) if starts_with_modifier(text) else text.partition(" ")
        return modifier_choices(
            state, f"{state.association.kind}({state.association.target}) {terms}"
        )
    if not text and (state.step == "setting" or (state.step == "field" and word[:1] == "$")):
        return _settings(state)
    if state.step in ("field", "change") and text and not text.startswith("$"):
        _, _, line = text.partition(":" if ":" in text else " ")
        return modifier_choices(state, line) if line.strip() else (*_types(state), *_associations())
    return ()


def starts_with_modifier(text: str) -> bool:
    """Whether the text begins with modifiers instead of a name."""
    return not text or begins_with_modifier(text)


def _after_type(state: InterviewState, terms: str) -> Iterator[Choice]:
    """Return the modifiers after a type, or after the default type if it is left out."""
    return modifier_choices(state, f"string {terms}" if starts_with_modifier(terms) else terms)


def _models(state: InterviewState) -> Iterator[Choice]:
    for name in missing_models(state):
        yield Choice(name, name, "not in the schema yet")
    ends = (state.model, state.association.target) if state.association else (state.model,)
    for model in state.schema.models:
        if model.name not in ends or state.step == "target":
            yield Choice(model.name, model.name)


def _types(state: InterviewState) -> Iterator[Choice]:
    """Return the types that all declared databases have, common ones first."""
    dialects = [DIALECTS[name] for name in state.schema.options.dialects]
    for word in sorted(TYPES.values(), key=lambda word: word.name not in _COMMON_TYPES):
        if word.name == "type" or all(word.name in dialect.types for dialect in dialects):
            yield _type(word)


def _type(word: TypeWord) -> Choice:
    """Return a type as a choice; one that needs arguments ends with `(`."""
    if not word.needed:
        return Choice(word.name, word.name, word.description)
    note = f"{word.example}: {word.description}"
    return Choice(f"{word.name}(", f"{word.name}(…)", note)


def _associations() -> Iterator[Choice]:
    for kind in KINDS.values():
        yield Choice(f"{kind.name}(", kind.name, kind.description)


def _settings(state: InterviewState) -> Iterator[Choice]:
    schemas = all(DIALECTS[name].schemas for name in state.schema.options.dialects)
    for word, setting in SETTINGS.items():
        if word != "$was" and (schemas or word != "$schema"):
            yield Choice(f"{word}:", word, setting.description)
