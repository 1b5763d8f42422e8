"""A project of both languages that grows, on the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.alembic_project import AlembicProject
from tests.support.compare_tables import Rules, assert_same_tables, differences
from tests.support.project import Project
from tests.support.random_schemas import growing_schemas
from tests.support.scratch import Scratch, SqliteScratch
from tests.support.unchecked_rows import contents, fill
from tests.targets.alembic_rendering import seen

BOTH = "targets:\n  sequelize: {directory: .}\n  sqlalchemy: {directory: python}\n"
NODE = "targets:\n  sequelize: {directory: .}\n"
PYTHON = "targets: {sqlalchemy: {directory: .}}\n"
FIRST = """
  Customer:
    name: string(120) required
    orders: hasMany(Order)
  Order:
    total: decimal(10, 2) default(0)
    customer: belongsTo(Customer)
"""
SECOND = f"""{FIRST}    status: enum(open, paid) required default(open)
  Tag:
    label: string unique
    orders: belongsToMany(Order) through(OrderTags)
"""
GROWN = Rules(order=False)


def schema(targets: str, models: str, dialects: str = "sqlite, postgres, mysql") -> str:
    return f"version: 1\n{targets}options: {{dialects: [{dialects}]}}\nmodels:{models}"


@pytest.fixture
def python(folder: Project, tmp_path: Path) -> AlembicProject:
    scratch = SqliteScratch(tmp_path / "python.sqlite")
    scratch.clear()
    return AlembicProject(folder.root / "python", scratch)


def revisions(project: Project) -> list[str]:
    return sorted(path.name for path in (project.root / "python/migrations/versions").glob("*.py"))


@pytest.mark.slow
def test_both_sides_have_the_same_migrations(folder: Project, python: AlembicProject) -> None:
    for models in (FIRST, SECOND):
        folder.schema(schema(BOTH, models))
        folder.generate()
        names = [name.removesuffix(".js").replace("-", "_") for name in folder.migrations]
        assert [name.removesuffix(".py") for name in revisions(folder)] == names
        assert python.revisions == [name[:14] for name in names]
    assert python.step_by_step() == []
    assert python.check() == []


@pytest.mark.slow
def test_python_is_added_to_an_existing_project(folder: Project, python: AlembicProject) -> None:
    for models in (FIRST, SECOND):
        folder.schema(schema(NODE, models))
        folder.generate()
    before = folder.migrations
    folder.schema(schema(BOTH, SECOND))
    folder.generate()
    assert folder.migrations == before
    assert python.step_by_step() == []
    assert python.check() == []
    folder.schema(schema(BOTH, SECOND + "    note: text\n"))
    folder.generate()
    assert len(folder.migrations) == len(before) + 1
    assert revisions(folder)[-1].endswith("_change_tags.py")
    assert python.check() != []
    python.upgrade()
    assert python.check() == []


@pytest.mark.node
def test_tables_migrated_by_node_can_be_stamped(
    housed: Project, new_scratch: Callable[[], Scratch]
) -> None:
    for models in (FIRST, SECOND):
        housed.schema(schema(NODE, models))
        housed.generate()
        housed.run_migrations()
    housed.schema(schema(BOTH, SECOND))
    housed.generate()
    python = AlembicProject(housed.root / "python", housed.scratch)
    python.stamp()
    assert python.check() == []
    fresh = AlembicProject(python.root, new_scratch())
    assert differences(seen(housed.scratch.tables()), seen(fresh.upgrade()), GROWN) == []
    housed.schema(schema(BOTH, SECOND + "    owner: belongsTo(Customer)\n"))
    housed.generate()
    assert python.check() != []
    upgraded = python.upgrade()
    assert "OwnerId" in [column.name for column in upgraded["Tags"].columns]
    assert python.check() == []


@pytest.mark.slow
def test_project_with_python_only(folder: Project, tmp_path: Path) -> None:
    scratch = SqliteScratch(tmp_path / "alone.sqlite")
    scratch.clear()
    project = AlembicProject(folder.root, scratch)
    for models in (FIRST, SECOND):
        folder.schema(schema(PYTHON, models, "sqlite"))
        folder.generate()
        project.upgrade()
        assert project.check() == []
    assert not [*folder.root.glob("models/*.js"), *folder.root.glob("migrations/*.js")]
    assert project.step_by_step() == [] or project.downgrade("base") == {}


@pytest.mark.slow
def test_edits_of_env_py_are_kept(folder: Project) -> None:
    folder.schema(schema(BOTH, FIRST, "sqlite"))
    folder.generate()
    name, configuration = "python/migrations/env.py", "python/alembic.ini"
    edited = folder.read(name).replace(
        '        "include_name": include_name,\n',
        '        "include_name": include_name,\n        "version_table": "python_version",\n',
    )
    edited = edited.replace('"SequelizeMeta"', '"SequelizeMeta" and name != "spatial_ref_sys"')
    folder.write(name, edited)
    folder.write(configuration, folder.read(configuration) + "\n[post_write_hooks]\nhooks = ruff\n")
    folder.schema(schema(BOTH, SECOND, "sqlite"))
    said = folder.generate()
    assert "conflict" not in said.text
    assert folder.read(name) == edited
    # A further dialect has more lines in it.
    folder.schema(schema(BOTH, SECOND, "sqlite, mysql"))
    assert "conflict" not in folder.generate().text
    merged = folder.read(name)
    assert "def mysql_default" in merged
    assert '"version_table": "python_version"' in merged
    assert 'name != "spatial_ref_sys"' in merged
    assert folder.read(configuration).endswith("[post_write_hooks]\nhooks = ruff\n")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_rows_survive_each_migration_up_and_down(
    folder: Project, new_scratch: Callable[[], Scratch], dialect: str, seed: int
) -> None:
    """Up with a row in every table at each size, and down again one by one, none lost."""
    project = AlembicProject(folder.root / "python", new_scratch())
    stands: list[str] = []
    for text in growing_schemas(seed, [(3, 4), (4, 8), (5, 12)], dialects=f"[{dialect}]"):
        folder.schema(text.replace("{directory: .}", "{directory: .}\n  sqlalchemy: {}", 1))
        folder.generate()
        project.upgrade()
        assert project.check() == []
        stands.append(project.revisions[-1])
        held = fill(project.scratch) if len(stands) == 1 else project.tables()
    rows = contents(project.scratch, held)
    for revision in [*reversed(project.revisions[:-1])]:
        for table, now in contents(project.scratch, project.downgrade(revision)).items():
            assert now == {column: rows[table].get(column) for column in now}, (revision, table)
        if revision == stands[0]:
            break
    assert_same_tables(held, project.upgrade(), GROWN)


def test_failed_revision_leaves_nothing_behind(folder: Project, python: AlembicProject) -> None:
    folder.schema(schema(BOTH, FIRST, "sqlite"))
    folder.generate()
    last = folder.root / "python/migrations/versions" / revisions(folder)[-1]
    code = last.read_text()
    last.write_text(
        code.replace("\n\n\ndef downgrade", "\n    raise RuntimeError\n\n\ndef downgrade")
    )
    before = python.upgrade(python.revisions[-2])
    with pytest.raises(RuntimeError):
        python.upgrade()
    assert_same_tables(before, python.tables())
    last.write_text(code)
    python.upgrade()
    assert python.check() == []


PERSONAL = '''"""By hand."""

revision = "a1b2c3"
down_revision: str | None = "{0}"


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
'''


@pytest.mark.slow
def test_new_revisions_follow_one_that_a_person_wrote(
    folder: Project, python: AlembicProject
) -> None:
    folder.schema(schema(BOTH, FIRST))
    folder.generate()
    last = revisions(folder)[-1][:14]
    folder.write("python/migrations/versions/a1b2c3_by_hand.py", PERSONAL.format(last))
    folder.schema(schema(BOTH, SECOND))
    folder.generate()
    assert python.revisions[python.revisions.index("a1b2c3") - 1] == last
    assert python.revisions[-1] != "a1b2c3"
    assert python.step_by_step() == []


def test_two_heads_of_revisions_are_named_and_nothing_is_written(folder: Project) -> None:
    folder.schema(schema(BOTH, FIRST))
    folder.generate()
    first, *_, last = revisions(folder)
    folder.write("python/migrations/versions/a1b2c3_by_hand.py", PERSONAL.format(first[:14]))
    before = revisions(folder)
    folder.schema(schema(BOTH, SECOND))
    found = folder.generate(code=1)
    assert "Alembic's revisions have 2 heads" in found.text
    assert last in found.text and "a1b2c3_by_hand.py" in found.text
    assert revisions(folder) == before


@pytest.mark.slow
def test_revisions_find_their_helpers_from_any_working_directory(
    folder: Project, python: AlembicProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.schema(schema(BOTH, FIRST))
    folder.generate()
    for directory, root in ((folder.root, "python"), (python.root / "migrations", "..")):
        monkeypatch.chdir(directory)
        project = AlembicProject(Path(root), python.scratch)
        assert "Orders" in project.upgrade()
        assert project.downgrade("base") == {}
