"""Properties of every resolved schema."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scaffold.database.resolve import resolve
from scaffold.database.tables import Database
from scaffold.schema.read_schema import read_schema
from tests.database.resolving import TARGETS, constraint_names
from tests.strategies import schemas
from tests.support.examples import examples


def _resolved(text: str) -> Database:
    schema, problems = read_schema(text, "s.yaml", TARGETS)
    assert schema is not None, problems
    database, problems = resolve(schema)
    assert database is not None, "\n".join(map(str, problems))
    return database


@pytest.mark.slow
@given(schemas())
def test_names_are_unique(text: str) -> None:
    database = _resolved(text)
    taken = Counter(str(table.name).casefold() for table in database.tables)
    for table in database.tables:
        columns = Counter(column.name.casefold() for column in table.columns)
        assert columns and max(columns.values()) == 1
        taken.update(name.casefold() for name in constraint_names(table))
    assert max(taken.values()) == 1


@pytest.mark.slow
@given(schemas())
def test_foreign_keys_refer_to_a_unique_column_of_the_same_type(text: str) -> None:
    database = _resolved(text)
    tables = {table.name: table for table in database.tables}
    for table in database.tables:
        for key in table.foreign_keys:
            target = tables[key.table]
            assert table.column(key.column).type == target.column(key.key).type
            assert (
                target.primary_key == (key.key,)
                or any(unique.column == key.key for unique in target.uniques)
                or any(index.unique and index.columns == (key.key,) for index in target.indexes)
            )
            assert table.column(key.column).nullable or key.on_delete != "SET NULL"


@pytest.mark.slow
@given(schemas())
def test_each_key_leads_an_index(text: str) -> None:
    database = _resolved(text)
    if "index_foreign_keys: false" in text:
        return
    for table in database.tables:
        leading = {index.columns[0] for index in table.indexes} | {*table.primary_key[:1]}
        leading.update(unique.column for unique in table.uniques)
        assert leading.issuperset(key.column for key in table.foreign_keys)


@pytest.mark.slow
@given(schemas())
def test_associations_name_existing_attributes(text: str) -> None:
    database = _resolved(text)
    for model in database.models:
        assert {each.alias for each in model.associations}.isdisjoint(
            each.name for each in model.attributes
        )
        for side in model.associations:
            target = database.model(side.target)
            holder = {"belongsTo": model, "belongsToMany": None}.get(side.kind, target)
            if holder is None:
                assert side.through is not None and side.other_key is not None
                holder = database.model(side.through)
                holder.attribute(side.other_key)
            assert holder.attribute(side.foreign_key).column == side.column
            model.attribute(side.source_key)
            target.attribute(side.target_key)
            if side.inverse is not None:
                other = next(each for each in target.associations if each.alias == side.inverse)
                assert other.inverse == side.alias or side.kind != "belongsTo"
                assert other.foreign_key == (side.other_key or side.foreign_key)


@pytest.mark.slow
@given(schemas())
def test_resolving_is_deterministic(text: str) -> None:
    assert _resolved(text) == _resolved(text)


@pytest.mark.slow
@given(schemas(min_models=2), st.data())
@examples(200)
def test_a_schema_with_lines_lost_or_doubled_never_raises(text: str, data: st.DataObject) -> None:
    lines = text.splitlines()
    first = lines.index("models:") + 1
    for _ in range(data.draw(st.integers(1, 4))):
        index = data.draw(st.integers(first, len(lines) - 1))
        other = data.draw(st.integers(first, len(lines) - 1))
        if data.draw(st.booleans()):
            lines[index] = lines[index].partition(":")[0] + ":" + lines[other].partition(":")[2]
        elif len(lines) > first + 2:
            del lines[index]
    schema, _ = read_schema("\n".join(lines), "s.yaml", TARGETS)
    if schema is not None:
        database, problems = resolve(schema)
        assert (database is None) == bool(problems)
        assert all(problem.where and problem.hint for problem in problems)
