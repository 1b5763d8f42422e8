"""Foreign keys whose name, as Sequelize would make it, is too long for the server."""

from __future__ import annotations

import pytest

from tests.support.project import Project
from tests.targets.rendering import HEAD, files_of, write

# Sequelize calls a key that comes with its column `<table>_<column>_foreign_idx` on MySQL, whose
# names have 64 characters at most.
FITS = 64 - len("Trees__foreign_idx")


def tree(dialects: str, column: str) -> dict[str, str]:
    """The files of a model whose foreign key to itself is that column."""
    options = f"options: {{dialects: [{dialects}]}}\n"
    fields = f"{{name: string, parent: belongsTo(Tree) foreignKey({column})}}"
    return files_of(f"{HEAD}{options}models:\n  Tree: {fields}\n")


@pytest.mark.parametrize("dialects", ["mysql", "sqlite, mysql", "sqlite, postgres, mysql"])
def test_foreign_key_is_added_by_name_only_if_sequelizes_name_is_too_long(
    dialects: str,
) -> None:
    for length, apart in ((FITS, False), (FITS + 1, True)):
        files = tree(dialects, "k" * length)
        (text,) = [text for path, text in files.items() if "add-associations" in path]
        assert ("addConstraint" in text or "addForeignKey" in text) is apart, length
        assert ("references: { model: 'Trees'" in text) is not apart, length


@pytest.mark.node
@pytest.mark.parametrize("dialect", ["mysql"], indirect=True)
@pytest.mark.parametrize("length", [FITS, FITS + 1])
def test_foreign_key_with_a_long_name_is_created_and_dropped(housed: Project, length: int) -> None:
    column = "k" * length
    write(housed, tree("mysql", column))
    tables = housed.round_trip()
    (key,) = tables["Trees"].foreign_keys
    assert (key.columns, key.table, key.references) == ((column,), "Trees", ("id",))
