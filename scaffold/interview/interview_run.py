"""One run of the interview: its starting point, its terminal and its draft."""

from __future__ import annotations

import os
import shlex
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from scaffold.editing.compiled_schema import compiled
from scaffold.editing.edited_file import parsed
from scaffold.editing.name_changes import names_of
from scaffold.errors import Problem, SchemaError, UsageError
from scaffold.interview.conversation import Conversation
from scaffold.interview.draft_file import (
    InterviewDraft,
    draft_path,
    drop_draft,
    read_draft,
    write_draft,
)
from scaffold.interview.interview_state import Answer, InterviewState
from scaffold.interview.preset_answers import PresetAnswers, apply_fields
from scaffold.interview.project_questions import new_project
from scaffold.interview.prompter import Prompter
from scaffold.interview.review_questions import DONE
from scaffold.interview.signals import handle_termination
from scaffold.project.run import read_history
from scaffold.project.schema_source import Source, read_source, schema_path
from scaffold.schema.edit.edit_subject import with_quoted_line


@dataclass(frozen=True)
class StartingPoint:
    """The folder, its existing schema (None for a new project), and the first state."""

    directory: str
    existing: bytes | None
    state: InterviewState

    def source(self, state: InterviewState) -> Source:
        """Return the schema of a state as the folder's schema file."""
        return Source(self.directory, state.file, state.data)


def starting_point(directory: str, preset: PresetAnswers) -> StartingPoint:
    """Return where the interview starts: at the folder's schema, or at a new one.

    SchemaError if the existing schema has problems; UsageError if preset models are invalid, or
    if `directory` is a file.
    """
    if os.path.lexists(directory) and not os.path.isdir(directory):
        hint = "Use another folder."
        raise UsageError(f"{directory} is a file, not a folder", hint)
    path = os.path.normpath(schema_path(None, directory))
    if not os.path.lexists(path):
        folder = os.path.basename(os.path.abspath(directory))
        return StartingPoint(directory, None, apply_fields(_begin(folder, path, preset), preset))
    source = read_source(path)
    file = parsed(source)
    if problems := compiled(file)[1]:
        raise source.refusal(problems)
    _require_additions(preset, path)
    generated = names_of(read_history(source).snapshot)
    state = InterviewState("model", file, generated=generated)
    return StartingPoint(directory, source.data, apply_fields(state, preset))


def _begin(folder: str, path: str, preset: PresetAnswers) -> InterviewState:
    """Return the first state; SchemaError with the syntax errors of the answers file's models."""
    try:
        return new_project(folder, path, preset.models)
    except SchemaError as error:
        text = error.sources[path]
        problems = [with_quoted_line(each, text, f"{preset.file}, in ") for each in error.problems]
        raise SchemaError(problems) from error


def _require_additions(preset: PresetAnswers, path: str) -> None:
    """UsageError with the preset answers that only a new project can use."""
    own = "Remove this answer: only the files of a new project use it."
    hints = dict.fromkeys((*preset.project, *preset.template), own)
    options = f"Remove this answer, and edit `options` or `targets` in {path} instead."
    hints |= {step: options for step in preset.project if step != "name"}
    if preset.models:
        hints["models"] = "Add models with --field 'MODEL.NAME: TERMS' or `scaffold add`."
    problems = [
        Problem(None, f"{path} exists already, and `{name}` is only for a new project", hint)
        for name, hint in hints.items()
    ]
    if problems:
        raise UsageError(problems)


def can_ask() -> bool:
    """Whether standard input and standard error are terminals, so that questions can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def prompter_for_terminal() -> Prompter:
    """Return the prompter for this terminal."""
    if os.environ.get("TERM", "dumb") in ("dumb", "unknown", ""):
        from scaffold.interview.line_mode import LinePrompter

        return LinePrompter()
    from scaffold.interview.terminal import TerminalPrompter

    return TerminalPrompter()


def draft_to_resume(directory: str) -> InterviewDraft:
    """Return the draft of this folder; UsageError if it is missing or cannot be read."""
    draft = read_draft(directory)
    path = draft_path(directory)
    if draft is None and os.path.lexists(path):
        hint = "Delete that file, and run without --resume."
        raise UsageError(f"{path}: the draft cannot be read", hint)
    if draft is None:
        again = shlex.join(["scaffold", "new", directory])
        hint = f"Run `{again}`. Ctrl-C keeps a draft of the answers."
        raise UsageError(f"there is no draft for {os.path.realpath(directory)}", hint)
    return draft


def has_draft(directory: str) -> bool:
    """Whether there is a draft of an interrupted interview for this folder."""
    return read_draft(directory) is not None


def answers_for(state: InterviewState, preset: PresetAnswers) -> dict[str, Answer]:
    """Return the preset answers by step; with preset models, no further ones are asked for."""
    answers = dict(preset.project) if state.is_new else {}
    return {**answers, "model": ""} if preset.has_models else answers


@contextmanager
def keeping_draft(
    directory: str, conversation: Conversation, preset: PresetAnswers
) -> Iterator[None]:
    """Write a draft if the block is interrupted or fails, and delete it if the block succeeds.

    A closed terminal and SIGTERM interrupt the block as Ctrl-C does.
    """
    try:
        with handle_termination(signal.default_int_handler):
            yield
    except BaseException as error:
        if conversation.history:
            # The last question is asked again.
            is_done = conversation.state.step == DONE
            answers = conversation.answers[:-1] if is_done else conversation.answers
            write_draft(directory, InterviewDraft(answers, preset))
        if isinstance(error, EOFError):
            raise KeyboardInterrupt from error
        raise
    else:
        drop_draft(directory)
