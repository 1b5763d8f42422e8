"""The target for Sequelize 6: models in three module systems, and migrations for sequelize-cli."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from string import digits
from typing import TYPE_CHECKING, Any

from scaffold.changes.model_edits import AdoptedModel, Adoption, ModelEditRequest, ModelEdits
from scaffold.database.dialects import DIALECTS
from scaffold.database.operations import Operation
from scaffold.database.tables import Database
from scaffold.errors import Problem
from scaffold.files.file_plan import Disk
from scaffold.migrations import Migration
from scaffold.schema.template_data import NO_DATA, SchemaData
from scaffold.targets.protocol import (
    NO_SETTINGS,
    SUFFIX,
    AddedViews,
    Artifact,
    FoundSettings,
    Made,
    ProjectContext,
    RenamedMigrations,
)

if TYPE_CHECKING:
    from scaffold.verify.verifier import Verifier

# The files that sequelize-cli 6 runs: lib/core/migrator.js.
_MIGRATION = re.compile(r"(?!.*\.d\.ts$).*\.(cjs|js|cts|ts)\Z")
_SETTINGS = {"directory": ".", "models": "models", "migrations": "migrations"}


class SequelizeTarget:
    """The target `sequelize`."""

    @property
    def name(self) -> str:
        return "sequelize"

    @property
    def title(self) -> str:
        return "Sequelize models and migrations"

    @property
    def template_answers(self) -> Mapping[str, object]:
        return {"node": True}

    @property
    def settings(self) -> Mapping[str, str]:
        return _SETTINGS

    @property
    def choices(self) -> Mapping[str, tuple[str, ...]]:
        """The module system, the suffixes of imports and migrations, and who writes models."""
        from scaffold.targets.sequelize.flavours import CHOICES

        return CHOICES

    def found_settings(self, given: Mapping[str, str], disk: Disk) -> FoundSettings:
        """Return the folders in `.sequelizerc`, `config`, the path of its configuration, and what
        `.js` files in the folder of migrations are.
        """
        from scaffold.targets.sequelize.existing.found_settings import found_settings

        return found_settings(disk, {**_SETTINGS, **given}, given)

    def code_files(self, settings: Mapping[str, str], disk: Disk) -> Iterator[str]:
        """Yield scripts that sequelize-cli runs, and models in any language."""
        from scaffold.targets.sequelize.existing.code import code_files

        return code_files(settings, disk)

    def made_by(self, text: str) -> Made:
        """Return what `createTable`, `define`, `init` and the like name by a literal."""
        from scaffold.targets.sequelize.existing.code import made_by

        return made_by(text)

    def obstacles(
        self,
        created: Iterable[str],
        settings: Mapping[str, str],
        disk: Disk,
        existing: Iterable[str] = (),
    ) -> Iterator[Problem]:
        """Yield packages of another module system, and files that would be loaded instead."""
        from scaffold.targets.sequelize.existing.modules import obstacles

        return obstacles(disk, created, settings, existing)

    @property
    def filters(self) -> Mapping[str, Callable[..., Any]]:
        from scaffold.templating.filters import js, key

        return {"js": js, "key": key}

    def problems(
        self, database: Database, settings: Mapping[str, str] = NO_SETTINGS
    ) -> Iterable[Problem]:
        """Yield names that Sequelize reserves, and names that TypeScript does."""
        from scaffold.targets.sequelize.problems import problems

        return problems(database, settings)

    def notes(self, database: Database) -> Iterable[Problem]:
        """Yield what SQLite, accessors, queries and `sync()` cannot do."""
        from scaffold.targets.sequelize.notes import notes

        return notes(database)

    def model_artifacts(
        self, database: Database, settings: Mapping[str, str], data: SchemaData = NO_DATA
    ) -> Iterator[Artifact]:
        """Yield the index of the models, a file for each model, and what connects them."""
        from scaffold.targets.sequelize.flavours import (
            TYPESCRIPT,
            file_name,
            import_suffix,
            modules_of,
        )
        from scaffold.targets.sequelize.model_files import model_artifacts
        from scaffold.targets.sequelize.model_options import SequelizeViews
        from scaffold.templating.contract.schema_view import schema_view

        named = file_name(settings)
        added = SequelizeViews(database, import_suffix(settings), named).added
        schema = schema_view(database, data, {self.name: added}, at_once=True, file_name=named)
        if modules_of(settings) != TYPESCRIPT:
            return model_artifacts(schema, settings, ())
        from scaffold.targets.sequelize.typescript_enums import enum_types

        return model_artifacts(schema, settings, enum_types(database).values())

    def edit_models(
        self, request: ModelEditRequest, settings: Mapping[str, str], disk: Disk
    ) -> ModelEdits:
        """Return edits by syntax, proved by loading the models again."""
        from scaffold.targets.sequelize.their_models.edit_models import edit_models

        return edit_models(request, settings, disk)

    def adopt_model(
        self, adoption: Adoption, settings: Mapping[str, str], disk: Disk
    ) -> AdoptedModel:
        """Return the generated file with the code of the current one, proved by loading it."""
        from scaffold.targets.sequelize.adoption.adopt_model import adopt_model

        return adopt_model(adoption, settings, disk)

    def former_artifacts(
        self, database: Database, settings: Mapping[str, str], disk: Disk
    ) -> Iterator[Artifact]:
        """Yield files of other module systems."""
        from scaffold.targets.sequelize.existing.module_change import former_modules, is_in

        for modules in former_modules(settings, disk):
            for artifact in self.model_artifacts(database, {**settings, "modules": modules}):
                if is_in(modules, artifact, settings, disk):
                    yield artifact

    def renders(self, operation: Operation, dialects: tuple[str, ...]) -> bool:
        return True

    def migration_path(self, version: str, slug: str, settings: Mapping[str, str]) -> str:
        from scaffold.targets.sequelize.flavours import migration_form

        suffix = migration_form(settings).suffix
        return posixpath.join(settings["migrations"], f"{version}-{slug}{suffix}")

    def latest_migration(self, names: Iterable[str]) -> str | None:
        """Return the last file that sequelize-cli would run and a timestamp can follow."""
        run = (name for name in names if _MIGRATION.match(name) and name[0] in digits)
        return max(run, default=None)

    def predecessor(
        self, texts: Mapping[str, str], recorded: str | None, before: str | None = None
    ) -> str | None:
        """Return `recorded`: sequelize-cli orders migrations by their names."""
        return recorded

    def migration_artifact(
        self,
        migration: Migration,
        dialects: tuple[str, ...],
        settings: Mapping[str, str],
        previous: str | None,
    ) -> Artifact:
        from scaffold.targets.sequelize.flavours import migration_form
        from scaffold.targets.sequelize.frozen_helpers import artifacts
        from scaffold.targets.sequelize.migration_view import migration_view

        form = migration_form(settings)
        path = self.migration_path(migration.version, migration.slug, settings)
        view = migration_view(migration, dialects, form)
        helpers = artifacts(view.imports, dialects, posixpath.dirname(path), form)
        return Artifact(path, form.template, view, "migration", helpers=tuple(helpers))

    def marks(
        self, files: Sequence[str], migrations: Sequence[Migration], dialect: str
    ) -> tuple[str, ...]:
        quoted = DIALECTS[dialect].quoted
        table, name = quoted("SequelizeMeta"), quoted("name")
        return (
            f"CREATE TABLE IF NOT EXISTS {table} ({name} VARCHAR(255) NOT NULL PRIMARY KEY)",
            *(
                f"INSERT INTO {table} ({name}) SELECT '{file}' FROM (SELECT 1 AS one) AS t "
                f"WHERE NOT EXISTS (SELECT 1 FROM {table} WHERE {name} = '{file}')"
                for file in files
            ),
        )

    def undo_command(self, first: Migration, settings: Mapping[str, str]) -> str:
        return f"npx sequelize db:migrate:undo:all --to {self._file_name(first, settings)}"

    def renaming_commands(
        self, renamed: RenamedMigrations, settings: Mapping[str, str]
    ) -> tuple[tuple[str, ...], ...]:
        """Return an UPDATE of sequelize-cli's table for each file, and the migration."""
        # PostgreSQL folds a bare name to lower case, and MySQL takes double quotes for a string's.
        tables = ['"SequelizeMeta"'] if "postgres" in renamed.dialects else []
        tables += ["SequelizeMeta"] if renamed.dialects != ("postgres",) else []
        return tuple(
            (*self._updates(renamed, table, settings), "npx sequelize db:migrate")
            for table in tables
        )

    def _updates(
        self, renamed: RenamedMigrations, table: str, settings: Mapping[str, str]
    ) -> Iterator[str]:
        note = " -- MySQL, SQLite" if "postgres" in renamed.dialects and table[0] != '"' else ""
        for old, new in zip(renamed.former, renamed.migrations, strict=True):
            names = (
                self._file_name(new, settings, renamed.suffix),
                self._file_name(old, settings, renamed.former_suffix),
            )
            yield f"UPDATE {table} SET name = '{names[0]}' WHERE name = '{names[1]}'{note}"

    def _file_name(
        self, migration: Migration, settings: Mapping[str, str], suffix: str | None = None
    ) -> str:
        """The name of a file, which has the suffix if it was written before."""
        if suffix is not None:
            settings = {**settings, SUFFIX: suffix}
        return posixpath.basename(self.migration_path(migration.version, migration.slug, settings))

    def first_commands(
        self, context: ProjectContext, settings: Mapping[str, str]
    ) -> tuple[str, ...]:
        """Return commands of the project's package manager and of sequelize-cli."""
        from scaffold.targets.sequelize.existing.commands import first_commands

        return first_commands(context, settings)

    @property
    def added_classes(self) -> Mapping[str, type]:
        from scaffold.targets.sequelize.model_view import (
            SequelizeAssociation,
            SequelizeAttribute,
            SequelizeModel,
        )

        return {
            "model": SequelizeModel,
            "attribute": SequelizeAttribute,
            "association": SequelizeAssociation,
        }

    def added_views(self, database: Database) -> AddedViews:
        from scaffold.targets.sequelize.model_options import SequelizeViews

        return SequelizeViews(database).added

    def verifier(self) -> Verifier:
        from scaffold.targets.sequelize.verify import SequelizeVerifier

        return SequelizeVerifier()
