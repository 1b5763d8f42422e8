"""Migrations in plain SQL, for SQLite: about as little as a target can be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from scaffold.changes.model_edits import AdoptedModel, Adoption, ModelEditRequest, ModelEdits
from scaffold.database.apply_operations import reverse
from scaffold.database.operations import Operation
from scaffold.database.tables import Association, Attribute, Database, Model
from scaffold.errors import Problem
from scaffold.files.file_plan import Disk
from scaffold.migrations import Migration
from scaffold.schema.template_data import NO_DATA, SchemaData
from scaffold.targets.operation_renderer import can_render
from scaffold.targets.protocol import (
    NO_SETTINGS,
    AddedViews,
    Artifact,
    FoundSettings,
    Made,
    ProjectContext,
    RenamedMigrations,
)
from scaffold.values import dataclass
from scaffold.verify.verifier import Verifier

from .statements import Statements
from .verifying import PlainVerifier


@dataclass(frozen=True, slots=True)
class TablesView:
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MigrationView:
    up: tuple[str, ...]
    down: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlainAttributeView:
    loud: str


def added(model: Model, part: Attribute | Association | None) -> PlainAttributeView:
    if not isinstance(part, Attribute):
        raise AttributeError("plain")
    return PlainAttributeView(part.column.name.upper())


class PlainTarget:
    @property
    def name(self) -> str:
        return "plain"

    @property
    def title(self) -> str:
        return "Migrations in plain SQL"

    @property
    def template_answers(self) -> Mapping[str, object]:
        return {}

    @property
    def settings(self) -> Mapping[str, str]:
        return {"directory": "sql", "migrations": "migrations"}

    def found_settings(self, given: Mapping[str, str], disk: Disk) -> FoundSettings:
        return FoundSettings()

    def code_files(self, settings: Mapping[str, str], disk: Disk) -> Iterable[str]:
        return ()

    def made_by(self, text: str) -> Made:
        return Made()

    def obstacles(
        self,
        created: Iterable[str],
        settings: Mapping[str, str],
        disk: Disk,
        existing: Iterable[str] = (),
    ) -> Iterable[Problem]:
        return ()

    @property
    def filters(self) -> Mapping[str, Any]:
        return {"shout": str.upper}

    @property
    def choices(self) -> Mapping[str, tuple[str, ...]]:
        return {}

    def problems(
        self, database: Database, settings: Mapping[str, str] = NO_SETTINGS
    ) -> Iterable[Problem]:
        for model in database.models:
            if model.table.name.name.startswith("dbo"):
                yield Problem(model.location, f"`{model.name}`: no plain SQL for it", "Rename it.")

    def notes(self, database: Database) -> Iterable[Problem]:
        return ()

    def model_artifacts(
        self, database: Database, settings: Mapping[str, str], data: SchemaData = NO_DATA
    ) -> Iterable[Artifact]:
        view = TablesView(tuple(str(table.name) for table in database.tables))
        yield Artifact("tables.txt", "plain/tables.jinja", view, "model")

    def edit_models(
        self, request: ModelEditRequest, settings: Mapping[str, str], disk: Disk
    ) -> ModelEdits:
        return ModelEdits({})

    def adopt_model(
        self, adoption: Adoption, settings: Mapping[str, str], disk: Disk
    ) -> AdoptedModel:
        return AdoptedModel(adoption.rendered)

    def former_artifacts(
        self, database: Database, settings: Mapping[str, str], disk: Disk
    ) -> Iterable[Artifact]:
        return ()

    def renders(self, operation: Operation, dialects: tuple[str, ...]) -> bool:
        return can_render(operation, dialects)

    def migration_path(self, version: str, slug: str, settings: Mapping[str, str]) -> str:
        return f"{settings['migrations']}/{version}-{slug}.sql"

    def latest_migration(self, names: Iterable[str]) -> str | None:
        return max(names, default=None)

    def predecessor(
        self, texts: Mapping[str, str], recorded: str | None, before: str | None = None
    ) -> str | None:
        return recorded

    def migration_artifact(
        self,
        migration: Migration,
        dialects: tuple[str, ...],
        settings: Mapping[str, str],
        previous: str | None,
    ) -> Artifact:
        statements = Statements(dialects)
        up = statements.lines(migration.operations)
        down = statements.lines(reverse(migration.operations))
        path = self.migration_path(migration.version, migration.slug, settings)
        return Artifact(path, "plain/migration.jinja", MigrationView(up, down), "migration")

    def marks(
        self, files: Sequence[str], migrations: Sequence[Migration], dialect: str
    ) -> tuple[str, ...]:
        return ()

    def undo_command(self, first: Migration, settings: Mapping[str, str]) -> str:
        return f"run the DOWN part of {first.name}.sql and of those after it"

    def renaming_commands(
        self, renamed: RenamedMigrations, settings: Mapping[str, str]
    ) -> tuple[tuple[str, ...], ...]:
        return ()

    def first_commands(
        self, context: ProjectContext, settings: Mapping[str, str]
    ) -> tuple[str, ...]:
        files = f"{settings['directory']}/{settings['migrations']}/*.sql"
        migrate = (
            f"awk '/^-- UP/ {{up = 1}} /^-- DOWN/ {{up = 0}} up' {files} | sqlite3 plain.sqlite"
        )
        return (*context.go_to(context.root), migrate)

    @property
    def added_classes(self) -> Mapping[str, type]:
        return {"attribute": PlainAttributeView}

    def added_views(self, database: Database) -> AddedViews:
        return added

    def verifier(self) -> Verifier:
        return PlainVerifier()
