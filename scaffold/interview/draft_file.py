"""The draft of an interrupted interview: its answers, stored outside the project."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

from scaffold.errors import EnvironmentFailure, ScaffoldError
from scaffold.interview.conversation import StepAnswer
from scaffold.interview.interview_state import PROJECT_STEPS
from scaffold.interview.preset_answers import PresetAnswers
from scaffold.schema.load import load
from scaffold.values import dataclass

VERSION = 2


@dataclass(frozen=True, slots=True)
class InterviewDraft:
    """The answers so far, with their steps, and the preset answers."""

    answers: tuple[StepAnswer, ...]
    preset: PresetAnswers


def draft_path(directory: str) -> Path:
    """Return the path of the draft for a project in `directory`, in the user's state folder."""
    from platformdirs import user_state_path

    digest = hashlib.sha256(os.path.realpath(directory).encode()).hexdigest()[:16]
    return user_state_path("scaffold", appauthor=False) / "drafts" / f"{digest}.json"


def read_draft(directory: str) -> InterviewDraft | None:
    """Return the draft; None if there is none, or if it cannot be read."""
    try:
        data = json.loads(load(draft_path(directory)))
        if data["version"] != VERSION:
            return None
        preset = data["preset"]
        template = {str(name): str(text) for name, text in preset["template"].items()}
        fields = tuple(map(str, preset["fields"]))
        project, models, file = dict(_pairs(preset["project"])), preset["models"], preset["file"]
        if not set(project) <= set(PROJECT_STEPS):
            return None
        only_new = bool(preset.get("only_new_tables"))
        kept = PresetAnswers(project, template, str(models), fields, str(file), only_new)
        return InterviewDraft(_pairs(data["answers"]), kept)
    except (ScaffoldError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def write_draft(directory: str, draft: InterviewDraft) -> None:
    """Write the draft; EnvironmentFailure if the disk does not allow it."""
    path = draft_path(directory)
    data = {
        "version": VERSION,
        "directory": os.path.realpath(directory),
        "answers": draft.answers,
        "preset": {
            "project": tuple(draft.preset.project.items()),
            "template": dict(draft.preset.template),
            "models": draft.preset.models,
            "fields": draft.preset.fields,
            "file": draft.preset.file,
            "only_new_tables": draft.preset.only_new_tables,
        },
    }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(f".{os.getpid()}")
        temporary.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
        temporary.replace(path)
    except OSError as error:
        hint = "Set XDG_STATE_HOME to a folder that you can write to."
        raise EnvironmentFailure(
            f"{path}: the draft cannot be written: {error.strerror}", hint
        ) from error


def drop_draft(directory: str) -> None:
    """Delete the draft, if there is one."""
    path = draft_path(directory)
    path.unlink(missing_ok=True)


def _pairs(data: Any) -> tuple[StepAnswer, ...]:
    return tuple(
        (str(step), tuple(map(str, answer)) if isinstance(answer, list) else str(answer))
        for step, answer in data
    )
