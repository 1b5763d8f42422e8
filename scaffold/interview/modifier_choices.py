"""Modifiers: those that are typed after a name or a type, and those that may follow a line."""

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

# What to name at an alias: each holds for every association of the kind.
USUAL = {
    "belongsTo": "required, unique, onDelete(cascade)",
    "hasOne": "required, onDelete(cascade)",
    "hasMany": "required, onDelete(cascade)",
    "belongsToMany": "onDelete(cascade)",
}
# Names that no schema has, to try a line with.
_NAME, _JOIN = "exampleName", "ExampleJoin"
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


def split(text: str, default: str) -> tuple[str, str]:
    """Split `orders required` into the name and the modifiers behind it.

    Where a blank or a modifier comes first, the name is the default one.
    """
    said = text.strip()
    first, _, rest = said.partition(" ")
    if said and said != default and (text[:1].isspace() or begins_with_modifier(said)):
        return default, said
    return first.removesuffix(":") or default, rest.strip()


def with_type(text: str, default: str) -> str:
    """Return the terms of an attribute, with the default type where modifiers alone are typed."""
    said = text.strip()
    first = said.partition(" ")[0].partition("(")[0]
    is_left_out = text[:1].isspace() and type_word(first) is None and first not in KINDS
    return f"{default} {said}" if said and (is_left_out or begins_with_modifier(said)) else said


def begins_with_modifier(text: str) -> bool:
    """Whether the first term is a modifier, and can be nothing else."""
    word, parenthesis, _ = text.split(maxsplit=1)[0].partition("(")
    modifier = MODIFIERS.get(word)
    return modifier is not None and (bool(parenthesis) or modifier.value == "flag")


def offered(state: InterviewState, line: str) -> Iterator[Choice]:
    """The modifiers that the line may still take: what would be refused is not offered."""
    terms = terms_of(line)
    if not terms:
        return
    first = terms[0].word
    said = {term.word for term in terms[1:]}
    subject = {first} if first in KINDS else {ATTRIBUTE, TYPE_ALIASES.get(first.lower(), first)}
    wrong = _wrong(state, line)
    for modifier in MODIFIERS.values():
        if modifier.word in said or modifier.word == "was" or not subject & set(modifier.on):
            continue
        found = _terms(state, modifier, terms)
        if any(_wrong(state, f"{line} {term}") <= wrong for term in found):
            word = modifier.word if modifier.value == "flag" else f"{modifier.word}("
            yield Choice(word, word.rstrip("("), modifier.description)


def _terms(state: InterviewState, modifier: Modifier, line: Sequence[Term]) -> Iterator[str]:
    """The modifier with arguments that it may have in this line."""
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
    """The arguments of the term `word` of a line."""
    terms = (term.arguments or () for term in line if term.word == word)
    return tuple(argument.word for arguments in terms for argument in arguments)


def _names(state: InterviewState, models: Sequence[str], associations: bool) -> tuple[str, ...]:
    """The names of the models' attributes, or of their associations."""
    found = (model for model in state.schema.models if model.name in models)
    fields = (field for model in found for field in model.fields)
    return tuple(
        each.name for each in fields if isinstance(each, DeclaredAssociation) == associations
    )


def _wrong(state: InterviewState, line: str) -> set[str]:
    """What would be wrong with a field that has this line."""
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
