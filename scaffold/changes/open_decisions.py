"""Open questions as the error that ends a run: each with its answers, ready to be pasted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from scaffold.changes.questions import OpenQuestion
from scaffold.errors import Problem, SchemaError


class OpenDecisions(SchemaError):
    """Only a person can decide: each problem is a question, whose hint lists its answers."""

    exit_code = 5

    def __init__(
        self,
        questions: Iterable[OpenQuestion],
        problems: Iterable[Problem],
        sources: Mapping[str, str],
    ) -> None:
        self.questions = tuple(questions)
        super().__init__(problems, sources=sources)


def open_decisions(questions: Iterable[OpenQuestion], sources: Mapping[str, str]) -> OpenDecisions:
    """Return the error that lists the questions; `sources` has the schema's text."""
    asked = tuple(questions)
    return OpenDecisions(asked, map(_problem, asked), sources)


def _problem(question: OpenQuestion) -> Problem:
    return Problem(question.where, question.message, "\n".join(_answers(question)))


def _answers(question: OpenQuestion) -> Iterator[str]:
    for choice in question.choices:
        if choice.option is not None:
            yield f"{choice.label}: `scaffold generate {' '.join(choice.option)}`"
        elif choice.edit is not None:
            field = choice.edit.field
            what = choice.edit.model if field is None else f"{choice.edit.model}.{field}"
            yield f"{choice.label}: write `{choice.edit.text}` into {what}"
