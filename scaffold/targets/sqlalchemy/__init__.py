"""The target for SQLAlchemy 2: typed declarative models, and revisions for Alembic."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from scaffold.changes.model_edits import AdoptedModel, Adoption, ModelEditRequest, ModelEdits
from scaffold.database.operations import Operation
from scaffold.database.tables import Database
from scaffold.errors import Problem, SchemaError
from scaffold.files.file_plan import Disk
from scaffold.migrations import Migration
from scaffold.schema.template_data import NO_DATA, SchemaData
from scaffold.targets.protocol import (
    NO_SETTINGS,
    AddedViews,
    Artifact,
    FoundSettings,
    Made,
    ProjectContext,
    RenamedMigrations,
)

if TYPE_CHECKING:
    from scaffold.verify.verifier import Verifier

_TIMESTAMPED = re.compile(r"[0-9]{14}(?![0-9]).*\.py\Z")
_SETTINGS = {"directory": "python", "package": "models", "migrations": "migrations"}


class SqlalchemyTarget:
    """The target `sqlalchemy`."""

    @property
    def name(self) -> str:
        return "sqlalchemy"

    @property
    def title(self) -> str:
        return "SQLAlchemy models and Alembic revisions"

    @property
    def template_answers(self) -> Mapping[str, object]:
        return {"python": True}

    @property
    def settings(self) -> Mapping[str, str]:
        return _SETTINGS

    def found_settings(self, given: Mapping[str, str], disk: Disk) -> FoundSettings:
        """Return none: the folders in Alembic's own configuration are not read."""
        return FoundSettings()

    def code_files(self, settings: Mapping[str, str], disk: Disk) -> Iterator[str]:
        """Yield modules in the package, and revisions."""
        from scaffold.targets.sqlalchemy.existing import code_files

        return code_files(settings, disk)

    def made_by(self, text: str) -> Made:
        """Return what `create_table`, `Table` and `__tablename__` name by a literal."""
        from scaffold.targets.sqlalchemy.existing import made_by

        return made_by(text)

    def obstacles(
        self,
        created: Iterable[str],
        settings: Mapping[str, str],
        disk: Disk,
        existing: Iterable[str] = (),
    ) -> Iterable[Problem]:
        """Return none."""
        return ()

    @property
    def filters(self) -> Mapping[str, Callable[..., Any]]:
        from scaffold.targets.sqlalchemy.literals import python
        from scaffold.targets.sqlalchemy.revisions.sql_layout import sql_literal

        return {"py": python, "pylist": _list, "sql": sql_literal}

    @property
    def choices(self) -> Mapping[str, tuple[str, ...]]:
        return {"model_files": ("generated", "theirs")}

    def problems(
        self, database: Database, settings: Mapping[str, str] = NO_SETTINGS
    ) -> Iterable[Problem]:
        """Return none: names reserved by Python or SQLAlchemy get an underscore."""
        return ()

    def notes(self, database: Database) -> Iterable[Problem]:
        """Yield what Python or the databases do not store or enforce."""
        from scaffold.targets.sqlalchemy.notes import notes

        return notes(database)

    def model_artifacts(
        self, database: Database, settings: Mapping[str, str], data: SchemaData = NO_DATA
    ) -> Iterator[Artifact]:
        """Yield the package: a module for each model, and what they share; none if it is theirs."""
        if settings.get("model_files") == "theirs":
            return
        from scaffold.targets.sqlalchemy.declared_schema import DeclaredSchema
        from scaffold.targets.sqlalchemy.environment import environment_artifacts
        from scaffold.targets.sqlalchemy.package import package_artifacts

        schema = DeclaredSchema(database, data, self.added_views)
        package, helpers = package_artifacts(database, settings, schema)
        yield from package
        yield from environment_artifacts(database, settings, helpers)

    def edit_models(
        self, request: ModelEditRequest, settings: Mapping[str, str], disk: Disk
    ) -> ModelEdits:
        """Return what a person has to write: Python's models are not edited."""
        from scaffold.targets.sqlalchemy.model_todos import edit_models

        return edit_models(request, settings, disk)

    def adopt_model(
        self, adoption: Adoption, settings: Mapping[str, str], disk: Disk
    ) -> AdoptedModel:
        raise SchemaError(
            f"{adoption.path} cannot become a generated file: that is for models of Sequelize",
            "To have all models generated, remove `model_files: theirs` and move yours away.",
        )

    def former_artifacts(
        self, database: Database, settings: Mapping[str, str], disk: Disk
    ) -> Iterable[Artifact]:
        return ()

    def renders(self, operation: Operation, dialects: tuple[str, ...]) -> bool:
        return True

    def migration_path(self, version: str, slug: str, settings: Mapping[str, str]) -> str:
        from scaffold.targets.sqlalchemy.revisions.revision_view import revision_path

        return revision_path(version, slug, settings["migrations"])

    def latest_migration(self, names: Iterable[str]) -> str | None:
        """Return the last name with a timestamp: others have Alembic's own ids."""
        return max(filter(_TIMESTAMPED.match, names), default=None)

    def predecessor(
        self, texts: Mapping[str, str], recorded: str | None, before: str | None = None
    ) -> str | Problem | None:
        """Return the only head of the revisions, as Alembic has a single chain."""
        from scaffold.targets.sqlalchemy.revisions.revision_heads import head, last_before

        if before is not None:
            return last_before(texts, recorded, before)
        return head(texts, recorded)

    def migration_artifact(
        self,
        migration: Migration,
        dialects: tuple[str, ...],
        settings: Mapping[str, str],
        previous: str | None,
    ) -> Artifact:
        from scaffold.targets.sqlalchemy.revisions.helper_files import helper_artifacts
        from scaffold.targets.sqlalchemy.revisions.revision_view import revision_view

        path = self.migration_path(migration.version, migration.slug, settings)
        view = revision_view(migration, dialects, previous)
        helpers = tuple(helper_artifacts(view.helpers, dialects, settings["migrations"]))
        return Artifact(path, "sqlalchemy/revision.jinja", view, "migration", helpers=helpers)

    def marks(
        self, files: Sequence[str], migrations: Sequence[Migration], dialect: str
    ) -> tuple[str, ...]:
        """Return what `alembic stamp` does."""
        if not migrations:
            return ()
        return (
            "CREATE TABLE IF NOT EXISTS alembic_version "
            "(version_num VARCHAR(32) NOT NULL PRIMARY KEY)",
            "DELETE FROM alembic_version",
            f"INSERT INTO alembic_version (version_num) VALUES ('{migrations[-1].version}')",
        )

    def undo_command(self, first: Migration, settings: Mapping[str, str]) -> str:
        """Return a downgrade to the revision before `first`, which may be the user's own."""
        return f"{_alembic(settings)} downgrade {first.version}-1"

    def renaming_commands(
        self, renamed: RenamedMigrations, settings: Mapping[str, str]
    ) -> tuple[tuple[str, ...], ...]:
        """Return a stamp of what both branches have, an upgrade to the other's, and a stamp."""
        from scaffold.targets.sqlalchemy.revisions.revision_heads import down_revision

        common, previous = map(down_revision, (renamed.former_text, renamed.text))
        alembic = _alembic(settings)
        # Alembic does not know the database's revision any more.
        found = [f"{alembic} stamp --purge {common or 'base'}"]
        if previous not in (None, common):
            found.append(f"{alembic} upgrade {previous}")
        return ((*found, f"{alembic} stamp {renamed.migrations[-1].version}"),)

    def first_commands(
        self, context: ProjectContext, settings: Mapping[str, str]
    ) -> tuple[str, ...]:
        """Return commands for a virtual environment, packages, the URL for env.py, and Alembic."""
        from scaffold.targets.sqlalchemy.setup import setup_commands

        setup = setup_commands(context.root, context.dialects)
        migrate = f"{_alembic(settings)} upgrade head"
        return (*context.go_to(context.root), *setup, context.verify_command, migrate)

    @property
    def added_classes(self) -> Mapping[str, type]:
        from scaffold.targets.sqlalchemy.attribute_view import SqlalchemyAttributeView

        return {"attribute": SqlalchemyAttributeView}

    def added_views(self, database: Database) -> AddedViews:
        from scaffold.targets.sqlalchemy.attribute_view import added_views

        return added_views(database)

    def verifier(self) -> Verifier:
        from scaffold.targets.sqlalchemy.verify import SqlalchemyVerifier

        return SqlalchemyVerifier()


def _alembic(settings: Mapping[str, str]) -> str:
    ini = posixpath.normpath(posixpath.join(settings["directory"], "alembic.ini"))
    return f"alembic --config {ini}"


def _list(texts: Iterable[str]) -> str:
    """A list of strings as Python."""
    from scaffold.targets.sqlalchemy import literals

    return f"[{', '.join(map(literals.string, texts))}]"
