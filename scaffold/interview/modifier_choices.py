"""Modifiers: splitting them from a name or type, and completing them at the end of a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scaffold.editing.compiled_schema import compiled_around
from scaffold.interview.interview_state import Choice, InterviewState
from scaffold.schema.edit.model_references import terms_of
from scaffold.schema.model import DeclaredAssociation
from scaffold.schema.read_types import type_word
from scaffold.schema.reference import ATTRIBUTE, BELONGS_TO_MANY, KINDS, MODIFIERS, Modifier
from scaffold.schema.terms import Term
from scaffold.schema.type_table import TYPE_ALIASES

# Examples in the hint for an alias: each is valid for every association of the kind.
COMMON_MODIFIERS = {
    "belongsTo": "required, unique, onDelete(cascade)",
    "hasOne": "required, onDelete(cascade)",
    "hasMany": "required, onDelete(cascade)",
    "belongsToMany": "onDelete(cascade)",
}
# Names that no schema has, to compile a line with.
_NAME, _JOIN = "exampleName", "ExampleJoin"
# What they say concerns rows of existing tables.
_OF_CHANGES = ("was", "fill", "map")
_ARGUMENTS = {
    "column": ("example_column",),
    "comment": ('"x"',),
    "check": ('"1 = 1"',),
    "through": (_JOIN,),
    "foreignKey": ("exampleKey",),
    "otherKey": ("exampleOtherKey",),
    "onDelete": ("cascade",),
    "onUpdate": ("cascade",),
    "singular": ("example",),
    "default": (
        *("0", "x", "true", "now", "uuid", '"[]"', '"{}"', "09:30:00"),
        *("10.0.0.1", "10.0.0.0/8", "08:00:2b:01:02:03"),
    ),
}


def split_modifiers(text: str, default: str) -> tuple[str, str]:
    """Split `orders required` into the name and the modifiers after it.

    If a blank or a modifier comes first, the name is the default one.
    """
    stripped = text.strip()
    first, _, rest = stripped.partition(" ")
    if stripped and stripped != default and (text[:1].isspace() or begins_with_modifier(stripped)):
        return default, stripped
    return first.removesuffix(":") or default, rest.strip()


def with_default_type(text: str, default: str) -> str:
    """Return an attribute's terms, with the default type if there are only modifiers."""
    stripped = text.strip()
    first = stripped.partition(" ")[0].partition("(")[0]
    is_left_out = text[:1].isspace() and type_word(first) is None and first not in KINDS
    return (
        f"{default} {stripped}"
        if stripped and (is_left_out or begins_with_modifier(stripped))
        else stripped
    )


def begins_with_modifier(text: str) -> bool:
    """Whether the first term can only be a modifier."""
    word, parenthesis, _ = text.split(maxsplit=1)[0].partition("(")
    modifier = MODIFIERS.get(word)
    return modifier is not None and (bool(parenthesis) or modifier.value == "flag")


def modifier_choices(state: InterviewState, line: str) -> Iterator[Choice]:
    """Return the modifiers that are valid at the end of the line."""
    terms = terms_of(line)
    if not terms:
        return
    first = terms[0].word
    present = {term.word for term in terms[1:]}
    subject = {first} if first in KINDS else {ATTRIBUTE, TYPE_ALIASES.get(first.lower(), first)}
    known = _messages(state, line)
    for modifier in MODIFIERS.values():
        if modifier.word in present or modifier.word in _OF_CHANGES:
            continue
        if not subject & set(modifier.on):
            continue
        found = _example_terms(state, modifier, terms)
        if any(_messages(state, f"{line} {term}") <= known for term in found):
            word = modifier.word if modifier.value == "flag" else f"{modifier.word}("
            yield Choice(word, word.rstrip("("), modifier.description)


def _example_terms(
    state: InterviewState, modifier: Modifier, line: Sequence[Term]
) -> Iterator[str]:
    """Return the modifier with example arguments for this line."""
    word = modifier.word
    if modifier.value == "flag":
        yield word
        return
    found = _ARGUMENTS.get(word, ())
    if word == "default" and line[0].word == "enum":
        found = _arguments(line, "enum")[:1]
    elif word in ("inverse", "targetKey", "scope"):
        found = _names(state, _arguments(line, line[0].word), word == "inverse")
    elif word == "sourceKey":
        found = _names(state, (state.model,), False)
    elif word == "throughScope":
        found = _names(state, _arguments(line, "through"), False)
    for name in found:
        yield f"{word}({name}, x)" if modifier.value == "pair" else f"{word}({name})"


def _arguments(line: Sequence[Term], word: str) -> tuple[str, ...]:
    """Return the arguments of the line's term `word`."""
    terms = (term.arguments or () for term in line if term.word == word)
    return tuple(argument.word for arguments in terms for argument in arguments)


def _names(state: InterviewState, models: Sequence[str], associations: bool) -> tuple[str, ...]:
    """Return the names of the models' attributes, or of their associations."""
    found = (model for model in state.schema.models if model.name in models)
    fields = (field for model in found for field in model.fields)
    return tuple(
        each.name for each in fields if isinstance(each, DeclaredAssociation) == associations
    )


def _messages(state: InterviewState, line: str) -> set[str]:
    """Return the messages about a field that has this line."""
    terms = terms_of(line)
    kind, through = terms[0].word, _arguments(terms, "through")
    target = _arguments(terms, kind) if kind in KINDS else ()
    if kind == BELONGS_TO_MANY and not through:
        line = f"{line} through({_JOIN})"
    if kind == BELONGS_TO_MANY and target == (state.model,) and not _arguments(terms, "otherKey"):
        line = f"{line} otherKey(exampleOther)"
    lines = (*state.pending, (state.model, (_NAME, line)))
    models = (state.model, *target, *through)
    _, problems = compiled_around(state.schema_file, lines, models)
    return {problem.message for problem in problems}
