"""Answers that were given beforehand: by flags, or in a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace

from scaffold.errors import Problem, SchemaError, UsageError
from scaffold.interview import machine
from scaffold.interview.draft_edits import with_field, with_model
from scaffold.interview.draft_schema import waiting
from scaffold.interview.field_questions import parse_line
from scaffold.interview.interview_state import PROJECT, Answer, InterviewState
from scaffold.interview.phrases import listed
from scaffold.interview.project_questions import fault
from scaffold.targets import TARGETS
from scaffold.values import dataclass

# Questions that only the skeleton has: they have defaults, and are never asked.
SKELETON = ("description", "package_manager", "licence")
FLAGS = {
    "name": "--name NAME",
    "dialects": "--dialects sqlite,postgres,mysql",
    "id": "--id integer|bigint|uuid",
    "naming": "--naming sequelize|snake_case",
    "foreign_key": "--foreign-key PascalCase|camelCase|snake_case",
    "targets": f"--targets {','.join(TARGETS)}",
    "models": "--field 'MODEL.NAME: TERMS'",
}


@dataclass(frozen=True, slots=True)
class PresetAnswers:
    """Answers: `project` by step, `skeleton` by question, `models` as the text below `models:`,
    `fields` as they were typed (`Order.total: decimal(10, 2)`). `file` is where the models are;
    `only_new_tables`: whether others may have written models and migrations there.
    """

    project: Mapping[str, Answer] = field(default_factory=dict)
    skeleton: Mapping[str, str] = field(default_factory=dict)
    models: str = ""
    fields: tuple[str, ...] = ()
    file: str = ""
    only_new_tables: bool = False

    @property
    def has_models(self) -> bool:
        """Whether it says what the models are."""
        return bool(self.models or self.fields)

    def over(self, other: PresetAnswers) -> PresetAnswers:
        """These answers, and the other's where these say nothing."""
        return PresetAnswers(
            {**other.project, **self.project},
            {**other.skeleton, **self.skeleton},
            self.models or other.models,
            (*other.fields, *self.fields),
            self.file if self.models else other.file,
            self.only_new_tables or other.only_new_tables,
        )


def check(given: PresetAnswers) -> None:
    """UsageError with all answers about the project that cannot be."""
    problems = []
    for step, answer in given.project.items():
        found = fault(step, answer)
        if found is not None:
            problems.append(replace(found, message=f"{step}: {found.message}"))
    if problems:
        raise UsageError(problems)


def with_fields(state: InterviewState, given: PresetAnswers) -> InterviewState:
    """The state with the given fields; UsageError with the first that does not hold."""
    for argument in given.fields:
        model, dot, rest = argument.partition(".")
        line = parse_line(rest) if dot else None
        if isinstance(line, Problem):
            raise UsageError(f"--field '{argument}': {line.message}", line.hint)
        name = model.strip()
        taken = with_field(state, name, line) if line else with_model(state, name)
        if not isinstance(taken, InterviewState):
            raise UsageError(
                [replace(each, message=f"--field '{argument}': {each.message}") for each in taken]
            )
        state = taken
    return state


def complete(state: InterviewState, given: PresetAnswers, yes: bool) -> InterviewState:
    """The state after all questions, none of which is asked; `yes` takes defaults.

    UsageError that names every flag whose answer is missing; SchemaError where the models that
    were given do not hold.
    """
    missing = [step for step in PROJECT if state.is_new and step not in given.project]
    if not given.has_models:
        missing.append("models")
    if missing and not yes:
        flags = "\n".join(FLAGS[step] for step in missing)
        way_out = "Give them, or --answers FILE. --yes takes the defaults, and no models."
        message = "nothing can be asked here, and these answers are missing:"
        raise UsageError(message, f"{flags}\n{way_out}")
    while state.step in PROJECT:
        taken = machine.answer(state, given.project.get(state.step, ""))
        state = _held(taken, state)
    if missing_models := waiting(state):
        one = missing_models[0]
        hint = f"Add {'it' if len(missing_models) == 1 else 'them'}: --field '{one}.NAME: TERMS'."
        raise UsageError(f"not in the schema yet: {listed(missing_models)}", hint)
    return _held(machine.answer(replace(state, step="review"), "write"), state)


def _held(taken: InterviewState | tuple[Problem, ...], state: InterviewState) -> InterviewState:
    if not isinstance(taken, InterviewState):
        raise SchemaError(taken, sources={state.file: state.data.decode()})
    return taken
