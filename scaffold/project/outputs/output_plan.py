"""What a run does about the files of outputs."""

from __future__ import annotations

from dataclasses import field

from scaffold.errors import Problem
from scaffold.files.file_plan import File, Removal
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class OutputPlan:
    """The files of outputs, the files to remove, and notes for the user."""

    files: tuple[File, ...] = ()
    removals: tuple[Removal, ...] = ()
    notes: tuple[Problem, ...] = field(default=())
