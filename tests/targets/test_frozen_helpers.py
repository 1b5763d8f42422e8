"""The helper files of migrations: their texts never change, and are complete."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

import pytest

from scaffold.database.operations import AddCheck
from scaffold.database.tables import Check, Database, TableName
from scaffold.targets.sequelize.frozen_helpers import FILES, with_required
from tests.conftest import Check as Problems
from tests.targets.rendering import helper_texts, migration_text

# Projects have these texts: a text that must change goes into a file of the next number.
DIGESTS = {
    "columns-1": "0fa87a278a643255",
    "composite-keys-1": "512f5262123f0203",
    "constraints-1": "d88adb2c8f9b7ddf",
    "enums-1": "b588fca712529969",
    "indexes-1": "3a9330ceebe769ec",
    "mysql-constraints-1": "c5304041ac79e6b7",
    "remove-column-1": "002d5ccb8b6c09e2",
    "rename-column-1": "2942484bfedfb902",
    "renames-1": "c53d5359f12fbcec",
    "rows-1": "225136ac3aec28d1",
    "sqlite-columns-1": "bc6b0d5a9642e9cb",
    "sqlite-composite-keys-1": "88909a28badfce83",
    "sqlite-constraints-1": "9c2f409af4718264",
    "sqlite-tables-1": "593064cf66d3f982",
    "uuid-numbers-1": "3ab5d51103a6b38c",
}


def test_the_text_of_each_file_is_the_one_that_projects_have() -> None:
    digests = {
        Path(path).stem: sha256(text.encode()).hexdigest()[:16]
        for path, text in helper_texts(FILES).items()
    }
    assert digests == DIGESTS


def test_each_file_exports_and_requires_what_is_known_of_it() -> None:
    texts = {Path(path).stem: text for path, text in helper_texts(FILES).items()}
    for name, each in FILES.items():
        flat = " ".join(texts[name].split())
        exported = re.findall(r"module\.exports = {([^}]*)}", flat)[0].strip(" ,").split(", ")
        assert set(each.functions) <= set(exported), name
        required = {file for files in each.requires.values() for file in files}
        assert set(re.findall(r"require\('\./([^']*)'\)", flat)) == required, name
        for dialect, files in each.requires.items():
            assert all(FILES[file].dialect == dialect for file in files)


def test_a_project_has_no_file_of_a_dialect_that_it_does_not_declare() -> None:
    assert list(with_required(["constraints-1"], ("postgres", "mysql"))) == [
        "constraints-1",
        "mysql-constraints-1",
    ]
    assert list(with_required(["constraints-1"], ("sqlite", "postgres"))) == [
        "constraints-1",
        "sqlite-constraints-1",
        "sqlite-tables-1",
    ]


@pytest.mark.parametrize("dialect", ["postgres", "mysql"], indirect=True)
def test_a_check_on_one_server_needs_only_what_looks_at_rows(dialect: str) -> None:
    check = AddCheck(TableName("T"), Check("T_check", "{a} > 0"))
    text = migration_text(Database((), (dialect,)), check)
    assert re.findall(r"require\('(.*?)'\)", text) == ["./helpers/rows-1"]


@pytest.mark.node
def test_prettier_and_eslint_find_nothing(tmp_path: Path, js_problems: Problems) -> None:
    for path, text in helper_texts(FILES, str(tmp_path)).items():
        Path(path).parent.mkdir(exist_ok=True)
        Path(path).write_text(text)
    assert js_problems(tmp_path) == []
