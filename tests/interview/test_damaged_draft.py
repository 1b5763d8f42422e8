"""A draft that was damaged: the answers that still fit are taken, and nothing breaks."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path
from typing import Any

import pytest

from scaffold.errors import ScaffoldError
from scaffold.interview import machine
from scaffold.interview.conversation import Conversation, StepAnswer
from scaffold.interview.draft_file import (
    InterviewDraft,
    draft_path,
    read_draft,
    write_draft,
)
from scaffold.interview.interview_run import draft_to_resume
from scaffold.interview.interview_state import InterviewState
from scaffold.interview.preset_answers import PresetAnswers, require_valid
from scaffold.interview.project_questions import new_project
from tests.interview.interview_states import SHOP

JUNK: tuple[Any, ...] = (
    *("x", "", "\0", "a" * 5000, "write", "review", "model", "-", "hasMany", "9" * 400, "é", "{"),
    *(None, 0, 1.5, True, [], {}, ["a"], [["x"]], {"a": 1}, ["sqlite"], "$id", "../x"),
)


class Silent:
    """An asker that nobody answers."""

    def __getattr__(self, name: str) -> Any:
        return lambda *_, **__: None


@pytest.fixture
def draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The draft file of the complete shop, for the folder `shop`."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    state, said = new_project("shop", "scaffold.yaml"), list[StepAnswer]()
    for answer in SHOP:
        taken = machine.apply_answer(state, answer)
        assert isinstance(taken, InterviewState)
        said.append((state.step, answer))
        state = taken
    given = PresetAnswers({"name": "shop"}, {"licence": "MIT"}, "", ("A.b: string",), "")
    write_draft("shop", InterviewDraft(tuple(said), given))
    return draft_path("shop")


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path] if path else []
    entries = value if isinstance(value, dict) else {}
    if isinstance(value, list):
        entries = dict(enumerate(value))
    for key, each in entries.items():
        found += places(each, (*path, key))
    return found


@pytest.mark.slow
def test_randomly_damaged_draft(draft: Path) -> None:
    chosen = random.Random(13)
    whole = draft.read_text()
    read = 0
    for _ in range(200):
        data = json.loads(whole)
        *above, last = chosen.choice(places(data))
        holder = data
        for key in above:
            holder = holder[key]
        holder[last] = chosen.choice(JUNK)
        draft.write_text(json.dumps(data))
        found = read_draft("shop")
        if found is None:
            continue
        read += 1
        try:
            require_valid(found.preset)
        except ScaffoldError:
            continue
        asker: Any = Silent()
        Conversation(new_project("shop", "scaffold.yaml"), asker, {}).replay(found.answers)
    assert read > 50


@pytest.mark.parametrize(
    "text", ["", "[", "[" * 100_000, "7", "null", "{}", '{"version": 2}', "\xff"]
)
def test_unreadable_draft_is_named(draft: Path, text: str) -> None:
    draft.write_bytes(text.encode("latin-1"))
    assert read_draft("shop") is None
    with pytest.raises(ScaffoldError, match="the draft cannot be read") as refused:
        draft_to_resume("shop")
    assert str(draft) in str(refused.value)
    draft.unlink()
    with pytest.raises(ScaffoldError, match="there is no draft"):
        draft_to_resume("shop")


def test_a_draft_that_is_a_pipe(draft: Path) -> None:
    draft.unlink()
    os.mkfifo(draft)
    assert read_draft("shop") is None
