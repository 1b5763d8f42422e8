"""The files of the Sequelize target, run on SQLite with the real packages."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from tests.conftest import Check
from tests.support.compare_tables import Rules, assert_same_tables
from tests.support.project import Project, down, sql, up
from tests.support.sqlite_tables import Tables, reference_tables
from tests.targets.rendering import files_of, write

pytestmark = pytest.mark.node

REFERENCE = Path(__file__).parents[1] / "reference"
SCHEMAS = Path(__file__).parent / "schemas"
# sync() makes no CHECK, puts keys where they are declared, and names none.
SYNC = Rules(order=False, checks=False, names=False)
DIALECTS = ("sqlite", "postgres", "mysql")
SUBSETS = [chosen for size in (1, 2, 3) for chosen in combinations(DIALECTS, size)]


@pytest.mark.parametrize("ids", ["uuid", "integer"])
def test_migrations_create_the_reference_tables(
    project: Project, js_problems: Check, ids: str
) -> None:
    write(project, files_of((REFERENCE / ids / "scaffold.yaml").read_text()))
    tables = project.round_trip()
    assert_same_tables(tables, project.sync(), SYNC)
    orders = tables["Orders"]
    unique = next(index for index in orders.indexes if index.columns == ("PaymentId",))
    assert unique.unique
    others = tuple(index for index in orders.indexes if index is not unique)
    plain = Tables({**tables, "Orders": replace(orders, indexes=others)})
    expected = reference_tables(REFERENCE / "tables" / f"{ids}.sqlite.sql")
    assert_same_tables(expected, plain, Rules(names=False))
    assert js_problems(project.root) == []


@pytest.mark.parametrize("schema", ["everything", "names"])
def test_up_down_up_and_sync_make_equal_tables(
    project: Project, js_problems: Check, schema: str
) -> None:
    write(project, files_of((SCHEMAS / f"{schema}.yaml").read_text()))
    tables = project.round_trip()
    assert_same_tables(tables, project.sync(), SYNC)
    assert js_problems(project.root) == []


@pytest.mark.parametrize("dialects", SUBSETS, ids=",".join)
def test_each_choice_of_dialects(
    project: Project, js_problems: Check, dialects: tuple[str, ...]
) -> None:
    schema = (SCHEMAS / "subset.yaml").read_text().replace("DIALECTS", ", ".join(dialects))
    files = files_of(schema)
    for path, text in files.items():
        # The text of a helper is the same in all projects.
        said = path if "/helpers/" in path else text.lower()
        named = [one for one in DIALECTS if one in said]
        assert set(named) <= set(dialects), f"{path} mentions {named}"
    write(project, files)
    assert js_problems(project.root) == []
    if "sqlite" in dialects:
        assert_same_tables(project.round_trip(), project.sync(), SYNC)


def test_postgresql_types_are_clean_javascript(project: Project, js_problems: Check) -> None:
    write(project, files_of((SCHEMAS / "postgres.yaml").read_text()))
    assert js_problems(project.root) == []


def test_added_constraints_are_enforced_and_rows_kept(project: Project) -> None:
    write(project, files_of((SCHEMAS / "subset.yaml").read_text().replace("DIALECTS", "sqlite")))
    relate = project.migrations[-1]
    project.migrate(
        up(project.migrations[-2]),
        sql(
            "INSERT INTO Authors (id, name, size) VALUES (1, 'a', 2)",
            "INSERT INTO Books (id, codeId, pages, price, createdAt, updatedAt) "
            "VALUES (1, 1, 3, 4, 0, 0)",
        ),
    )
    with pytest.raises(AssertionError, match="NOT NULL"):
        project.run_migrations(up())
    project.migrate(sql("DELETE FROM Books"), up())
    refused = project.run_js(
        "const failed = async (row) =>"
        "  db.Book.create({ AuthorId: 1, ...row }).then(() => '', (error) => error.parent.message);"
        "return [await failed({ codeId: 9 }), await failed({ pages: -1 }),"
        "  await failed({ pages: 5, price: 5 }), await failed({ codeId: 1, pages: 5 })];"
    )
    assert [message.partition(": ")[2] for message in refused] == [
        "FOREIGN KEY constraint failed",
        "CHECK constraint failed: Books_pages_check",
        "CHECK constraint failed: Books_check",
        "",
    ]
    steps = project.migrate(down(relate))
    assert steps[-1].tables["Books"].rows == 1
    assert steps[-1].tables["Authors"].rows == 1


def test_constraint_violated_by_rows_is_refused_and_rolled_back(project: Project) -> None:
    write(project, files_of((SCHEMAS / "subset.yaml").read_text().replace("DIALECTS", "sqlite")))
    project.migrate(
        up(project.migrations[-2]),
        sql("INSERT INTO Lines (BookId, number, createdAt, updatedAt) VALUES (7, 1, 0, 0)"),
    )
    before = project.tables()
    with pytest.raises(AssertionError, match="Lines has rows that Lines_BookId_fkey does not"):
        project.run_migrations(up())
    assert_same_tables(before, project.tables(), Rules(rows=True, sql=True))
