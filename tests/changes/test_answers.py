"""Each choice of an open decision answers it, whatever the two schemas are."""

from __future__ import annotations

from collections.abc import Iterator

import yaml
from hypothesis import HealthCheck, given

from scaffold.changes.decisions import Decisions
from scaffold.changes.outcome import Outcome, changes
from scaffold.changes.questions import QuestionChoice
from scaffold.changes.snapshot import Snapshot, snapshot
from scaffold.database.resolve import resolve
from scaffold.schema.edit.decision_terms import write_term
from scaffold.schema.schema_file import SchemaFile, parse_file
from scaffold.values import dataclass
from tests.changes.pairs import compiled, pairs
from tests.database.resolving import TARGETS
from tests.support.examples import examples

# What follows from an answer, and is no fault of it: rows that no value can be given to.
_OF_ROWS = ("would have no value for it", " changes from ", "two rows would have the same value")


@dataclass(frozen=True, slots=True)
class Answered:
    """The second schema of a pair, and what was decided so far."""

    file: SchemaFile
    dropped: frozenset[str] = frozenset()
    accepted: frozenset[str] = frozenset()

    def with_answer(self, choice: QuestionChoice) -> Answered:
        if choice.option is not None:
            word, name = choice.option
            if word == "--drop":
                return Answered(self.file, self.dropped | {name}, self.accepted)
            return Answered(self.file, self.dropped, self.accepted | {name})
        assert choice.edit is not None
        edit = choice.edit
        file, problems = write_term(self.file, edit.model, edit.field, edit.text)
        assert file is not None, problems
        return Answered(file, self.dropped, self.accepted)

    def outcome(self, before: Snapshot) -> Outcome:
        database, problems = resolve(self.file.schema)
        assert database is not None, problems
        decisions = Decisions(dropped=self.dropped, accepted=self.accepted)
        return changes(before, database, self.file.schema, decisions)


def _faults(before: Snapshot, answered: Answered, found: Outcome) -> Iterator[str]:
    for question in found.questions:
        for choice in question.choices:
            after = answered.with_answer(choice).outcome(before)
            for problem in after.problems:
                if not any(each in problem.message for each in _OF_ROWS):
                    yield f"{question.message}, {choice.paste}: {problem}"
            if not after.problems and (question.kind, question.name) in {
                (each.kind, each.name) for each in after.questions
            }:
                yield f"{question.message}: {choice.paste} does not answer it"


@examples(100, suppress_health_check=list(HealthCheck), deadline=None)
@given(pairs())
def test_each_choice_answers(pair: tuple[str, str]) -> None:
    before = snapshot(compiled(pair[0])[1])
    text = yaml.safe_dump(yaml.safe_load(pair[1]), sort_keys=False, width=10**6)
    file, problems = parse_file(text, "s.yaml", TARGETS)
    assert file is not None, problems
    answered = Answered(file)
    # One decision after the other, each by its last choice.
    while (found := answered.outcome(before)).questions:
        assert not list(_faults(before, answered, found))
        answered = answered.with_answer(found.questions[0].choices[-1])
