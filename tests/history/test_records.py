"""Records of runs: their text, their order, and the snapshot that they leave."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from scaffold.changes.decisions import Decision
from scaffold.changes.migration_drafts import drafts
from scaffold.changes.outcome import changes
from scaffold.changes.snapshot import Snapshot, snapshot
from scaffold.database.operations import AddColumn
from scaffold.database.tables import Column, Database, TableName
from scaffold.files.encoding_details import text_digest
from scaffold.history.record import Record, RecordedFile, RecordedMigration
from scaffold.history.record_chain import (
    Fork,
    Missing,
    branch,
    chain,
)
from scaffold.history.record_text import (
    DamagedError,
    changed_models,
    file_name,
    is_file_name,
    read,
    write,
)
from scaffold.history.replay import CannotReplayError, replay, replay_target
from scaffold.schema.data_types import DataType
from scaffold.schema.model import Schema
from tests.changes.pairs import compiled, pairs

FILE = RecordedFile(".js", "0" * 64)


def record(
    before: Snapshot, after: Database, schema: Schema | None = None, previous: str | None = None
) -> Record:
    """The record of a run from one snapshot to a database."""
    found = changes(before, after, schema)
    assert not found.problems
    made = drafts(found.scheduled, after, used=["x"] if before.tables else [])
    return Record(
        previous,
        tuple(
            RecordedMigration(
                f"202601010000{at:02}",
                each.slug,
                each.kind,
                after.dialects,
                each.operations,
                {"sequelize": FILE, "sqlalchemy": None},
            )
            for at, each in enumerate(made)
        ),
        changed_models(
            {model.name: model for model in before.models},
            {model.name: model for model in snapshot(after).models},
        ),
        tuple(sorted(found.used)),
    )


@pytest.mark.slow
@settings(max_examples=40)
@given(pairs())
def test_two_runs_leave_the_snapshot_of_the_second_schema(pair: tuple[str, str]) -> None:
    (_, first), (schema, second) = map(compiled, pair)
    if changes(snapshot(first), second, schema).problems:
        return
    one = record(Snapshot(), first)
    two = record(snapshot(first), second, schema, previous="20260101000000-00000000.json")
    for each in (one, two):
        assert read(write(each)) == each
    both = {"20260101000000-00000000.json": one, "x": two}
    left, wanted = replay(both).snapshot, snapshot(second)
    assert left.models == wanted.models
    assert {table.name for table in left.tables} == {table.name for table in wanted.tables}
    assert replay_target(both, "sequelize").snapshot.tables == left.tables
    assert replay_target(both, "other").snapshot.tables == ()


def test_records_follow_each_other_by_name() -> None:
    records = {"c": Record("b"), "a": Record(), "b": Record("a")}
    found = chain(records)
    assert list(found.records) == ["a", "b", "c"]
    assert (found.last, found.faults) == ("c", ())


def test_two_records_that_follow_the_same_one_are_a_fork() -> None:
    records = {"a": Record(), "b": Record("a"), "c": Record("a"), "d": Record("c")}
    found = chain(records)
    assert list(found.records) == ["a"]
    assert found.faults == (Fork("a", ("b", "c")),)
    assert list(branch(records, "c")) == ["c", "d"]


def test_a_record_without_its_predecessor_is_a_fault() -> None:
    assert chain({"b": Record("a")}).faults == (Missing("b", "a"),)
    assert chain({}).last is None


def test_what_two_branches_did_both_is_named_with_its_record() -> None:
    column = Column("note", DataType("text"))
    add = RecordedMigration(
        "20260101000000", "x", "change", ("sqlite",), (AddColumn(TableName("Orders"), column),)
    )
    (_, shop) = compiled(
        "version: 1\ntargets: {sequelize: {directory: .}}\nmodels:\n  Order: {total: integer}\n"
    )
    first = record(Snapshot(), shop)
    records = {"a": first, "b": Record("a", (add,)), "c": Record("b", (add,))}
    with pytest.raises(CannotReplayError, match="note") as error:
        replay(records)
    assert error.value.record == "c"


def test_a_file_name_has_the_time_and_a_digest_of_the_record() -> None:
    one, other = Record(), Record(decisions=(Decision("was", "A.b", "c"),))
    names = [file_name(write(each), "20260101000000") for each in (one, other)]
    assert all(map(is_file_name, names))
    assert len(set(names)) == 2


def test_a_digest_is_the_same_for_every_line_end_and_byte_order_mark() -> None:
    assert text_digest("\ufeffa\r\nb\r\n") == text_digest("a\nb\n") != text_digest("a\nb")


WHOLE = write(
    Record(
        None,
        (RecordedMigration("20260101000000", "x", "create", ("sqlite",), (), {"sequelize": FILE}),),
    )
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"version": 1', '"version": 2'),
        ('"previous": null', '"previous": "../../x"'),
        ('"slug":"x"', '"slug":"../x"'),
        ('"slug":"x"', '"slug":"a/b"'),
        ('"slug":"x"', '"slug":".x"'),
        ('"slug":"x"', '"slug":"a\\u0000"'),
        ('"timestamp":"20260101000000"', '"timestamp":"now"'),
        ('["sqlite"]', '["sqlite\');process.exit(9);//"]'),
        ('".js"', '"/../x.js"'),
        ('"sequelize"', '"../sequelize"'),
        ('"kind":"create"', '"kind":"destroy"'),
        ('"operations":[]', '"operations":[["DropEverything",{}]]'),
        ('"operations":[]', '"operations":[[[],{}]]'),
        ('"models": {}', '"models": []'),
        ('"decisions": []', '"decisions": [["was"]]'),
        ("{", ""),
        ("{", "[" * 100000),
    ],
)
def test_a_damaged_record_is_refused(old: str, new: str) -> None:
    assert old in WHOLE
    with pytest.raises(DamagedError):
        read(WHOLE.replace(old, new, 1))


def test_a_whole_record_is_read() -> None:
    found = read(WHOLE)
    assert found.migrations[0].name == "20260101000000-x"
    assert replace(found, migrations=()) == Record()
