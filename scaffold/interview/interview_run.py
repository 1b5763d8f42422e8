"""One sitting: the schema that it starts from, the terminal that it is held on, its draft."""

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
from scaffold.interview.asker import Asker
from scaffold.interview.conversation import Conversation
from scaffold.interview.draft_file import (
    InterviewDraft,
    draft_path,
    drop_draft,
    read_draft,
    write_draft,
)
from scaffold.interview.interview_state import Answer, InterviewState
from scaffold.interview.preset_answers import PresetAnswers, with_fields
from scaffold.interview.project_questions import begin
from scaffold.interview.review_questions import DONE
from scaffold.interview.signals import stopped_by
from scaffold.project.run import read_lock
from scaffold.project.schema_source import Source, read_source, schema_path
from scaffold.schema.edit.edit_subject import unplaced


@dataclass(frozen=True)
class Start:
    """The folder, the schema as it stood there (None for a new project), the first state."""

    directory: str
    before: bytes | None
    state: InterviewState

    def source(self, state: InterviewState) -> Source:
        """The schema of a state, as it would stand in the folder."""
        return Source(self.directory, state.file, state.data)


def start(directory: str, given: PresetAnswers) -> Start:
    """Where to begin: at the schema that stands in the folder, or at a new one.

    SchemaError where the standing one has problems; UsageError where given models do not hold, or
    where there is no place for a folder.
    """
    if os.path.lexists(directory) and not os.path.isdir(directory):
        hint = "Give a folder, or a name that is free."
        raise UsageError(f"{directory} is a file, and a project is a folder", hint)
    path = os.path.normpath(schema_path(None, directory))
    if not os.path.lexists(path):
        folder = os.path.basename(os.path.abspath(directory))
        return Start(directory, None, with_fields(_begin(folder, path, given), given))
    source = read_source(path)
    file = parsed(source)
    if problems := compiled(file)[1]:
        raise source.refusal(problems)
    _require_additions(given, path)
    generated = names_of(read_lock(source).facts)
    state = InterviewState("model", file, generated=generated)
    return Start(directory, source.data, with_fields(state, given))


def _begin(folder: str, path: str, given: PresetAnswers) -> InterviewState:
    """The first state; SchemaError where the models of an answers file have mistakes of form."""
    try:
        return begin(folder, path, given.models)
    except SchemaError as error:
        text = error.sources[path]
        told = [unplaced(each, text, f"{given.file}, in ") for each in error.problems]
        raise SchemaError(told) from error


def _require_additions(given: PresetAnswers, path: str) -> None:
    """UsageError with the answers that only a new project has a use for."""
    own = "Leave it out: it is for the files around the schema, which exist or are not wanted."
    hints = dict.fromkeys((*given.project, *given.skeleton), own)
    options = f"Leave it out, and change `options` or `targets` in {path} itself."
    hints |= {word: options for word in given.project if word != "name"}
    if given.models:
        hints["models"] = "Add to it with --field 'MODEL.NAME: TERMS', or with `scaffold add`."
    problems = [
        Problem(None, f"{path} stands already, and `{word}` is for a new one", hint)
        for word, hint in hints.items()
    ]
    if problems:
        raise UsageError(problems)


def can_ask() -> bool:
    """Whether there is a person to ask: a terminal to read from, and one to show questions on."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def asker() -> Asker:
    """What asks on this terminal."""
    if os.environ.get("TERM", "dumb") in ("dumb", "unknown", ""):
        from scaffold.interview.line_mode import Plain

        return Plain()
    from scaffold.interview.terminal import Terminal

    return Terminal()


def resumed(directory: str) -> InterviewDraft:
    """The draft to go on from; UsageError where there is none that can be read."""
    draft = read_draft(directory)
    path = draft_path(directory)
    if draft is None and os.path.lexists(path):
        hint = "Remove that file, and begin anew without --resume."
        raise UsageError(f"{path}: this draft cannot be read", hint)
    if draft is None:
        again = shlex.join(["scaffold", "new", directory])
        hint = f"Begin with `{again}`: Ctrl-C keeps a draft of what was answered."
        raise UsageError(f"there is no draft for {os.path.realpath(directory)}", hint)
    return draft


def has_draft(directory: str) -> bool:
    """Whether an interview about this folder was interrupted."""
    return read_draft(directory) is not None


def answers_for(state: InterviewState, given: PresetAnswers) -> dict[str, Answer]:
    """The given answers by step; where there are models, no more are asked for."""
    answers = dict(given.project) if state.is_new else {}
    return {**answers, "model": ""} if given.has_models else answers


@contextmanager
def drafted(directory: str, conversation: Conversation, given: PresetAnswers) -> Iterator[None]:
    """Keep a draft however the block ends, but where it ends well: then there is none.

    A terminal that is closed, and a polite kill, interrupt it like Ctrl-C.
    """
    try:
        with stopped_by(signal.default_int_handler):
            yield
    except BaseException as error:
        if conversation.history:
            # The last yes is asked for again.
            said = conversation.said[:-1] if conversation.state.step == DONE else conversation.said
            write_draft(directory, InterviewDraft(said, given))
        if isinstance(error, EOFError):
            raise KeyboardInterrupt from error
        raise
    else:
        drop_draft(directory)
