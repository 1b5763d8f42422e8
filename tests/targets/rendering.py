"""Render a schema's text as the files of the Sequelize target, without a disk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from scaffold.database.operations import Operation
from scaffold.database.resolve import resolve
from scaffold.database.tables import Database
from scaffold.errors import Problem
from scaffold.migrations import Migration
from scaffold.schema.read_schema import read_schema
from scaffold.targets import known_settings
from scaffold.targets.protocol import Artifact
from scaffold.targets.sequelize import SequelizeTarget
from scaffold.targets.sequelize.flavours import COMMONJS, MigrationForm
from scaffold.targets.sequelize.frozen_helpers import HelperImport, artifacts
from tests.support.planning import migrations, operations
from tests.support.project import Project
from tests.targets.shared_renderer import renderer_of

TARGET = SequelizeTarget()
HEAD = "version: 1\ntargets: {sequelize: {}}\n"


def database_of(text: str) -> Database:
    """Return the database of a schema; AssertionError with its problems."""
    known = {"sequelize": known_settings()["sequelize"]}
    schema, problems = read_schema(text.encode(), "scaffold.yaml", known)
    assert schema is not None, "\n".join(map(str, problems))
    database, problems = resolve(schema)
    assert database is not None, "\n".join(map(str, problems))
    return database


def problems_of(models: str) -> list[Problem]:
    """What the target finds in the models of a schema."""
    return list(TARGET.problems(database_of(f"{HEAD}models:\n{models}")))


def operations_of(database: Database) -> tuple[Operation, ...]:
    """What makes the database from nothing."""
    return operations(None, database)


def migrations_of(database: Database) -> tuple[Migration, ...]:
    """The first migrations of a database."""
    return migrations(None, database)


def rendered(
    database: Database, migrations: tuple[Migration, ...], /, **settings: str
) -> dict[str, str]:
    """Each file's text by its path; settings are those of the target."""
    chosen = {**TARGET.settings, **settings}
    models = _texts(TARGET.model_artifacts(database, chosen))
    return models | rendered_migrations(database, migrations, **settings)


def rendered_migrations(
    database: Database, migrations: tuple[Migration, ...], /, **settings: str
) -> dict[str, str]:
    """The files of the migrations alone, with their helpers."""
    chosen = {**TARGET.settings, **settings}
    return _texts(
        TARGET.migration_artifact(migration, database.dialects, chosen, None)
        for migration in migrations
    )


def _texts(artifacts: Iterable[Artifact]) -> dict[str, str]:
    given = [*artifacts]
    given += [helper for artifact in given for helper in artifact.helpers]
    return {artifact.path: renderer_of(TARGET).render(artifact) for artifact in given}


def files_of(text: str) -> dict[str, str]:
    """Every file of a schema's first generation."""
    database = database_of(text)
    return rendered(database, migrations_of(database))


def write(project: Project, files: Mapping[str, str]) -> None:
    """The files, into a project."""
    for path, text in files.items():
        project.write(path, text)


def migration_text(database: Database, *operations: Operation) -> str:
    """One migration's text."""
    migration = Migration("20260101000001", "change-it", "change", operations)
    return rendered(database, (migration,))["migrations/20260101000001-change-it.js"]


def helper_texts(names: Iterable[str], folder: str = "", suffix: str = ".js") -> dict[str, str]:
    """The text of helper files by their path from a folder of migrations that have a suffix."""
    form = MigrationForm(suffix, COMMONJS)
    imported = (HelperImport(name, ()) for name in names)
    return {
        each.path: renderer_of(TARGET).render(each)
        for each in artifacts(imported, (), folder, form)
    }
