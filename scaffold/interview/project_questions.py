"""The questions about a new project, and the head of the schema that its answers make."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import get_args

from scaffold.database.dialects import DIALECTS
from scaffold.errors import Problem, SchemaError
from scaffold.interview.draft_schema import faults
from scaffold.interview.interview_state import (
    PROJECT,
    Answer,
    Choice,
    InterviewState,
    Question,
    QuestionKind,
)
from scaffold.naming import foreign_key, snake, suggest
from scaffold.project.plan import known_targets
from scaffold.schema.edit import new_schema
from scaffold.schema.edit.quoting import as_yaml
from scaffold.schema.model import ForeignKeyStyle, Options
from scaffold.schema.reference import OPTIONS
from scaffold.schema.schema_file import SchemaFile, parse_file
from scaffold.targets import TARGETS

# The template's rule: a name for npm, for a database, and for a container.
_NAME = re.compile(r"[a-z](?:[a-z0-9_-]{0,61}[a-z0-9])?")
# What the project depends on cannot be its own name.
_PACKAGES = frozenset(
    {"eslint", "globals", "mysql2", "pg", "prettier", "sequelize", "sequelize-cli", "sqlite3"}
)
_MESSAGES = {
    "name": "Project name?",
    "dialects": "Which database?",
    "id": "Primary key type?",
    "naming": "Names of tables and columns?",
    "foreign_key": "Names of foreign keys?",
    "targets": "Targets?",
}
_HINTS = {
    "name": "For npm: lower case letters, digits and hyphens.",
    "dialects": "One, or several: then each migration serves all of them, and is longer.",
    "targets": "The code to generate, for one framework or for several.",
}
_NOTES = {
    "sqlite": "a file, without a server",
    "postgres": "",
    "mysql": "and MariaDB",
    "integer": "1, 2, 3 …",
    "bigint": "the same, beyond two thousand million rows",
    "uuid": "made by the application, safe to show",
    "sequelize": "OrderItems.unitPrice, Sequelize's default",
    "snake_case": "order_items.unit_price",
}
LABELS = {
    "name": "project",
    "dialects": "database",
    "id": "primary keys",
    "naming": "tables and columns",
    "foreign_key": "foreign keys",
    "targets": "targets",
}
# The answers that are options of the schema, and of the project template.
OPTION_STEPS = ("dialects", "id", "naming", "foreign_key")
_MODELS = "\nmodels:\n"


def project_name(folder: str) -> str:
    """A name that npm takes for a project in a folder of this name."""
    name = re.sub(r"^[0-9-]+|-+$", "", re.sub(r"[^a-z0-9]+", "-", folder.lower()))
    return name if fault("name", name) is None else "my-app"


def defaults(folder: str) -> tuple[tuple[str, Answer], ...]:
    """What Enter takes at each question of the project, and `--yes` at all of them."""
    options = Options()
    return (
        ("name", project_name(folder)),
        ("dialects", options.dialects[:1]),
        ("id", options.id),
        ("naming", options.naming),
        ("foreign_key", options.foreign_key),
        ("targets", (next(iter(TARGETS)),)),
    )


def question(state: InterviewState) -> Question:
    """The question of the project at this step; Enter takes what was said before."""
    step, said = state.step, state.said(state.step)
    kind: QuestionKind = "several" if isinstance(said, tuple) else "choose"
    if step == "name":
        kind = "text"
    hint = _HINTS.get(step, "")
    return Question(step, kind, _MESSAGES[step], said, choices=_choices(state), hint=hint)


def _choices(state: InterviewState) -> tuple[Choice, ...]:
    step = state.step
    if step == "name":
        return ()
    if step == "targets":
        return tuple(Choice(name, target.title) for name, target in TARGETS.items())
    words = OPTIONS[step].words
    if step == "dialects":
        return tuple(Choice(name, DIALECTS[name].label, _NOTES[name]) for name in words)
    if step == "foreign_key":
        return tuple(
            Choice(style, style, _key(state, style)) for style in get_args(ForeignKeyStyle)
        )
    return tuple(Choice(word, word, _NOTES[word]) for word in words)


def _key(state: InterviewState, style: ForeignKeyStyle) -> str:
    """A foreign key as the style names it, with its column where that differs."""
    attribute = foreign_key("customer", style)
    column = snake(attribute) if state.said("naming") == "snake_case" else attribute
    return attribute if column == attribute else f"{attribute}, column {column}"


def answer(state: InterviewState, given: Answer) -> InterviewState | tuple[Problem, ...]:
    """The state after an answer about the project."""
    given = given.strip() if isinstance(given, str) else given
    problem = fault(state.step, given)
    if problem is not None:
        return (problem,)
    project = {**dict(state.project), state.step: given}
    following = PROJECT.index(state.step) + 1
    step = state.then or (PROJECT[following] if following < len(PROJECT) else "model")
    told = f"{LABELS[state.step]}  {shown(given)}"
    file = _with_head(state.schema_file, project)
    changed = replace(
        state, schema_file=file, project=tuple(project.items()), step=step, then="", told=told
    )
    # Until the review the questions are about a head alone, and the rest may depend on all of them.
    return (faults(changed) or changed) if state.then else changed


def empty(state: InterviewState, targets: Answer | None) -> InterviewState:
    """The state of the same new project without models, for these targets where they are given."""
    begun = replace(begin("", state.file), project=state.project)
    answered = answer(replace(begun, step="targets"), targets) if targets else begun
    return answered if isinstance(answered, InterviewState) else begun


def shown(said: Answer) -> str:
    """An answer about the project as it is read."""
    return said if isinstance(said, str) else ", ".join(said)


def fault(step: str, given: Answer) -> Problem | None:
    """What is wrong with an answer about the project, if anything is."""
    if step == "name":
        if given in _PACKAGES:
            hint = "Choose another: the project could not depend on itself."
            return Problem(None, f"the project needs the package `{given}`", hint)
        if _NAME.fullmatch(str(given)):
            return None
        hint = "Write lower case letters, digits and hyphens, 63 at the most: my-app."
        return Problem(None, f"`{given}` is no name for a project", hint)
    words = {"dialects": OPTIONS["dialects"].words, "targets": tuple(TARGETS)}.get(step)
    values = given if isinstance(given, tuple) else (given,)
    known = words or OPTIONS[step].words
    if not values:
        return Problem(None, "at least one is needed", f"There are: {', '.join(known)}.")
    for value in values:
        if value not in known:
            near = suggest(value, known)
            message = f"`{value}` is none of them" + (f": did you mean `{near}`?" if near else "")
            return Problem(None, message, f"There are: {', '.join(known)}.")
    return None


def begin(folder: str, file: str, models: str = "") -> InterviewState:
    """A new project that nothing was said about yet; `models` is the text below `models:`.

    SchemaError where that has mistakes of form.
    """
    project = defaults(folder)
    return InterviewState(PROJECT[0], _parsed(_head(dict(project)) + models, file), project)


def _with_head(file: SchemaFile, project: Mapping[str, Answer]) -> SchemaFile:
    """The schema under a new head; we wrote the one that goes, and it has no models of its own."""
    _, models, rest = file.data.decode().partition(_MODELS)
    assert models
    return _parsed(_head(project) + rest, file.name)


def _parsed(text: str, name: str) -> SchemaFile:
    file, problems = parse_file(text, name, known_targets())
    if file is None:
        raise SchemaError(problems, sources={name: text})
    return file


def _head(project: Mapping[str, Answer]) -> str:
    """The schema up to `models:`; what the language has as its default is not said."""
    targets = {
        name: {"directory": TARGETS[name].settings["directory"]} for name in project["targets"]
    }
    said = []
    for word in OPTION_STEPS:
        value = project[word]
        if value == getattr(Options(), word):
            continue
        text = value if isinstance(value, str) else f"[{', '.join(map(as_yaml, value))}]"
        said.append(f"  {word}: {text}\n")
    options = "\noptions:\n" + "".join(said) if said else ""
    return new_schema(targets).removesuffix(_MODELS) + options + _MODELS
