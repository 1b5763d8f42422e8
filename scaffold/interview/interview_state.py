"""The values of an interview: its state, its questions and their choices."""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from scaffold.schema.edit.rename_markers import Generated
from scaffold.schema.model import Schema
from scaffold.schema.schema_file import SchemaFile
from scaffold.schema.shorthand import FieldLine
from scaffold.values import dataclass

# text: a line, with suggestions; choose: one of the choices; several: one or more of them.
QuestionKind = Literal["text", "choose", "several"]
Answer = str | tuple[str, ...]

NOTHING_GENERATED = Generated({})
PROJECT_STEPS = ("name", "dialects", "id", "naming", "foreign_key", "targets", "modules")


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice: the value of the answer, the title that is shown, and a note beside it."""

    value: str
    title: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """The question of a step.

    Enter answers an empty line with `default`; `initial_text` is in the line from the beginning,
    to be edited. A `text` question has its choices as suggestions.
    """

    step: str
    kind: QuestionKind
    message: str
    default: Answer = ""
    initial_text: str = ""
    choices: tuple[Choice, ...] = ()
    hint: str = ""

    def answer_or_default(self, answer: Answer) -> Answer:
        """Return the answer, or the default for an empty one."""
        return self.default if answer == "" else answer


@dataclass(frozen=True, slots=True)
class PartialAssociation:
    """The parts of an association that are answered so far; `terms` are its modifiers."""

    kind: str
    target: str = ""
    alias: str = ""
    terms: str = ""


@dataclass(frozen=True, slots=True)
class InterviewState:
    """The state of an interview before the question of `step`.

    schema_file: the schema with all answers so far.
    project: the answers about a new project, by step; empty if the schema existed before.
    generated: the names in the last generated state, which `was` is needed for; None if there is
        no record of a run.
    renamed: rows of the review and their new names, in order.
    model, name, association: what the current question is about.
    pending: fields for models that are asked for later.
    row: the row of the review that is being changed.
    return_step: the step after a question that was asked out of order.
    notice: a line to print about the last answer.
    """

    step: str
    schema_file: SchemaFile
    project: tuple[tuple[str, Answer], ...] = ()
    generated: Generated | None = NOTHING_GENERATED
    renamed: tuple[tuple[str, str], ...] = ()
    model: str = ""
    name: str = ""
    association: PartialAssociation | None = None
    pending: tuple[tuple[str, FieldLine], ...] = ()
    row: str = ""
    return_step: str = ""
    notice: str = field(default="", compare=False)

    @property
    def file(self) -> str:
        """The schema file's name in messages."""
        return self.schema_file.name

    @property
    def data(self) -> bytes:
        """The schema file's bytes."""
        return self.schema_file.data

    @property
    def schema(self) -> Schema:
        """The schema that is declared so far."""
        return self.schema_file.schema

    @property
    def is_new(self) -> bool:
        """Whether the interview creates the project, not only adds to its schema."""
        return bool(self.project)

    def project_answer(self, step: str) -> Answer:
        """Return the answer to the project question `step`."""
        return dict(self.project)[step]
