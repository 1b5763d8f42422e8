"""What every edit does: splice the text, and read it again to see that it came out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from scaffold.errors import Problem
from scaffold.naming import suggest
from scaffold.schema.document import MappingNode
from scaffold.schema.edit.setting_edits import example, is_setting
from scaffold.schema.edit.splice import Splice, apply_splices
from scaffold.schema.model import DeclaredModel, Schema
from scaffold.schema.problem_report import quoted_list
from scaffold.schema.reference import SETTINGS
from scaffold.schema.schema_file import SchemaFile, parse_file
from scaffold.schema.syntax_messages import undecoded

Edited = tuple[SchemaFile | None, tuple[Problem, ...]]

_MARK = "\ufeff"


def finish(
    file: SchemaFile, splices: list[Splice], is_expected: Callable[[SchemaFile], bool], by_hand: str
) -> Edited:
    """Return the file with the splices, or a problem if it is invalid or `holds` returns False.

    `by_hand` is the hint if the file is written in an uncommon way.
    """
    if not splices:
        return file, ()
    document = file.document
    raw, mark = _raw(file.data)
    text = apply_splices(
        raw, [(undecoded(raw, at), undecoded(raw, to), new) for at, to, new in splices]
    )
    after, problems = parse_file(mark + text, file.name, file.known_targets)
    if after is None:
        return None, tuple(with_quoted_line(problem, text) for problem in problems)
    if not is_expected(after):
        message = f"{document.file} is written in a way that cannot be edited here"
        return None, (Problem(document.location(document.root), message, by_hand),)
    return after, ()


def position(mapping: MappingNode, name: str) -> int:
    """Return the index of the entry with this key."""
    return next(index for index, (key, _) in enumerate(mapping.entries) if key.text == name)


def unknown_name(schema: Schema, file: str, model: str, field: str | None) -> Problem | None:
    """Return the problem of a model or field that the schema does not have, or None."""
    found = next((one for one in schema.models if one.name == model), None)
    if found is None:
        return unknown_model(schema, file, model)
    return None if field is None or has_name(found, field) else unknown_field(found, field)


def has_name(model: DeclaredModel, name: str) -> bool:
    """Whether the model has a field or a `$` setting of this name."""
    return (
        name in model.locations
        if is_setting(name)
        else any(name == one.name for one in model.fields)
    )


def unknown_model(schema: Schema, file: str, name: str) -> Problem:
    """Return the problem of an unknown model, with a suggestion."""
    models = [model.name for model in schema.models]
    message = f"{file} has no model `{name}`"
    owners = [
        f"{one.name}.{name}" for one in schema.models if any(f.name == name for f in one.fields)
    ]
    if owners and not suggest(name, models):
        return Problem(None, f"{message}: did you mean `{owners[0]}`?", f"Write `{owners[0]}`.")
    return _unknown(message, name, models, "models")


def unknown_field(model: DeclaredModel, name: str) -> Problem:
    """Return the problem of an unknown field or setting, with a suggestion."""
    if name in SETTINGS:
        hint = f"Set it with `scaffold add {model.name} '{example(name)}'`."
        return Problem(None, f"{model.name} has no `{name}`", hint)
    if is_setting(name):
        known = list(model.locations) or [word for word in SETTINGS if word != "$was"]
        return _unknown(f"{model.name} has no `{name}`", name, known, "settings")
    fields = [field.name for field in model.fields]
    message = f"{model.name} has no field `{name}`"
    return _unknown(message, name, fields, "fields", model.name)


def name_conflict(
    model: str, name: str, location: object = None, way_out: str | None = None
) -> Problem | None:
    """Return the problem if the name is a setting's, or is in use at `location`; else None."""
    if name.startswith("$"):
        message = f"`{name}` is a setting of the model, not a field"
        return Problem(None, message, "A field's name consists of letters, digits and `_`.")
    if location is None:
        return None
    hint = way_out or "Choose another name, or change the existing field."
    return Problem(None, f"{model} already has a field `{name}`: {location}", hint)


def _unknown(message: str, name: str, known: list[str], what: str, owner: str = "") -> Problem:
    near = suggest(name, known)
    if near:
        return Problem(None, f"{message}: did you mean `{near}`?", f"Write `{near}`.")
    if not known:
        example = "Customer 'name: string'" if what == "models" else f"{owner} 'name: string'"
        return Problem(None, message, f"It has none yet: `scaffold add {example}` adds one.")
    return Problem(None, message, f"Its {what} are {quoted_list(known)}.")


def _raw(data: bytes) -> tuple[str, str]:
    """Return the original text, and the byte order mark before it."""
    text = data.decode()
    raw = text.removeprefix(_MARK)
    return raw, text[: len(text) - len(raw)]


def with_quoted_line(problem: Problem, text: str, when: str = "") -> Problem:
    """Return the problem without a location, but with the line that it is about."""
    if problem.where is None:
        return problem
    line = text.splitlines()[problem.where.line - 1].strip()
    return replace(problem, where=None, message=f"{when}`{line}`: {problem.message}")
