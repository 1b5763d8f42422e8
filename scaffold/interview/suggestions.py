"""What may be typed next: the words of the schema's lines, and the models that there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from scaffold.database.dialects import DIALECTS
from scaffold.interview.draft_schema import waiting
from scaffold.interview.interview_state import Choice, InterviewState
from scaffold.interview.modifier_choices import begins_with_modifier, offered
from scaffold.schema.reference import KINDS, SETTINGS
from scaffold.schema.type_table import TYPES, TypeWord

# What most attributes are.
_USUAL = {"string", "text", "integer", "decimal", "boolean", "date", "datetime", "enum"}


class Suggestions(NamedTuple):
    """Words that may stand in the text from `start` on."""

    start: int
    choices: tuple[Choice, ...]


def suggestions(state: InterviewState, text: str) -> Suggestions:
    """What may follow at the end of `text`, typed at this state's question."""
    begin = max(text.rfind(" "), text.rfind("\n")) + 1
    word = text[begin:]
    if "(" in word:
        return Suggestions(len(text), ())
    return Suggestions(begin, _fitting(tuple(_words(state, text[:begin], word)), word))


def _fitting(choices: tuple[Choice, ...], word: str) -> tuple[Choice, ...]:
    """The choices that begin with the word; where none does, those that have it in their note."""
    wanted = word.casefold()
    if any(each.value == word for each in choices):
        return ()
    begin = tuple(each for each in choices if each.value.casefold().startswith(wanted))
    return begin or tuple(each for each in choices if wanted in each.note.casefold())


def _words(state: InterviewState, before: str, word: str) -> Iterable[Choice]:
    """The words that may come after what stands before the one that is being typed."""
    said = before.strip()
    if state.step in ("model", "target", "through"):
        return () if before else _models(state)
    if state.step == "type":
        return _after_type(state, said) if before else _types(state)
    if state.step == "alias" and state.relation is not None and before:
        _, _, terms = ("", "", said) if begins(said) else said.partition(" ")
        return offered(state, f"{state.relation.kind}({state.relation.target}) {terms}")
    if not said and (state.step == "setting" or (state.step == "field" and word[:1] == "$")):
        return _settings(state)
    if state.step in ("field", "change") and said and not said.startswith("$"):
        _, _, line = said.partition(":" if ":" in said else " ")
        return offered(state, line) if line.strip() else (*_types(state), *_associations())
    return ()


def begins(said: str) -> bool:
    """Whether modifiers come first, and no name."""
    return not said or begins_with_modifier(said)


def _after_type(state: InterviewState, said: str) -> Iterator[Choice]:
    """The modifiers after a type, which is the default one where it is left out."""
    return offered(state, f"string {said}" if begins(said) else said)


def _models(state: InterviewState) -> Iterator[Choice]:
    for name in waiting(state):
        yield Choice(name, name, "not in the schema yet")
    ends = (state.model, state.relation.target) if state.relation else (state.model,)
    for model in state.schema.models:
        if model.name not in ends or state.step == "target":
            yield Choice(model.name, model.name)


def _types(state: InterviewState) -> Iterator[Choice]:
    """The types that all declared databases have, the usual ones first."""
    dialects = [DIALECTS[name] for name in state.schema.options.dialects]
    for word in sorted(TYPES.values(), key=lambda word: word.name not in _USUAL):
        if word.name == "type" or all(word.name in dialect.types for dialect in dialects):
            yield _type(word)


def _type(word: TypeWord) -> Choice:
    """A type; one that needs arguments ends where these are typed."""
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
