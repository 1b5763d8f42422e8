"""The cost of an answer: one parse and one compilation of the schema, and little time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from scaffold.database.tables import Database
from scaffold.editing import compiled_schema
from scaffold.errors import Problem
from scaffold.interview import machine
from scaffold.interview.conversation import question_view
from scaffold.interview.draft_schema import schema_problems
from scaffold.interview.interview_state import Answer, InterviewState
from scaffold.project.compilation import compile_schema
from scaffold.schema import schema_file
from scaffold.schema.model import Schema
from scaffold.schema.read_schema import read_whole
from tests.interview.interview_states import fresh

COUNT = 40
ANSWERS: tuple[Answer, ...] = (
    *("Extra", "name: string", "total", "decimal(10, 2)", ""),
    *("belongsTo", "Model5", "", "hasMany", "hasMany", "Model7", "", "belongsTo"),
    *("belongsToMany", "Model8", "", "", "none", "belongsTo", "Later", "", "hasMany", "none"),
    *("Later", "", "none", ""),
    *("more", "Extra", "", "belongsTo", "Model5", "second", "hasMany", "none", ""),
    *("change", "Extra.total", "total: bigint", "change", "Extra.name", "title: string"),
    *("change", "Extra.total", ""),
)


class Counted:
    """The number of parses and of full compilations since the last `look`."""

    def __init__(self) -> None:
        self.reads = self.compiles = 0

    def look(self) -> tuple[int, int]:
        found = self.reads, self.compiles
        self.reads = self.compiles = 0
        return found


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counted]:
    counts = Counted()

    def reading(*arguments: object) -> object:
        counts.reads += 1
        return read_whole(*arguments)  # type: ignore[arg-type]

    def compiling(schema: Schema) -> tuple[Database | None, tuple[Problem, ...]]:
        counts.compiles += len(schema.models) >= COUNT
        return compile_schema(schema)

    monkeypatch.setattr(schema_file, "read_whole", reading)
    monkeypatch.setattr(compiled_schema, "compile_schema", compiling)
    yield counts


def large(count: int = COUNT, attributes: int = 1) -> InterviewState:
    models = []
    for number in range(count):
        lines = [f"  Model{number}:"]
        lines += [f"    name{index}: string(120) required" for index in range(attributes)]
        if number:
            lines.append(f"    parent: belongsTo(Model{number - 1})")
        models.append("\n".join(lines))
    return fresh("\n\n".join(models) + "\n")


@pytest.mark.slow
def test_answer_reads_and_compiles_the_schema_at_most_once(counted: Counted) -> None:
    state = large()
    assert schema_problems(state) == ()
    question_view(state)
    counted.look()
    for given in ANSWERS:
        taken = machine.apply_answer(state, given)
        assert isinstance(taken, InterviewState), (state.step, given, taken)
        asked = question_view(taken)
        asked.suggest("")
        # What is asked next, and all that is shown with it, costs nothing more.
        reads, compiles = counted.look()
        assert reads <= 1 and compiles <= 1, (state.step, given)
        state = taken
    assert state.step == "review"


def test_refused_answer_reads_and_compiles_the_schema_at_most_once(counted: Counted) -> None:
    state = large()
    for given in ("Extra", "name: string"):
        taken = machine.apply_answer(state, given)
        assert isinstance(taken, InterviewState)
        state = taken
    counted.look()
    for given in ("total: strng", "name: string", "id: string", "total: integer default(x)"):
        assert not isinstance(machine.apply_answer(state, given), InterviewState)
        reads, compiles = counted.look()
        assert reads <= 1 and compiles <= 1, given
