"""The prompts as objects: what cannot be tested on a terminal."""

from __future__ import annotations

import asyncio
import gc
import weakref
from contextlib import suppress
from functools import partial

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from scaffold.interview.conversation import question_view
from scaffold.interview.interview_state import InterviewState
from scaffold.interview.prompter import BACK
from scaffold.interview.prompts import prompt_for
from tests.interview.interview_states import after, fresh

STATES = (fresh(), after(fresh(), "Order", ""), after(fresh(), "Order", "total"))


@pytest.mark.slow
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.step)
def test_answered_prompt_is_garbage_collected(state: InterviewState) -> None:
    """An interview may have hundreds of questions."""
    with create_pipe_input() as typed, create_app_session(input=typed, output=DummyOutput()):
        prompt = prompt_for(question_view(state), unicode=True)
        typed.send_text("\x1b")
        assert prompt.ask() is BACK
    gone = weakref.ref(prompt)
    del prompt
    gc.collect()
    assert gone() is None


# But for the one that would suspend the tests.
CONTROL = [chr(code) for code in range(1, 32) if chr(code) != "\x1a"]


@pytest.mark.slow
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.step)
@pytest.mark.parametrize("key", CONTROL, ids=ascii)
def test_every_control_key(
    state: InterviewState, key: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Twice, so that keys of two strokes are among them, and after some text."""
    with create_pipe_input() as typed, create_app_session(input=typed, output=DummyOutput()):
        typed.send_text(f"ab{key}{key}\x03\x03")
        prompt = prompt_for(question_view(state), unicode=True)

        def wait() -> None:
            give_up = partial(prompt.application.exit, exception=TimeoutError)
            asyncio.get_running_loop().call_later(10, give_up)

        with suppress(KeyboardInterrupt, EOFError):
            prompt.application.run(pre_run=wait, set_exception_handler=False)
    assert caplog.records == []
