"""The conversation: questions and answers until the last one, with all earlier states."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial

from scaffold.editing.compiled_schema import compiled_draft
from scaffold.errors import Problem
from scaffold.interview import machine
from scaffold.interview.interview_state import Answer, InterviewState
from scaffold.interview.outline import panel
from scaffold.interview.prompter import BACK, Prompter, QuestionView
from scaffold.interview.review_questions import DONE, review_entries
from scaffold.interview.suggestions import suggestions

StepAnswer = tuple[str, Answer]
ApplyAnswer = Callable[[Answer], InterviewState | tuple[Problem, ...]]
WriteCheck = Callable[[InterviewState], tuple[Problem, ...]]


def no_problems(state: InterviewState) -> tuple[Problem, ...]:
    """Return no problems, for conversations that write nothing."""
    return ()


@dataclass
class Conversation:
    """An interview: its current state, and the states and answers that led to it.

    preset: answers by step that need no question.
    history: each state with its answer, and whether a person was asked.
    write_problems: returns why the result cannot be written; called on the last answer.
    shown_review: the review that was printed last.
    retracted: undone answers, which become defaults when asked again; the next one is last.
    """

    state: InterviewState
    prompter: Prompter
    preset: Mapping[str, Answer]
    history: list[tuple[InterviewState, Answer, bool]] = field(default_factory=list)
    write_problems: WriteCheck = no_problems
    shown_review: tuple[tuple[str, str, str], ...] = ()
    retracted: list[StepAnswer] = field(default_factory=list)

    @property
    def answers(self) -> tuple[StepAnswer, ...]:
        """All answers so far, with their steps."""
        return tuple((state.step, answer) for state, answer, _ in self.history)

    def replay(self, answers: Sequence[StepAnswer]) -> Problem | None:
        """Apply earlier answers; return the problem of the first that is no longer valid."""
        for at, (step, answer) in enumerate(answers):
            result = machine.apply_answer(self.state, answer) if step == self.state.step else ()
            if not isinstance(result, InterviewState):
                reason = result[0].message if result else f"the question is now `{self.state.step}`"
                message = f"{len(answers) - at} of {len(answers)} answers no longer apply: {reason}"
                return Problem(None, message, "Continue from here.")
            self._advance(result, answer, asked=True)
        return None

    def run(self) -> InterviewState:
        """Ask all questions; KeyboardInterrupt or EOFError if the person stops."""
        with self.prompter.session():
            while self.state.step != DONE:
                self._step()
        return self.state

    def _step(self) -> None:
        """Answer one question with a preset answer, or ask it."""
        preset = self._preset_answer()
        if preset is not None:
            result = machine.apply_answer(self.state, preset)
            assert isinstance(result, InterviewState)
            self._advance(result, preset, asked=False)
            return
        self._show_review()
        # The prompt validates an answer before it is applied: cached, so that this runs once.
        apply = cache(partial(machine.apply_answer, self.state))
        asked = question_view(self.state, self._retracted_answer(), self.write_problems, apply)
        answer = self.prompter.ask(asked)
        if answer is BACK:
            self._back()
            return
        if self._retracted_answer():
            answer = asked.question.answer_or_default(answer)
        result = apply(asked.question.answer_or_default(answer))
        if isinstance(result, InterviewState):
            self._advance(result, answer, asked=True)

    def _preset_answer(self) -> Answer | None:
        """Return the preset answer to a question that comes up for the first time."""
        step = self.state.step
        if any(state.step == step for state, _, _ in self.history):
            return None
        return self.preset.get(step)

    def _retracted_answer(self) -> Answer:
        """Return the undone answer to the current question, or an empty one."""
        step, answer = self.retracted[-1] if self.retracted else ("", "")
        return answer if step == self.state.step else ""

    def _show_review(self) -> None:
        """Show all answers before the last question, unless they were just shown."""
        if (
            self.state.step == "review"
            and (found := review_entries(self.state)) != self.shown_review
        ):
            self.prompter.show_review(found)
            self.shown_review = found

    def _advance(self, result: InterviewState, answer: Answer, asked: bool) -> None:
        self.history.append((self.state, answer, asked))
        if self.retracted and self.retracted.pop() != (self.state.step, answer):
            self.retracted.clear()
        if result.notice and result.notice != self.state.notice:
            self.prompter.confirm(result.notice)
        self.state = result

    def _back(self) -> None:
        """Return to the last question that a person answered."""
        earlier = [at for at, (_, _, asked) in enumerate(self.history) if asked]
        if not earlier:
            self.prompter.note("this is the first question")
            return
        notice = self.state.notice
        undone = self.history[earlier[-1] :]
        del self.history[earlier[-1] :]
        self.retracted += [(state.step, answer) for state, answer, _ in reversed(undone)]
        self.state = undone[0][0]
        self.prompter.retract(notice if notice != self.state.notice else "")


def question_view(
    state: InterviewState,
    retracted: Answer = "",
    write_problems: WriteCheck = no_problems,
    apply: ApplyAnswer | None = None,
) -> QuestionView:
    """Return the question of a state with what a prompt shows beside it.

    `apply` is `machine.apply_answer` for this state. A `retracted` answer is the default of a
    question that has one.
    """
    question = machine.question(state)
    if question.default and retracted:
        question = replace(question, default=retracted)

    def validate(answer: Answer) -> tuple[Problem, ...]:
        result = (apply or partial(machine.apply_answer, state))(question.answer_or_default(answer))
        if not isinstance(result, InterviewState):
            return result
        return write_problems(result) if result.step == DONE else ()

    return QuestionView(
        question,
        panel(state),
        validate,
        lambda text: machine.name_problem(state, text),
        lambda text: suggestions(state, text),
        lambda: preview_files(state),
    )


def preview_files(state: InterviewState) -> tuple[tuple[str, str], ...]:
    """Return the files that would be generated for the current model, and the schema file."""
    from scaffold.files.disk import disk_for
    from scaffold.project.compilation import configure_targets

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
