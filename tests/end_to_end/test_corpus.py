"""Schemas of known databases, generated, migrated, and compared with recorded facts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import MakeProject
from tests.support import corpus
from tests.support.compare_tables import SYNC, assert_same_tables
from tests.support.row_check import assert_rows
from tests.support.sqlite_tables import Tables

pytestmark = pytest.mark.node

SCHEMAS = sorted(corpus.CORPUS.glob("*.json"))


def facts_lines(facts: corpus.Facts) -> list[str]:
    """Return the recorded facts as lines."""
    lines: list[str] = []
    for table in facts.tables.values():
        lines.append(f"{table.name}: key {table.primary_key}")
        for name in table.columns:
            required = name in table.primary_key or table.is_required(name)
            lines.append(f"{table.name}.{name}{' required' if required else ''}")
        lines += [f"{table.name}: unique {list(unique)}" for unique in table.uniques]
        lines += [f"{table.name}: index {list(index)}" for index in table.indexes]
        lines += [
            f"{table.name}.{key.column} → {key.table}.{key.references}"
            f" {key.on_delete}, {key.on_update}"
            for key in table.foreign_keys
        ]
        lines.append(f"{table.name}: {len(table.checks)} checks")
    return sorted(lines)


def tables_lines(tables: Tables) -> list[str]:
    """Return the tables as lines of the same form."""
    lines: list[str] = []
    for table in tables.values():
        key = sorted((column.key, column.name) for column in table.columns if column.key)
        lines.append(f"{table.name}: key {[name for _, name in key]}")
        for column in table.columns:
            required = column.not_null or column.key
            lines.append(f"{table.name}.{column.name}{' required' if required else ''}")
        for index in table.indexes:
            word = "unique" if index.unique else "index"
            lines.append(f"{table.name}: {word} {list(index.columns)}")
        lines += [
            f"{table.name}.{key.columns[0]} → {key.table}.{key.references[0]}"
            f" {key.on_delete}, {key.on_update}"
            for key in table.foreign_keys
        ]
        lines.append(f"{table.name}: {len(table.checks)} checks")
    return sorted(lines)


@pytest.mark.parametrize("keys", ["declared", "made"])
@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.stem)
def test_known_databases(path: Path, keys: str, new_project: MakeProject) -> None:
    """Their layout is checked in test_layout.py."""
    facts = corpus.load(path)
    project = new_project()
    text = corpus.schema_text(facts, keys=keys)
    project.schema(text)
    project.generate()
    tables = project.round_trip()
    assert tables_lines(tables) == facts_lines(facts)
    assert_same_tables(tables, project.sync(), SYNC)
    assert_rows(project, text)
