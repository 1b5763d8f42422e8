"""The files of Alembic, and their contents."""

from __future__ import annotations

import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest

from scaffold.database.operations import AddCheck, AddColumn, AddForeignKey, AddIndex, AddUnique
from scaffold.database.tables import Check, Column, ForeignKey, Index, TableName, Unique
from scaffold.migrations import Migration
from scaffold.schema.data_types import DataType
from scaffold.targets.sqlalchemy.revisions.revision_view import revision_view
from tests.support.groups import MYPY_CACHE
from tests.targets.alembic_rendering import (
    POSTGRES_SCHEMA,
    SCHEMAS,
    SUBSET_SCHEMA,
    python_files,
    revision_files,
    write_python,
)
from tests.targets.python_rendering import TARGET
from tests.targets.rendering import database_of

DIALECTS = ("sqlite", "postgres", "mysql")
SUBSETS = [chosen for size in (1, 2, 3) for chosen in combinations(DIALECTS, size)]
WORDS = {"sqlite": ("sqlite",), "postgres": ("postgres",), "mysql": ("mysql", "mariadb")}
T, P = TableName("T"), TableName("P")
KEY = ForeignKey("T_pId_fkey", "pId", P, "id", "SET NULL", "CASCADE")
COLUMN = Column("pId", DataType("integer"))


def revision(*dialects: str, operations: tuple[object, ...]) -> str:
    """A revision of these operations."""
    migration = Migration("20260101000002", "change-it", "change", operations)  # type: ignore[arg-type]
    database = database_of(SUBSET_SCHEMA.read_text().replace("DIALECTS", ", ".join(dialects)))
    return list(revision_files(database, (migration,)).values())[-1]


def body(text: str, name: str) -> str:
    """Return the body of a function."""
    return text.partition(f"def {name}() -> None:\n")[2].partition("\n\n\n")[0].rstrip()


def test_the_files_of_the_shop() -> None:
    files = python_files(SCHEMAS["uuid"].read_text())
    assert [path for path in files if not path.startswith("models/")] == [
        "alembic.ini",
        "migrations/env.py",
        "migrations/script.py.mako",
        "migrations/helpers/types_1.py",
        "migrations/versions/20260101000001_create_customers.py",
        "migrations/versions/20260101000002_create_orders.py",
        "migrations/versions/20260101000003_create_payments.py",
        "migrations/versions/20260101000004_create_products.py",
        "migrations/versions/20260101000005_create_tags.py",
        "migrations/helpers/sqlite_postgres_mysql_1.py",
        "migrations/versions/20260101000006_add_associations.py",
        "migrations/versions/20260101000007_associate_product_tag.py",
    ]
    second = files["migrations/versions/20260101000002_create_orders.py"]
    assert 'revision = "20260101000002"\ndown_revision = "20260101000001"\n' in second


def test_only_revisions_are_never_merged() -> None:
    database = database_of(SCHEMAS["uuid"].read_text())
    artifacts = TARGET.model_artifacts(database, TARGET.settings)
    owned = {each.path: each.ownership for each in artifacts if "models" not in each.path}
    assert owned == {
        "alembic.ini": "model",
        "migrations/env.py": "model",
        "migrations/script.py.mako": "model",
        "migrations/helpers/types_1.py": "helper",
    }


def test_first_revision_has_no_down_revision() -> None:
    migration = Migration("20260101000001", "change-it", "change", ())
    assert revision_view(migration, DIALECTS, None).previous is None


def test_custom_folders() -> None:
    database = database_of(SCHEMAS["uuid"].read_text())
    settings = {"directory": "python", "package": "src/models", "migrations": "db/migrations"}
    views = {each.path: each.view for each in TARGET.model_artifacts(database, settings)}
    assert views["alembic.ini"].migrations == "db/migrations"
    assert views["db/migrations/env.py"].package == "src.models"
    path = TARGET.migration_path("20260101000001", "add-order-customer", settings)
    assert path == "db/migrations/versions/20260101000001_add_order_customer.py"


