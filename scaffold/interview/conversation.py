"""The conversation: questions and answers until the last yes, with every step kept."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial

from scaffold.editing.compiled_schema import compiled_draft
from scaffold.errors import Problem
from scaffold.interview import machine
from scaffold.interview.asker import BACK, Asker, View
from scaffold.interview.interview_state import Answer, InterviewState
from scaffold.interview.outline import panel
from scaffold.interview.review_questions import DONE, table
from scaffold.interview.suggestions import suggestions

Said = tuple[str, Answer]
Take = Callable[[Answer], InterviewState | tuple[Problem, ...]]
Refusal = Callable[[InterviewState], tuple[Problem, ...]]


def nothing_refused(state: InterviewState) -> tuple[Problem, ...]:
    """Where there is nothing to be written, nothing stands against it."""
    return ()


@dataclass
class Conversation:
    """Where it stands, and how it came there: a step's state and answer, and who gave it.

    `refused` says why the whole could not be written, at the last yes. `taken_back` are answers
    that are shown when their questions come again, the next one last.
    """

    state: InterviewState
    asker: Asker
    given: Mapping[str, Answer]
    history: list[tuple[InterviewState, Answer, bool]] = field(default_factory=list)
    refused: Refusal = nothing_refused
    shown: tuple[tuple[str, str, str], ...] = ()
    taken_back: list[Said] = field(default_factory=list)

    @property
    def said(self) -> tuple[Said, ...]:
        """Every answer so far, by its step."""
        return tuple((state.step, answer) for state, answer, _ in self.history)

    def replay(self, answers: Sequence[Said]) -> Problem | None:
        """Give answers of before again; what is wrong with the first that does not hold."""
        for at, (step, answer) in enumerate(answers):
            taken = machine.answer(self.state, answer) if step == self.state.step else ()
            if not isinstance(taken, InterviewState):
                reason = taken[0].message if taken else f"the question is now `{self.state.step}`"
                message = f"{len(answers) - at} of {len(answers)} answers no longer fit: {reason}"
                return Problem(None, message, "Go on from here.")
            self._advance(taken, answer, asked=True)
        return None

    def run(self) -> InterviewState:
        """Ask until the end; KeyboardInterrupt or EOFError where the person stops."""
        with self.asker.held():
            while self.state.step != DONE:
                self._step()
        return self.state

    def _step(self) -> None:
        """One question: answered beforehand, or asked."""
        given = self._given()
        if given is not None:
            taken = machine.answer(self.state, given)
            assert isinstance(taken, InterviewState)
            self._advance(taken, given, asked=False)
            return
        self._review()
        # An answer is judged before it is taken: the checks of all of the schema run once.
        take = cache(partial(machine.answer, self.state))
        asked = view(self.state, self._before(), self.refused, take)
        answer = self.asker.ask(asked)
        if answer is BACK:
            self._back()
            return
        if self._before():
            answer = asked.question.taken(answer)
        taken = take(asked.question.taken(answer))
        if isinstance(taken, InterviewState):
            self._advance(taken, answer, asked=True)

    def _given(self) -> Answer | None:
        """What a flag answered to the question, the first time that it comes up."""
        step = self.state.step
        if any(state.step == step for state, _, _ in self.history):
            return None
        return self.given.get(step)

    def _before(self) -> Answer:
        """What the question was answered with before that was taken back."""
        step, answer = self.taken_back[-1] if self.taken_back else ("", "")
        return answer if step == self.state.step else ""

    def _review(self) -> None:
        """Before the last yes, show everything, unless it was just shown."""
        if self.state.step == "review" and (found := table(self.state)) != self.shown:
            self.asker.table(found)
            self.shown = found

    def _advance(self, taken: InterviewState, answer: Answer, asked: bool) -> None:
        self.history.append((self.state, answer, asked))
        if self.taken_back and self.taken_back.pop() != (self.state.step, answer):
            self.taken_back.clear()
        if taken.told and taken.told != self.state.told:
            self.asker.tell(taken.told)
        self.state = taken

    def _back(self) -> None:
        """To the question before, over those that were answered by flags."""
        earlier = [at for at, (_, _, asked) in enumerate(self.history) if asked]
        if not earlier:
            self.asker.note("this is the first question")
            return
        told = self.state.told
        gone = self.history[earlier[-1] :]
        del self.history[earlier[-1] :]
        self.taken_back += [(state.step, answer) for state, answer, _ in reversed(gone)]
        self.state = gone[0][0]
        self.asker.untell(told if told != self.state.told else "")


def view(
    state: InterviewState,
    taken_back: Answer = "",
    refused: Refusal = nothing_refused,
    take: Take | None = None,
) -> View:
    """The question of a state, with all that can be asked about it.

    `take` says what an answer leads to, as the machine does. Enter takes once more what was
    `taken_back`, where it takes anything at all.
    """
    question = machine.question(state)
    if question.default and taken_back:
        question = replace(question, default=taken_back)

    def judge(answer: Answer) -> tuple[Problem, ...]:
        taken = (take or partial(machine.answer, state))(question.taken(answer))
        if not isinstance(taken, InterviewState):
            return taken
        return refused(taken) if taken.step == DONE else ()

    return View(
        question,
        panel(state),
        judge,
        lambda text: machine.typed(state, text),
        lambda text: suggestions(state, text),
        lambda: files(state),
    )


def files(state: InterviewState) -> tuple[tuple[str, str], ...]:
    """The files that would come of the model in question, and the schema itself."""
    from scaffold.files.disk import disk_for
    from scaffold.project.plan import configure_targets

    schema = (state.file, state.data.decode())
    database, _ = compiled_draft(state.schema_file, state.pending)
    if database is None:
        return (schema,)
    folder = os.path.dirname(state.file) or os.curdir
    configured_targets, *_ = configure_targets(state.schema, disk_for(folder))
    found = [
        (configured.path(artifact.path), configured.file(artifact).content)
        for configured in configured_targets
        for artifact in configured.target.model_artifacts(database, configured.settings)
        if state.model and artifact.model == state.model
    ]
    return (*found, schema)
