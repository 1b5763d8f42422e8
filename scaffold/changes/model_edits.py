"""What is asked of a target whose model files people wrote, and its answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field

from scaffold.changes.model_changes import ModelChange
from scaffold.changes.model_states import ModelState
from scaffold.database.tables import Database
from scaffold.errors import Problem
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class ModelEditRequest:
    """Changes of the schema to make in model files that people wrote.

    states: all models as they should be. stamped: models whose tables have timestamps.
    created: texts of files that this run creates, by path from the schema's folder. new_files: the
        path of the one of each model that is new.
    rendered: returns the file that would be generated for a model, None if there is none.
    loads: the code of the project may run, to compare its models.
    """

    changes: tuple[ModelChange, ...]
    states: Mapping[str, ModelState]
    stamped: frozenset[str]
    dialects: tuple[str, ...]
    created: Mapping[str, str]
    database: Database
    rendered: Callable[[str], str | None]
    loads: bool = False
    new_files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Adoption:
    """A model file that people wrote, to become a generated one with their code as edits.

    path: from the schema's folder. current: its text. rendered: the file that would be generated.
    state: the model as the schema has it.
    """

    path: str
    current: str
    rendered: str
    state: ModelState
    dialects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AdoptedModel:
    """The text of such a file, and what the schema has otherwise than the code had."""

    text: str
    decided: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ModelEdits:
    """The edits of model files that people wrote.

    files: the new texts, by path from the schema's folder. todos: what a person has to write,
    with the lines. unfinished: the models that they are about. notes: what to look at.
    """

    files: Mapping[str, str]
    todos: tuple[Problem, ...] = ()
    unfinished: frozenset[str] = frozenset()
    notes: tuple[Problem, ...] = ()
