"""What every edit does: read the text, splice, and read it again to see that it came out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from scaffold.errors import Problem
from scaffold.naming import suggest
from scaffold.schema.document import Document, MappingNode, Node, ScalarNode, read_document
from scaffold.schema.edit.splice import Splice, apply
from scaffold.schema.model import Model, Schema
from scaffold.schema.read import KnownTargets, read_schema
from scaffold.schema.report import listed
from scaffold.schema.syntax import undecoded
from scaffold.values import dataclass

Edited = tuple[bytes | None, tuple[Problem, ...]]

_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Subject:
    """A valid schema, its tree, and what it was read from."""

    source: bytes | str
    schema: Schema
    document: Document
    known_targets: KnownTargets

    def model(self, name: str) -> Model | None:
        return next((one for one in self.schema.models if one.name == name), None)

    @property
    def models(self) -> MappingNode | None:
        """The value of `models:`, where anything stands there."""
        _, node = find(self.document.root, "models")
        return node if isinstance(node, MappingNode) else None

    def fields(self, model: str) -> MappingNode | None:
        """The model's own mapping, where anything stands in it."""
        _, node = find(self.models, model) if self.models else (None, None)
        return node if isinstance(node, MappingNode) else None


def begin(
    source: bytes | str, file: str, known_targets: KnownTargets
) -> tuple[Subject | None, tuple[Problem, ...]]:
    """What is to be edited; None with the problems where the text is no valid schema."""
    schema, problems = read_schema(source, file, known_targets)
    document, _ = read_document(source, file)
    if schema is None or document is None:
        return None, problems
    return Subject(source, schema, document, known_targets), ()


def finish(
    subject: Subject, splices: list[Splice], holds: Callable[[Subject], bool], by_hand: str
) -> Edited:
    """The text with the splices; a problem where that is no valid schema, or not as `holds` says.

    `by_hand` tells a person what to do where the file is written in an uncommon way.
    """
    document = subject.document
    raw, mark = _raw(subject.source)
    text = apply(raw, [(undecoded(raw, at), undecoded(raw, to), new) for at, to, new in splices])
    after, problems = begin(text, document.file, subject.known_targets)
    if after is None:
        return None, tuple(unplaced(problem, text) for problem in problems)
    if not holds(after):
        message = f"{document.file} is written in a way that cannot be edited here"
        return None, (Problem(document.place(document.root), message, by_hand),)
    return (mark + text).encode(), ()


def find(mapping: MappingNode, name: str) -> tuple[ScalarNode | None, Node | None]:
    """The entry whose key is `name`."""
    return next(((key, node) for key, node in mapping.entries if key.text == name), (None, None))


def position(mapping: MappingNode, name: str) -> int:
    """Which entry of the mapping has this key."""
    return next(index for index, (key, _) in enumerate(mapping.entries) if key.text == name)


def with_models(schema: Schema, models: Sequence[Model]) -> Schema:
    return replace(schema, models=tuple(models))


def unknown_name(schema: Schema, file: str, model: str, field: str | None) -> Problem | None:
    """Return the problem of a model or field that the schema does not have, or None."""
    found = next((one for one in schema.models if one.name == model), None)
    if found is None:
        return unknown_model(schema, file, model)
    if field and all(field != one.name for one in found.fields):
        return unknown_field(found, field)
    return None


def unknown_model(schema: Schema, file: str, name: str) -> Problem:
    """That there is no such model, and what was probably meant."""
    models = [model.name for model in schema.models]
    message = f"{file} has no model `{name}`"
    owners = [
        f"{one.name}.{name}" for one in schema.models if any(f.name == name for f in one.fields)
    ]
    if owners and not suggest(name, models):
        return Problem(None, f"{message}: did you mean `{owners[0]}`?", f"Write `{owners[0]}`.")
    return _unknown(message, name, models, "models")


def unknown_field(model: Model, name: str) -> Problem:
    """That the model has no such field, and which was probably meant."""
    fields = [field.name for field in model.fields]
    return _unknown(f"{model.name} has no field `{name}`", name, fields, "fields")


def taken_name(
    model: str, name: str, line: str = "…", place: object = None, way_out: str | None = None
) -> Problem | None:
    """Why a field cannot have this name: it is a setting's, or stands at `place` already."""
    if name.startswith("$"):
        hint = f"Write it below `{model}:` in the file: `{name}: {line}`."
        return Problem(None, f"`{name}` is a setting of the model, not a field", hint)
    if place is None:
        return None
    hint = way_out or f"Change it there, or give the new one another name: '…: {line}'."
    return Problem(None, f"{model} has a field `{name}` already: {place}", hint)


def _unknown(message: str, name: str, known: list[str], what: str) -> Problem:
    near = suggest(name, known)
    if near:
        return Problem(None, f"{message}: did you mean `{near}`?", f"Write `{near}`.")
    if not known:
        return Problem(None, message, f"There are no {what} yet.")
    return Problem(None, message, f"Its {what} are {listed(known)}.")


def _raw(source: bytes | str) -> tuple[str, str]:
    """The text as it was, and the byte order mark before it."""
    text = source.decode() if isinstance(source, bytes) else source
    raw = text.removeprefix(_MARK)
    return raw, text[: len(text) - len(raw)]


def unplaced(problem: Problem, text: str, when: str = "") -> Problem:
    """The problem with the line that it is about, which stands in no file."""
    if problem.where is None:
        return problem
    line = text.splitlines()[problem.where.line - 1].strip()
    return replace(problem, where=None, message=f"{when}`{line}`: {problem.message}")
