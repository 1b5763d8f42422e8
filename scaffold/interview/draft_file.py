"""The draft of an interview that was interrupted: its answers, kept outside of the project."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

from scaffold.errors import EnvironmentFailure, ScaffoldError
from scaffold.interview.conversation import Said
from scaffold.interview.interview_state import PROJECT
from scaffold.interview.preset_answers import PresetAnswers
from scaffold.schema.load import load
from scaffold.values import dataclass

VERSION = 1


@dataclass(frozen=True, slots=True)
class InterviewDraft:
    """What was answered, step by step, and what had been given beforehand."""

    answers: tuple[Said, ...]
    given: PresetAnswers


def draft_path(directory: str) -> Path:
    """Where the draft of a project in `directory` is kept: with the user's own state."""
    from platformdirs import user_state_path

    digest = hashlib.sha256(os.path.realpath(directory).encode()).hexdigest()[:16]
    return user_state_path("scaffold", appauthor=False) / "drafts" / f"{digest}.json"


def read_draft(directory: str) -> InterviewDraft | None:
    """The draft; None where there is none, or none that can be read."""
    try:
        data = json.loads(load(draft_path(directory)))
        if data["version"] != VERSION:
            return None
        given = data["given"]
        skeleton = {str(word): str(text) for word, text in given["skeleton"].items()}
        fields = tuple(map(str, given["fields"]))
        project, models, file = dict(_pairs(given["project"])), given["models"], given["file"]
        if not set(project) <= set(PROJECT):
            return None
        only_new = bool(given.get("only_new_tables"))
        kept = PresetAnswers(project, skeleton, str(models), fields, str(file), only_new)
        return InterviewDraft(_pairs(data["answers"]), kept)
    except (ScaffoldError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def write_draft(directory: str, draft: InterviewDraft) -> None:
    """Keep the draft; EnvironmentFailure where the disk refuses."""
    path = draft_path(directory)
    data = {
        "version": VERSION,
        "directory": os.path.realpath(directory),
        "answers": draft.answers,
        "given": {
            "project": tuple(draft.given.project.items()),
            "skeleton": dict(draft.given.skeleton),
            "models": draft.given.models,
            "fields": draft.given.fields,
            "file": draft.given.file,
            "only_new_tables": draft.given.only_new_tables,
        },
    }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(f".{os.getpid()}")
        beside.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        hint = "Set XDG_STATE_HOME to a folder that can be written."
        raise EnvironmentFailure(
            f"the draft cannot be kept: {path}: {error.strerror}", hint
        ) from error


def drop_draft(directory: str) -> None:
    """Forget the draft, if there is one."""
    path = draft_path(directory)
    path.unlink(missing_ok=True)


def _pairs(data: Any) -> tuple[Said, ...]:
    return tuple(
        (str(step), tuple(map(str, answer)) if isinstance(answer, list) else str(answer))
        for step, answer in data
    )
