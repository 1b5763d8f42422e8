"""Open questions as the error that ends a run: each with its answers, ready to be pasted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from scaffold.changes.questions import OpenQuestion, QuestionChoice, QuestionEdit
from scaffold.errors import Problem, SchemaError
from scaffold.schema.edit.decision_terms import write_term
from scaffold.schema.schema_file import SchemaFile
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class EditedLines:
    """Lines of the schema that an answer changes: `old` from line `first` on become `new`."""

    first: int
    old: tuple[str, ...]
    new: tuple[str, ...]


class OpenDecisions(SchemaError):
    """Only a person can decide: each problem is a question, whose hint lists its answers.

    `edits` has the lines that the answers in the schema change.
    """

    exit_code = 5

    def __init__(
        self,
        questions: Iterable[OpenQuestion],
        edits: Mapping[QuestionEdit, EditedLines],
        sources: Mapping[str, str],
    ) -> None:
        self.questions = tuple(questions)
        self.edits = edits
        problems = [
            Problem(each.where, each.message, "\n".join(self._answers(each)))
            for each in self.questions
        ]
        super().__init__(problems, sources=sources)

    def _answers(self, question: OpenQuestion) -> Iterator[str]:
        for choice in question.choices:
            if choice.option is not None:
                yield f"{choice.label}: `scaffold generate {' '.join(choice.option)}`"
            elif choice.edit is not None:
                yield f"{choice.label}: {self._edit(choice.edit)}"

    def _edit(self, edit: QuestionEdit) -> str:
        lines = self.edits.get(edit)
        if lines is not None and len(lines.new) == 1 == len(lines.old):
            return f"line {lines.first} becomes `{lines.new[0].strip()}`"
        if lines is not None and not lines.old:
            text = "\n".join(lines.new)
            return f"add after line {lines.first - 1} `{text}`"
        what = edit.model if edit.field is None else f"{edit.model}.{edit.field}"
        return f"write `{edit.text}` into {what}"

    @property
    def together(self) -> str | None:
        """Return the command that drops or accepts in all questions, if more than one allows it."""
        options = [
            choice.option
            for question in self.questions
            for choice in question.choices[-1:]
            if choice.option is not None
        ]
        if len(options) < 2:
            return None
        return f"scaffold generate {' '.join(' '.join(option) for option in options)}"


def open_decisions(
    questions: Iterable[OpenQuestion], file: SchemaFile, sources: Mapping[str, str]
) -> OpenDecisions:
    """Return the error that lists the questions about a schema; `sources` has its text."""
    asked = tuple(questions)
    edits: dict[QuestionEdit, EditedLines] = {}
    for choice in (choice for question in asked for choice in question.choices):
        if choice.edit is not None and (lines := _edited_lines(file, choice)):
            edits[choice.edit] = lines
    return OpenDecisions(asked, edits, sources)


def _edited_lines(file: SchemaFile, choice: QuestionChoice) -> EditedLines | None:
    assert choice.edit is not None
    edited, _ = write_term(file, choice.edit.model, choice.edit.field, choice.edit.text)
    if edited is None:
        return None
    old, new = (each.data.decode().splitlines() for each in (file, edited))
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    replaced = tuple(old[first : len(old) - last])
    return EditedLines(first + 1, replaced, tuple(new[first : len(new) - last]))
