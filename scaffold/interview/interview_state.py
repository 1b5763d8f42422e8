"""What the interview knows, and what it may ask: plain values."""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from scaffold.schema.edit.rename_markers import Generated
from scaffold.schema.model import Schema
from scaffold.schema.schema_file import SchemaFile
from scaffold.schema.shorthand import FieldLine
from scaffold.values import dataclass

# text: one line, with suggestions; choose: one of the choices; several: some of them.
QuestionKind = Literal["text", "choose", "several"]
Answer = str | tuple[str, ...]

NOTHING_GENERATED = Generated({})
PROJECT = ("name", "dialects", "id", "naming", "foreign_key", "targets")


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose: what is kept, what is read, and a word of explanation."""

    value: str
    title: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked at a step.

    `default` is what Enter takes where nothing is typed; `start` the text that stands there to
    be edited. A `text` question has its choices as suggestions.
    """

    step: str
    kind: QuestionKind
    message: str
    default: Answer = ""
    start: str = ""
    choices: tuple[Choice, ...] = ()
    hint: str = ""

    def taken(self, answer: Answer) -> Answer:
        """The answer, or the default where nothing was said."""
        return self.default if answer == "" else answer


@dataclass(frozen=True, slots=True)
class Relation:
    """An association while it is asked for: its kind, its target, its alias with modifiers."""

    kind: str
    target: str = ""
    alias: str = ""
    terms: str = ""


@dataclass(frozen=True, slots=True)
class InterviewState:
    """Where the interview stands: `schema_file` is the schema as it would be written now.

    `project` has the answers about a new project by step, nothing where a schema stood before;
    `generated` the names that files were made for, which `was` is needed for,
    None where there is no lock to say it.
    `renamed` are rows and the names that they were given in the review, in their order.
    `pending` are fields that models get when their own have been asked for. `then` is where a
    question leads that was asked out of its turn; `row` what is being changed.
    """

    step: str
    schema_file: SchemaFile
    project: tuple[tuple[str, Answer], ...] = ()
    generated: Generated | None = NOTHING_GENERATED
    renamed: tuple[tuple[str, str], ...] = ()
    model: str = ""
    name: str = ""
    relation: Relation | None = None
    pending: tuple[tuple[str, FieldLine], ...] = ()
    row: str = ""
    then: str = ""
    told: str = field(default="", compare=False)

    @property
    def file(self) -> str:
        """What messages call the schema file."""
        return self.schema_file.name

    @property
    def data(self) -> bytes:
        """The schema file's bytes."""
        return self.schema_file.data

    @property
    def schema(self) -> Schema:
        """What is declared so far."""
        return self.schema_file.schema

    @property
    def is_new(self) -> bool:
        """Whether the project itself is being made."""
        return bool(self.project)

    def said(self, step: str) -> Answer:
        """What the project question `step` was answered with."""
        return dict(self.project)[step]