def test_foreign_key_is_added_with_its_column() -> None:
    index = Index("T_pId_idx", ("pId",))
    add = (AddColumn(T, COLUMN, KEY, index),)
    text = revision("postgres", operations=add)
    assert "inline_references=True" in body(text, "upgrade")
    assert body(text, "downgrade") == (
        '    op.drop_index("T_pId_idx", table_name="T")\n    op.drop_column("T", "pId")'
    )
    text = revision("mysql", operations=add)
    assert "inline" not in text
    assert body(text, "downgrade") == (
        '    helpers.drop_foreign_key("T_pId_foreign_idx", "T", "pId")\n'
        '    op.drop_index("T_pId_idx", table_name="T")\n'
        '    op.drop_column("T", "pId")'
    )
    text = revision(*DIALECTS, operations=add)
    assert 'inline = op.get_context().dialect.name not in ("mysql", "mariadb")' in text
    assert body(text, "downgrade") == ('    helpers.drop_reference("T", "pId", "T_pId_idx")')


def test_constraints_are_added_to_an_existing_table() -> None:
    operations = (
        AddForeignKey(T, KEY),
        AddCheck(T, Check("T_check", "{pId} > 0 AND ':x' <> '{{%}}'")),
        AddIndex(T, Index("T_some", ("pId",), True, "{pId} > 1")),
        AddUnique(T, Unique("T_pId_key", "pId")),
    )
    text = revision("postgres", operations=operations)
    assert "sa.literal_column(\"\\\"pId\\\" > 0 AND ':x' <> '{%}'\")" in text
    assert "postgresql_where=sa.text('\"pId\" > 1')" in text
    assert 'op.create_unique_constraint("T_pId_key", "T", ["pId"])' in text
    assert 'op.drop_constraint("T_pId_key", "T", type_="unique")' in text
    text = revision("sqlite", operations=operations)
    assert 'load_python_file(folder, "sqlite_1.py")' in text
    assert "op.create_foreign_key" not in text
    assert "op.create_unique_constraint" not in text
    text = revision("mysql", operations=operations[-1:])
    assert 'op.create_unique_constraint("T_pId_key", "T", ["pId"])' in text
    assert body(text, "downgrade").endswith('    helpers.drop_unique("T_pId_key", "T", "pId")')


@pytest.mark.parametrize("dialects", SUBSETS, ids=",".join)
def test_generated_files_mention_no_undeclared_dialect(dialects: tuple[str, ...]) -> None:
    text = SUBSET_SCHEMA.read_text().replace("DIALECTS", ", ".join(dialects))
    for path, code in python_files(text).items():
        for dialect in set(DIALECTS) - set(dialects):
            for word in WORDS[dialect]:
                assert word not in code.lower(), f"{path} mentions {word}"


def ruff(*arguments: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "ruff", *arguments, "--isolated", "."],
        cwd=folder,
        capture_output=True,
        text=True,
    )
    return done.stdout if done.returncode else ""


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        *(path.read_text() for path in SCHEMAS.values()),
        POSTGRES_SCHEMA.read_text(),
        *(SUBSET_SCHEMA.read_text().replace("DIALECTS", ", ".join(each)) for each in SUBSETS),
    ],
    ids=[*SCHEMAS, "postgres", *map(",".join, SUBSETS)],
)
def test_ruff_changes_nothing(text: str, tmp_path: Path) -> None:
    write_python(text, tmp_path)
    assert ruff("format", "--diff", folder=tmp_path) == ""
    assert ruff("check", "--select", "E4,E7,E9,F,I,UP,B,SIM,C4", folder=tmp_path) == ""


@pytest.mark.slow
@pytest.mark.parametrize("dialects", SUBSETS, ids=",".join)
def test_mypy_reports_nothing(dialects: tuple[str, ...], tmp_path: Path) -> None:
    text = (
        SCHEMAS["values"]
        .read_text()
        .replace("models:\n", f"options: {{dialects: [{', '.join(dialects)}]}}\nmodels:\n", 1)
    )
    for name, schema in (("values", text), ("subset", SUBSET_SCHEMA.read_text())):
        folder = tmp_path / name
        write_python(schema.replace("DIALECTS", ", ".join(dialects)), folder)
        mypy = [sys.executable, "-m", "mypy", "--strict", f"--cache-dir={MYPY_CACHE}"]
        done = subprocess.run(
            [*mypy, "models", "migrations"],
            cwd=folder,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout
