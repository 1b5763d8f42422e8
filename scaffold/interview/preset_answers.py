"""Answers from flags or from a file, which need no question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace

from scaffold.errors import Problem, SchemaError, UsageError
from scaffold.interview import machine
from scaffold.interview.draft_edits import with_field, with_model
from scaffold.interview.draft_schema import missing_models
from scaffold.interview.field_questions import parse_line
from scaffold.interview.interview_state import PROJECT_STEPS, Answer, InterviewState
from scaffold.interview.phrases import join_names
from scaffold.interview.project_questions import answer_problem, is_asked, module_systems
from scaffold.targets import TARGETS
from scaffold.values import dataclass

# Questions of the project template alone: they have defaults and are never asked.
TEMPLATE_QUESTIONS = ("description", "package_manager", "licence")
FLAGS = {
    "name": "--name NAME",
    "dialects": "--dialects sqlite,postgres,mysql",
    "id": "--id integer|bigint|uuid",
    "naming": "--naming sequelize|snake_case",
    "foreign_key": "--foreign-key PascalCase|camelCase|snake_case",
    "targets": f"--targets {','.join(TARGETS)}",
    "modules": f"--modules {'|'.join(module_systems(TARGETS))}",
    "models": "--field 'MODEL.NAME: TERMS'",
}


@dataclass(frozen=True, slots=True)
class PresetAnswers:
    """Answers that are known before the interview.

    project: answers by step.
    template: answers by question of the project template.
    models: the text below `models:`.
    fields: values of --field, such as `Order.total: decimal(10, 2)`.
    file: the answers file that `models` is from.
    only_new_tables: whether models and migrations that scaffold did not write are allowed.
    """

    project: Mapping[str, Answer] = field(default_factory=dict)
    template: Mapping[str, str] = field(default_factory=dict)
    models: str = ""
    fields: tuple[str, ...] = ()
    file: str = ""
    only_new_tables: bool = False

    @property
    def has_models(self) -> bool:
        """Whether models or fields are among the answers."""
        return bool(self.models or self.fields)

    def merged_over(self, other: PresetAnswers) -> PresetAnswers:
        """Return these answers, and those of `other` that are missing here."""
        return PresetAnswers(
            {**other.project, **self.project},
            {**other.template, **self.template},
            self.models or other.models,
            (*other.fields, *self.fields),
            self.file if self.models else other.file,
            self.only_new_tables or other.only_new_tables,
        )


def require_valid(preset: PresetAnswers) -> None:
    """UsageError with all invalid answers about the project."""
    problems = []
    for step, answer in preset.project.items():
        found = answer_problem(step, answer)
        if found is not None:
            problems.append(replace(found, message=f"{step}: {found.message}"))
    if problems:
        raise UsageError(problems)


def apply_fields(state: InterviewState, preset: PresetAnswers) -> InterviewState:
    """Return the state with the preset fields; UsageError with the first invalid one."""
    for argument in preset.fields:
        model, dot, rest = argument.partition(".")
        line = parse_line(rest) if dot else None
        if isinstance(line, Problem):
            raise UsageError(f"--field '{argument}': {line.message}", line.hint)
        name = model.strip()
        result = with_field(state, name, line) if line else with_model(state, name)
        if not isinstance(result, InterviewState):
            raise UsageError(
                [replace(each, message=f"--field '{argument}': {each.message}") for each in result]
            )
        state = result
    return state


def answer_all(state: InterviewState, preset: PresetAnswers, yes: bool) -> InterviewState:
    """Return the state after all questions, without asking any; `yes` uses the defaults.

    UsageError with the flags of all missing answers; SchemaError if the preset models are invalid.
    """
    missing = [step for step in PROJECT_STEPS if state.is_new and step not in preset.project]
    missing = [
        step for step in missing if is_asked(step, preset.project.get("targets", tuple(TARGETS)))
    ]
    if not preset.has_models:
        missing.append("models")
    if missing and not yes:
        flags = "\n".join(FLAGS[step] for step in missing)
        hint_text = "Add these flags, or --answers FILE. --yes uses the defaults, without models."
        message = "there is no terminal to ask on, and these answers are missing:"
        raise UsageError(message, f"{flags}\n{hint_text}")
    while state.step in PROJECT_STEPS:
        result = machine.apply_answer(state, preset.project.get(state.step, ""))
        state = _valid(result, state)
    if missing_names := missing_models(state):
        first = missing_names[0]
        hint = f"Add {'it' if len(missing_names) == 1 else 'them'}: --field '{first}.NAME: TERMS'."
        raise UsageError(f"not in the schema yet: {join_names(missing_names)}", hint)
    return _valid(machine.apply_answer(replace(state, step="review"), "write"), state)


def _valid(result: InterviewState | tuple[Problem, ...], state: InterviewState) -> InterviewState:
    if not isinstance(result, InterviewState):
        raise SchemaError(result, sources={state.file: state.data.decode()})
    return result
